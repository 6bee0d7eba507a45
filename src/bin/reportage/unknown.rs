//! `reportage gazetteer unknown`: lists names in reports that are in no table.

use std::io::Write;

use clap::Args;
use reportage::render::unknown::{write_jsonl, write_text, write_tsv};
use reportage::response::NameKind;

use crate::failure::{Failure, Outcome};
use crate::headings::OUTPUT;
use crate::pager;
use crate::searched_index::SearchedIndex;

/// List the names that reports use and no table contains, most frequent first.
///
/// `--format tsv` writes rows to review and paste into the tables of a schema; the next `index` then tags all reports
/// again from their stored text.
#[derive(Args)]
pub struct Arguments {
    #[command(flatten)]
    place: SearchedIndex,
    /// Minimum number of reports with the name
    #[arg(long, value_name = "N", default_value_t = 2)]
    min_reports: u64,
    /// Limit the number of names
    #[arg(long, short = 'n', help_heading = OUTPUT, value_name = "N", default_value_t = 50)]
    limit: usize,
    /// List only names that are probably of this kind
    #[arg(long, value_name = "KIND", value_parser = ["place", "person", "group", "body", "unknown"])]
    kind: Option<String>,
    /// Output format
    #[arg(long, short, help_heading = OUTPUT, value_name = "FORMAT", default_value = "text", value_parser = ["text", "tsv", "jsonl"])]
    format: String,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let searcher = arguments.place.searcher()?;
    let kind = arguments.kind.as_deref();
    let kind = kind.and_then(|word| NameKind::ALL.into_iter().find(|kind| kind.word() == word));
    let names = searcher
        .unknown_names(arguments.min_reports, arguments.limit, kind)
        .map_err(|error| Failure::search("", error))?;
    let mut out = pager::stdout();
    match arguments.format.as_str() {
        "tsv" => write_tsv(&mut out, &names)?,
        "jsonl" => write_jsonl(&mut out, &names)?,
        _ => write_text(&mut out, &names)?,
    }
    out.flush()?;
    Ok(match names.is_empty() {
        true => Outcome::Nothing,
        false => Outcome::Done,
    })
}
