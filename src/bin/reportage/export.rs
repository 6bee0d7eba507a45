//! `reportage export`: writes all reports with their evidence as JSON Lines.

use std::io::Write;

use clap::Args;
use reportage::render::report::write_json;

use crate::failure::{Failure, Outcome};
use crate::output;
use crate::place::Place;

/// Write all reports with their facets and mentions, one JSON object a line, in the order of ids.
#[derive(Args)]
pub struct Arguments {
    #[command(flatten)]
    place: Place,
    /// How to write them
    #[arg(long, value_name = "FORMAT", default_value = "jsonl", value_parser = ["jsonl"])]
    format: String,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let searcher = arguments.place.searcher()?;
    let all = searcher
        .all_reports()
        .map_err(|error| Failure::search("", error))?;
    let mut out = output::stdout();
    for address in all {
        let report = searcher
            .whole(address)
            .map_err(|error| Failure::search("", error))?;
        write_json(&mut out, &report)?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}
