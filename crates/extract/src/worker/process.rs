//! A worker process as seen from outside: asks it, listens to it, kills it, and says how it died.

use std::io::{self, BufRead, BufReader, PipeReader};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::JoinHandle;

use super::wire::{self, Answer, MARK, Request};
use crate::error::Reason;
use crate::limits::Limits;
use crate::options::WorkerCommand;

/// How many answers may wait to be taken.
const WAITING: usize = 2;
/// How much is kept of what a worker says beside its answers, in bytes.
const SAID: usize = 4 << 10;

/// A worker process. Dropping it kills it, and what it has started.
pub(crate) struct Worker {
    child: Child,
    requests: ChildStdin,
    answers: Receiver<Answer>,
    /// Ends with the process and returns the last that it said beside its answers.
    listener: Option<JoinHandle<Vec<u8>>>,
    /// How many files it has been asked for.
    pub(super) asked: usize,
    /// Whether it has been waited for: then its number may be another's.
    gone: bool,
}

impl Worker {
    pub(super) fn start(command: &WorkerCommand) -> io::Result<Worker> {
        // One pipe for both: what stderr says last stands behind the last answer.
        let (pipe, stdout) = io::pipe()?;
        let stderr = stdout.try_clone()?;
        let mut start = Command::new(&command.program);
        start
            .args(&command.arguments)
            // A backtrace would push out the sentence before it that says of what the process died.
            .env("RUST_BACKTRACE", "0")
            .stdin(Stdio::piped())
            .stdout(stdout)
            .stderr(stderr);
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut start, 0);
        let mut child = start.spawn()?;
        drop(start); // its end of the pipe
        let requests = child.stdin.take().expect("its standard input is a pipe");
        let (sender, answers) = sync_channel(WAITING);
        let listener = std::thread::Builder::new().spawn(move || listen(pipe, &sender))?;
        Ok(Worker {
            child,
            requests,
            answers,
            listener: Some(listener),
            asked: 0,
            gone: false,
        })
    }

    /// Asks for a file. An error means that the process is gone.
    pub(super) fn ask(&mut self, request: &Request) -> io::Result<()> {
        self.asked += 1;
        wire::write(&mut self.requests, request)
    }

    /// Waits for the next answer. `Err` says how the process died, which it has.
    pub(super) fn next(&mut self, limits: &Limits) -> Result<Answer, Reason> {
        // Most readers stop by themselves when the time is over.
        let limit = limits.time.saturating_add(limits.time / 4);
        match self.answers.recv_timeout(limit) {
            Ok(answer) => Ok(answer),
            Err(RecvTimeoutError::Timeout) => {
                // It is gone, however it went.
                let _ = self.end();
                Err(Reason::Killed {
                    seconds: limits.time.as_secs(),
                })
            }
            Err(RecvTimeoutError::Disconnected) => Err(self.death(limits)),
        }
    }

    fn end(&mut self) -> io::Result<ExitStatus> {
        if !self.gone {
            kill_group(&self.child);
        }
        // What is dead already cannot be killed; either way it is gone.
        let _ = self.child.kill();
        let status = self.child.wait();
        self.gone = true;
        status
    }

    fn death(&mut self, limits: &Limits) -> Reason {
        // What has closed its output has nothing more to give, even if it goes on.
        let status = self.end();
        let said = self.listener.take().map(JoinHandle::join);
        let said = said.and_then(Result::ok).unwrap_or_default();
        let said = String::from_utf8_lossy(&said);
        if status.as_ref().is_ok_and(|status| was_aborted(*status))
            && said.lines().any(is_out_of_memory)
        {
            return Reason::Memory {
                limit: limits.memory,
            };
        }
        let how = match status {
            _ if said.contains("overflowed its stack") => "it ran out of stack".to_owned(),
            Ok(status) => status.to_string(),
            Err(error) => error.to_string(),
        };
        Reason::Died { how }
    }
}

/// Returns whether a line is what the standard library says of an allocation that failed, right before it aborts the
/// process. It has no other sign: a hook in its place is not stable, and an allocator of our own would also see the
/// failures that a library gets over.
fn is_out_of_memory(line: &str) -> bool {
    let bytes = line.strip_prefix("memory allocation of ");
    let bytes = bytes.and_then(|rest| rest.strip_suffix(" bytes failed"));
    bytes.is_some_and(|bytes| bytes.parse::<u64>().is_ok())
}

#[cfg(unix)]
fn was_aborted(status: ExitStatus) -> bool {
    use rustix::process::Signal;
    use std::os::unix::process::ExitStatusExt;
    status.signal() == Some(Signal::ABORT.as_raw())
}

#[cfg(not(unix))]
fn was_aborted(status: ExitStatus) -> bool {
    !status.success()
}

impl Drop for Worker {
    fn drop(&mut self) {
        // Nobody asks how it went.
        let _ = self.end();
    }
}

/// Kills a process that leads a group, and all in the group: tesseract, which would go on alone.
#[cfg(unix)]
fn kill_group(leader: &Child) {
    use rustix::process::{Pid, Signal, kill_process_group};
    // There may be nobody left.
    let _ = kill_process_group(Pid::from_child(leader), Signal::KILL);
}

#[cfg(not(unix))]
fn kill_group(_leader: &Child) {}

/// Hands on the answers that come over `pipe` until it ends. Returns the last of what else came.
fn listen(pipe: PipeReader, answers: &SyncSender<Answer>) -> Vec<u8> {
    let mut pipe = BufReader::with_capacity(64 << 10, pipe);
    let mut line = Vec::new();
    let mut said = Vec::new();
    loop {
        line.clear();
        match pipe.read_until(b'\n', &mut line) {
            Ok(0) | Err(_) => return said,
            Ok(_) => {}
        }
        let marked = memchr::memrchr(MARK, &line);
        let answer = marked.and_then(|at| serde_json::from_slice(&line[at + 1..]).ok());
        match answer {
            Some(answer) => {
                if answers.send(answer).is_err() {
                    return said;
                }
            }
            None => {
                said.extend_from_slice(&line[..line.len().min(SAID)]);
                said.drain(..said.len().saturating_sub(SAID));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_standard_library_s_own_line_tells_of_memory() {
        for (line, wanted) in [
            ("memory allocation of 1073741824 bytes failed", true),
            ("panicked at: memory allocation of 12 bytes failed", false),
            ("memory allocation of the camps failed", false),
            ("memory allocation of 12 bytes", false),
        ] {
            assert_eq!(is_out_of_memory(line), wanted, "{line}");
        }
    }
}
