//! `reportage facets`: counts the values of facets and fields.

use std::num::NonZeroUsize;

use clap::Args;
use reportage::date::Period;
use reportage::render::aggregate::CountFormat;
use reportage::render::aggregate::facets::FORMATS;
use reportage::response::facets::{FacetTable, FacetTables};
use reportage::search::{Dimension, FacetsRequest, Level, Request, Searcher};

use crate::counting;
use crate::failure::{Failure, Outcome};
use crate::headings::OUTPUT;
use crate::output;
use crate::query_arguments::{CountFlag, QueryArguments, joined};
use crate::searched_index::SearchedIndex;

/// Count the reports under each value of a facet, or under the values below one
///
/// Counts all reports, or those that match a query. NAME is a facet (area), optionally with a value to look below
/// (area=Haiti) or a level (area@2, area@leaves), or date, source, language, root or format. Separate several with
/// commas: area,actor,date.
#[derive(Args)]
#[command(mut_arg("expand", |flag| flag.hide(true)))]
pub struct Arguments {
    /// Facet (area), or one of its values (area=Haiti); separate several with commas
    #[arg(value_name = "NAME[=PATH]")]
    nodes: String,
    /// Count only reports that match this query. Put `--` before a query that begins with `-`
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// Count the most specific values of each report, at any level
    #[arg(long, conflicts_with = "depth")]
    leaves: bool,
    /// Show N levels, each value below its parent [default: 1]
    #[arg(long, value_name = "N")]
    depth: Option<NonZeroUsize>,
    /// Show only values whose name contains TEXT, at all levels
    #[arg(long, value_name = "TEXT")]
    name: Option<String>,
    /// Length of the periods of `date`
    #[arg(long, value_name = "PERIOD", default_value = "year", value_parser = counting::period())]
    period: Period,
    #[command(flatten)]
    place: SearchedIndex,
    #[command(flatten)]
    query_arguments: QueryArguments,
    #[command(flatten)]
    count: CountFlag,
    /// Limit the number of values of each facet, most reports first [default: all]
    #[arg(long, short = 'n', help_heading = OUTPUT, value_name = "N")]
    limit: Option<usize>,
    /// Output format
    #[arg(long, short, help_heading = OUTPUT, value_name = "FORMAT", default_value = "text", value_parser = counting::format_of(FORMATS))]
    format: &'static CountFormat<FacetTables>,
}

/// How many of many values are named in a note.
const MOST_NAMED: usize = 3;

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let query_arguments = &arguments.query_arguments;
    query_arguments.refuse_expansion()?;
    let searcher = arguments.place.searcher()?;
    let dimensions = arguments.dimensions(&searcher)?;
    let text = joined(&arguments.query);
    let request = FacetsRequest {
        request: Request {
            count: arguments.count.count(),
            ..query_arguments.read_request(&text)?
        },
        dimensions,
        matching: arguments.name.clone(),
        top: arguments.limit,
        positions: arguments.format.name == "geojson",
    };
    let tables = searcher
        .facet_tables(&request)
        .map_err(|error| Failure::search(&text, error))?;
    counting::print_notes(std::slice::from_ref(&tables.query), request.request.words);
    for (table, dimension) in tables.tables.iter().zip(&request.dimensions) {
        if table.values.is_empty() {
            output::note(&why_none(table, dimension, arguments.name.as_deref()));
        }
    }
    let any = tables.tables.iter().any(|table| !table.values.is_empty());
    counting::write(arguments.format, &tables, any)
}

impl Arguments {
    /// Parses the dimensions. Flags apply to dimensions that do not specify a level or period themselves.
    fn dimensions(&self, searcher: &Searcher) -> Result<Vec<Dimension>, Failure> {
        let dimensions = searcher.dimensions(&self.nodes);
        let mut dimensions = dimensions.map_err(|error| Failure::search("", error))?;
        for dimension in &mut dimensions {
            match dimension {
                Dimension::Facet { level, .. } if *level == Level::TOP => {
                    *level = match (self.leaves, self.depth) {
                        (true, _) => Level::Leaves,
                        (false, Some(depth)) => Level::UpTo(depth),
                        (false, None) if self.name.is_some() => Level::All,
                        (false, None) => Level::TOP,
                    };
                }
                Dimension::Date(period) if *period == Period::Year => {
                    *period = self.period;
                }
                Dimension::Facet { .. } | Dimension::Date(_) | Dimension::Field(_) => {}
            }
        }
        Ok(dimensions)
    }
}

/// Explains why a table has no values.
fn why_none(table: &FacetTable, dimension: &Dimension, matching: Option<&str>) -> String {
    let name = &table.name;
    if let Some(matching) = matching {
        return format!("no {name} of the matching reports has `{matching}` in its name");
    }
    let paths = match dimension {
        Dimension::Facet { below, .. } => below,
        Dimension::Date(_) | Dimension::Field(_) => {
            return format!("none of the matching reports has a {name}");
        }
    };
    if paths.is_empty() {
        return format!("none of the matching reports has a value of {name}");
    }
    if table.below.is_empty() {
        let paths: Vec<&str> = paths.iter().map(String::as_str).take(MOST_NAMED).collect();
        let paths = paths.join(" or ");
        return format!("none of the matching reports is filed under {paths}");
    }
    let of_value = table.below.iter().take(MOST_NAMED).map(|value| {
        let (path, count) = (&value.value, value.count);
        format!("{path} has no values below it (reports: {count})")
    });
    of_value.collect::<Vec<_>>().join("; ")
}
