//! Which sources of a run are to be read: those that are not in the index as they stand now.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::corpus::{self, Source};
use crate::index::{FileTimes, Mirror, Plan, SourceState, hash_of_id};

use super::error::Problem;
use super::read::Run;

/// How long before it is read a file must have been changed for its `mtime` to be trusted: within the
/// grain of the clock it could change again unseen. FAT keeps every second second.
const GRAIN: i64 = 2_000_000_000; // nanoseconds
/// The same for its `ctime`, which file systems keep that follow the system's ticks of up to 10 ms.
const FINE_GRAIN: i64 = 100_000_000; // nanoseconds

/// A file to be read, and what the index will know it by.
pub(super) struct ToRead {
    pub source: Source,
    pub state: SourceState,
}

impl Run<'_> {
    /// Returns the sources that are to be read.
    pub(super) fn stale_sources(
        &mut self,
        mirror: &mut Mirror,
        sources: Vec<Source>,
    ) -> Vec<ToRead> {
        let mut to_read = Vec::new();
        let mut contested = Vec::new();
        let now = nanoseconds(SystemTime::now());
        for mut source in sources {
            let key = source.path.to_string_lossy().into_owned();
            if let Some(shown) = mirror.shown(&key) {
                source.shown = shown.to_owned();
            }
            let times = settled_times(&source, now);
            let by_ocr = self.hash_of_ocr(&source);
            if let Some(times) = times
                && by_ocr == 0
                && mirror.is_current(&key, source.size, times)
            {
                mirror.keep(&key);
                self.repeat_failures(mirror, &key);
                continue;
            }
            let hash = match corpus::fingerprint(&source.path) {
                Ok(hash) => hash,
                Err(error) => {
                    // What the index has of it stays.
                    mirror.keep(&key);
                    self.problem(Problem::Unreadable {
                        shown: source.shown,
                        source: error,
                    });
                    continue;
                }
            };
            let state = SourceState {
                key,
                shown: source.shown.clone(),
                size: source.size,
                times,
                hash: hash ^ by_ocr,
            };
            match mirror.plan(&state) {
                Plan::Unchanged => self.repeat_failures(mirror, &state.key),
                Plan::New | Plan::Changed | Plan::Resumed => {
                    to_read.push(ToRead { source, state });
                }
                Plan::Contested => contested.push(ToRead { source, state }),
            }
        }
        // Last, when it is known which ids are free.
        for file in contested {
            if mirror.frees_ids() {
                to_read.push(file);
            } else {
                mirror.keep(&file.state.key);
                self.repeat_failures(mirror, &file.state.key);
            }
        }
        to_read
    }

    /// Returns what the hash of a source's bytes is combined with: what was read without its scanned pages, or in other
    /// languages, is not the same; 0 if that makes no difference.
    pub(super) fn hash_of_ocr(&self, source: &Source) -> u64 {
        match &self.options.ocr {
            Some(ocr) if source.kind.format.may_be_scanned => hash_of_id(&format!("{ocr:?}")),
            Some(_) | None => 0,
        }
    }

    /// Tells again what could not be read of a source that has not changed since.
    fn repeat_failures(&mut self, mirror: &Mirror, key: &str) {
        let shown = mirror.shown(key).unwrap_or(key);
        for failure in mirror.failures(key) {
            self.problem(Problem::Before {
                shown: shown.to_owned(),
                line: failure.clone(),
            });
        }
    }
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
    use crate::corpus::Found;

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
