//! `reportage stats`: prints statistics of an index.

use std::io::Write;

use clap::Args;
use reportage::index::OpenIndex;
use reportage::render::safe;
use reportage::render::statistics::write_json;
use reportage::response::statistics::IndexStatistics;
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

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let dir = arguments.place.up_to_date_dir()?;
    let index = OpenIndex::open(&dir)?;
    let verified = match arguments.verify {
        true => Some(index.verify()?),
        false => None,
    };
    let searcher = Searcher::new(index).map_err(|error| Failure::search("", error))?;
    let statistics = searcher.index_statistics(std::slice::from_ref(&dir));
    let statistics = IndexStatistics {
        verified_files: verified.as_ref().map(|verified| verified.files),
        ..statistics.map_err(|error| Failure::search("", error))?
    };
    let mut out = pager::stdout();
    match arguments.format.as_str() {
        "json" => write_json(&mut out, &statistics)?,
        _ => {
            writeln!(out, "index      {}", safe(&statistics.index))?;
            writeln!(out, "reports    {}", statistics.reports)?;
            writeln!(out, "passages   {}", statistics.passages)?;
            writeln!(out, "words      {}", statistics.words)?;
            writeln!(out, "languages  {}", statistics.languages.join(" "))?;
            writeln!(out, "facets     {}", statistics.facets.join(" "))?;
            let (read, skipped) = (statistics.sources, statistics.skipped);
            writeln!(out, "files      {read} read, {skipped} skipped")?;
            if statistics.unfinished_sources > 0 {
                let unfinished = statistics.unfinished_sources;
                writeln!(
                    out,
                    "unfinished {unfinished} (the next index run continues)"
                )?;
            }
            writeln!(out, "size       {:.1} MB", statistics.bytes as f64 / 1e6)?;
            if let Some(verified) = verified {
                let (files, size) = (verified.files, verified.bytes as f64 / 1e6);
                writeln!(
                    out,
                    "verified   {files} files, {size:.1} MB: as they were written"
                )?;
            }
            writeln!(out, "failures   {}", statistics.failures.len())?;
            for failure in &statistics.failures {
                writeln!(out, "  {}", safe(failure))?;
            }
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}
