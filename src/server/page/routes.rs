//! The paths of the page: reads a request, gets the data on a thread for searches, and answers with HTML.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State as FromState};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::Markup;

use super::address::Address;
use super::basket::{Kept, basket_page};
use super::context::{Context, Theme};
use super::corrections::corrections_page;
use super::counts;
use super::crosstab::crosstab_page;
use super::data;
use super::help::help_page;
use super::index::index_page;
use super::missing::{missing_page, problem_page};
use super::overview::overview_page;
use super::report::report_page;
use super::saved::{counted, saved_page};
use super::search::search_page;
use super::texts::Language;
use super::together::together_page;
use super::values::values_page;
use crate::search::Searcher;
use crate::server::basket as basket_file;
use crate::server::corrected;
use crate::server::problem::{Problem, QueryError};
use crate::server::saved::searches;
use crate::server::state::{Snapshot, State};

/// The cookie with the colours that were chosen. A script of the page sets it.
const THEME_COOKIE: &str = "theme=";

/// Creates the routes of the page.
pub fn router(state: &State) -> Router {
    Router::new()
        .route("/", get(search))
        .route("/overview", get(overview))
        .route("/crosstab", get(crosstab))
        .route("/together", get(together))
        .route("/report/{*id}", get(report))
        .route("/values/{facet}", get(values))
        .route("/saved", get(saved))
        .route("/basket", get(basket))
        .route("/index", get(index))
        .route("/corrections", get(corrections))
        .route("/help", get(help))
        .with_state(state.clone())
}

/// Creates the route of the search page at `base` with a `/` behind it, which routes nested at `base` do not have.
pub fn router_at(base: &str, state: &State) -> Router {
    let routes = Router::new().route(&format!("{base}/"), get(search));
    routes.with_state(state.clone())
}

async fn search(FromState(state): FromState<State>, uri: Uri, headers: HeaderMap) -> Response {
    page(state, uri, headers, |searcher, context| {
        let data = data::search(searcher, &context.address)?;
        Ok((status_of(&data), search_page(context, &data)))
    })
    .await
}

async fn overview(FromState(state): FromState<State>, uri: Uri, headers: HeaderMap) -> Response {
    page(state, uri, headers, |searcher, context| {
        let data = counts::overview(searcher, &context.address)?;
        Ok((status_of(&data), overview_page(context, &data)))
    })
    .await
}

async fn crosstab(FromState(state): FromState<State>, uri: Uri, headers: HeaderMap) -> Response {
    page(state, uri, headers, |searcher, context| {
        let data = counts::crosstab(searcher, &context.address)?;
        Ok((status_of(&data), crosstab_page(context, &data)))
    })
    .await
}

async fn together(FromState(state): FromState<State>, uri: Uri, headers: HeaderMap) -> Response {
    page(state, uri, headers, |searcher, context| {
        let data = counts::together(searcher, &context.address)?;
        Ok((status_of(&data), together_page(context, &data)))
    })
    .await
}

async fn report(
    FromState(state): FromState<State>,
    Path(id): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let options = state.options().clone();
    page(state, uri, headers, move |searcher, context| {
        let data = data::report(searcher, &options.indexes, &id, &context.address)?;
        Ok(match data {
            Some(data) => (StatusCode::OK, report_page(context, &data)),
            None => (StatusCode::NOT_FOUND, missing_page(context)),
        })
    })
    .await
}

async fn values(
    FromState(state): FromState<State>,
    Path(facet): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    page(state, uri, headers, move |searcher, context| {
        let data = data::values(searcher, &facet, &context.address)?;
        Ok((status_of(&data), values_page(context, &facet, &data)))
    })
    .await
}

async fn saved(FromState(state): FromState<State>, uri: Uri, headers: HeaderMap) -> Response {
    let options = state.options().clone();
    page(state, uri, headers, move |searcher, context| {
        let searches = counted(searcher, searches(&options)?)?;
        Ok((StatusCode::OK, saved_page(context, &searches)))
    })
    .await
}

async fn basket(FromState(state): FromState<State>, uri: Uri, headers: HeaderMap) -> Response {
    let options = state.options().clone();
    page(state, uri, headers, move |_, context| {
        let passages = basket_file::read(&options)?;
        Ok((StatusCode::OK, basket_page(context, &passages)))
    })
    .await
}

async fn index(FromState(state): FromState<State>, uri: Uri, headers: HeaderMap) -> Response {
    let options = state.options().clone();
    page(state, uri, headers, move |searcher, context| {
        let data = data::index(searcher, &options.indexes)?;
        Ok((StatusCode::OK, index_page(context, &data)))
    })
    .await
}

async fn corrections(FromState(state): FromState<State>, uri: Uri, headers: HeaderMap) -> Response {
    let options = state.options().clone();
    page(state, uri, headers, move |searcher, context| {
        let all = corrected::corrections(searcher, &options.indexes, None);
        let all = all.map_err(|error| Problem::index(&error))?;
        Ok((StatusCode::OK, corrections_page(context, &all)))
    })
    .await
}

async fn help(FromState(state): FromState<State>, uri: Uri, headers: HeaderMap) -> Response {
    page(state, uri, headers, |_, context| {
        Ok((StatusCode::OK, help_page(context)))
    })
    .await
}

fn status_of<T>(data: &Result<T, QueryError>) -> StatusCode {
    match data {
        Ok(_) => StatusCode::OK,
        Err(_) => StatusCode::BAD_REQUEST,
    }
}

/// Makes a page on a thread for searches. If that fails, the page says so.
async fn page(
    state: State,
    uri: Uri,
    headers: HeaderMap,
    make: impl FnOnce(&Searcher, &Context) -> Result<(StatusCode, Markup), Problem> + Send + 'static,
) -> Response {
    let snapshot = state.snapshot().await;
    let context = context(&state, &snapshot, &uri, &headers);
    let mut of_page = context.clone();
    let options = state.options().clone();
    let made = state.run(move || {
        // If it cannot be read, its own page says why.
        let basket = basket_file::read(&options).unwrap_or_default();
        of_page.kept = Kept::of(&basket);
        make(&snapshot.searcher, &of_page)
    });
    let made = made.await;
    match made {
        Ok((status, markup)) => html(status, markup),
        Err(problem) => problem_html(&context, problem),
    }
}

/// Answers the browser of a person with a page that says why there is no other.
pub fn problem_answer(state: &State, uri: &Uri, headers: &HeaderMap, problem: Problem) -> Response {
    let context = context(state, &state.last_snapshot(), uri, headers);
    problem_html(&context, problem)
}

fn problem_html(context: &Context, problem: Problem) -> Response {
    let mut response = html(problem.status(), problem_page(context, &problem));
    // What the problem has as JSON, too: when to try again.
    let headers = problem.into_response().into_parts().0.headers;
    if let Some(seconds) = headers.get(header::RETRY_AFTER) {
        let into = response.headers_mut();
        into.insert(header::RETRY_AFTER, seconds.clone());
    }
    response
}

fn context(state: &State, snapshot: &Arc<Snapshot>, uri: &Uri, headers: &HeaderMap) -> Context {
    let address = Address::of(uri.query().unwrap_or_default());
    let header = |name| {
        let value = headers.get(name);
        value
            .and_then(|value: &HeaderValue| value.to_str().ok())
            .unwrap_or_default()
    };
    let mut cookies = header(header::COOKIE).split(';');
    let theme = cookies.find_map(|cookie| cookie.trim().strip_prefix(THEME_COOKIE));
    let language = Language::choose(address.first("lang"), header(header::ACCEPT_LANGUAGE));
    Context {
        texts: language.texts(),
        theme: Theme::named(theme.unwrap_or_default()),
        base: state.options().base_path.clone(),
        logout: state
            .options()
            .password
            .as_ref()
            .map(|_| state.token().to_string()),
        changes: (!state.options().is_read_only).then(|| state.token().to_string()),
        kept: Kept::default(),
        folders: state.indexing().folders(),
        is_empty: snapshot.searcher.statistics().reports == 0,
        facets: snapshot.searcher.facets().to_vec(),
        address,
    }
}

/// Makes an answer of a page.
pub fn html(status: StatusCode, markup: Markup) -> Response {
    let mut response = Response::new(Body::from(markup.into_string()));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        // The index may change, and with it what the page shows.
        (header::CACHE_CONTROL, "private, no-cache"),
        (header::VARY, "Accept-Language, Cookie"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}
