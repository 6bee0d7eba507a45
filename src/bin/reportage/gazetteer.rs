//! `reportage gazetteer`: the names in tables and in reports.

use clap::Subcommand;

use crate::failure::{Failure, Outcome};
use crate::unknown;

/// Look after the tables of names.
#[derive(Subcommand)]
pub enum Command {
    Unknown(unknown::Arguments),
}

pub fn run(command: &Command) -> Result<Outcome, Failure> {
    match command {
        Command::Unknown(arguments) => unknown::run(arguments),
    }
}
