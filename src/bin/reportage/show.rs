//! `reportage show`: one report with what was found in it.

use std::io::Write;

use clap::Args;
use reportage::render::report::{Detail, write_json, write_text};

use crate::failure::{Failure, Outcome};
use crate::headings::OUTPUT;
use crate::index_argument::IndexArgument;
use crate::output;
use crate::pager;

/// Show one report with its text, its facets and the names they were found by.
#[derive(Args)]
pub struct Arguments {
    /// The report's id, as search and export print it
    #[arg(value_name = "ID")]
    id: String,
    #[command(flatten)]
    place: IndexArgument,
    /// Also tell how sure each place is, and what speaks for and against it
    #[arg(long)]
    why: bool,
    /// How to write it
    #[arg(long, short, help_heading = OUTPUT, value_name = "FORMAT", default_value = "text", value_parser = ["text", "json"])]
    format: String,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let searcher = arguments.place.searcher()?;
    let report = searcher
        .report(&arguments.id)
        .map_err(|error| Failure::search("", error))?;
    let Some(report) = report else {
        output::note(&format!("no report has the id `{}`", arguments.id));
        return Ok(Outcome::Nothing);
    };
    let detail = if arguments.why {
        Detail::Why
    } else {
        Detail::Names
    };
    let mut out = pager::stdout();
    match arguments.format.as_str() {
        "json" => write_json(&mut out, &report)?,
        _ => write_text(&mut out, &report, detail)?,
    }
    out.flush()?;
    Ok(Outcome::Done)
}
