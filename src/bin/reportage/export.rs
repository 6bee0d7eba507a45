//! `reportage export`: writes reports with their evidence, all or those that a query finds.

use std::io::Write;

use clap::Args;
use reportage::render::report::{Additions, GeoJson, write_json};

use crate::counting;
use crate::failure::{Failure, Outcome};
use crate::headings::OUTPUT;
use crate::pager;
use crate::query_arguments::{QueryArguments, joined};
use crate::searched_index::SearchedIndex;

/// Export reports with their facets and mentions, one JSON object per line, in the order of ids
///
/// Exports all reports, or those that match a query. `--format geojson` writes a point for each place that a report
/// names, for map programs.
#[derive(Args)]
#[command(mut_arg("expand", |flag| flag.hide(true)))]
pub struct Arguments {
    /// Export only reports that match this query. Put `--` before a query that begins with `-`
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    #[command(flatten)]
    place: SearchedIndex,
    #[command(flatten)]
    query_arguments: QueryArguments,
    /// Output format
    #[arg(long, short, help_heading = OUTPUT, value_name = "FORMAT", default_value = "jsonl", value_parser = ["jsonl", "geojson"])]
    format: String,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let text = joined(&arguments.query);
    let query_arguments = &arguments.query_arguments;
    query_arguments.refuse_expansion()?;
    let request = query_arguments.read_request(&text)?;
    let searcher = arguments.place.searcher()?;
    let failed = |error| Failure::search(&text, error);
    let (query, reports) = searcher.reports_found(&request).map_err(failed)?;
    counting::print_notes(std::slice::from_ref(&query), request.words);
    let mut out = pager::stdout();
    match arguments.format.as_str() {
        "geojson" => {
            let mut writer = GeoJson::start(&mut out)?;
            for report in reports {
                writer.write(&report.map_err(failed)?)?;
            }
            writer.end()?;
        }
        _ => {
            for report in reports {
                write_json(&mut out, &report.map_err(failed)?, Additions::default())?;
            }
        }
    }
    out.flush()?;
    // Exporting an empty index succeeds.
    Ok(
        match query.reports == 0 && searcher.statistics().reports > 0 {
            true => Outcome::Nothing,
            false => Outcome::Done,
        },
    )
}
