//! `report`: a whole report with its mentions and layout, and the matches of a query in it.

use super::answer::{Answer, Call};
use super::{Handler, Route};
use crate::render::report::{Additions, write_json};
use crate::response::layout::ReportMarks;
use crate::server::parameters::QUERY;
use crate::server::problem::{Kind, Problem};

/// The entry of this route.
pub(super) const ROUTE: Route = Route {
    path: "/report/{*id}",
    about: "A report: its text, the names in it with their evidence, pages and headings; with `q`, the matches in it",
    parameters: &[QUERY],
    schema: "report",
    handler: Handler::Text(answer),
};

fn answer(call: &Call) -> Result<Answer, Problem> {
    let searcher = &call.snapshot.searcher;
    let failed = |error| call.failed(&error);
    let report = searcher.report(&call.id).map_err(failed)?;
    let report = report.ok_or_else(|| unknown(&call.id))?;
    let (request, depends_on_now) = call.parameters.request()?;
    let marks = match request.query.root {
        None => None,
        Some(_) => {
            let (_, hit) = searcher.report_hit(&report.head, request).map_err(failed)?;
            Some(hit.as_ref().map(ReportMarks::of).unwrap_or_default())
        }
    };
    let layout = searcher.layout(&call.id).map_err(failed)?;
    let additions = Additions {
        marks: marks.as_ref(),
        layout: layout.as_ref(),
    };
    Ok(Answer::written(depends_on_now, |out| {
        write_json(out, &report, additions)
    }))
}

/// Creates the problem of an id that no report has.
pub(super) fn unknown(id: &str) -> Problem {
    Problem::new(Kind::NotFound, format!("no report has the id `{id}`"))
}
