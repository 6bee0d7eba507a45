//! The process in which files are read that third-party parsers read: the program starts itself with
//! a command that no help names.

use std::io;

use reportage::corpus::{self, WorkerCommand};

use crate::failure::{Failure, Outcome};

/// Lets a worker report that it ran out of memory.
#[global_allocator]
static ALLOCATOR: corpus::ReportingAllocator = corpus::ReportingAllocator;

/// The command's name.
pub const COMMAND: &str = "read-files";

/// Returns how the program starts itself as a worker.
pub fn command() -> Result<WorkerCommand, Failure> {
    let program = std::env::current_exe()
        .map_err(|error| Failure::new(format!("the program's own file: {error}")))?;
    Ok(WorkerCommand {
        program,
        arguments: vec![COMMAND.into()],
    })
}

/// Reads files for the process that started this one until that is gone.
pub fn run() -> Result<Outcome, Failure> {
    corpus::serve(io::stdin(), io::stdout())
        .map_err(|error| Failure::new(format!("what to read: {error}")))?;
    end_group();
    Ok(Outcome::Done)
}

/// Ends what was started to read a picture and is still at it, and with it this process: both are in
/// a group that this process leads.
#[cfg(unix)]
fn end_group() {
    use rustix::process::{Signal, getpgrp, getpid, kill_current_process_group};
    if getpgrp() == getpid() {
        // Where it may not, it goes on alone.
        let _ = kill_current_process_group(Signal::KILL);
    }
}

#[cfg(not(unix))]
fn end_group() {}
