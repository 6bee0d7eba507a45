//! A session with a worker: the records of one file. If the worker dies on an archive entry,
//! another one continues after that entry.

use std::io;

use super::process::Worker;
use super::wire::{Answer, Request};
use crate::error::{Location, Reason, WireReason};
use crate::options::{ReadOptions, WorkerCommand};
use crate::outcome::{Outcome, Record};
use crate::source::Source;

/// After this many dead workers the rest of a file is skipped.
const MOST_DEATHS: usize = 5;

/// The records of one file.
pub(crate) struct WorkerSession<'a> {
    /// The worker, if there is one; kept for the next file.
    worker: &'a mut Option<Worker>,
    command: &'a WorkerCommand,
    request: Request,
    location: Location,
    state: State,
    consumed: u64,
    /// The number of records yielded.
    yielded: usize,
    /// The number of yielded records that a new worker will send again.
    again: usize,
    /// The archive entry that is being read.
    at: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    ToRequest,
    Reading,
    Done,
}

impl<'a> WorkerSession<'a> {
    pub fn new(
        worker: &'a mut Option<Worker>,
        command: &'a WorkerCommand,
        source: &Source,
        options: &ReadOptions,
    ) -> WorkerSession<'a> {
        WorkerSession {
            worker,
            command,
            request: Request::new(source, options),
            location: Location::file(&source.shown),
            state: State::ToRequest,
            consumed: 0,
            yielded: 0,
            again: 0,
            at: None,
        }
    }

    /// Sends the request to the existing worker, or to a new one.
    fn request(&mut self) -> io::Result<&mut Worker> {
        if let Some(worker) = self.worker.as_mut()
            && worker.request(&self.request).is_err()
        {
            *self.worker = None; // it died between two files
        }
        if self.worker.is_none() {
            let mut worker = Worker::start(self.command)?;
            // If it has died already, reading its answer returns the reason.
            let _ = worker.request(&self.request);
            *self.worker = Some(worker);
        }
        Ok(self.worker.as_mut().expect("it was just put there"))
    }

    /// Continues after the death of a worker, or returns the reason for the file.
    fn after_death(&mut self, reason: Reason) -> Option<Reason> {
        let died = self.worker.take();
        // Memory that the worker holds from earlier files must not count against this one.
        let was_reused = died.is_some_and(|worker| worker.requests_sent > 1);
        let unfair = was_reused && matches!(reason, Reason::Memory { .. });
        if !unfair {
            let deaths = self.request.broken.len() + 1;
            match self.at.take() {
                Some(member)
                    if deaths < MOST_DEATHS && !self.request.broken.contains_key(&member) =>
                {
                    self.request.broken.insert(member, WireReason::of(&reason));
                }
                Some(_) | None => return Some(reason),
            }
        }
        self.again = self.yielded;
        self.state = State::ToRequest;
        None
    }

    fn fail(&mut self, reason: Reason) -> Record {
        self.state = State::Done;
        let outcome = Outcome::failed(self.location.error(reason));
        outcome.record(self.consumed)
    }
}

impl Iterator for WorkerSession<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        loop {
            let limits = self.request.limits;
            let worker = match self.state {
                State::Done => return None,
                State::Reading => self.worker.as_mut(),
                State::ToRequest => match self.request() {
                    Ok(_) => {
                        self.state = State::Reading;
                        self.worker.as_mut()
                    }
                    Err(error) => return Some(self.fail(Reason::NoWorker(error))),
                },
            };
            let worker = worker.expect("there is a worker while its answers are read");
            match worker.next(&limits) {
                Ok(Answer::At(member)) => self.at = Some(member),
                Ok(Answer::GoesOn | Answer::OutOfMemory) => {}
                Ok(Answer::Record(_)) if self.again > 0 => self.again -= 1,
                Ok(Answer::Record(record)) => {
                    let mut record = Record::from(*record);
                    self.yielded += 1;
                    self.consumed = self.consumed.max(record.consumed);
                    record.consumed = self.consumed;
                    return Some(record);
                }
                Ok(Answer::End) => self.state = State::Done,
                Err(reason) => {
                    if let Some(reason) = self.after_death(reason) {
                        return Some(self.fail(reason));
                    }
                }
            }
        }
    }
}

impl Drop for WorkerSession<'_> {
    fn drop(&mut self) {
        if self.state == State::Reading {
            *self.worker = None; // it is still reading a file that nobody wants
        }
    }
}
