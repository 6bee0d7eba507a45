//! `reportage sources`: lists the files of an index with their state.

use std::io::Write;

use clap::Args;
use reportage::date::day_of;
use reportage::index::{OpenIndex, SourceRow, source_order};
use reportage::render::safe;

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

/// An object of `--format jsonl`: a file.
#[derive(serde::Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Object<'a> {
    #[cfg_attr(test, schemars(extend("const" = 1)))]
    v: u32,
    path: String,
    root: Option<&'a str>,
    /// `indexed`, `skipped`, `failed`, `unfinished`.
    state: &'static str,
    reports: u64,
    /// The size, in bytes.
    size: u64,
    /// The kind of a skipped file, such as `.png`.
    kind: Option<&'a str>,
    failures: Vec<String>,
    /// The date since which reading it has failed.
    failing_since: Option<String>,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let ledger = OpenIndex::open(&arguments.place.up_to_date_dir()?)?.ledger()?;
    let is_asked = |row: &&SourceRow| {
        (!arguments.failed || !row.failures.is_empty())
            && (!arguments.skipped || row.skipped.is_some())
    };
    let mut rows: Vec<&SourceRow> = ledger.rows().filter(is_asked).collect();
    rows.sort_by(|a, b| source_order(&a.key, &b.key));
    let mut out = pager::stdout();
    for row in &rows {
        let path = ledger.shown(&row.key);
        let object = Object {
            v: reportage::render::VERSION,
            root: ledger.root_of(&row.key).map(|root| root.name.as_str()),
            state: state_of(row),
            reports: row.reports,
            size: row.size,
            kind: row.skipped.as_deref(),
            failures: ledger.failures(row),
            failing_since: row.failing_since.and_then(day_of),
            path,
        };
        match arguments.format.as_str() {
            "jsonl" => reportage::render::write_line(&mut out, &object)?,
            _ => {
                for line in in_words(&object) {
                    writeln!(out, "{}", safe(&line))?;
                }
            }
        }
    }
    out.flush()?;
    Ok(match rows.is_empty() {
        true => Outcome::Nothing,
        false => Outcome::Done,
    })
}

fn state_of(row: &SourceRow) -> &'static str {
    match (&row.skipped, row.failures.is_empty(), row.complete) {
        (Some(_), _, _) => "skipped",
        (None, false, _) => "failed",
        (None, true, false) => "unfinished",
        (None, true, true) => "indexed",
    }
}

fn in_words(object: &Object<'_>) -> Vec<String> {
    let what = match (object.kind, object.reports) {
        (Some(kind), _) => format!("skipped ({kind})"),
        (None, 1) => "1 report".to_owned(),
        (None, n) => format!("{n} reports"),
    };
    let since = object.failing_since.as_ref();
    let since = since.map_or_else(String::new, |since| format!(", failing since {since}"));
    let mut lines = vec![format!("{}: {what}{since}", object.path)];
    lines.extend(object.failures.iter().map(|failure| format!("  {failure}")));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_json_schema_file_matches_the_written_type() {
        use crate::schema_files::check;
        check::<Object>(
            "sources-line",
            "A line that `sources --format jsonl` prints: a file.",
        );
    }
}
