//! `reportage show`: shows one report with its mentions.

use std::io::Write;

use clap::Args;
use reportage::render::report::{Additions, Detail, ReportSettings, write_json, write_text};
use reportage::response::layout::ReportMarks;
use reportage::response::{Matching, ReportHead};
use reportage::search::{Searcher, WordsRule};

use crate::failure::{Failure, Outcome};
use crate::headings::OUTPUT;
use crate::hyperlinks::HyperlinkFlag;
use crate::notes::Notes;
use crate::output::{self, Colour};
use crate::pager;
use crate::query_arguments::{QueryArguments, joined};
use crate::searched_index::SearchedIndex;

/// Show one report: its text, its facets and the mentions behind them
///
/// With a QUERY, its matches are marked in the whole text, as `search QUERY` marks them. On a terminal, lines are
/// wrapped, headings are emphasised and page numbers are shown.
#[derive(Args)]
#[command(mut_arg("expand", |flag| flag.hide(true)))]
pub struct Arguments {
    /// Id of the report, as printed by search and export
    #[arg(value_name = "ID")]
    id: String,
    /// Query whose matches are marked. Put `--` before a query that begins with `-`
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    #[command(flatten)]
    place: SearchedIndex,
    /// Also show the confidence of each place, and the evidence for and against it
    #[arg(long)]
    why: bool,
    #[command(flatten)]
    query_arguments: QueryArguments,
    /// Output format
    #[arg(long, short, help_heading = OUTPUT, value_name = "FORMAT", default_value = "text", value_parser = ["text", "json"])]
    format: String,
    /// When to use colours
    #[arg(long, help_heading = OUTPUT, value_name = "WHEN", default_value = "auto")]
    color: Colour,
    #[command(flatten)]
    hyperlink: HyperlinkFlag,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let id = &arguments.id;
    let searcher = arguments.place.searcher()?;
    let failed = |error| Failure::search("", error);
    let Some(report) = searcher.report(id).map_err(failed)? else {
        output::note(&format!("no report has the id `{id}`"));
        return Ok(Outcome::Nothing);
    };
    let marks = match arguments.query.is_empty() {
        true => None,
        false => Some(marks(&searcher, &report.head, arguments)?),
    };
    let mut out = pager::stdout();
    match arguments.format.as_str() {
        "json" => {
            let layout = searcher.layout(id).map_err(failed)?;
            let additions = Additions {
                marks: marks.as_ref(),
                layout: layout.as_ref(),
            };
            write_json(&mut out, &report, additions)?;
        }
        _ => {
            let width = output::width_of_terminal();
            let layout = match width.is_some() || marks.is_some() {
                true => searcher.layout(id).map_err(failed)?,
                false => None,
            };
            let links = arguments.hyperlink.links(&searcher, [&report.head])?;
            let settings = ReportSettings {
                detail: match arguments.why {
                    true => Detail::Why,
                    false => Detail::Names,
                },
                width,
                colour: arguments.color.decide(),
                layout: layout.as_ref(),
                marks: marks.as_ref(),
                link: links.first().and_then(Option::as_ref),
            };
            write_text(&mut out, &report, &settings)?;
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// Runs the query on the report, and prints a note if it does not match.
fn marks(
    searcher: &Searcher,
    report: &ReportHead,
    arguments: &Arguments,
) -> Result<ReportMarks, Failure> {
    let text = joined(&arguments.query);
    let query_arguments = &arguments.query_arguments;
    query_arguments.refuse_expansion()?;
    let request = query_arguments.read_request(&text)?;
    let found = searcher.report_hit(report, request.clone());
    let (response, hit) = found.map_err(|error| Failure::search(&text, error))?;
    Notes::default().print(&response, WordsRule::Any, None);
    let is_by_any = response.matching == Matching::Any && request.words == WordsRule::AllElseAny;
    match &hit {
        None => output::note(&format!("the query does not match `{}`", report.id)),
        Some(_) if is_by_any => {
            output::note("the report does not have all the words; matches of any are marked")
        }
        Some(_) => {}
    }
    Ok(hit.as_ref().map(ReportMarks::of).unwrap_or_default())
}
