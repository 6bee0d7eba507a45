//! The web server: the JSON interface under `/api/v1`, for the page and for other programs.
//!
//! Read `state` first (the index that requests are answered from, reopened after each commit), then `api` (a file for
//! each route) and `parameters` (query strings). `problem` has all errors, `guard` what every request passes: checks of
//! `Host` and `Origin`, limits, headers. `run` accepts connections. Nothing here opens a connection.

mod api;
mod guard;
mod login;
mod options;
mod parameters;
mod password;
mod problem;
mod run;
mod secret;
mod state;

use axum::Router;

pub use options::{Limits, Options};
pub use password::Password;
pub use run::{ServerError, Shutdown, run};
pub use state::State;

/// Creates the whole service: all routes, below [`Options::base_path`], behind all checks.
pub fn router(state: &State) -> Router {
    let routes = match state.options().password {
        None => api::router(state),
        Some(_) => api::router(state).merge(login::router(state)),
    };
    let base = &state.options().base_path;
    let routes = match base.is_empty() {
        true => routes,
        false => Router::new().nest(base, routes).fallback(api::nothing),
    };
    guard::guarded(routes, state)
}

#[cfg(test)]
mod tests;
