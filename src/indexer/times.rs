//! Modification times of files, if they can be trusted.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::corpus::Source;
use crate::index::FileTimes;

/// An `mtime` is trusted only if it is older than this when the file is read: within the resolution of the timestamp,
/// another change would go unnoticed. FAT has a resolution of two seconds.
const GRAIN: i64 = 2_000_000_000; // nanoseconds
/// The same for `ctime`, which only exists on file systems whose timestamps follow the kernel tick of up to 10 ms.
const FINE_GRAIN: i64 = 100_000_000; // nanoseconds

/// Returns the times of a file if any later change will alter them; `None` if they are too recent or in the future.
pub(super) fn settled_times(source: &Source, now: i64) -> Option<FileTimes> {
    let modified = source.modified?;
    let is_settled = |time: i64, grain: i64| now.saturating_sub(time) > grain;
    let is_old = is_settled(modified, GRAIN)
        && source
            .changed
            .is_none_or(|time| is_settled(time, FINE_GRAIN));
    is_old.then_some(FileTimes {
        modified,
        changed: source.changed,
        inode: source.inode,
    })
}

/// Returns the nanoseconds since 1970, negative before that; saturates.
pub(super) fn nanoseconds(time: SystemTime) -> i64 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_nanos()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_nanos()).map_or(i64::MIN, |n| -n),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{self, WalkEntry};

    const NOW: i64 = 1_700_000_000_000_000_000;
    const SECOND: i64 = 1_000_000_000;

    fn times(modified: Option<i64>, changed: Option<i64>) -> Option<FileTimes> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        std::fs::write(&path, "Calm.").unwrap();
        let Some(Ok(WalkEntry::Source(source))) = corpus::walk(&[path], &[]).next() else {
            panic!("not found");
        };
        settled_times(
            &Source {
                modified,
                changed,
                inode: Some(7),
                ..source
            },
            NOW,
        )
    }

    #[test]
    fn times_are_trusted_if_any_later_change_will_alter_them() {
        for (modified, changed) in [
            (NOW - 3 * SECOND, Some(NOW - SECOND)),
            (NOW - 3 * SECOND, None),
            (0, Some(NOW - SECOND)),
            (-5 * SECOND, Some(-6 * SECOND)),
            (i64::MIN, None),
        ] {
            let wanted = FileTimes {
                modified,
                changed,
                inode: Some(7),
            };
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
