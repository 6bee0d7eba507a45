//! `index --watch`: keeps running after the first run, and synchronizes the index whenever files change.

mod changes;
mod roots;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{Config, ErrorKind, RecommendedWatcher, RecursiveMode, Watcher};
use reportage::index::OpenIndex;
use reportage::indexer::Summary;

use crate::failure::{Failure, Outcome};
use crate::index::in_words;
use crate::output;
use crate::update::{self, Part, Update};

use changes::{Batch, Changes};
use roots::{Root, Roots};

/// How often to check whether the roots still exist.
const TICK: Duration = Duration::from_secs(1);
/// The minimum interval between scans of all files without change notifications.
const POLL: Duration = Duration::from_secs(2);
/// The minimum time until the next scan, relative to the duration of the last run.
const POLL_REST: u32 = 10;
/// The initial and maximum delay before a failed run is retried; doubled each time.
const RETRY: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(60));

/// Folders and files that are being watched.
pub struct Watch {
    roots: Roots,
    shared: Arc<Shared>,
    woken: Receiver<()>,
    /// The source of change notifications; `None` to scan all files periodically.
    watcher: Option<RecommendedWatcher>,
    next_poll: Instant,
}

/// State shared between the indexing thread and those that receive signals and events.
struct Shared {
    state: Mutex<State>,
    wake: SyncSender<()>,
}

#[derive(Default)]
struct State {
    changes: Changes,
    /// Whether a run is in progress.
    is_busy: bool,
    is_stopping: bool,
    /// Why change notifications are incomplete, if they are.
    incomplete: Option<String>,
}

impl Watch {
    /// Starts collecting changes of `paths`. Call this before the first run, so that no change is missed. From now on,
    /// SIGINT and SIGTERM end the program; a run in progress is aborted, and the index stays as last committed.
    ///
    /// With `poll`, scans all files periodically and does not use change notifications.
    pub fn start(paths: &[PathBuf], index: &Path, poll: bool) -> Result<Watch, Failure> {
        if paths.iter().any(|path| path.as_os_str() == "-") {
            return Err(Failure::new("--watch: standard input cannot be watched")
                .hint("name files and folders, or leave out --watch"));
        }
        let (wake, woken) = sync_channel(1);
        let state = State {
            is_busy: true,
            ..State::default()
        };
        let shared = Arc::new(Shared {
            state: Mutex::new(state),
            wake,
        });
        let of_signals = shared.clone();
        ctrlc::set_handler(move || of_signals.stop())
            .map_err(|error| Failure::new(format!("--watch: {error}")))?;
        let roots = Roots::new(paths, index);
        let mut watch = Watch {
            roots: roots.clone(),
            shared: shared.clone(),
            woken,
            watcher: None,
            next_poll: Instant::now() + POLL,
        };
        if !poll {
            let handler = move |event| shared.handle_event(&roots, event);
            let config = Config::default().with_follow_symlinks(false);
            match RecommendedWatcher::new(handler, config) {
                Ok(watcher) => watch.watcher = Some(watcher),
                Err(error) => watch.poll_instead(&error.to_string()),
            }
        }
        for root in watch.roots.changed() {
            watch.listen(&root);
        }
        Ok(watch)
    }

    /// Synchronizes the index after each change, until a signal ends it.
    pub fn follow(mut self, update: &Update<'_>, quiet: bool) -> Result<Outcome, Failure> {
        if !quiet {
            output::note("watching for changes; press Ctrl-C to stop");
        }
        let mut failing = Failing::default();
        let mut checked = Instant::now();
        self.shared.lock().is_busy = false;
        loop {
            let due = self.shared.lock().changes.due_in(Instant::now());
            match self
                .woken
                .recv_timeout(due.map_or(TICK, |due| due.min(TICK)))
            {
                Ok(()) | Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {}
            }
            if checked.elapsed() >= TICK {
                self.check();
                checked = Instant::now();
            }
            let batch = {
                let mut state = self.shared.lock();
                if state.is_stopping {
                    return Ok(Outcome::Done);
                }
                let batch = state.changes.take(Instant::now());
                state.is_busy = batch.is_some();
                batch
            };
            let Some(batch) = batch else {
                continue;
            };
            let started = Instant::now();
            let done = self.sync_batch(update, &batch);
            let took = started.elapsed();
            self.next_poll = Instant::now() + POLL.max(took * POLL_REST);
            match done {
                Ok(summary) => {
                    failing = Failing::default();
                    if !quiet && has_changed(&summary) {
                        let mut out = output::stdout();
                        writeln!(out, "{}", in_words(&summary, took.as_secs_f64()))?;
                        out.flush()?;
                    }
                }
                Err(Failure::ClosedPipe) => return Err(Failure::ClosedPipe),
                Err(failure) => {
                    let wait = failing.next(&failure);
                    let mut state = self.shared.lock();
                    state.changes.put_back(batch, Instant::now(), wait);
                }
            }
            self.shared.lock().is_busy = false;
        }
    }

    fn sync_batch(&self, update: &Update<'_>, batch: &Batch) -> Result<Summary, Failure> {
        let paths = self.roots.of(batch);
        let part = match batch {
            Batch::Everything => Part::Again,
            Batch::Paths(paths) => Part::Only(paths),
        };
        let update = Update {
            paths: &paths,
            rebuild: false,
            progress: false,
            ..update.clone()
        };
        let (summary, _): (Summary, OpenIndex) = update::run_part(&update, part)?;
        Ok(summary)
    }

    /// Checks whether roots have appeared or disappeared, and whether a scan of all files is due.
    fn check(&mut self) {
        let incomplete = self.shared.lock().incomplete.take();
        if let Some(why) = incomplete {
            self.poll_instead(&why);
        }
        let now = Instant::now();
        for root in self.roots.changed() {
            self.listen(&root);
            self.shared.lock().changes.add(root.path, now);
        }
        if self.watcher.is_none() && now >= self.next_poll {
            self.shared.lock().changes.add_everything(now);
        }
    }

    /// Subscribes to change notifications for a root in its current state.
    fn listen(&mut self, root: &Root) {
        let Some(watcher) = &mut self.watcher else {
            return;
        };
        // Fails if it was not watched or no longer exists.
        let _ = watcher.unwatch(&root.path);
        let Some((folder, all_below)) = self.roots.folder_of(root) else {
            return;
        };
        let mode = match all_below {
            true => RecursiveMode::Recursive,
            false => RecursiveMode::NonRecursive,
        };
        match watcher.watch(&folder, mode) {
            Ok(()) => {}
            Err(error) if matches!(error.kind, ErrorKind::PathNotFound) => {} // noticed at the next tick
            Err(error) => self.poll_instead(&error.to_string()),
        }
    }

    fn poll_instead(&mut self, why: &str) {
        self.watcher = None;
        let seconds = POLL.as_secs();
        output::note(&format!(
            "change notifications are incomplete ({why}): scanning all files every {seconds} seconds"
        ));
        self.shared.lock().changes.add_everything(Instant::now());
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends the program.
    fn stop(&self) {
        let mut state = self.lock();
        if state.is_busy {
            // A run may be aborted at any moment; the next one continues from its last commit.
            std::process::exit(0);
        }
        state.is_stopping = true;
        self.wake();
    }

    /// Handles a change notification.
    fn handle_event(&self, roots: &Roots, event: notify::Result<notify::Event>) {
        let now = Instant::now();
        let mut state = self.lock();
        let had_none = state.changes.due_in(now).is_none();
        match event {
            Ok(event) if event.need_rescan() => state.changes.add_everything(now),
            Ok(event) if is_change(event.kind) => {
                for path in event.paths.into_iter().filter(|path| roots.concern(path)) {
                    state.changes.add(affected_path(path), now);
                }
            }
            Ok(_) => {}
            Err(error) if matches!(error.kind, ErrorKind::MaxFilesWatch) => {
                state.incomplete = Some(error.to_string());
            }
            Err(_) => state.changes.add_everything(now),
        }
        if had_none && state.changes.due_in(now).is_some() {
            self.wake();
        }
    }

    fn wake(&self) {
        // If the channel is full, a wake-up is already pending.
        let _ = self.wake.try_send(());
    }
}

/// Returns the file or folder affected by an event at `path`: a CACHEDIR.TAG affects its whole folder.
fn affected_path(mut path: PathBuf) -> PathBuf {
    if path.ends_with("CACHEDIR.TAG") {
        path.pop();
    }
    path
}

/// Returns whether a file or folder may have changed in such an event; reading a file is not a change.
fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) => false,
        EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_) => true,
        EventKind::Any | EventKind::Other => true,
    }
}

fn has_changed(summary: &Summary) -> bool {
    let counts = &summary.counts;
    counts.added + counts.changed + counts.removed + counts.moved > 0
}

/// Consecutive failed runs.
#[derive(Default)]
struct Failing {
    /// The delay after the last one.
    waited: Option<Duration>,
    /// The last reported message.
    reported: Vec<String>,
}

impl Failing {
    /// Reports the failure unless it is the first or has the same message as the last reported one: the first may just mean
    /// that another indexer is running for a moment. Returns how long to wait until the next run.
    fn next(&mut self, failure: &Failure) -> Duration {
        let (first, most) = RETRY;
        if self.waited.is_some() && self.reported != failure.lines() {
            failure.report();
            self.reported = failure.lines().to_vec();
        }
        let wait = self.waited.map_or(first, |waited| (waited * 2).min(most));
        self.waited = Some(wait);
        wait
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_a_file_is_not_a_change() {
        for (kind, wanted) in [
            (EventKind::Access(AccessKind::Open(AccessMode::Any)), false),
            (
                EventKind::Access(AccessKind::Close(AccessMode::Read)),
                false,
            ),
            (
                EventKind::Access(AccessKind::Close(AccessMode::Write)),
                true,
            ),
            (EventKind::Any, true),
        ] {
            assert_eq!(is_change(kind), wanted, "{kind:?}");
        }
    }

    #[test]
    fn failed_runs_are_retried_with_increasing_delays() {
        let mut failing = Failing::default();
        let failure = Failure::new("no");
        let waits: Vec<u64> = (0..8).map(|_| failing.next(&failure).as_secs()).collect();
        assert_eq!(waits, [1, 2, 4, 8, 16, 32, 60, 60]);
        assert_eq!(failing.reported, ["no"]);
    }
}
