//! `search`: the hits of a query, page by page.

use super::answer::{Answer, Call};
use super::cursor::{cursor, offset};
use super::{Handler, Route};
use crate::render::{Format, Settings};
use crate::search::Request;
use crate::server::parameters::{COUNT, HITS, QUERY};
use crate::server::problem::Problem;

/// The entry of this route.
pub(super) const ROUTE: Route = Route {
    path: "/search",
    about: "The hits of a query",
    parameters: &[QUERY, HITS, COUNT],
    schema: "search",
    handler: Handler::Text(answer),
};

fn answer(call: &Call) -> Result<Answer, Problem> {
    let version = call.snapshot.version;
    let start = call.parameters.text("cursor");
    let start = start.map_or(Ok(0), |cursor| offset(cursor, version))?;
    let (request, depends_on_now) = call.parameters.hits_request(start)?;
    let format = Format::named("json").expect("a format has this name");
    let request = Request {
        detail: format.detail,
        // One more hit shows whether there is a next page.
        limit: request.limit.map(|limit| limit + 1),
        ..request
    };
    let response = call.snapshot.searcher.search(&request);
    let mut response = response.map_err(|error| call.failed(&error))?;
    let shown = request.limit.map_or(0, |limit| limit - 1);
    let has_next = response.hits.len() > shown;
    response.hits.truncate(shown);
    Ok(Answer {
        next: has_next.then(|| cursor(start + shown, version)),
        ..Answer::written(depends_on_now, |out| {
            (format.write)(out, &response, &Settings::default())
        })
    })
}
