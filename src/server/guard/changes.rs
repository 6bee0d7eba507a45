//! The check of requests that change something: only with the token that pages of this server have, and not if it is
//! read-only.

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, header};

use crate::server::login;
use crate::server::problem::{Kind, Problem};
use crate::server::state::State;

/// The header with the token.
const HEADER: &str = "x-reportage-token";
/// The field of a form with the token.
const FIELD: &str = "token";
/// The media type of forms.
const FORM: &str = "application/x-www-form-urlencoded";

/// Checks a request, and returns it: the token may be in its body. A login has none yet; where it comes from has been
/// checked.
///
/// # Errors
/// It changes something without the token or though the server is read-only, or its body cannot be read.
pub(super) async fn check(request: Request, state: &State) -> Result<Request, Problem> {
    if request.method().is_safe() || login::is_login(request.uri().path(), state.options()) {
        return Ok(request);
    }
    if state.options().is_read_only && !login::is_logout(request.uri().path(), state.options()) {
        let detail = "the server was started with --read-only";
        return Err(Problem::new(Kind::ReadOnly, detail));
    }
    let is_right = |token: &str| state.token().is(token);
    if header_of(request.headers(), HEADER).is_some_and(is_right) {
        return Ok(request);
    }
    let is_form = header_of(request.headers(), header::CONTENT_TYPE.as_str());
    let missing = || Problem::new(Kind::Token, "the request has no token of this server");
    if !is_form.is_some_and(|kind| kind.starts_with(FORM)) {
        return Err(missing());
    }
    let (head, body) = request.into_parts();
    let body = read(body, state).await?;
    let mut fields = form_urlencoded::parse(&body);
    match fields.any(|(name, value)| name == FIELD && is_right(&value)) {
        true => Ok(Request::from_parts(head, Body::from(body))),
        false => Err(missing()),
    }
}

/// Reads a body.
///
/// # Errors
/// It is too long, or the client does not send it whole.
pub(in crate::server) async fn read(body: Body, state: &State) -> Result<Vec<u8>, Problem> {
    let most = state.options().limits.body;
    let body = to_bytes(body, most).await;
    let body = body.map_err(|_| {
        let detail = format!("it has more than {most} bytes, or is not whole");
        Problem::new(Kind::BodyTooLong, detail)
    })?;
    Ok(body.to_vec())
}

fn header_of<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}
