//! Synchronizes an index with files and folders: walks them, reads what is new or changed, and commits periodically.
//!
//! An [`Indexer`] is opened and then runs once. It reports progress and problems as [`Event`]s. A run may be killed at any
//! moment: the index stays as of the last commit, and the next run continues from there.
//!
//! ```no_run
//! use std::path::{Path, PathBuf};
//! use reportage::indexer::{Event, IndexOptions, Indexer};
//! use reportage::schema::IndexSchema;
//!
//! let indexer = Indexer::open(Path::new("my.index"), &IndexSchema::shipped(), IndexOptions::default())?;
//! let (summary, index) = indexer.run(&[PathBuf::from("reports")], |event| {
//!     if let Event::Problem(problem) = event {
//!         eprintln!("{problem}");
//!     }
//! })?;
//! println!("{} reports added to {}", summary.counts.added, index.dir.display());
//! # Ok::<(), reportage::indexer::IndexerError>(())
//! ```

mod error;
mod event;
mod id_paths;
mod options;
mod plan;
mod preview;
mod read;
mod requested;
mod times;
mod upkeep;
mod vanished;
mod walk;

use std::path::{Path, PathBuf};

use crate::corpus::{Patterns, ReadOptions};
use crate::index::{Mirror, OpenIndex, Plan, guarded, source_key};
use crate::schema::IndexSchema;

pub use error::{IndexerError, Problem, with_causes};
pub use event::{Event, Summary};
pub use options::{IndexOptions, Stream};
pub use preview::{Change, Changes};
pub use vanished::{Vanished, Vanishing};

use plan::{FolderPlan, Removals};
use read::Run;
use requested::Requested;

/// An index opened for writing, to be synchronized with its sources by one [run](Self::run).
pub struct Indexer {
    mirror: Mirror,
    options: ReadOptions,
    /// How many files are read at once.
    readers: usize,
    dir: PathBuf,
    build: Build,
    stream: Option<Stream>,
    confirm: Option<Confirm>,
    /// The name for new roots.
    root_name: Option<String>,
    /// Whether deleted sources always leave the index, however many they are.
    allow_empty: bool,
    retry: bool,
    exclude: Patterns,
    /// Absolute paths that limit the run; `None` for no limit.
    within: Option<Vec<PathBuf>>,
}

/// Asks whether missing sources are deleted for good.
type Confirm = Box<dyn FnMut(&Vanishing) -> bool>;

/// Whether to update the existing index or to build a new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Build {
    Update,
    Anew,
}

impl Indexer {
    /// Opens the index in `dir` for writing, or creates one there. If the names in the schema have changed since the index
    /// was tagged, this tags all its reports again.
    ///
    /// # Errors
    /// `dir` is not an index or has another format version, another process is writing to it, or an I/O error occurs.
    pub fn open(
        dir: &Path,
        schema: &IndexSchema,
        options: IndexOptions,
    ) -> Result<Indexer, IndexerError> {
        Indexer::with(Build::Update, dir, schema, options)
    }

    /// Builds a new index that replaces the one in `dir` at the end of the run. Until then, searches use the old one. If
    /// there is none, this is the same as [`open`](Self::open).
    ///
    /// # Errors
    /// As for [`open`](Self::open), except that the old index may have any format version.
    pub fn rebuild(
        dir: &Path,
        schema: &IndexSchema,
        options: IndexOptions,
    ) -> Result<Indexer, IndexerError> {
        Indexer::with(Build::Anew, dir, schema, options)
    }

    fn with(
        build: Build,
        dir: &Path,
        schema: &IndexSchema,
        options: IndexOptions,
    ) -> Result<Indexer, IndexerError> {
        let exclude = patterns(&options)?;
        let mut mirror = guarded(dir, || match build {
            Build::Update => Mirror::open(dir, schema, options.resources),
            Build::Anew => Mirror::rebuild(dir, schema, options.resources),
        })?;
        mirror.set_now(options.now);
        Ok(Indexer {
            mirror,
            options: read_options(schema, &options),
            readers: options.resources.threads,
            dir: dir.to_owned(),
            build,
            stream: None,
            confirm: None,
            root_name: options.root_name,
            allow_empty: options.allow_empty,
            retry: options.retry,
            exclude,
            within: None,
        })
    }

    /// Sets a callback that decides whether missing sources leave the index where it is
    /// [doubtful](Vanished::is_doubtful) that they are deleted for good. Without it, they stay.
    pub fn confirming(self, confirm: impl FnMut(&Vanishing) -> bool + 'static) -> Indexer {
        Indexer {
            confirm: Some(Box::new(confirm)),
            ..self
        }
    }

    /// Sets the time of the run, in seconds since 1970 UTC: when its reports were added or changed.
    pub fn set_now(&mut self, now: i64) {
        self.mirror.set_now(now);
    }

    /// Adds a stream, which is read after the files.
    pub fn with_stream(self, stream: Stream) -> Indexer {
        Indexer {
            stream: Some(stream),
            ..self
        }
    }

    /// Limits the run to files at or below `paths` within its roots; everything else in the index stays unchanged and is
    /// not checked. Paths are absolute, as from [`absolute`](crate::corpus::absolute), and may no longer exist.
    pub fn within(self, paths: &[PathBuf]) -> Indexer {
        Indexer {
            within: Some(paths.to_vec()),
            ..self
        }
    }

    /// Synchronizes the index with the files and folders in `paths`: adds new files, replaces changed ones, removes those
    /// that were deleted below them. Sources elsewhere stay in the index. Returns what was done and the resulting index.
    ///
    /// A folder outside all roots of the index becomes a root; for a file, its folder does. A root that was moved elsewhere
    /// is recognised by its files.
    ///
    /// A source or report that cannot be read causes an [`Event::Problem`], and the run continues. If a root is missing or
    /// empty, or has lost more than half of its sources, these stay in the index unless their removal is
    /// [confirmed](Self::confirming) or [allowed](IndexOptions::allow_empty).
    ///
    /// # Errors
    /// The index cannot be written, or no threads can be started. When rebuilding, also a path that does not exist or cannot
    /// be read, since the new index would lack its reports. What was committed stays.
    pub fn run(
        self,
        paths: &[PathBuf],
        on_event: impl FnMut(Event<'_>),
    ) -> Result<(Summary, OpenIndex), IndexerError> {
        let dir = self.dir.clone();
        guarded(&dir, || self.run_through(paths, on_event))
    }

    fn run_through(
        mut self,
        paths: &[PathBuf],
        mut on_event: impl FnMut(Event<'_>),
    ) -> Result<(Summary, OpenIndex), IndexerError> {
        let mut mirror = self.mirror;
        let mut run = Run::start(&self.options, self.retry, &mut on_event);
        run.exclude = self.exclude;
        if mirror.tagged_again() > 0 {
            run.emit(Event::TaggedAgain {
                reports: mirror.tagged_again(),
            });
        }
        let ledger = mirror.ledger();
        let mut requested = Requested::of(ledger, paths, self.root_name.as_deref());
        run.emit_moved(&requested);
        let places = requested.root_places(ledger.dir());
        if let Some(within) = &self.within {
            requested.limit(within, &places);
        }
        let walked = run.walk(ledger, &requested, &places, paths, self.within.as_deref());
        if self.build == Build::Anew && walked.lacks_a_path {
            return Err(IndexerError::RootMissing { dir: self.dir });
        }
        let removals = Removals {
            always: self.allow_empty,
            confirm: self.confirm.as_mut().map(|confirm| confirm as _),
        };
        let plan = run.plan(ledger, &requested, &places, walked, removals);
        run.carry_out(&mut mirror, plan, self.readers)?;
        if let Some(stream) = self.stream {
            run.read_stream(&mut mirror, stream)?;
        }
        run.emit(Event::Finishing);
        let (counts, index) = mirror.finish()?;
        let summary = Summary {
            counts,
            ..run.summary
        };
        Ok((summary, index))
    }
}

/// Parses the exclude patterns.
fn patterns(options: &IndexOptions) -> Result<Patterns, IndexerError> {
    Patterns::new(&options.exclude)
        .map_err(|(pattern, source)| IndexerError::BadPattern { pattern, source })
}

/// Derives the options for reading files.
fn read_options(schema: &IndexSchema, options: &IndexOptions) -> ReadOptions {
    let facets = schema.facets.iter().map(|facet| facet.name.clone());
    ReadOptions {
        facets: facets.collect(),
        maps: schema.maps.clone(),
        languages: schema.lexicon.added_languages(),
        limits: options.limits,
        ocr: options.ocr.clone(),
        worker: options.worker.clone(),
    }
}

impl Run<'_> {
    fn emit_moved(&mut self, requested: &Requested) {
        for (name, from, to) in &requested.moved {
            self.emit(Event::Moved {
                root: name.clone(),
                from: from.display().to_string(),
                to: to.display().to_string(),
            });
        }
    }

    /// Carries out the plan: removes, moves and reads sources.
    fn carry_out(
        &mut self,
        mirror: &mut Mirror,
        plan: FolderPlan,
        readers: usize,
    ) -> Result<(), IndexerError> {
        mirror.set_roots(plan.roots);
        for key in &plan.remove {
            mirror.remove(key);
        }
        for key in &plan.keep {
            mirror.keep(key);
        }
        for row in plan.rows {
            if row.skipped.is_some() {
                mirror.remove(&row.key);
            }
            mirror.put_row(row);
        }
        let mut read = plan.read;
        for source in &read {
            if source.plan == Plan::Changed {
                mirror.release(&source.state.key);
            }
        }
        for (from, to) in plan.moves {
            mirror.move_source(&from, to)?;
        }
        // Removals and moves are done, so it is now known whether ids have become free.
        for source in plan.contested {
            if mirror.frees_ids() {
                // If the run is killed before it reads this source, the next run will.
                mirror.reopen(&source.state.key);
                read.push(source);
            } else {
                mirror.keep(&source.state.key);
                self.repeat_failures_of(mirror, &source);
            }
        }
        read.sort_by(|a, b| source_key::compare(&a.state.key, &b.state.key));
        self.read_sources(mirror, read, readers)
    }

    fn repeat_failures_of(&mut self, mirror: &Mirror, source: &plan::ToRead) {
        let ledger = mirror.ledger();
        if let Some(row) = ledger.row(&source.state.key) {
            self.repeat_failures(ledger, row, &source.spelled);
        }
    }
}

#[cfg(test)]
mod tests;
