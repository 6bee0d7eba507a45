//! The cutoff of `run --new`: changes in the index at or after this second are new for the next run.
//!
//! The time of a change is the start of the indexing run that made it, but it becomes visible only when that run commits.
//! While an indexer is running, changes with earlier times may therefore still appear, though none earlier than the newest
//! visible one.

use std::path::Path;
use std::time::Duration;

use reportage::index::is_being_written;
use reportage::search::Searcher;

use crate::clock;
use crate::failure::Failure;
use crate::index_argument;

/// The polling interval while waiting for the current second to pass.
const WAIT: Duration = Duration::from_millis(50);

/// Up to when an opened index has all changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cutoff {
    /// It has all changes before this second.
    Complete(i64),
    /// An indexer was running: it has all changes before this second, and maybe some later ones.
    Unfinished(i64),
}

impl Cutoff {
    /// Returns the first second whose changes are new for the next run; `last_run` is the one of the previous run.
    pub fn after(self, last_run: Option<i64>) -> i64 {
        match self {
            Cutoff::Complete(second) => second,
            Cutoff::Unfinished(second) => last_run.map_or(second, |last| last.max(second)),
        }
    }
}

/// Opens the index and determines its cutoff. If something changed in the current second, waits until it has passed:
/// otherwise, the same changes would be new again in the next run.
pub fn searcher_with_cutoff(dir: &Path) -> Result<(Searcher, Option<Cutoff>), Failure> {
    let started = clock::now()?;
    loop {
        // The order matters: an indexer that starts after this has a later time.
        let now = clock::now()?;
        let busy = is_being_written(dir);
        let searcher = index_argument::searcher_of(dir)?;
        let newest = searcher.newest_change();
        let newest = newest.map_err(|error| Failure::search("", error))?;
        let cutoff = match (busy, newest) {
            (true, newest) => newest.map(|newest| Cutoff::Unfinished(newest.min(now))),
            (false, Some(newest)) if newest == now && now == started && !clock::is_fixed() => {
                std::thread::sleep(WAIT);
                continue;
            }
            (false, _) => Some(Cutoff::Complete(now)),
        };
        return Ok((searcher, cutoff));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn while_an_indexer_runs_the_cutoff_moves_to_the_newest_change_and_never_back() {
        assert_eq!(Cutoff::Complete(20).after(Some(30)), 20);
        assert_eq!(Cutoff::Unfinished(20).after(None), 20);
        assert_eq!(Cutoff::Unfinished(20).after(Some(10)), 20);
        assert_eq!(Cutoff::Unfinished(20).after(Some(30)), 30);
    }
}
