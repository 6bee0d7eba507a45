//! `reportage export`: writes all reports with their evidence as JSON Lines.

use std::io::Write;

use clap::Args;
use reportage::render::report::write_json;

use crate::failure::{Failure, Outcome};
use crate::headings::OUTPUT;
use crate::index_argument::IndexArgument;
use crate::pager;

/// Write all reports with their facets and mentions, one JSON object a line, in the order of ids.
#[derive(Args)]
pub struct Arguments {
    #[command(flatten)]
    place: IndexArgument,
    /// How to write them
    #[arg(long, short, help_heading = OUTPUT, value_name = "FORMAT", default_value = "jsonl", value_parser = ["jsonl"])]
    format: String,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let searcher = arguments.place.searcher()?;
    let failed = |error| Failure::search("", error);
    let all = searcher.all_reports().map_err(failed)?;
    let mut out = pager::stdout();
    for report in all {
        write_json(&mut out, &report.map_err(failed)?, None)?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}
