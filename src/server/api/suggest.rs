//! `suggest`: completions of the last word of a query.

use super::answer::{Answer, Call};
use super::{Handler, Route};
use crate::render::completions::write_json;
use crate::server::parameters::{Parameter, Value, parameter};
use crate::server::problem::Problem;

/// The entry of this route.
pub(super) const ROUTE: Route = Route {
    path: "/suggest",
    about: "Completions of the last word of a query: names of facets and fields, facet values, languages, words",
    parameters: &[OWN],
    schema: "api/suggest",
    handler: Handler::Text(answer),
};

/// How many completions there are without `limit`.
const LIMIT: usize = 10;

const OWN: &[Parameter] = &[
    parameter(
        "prefix",
        Value::Text,
        "The word so far; with a name and a colon before it (area:Ken), values of that facet",
    ),
    parameter(
        "limit",
        Value::Number(1, 50),
        "How many completions; 10 without it",
    ),
];

fn answer(call: &Call) -> Result<Answer, Problem> {
    let prefix = call.parameters.text("prefix").unwrap_or_default();
    let most = call.parameters.number("limit").unwrap_or(LIMIT);
    let completions = call.snapshot.searcher.completions(prefix, most);
    let completions = completions.map_err(|error| call.failed(&error))?;
    Ok(Answer::written(false, |out| {
        write_json(out, prefix, &completions)
    }))
}
