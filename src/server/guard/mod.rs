//! What every request passes before a route: checks of where it comes from, limits, and headers of the answer.

mod headers;
mod hosts;
mod limits;
mod origin;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tower_http::catch_panic::CatchPanicLayer;

use super::problem::{Kind, Problem};
use super::state::State;

/// Puts routes behind all checks.
pub(super) fn guarded(routes: Router, state: &State) -> Router {
    routes
        .layer(CatchPanicLayer::custom(|_| {
            Problem::new(Kind::Internal, "the request could not be answered").into_response()
        }))
        .layer(from_fn_with_state(state.clone(), check))
        .layer(from_fn(async |request: Request, next: Next| {
            headers::secured(next.run(request).await)
        }))
}

/// Checks a request, then has it answered in time.
async fn check(
    axum::extract::State(state): axum::extract::State<State>,
    request: Request<Body>,
    next: Next,
) -> Result<Response, Problem> {
    let options = state.options();
    hosts::check(&request, options)?;
    origin::check(&request, options)?;
    limits::check(&request, &options.limits)?;
    limits::in_time(next.run(request), &options.limits).await
}
