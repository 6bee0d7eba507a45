//! The changes that are yet to be brought into the index, and when to begin with them.

use std::collections::HashSet;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// How long nothing more must change before a batch is due.
const QUIET: Duration = Duration::from_millis(500);
/// How long a batch waits for quiet, from its first change on.
const LATEST: Duration = Duration::from_secs(15);
/// How many paths are told apart; if more change at once, everything is looked at.
const MOST_PATHS: usize = 10_000;

/// What has changed since the last batch.
#[derive(Debug, Default)]
pub struct Changes {
    paths: HashSet<PathBuf>,
    everything: bool,
    /// When the first and the last of them came.
    times: Option<(Instant, Instant)>,
    /// Not before then is the next batch due.
    held_until: Option<Instant>,
}

/// What to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Batch {
    /// All that is watched.
    Everything,
    /// These files and folders, sorted; some may be gone.
    Paths(Vec<PathBuf>),
}

impl Changes {
    /// Adds a file or folder that has changed, or anything below it.
    pub fn add(&mut self, path: PathBuf, now: Instant) {
        self.touch(now);
        if self.everything {
            return;
        }
        self.paths.insert(path);
        if self.paths.len() > MOST_PATHS {
            self.set_everything();
        }
    }

    /// Adds all that is watched: what has changed there is not known.
    pub fn add_everything(&mut self, now: Instant) {
        self.touch(now);
        self.set_everything();
    }

    /// Adds a batch that could not be brought into the index again; it is not due for a while.
    pub fn put_back(&mut self, batch: Batch, now: Instant, wait: Duration) {
        match batch {
            Batch::Everything => self.add_everything(now),
            Batch::Paths(paths) => paths.into_iter().for_each(|path| self.add(path, now)),
        }
        self.held_until = Some(now + wait);
    }

    /// Returns how long to wait for the next batch, if nothing more changes; `None` if there is none.
    pub fn due_in(&self, now: Instant) -> Option<Duration> {
        let (first, last) = self.times?;
        let due = (last + QUIET).min(first + LATEST);
        let due = self.held_until.map_or(due, |until| due.max(until));
        Some(due.saturating_duration_since(now))
    }

    /// Takes the next batch, if it is due.
    pub fn take(&mut self, now: Instant) -> Option<Batch> {
        if self.due_in(now)? > Duration::ZERO {
            return None;
        }
        let changes = std::mem::take(self);
        if changes.everything {
            return Some(Batch::Everything);
        }
        let mut paths: Vec<PathBuf> = changes.paths.into_iter().collect();
        paths.sort();
        Some(Batch::Paths(paths))
    }

    fn touch(&mut self, now: Instant) {
        let first = self.times.map_or(now, |(first, _)| first);
        self.times = Some((first, now));
    }

    fn set_everything(&mut self) {
        self.everything = true;
        self.paths = HashSet::new();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(n: u64) -> Duration {
        Duration::from_millis(n)
    }

    #[test]
    fn a_batch_is_due_once_it_is_quiet_and_holds_each_path_once() {
        let start = Instant::now();
        let mut changes = Changes::default();
        assert_eq!(changes.due_in(start), None);
        for (path, at) in [("b", 0), ("a", 100), ("b", 300)] {
            changes.add(PathBuf::from(path), start + ms(at));
        }
        assert_eq!(changes.due_in(start + ms(300)), Some(QUIET));
        assert_eq!(changes.take(start + ms(700)), None);
        let wanted = Batch::Paths(vec![PathBuf::from("a"), PathBuf::from("b")]);
        assert_eq!(changes.take(start + ms(800)), Some(wanted));
        assert_eq!(changes.due_in(start + ms(800)), None);
    }

    #[test]
    fn writes_that_never_stop_are_not_waited_for() {
        let start = Instant::now();
        let mut changes = Changes::default();
        let mut taken = Vec::new();
        for at in (0..40_000).step_by(100) {
            let now = start + ms(at);
            changes.add(PathBuf::from("a"), now);
            taken.extend(changes.take(now).map(|_| at));
        }
        assert_eq!(taken, [15_000, 30_100]);
    }

    #[test]
    fn of_too_many_paths_everything_is_looked_at() {
        let start = Instant::now();
        let mut changes = Changes::default();
        for n in 0..=MOST_PATHS {
            changes.add(PathBuf::from(n.to_string()), start);
        }
        assert_eq!(changes.take(start + QUIET), Some(Batch::Everything));
    }

    #[test]
    fn a_batch_that_failed_is_held_with_what_comes_after_it() {
        let start = Instant::now();
        let mut changes = Changes::default();
        let failed = Batch::Paths(vec![PathBuf::from("a")]);
        changes.put_back(failed, start, ms(5000));
        changes.add(PathBuf::from("b"), start + ms(10));
        assert_eq!(changes.take(start + ms(4999)), None);
        let wanted = Batch::Paths(vec![PathBuf::from("a"), PathBuf::from("b")]);
        assert_eq!(changes.take(start + ms(5000)), Some(wanted));
    }
}
