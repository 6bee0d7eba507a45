//! `reportage together`: lists facet values that are named in the same passages.

use clap::Args;
use reportage::render::aggregate::CountFormat;
use reportage::render::aggregate::together::FORMATS;
use reportage::response::together::Together;
use reportage::search::{Searcher, TogetherRequest};

use crate::counting;
use crate::failure::{Failure, Outcome};
use crate::headings::OUTPUT;
use crate::output;
use crate::query_arguments::{QueryArguments, joined};
use crate::searched_index::SearchedIndex;

/// List facet values named in the same passages as a query, by significance
///
/// Each value is shown with the best passage that has both, and its position. All passages of the reports selected by
/// the flags are compared.
#[derive(Args)]
#[command(mut_arg("expand", |flag| flag.hide(true)))]
pub struct Arguments {
    /// Facet value (actor="Viv Ansanm") or query. Put `--` before a query that begins with `-`
    #[arg(value_name = "VALUE|QUERY", required = true)]
    query: Vec<String>,
    /// Facets whose values are listed, separated by commas [default: all]
    #[arg(long, value_name = "FACET", value_delimiter = ',')]
    by: Vec<String>,
    #[command(flatten)]
    place: SearchedIndex,
    #[command(flatten)]
    query_arguments: QueryArguments,
    /// Number of values
    #[arg(long, short = 'n', help_heading = OUTPUT, value_name = "N", default_value_t = 10)]
    top: usize,
    /// Output format
    #[arg(long, short, help_heading = OUTPUT, value_name = "FORMAT", default_value = "text", value_parser = counting::format_of(FORMATS))]
    format: &'static CountFormat<Together>,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let query_arguments = &arguments.query_arguments;
    query_arguments.refuse_expansion()?;
    let searcher = arguments.place.searcher()?;
    let text = query_of(&arguments.query, &searcher);
    let request = TogetherRequest {
        request: query_arguments.read_request(&text)?,
        facets: arguments.by.clone(),
        top: arguments.top,
    };
    let together = searcher
        .together(&request)
        .map_err(|error| Failure::search(&text, error))?;
    counting::print_notes(std::slice::from_ref(&together.query), request.request.words);
    if together.values.is_empty() && together.matched > 0 {
        output::note("no facet value is named in these passages more often than by chance");
    }
    let any = !together.values.is_empty();
    counting::write(arguments.format, &together, any)
}

/// Returns the query. A single argument like `actor="Viv Ansanm"` becomes the query for that value.
fn query_of(arguments: &[String], searcher: &Searcher) -> String {
    if let [one] = arguments
        && let Some((name, value)) = one.split_once('=')
        && searcher.facets().iter().any(|facet| facet.name == name)
        && let value = value.trim_matches('"')
        && !value.contains('"')
    {
        return format!("{name}:\"{value}\"");
    }
    joined(arguments)
}
