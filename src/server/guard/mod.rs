//! What every request passes before a route: checks of where it comes from, limits, and headers of the answer.

mod changes;
mod headers;
mod hosts;
mod limits;
mod origin;
mod sessions;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};

pub(super) use changes::read as read_body;
pub(super) use sessions::{COOKIE, LIFETIME, Sessions};

use super::assets;
use super::login::{self, takes_pages};
use super::page::problem_answer;
use super::problem::Problem;
use super::state::State;

/// The least size of an answer that is compressed, in bytes: smaller ones fit into a packet as they are.
const LEAST_COMPRESSED: u16 = 1024;

/// Puts routes behind all checks.
pub(super) fn guarded(routes: Router, state: &State) -> Router {
    // Files are compressed as they are, and ranges of them are counted in their bytes.
    let is_compressed = SizeAbove::new(LEAST_COMPRESSED)
        .and(NotForContentType::const_new("application/octet-stream"))
        .and(NotForContentType::const_new("application/pdf"));
    routes
        .layer(CompressionLayer::new().compress_when(is_compressed))
        .layer(CatchPanicLayer::custom(|_| {
            Problem::fault().into_response()
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
    let path = request.uri().path();
    let is_open = login::is_login(path, options) || assets::is_asset(path, options);
    if options.password.is_some() && !is_open && !state.sessions().has(request.headers()) {
        return Ok(login::required(request.headers(), options));
    }
    let reader =
        takes_pages(request.headers()).then(|| (request.uri().clone(), request.headers().clone()));
    let answer = async {
        match changes::check(request, &state).await {
            Ok(request) => next.run(request).await,
            Err(problem) => problem.into_response(),
        }
    };
    let answer = limits::in_time(answer, &options.limits).await;
    let answer = answer.unwrap_or_else(IntoResponse::into_response);
    let problem = answer.extensions().get::<Problem>();
    Ok(match (problem, reader) {
        (Some(problem), Some((uri, headers))) => {
            problem_answer(&state, &uri, &headers, problem.clone())
        }
        _ => answer,
    })
}
