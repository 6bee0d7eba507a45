//! `reportage timeline`: counts reports by period of publication.

use clap::Args;
use reportage::date::Period;
use reportage::render::aggregate::CountFormat;
use reportage::render::aggregate::timeline::FORMATS;
use reportage::response::timeline::Timeline;
use reportage::search::TimelineRequest;

use crate::counting;
use crate::failure::{Failure, Outcome};
use crate::headings::OUTPUT;
use crate::output;
use crate::query_arguments::{CountFlag, QueryArguments};
use crate::searched_index::SearchedIndex;

/// Count reports by year, quarter, month, week or day, in numbers and as a share of all reports of the period
///
/// Each QUERY, or each value of --by, is a series. Periods without reports are included. Reports without a date are
/// counted separately (`undated`), as are those whose date may be in several periods (`imprecise`: 2024 is not in a
/// single month).
#[derive(Args)]
#[command(mut_arg("expand", |flag| flag.hide(true)), after_help = EXAMPLES)]
pub struct Arguments {
    /// Queries, each of them a series; without any, all reports. Put `--` before a query that begins with `-`
    #[arg(value_name = "QUERY")]
    queries: Vec<String>,
    /// Length of the periods
    #[arg(long, value_name = "PERIOD", default_value = "year", value_parser = counting::period())]
    period: Period,
    /// Split by the values of a facet (actor, area=Haiti, area@2, actor@leaves), or by source, language, root or format
    #[arg(long, value_name = "DIMENSION")]
    by: Option<String>,
    #[command(flatten)]
    place: SearchedIndex,
    #[command(flatten)]
    query_arguments: QueryArguments,
    /// With --by: number of values, those with the most reports
    #[arg(long, short = 'n', help_heading = OUTPUT, value_name = "N", default_value_t = 10, requires = "by")]
    top: usize,
    #[command(flatten)]
    count: CountFlag,
    /// Output format
    #[arg(long, short, help_heading = OUTPUT, value_name = "FORMAT", default_value = "text", value_parser = counting::format_of(FORMATS))]
    format: &'static CountFormat<Timeline>,
}

const EXAMPLES: &str = "\
Examples:
  reportage timeline kidnapping --period month --since 2024
  reportage timeline area:Haiti area:Kenya
  reportage timeline --by actor@leaves --top 5 --format csv";

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let query_arguments = &arguments.query_arguments;
    query_arguments.refuse_expansion()?;
    if arguments.by.is_some() && arguments.queries.len() > 1 {
        let split = "--by splits a single query, but there are several";
        return Err(Failure::new(split).hint("put a query of several words in quotes"));
    }
    let searcher = arguments.place.searcher()?;
    let by = arguments.by.as_deref().map(|by| searcher.dimension(by));
    let by = by.transpose().map_err(|error| Failure::search("", error))?;
    let mut requests = Vec::new();
    for text in queries_or_all(&arguments.queries) {
        requests.push(reportage::search::Request {
            count: arguments.count.count(),
            ..query_arguments.read_request(text)?
        });
    }
    let words = requests[0].words;
    let request = TimelineRequest {
        requests,
        period: arguments.period,
        by,
        top: Some(arguments.top),
    };
    let timeline = searcher
        .timeline(&request)
        .map_err(|error| Failure::search(&arguments.queries.join(" "), error))?;
    counting::print_notes(&timeline.queries, words);
    if timeline.more_series > 0 {
        let more = timeline.more_series;
        output::note(&format!(
            "{more} more values have reports: --top N shows more"
        ));
    }
    let any = timeline.series.iter().any(|series| series.total > 0);
    counting::write(arguments.format, &timeline, any)
}

/// Returns the queries, or the empty one, which finds everything.
fn queries_or_all(queries: &[String]) -> Vec<&str> {
    match queries {
        [] => vec![""],
        some => some.iter().map(String::as_str).collect(),
    }
}
