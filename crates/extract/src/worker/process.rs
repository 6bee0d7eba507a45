//! The parent's side of a worker process: sends requests, receives answers, kills the process, and
//! finds out how it died.

use std::io::{self, BufRead, BufReader, PipeReader};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::JoinHandle;

use super::wire::{self, Answer, MARK, Request};
use crate::error::Reason;
use crate::limits::Limits;
use crate::options::WorkerCommand;

/// How many answers may be queued.
const WAITING: usize = 2;
/// How much of the worker's output other than answers is kept, in bytes.
const KEPT: usize = 4 << 10;
/// How much of the last line of output a reason contains, in code points.
const LAST_LINE: usize = 200;

/// A worker process. Dropping it kills the process and its children.
pub(crate) struct Worker {
    child: Child,
    requests: ChildStdin,
    answers: Receiver<Answer>,
    /// Ends with the process and returns the output after its last answer.
    listener: Option<JoinHandle<Vec<u8>>>,
    /// The number of requests sent to it.
    pub(super) requests_sent: usize,
    /// Whether its last answer reported a failed allocation.
    is_out_of_memory: bool,
    /// Whether it has been waited for: then its process id may have been reused.
    gone: bool,
}

impl Worker {
    pub(super) fn start(command: &WorkerCommand) -> io::Result<Worker> {
        // One pipe for both, so that the end of stderr arrives after the last answer.
        let (pipe, stdout) = io::pipe()?;
        let stderr = stdout.try_clone()?;
        let mut start = Command::new(&command.program);
        start
            .args(&command.arguments)
            // A backtrace would displace the line before it, which names the cause of death.
            .env("RUST_BACKTRACE", "0")
            .stdin(Stdio::piped())
            .stdout(stdout)
            .stderr(stderr);
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut start, 0);
        let mut child = start.spawn()?;
        drop(start); // closes the write end of the pipe in this process
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

    /// Waits for the next answer. `Err` is how the process died.
    pub(super) fn next(&mut self, limits: &Limits) -> Result<Answer, Reason> {
        // Most readers stop by themselves at the time limit.
        let limit = limits.time.saturating_add(limits.time / 4);
        match self.answers.recv_timeout(limit) {
            Ok(answer) => {
                // A library may survive a failed allocation: then other answers follow.
                self.is_out_of_memory = matches!(answer, Answer::OutOfMemory);
                Ok(answer)
            }
            Err(RecvTimeoutError::Timeout) => {
                // How it exited does not matter.
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
        // Killing fails if the process is already dead.
        let _ = self.child.kill();
        let status = self.child.wait();
        self.gone = true;
        status
    }

    fn death(&mut self, limits: &Limits) -> Reason {
        // A process that has closed its output is finished, even if it still runs.
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
        // How it exited does not matter.
        let _ = self.end();
    }
}

/// Kills a process that leads a group, and the rest of the group: tesseract would otherwise go on.
#[cfg(unix)]
fn kill_group(leader: &Child) {
    use rustix::process::{Pid, Signal, kill_process_group};
    // The group may be empty.
    let _ = kill_process_group(Pid::from_child(leader), Signal::KILL);
}

#[cfg(not(unix))]
fn kill_group(_leader: &Child) {}

/// Forwards the answers from `pipe` until it ends. Returns the end of the output after the last
/// answer.
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
                output.clear(); // older output does not explain a later death
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
