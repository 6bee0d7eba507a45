//! The web server: a page for people, and the JSON interface under `/api/v1`, for the page and for other programs.
//!
//! Read `state` first (the index that requests are answered from, reopened after each commit), then `api` (a file for
//! each route) and `parameters` (query strings). `page` makes HTML; `assets` are its style and scripts. `problem` has all
//! errors, `guard` what every request passes: checks of `Host` and `Origin`, limits, headers. `run` accepts connections.
//! Nothing here opens a connection.

mod api;
mod assets;
mod basket;
mod corrected;
mod guard;
mod indexing;
mod login;
mod options;
mod page;
mod parameters;
mod password;
mod problem;
mod run;
mod saved;
mod secret;
mod state;

use axum::Router;

pub use options::{Folder, Limits, OnProgress, Options, Program, Progress, SearchToSave};
pub use password::Password;
pub use run::{ServerError, Shutdown, run};
pub use state::State;

/// Creates the whole service: all routes, below [`Options::base_path`], behind all checks.
pub fn router(state: &State) -> Router {
    let routes = api::router(state)
        .merge(page::router(state))
        .merge(assets::router());
    let routes = match state.options().password {
        None => routes,
        Some(_) => routes.merge(login::router(state)),
    };
    let base = &state.options().base_path;
    let routes = match base.is_empty() {
        true => routes,
        false => page::router_at(base, state)
            .nest(base, routes)
            .fallback(api::nothing),
    };
    guard::guarded(routes, state)
}

#[cfg(test)]
mod tests;
