//! Threads that convert reports to documents and pass these to tantivy.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError, RwLock};
use std::thread::JoinHandle;

use tantivy::IndexWriter;

use crate::report::Report;

use super::document::DocumentMaker;
use super::flow::Flow;

/// A report to be indexed.
struct Job {
    report: Report,
    /// The source from which it was read.
    source_key: String,
    /// The approximate memory needed to analyse it, in bytes.
    memory: usize,
}

/// The most reports in the queue, in addition to the limit in bytes.
const WAITING: usize = 16;
/// The approximate memory for analysing a report relative to its size: words, passages, mentions,
/// term streams.
const ANALYSIS_COST: usize = 24;

/// A thread pool with its queue.
pub struct Pool {
    jobs: Option<SyncSender<Job>>,
    threads: Vec<JoinHandle<()>>,
    state: Arc<State>,
    /// The memory of reports that are queued or being analysed.
    analysis: Arc<Flow>,
}

#[derive(Default)]
struct State {
    progress: Mutex<Progress>,
    changed: Condvar,
}

#[derive(Default)]
struct Progress {
    under_way: usize,
    failure: Option<String>,
}

impl Pool {
    /// Starts a thread for each maker. `memory` is for reports that are queued or being analysed,
    /// in bytes; a report that needs more is analysed alone.
    pub fn start(
        makers: Vec<DocumentMaker>,
        writer: Arc<RwLock<IndexWriter>>,
        flow: Arc<Flow>,
        memory: usize,
    ) -> Pool {
        let analysis = Arc::new(Flow::new(memory));
        let (sender, receiver) = sync_channel::<Job>(WAITING);
        let receiver = Arc::new(Mutex::new(receiver));
        let state = Arc::new(State::default());
        let threads = makers.into_iter().map(|maker| {
            let worker = Worker {
                maker,
                jobs: receiver.clone(),
                writer: writer.clone(),
                flow: flow.clone(),
                analysis: analysis.clone(),
                state: state.clone(),
            };
            std::thread::spawn(move || worker.run())
        });
        Pool {
            jobs: Some(sender),
            threads: threads.collect(),
            state,
            analysis,
        }
    }

    /// Passes a report to the next free thread; waits while all are busy, or there is not enough
    /// memory.
    ///
    /// # Errors
    /// Why a thread could not index an earlier report.
    pub fn add(&self, report: Report, source_key: String) -> Result<(), String> {
        let memory = report.memory().saturating_mul(ANALYSIS_COST);
        self.analysis.enter(memory);
        self.update(|progress| progress.under_way += 1);
        let job = Job {
            report,
            source_key,
            memory,
        };
        let sent = match &self.jobs {
            Some(jobs) => jobs.send(job).is_ok(),
            None => false,
        };
        if !sent {
            return Err(self
                .failure()
                .unwrap_or_else(|| "all threads have stopped".to_owned()));
        }
        self.failure().map_or(Ok(()), Err)
    }

    /// Waits until everything submitted has reached tantivy.
    ///
    /// # Errors
    /// Why a thread could not index a report.
    pub fn drain(&self) -> Result<(), String> {
        let mut progress = self
            .state
            .progress
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        while progress.under_way > 0 && progress.failure.is_none() {
            progress = self
                .state
                .changed
                .wait(progress)
                .unwrap_or_else(PoisonError::into_inner);
        }
        progress.failure.clone().map_or(Ok(()), Err)
    }

    fn failure(&self) -> Option<String> {
        self.state
            .progress
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .failure
            .clone()
    }

    fn update(&self, change: impl FnOnce(&mut Progress)) {
        self.state.update(change);
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.jobs = None; // ends the threads
        for thread in self.threads.drain(..) {
            let _ = thread.join(); // a panic was recorded as a failure
        }
    }
}

impl State {
    fn update(&self, change: impl FnOnce(&mut Progress)) {
        change(&mut self.progress.lock().unwrap_or_else(PoisonError::into_inner));
        self.changed.notify_all();
    }
}

struct Worker {
    maker: DocumentMaker,
    jobs: Arc<Mutex<Receiver<Job>>>,
    writer: Arc<RwLock<IndexWriter>>,
    flow: Arc<Flow>,
    analysis: Arc<Flow>,
    state: Arc<State>,
}

impl Worker {
    fn run(mut self) {
        let _notes_a_panic = NotesPanic(self.state.clone(), self.analysis.clone());
        loop {
            let next = self
                .jobs
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .recv();
            let Ok(job) = next else {
                return;
            };
            let made = self.maker.report(job.report, job.source_key);
            self.flow.enter(made.stream_bytes);
            self.analysis.taken(job.memory);
            let writer = self.writer.read().unwrap_or_else(PoisonError::into_inner);
            let added = writer.add_document(made.document);
            drop(writer);
            self.state.update(|progress| {
                progress.under_way -= 1;
                if let Err(error) = added {
                    progress.failure.get_or_insert(error.to_string());
                }
            });
        }
    }
}

/// Records a failure if its thread panics, so that nobody waits for it.
struct NotesPanic(Arc<State>, Arc<Flow>);

impl Drop for NotesPanic {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.update(|progress| {
                progress
                    .failure
                    .get_or_insert("an internal error".to_owned());
            });
            self.1.stop();
        }
    }
}
