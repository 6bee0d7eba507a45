//! `export`: all reports of a query, whole, or all its hits as a table, as a stream.

use std::io::Write;

use super::answer::Call;
use super::stream::Stream;
use super::{Handler, Route};
use crate::render::report::{Additions, write_json};
use crate::render::{Format, Settings};
use crate::search::{Request, Unit};
use crate::server::parameters::{Parameter, Parameters, QUERY, Value, parameter};
use crate::server::problem::Problem;

/// The entry of this route.
pub(super) const ROUTE: Route = Route {
    path: "/export",
    about: "All reports of a query with their evidence, an object a line in the order of ids; or as CSV, a row for each \
            with its best passage, in the order of hits",
    parameters: &[QUERY, OWN],
    schema: "report",
    handler: Handler::Stream(Stream {
        media_types: &["application/jsonl", "text/csv; charset=utf-8"],
        media_type: |parameters| match is_csv(parameters) {
            true => "text/csv; charset=utf-8",
            false => "application/jsonl",
        },
        file_name: |parameters| match is_csv(parameters) {
            true => "reports.csv",
            false => "reports.jsonl",
        },
        write,
    }),
};

const OWN: &[Parameter] = &[parameter(
    "format",
    Value::Choice(&["jsonl", "csv"]),
    "How to write them; jsonl without it",
)];

fn is_csv(parameters: &Parameters) -> bool {
    parameters.text("format") == Some("csv")
}

fn write(call: &Call, out: &mut dyn Write) -> Result<(), Problem> {
    let searcher = &call.snapshot.searcher;
    let (request, _) = call.parameters.request()?;
    if is_csv(&call.parameters) {
        return write_table(call, request, out);
    }
    let (_, reports) = searcher
        .reports_found(&request)
        .map_err(|error| call.failed(&error))?;
    for report in reports {
        let report = report.map_err(|error| call.failed(&error))?;
        write_json(out, &report, Additions::default())?;
    }
    Ok(())
}

fn write_table(call: &Call, request: Request, out: &mut dyn Write) -> Result<(), Problem> {
    let searcher = &call.snapshot.searcher;
    let format = Format::named("csv").expect("a format has this name");
    let facets = searcher.facets().iter().map(|facet| facet.name.clone());
    let facets: Vec<String> = facets.collect();
    let settings = Settings {
        facets: &facets,
        ..Settings::default()
    };
    let response = searcher.search(&Request {
        unit: Unit::Report,
        limit: None,
        per_report: Some(1),
        detail: format.detail,
        ..request
    });
    let response = response.map_err(|error| call.failed(&error))?;
    (format.head)(out, &settings)?;
    (format.write)(out, &response, &settings)?;
    Ok(())
}
