//! `reportage stats`: prints statistics of an index.

use std::io::Write;

use clap::Args;
use reportage::index::{OpenIndex, SourceRow, size_of, source_order as compare};
use reportage::render::safe;
use reportage::search::Searcher;

use crate::failure::{Failure, Outcome};
use crate::headings::OUTPUT;
use crate::pager;
use crate::searched_index::SearchedIndex;

/// Show what the index contains: reports, passages, languages, sources and read failures.
#[derive(Args)]
pub struct Arguments {
    #[command(flatten)]
    place: SearchedIndex,
    /// Output format
    #[arg(long, short, help_heading = OUTPUT, value_name = "FORMAT", default_value = "text", value_parser = ["text", "json"])]
    format: String,
    /// Verify the checksums of all files of the index
    #[arg(long)]
    verify: bool,
}

/// What `--format json` prints.
#[derive(serde::Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Object<'a> {
    #[cfg_attr(test, schemars(extend("const" = 1)))]
    v: u32,
    index: &'a str,
    reports: u64,
    passages: u64,
    words: u64,
    languages: &'a [String],
    facets: Vec<&'a str>,
    sources: usize,
    unfinished_sources: usize,
    skipped: usize,
    failures: &'a [String],
    /// The total size of the index's files, in bytes.
    bytes: u64,
    /// Only with `--verify`: the number of files whose checksums were verified; all of them match.
    #[serde(skip_serializing_if = "Option::is_none")]
    verified_files: Option<usize>,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let dir = arguments.place.up_to_date_dir()?;
    let index = OpenIndex::open(&dir)?;
    let verified = match arguments.verify {
        true => Some(index.verify()?),
        false => None,
    };
    let searcher = Searcher::new(index).map_err(|error| Failure::search("", error))?;
    let statistics = searcher.statistics();
    let ledger = searcher.index().ledger()?;
    let mut sources: Vec<&SourceRow> = ledger.rows().collect();
    sources.sort_by(|a, b| compare(&a.key, &b.key));
    let skipped = sources
        .iter()
        .filter(|source| source.skipped.is_some())
        .count();
    sources.retain(|source| source.skipped.is_none());
    let all = sources.iter().copied();
    let failures: Vec<String> = all.flat_map(|source| ledger.failures(source)).collect();
    let unfinished = sources.iter().filter(|source| !source.complete).count();
    let bytes = size_of(&dir);
    let mut out = pager::stdout();
    match arguments.format.as_str() {
        "json" => {
            let object = Object {
                v: reportage::render::VERSION,
                index: &dir.display().to_string(),
                reports: statistics.reports,
                passages: statistics.passages,
                words: statistics.body_words,
                languages: searcher.languages(),
                facets: searcher
                    .facets()
                    .iter()
                    .map(|facet| facet.name.as_str())
                    .collect(),
                sources: sources.len(),
                unfinished_sources: unfinished,
                skipped,
                failures: &failures,
                bytes,
                verified_files: verified.map(|verified| verified.files),
            };
            reportage::render::write_line(&mut out, &object)?;
        }
        _ => {
            writeln!(out, "index      {}", safe(&dir.display().to_string()))?;
            writeln!(out, "reports    {}", statistics.reports)?;
            writeln!(out, "passages   {}", statistics.passages)?;
            writeln!(out, "words      {}", statistics.body_words)?;
            writeln!(out, "languages  {}", searcher.languages().join(" "))?;
            let names: Vec<&str> = searcher
                .facets()
                .iter()
                .map(|facet| facet.name.as_str())
                .collect();
            writeln!(out, "facets     {}", names.join(" "))?;
            writeln!(out, "files      {} read, {skipped} skipped", sources.len())?;
            if unfinished > 0 {
                writeln!(
                    out,
                    "unfinished {unfinished} (the next index run continues)"
                )?;
            }
            writeln!(out, "size       {:.1} MB", bytes as f64 / 1e6)?;
            if let Some(verified) = verified {
                let (files, size) = (verified.files, verified.bytes as f64 / 1e6);
                writeln!(
                    out,
                    "verified   {files} files, {size:.1} MB: as they were written"
                )?;
            }
            writeln!(out, "failures   {}", failures.len())?;
            for failure in failures {
                writeln!(out, "  {}", safe(&failure))?;
            }
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_json_schema_file_matches_the_written_type() {
        use crate::schema_files::check;
        check::<Object>("stats", "What `stats --format json` prints.");
    }
}
