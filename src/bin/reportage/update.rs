//! Bringing an index in step with paths: the walk, the reading and the commits of one run.

use std::collections::{BTreeMap, HashSet};
use std::error::Error;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use reportage::corpus::{self, Found, Limits, Ocr, ReadOptions, Record, Source, WalkError};
use reportage::index::fields::hash_of_id;
use reportage::index::{Counts, FileTimes, Mirror, OpenIndex, Plan, Resources, SourceState};
use reportage::schema::IndexSchema;

use crate::failure::Failure;
use crate::progress::Progress;
use crate::warnings::{Warning, Warnings};

/// How long a run goes on between commits at most; a killed run loses no more work than that.
const COMMIT_EVERY: Duration = Duration::from_secs(20);
/// How long before it is read a file must have been changed for its `mtime` to be trusted: within the
/// grain of the clock it could change again unseen. FAT keeps every second second.
const GRAIN: i64 = 2_000_000_000; // nanoseconds
/// The same for its `ctime`, which file systems keep that follow the system's ticks of up to 10 ms.
const FINE_GRAIN: i64 = 100_000_000; // nanoseconds
/// The most failures of one source that are kept in the index; all are printed.
const FAILURES_KEPT: usize = 100;

/// What to bring in step, and how.
pub struct Update<'a> {
    /// Files and folders; `-` is JSON Lines on standard input.
    pub paths: &'a [PathBuf],
    /// The index's folder.
    pub dir: &'a Path,
    /// The schema.
    pub schema: &'a IndexSchema,
    /// How much of the machine to use.
    pub resources: Resources,
    /// What one file may cost.
    pub limits: Limits,
    /// What reads scanned pages.
    pub ocr: Option<Ocr>,
    /// Whether to make the index anew.
    pub rebuild: bool,
    /// Whether to show progress.
    pub progress: bool,
    /// Whether to print each warning, also those that repeat, and at once.
    pub all_warnings: bool,
}

/// What a run did.
#[derive(Debug, Default)]
pub struct Summary {
    /// Reports.
    pub counts: Counts,
    /// Files not read, by kind.
    pub skipped: BTreeMap<String, u64>,
    /// Reports and places that could not be read.
    pub failed: u64,
    /// Paths to be indexed that are not there and never were.
    pub missing: u64,
    /// Things that were left out of reports or may be wrong in them.
    pub warnings: u64,
}

/// Brings the index in step and returns it.
pub fn run(update: &Update<'_>) -> Result<(Summary, OpenIndex), Failure> {
    let mirror = match update.rebuild {
        true => Mirror::rebuild(update.dir, update.schema, update.resources)?,
        false => Mirror::open(update.dir, update.schema, update.resources)?,
    };
    if mirror.tagged_again() > 0 {
        crate::output::note(&format!(
            "the names have changed: {} reports were tagged again",
            mirror.tagged_again()
        ));
    }
    let options = ReadOptions {
        facets: update
            .schema
            .facets
            .iter()
            .map(|facet| facet.name.clone())
            .collect(),
        maps: update.schema.maps.clone(),
        limits: update.limits,
        ocr: update.ocr.clone(),
        worker: Some(crate::worker::command()?),
    };
    let mut run = Run {
        mirror,
        options,
        readers: update.resources.threads,
        summary: Summary::default(),
        lacks_a_root: false,
        progress: Progress::new(0, false),
        warnings: (!update.all_warnings).then(Warnings::new),
        committed: Instant::now(),
    };
    let done = run.bring_in_step(update);
    run.say_warnings();
    done?;
    run.progress.finishing();
    let (counts, index) = run.mirror.finish()?;
    run.progress.clear();
    run.summary.counts = counts;
    Ok((run.summary, index))
}

struct Run {
    mirror: Mirror,
    options: ReadOptions,
    readers: usize,
    summary: Summary,
    /// Whether a path that was named is not there or cannot be read.
    lacks_a_root: bool,
    progress: Progress,
    /// Those to be told at the end; `None` if each is printed at once.
    warnings: Option<Warnings>,
    committed: Instant,
}

impl Run {
    fn bring_in_step(&mut self, update: &Update<'_>) -> Result<(), Failure> {
        let (streams, roots): (Vec<PathBuf>, Vec<PathBuf>) = update
            .paths
            .iter()
            .cloned()
            .partition(|path| path.as_os_str() == "-");
        let sources = self.walk(&roots, update.dir);
        if update.rebuild && self.lacks_a_root {
            // Its reports would leave the index for good.
            let what = format!("{}: not made anew", update.dir.display());
            return Err(Failure::new(what).hint(
                "what was indexed stays as it is; name paths that are there and can be read",
            ));
        }
        let to_read = self.plan(sources);
        let bytes = to_read.iter().map(|(source, _)| source.size).sum();
        self.progress = Progress::new(bytes, update.progress);
        self.read_sources(to_read)?;
        if !streams.is_empty() {
            self.read_stream()?;
        }
        Ok(())
    }

    /// Finds the sources below `roots`, and takes those that are gone out of the index.
    fn walk(&mut self, roots: &[PathBuf], index: &Path) -> Vec<Source> {
        let mut sources = Vec::new();
        let mut unknown: Vec<PathBuf> = Vec::new();
        let is_root = |path: &Path| roots.iter().any(|root| corpus::absolute(root) == path);
        for found in corpus::walk(roots, &[index.to_owned()]) {
            match found {
                Ok(Found::Source(source)) => sources.push(source),
                Ok(Found::Skipped(skipped)) => {
                    *self.summary.skipped.entry(skipped.kind).or_insert(0) += 1;
                }
                Err(error) => {
                    match &error {
                        // A root that is gone takes its reports with it, if it had any.
                        WalkError::Missing { path, shown } => {
                            let gone = self.mirror.known_below(path).len();
                            if gone > 0 {
                                let files = if gone == 1 { "file" } else { "files" };
                                let note =
                                    format!("{shown}: gone; its {gone} {files} leave the index");
                                self.progress.say(&note);
                                continue;
                            }
                            self.summary.missing += 1;
                            self.lacks_a_root = true;
                        }
                        WalkError::Unreadable { path, .. } => {
                            self.lacks_a_root |= is_root(path);
                            unknown.push(path.clone());
                        }
                    }
                    self.fail(&error);
                }
            }
        }
        let present: HashSet<PathBuf> = sources.iter().map(|found| found.path.clone()).collect();
        for root in roots {
            for key in self.mirror.known_below(&corpus::absolute(root)) {
                let path = Path::new(&key);
                let unknown = unknown.iter().any(|place| path.starts_with(place));
                if !present.contains(path) && !unknown {
                    self.mirror.remove(&key);
                }
            }
        }
        sources
    }

    /// Returns the sources that are to be read.
    fn plan(&mut self, sources: Vec<Source>) -> Vec<(Source, SourceState)> {
        let mut to_read = Vec::new();
        let mut contested = Vec::new();
        let now = nanoseconds(SystemTime::now());
        for mut source in sources {
            let key = source.path.to_string_lossy().into_owned();
            if let Some(shown) = self.mirror.shown(&key) {
                source.shown = shown.to_owned();
            }
            let times = settled_times(&source, now);
            // What was read without its scanned pages, or in other languages, is not.
            let by_ocr = match &self.options.ocr {
                Some(ocr) if source.kind.format.may_be_scanned => hash_of_id(&format!("{ocr:?}")),
                Some(_) | None => 0,
            };
            if let Some(times) = times
                && by_ocr == 0
                && self.mirror.is_current(&key, source.size, times)
            {
                self.mirror.keep(&key);
                self.repeat_failures(&key);
                continue;
            }
            let hash = match corpus::fingerprint(&source.path) {
                Ok(hash) => hash,
                Err(error) => {
                    // What the index has of it stays.
                    self.mirror.keep(&key);
                    self.fail(&Unread {
                        shown: source.shown.clone(),
                        source: error,
                    });
                    continue;
                }
            };
            let state = SourceState {
                key: key.clone(),
                shown: source.shown.clone(),
                size: source.size,
                times,
                hash: hash ^ by_ocr,
            };
            match self.mirror.plan(&state) {
                Plan::Unchanged => self.repeat_failures(&key),
                Plan::New | Plan::Changed | Plan::Resumed => to_read.push((source, state)),
                Plan::Contested => contested.push((source, state)),
            }
        }
        // Last, when it is known which ids are free.
        for (source, state) in contested {
            if self.mirror.frees_ids() {
                to_read.push((source, state));
            } else {
                self.mirror.keep(&state.key);
                self.repeat_failures(&state.key);
            }
        }
        to_read
    }

    fn read_sources(&mut self, to_read: Vec<(Source, SourceState)>) -> Result<(), Failure> {
        let mut before = 0;
        let (sources, states): (Vec<Source>, Vec<SourceState>) = to_read.into_iter().unzip();
        let mut ahead = corpus::read_ahead(sources, &self.options, self.readers)
            .map_err(|error| Failure::new(format!("no threads to read files with: {error}")))?;
        for state in states {
            let size = state.size;
            let Some(file) = ahead.next_file() else {
                return Err(Failure::new("the threads that read files are gone"));
            };
            self.mirror.begin(state);
            for record in file {
                self.progress.at(before + record.consumed);
                self.take(record)?;
            }
            self.mirror.end();
            before += size;
            self.commit_if_due()?;
        }
        Ok(())
    }

    fn read_stream(&mut self) -> Result<(), Failure> {
        self.mirror.begin_stream("standard input");
        for record in corpus::read_stream(io::stdin(), "stdin", &self.options) {
            self.take(record)?;
        }
        self.mirror.end();
        Ok(())
    }

    fn take(&mut self, record: Record) -> Result<(), Failure> {
        for warning in &record.warnings {
            self.summary.warnings += 1;
            self.warn(Warning::of(warning));
        }
        match record.report {
            Ok(report) => {
                self.progress.report(report.body.len());
                let place = match report.lines.locate(&report.body, 0) {
                    (Some(line), _) => format!("{}:{line}", report.path),
                    (None, _) => report.path.clone(),
                };
                if let Err(taken) = self.mirror.add(report)? {
                    self.fail_in_source(Warning::at(place, &taken));
                }
            }
            Err(error) => self.fail_in_source(Warning::of(&error)),
        }
        self.commit_if_due()
    }

    fn commit_if_due(&mut self) -> Result<(), Failure> {
        if self.committed.elapsed() >= COMMIT_EVERY {
            self.mirror.commit()?;
            self.committed = Instant::now();
        }
        Ok(())
    }

    fn fail(&mut self, error: &dyn Error) {
        self.summary.failed += 1;
        self.warn(Warning::in_words(&chain(error), ""));
    }

    fn fail_in_source(&mut self, failure: Warning) {
        self.summary.failed += 1;
        self.mirror.note_failure(failure.line(), FAILURES_KEPT);
        self.warn(failure);
    }

    /// Says again what could not be read of a source that has not changed since.
    fn repeat_failures(&mut self, key: &str) {
        let shown = self.mirror.shown(key).unwrap_or(key).to_owned();
        for failure in self.mirror.failures(key).to_vec() {
            self.summary.failed += 1;
            self.warn(Warning::in_words(&failure, &shown));
        }
    }

    fn warn(&mut self, warning: Warning) {
        match &mut self.warnings {
            Some(warnings) => warnings.add(warning),
            None => self.progress.say(&warning.line()),
        }
    }

    fn say_warnings(&mut self) {
        for line in self.warnings.iter_mut().flat_map(Warnings::take_lines) {
            self.progress.say(&line);
        }
    }
}

/// A file whose bytes cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{shown}: not readable; what the index has of it stays")]
struct Unread {
    shown: String,
    source: io::Error,
}

/// Writes an error and its causes in one line.
pub fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(&format!(": {error}"));
        cause = error.source();
    }
    text
}

/// Returns when a file was last changed, if every later change will show in it: not so within the grain
/// of the clock, and with a time ahead of it.
fn settled_times(source: &Source, now: i64) -> Option<FileTimes> {
    let modified = source.modified?;
    let is_settled = |time: i64, grain: i64| now.saturating_sub(time) > grain;
    let settled = is_settled(modified, GRAIN)
        && source
            .changed
            .is_none_or(|time| is_settled(time, FINE_GRAIN));
    settled.then_some(FileTimes {
        modified,
        changed: source.changed,
    })
}

/// Returns the nanoseconds since 1970; before it, negative; beyond what that can hold, the nearest.
fn nanoseconds(time: SystemTime) -> i64 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_nanos()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_nanos()).map_or(i64::MIN, |n| -n),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_700_000_000_000_000_000;
    const SECOND: i64 = 1_000_000_000;

    fn times(modified: Option<i64>, changed: Option<i64>) -> Option<FileTimes> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        std::fs::write(&path, "Calm.").unwrap();
        let Some(Ok(Found::Source(source))) = corpus::walk(&[path], &[]).next() else {
            panic!("not found");
        };
        settled_times(
            &Source {
                modified,
                changed,
                ..source
            },
            NOW,
        )
    }

    #[test]
    fn times_are_trusted_when_any_later_change_will_show_in_them() {
        for (modified, changed) in [
            (NOW - 3 * SECOND, Some(NOW - SECOND)),
            (NOW - 3 * SECOND, None),
            (0, Some(NOW - SECOND)),
            (-5 * SECOND, Some(-6 * SECOND)),
            (i64::MIN, None),
        ] {
            let wanted = FileTimes { modified, changed };
            assert_eq!(times(Some(modified), changed), Some(wanted));
        }
        for (modified, changed) in [
            (None, Some(0)),
            (Some(NOW - SECOND), Some(NOW - SECOND)),
            (Some(NOW - SECOND), None),
            (Some(0), Some(NOW - SECOND / 100)),
            (Some(0), Some(NOW + SECOND)),
            (Some(NOW + SECOND), None),
            (Some(i64::MAX), Some(0)),
        ] {
            assert_eq!(times(modified, changed), None, "{modified:?} {changed:?}");
        }
    }
}
