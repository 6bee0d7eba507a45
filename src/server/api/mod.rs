//! The routes below `/api/v1`, one file each, and what they have in common: how a request is answered.
//!
//! A route is an entry of [`ROUTES`] and one file with a function that is run on a thread for searches. Answers are those
//! of the command line with `--format json`.

mod answer;
mod cursor;
mod search;

use axum::Router;
use axum::routing::get;

use super::parameters::Parameter;
use super::state::State;
use answer::{Answer, Call};

use super::problem::{Kind, Problem};

/// The path of the interface; its version increases when a path or a parameter changes its meaning.
const BASE: &str = "/api/v1";

/// All routes.
const ROUTES: &[Route] = &[search::ROUTE];

/// A path and what it returns.
#[derive(Debug, Clone, Copy)]
struct Route {
    /// The path below [`BASE`]; `{*id}` is the id of a report, which may contain slashes.
    path: &'static str,
    /// What it returns, in a sentence.
    about: &'static str,
    /// The tables of its parameters.
    parameters: &'static [&'static [Parameter]],
    /// The name of the schema of its answer in `docs/schema`.
    schema: &'static str,
    /// Answers a request.
    answer: fn(&Call) -> Result<Answer, Problem>,
}

/// Creates the routes of the interface.
pub(super) fn router(state: &State) -> Router {
    let mut router = Router::new();
    for route in ROUTES {
        let answer = move |state, id, uri, headers| answer::answer(route, state, id, uri, headers);
        router = router.route(&format!("{BASE}{}", route.path), get(answer));
    }
    router
        .fallback(async || Problem::new(Kind::NotFound, "nothing has this path"))
        .method_not_allowed_fallback(async || {
            Problem::new(Kind::Method, "only GET and HEAD are answered")
        })
        .with_state(state.clone())
}
