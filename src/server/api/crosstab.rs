//! `crosstab`: counts by two dimensions at once.

use super::answer::{Answer, Call};
use super::counted::{json, written};
use super::{Handler, Route};
use crate::render::aggregate::crosstab::FORMATS;
use crate::search::{CrosstabRequest, Within};
use crate::server::parameters::{COUNT, Parameter, QUERY, Value, parameter, required};
use crate::server::problem::Problem;

/// The entry of this route.
pub(super) const ROUTE: Route = Route {
    path: "/crosstab",
    about: "How many reports or passages of a query have both of two values, for all pairs of them",
    parameters: &[QUERY, COUNT, OWN],
    schema: "crosstab",
    handler: Handler::Text(answer),
};

/// How many rows and columns there are without `top`, as on the command line.
const TOP: usize = 10;

const OWN: &[Parameter] = &[
    required(
        "rows",
        Value::Text,
        "What the rows are: actor, area=Haiti, area@2, actor@leaves, date@month, source, language, root, format",
    ),
    required("columns", Value::Text, "What the columns are"),
    parameter(
        "in",
        Value::Choice(&["report", "passage"]),
        "In what both values are: in a report, or named in one passage",
    ),
    parameter(
        "top",
        Value::Number(1, 300),
        "How many rows and columns, those with the highest counts; 10 without it, of dates always all",
    ),
];

fn answer(call: &Call) -> Result<Answer, Problem> {
    let searcher = &call.snapshot.searcher;
    let dimension = |name: &str| {
        let text = call.parameters.text(name).unwrap_or_default();
        let dimension = searcher.dimension(text);
        dimension.map_err(|error| call.failed(&error).of_parameter(name))
    };
    let (request, depends_on_now) = call.parameters.request()?;
    let crosstab = searcher.crosstab(&CrosstabRequest {
        request,
        rows: dimension("rows")?,
        columns: dimension("columns")?,
        within: match call.parameters.text("in") {
            Some("passage") => Within::Passages,
            Some(_) | None => Within::Reports,
        },
        top: Some(call.parameters.number("top").unwrap_or(TOP)),
    });
    let crosstab = crosstab.map_err(|error| call.failed(&error))?;
    Ok(written(json(FORMATS), &crosstab, depends_on_now))
}
