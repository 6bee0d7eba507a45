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
mod options;
mod read;
mod stale;
mod walk;

use std::path::{Path, PathBuf};

use crate::corpus::ReadOptions;
use crate::index::{Mirror, OpenIndex};
use crate::schema::IndexSchema;

pub use error::{IndexerError, Problem, with_causes};
pub use event::{Event, Summary};
pub use options::{IndexOptions, Stream};

use read::Run;

/// An index that is about to be brought in step with its sources.
pub struct Indexer {
    mirror: Mirror,
    options: ReadOptions,
    /// How many files are read at once.
    readers: usize,
    dir: PathBuf,
    build: Build,
    stream: Option<Stream>,
    /// The paths that the run is limited to, if it is.
    within: Option<Vec<PathBuf>>,
}

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
        let mut mirror = Mirror::open(dir, schema, options.resources)?;
        mirror.set_now(options.now);
        Ok(Indexer::of(mirror, Build::Update, dir, schema, options))
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
        let mut mirror = Mirror::rebuild(dir, schema, options.resources)?;
        mirror.set_now(options.now);
        Ok(Indexer::of(mirror, Build::Anew, dir, schema, options))
    }

    fn of(
        mirror: Mirror,
        build: Build,
        dir: &Path,
        schema: &IndexSchema,
        options: IndexOptions,
    ) -> Indexer {
        let facets = schema.facets.iter().map(|facet| facet.name.clone());
        Indexer {
            mirror,
            options: ReadOptions {
                facets: facets.collect(),
                maps: schema.maps.clone(),
                limits: options.limits,
                ocr: options.ocr,
                worker: options.worker,
            },
            readers: options.resources.threads,
            dir: dir.to_owned(),
            build,
            stream: None,
            within: None,
        }
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

    /// Brings the index in step with `roots`, files and folders: what is new goes in, what changed is replaced,
    /// what is gone below them leaves. Sources elsewhere that were indexed before stay. Returns what was done and
    /// the index as it is then.
    ///
    /// One source or report that cannot be read is an [`Event::Problem`], and the run goes on.
    ///
    /// # Errors
    /// The index cannot be written, or there are no threads to read with. If an index is made anew, also that a
    /// root is not there or cannot be read: its reports would leave the index for good. What was committed stands.
    pub fn run(
        self,
        roots: &[PathBuf],
        mut on_event: impl FnMut(Event<'_>),
    ) -> Result<(Summary, OpenIndex), IndexerError> {
        let mut mirror = self.mirror;
        let mut run = Run::start(&self.options, &mut on_event);
        if mirror.tagged_again() > 0 {
            run.tell(Event::TaggedAgain {
                reports: mirror.tagged_again(),
            });
        }
        let walked = run.walk(&mut mirror, roots, &self.dir, self.within.as_deref());
        if self.build == Build::Anew && walked.lacks_a_root {
            return Err(IndexerError::RootMissing { dir: self.dir });
        }
        let to_read = run.stale_sources(&mut mirror, walked.sources);
        run.read_sources(&mut mirror, to_read, self.readers)?;
        if let Some(stream) = self.stream {
            run.read_stream(&mut mirror, stream)?;
        }
        run.tell(Event::Finishing);
        let (counts, index) = mirror.finish()?;
        let summary = Summary {
            counts,
            ..run.summary
        };
        Ok((summary, index))
    }
}

#[cfg(test)]
mod tests;
