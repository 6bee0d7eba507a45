//! The routes below `/api/v1`, one file each, and what they have in common: how a request is answered.
//!
//! A route is an entry of [`ROUTES`] and one file with a function that is run on a thread for searches. Answers are those
//! of the command line with `--format json`. What changes something is an entry of [`CHANGES`], sent as a form.

mod answer;
mod basket;
mod change;
mod corrections;
mod counted;
mod crosstab;
mod cursor;
mod export;
mod facets;
mod indexing;
mod openapi;
mod original;
mod report;
mod saved;
mod search;
mod session;
mod sources;
mod stats;
mod stream;
mod suggest;
mod timeline;
mod together;

use axum::Router;
use axum::routing::{get, post};

use answer::{Answer, Call};
use change::Change;
use original::Original;
use stream::Stream;

use super::parameters::Parameter;
use super::problem::{Kind, Problem};
use super::state::State;

/// The path of the interface; its version increases when a path or a parameter changes its meaning.
const BASE: &str = "/api/v1";

/// All routes.
const ROUTES: &[Route] = &[
    search::ROUTE,
    facets::ROUTE,
    timeline::ROUTE,
    crosstab::ROUTE,
    together::ROUTE,
    report::ROUTE,
    original::ROUTE,
    export::ROUTE,
    saved::ROUTE,
    corrections::ROUTE,
    basket::ROUTE,
    basket::EXPORT,
    stats::ROUTE,
    indexing::ROUTE,
    sources::ROUTE,
    suggest::ROUTE,
    session::ROUTE,
    openapi::ROUTE,
];

/// All changes.
const CHANGES: &[Change] = &[
    saved::SAVE,
    saved::RUN,
    saved::REMOVE,
    corrections::CHANGE,
    basket::ADD,
    basket::EDIT,
    basket::MOVE,
    basket::REMOVE,
    indexing::START,
];

/// A path and what it returns.
#[derive(Debug, Clone, Copy)]
struct Route {
    /// The path below [`BASE`]; `{*id}` is the id of a report, which may contain slashes.
    path: &'static str,
    /// What it returns, in a sentence.
    about: &'static str,
    /// The tables of its parameters.
    parameters: &'static [&'static [Parameter]],
    /// The name of the schema of its answer in `docs/schema`; empty if it is no JSON.
    schema: &'static str,
    /// How it is answered.
    handler: Handler,
}

/// How a route is answered, on a thread for searches.
#[derive(Debug, Clone, Copy)]
enum Handler {
    /// With JSON at once.
    Text(fn(&Call) -> Result<Answer, Problem>),
    /// Bit by bit.
    Stream(Stream),
    /// With a file.
    File(fn(&Call) -> Result<Original, Problem>),
}

/// Creates the routes of the interface.
pub(super) fn router(state: &State) -> Router {
    let mut router = Router::new();
    for route in ROUTES {
        let answer = move |state, id, head| answer::answer(route, state, id, head);
        router = router.route(&format!("{BASE}{}", route.path), get(answer));
    }
    for change in CHANGES {
        let answer = move |state, request| change::answer(change, state, request);
        router = router.route(&format!("{BASE}{}", change.path), post(answer));
    }
    router
        .fallback(nothing)
        .method_not_allowed_fallback(async || {
            Problem::new(Kind::Method, "the header `Allow` has those it has")
        })
        .with_state(state.clone())
}

/// Answers a request for a path that there is not.
pub(super) async fn nothing() -> Problem {
    Problem::new(Kind::NotFound, "nothing has this path")
}
