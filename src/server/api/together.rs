//! `together`: facet values that are named in the passages of a query.

use super::answer::{Answer, Call};
use super::counted::{json, written};
use super::{Handler, Route};
use crate::render::aggregate::together::FORMATS;
use crate::search::TogetherRequest;
use crate::server::parameters::{Parameter, QUERY, Value, parameter};
use crate::server::problem::Problem;

/// The entry of this route.
pub(super) const ROUTE: Route = Route {
    path: "/together",
    about: "What is named in the passages that match a query, by how far it is above chance",
    parameters: &[QUERY, OWN],
    schema: "together",
    handler: Handler::Text(answer),
};

/// How many values there are without `top`, as on the command line.
const TOP: usize = 10;

const OWN: &[Parameter] = &[
    parameter(
        "by",
        Value::Texts,
        "Values of this facet; may be repeated; without it, of all facets",
    ),
    parameter(
        "top",
        Value::Number(1, 1000),
        "How many values; 10 without it",
    ),
];

fn answer(call: &Call) -> Result<Answer, Problem> {
    let (request, depends_on_now) = call.parameters.request()?;
    let together = call.snapshot.searcher.together(&TogetherRequest {
        request,
        facets: call.parameters.texts("by"),
        top: call.parameters.number("top").unwrap_or(TOP),
    });
    let together = together.map_err(|error| call.failed(&error))?;
    Ok(written(json(FORMATS), &together, depends_on_now))
}
