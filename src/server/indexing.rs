//! Indexing from the page: folders are indexed one after the other on a thread of their own, while searches go on.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::options::{Folder, Options, Progress};

/// What is going on with a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Phase {
    /// It was not indexed since the server was started.
    Idle,
    /// It waits for another folder.
    Waiting,
    /// It is being indexed, for so long.
    Running(Progress, Duration),
    /// It was indexed, in so long.
    Done(Progress, Duration),
    /// Indexing it failed, in English.
    Failed(String),
}

impl Phase {
    /// Returns the name in JSON.
    pub fn name(&self) -> &'static str {
        match self {
            Phase::Idle => "idle",
            Phase::Waiting => "waiting",
            Phase::Running(..) => "running",
            Phase::Done(..) => "done",
            Phase::Failed(_) => "failed",
        }
    }

    /// Returns whether it is, or will be, indexed.
    pub fn is_active(&self) -> bool {
        matches!(self, Phase::Waiting | Phase::Running(..))
    }
}

/// The folders of a server with what is going on with each.
#[derive(Debug)]
pub(super) struct Indexing {
    options: Arc<Options>,
    folders: Mutex<Folders>,
}

#[derive(Debug)]
struct Folders {
    /// Of each folder of the options.
    phases: Vec<Phase>,
    /// Whether a thread is indexing.
    is_running: bool,
}

impl Indexing {
    /// Creates it for the folders of a server.
    pub fn new(options: &Arc<Options>) -> Arc<Indexing> {
        Arc::new(Indexing {
            folders: Mutex::new(Folders {
                phases: vec![Phase::Idle; options.folders.len()],
                is_running: false,
            }),
            options: Arc::clone(options),
        })
    }

    /// Returns the folders with what is going on with each.
    pub fn folders(&self) -> Vec<(Folder, Phase)> {
        let phases = self.lock().phases.clone();
        self.options.folders.iter().cloned().zip(phases).collect()
    }

    /// Has a folder indexed, unless it is being indexed already. Returns whether there is such a folder.
    pub fn start(self: &Arc<Self>, folder: usize) -> bool {
        let mut folders = self.lock();
        match folders.phases.get_mut(folder) {
            None => return false,
            Some(phase) if phase.is_active() => return true,
            Some(phase) => *phase = Phase::Waiting,
        }
        if !std::mem::replace(&mut folders.is_running, true) {
            let indexing = Arc::clone(self);
            thread::spawn(move || indexing.run());
        }
        true
    }

    /// Indexes the folders that wait, until none does.
    fn run(&self) {
        loop {
            let mut folders = self.lock();
            let mut phases = folders.phases.iter();
            let Some(next) = phases.position(|phase| *phase == Phase::Waiting) else {
                folders.is_running = false;
                return;
            };
            folders.phases[next] = Phase::Running(Progress::default(), Duration::ZERO);
            drop(folders);
            let phase = self.index(next);
            self.lock().phases[next] = phase;
        }
    }

    fn index(&self, number: usize) -> Phase {
        let started = Instant::now();
        let mut last = Progress::default();
        let index = self.options.program.index;
        let result = index(&self.options.folders[number], &mut |progress| {
            last = progress;
            self.lock().phases[number] = Phase::Running(progress, started.elapsed());
        });
        match result {
            Ok(()) => Phase::Done(last, started.elapsed()),
            Err(message) => Phase::Failed(message),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Folders> {
        self.folders.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
