//! The index of commands that only read: one index, several as one, or with `--in PATH` an index of PATH that is brought up
//! to date first, or used as last committed while another process is writing to it.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::Args;
use reportage::corpus::Limits;
use reportage::index::{IndexError, OpenIndex};
use reportage::search::Searcher;

use crate::failure::Failure;
use crate::headings::INDEX;
use crate::index::{self, Build};
use crate::index_argument::{self, IndexArguments};
use crate::ocr::OcrFlag;
use crate::output;
use crate::update::{self, Update};

/// How long to wait for another indexer before using the index as last committed.
const PATIENCE: Duration = Duration::from_secs(1);
/// How long to wait for another indexer that has not committed any report yet.
const PATIENCE_AT_FIRST: Duration = Duration::from_secs(60);
/// The initial and maximum delay before trying again; doubled each time.
const RETRY: (Duration, Duration) = (Duration::from_millis(50), Duration::from_secs(1));

/// Names the index that is read.
#[derive(Args, Clone)]
pub struct SearchedIndex {
    /// Update an index of PATH first and use it; use it as last committed if another process is updating it
    #[arg(long = "in", help_heading = INDEX, value_name = "PATH")]
    within: Option<PathBuf>,
    /// With --in: print every warning immediately, including repeated ones
    #[arg(long, help_heading = INDEX, requires = "within")]
    all_warnings: bool,
    #[command(flatten)]
    place: IndexArguments,
    #[command(flatten)]
    ocr: OcrFlag,
}

impl SearchedIndex {
    /// Names an index of `path`: in `dir`, or else in the user's cache.
    #[cfg(feature = "serve")]
    pub fn of_path(path: &Path, dir: Option<&Path>) -> SearchedIndex {
        SearchedIndex {
            within: Some(path.to_owned()),
            all_warnings: false,
            place: IndexArguments {
                index: dir.map(Path::to_owned).into_iter().collect(),
            },
            ocr: OcrFlag::default(),
        }
    }

    /// Opens the index for searching; with `--in`, brings it up to date before.
    pub fn searcher(&self) -> Result<Searcher, Failure> {
        self.searcher_within(Limits::default())
    }

    /// Opens the index for searching; with `--in`, brings it up to date before, within limits for each file.
    pub fn searcher_within(&self, limits: Limits) -> Result<Searcher, Failure> {
        match &self.within {
            Some(path) => self.updated(path, limits),
            None => self.place.searcher(),
        }
    }

    /// Returns the directory of the index, of which there must be only one; with `--in`, brings it up to date first.
    pub fn up_to_date_dir(&self) -> Result<PathBuf, Failure> {
        if self.within.is_some() {
            self.searcher()?;
        }
        self.dir()
    }

    /// Returns the directory of the index, of which there must be only one, whether or not it exists.
    pub fn dir(&self) -> Result<PathBuf, Failure> {
        match (&self.within, &self.place.index[..]) {
            (Some(path), []) => index_argument::in_cache(path),
            (None, []) => Ok(index_argument::dir_of(None)),
            (_, [dir]) => Ok(dir.clone()),
            (Some(_), [_, _, ..]) => Err(Failure::new(
                "--in updates a single index, so --index cannot be repeated",
            )),
            (None, [_, _, ..]) => Err(Failure::new(
                "this command reads a single index, so --index cannot be repeated",
            )),
        }
    }

    /// Brings an index of `path` up to date and opens it. If another process is writing to it, waits a moment, then opens
    /// it as last committed and prints a note.
    fn updated(&self, path: &Path, limits: Limits) -> Result<Searcher, Failure> {
        if let Err(error) = path.metadata() {
            let shown = path.display();
            return Err(Failure::new(format!("--in: {shown}: {error}")));
        }
        let dir = self.dir()?;
        let started = Instant::now();
        let mut wait = RETRY.0;
        loop {
            if let Some(searcher) = self.up_to_date(path, &dir, limits)? {
                return Ok(searcher);
            }
            let waited = started.elapsed();
            match with_reports(&dir) {
                Some(searcher) if waited >= PATIENCE => {
                    output::note(&format!(
                        "{}: another indexer is running here; the index is used as last committed",
                        dir.display()
                    ));
                    return Ok(searcher);
                }
                None if waited >= PATIENCE_AT_FIRST => {
                    return Err(Failure::from(IndexError::Busy(dir)).hint(
                    "it has committed no report yet: try again in a moment, or use another --index DIR",
                ));
                }
                Some(_) | None => {}
            }
            std::thread::sleep(wait);
            wait = (wait * 2).min(RETRY.1);
        }
    }

    /// Brings the index in `dir` up to date and opens it; `None` if another process is writing to it.
    fn up_to_date(
        &self,
        path: &Path,
        dir: &Path,
        limits: Limits,
    ) -> Result<Option<Searcher>, Failure> {
        let build = Build::default();
        let started = Instant::now();
        let schema = build.index_schema(dir)?;
        let paths: &[PathBuf] = &[path.to_owned()];
        let updated = update::run_unless_busy(&Update {
            paths,
            dir,
            schema: &schema,
            resources: build.resources(),
            limits,
            ocr: self.ocr.ocr()?,
            // An index in the cache may be replaced: only this program creates it.
            rebuild: self.place.index.is_empty() && needs_rebuild(dir),
            progress: output::is_watched(),
            all_warnings: self.all_warnings,
            name: None,
            exclude: &[],
            allow_empty: false,
            retry: false,
        })?;
        let Some((summary, index)) = updated else {
            return Ok(None);
        };
        let counts = &summary.counts;
        if counts.added + counts.changed + counts.removed > 0 {
            output::note(&index::in_words(&summary, started.elapsed().as_secs_f64()));
        }
        let searcher = Searcher::new(index).map_err(|error| Failure::search("", error))?;
        Ok(Some(searcher))
    }
}

/// Opens the index in `dir` as last committed; `None` if it has no reports or cannot be opened.
fn with_reports(dir: &Path) -> Option<Searcher> {
    let searcher = Searcher::new(OpenIndex::open(dir).ok()?).ok()?;
    (searcher.statistics().reports > 0).then_some(searcher)
}

/// Returns whether the index in `dir` must be rebuilt: it has another format version or is damaged.
fn needs_rebuild(dir: &Path) -> bool {
    matches!(
        OpenIndex::open(dir),
        Err(IndexError::Format { .. } | IndexError::Damaged { .. })
    )
}
