//! `reportage sources`: lists the files of an index with their state.

use std::io::Write;

use clap::Args;
use reportage::index::OpenIndex;
use reportage::render::safe;
use reportage::render::sources::write_json;
use reportage::response::sources::{SourceState, SourceStatus};
use reportage::search::sources;

use crate::failure::{Failure, Outcome};
use crate::headings::OUTPUT;
use crate::pager;
use crate::searched_index::SearchedIndex;

/// List the files of an index: indexed, skipped or failed, with the reasons
#[derive(Args)]
pub struct Arguments {
    /// List only files with failures
    #[arg(long, conflicts_with = "skipped")]
    failed: bool,
    /// List only skipped files
    #[arg(long)]
    skipped: bool,
    #[command(flatten)]
    place: SearchedIndex,
    /// Output format
    #[arg(long, short, help_heading = OUTPUT, value_name = "FORMAT", default_value = "text", value_parser = ["text", "jsonl"])]
    format: String,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let ledger = OpenIndex::open(&arguments.place.up_to_date_dir()?)?.ledger()?;
    let mut sources = sources(&ledger);
    sources.retain(|source| {
        (!arguments.failed || !source.failures.is_empty())
            && (!arguments.skipped || source.state == SourceState::Skipped)
    });
    let mut out = pager::stdout();
    for source in &sources {
        match arguments.format.as_str() {
            "jsonl" => write_json(&mut out, source)?,
            _ => {
                for line in in_words(source) {
                    writeln!(out, "{}", safe(&line))?;
                }
            }
        }
    }
    out.flush()?;
    Ok(match sources.is_empty() {
        true => Outcome::Nothing,
        false => Outcome::Done,
    })
}

fn in_words(source: &SourceStatus) -> Vec<String> {
    let what = match (&source.kind, source.reports) {
        (Some(kind), _) => format!("skipped ({kind})"),
        (None, 1) => "1 report".to_owned(),
        (None, n) => format!("{n} reports"),
    };
    let since = source.failing_since.as_ref();
    let since = since.map_or_else(String::new, |since| format!(", failing since {since}"));
    let mut lines = vec![format!("{}: {what}{since}", source.path)];
    lines.extend(source.failures.iter().map(|failure| format!("  {failure}")));
    lines
}
