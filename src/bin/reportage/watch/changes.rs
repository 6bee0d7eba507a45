//! Pending changes: collects and batches them until they are due.

use std::collections::HashSet;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// A batch is due when nothing has changed for this long.
const QUIET: Duration = Duration::from_millis(500);
/// The maximum time a batch waits for that, from its first change.
const LATEST: Duration = Duration::from_secs(15);
/// The maximum number of paths in a batch; if more change at once, all files are scanned.
const MOST_PATHS: usize = 10_000;

/// Changes since the last batch.
#[derive(Debug, Default)]
pub struct Changes {
    paths: HashSet<PathBuf>,
    everything: bool,
    /// The times of the first and the last change.
    times: Option<(Instant, Instant)>,
    /// The next batch is not due before this time.
    held_until: Option<Instant>,
}

/// What to scan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Batch {
    /// All watched files.
    Everything,
    /// These files and folders, sorted; some may no longer exist.
    Paths(Vec<PathBuf>),
}

impl Changes {
    /// Adds a file or folder in which something has changed.
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

    /// Adds all watched files, if it is not known which have changed.
    pub fn add_everything(&mut self, now: Instant) {
        self.touch(now);
        self.set_everything();
    }

    /// Puts a batch back after a failed run; it is not due before `wait` has passed.
    pub fn put_back(&mut self, batch: Batch, now: Instant, wait: Duration) {
        match batch {
            Batch::Everything => self.add_everything(now),
            Batch::Paths(paths) => paths.into_iter().for_each(|path| self.add(path, now)),
        }
        self.held_until = Some(now + wait);
    }

    /// Returns the time until the next batch is due if nothing more changes; `None` if there is none.
    pub fn due_in(&self, now: Instant) -> Option<Duration> {
        let (first, last) = self.times?;
        let due = (last + QUIET).min(first + LATEST);
        let due = self.held_until.map_or(due, |until| due.max(until));
        Some(due.saturating_duration_since(now))
    }

    /// Takes the next batch if it is due.
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
    fn a_batch_is_due_after_a_quiet_time_and_has_each_path_once() {
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
    fn a_batch_is_due_after_some_time_even_if_writes_never_stop() {
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
    fn too_many_paths_become_a_scan_of_everything() {
        let start = Instant::now();
        let mut changes = Changes::default();
        for n in 0..=MOST_PATHS {
            changes.add(PathBuf::from(n.to_string()), start);
        }
        assert_eq!(changes.take(start + QUIET), Some(Batch::Everything));
    }

    #[test]
    fn a_failed_batch_is_held_back_together_with_later_changes() {
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
