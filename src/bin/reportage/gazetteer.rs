//! `reportage gazetteer`: commands about the names in tables and in reports.

use clap::Subcommand;

use crate::failure::{Failure, Outcome};
use crate::{check, correct, import, lookup, unknown};

/// Inspect, check and build the tables of names, and correct the values of reports.
#[derive(Subcommand)]
pub enum Command {
    Lookup(lookup::Arguments),
    Check(check::Arguments),
    Import(import::Arguments),
    Unknown(unknown::Arguments),
    Reject(correct::Reject),
    Accept(correct::Accept),
}

pub fn run(command: &Command) -> Result<Outcome, Failure> {
    match command {
        Command::Lookup(arguments) => lookup::run(arguments),
        Command::Check(arguments) => check::run(arguments),
        Command::Import(arguments) => import::run(arguments),
        Command::Unknown(arguments) => unknown::run(arguments),
        Command::Reject(arguments) => correct::reject(arguments),
        Command::Accept(arguments) => correct::accept(arguments),
    }
}
