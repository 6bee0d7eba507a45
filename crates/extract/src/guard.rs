//! Isolates the run from readers that break on hostile files.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use super::error::{Location, ReadError, Reason};
use super::outcome::{Outcome, Outcomes};

/// The name of every thread that runs a format's reader. Panics in it are caught and reported as
/// failures of the file. The program may suppress the panic message, which can contain bytes of the
/// file.
pub const READER_THREAD: &str = "reader";

/// The stack size of recursive readers.
pub(super) const STACK: usize = 64 << 20; // bytes
/// How many reports may be queued.
const WAITING: usize = 2;

/// Yields the outcomes of `open`. A panic during or after the call ends them with one more failure,
/// at `location`.
pub(super) fn outcomes(
    location: Location,
    open: impl FnOnce() -> Outcomes + Send + 'static,
) -> Outcomes {
    Box::new(Guarded {
        state: State::Unopened(Some(Box::new(open))),
        location,
    })
}

struct Guarded {
    state: State,
    location: Location,
}

enum State {
    Unopened(Option<Box<dyn FnOnce() -> Outcomes + Send>>),
    Open(Outcomes),
    Done,
}

impl Iterator for Guarded {
    type Item = Outcome;

    fn next(&mut self) -> Option<Outcome> {
        let state = &mut self.state;
        // The state is not used again after a panic.
        let next = catch_unwind(AssertUnwindSafe(|| {
            if let State::Unopened(open) = state {
                *state = match open.take() {
                    Some(open) => State::Open(open()),
                    None => State::Done,
                };
            }
            match state {
                State::Open(outcomes) => outcomes.next(),
                State::Unopened(_) | State::Done => None,
            }
        }));
        next.unwrap_or_else(|_panic| {
            self.state = State::Done;
            Some(Outcome::failed(self.location.error(Reason::Crashed)))
        })
    }
}

/// Runs `work` on a large stack. `Err` is [`Reason::Crashed`] after a panic, or [`Reason::Io`].
pub(super) fn on_large_stack<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, Reason> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new()
            .name(READER_THREAD.to_owned())
            .stack_size(STACK);
        let thread = thread.spawn_scoped(scope, work).map_err(Reason::Io)?;
        thread.join().map_err(|_panic| Reason::Crashed)
    })
}

/// The receiver is gone: no more reports are wanted.
#[derive(Debug)]
pub(super) struct Gone;

/// Receives the reports of a file that has several, one at a time.
pub(super) struct Sink {
    sender: SyncSender<Outcome>,
    location: Location,
    /// The last report, held back because later warnings belong to it.
    held: Option<Outcome>,
    sent: bool,
    warnings: Vec<ReadError>,
}

impl Sink {
    /// Sends the next report; blocks while the queue is full.
    pub fn send(&mut self, mut outcome: Outcome) -> Result<(), Gone> {
        outcome.warnings.append(&mut self.warnings);
        self.sent = true;
        match self.held.replace(outcome) {
            Some(before) => self.sender.send(before).map_err(|_| Gone),
            None => Ok(()),
        }
    }

    /// Sends a failure.
    pub fn fail(&mut self, error: ReadError) -> Result<(), Gone> {
        self.send(Outcome::failed(error))
    }

    /// Adds a warning, which is sent with the next report, or with the last one.
    pub fn warn(&mut self, warning: ReadError) {
        self.warnings.push(warning);
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        if !self.sent && !std::thread::panicking() {
            self.held = Some(Outcome::failed(self.location.error(Reason::Empty)));
        }
        if let Some(mut last) = self.held.take() {
            last.warnings.append(&mut self.warnings);
            // The receiver may be gone.
            let _ = self.sender.send(last);
        }
    }
}

/// Runs `read` in a separate thread that stays only a few reports ahead of its receiver. If `read`
/// sends nothing, the file at `location` has no text.
pub(super) fn several(
    location: Location,
    read: impl FnOnce(&mut Sink) -> Result<(), Gone> + Send + 'static,
) -> Outcomes {
    let (sender, receiver) = sync_channel(WAITING);
    let mut sink = Sink {
        sender,
        location: location.clone(),
        held: None,
        sent: false,
        warnings: Vec::new(),
    };
    let thread = std::thread::Builder::new()
        .name(READER_THREAD.to_owned())
        .spawn(move || {
            // `Gone` only means that `read` was asked to stop.
            let _ = read(&mut sink);
        });
    match thread {
        Ok(thread) => Box::new(Received {
            receiver,
            thread: Some(thread),
        }),
        Err(error) => {
            let error = location.error(Reason::Io(error));
            Box::new(std::iter::once(Outcome::failed(error)))
        }
    }
}

struct Received {
    receiver: Receiver<Outcome>,
    thread: Option<JoinHandle<()>>,
}

impl Iterator for Received {
    type Item = Outcome;

    fn next(&mut self) -> Option<Outcome> {
        if let Ok(outcome) = self.receiver.recv() {
            return Some(outcome);
        }
        if let Some(thread) = self.thread.take()
            && let Err(panic) = thread.join()
        {
            resume_unwind(panic);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn location() -> Location {
        Location::file("a")
    }

    fn errors(open: fn() -> Outcomes) -> Vec<String> {
        outcomes(location(), open)
            .map(|outcome| outcome.report.unwrap_err().to_string())
            .collect()
    }

    const BROKEN: &str = "a: internal error in the reader of this format";

    #[test]
    fn a_reader_that_panics_is_one_failure() {
        assert_eq!(errors(|| panic!("at once")), [BROKEN]);
    }

    #[test]
    fn reports_before_a_panic_in_a_thread_are_kept() {
        let later = || {
            several(location(), |sink| {
                sink.fail(location().error(Reason::Encrypted))?;
                panic!("later")
            })
        };
        assert_eq!(errors(later), ["a: encrypted", BROKEN]);
    }

    #[test]
    fn a_reader_that_sends_nothing_fails_with_its_warnings() {
        let got: Vec<Outcome> = several(location(), |sink| {
            sink.warn(location().error(Reason::LeftOut("1 .jpg".into())));
            Ok(())
        })
        .collect();
        assert_eq!(got.len(), 1);
        assert_eq!(
            got[0].report.as_ref().unwrap_err().to_string(),
            "a: no text in it"
        );
        assert_eq!(got[0].warnings[0].to_string(), "a: left out: 1 .jpg");
    }

    #[test]
    fn a_thread_stops_when_its_receiver_is_gone() {
        let mut endless = several(location(), |sink| {
            loop {
                sink.fail(location().error(Reason::Empty))?;
            }
        });
        assert!(endless.next().is_some());
    }
}
