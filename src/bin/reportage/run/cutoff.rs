//! Until when a search has seen what came in: what changes in the index in that second or later is new the next time.
//!
//! A report's time in the index is that of the start of the run that put it there, and it is seen only when that run
//! commits. While an indexer is at work, reports may thus still come whose time has passed, though never before the
//! newest that there is.

use std::time::Duration;

use reportage::index::is_being_written;
use reportage::search::Searcher;

use crate::clock;
use crate::failure::Failure;
use crate::index_argument::IndexArgument;

/// How long to wait at a time for the second to pass.
const WAIT: Duration = Duration::from_millis(50);

/// Until when an index as it was opened has everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cutoff {
    /// All that came in before this second.
    Complete(i64),
    /// An indexer was at work: all that came in before this second, and maybe some of later ones.
    Unfinished(i64),
}

impl Cutoff {
    /// Returns the first second whose changes are new the next time, after a search that has seen those before `last_run`.
    pub fn after(self, last_run: Option<i64>) -> i64 {
        match self {
            Cutoff::Complete(second) => second,
            Cutoff::Unfinished(second) => last_run.map_or(second, |last| last.max(second)),
        }
    }
}

/// Opens the index, and tells until when it has everything. If something came in this very second, waits until it has
/// passed: what is shown now would be new the next time, too.
pub fn searcher_with_cutoff(place: &IndexArgument) -> Result<(Searcher, Option<Cutoff>), Failure> {
    let started = clock::now()?;
    loop {
        // In this order: who writes later takes its time later.
        let now = clock::now()?;
        let busy = is_being_written(&place.dir());
        let searcher = place.searcher()?;
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
    fn beside_an_indexer_the_time_moves_to_the_newest_change_and_never_back() {
        assert_eq!(Cutoff::Complete(20).after(Some(30)), 20);
        assert_eq!(Cutoff::Unfinished(20).after(None), 20);
        assert_eq!(Cutoff::Unfinished(20).after(Some(10)), 20);
        assert_eq!(Cutoff::Unfinished(20).after(Some(30)), 30);
    }
}
