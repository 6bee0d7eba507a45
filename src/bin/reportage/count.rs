//! `reportage count`: counts the reports and passages that queries find.

use clap::Args;
use reportage::render::aggregate::CountFormat;
use reportage::render::aggregate::query_counts::FORMATS;
use reportage::response::query_counts::QueryCounts;
use reportage::search::Request;

use crate::counting;
use crate::failure::{Failure, Outcome};
use crate::headings::OUTPUT;
use crate::query_arguments::{CountFlag, QueryArguments};
use crate::searched_index::SearchedIndex;

/// Count the reports and passages that match each query
#[derive(Args)]
#[command(mut_arg("expand", |flag| flag.hide(true)))]
pub struct Arguments {
    /// Queries; quote a query of several words, and put `--` before a query that begins with `-`
    #[arg(value_name = "QUERY", required = true)]
    queries: Vec<String>,
    #[command(flatten)]
    place: SearchedIndex,
    #[command(flatten)]
    query_arguments: QueryArguments,
    #[command(flatten)]
    count: CountFlag,
    /// Output format
    #[arg(long, short, help_heading = OUTPUT, value_name = "FORMAT", default_value = "text", value_parser = counting::format_of(FORMATS))]
    format: &'static CountFormat<QueryCounts>,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let query_arguments = &arguments.query_arguments;
    query_arguments.refuse_expansion()?;
    let searcher = arguments.place.searcher()?;
    let mut requests = Vec::with_capacity(arguments.queries.len());
    for text in &arguments.queries {
        requests.push(Request {
            count: arguments.count.count(),
            ..query_arguments.read_request(text)?
        });
    }
    let counts = searcher
        .query_counts(&requests)
        .map_err(|(n, error)| Failure::search(&arguments.queries[n], error))?;
    let queries: Vec<_> = counts
        .queries
        .iter()
        .map(|query| query.query.clone())
        .collect();
    counting::print_notes(&queries, requests[0].words);
    let any = queries.iter().any(|query| query.reports > 0);
    counting::write(arguments.format, &counts, any)
}
