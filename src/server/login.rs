//! Login and logout, if the server has a password: forms that work without script.

use axum::Router;
use axum::extract::{Request, State as FromState};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use tokio::task::spawn_blocking;

use super::guard::{COOKIE, LIFETIME, read_body};
use super::options::Options;
use super::page::{LoginError, html, login_page};
use super::problem::{Kind, Problem};
use super::state::State;

/// The path of the form, and of what it sends.
const LOGIN: &str = "/login";
/// The path that ends a session.
const LOGOUT: &str = "/logout";
/// The field of the form.
const FIELD: &str = "password";

/// Creates the routes.
pub(super) fn router(state: &State) -> Router {
    Router::new()
        .route(LOGIN, get(form).post(login))
        .route(LOGOUT, post(logout))
        .with_state(state.clone())
}

/// Returns whether this is the path of a login.
pub(super) fn is_login(path: &str, options: &Options) -> bool {
    path.strip_prefix(&options.base_path) == Some(LOGIN)
}

/// Returns whether this is the path of a logout.
pub(super) fn is_logout(path: &str, options: &Options) -> bool {
    path.strip_prefix(&options.base_path) == Some(LOGOUT)
}

/// Answers a request without a session: browsers get the form, programs a problem.
pub(super) fn required(headers: &HeaderMap, options: &Options) -> Response {
    match takes_pages(headers) {
        true => see_other(&format!("{}{LOGIN}", options.base_path)),
        false => {
            let problem = Problem::new(Kind::Login, "the request belongs to no session");
            problem.into_response()
        }
    }
}

async fn form(FromState(state): FromState<State>, headers: HeaderMap) -> Response {
    form_page(StatusCode::OK, &headers, state.options(), None)
}

fn form_page(
    status: StatusCode,
    headers: &HeaderMap,
    options: &Options,
    error: Option<LoginError>,
) -> Response {
    let accepted = headers.get(header::ACCEPT_LANGUAGE);
    let accepted = accepted.and_then(|value| value.to_str().ok());
    let page = login_page(&options.base_path, accepted.unwrap_or_default(), error);
    let mut response = html(status, page);
    let no_store = HeaderValue::from_static("no-store");
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, no_store);
    response
}

/// Answers a login that fails: browsers get the form again, programs a problem.
fn refused(
    problem: Problem,
    error: LoginError,
    headers: &HeaderMap,
    options: &Options,
) -> Response {
    let status = problem.status();
    let of_program = problem.into_response();
    if !takes_pages(headers) {
        return of_program;
    }
    let mut response = form_page(status, headers, options, Some(error));
    if let Some(wait) = of_program.headers().get(header::RETRY_AFTER) {
        let headers = response.headers_mut();
        headers.insert(header::RETRY_AFTER, wait.clone());
    }
    response
}

async fn login(FromState(state): FromState<State>, request: Request) -> Result<Response, Problem> {
    let (head, body) = request.into_parts();
    let body = read_body(body, &state).await?;
    let typed = form_urlencoded::parse(&body).find(|(name, _)| name == FIELD);
    let typed = typed.map_or(String::new(), |(_, typed)| typed.into_owned());
    let sessions = state.sessions();
    let _checking = sessions.checking.lock().await;
    if let Some(wait) = sessions.wait() {
        let problem = Problem::new(Kind::Tries, "the password was wrong too often");
        let problem = problem.retry_after(wait);
        return Ok(refused(
            problem,
            LoginError::TooOften,
            &head.headers,
            state.options(),
        ));
    }
    let options = state.options().clone();
    let is_right = spawn_blocking(move || {
        let password = options.password.as_ref();
        password.is_some_and(|password| password.is(&typed))
    });
    let is_right = is_right.await.unwrap_or(false);
    sessions.count(is_right);
    if !is_right {
        let problem = Problem::new(Kind::Login, "the password is wrong");
        return Ok(refused(
            problem,
            LoginError::Wrong,
            &head.headers,
            state.options(),
        ));
    }
    let cookie = cookie(
        &sessions.begin(),
        LIFETIME.as_secs(),
        &head.headers,
        state.options(),
    );
    Ok(with_cookie(&cookie, &head.headers, state.options()))
}

async fn logout(FromState(state): FromState<State>, headers: HeaderMap) -> Response {
    state.sessions().end(&headers);
    let cookie = cookie("", 0, &headers, state.options());
    with_cookie(&cookie, &headers, state.options())
}

/// Creates the value of a cookie that no script can read and no other site can send.
fn cookie(key: &str, seconds: u64, headers: &HeaderMap, options: &Options) -> String {
    // A proxy in front that encrypts says so.
    let proto = headers.get("x-forwarded-proto");
    let secure = match proto.is_some_and(|proto| proto == "https") {
        true => "; Secure",
        false => "",
    };
    let base = &options.base_path;
    format!("{COOKIE}={key}; HttpOnly; SameSite=Strict; Path={base}/; Max-Age={seconds}{secure}")
}

fn with_cookie(cookie: &str, headers: &HeaderMap, options: &Options) -> Response {
    let mut response = match takes_pages(headers) {
        true => see_other(&format!("{}/", options.base_path)),
        false => StatusCode::NO_CONTENT.into_response(),
    };
    // Made of hexadecimal digits and a checked path.
    if let Ok(cookie) = HeaderValue::from_str(cookie) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

/// Returns whether the client is a browser that shows pages.
pub(super) fn takes_pages(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT);
    let accepted = accepted.and_then(|value| value.to_str().ok());
    accepted.is_some_and(|accepted| accepted.contains("text/html"))
}

/// Leads a browser to another address of this server.
pub(super) fn see_other(to: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    if let Ok(to) = HeaderValue::from_str(to) {
        response.headers_mut().insert(header::LOCATION, to);
    }
    response
}
