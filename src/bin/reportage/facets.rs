//! `reportage facets`: the values of a facet, or those below one, with counts.

use std::io::Write;

use clap::Args;
use reportage::render::safe;
use reportage::response::FacetValue;
use reportage::search::Request;

use crate::asked::{Asked, CountFlag, joined};
use crate::failure::{Failure, Outcome};
use crate::notes::Notes;
use crate::output;
use crate::place::Place;

/// Count the reports under each value of a facet, or under those below one value.
///
/// Counts are of the reports that a query finds, or of all.
#[derive(Args)]
#[command(mut_arg("expand", |flag| flag.hide(true)))]
pub struct Arguments {
    /// The facet (area), or one of its values (area=Haiti)
    #[arg(value_name = "NAME[=PATH]")]
    node: String,
    /// Count only reports that this query finds. One that begins with `-` goes behind `--`
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    asked: Asked,
    #[command(flatten)]
    count: CountFlag,
    /// How many values at most, those with the most reports first [default: all]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// How to write them
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = ["text", "json", "jsonl"])]
    format: String,
}

/// Of many values, how many are named in a note.
const MOST_TOLD: usize = 3;

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
    let asked = &arguments.asked;
    asked.refuse_expansion()?;
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
    let text = joined(&arguments.query);
    let request = Request {
        count_facets: true,
        count: arguments.count.count(),
        limit: Some(0),
        ..asked.request(asked.parse(&text)?)?
    };
    let response = searcher
        .search(&request)
        .map_err(|error| Failure::search(&text, error))?;
    Notes::default().print(&response, request.words, None);
    let mut counts = response.facets.into_iter().flatten();
    let Some(facet) = counts.find(|facet| facet.name == name) else {
        return Ok(Outcome::Nothing);
    };
    let mut values = Vec::new();
    match value {
        None => values.clone_from(&facet.values),
        Some(_) => below(&facet.values, &wanted, &mut values),
    }
    if values.is_empty() {
        output::note(&why_none(&facet.values, name, &wanted));
    }
    values.truncate(arguments.limit.unwrap_or(usize::MAX));
    let mut out = output::stdout();
    for value in &values {
        match arguments.format.as_str() {
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

/// Says why there is nothing to list below the wanted paths; without any, below the facet.
fn why_none(values: &[FacetValue], name: &str, wanted: &[String]) -> String {
    if wanted.is_empty() {
        return format!("of the reports asked for, none is filed under any {name}");
    }
    let mut filed = Vec::new();
    counts(values, wanted, &mut filed);
    if filed.is_empty() {
        let paths: Vec<&str> = wanted.iter().map(String::as_str).take(MOST_TOLD).collect();
        return format!(
            "of the reports asked for, none is filed under {}",
            paths.join(" or ")
        );
    }
    let told = filed.iter().take(MOST_TOLD).map(|value| {
        let (path, count) = (&value.path, value.count);
        format!("nothing lies below {path} (reports there: {count})")
    });
    told.collect::<Vec<_>>().join("; ")
}

/// Collects the wanted values that have reports.
fn counts<'a>(values: &'a [FacetValue], wanted: &[String], found: &mut Vec<&'a FacetValue>) {
    for value in values {
        if wanted.contains(&value.path) {
            found.push(value);
        }
        counts(&value.children, wanted, found);
    }
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
