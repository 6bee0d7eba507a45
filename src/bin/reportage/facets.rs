//! `reportage facets`: the values of a facet, or those below one, with counts.

use std::io::Write;

use clap::Args;
use reportage::render::safe;
use reportage::response::FacetValue;

use crate::failure::{Failure, Outcome};
use crate::output;
use crate::place::Place;
use crate::search::Flags;

/// Count the reports under each value of a facet, or under those below one value.
///
/// Counts are of the reports that a query finds, or of all.
#[derive(Args)]
pub struct Arguments {
    /// The facet (area), or one of its values (area=Haiti)
    #[arg(value_name = "NAME[=PATH]")]
    node: String,
    /// Count only reports that this query finds
    #[arg(value_name = "QUERY", default_value = "", allow_hyphen_values = true)]
    query: String,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    flags: Flags,
}

/// What `--format json` and `jsonl` print for a value.
#[derive(serde::Serialize)]
struct Line<'a> {
    v: u32,
    path: &'a str,
    count: u64,
    /// How many values stand right below.
    children: usize,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let searcher = arguments.place.searcher()?;
    let (name, value) = match arguments.node.split_once('=') {
        Some((name, value)) => (name, Some(value)),
        None => (arguments.node.as_str(), None),
    };
    // The path asked for, or the facet's name, must be known before anything is counted.
    let wanted = searcher
        .facet_paths(name, value.unwrap_or("/"), None)
        .or_else(|error| match error {
            reportage::search::SearchError::UnknownValue { .. } if value.is_none() => {
                Ok(Vec::new())
            }
            other => Err(other),
        })
        .map_err(|error| Failure::search("", error))?;
    let request = arguments
        .flags
        .request(arguments.flags.parse(&arguments.query)?)?;
    let counts = searcher
        .count_facets_of(&request)
        .map_err(|error| Failure::search(&arguments.query, error))?;
    let Some(facet) = counts.into_iter().find(|facet| facet.name == name) else {
        return Ok(Outcome::Nothing);
    };
    let mut values = Vec::new();
    match value {
        None => values = facet.values,
        Some(_) => below(&facet.values, &wanted, &mut values),
    }
    let mut out = output::stdout();
    for value in &values {
        match arguments.flags.format().name {
            "json" | "jsonl" => {
                let line = Line {
                    v: reportage::render::VERSION,
                    path: &value.path,
                    count: value.count,
                    children: value.children.len(),
                };
                reportage::render::write_line(&mut out, &line)?;
            }
            _ => writeln!(out, "{}\t{}", value.count, safe(&value.path))?,
        }
    }
    out.flush()?;
    Ok(if values.is_empty() {
        Outcome::Nothing
    } else {
        Outcome::Done
    })
}

/// Collects the values right below the wanted paths.
fn below(values: &[FacetValue], wanted: &[String], found: &mut Vec<FacetValue>) {
    for value in values {
        if wanted.contains(&value.path) {
            found.extend(value.children.iter().cloned());
        } else {
            below(&value.children, wanted, found);
        }
    }
}
