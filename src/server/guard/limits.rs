//! Limits on the size of requests and the time for answers.

use axum::body::HttpBody;
use axum::extract::Request;
use axum::response::Response;

use crate::server::options::Limits;
use crate::server::problem::{Kind, Problem};

/// Checks the size of a request.
///
/// # Errors
/// The query string or the body is too long.
pub(super) fn check(request: &Request, limits: &Limits) -> Result<(), Problem> {
    if request
        .uri()
        .query()
        .is_some_and(|query| query.len() > limits.query)
    {
        let detail = format!("it has more than {} bytes", limits.query);
        return Err(Problem::new(Kind::QueryTooLong, detail));
    }
    // Of a body without a length, only as much is read as a route accepts.
    if request.body().size_hint().lower() > limits.body as u64 {
        let detail = format!("it has more than {} bytes", limits.body);
        return Err(Problem::new(Kind::BodyTooLong, detail));
    }
    Ok(())
}

/// Waits for an answer. The search behind it goes on, and counts as running, until it ends by itself.
///
/// # Errors
/// It takes too long.
pub(super) async fn in_time(
    answer: impl Future<Output = Response>,
    limits: &Limits,
) -> Result<Response, Problem> {
    let answer = tokio::time::timeout(limits.answer, answer).await;
    answer.map_err(|_| {
        let detail = format!("it takes more than {} seconds", limits.answer.as_secs());
        Problem::new(Kind::Timeout, detail)
    })
}
