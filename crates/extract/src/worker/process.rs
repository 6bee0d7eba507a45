//! A worker process as seen from outside: sends it requests, receives its answers, kills it, and returns how it died.

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
/// How much is kept of a worker's output beside its answers, in bytes.
const KEPT: usize = 4 << 10;
/// How much of its last line a reason has, in code points.
const LAST_LINE: usize = 200;

/// A worker process. Dropping it kills it, and what it has started.
pub(crate) struct Worker {
    child: Child,
    requests: ChildStdin,
    answers: Receiver<Answer>,
    /// Ends with the process and returns the end of its output behind the last answer.
    listener: Option<JoinHandle<Vec<u8>>>,
    /// How many requests it has had.
    pub(super) requests_sent: usize,
    /// Whether its last answer was that an allocation has failed.
    is_out_of_memory: bool,
    /// Whether it has been waited for: then its number may be another's.
    gone: bool,
}

impl Worker {
    pub(super) fn start(command: &WorkerCommand) -> io::Result<Worker> {
        // One pipe for both, so that the end of stderr comes behind the last answer.
        let (pipe, stdout) = io::pipe()?;
        let stderr = stdout.try_clone()?;
        let mut start = Command::new(&command.program);
        start
            .args(&command.arguments)
            // A backtrace would push out the line before it, which is the cause of death.
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
            requests_sent: 0,
            is_out_of_memory: false,
            gone: false,
        })
    }

    /// Sends a request. An error means that the process is gone.
    pub(super) fn request(&mut self, request: &Request) -> io::Result<()> {
        self.requests_sent += 1;
        wire::write(&mut self.requests, request)
    }

    /// Waits for the next answer. `Err` has how the process died, which it has.
    pub(super) fn next(&mut self, limits: &Limits) -> Result<Answer, Reason> {
        // Most readers stop by themselves when the time is over.
        let limit = limits.time.saturating_add(limits.time / 4);
        match self.answers.recv_timeout(limit) {
            Ok(answer) => {
                // A library may get over a failed allocation: then other answers follow.
                self.is_out_of_memory = matches!(answer, Answer::OutOfMemory);
                Ok(answer)
            }
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
        let output = self.listener.take().map(JoinHandle::join);
        let output = output.and_then(Result::ok).unwrap_or_default();
        if self.is_out_of_memory {
            return Reason::Memory {
                limit: limits.memory,
            };
        }
        let how = match status {
            Ok(status) => how_it_died(status, &String::from_utf8_lossy(&output)),
            Err(error) => error.to_string(),
        };
        Reason::Died { how }
    }
}

/// Describes the death of a process by its status and the last line of its output.
fn how_it_died(status: ExitStatus, output: &str) -> String {
    if output.contains("overflowed its stack") {
        return "it ran out of stack".to_owned();
    }
    match output.trim_end().lines().next_back() {
        Some(line) => {
            let line: String = line.chars().take(LAST_LINE).collect();
            format!("{status}: {}", line.escape_debug())
        }
        None => status.to_string(),
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // How it ended is of no use here.
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

/// Passes on the answers that come over `pipe` until it ends. Returns the end of what came after
/// the last answer.
fn listen(pipe: PipeReader, answers: &SyncSender<Answer>) -> Vec<u8> {
    let mut pipe = BufReader::with_capacity(64 << 10, pipe);
    let mut line = Vec::new();
    let mut output = Vec::new();
    loop {
        line.clear();
        match pipe.read_until(b'\n', &mut line) {
            Ok(0) | Err(_) => return output,
            Ok(_) => {}
        }
        let marked = memchr::memrchr(MARK, &line);
        let answer = marked.and_then(|at| serde_json::from_slice(&line[at + 1..]).ok());
        match answer {
            Some(answer) => {
                output.clear(); // it was about what has been answered
                if answers.send(answer).is_err() {
                    return output;
                }
            }
            None => {
                output.extend_from_slice(&line[..line.len().min(KEPT)]);
                output.drain(..output.len().saturating_sub(KEPT));
            }
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::process::ExitStatusExt;

    use super::*;

    #[test]
    fn a_death_is_described_by_its_signal_and_the_last_line_of_output() {
        let aborted = ExitStatus::from_raw(6);
        assert_eq!(how_it_died(aborted, ""), "signal: 6 (SIGABRT)");
        let output = "a\nmemory allocation of 12 bytes failed\n\n";
        let wanted = "signal: 6 (SIGABRT): memory allocation of 12 bytes failed";
        assert_eq!(how_it_died(aborted, output), wanted);
        let wanted = "signal: 6 (SIGABRT): \\u{1b}[31m";
        assert_eq!(how_it_died(aborted, "\u{1b}[31m"), wanted);
    }
}
