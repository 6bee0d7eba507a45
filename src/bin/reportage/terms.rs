//! `reportage terms`: lists the significant words of a result.

use clap::Args;
use reportage::render::aggregate::CountFormat;
use reportage::render::aggregate::significant_words::FORMATS;
use reportage::response::significant_words::SignificantWords;

use crate::counting;
use crate::failure::{Failure, Outcome};
use crate::headings::OUTPUT;
use crate::output;
use crate::query_arguments::{QueryArguments, joined};
use crate::searched_index::SearchedIndex;

/// List the words that are significantly more frequent in the reports of a query, by log-likelihood
///
/// Each report is compared with those of its own language. Function words and numbers are left out.
#[derive(Args)]
#[command(mut_arg("expand", |flag| flag.hide(true)))]
pub struct Arguments {
    /// Query. Put `--` before a query that begins with `-`
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    #[command(flatten)]
    place: SearchedIndex,
    #[command(flatten)]
    query_arguments: QueryArguments,
    /// Number of words
    #[arg(long, short = 'n', help_heading = OUTPUT, value_name = "N", default_value_t = 25)]
    top: usize,
    /// Output format
    #[arg(long, short, help_heading = OUTPUT, value_name = "FORMAT", default_value = "text", value_parser = counting::format_of(FORMATS))]
    format: &'static CountFormat<SignificantWords>,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let query_arguments = &arguments.query_arguments;
    query_arguments.refuse_expansion()?;
    let searcher = arguments.place.searcher()?;
    let text = joined(&arguments.query);
    let request = query_arguments.read_request(&text)?;
    let words = searcher
        .significant_words(&request, arguments.top)
        .map_err(|error| Failure::search(&text, error))?;
    counting::print_notes(std::slice::from_ref(&words.query), request.words);
    if words.words.is_empty() && words.query.reports > 0 {
        output::note("no word is significantly more frequent in these reports");
    }
    counting::write(arguments.format, &words, !words.words.is_empty())
}
