//! `reportage crosstab`: counts by two dimensions at once.

use clap::Args;
use reportage::render::aggregate::CountFormat;
use reportage::render::aggregate::crosstab::FORMATS;
use reportage::response::crosstab::{Axis, Crosstab};
use reportage::search::{CrosstabRequest, Request, Within};

use crate::counting;
use crate::failure::{Failure, Outcome};
use crate::headings::OUTPUT;
use crate::output;
use crate::query_arguments::{CountFlag, QueryArguments, joined};
use crate::searched_index::SearchedIndex;

/// Cross-tabulate two dimensions, with totals, shares and the deviation of each cell from chance
///
/// ROWS and COLUMNS are facets (actor, area=Haiti, area@2, actor@leaves), dates (date, date@month), source, language, root
/// or format. Cells count the reports that match QUERY or, with `--in passage`, the passages in which any part of it
/// matches.
#[derive(Args)]
#[command(
    mut_arg("expand", |flag| flag.hide(true)),
    // `--in` is the unit here.
    mut_arg("within", |flag| flag.long("folder").help(FOLDER_HELP)),
    mut_arg("all_warnings", |flag| flag.help("With --folder: print every warning immediately, including repeated ones")),
    after_help = EXAMPLES
)]
pub struct Arguments {
    /// Dimension of the rows
    #[arg(value_name = "ROWS")]
    rows: String,
    /// Dimension of the columns
    #[arg(value_name = "COLUMNS")]
    columns: String,
    /// Count only matches of this query. Put `--` before a query that begins with `-`
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// Unit that must have both values: a report, or a passage that names them
    #[arg(
        long = "in",
        value_name = "report|passage",
        default_value = "report",
        hide_default_value = true
    )]
    unit: WithinFlag,
    #[command(flatten)]
    place: SearchedIndex,
    #[command(flatten)]
    query_arguments: QueryArguments,
    /// Number of rows and columns with the highest counts; dates are always shown completely
    #[arg(long, short = 'n', help_heading = OUTPUT, value_name = "N", default_value_t = 10, conflicts_with = "all")]
    top: usize,
    /// Show all rows and columns
    #[arg(long, help_heading = OUTPUT)]
    all: bool,
    #[command(flatten)]
    count: CountFlag,
    /// Output format
    #[arg(long, short, help_heading = OUTPUT, value_name = "FORMAT", default_value = "text", value_parser = counting::format_of(FORMATS))]
    format: &'static CountFormat<Crosstab>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum WithinFlag {
    Report,
    Passage,
}

/// The help of what other commands call `--in`.
const FOLDER_HELP: &str =
    "Update an index of PATH first and use it, like `--in PATH` of other commands";

const EXAMPLES: &str = "\
Examples:
  reportage crosstab actor@leaves area=Haiti --in passage
  reportage crosstab area date@month kidnapping --since 2024
  reportage crosstab source language --all --format csv";

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let query_arguments = &arguments.query_arguments;
    query_arguments.refuse_expansion()?;
    let searcher = arguments.place.searcher()?;
    let dimension = |text: &str| {
        let dimension = searcher.dimension(text);
        dimension.map_err(|error| Failure::search("", error))
    };
    let text = joined(&arguments.query);
    let request = CrosstabRequest {
        rows: dimension(&arguments.rows)?,
        columns: dimension(&arguments.columns)?,
        request: Request {
            count: arguments.count.count(),
            ..query_arguments.read_request(&text)?
        },
        within: match arguments.unit {
            WithinFlag::Report => Within::Reports,
            WithinFlag::Passage => Within::Passages,
        },
        top: (!arguments.all).then_some(arguments.top),
    };
    let words = request.request.words;
    let crosstab = searcher
        .crosstab(&request)
        .map_err(|error| Failure::search(&text, error))?;
    counting::print_notes(std::slice::from_ref(&crosstab.query), words);
    for (axis, several) in [(&crosstab.rows, "rows"), (&crosstab.columns, "columns")] {
        note_more(axis, several);
    }
    let any = !crosstab.rows.values.is_empty() && !crosstab.columns.values.is_empty();
    counting::write(arguments.format, &crosstab, any)
}

fn note_more(axis: &Axis, several: &str) {
    let (more, by) = (axis.more, &axis.by);
    if more > 0 {
        output::note(&format!(
            "{more} more {several} of {by}: --top N or --all shows more"
        ));
    }
}
