//! Brings an index in step with files and folders: finds them, reads what is new or changed, and commits on the way.
//!
//! An [`Indexer`] is opened and then runs once. It reports progress and problems as [`Event`]s. A run that is stopped at
//! any moment leaves the index of its last commit; the next run goes on from there.
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

/// An index that is about to be brought in step with its sources.
pub struct Indexer {
    mirror: Mirror,
    options: ReadOptions,
    /// How many files are read at once.
    readers: usize,
    dir: PathBuf,
    build: Build,
    stream: Option<Stream>,
    confirm: Option<Confirm>,
    /// What new roots are called.
    root_name: Option<String>,
    /// Whether all that is gone leaves the index, however much it is.
    allow_empty: bool,
    retry: bool,
    exclude: Patterns,
    /// The paths that the run is limited to, if it is.
    within: Option<Vec<PathBuf>>,
}

/// Asks whether what vanishes is gone for good.
type Confirm = Box<dyn FnMut(&Vanishing) -> bool>;

/// What becomes of the index that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Build {
    Update,
    Anew,
}

impl Indexer {
    /// Opens the index in `dir` for writing, or makes one there. If the schema's names are others than those it
    /// was tagged with, all its reports are tagged again here.
    ///
    /// # Errors
    /// `dir` holds something else or an index of another format, another process writes to it, or the disk refuses.
    pub fn open(
        dir: &Path,
        schema: &IndexSchema,
        options: IndexOptions,
    ) -> Result<Indexer, IndexerError> {
        Indexer::with(Build::Update, dir, schema, options)
    }

    /// Makes an index anew that takes the place of the one in `dir` at the end of the run; until then, searches
    /// see the one that is there. If there is none, does what [`open`](Self::open) does.
    ///
    /// # Errors
    /// As for [`open`](Self::open), but for the format.
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

    /// Has `confirm` asked before sources leave the index where [it is to be doubted](Vanished::is_doubtful) that they are
    /// gone for good. Without it they stay.
    pub fn confirming(self, confirm: impl FnMut(&Vanishing) -> bool + 'static) -> Indexer {
        Indexer {
            confirm: Some(Box::new(confirm)),
            ..self
        }
    }

    /// Sets the clock, in seconds since 1970 UTC: reports that come in or change in the run do so then.
    pub fn set_now(&mut self, now: i64) {
        self.mirror.set_now(now);
    }

    /// Has a stream read after the files.
    pub fn with_stream(self, stream: Stream) -> Indexer {
        Indexer {
            stream: Some(stream),
            ..self
        }
    }

    /// Limits the run to what is at or below these paths, of what is below its roots: what stands elsewhere stays
    /// as it is, unseen. They are absolute, as [`absolute`](crate::corpus::absolute) has them, and may be gone.
    pub fn within(self, paths: &[PathBuf]) -> Indexer {
        Indexer {
            within: Some(paths.to_vec()),
            ..self
        }
    }

    /// Brings the index in step with `paths`, files and folders: what is new goes in, what changed is replaced,
    /// what is gone below them leaves. Sources elsewhere that were indexed before stay. Returns what was done and
    /// the index as it is then.
    ///
    /// A folder that is in none of the index's roots becomes one; the root of a file is its folder. A root of which nothing
    /// is there any more is recognised elsewhere by its files.
    ///
    /// One source or report that cannot be read is an [`Event::Problem`], and the run goes on. If a root is not there, is
    /// empty, or has lost more than half of its sources, none leave the index, unless that is
    /// [confirmed](Self::confirming) or [allowed](IndexOptions::allow_empty).
    ///
    /// # Errors
    /// The index cannot be written, or there are no threads to read with. If an index is made anew, also that a
    /// path is not there or cannot be read: its reports would leave the index for good. What was committed stands.
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

/// Reads the patterns of what is left out.
fn patterns(options: &IndexOptions) -> Result<Patterns, IndexerError> {
    Patterns::new(&options.exclude)
        .map_err(|(pattern, source)| IndexerError::BadPattern { pattern, source })
}

/// Says how files are read.
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

    /// Does what was planned.
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
        // It is known now which ids are free.
        for source in plan.contested {
            if mirror.frees_ids() {
                // A run that is killed before its turn comes leaves it to the next one.
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
