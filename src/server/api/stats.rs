//! `stats`: what the index contains, in numbers.

use super::answer::{Answer, Call};
use super::{Handler, Route};
use crate::render::statistics::write_json;
use crate::server::problem::Problem;

/// The entry of this route.
pub(super) const ROUTE: Route = Route {
    path: "/stats",
    about: "What the index contains: reports, passages, languages, facets, sources and read failures",
    parameters: &[],
    schema: "stats",
    handler: Handler::Text(answer),
};

fn answer(call: &Call) -> Result<Answer, Problem> {
    let searcher = &call.snapshot.searcher;
    let statistics = searcher.index_statistics(&call.options.indexes);
    let statistics = statistics.map_err(|error| call.failed(&error))?;
    Ok(Answer::written(false, |out| write_json(out, &statistics)))
}
