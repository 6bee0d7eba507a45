//! `facets`: counts by the values of facets and fields.

use std::collections::HashSet;

use super::answer::{Answer, Call};
use super::counted::{json, written};
use super::{Handler, Route};
use crate::render::aggregate::facets::FORMATS;
use crate::search::FacetsRequest;
use crate::server::parameters::{COUNT, Parameter, QUERY, Value, parameter};
use crate::server::problem::Problem;

/// The maximum number of different dimensions: each is counted on its own.
const DIMENSIONS: usize = 20;

/// The entry of this route.
pub(super) const ROUTE: Route = Route {
    path: "/facets",
    about: "How many reports of a query are under each value of facets or fields",
    parameters: &[QUERY, COUNT, OWN],
    schema: "facets",
    handler: Handler::Text(answer),
};

const OWN: &[Parameter] = &[
    parameter(
        "by",
        Value::Text,
        "Facets and fields with commas between: area, area=Haiti (what is below), area@2, area@leaves, area@all, date@month, \
         source, language, root, format; without it, all facets",
    ),
    parameter(
        "name",
        Value::Text,
        "Only values with this in their name; by=area@all finds them on all levels",
    ),
    parameter(
        "limit",
        Value::Number(1, 10_000),
        "How many values of each at most, those with the most reports",
    ),
];

fn answer(call: &Call) -> Result<Answer, Problem> {
    let searcher = &call.snapshot.searcher;
    let facets = searcher.facets().iter().map(|facet| facet.name.as_str());
    let all = facets.collect::<Vec<_>>().join(",");
    let by = call.parameters.text("by").unwrap_or(&all);
    let (request, depends_on_now) = call.parameters.request()?;
    let mut dimensions = searcher
        .dimensions(by)
        .map_err(|error| call.failed(&error))?;
    let mut seen = HashSet::new();
    dimensions.retain(|dimension| seen.insert(dimension.to_string()));
    if dimensions.len() > DIMENSIONS {
        let detail = format!("`by` has more than {DIMENSIONS} facets and fields");
        return Err(Problem::parameter("by", detail));
    }
    let tables = searcher.facet_tables(&FacetsRequest {
        request,
        dimensions,
        matching: call.parameters.text("name").map(str::to_owned),
        top: call.parameters.number("limit"),
        positions: false,
    });
    let tables = tables.map_err(|error| call.failed(&error))?;
    Ok(written(json(FORMATS), &tables, depends_on_now))
}
