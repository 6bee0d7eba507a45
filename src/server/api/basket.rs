//! `basket`: passages that were put aside with notes: listed, exported, added, edited, moved and removed.

use std::io::Write;

use serde::Serialize;

use super::answer::{Answer, Call};
use super::change::{Change, Done};
use super::report::unknown;
use super::stream::Stream;
use super::{Handler, Route};
use crate::date::{self, Date};
use crate::query;
use crate::render::basket::BasketFormat;
use crate::render::{CiteStyle, VERSION, write_line};
use crate::response::basket::BasketPassage;
use crate::response::{Hit, ReportHead};
use crate::search::Request;
use crate::server::basket;
use crate::server::parameters::{Parameter, Parameters, Value, parameter, required};
use crate::server::problem::Problem;

/// The entry of the list.
pub(super) const ROUTE: Route = Route {
    path: "/basket",
    about: "The passages in the basket with their notes, of several indexes that of the first",
    parameters: &[],
    schema: "api/basket",
    handler: Handler::Text(answer),
};

/// The entry of the export.
pub(super) const EXPORT: Route = Route {
    path: "/basket/export",
    about: "The basket as a document or a table, each passage with its citation",
    parameters: &[OWN],
    schema: "",
    handler: Handler::Stream(Stream {
        media_types: &[
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "text/markdown; charset=utf-8",
            "text/html; charset=utf-8",
            "text/csv; charset=utf-8",
            "application/jsonl",
        ],
        media_type: |parameters| match format(parameters) {
            BasketFormat::Docx => {
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            }
            BasketFormat::Markdown => "text/markdown; charset=utf-8",
            BasketFormat::Html => "text/html; charset=utf-8",
            BasketFormat::Csv => "text/csv; charset=utf-8",
            BasketFormat::JsonLines => "application/jsonl",
        },
        file_name: |parameters| match format(parameters) {
            BasketFormat::Docx => "basket.docx",
            BasketFormat::Markdown => "basket.md",
            BasketFormat::Html => "basket.html",
            BasketFormat::Csv => "basket.csv",
            BasketFormat::JsonLines => "basket.jsonl",
        },
        write: export,
    }),
};

const OWN: &[Parameter] = &[
    parameter(
        "format",
        Value::Choice(&["docx", "md", "html", "csv", "jsonl"]),
        "How to write it; jsonl without it",
    ),
    parameter(
        "cite",
        Value::Choice(&["plain", "chicago"]),
        "The style of the citations; plain without it",
    ),
];

/// Adds a passage.
pub(super) const ADD: Change = Change {
    path: "/basket",
    about: "Put a passage into the basket, unless it is there",
    fields: &[
        &[
            REPORT,
            required(
                "passage",
                Value::Number(0, u32::MAX as usize),
                "The number of the passage in the report, from 0",
            ),
            NOTE,
        ],
        QUERY_OF_REPORT,
    ],
    run: add,
};

/// Replaces a note.
pub(super) const EDIT: Change = Change {
    path: "/basket/note",
    about: "Replace the note of a passage in the basket",
    fields: &[&[REPORT, START, NOTE]],
    run: |call| {
        change(call, |passages, at| {
            let note = call.parameters.text("note").unwrap_or_default();
            passages[at].note = note.replace("\r\n", "\n").trim().to_owned();
        })
    },
};

/// Moves a passage.
pub(super) const MOVE: Change = Change {
    path: "/basket/move",
    about: "Move a passage of the basket up or down",
    fields: &[&[
        REPORT,
        START,
        required("to", Value::Choice(&["up", "down"]), "Where to"),
    ]],
    run: |call| {
        change(call, |passages, at| {
            let to = match call.parameters.text("to") {
                Some("up") => at.saturating_sub(1),
                Some(_) | None => (at + 1).min(passages.len() - 1),
            };
            passages.swap(at, to);
        })
    },
};

/// Removes a passage.
pub(super) const REMOVE: Change = Change {
    path: "/basket/remove",
    about: "Take a passage out of the basket",
    fields: &[&[REPORT, START]],
    run: |call| {
        change(call, |passages, at| {
            passages.remove(at);
        })
    },
};

const REPORT: Parameter = required("report", Value::Text, "The id of the report");
const START: Parameter = required(
    "start",
    Value::Number(0, u32::MAX as usize),
    "Where the passage starts in the body, in code points",
);
const NOTE: Parameter = parameter("note", Value::Text, "The note");

/// The query that the passage was found by: its first match is cited.
const QUERY_OF_REPORT: &[Parameter] = &[
    parameter(
        "q",
        Value::Text,
        "The query that it was found by: the line or page of its first match is cited",
    ),
    parameter("plain", Value::Switch, "Take the query as words only"),
    parameter(
        "match",
        Value::Choice(&["all", "any"]),
        "Whether all words or any were searched for",
    ),
];

/// What the path `/api/v1/basket` returns. Keys are in this order:
///
/// - `v`: 1
/// - `passages`: a list, in the order of the basket
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Object {
    #[cfg_attr(test, schemars(extend("const" = 1)))]
    v: u32,
    passages: Vec<BasketPassage>,
}

fn answer(call: &Call) -> Result<Answer, Problem> {
    let object = Object {
        v: VERSION,
        passages: basket::read(&call.options)?,
    };
    Ok(Answer {
        // The file changes without a commit.
        is_lasting: false,
        ..Answer::written(true, |out| write_line(out, &object))
    })
}

fn format(parameters: &Parameters) -> BasketFormat {
    let name = parameters.text("format").unwrap_or_default();
    BasketFormat::named(name).unwrap_or(BasketFormat::JsonLines)
}

fn export(call: &Call, out: &mut dyn Write) -> Result<(), Problem> {
    let cite = match call.parameters.text("cite") {
        Some("chicago") => CiteStyle::Chicago,
        Some(_) | None => CiteStyle::Plain,
    };
    let passages = basket::read(&call.options)?;
    format(&call.parameters).write(out, &passages, cite)?;
    Ok(())
}

fn add(call: &Call) -> Result<Done, Problem> {
    let id = call.parameters.text("report").unwrap_or_default();
    let searcher = &call.snapshot.searcher;
    let report = searcher.report(id).map_err(|error| call.failed(&error))?;
    let report = report.ok_or_else(|| unknown(id))?;
    let (request, _) = call.parameters.request()?;
    let number = call.parameters.number("passage");
    // If the query does not match the passage, it is cited by its start.
    let requests = [
        request.clone(),
        Request {
            query: query::plain(""),
            ..request
        },
    ];
    for request in requests {
        let hit = hit_of(call, &report.head, request)?;
        let passages = hit.iter().flat_map(Hit::passages_in_order);
        let Some(passage) = passages.into_iter().find(|one| Some(one.index) == number) else {
            continue;
        };
        let mut basket = basket::read(&call.options)?;
        if basket.iter().all(|known| !known.is_at(id, passage.start)) {
            let added = Date::of_second(date::now()).to_string();
            let mut passage = BasketPassage::new(&report.head, passage, added);
            passage.note = call.parameters.text("note").unwrap_or_default().to_owned();
            basket.push(passage);
            basket::write(&call.options, &basket)?;
        }
        return Ok(Done::default());
    }
    Err(Problem::parameter(
        "passage",
        format!("`{id}` has no such passage"),
    ))
}

fn hit_of(call: &Call, report: &ReportHead, request: Request) -> Result<Option<Hit>, Problem> {
    let hit = call.snapshot.searcher.report_hit(report, request);
    let (_, hit) = hit.map_err(|error| call.failed(&error))?;
    Ok(hit)
}

/// Changes the passage that the fields name, which is at a position of the basket.
fn change(
    call: &Call,
    change: impl FnOnce(&mut Vec<BasketPassage>, usize),
) -> Result<Done, Problem> {
    let id = call.parameters.text("report").unwrap_or_default();
    let start = call.parameters.number("start").unwrap_or_default();
    let mut passages = basket::read(&call.options)?;
    let at = passages.iter().position(|known| known.is_at(id, start));
    let at = at.ok_or_else(|| {
        let detail = format!("the basket has no passage of `{id}` that starts at {start}");
        Problem::parameter("start", detail)
    })?;
    change(&mut passages, at);
    basket::write(&call.options, &passages)?;
    Ok(Done::default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_is_that_of_what_is_written() {
        use crate::render::schema_files::check;
        check::<Object>("api/basket", "What the path `/api/v1/basket` returns.");
    }
}
