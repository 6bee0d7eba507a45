//! `search --in PATH`: an index of PATH that is up to date, or as much of one as there is while another process
//! writes to it.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use reportage::index::{IndexError, OpenIndex};
use reportage::search::Searcher;

use crate::failure::Failure;
use crate::index::{self, Build};
use crate::index_argument;
use crate::output;
use crate::update::{self, Update};

use super::Arguments;

/// How long to wait for another indexer before the index is taken as it is.
const PATIENCE: Duration = Duration::from_secs(1);
/// How long to wait for another indexer that has put no report into the index yet.
const PATIENCE_AT_FIRST: Duration = Duration::from_secs(60);
/// How long it is until the index is tried again, at first and at most; doubled each time.
const RETRY: (Duration, Duration) = (Duration::from_millis(50), Duration::from_secs(1));

/// Brings an index of `path` up to date and opens it. While another process writes to it, waits a moment, then
/// opens it as it was last committed, with a note.
pub(super) fn updated(path: &Path, arguments: &Arguments) -> Result<Searcher, Failure> {
    if let Err(error) = path.metadata() {
        let shown = path.display();
        return Err(Failure::new(format!("--in: {shown}: {error}")));
    }
    let dir = match &arguments.place.index {
        Some(dir) => dir.clone(),
        None => index_argument::in_cache(path)?,
    };
    let started = Instant::now();
    let mut wait = RETRY.0;
    loop {
        if let Some(searcher) = up_to_date(path, &dir, arguments)? {
            return Ok(searcher);
        }
        let waited = started.elapsed();
        match with_reports(&dir) {
            Some(searcher) if waited >= PATIENCE => {
                output::note(&format!(
                    "{}: another indexer is at work here; this is the index as it was last committed",
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

/// Brings the index in `dir` up to date and opens it; `None` if another process writes to it.
fn up_to_date(path: &Path, dir: &Path, arguments: &Arguments) -> Result<Option<Searcher>, Failure> {
    let build = Build::default();
    let started = Instant::now();
    let schema = build.index_schema(dir)?;
    let paths: &[PathBuf] = &[path.to_owned()];
    let updated = update::run_unless_busy(&Update {
        paths,
        dir,
        schema: &schema,
        resources: build.resources(),
        limits: arguments.limits.limits(),
        ocr: arguments.ocr.ocr()?,
        // Nobody but this program has made the one in the cache.
        rebuild: arguments.place.index.is_none() && is_to_be_made_anew(dir),
        progress: output::is_watched(),
        all_warnings: arguments.all_warnings,
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

/// Opens the index in `dir` as it is; `None` if it has no reports or cannot be searched.
fn with_reports(dir: &Path) -> Option<Searcher> {
    let searcher = Searcher::new(OpenIndex::open(dir).ok()?).ok()?;
    (searcher.statistics().reports > 0).then_some(searcher)
}

/// Returns whether the index in `dir` cannot be searched by this program and can be made anew: it has
/// another format, or is damaged.
fn is_to_be_made_anew(dir: &Path) -> bool {
    matches!(
        OpenIndex::open(dir),
        Err(IndexError::Format { .. } | IndexError::Damaged { .. })
    )
}
