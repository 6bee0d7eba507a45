//! The worker process that runs third-party parsers: the program starts itself with a hidden command.

use std::io;

use reportage::corpus::{self, WorkerCommand};

use crate::failure::{Failure, Outcome};

/// Lets a worker report that it ran out of memory.
#[global_allocator]
static ALLOCATOR: corpus::ReportingAllocator = corpus::ReportingAllocator;

/// The command's name.
pub const COMMAND: &str = "read-files";

/// Returns how to start the program as a worker.
pub fn command() -> Result<WorkerCommand, Failure> {
    let program = std::env::current_exe()
        .map_err(|error| Failure::new(format!("locating the program: {error}")))?;
    Ok(WorkerCommand {
        program,
        arguments: vec![COMMAND.into()],
    })
}

/// Reads files for the parent process until it exits.
pub fn run() -> Result<Outcome, Failure> {
    corpus::serve(io::stdin(), io::stdout())
        .map_err(|error| Failure::new(format!("reading requests: {error}")))?;
    end_group();
    Ok(Outcome::Done)
}

/// Kills OCR processes that are still running, together with this process: this process leads their process group.
#[cfg(unix)]
fn end_group() {
    use rustix::process::{Signal, getpgrp, getpid, kill_current_process_group};
    if getpgrp() == getpid() {
        // If that is not permitted, this process exits alone.
        let _ = kill_current_process_group(Signal::KILL);
    }
}

#[cfg(not(unix))]
fn end_group() {}
