//! The process in which files are read that third-party parsers read: the program starts itself with
//! a command that no help names.

use std::io;

use reportage::corpus::{self, WorkerCommand};

use crate::failure::{Failure, Outcome};

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
    Ok(Outcome::Done)
}
