//! Errors as problem details (RFC 9457): JSON with a type, a title, a status and what is wrong with this request.

use std::error::Error;
use std::io;
use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::index::IndexError;
use crate::query::SyntaxError;
use crate::render::write_line;
use crate::search::{FilterError, SearchError};

/// The media type of problem details.
pub(super) const MEDIA_TYPE: &str = "application/problem+json";

/// The prefix of each `type`.
const TYPE: &str = "urn:reportage:problem:";

/// A kind of problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The query cannot be parsed, or names what the index does not have.
    Query,
    /// A parameter is unknown or has an invalid value.
    Parameter,
    /// Nothing has this path or id.
    NotFound,
    /// The path has no such method.
    Method,
    /// `Host` is not a name of this server.
    Host,
    /// The request comes from another site.
    Origin,
    /// The password is wrong or missing.
    Login,
    /// The password was wrong too often.
    Tries,
    /// A request that changes something has no token.
    Token,
    /// The server changes nothing.
    ReadOnly,
    /// The query string is too long.
    QueryTooLong,
    /// The body is too long.
    BodyTooLong,
    /// The index has changed since the cursor was returned.
    IndexChanged,
    /// Too many searches at once.
    Busy,
    /// Answering takes too long.
    Timeout,
    /// The index cannot be read.
    Index,
    /// A fault of the server.
    Internal,
}

impl Kind {
    /// Returns the name at the end of `type`, the status and the title.
    const fn describe(self) -> (&'static str, StatusCode, &'static str) {
        match self {
            Kind::Query => ("query", StatusCode::BAD_REQUEST, "The query is not valid"),
            Kind::Parameter => (
                "parameter",
                StatusCode::BAD_REQUEST,
                "A parameter is not valid",
            ),
            Kind::NotFound => ("not-found", StatusCode::NOT_FOUND, "Not found"),
            Kind::Method => (
                "method",
                StatusCode::METHOD_NOT_ALLOWED,
                "The path does not have this method",
            ),
            Kind::Host => (
                "host",
                StatusCode::MISDIRECTED_REQUEST,
                "The server does not have this name",
            ),
            Kind::Origin => (
                "origin",
                StatusCode::FORBIDDEN,
                "Requests from other sites are refused",
            ),
            Kind::Login => (
                "login",
                StatusCode::UNAUTHORIZED,
                "The server has a password",
            ),
            Kind::Tries => (
                "tries",
                StatusCode::TOO_MANY_REQUESTS,
                "Too many wrong passwords",
            ),
            Kind::Token => ("token", StatusCode::FORBIDDEN, "The token is missing"),
            Kind::ReadOnly => (
                "read-only",
                StatusCode::FORBIDDEN,
                "The server changes nothing",
            ),
            Kind::QueryTooLong => (
                "query-too-long",
                StatusCode::URI_TOO_LONG,
                "The query string is too long",
            ),
            Kind::BodyTooLong => (
                "body-too-long",
                StatusCode::PAYLOAD_TOO_LARGE,
                "The body is too long",
            ),
            Kind::IndexChanged => (
                "index-changed",
                StatusCode::CONFLICT,
                "The index has changed since the first page",
            ),
            Kind::Busy => (
                "busy",
                StatusCode::SERVICE_UNAVAILABLE,
                "Too many searches at once",
            ),
            Kind::Timeout => (
                "timeout",
                StatusCode::SERVICE_UNAVAILABLE,
                "Answering takes too long",
            ),
            Kind::Index => (
                "index",
                StatusCode::SERVICE_UNAVAILABLE,
                "The index cannot be read",
            ),
            Kind::Internal => (
                "internal",
                StatusCode::INTERNAL_SERVER_ERROR,
                "A fault of the server",
            ),
        }
    }
}

/// A problem as JSON. Keys are in this order:
///
/// - `type`: `urn:reportage:problem:` and the kind
/// - `title`: the kind in words
/// - `status`: the status code
/// - `detail`: what is wrong with this request
/// - `parameter`: only if one is wrong: its name
/// - `span`: only for a place in the query: `[start, end)` in `q`, in code points
/// - `hint`: only if there is one: what to write instead
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Object<'a> {
    #[serde(rename = "type")]
    type_: String,
    title: &'a str,
    status: u16,
    detail: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    span: Option<[usize; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<&'a str>,
}

/// Why a request is not answered.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Problem {
    kind: Kind,
    detail: String,
    /// The name of the wrong parameter.
    parameter: Option<String>,
    /// The place in the query, in code points.
    span: Option<[usize; 2]>,
    hint: Option<String>,
    remedy: Option<Box<Remedy>>,
    /// Seconds for the header `Retry-After`.
    retry_after: Option<u32>,
}

/// Why a query has no answer, for the reader of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct QueryError {
    /// The message, in English.
    pub message: String,
    /// Where in the query, in code points; `None` if it is about a filter.
    pub span: Option<[usize; 2]>,
    /// What to do about it, in English; `None` if there is a remedy.
    pub hint: Option<String>,
    /// What a link can do about it.
    pub remedy: Option<Box<Remedy>>,
}

/// What the reader of a page can do about an error by following a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Remedy {
    /// Take the query as words only.
    Plain,
    /// Choose another value of a facet than the one that is written.
    Values {
        /// The name of the facet.
        facet: String,
        /// The value as written.
        written: String,
        /// The paths of values with similar names; at least one.
        nearest: Vec<String>,
    },
}

impl Problem {
    /// Creates a problem from what is wrong with this request.
    pub fn new(kind: Kind, detail: impl Into<String>) -> Problem {
        Problem {
            kind,
            detail: detail.into(),
            parameter: None,
            span: None,
            hint: None,
            remedy: None,
            retry_after: None,
        }
    }

    /// Creates the problem of a panic, whose message is not for clients.
    pub fn fault() -> Problem {
        Problem::new(Kind::Internal, "the request could not be answered")
    }

    /// Creates a problem of a parameter.
    pub fn parameter(name: &str, detail: impl Into<String>) -> Problem {
        Problem {
            parameter: Some(name.to_owned()),
            ..Problem::new(Kind::Parameter, detail)
        }
    }

    /// Creates a problem of a filter.
    pub fn filter(error: &FilterError) -> Problem {
        Problem::parameter(error.name(), error.to_string()).hint(error.hint().map(str::to_owned))
    }

    /// Creates a problem from a query with a syntax error.
    pub fn syntax(query: &str, error: &SyntaxError) -> Problem {
        let hint =
            "with the parameter `plain`, the query is words only and no operator means anything";
        Problem {
            parameter: Some("q".to_owned()),
            span: Some(code_points(query, &error.span)),
            remedy: Some(Box::new(Remedy::Plain)),
            ..Problem::new(Kind::Query, error.to_string())
        }
        .hint(Some(hint.to_owned()))
    }

    /// Creates a problem from an error of a search for `query`.
    pub fn search(query: &str, error: &SearchError) -> Problem {
        let (span, hint) = match error {
            SearchError::Index(error) => return Problem::index(error),
            SearchError::BadDimension { .. } => {
                let examples =
                    "area, area=Haiti, area@2, area@leaves, date@month, source, language";
                (None, Some(format!("for example {examples}")))
            }
            SearchError::Misfit { span, .. } => (Some(span), None),
            SearchError::UnknownFacet {
                known,
                nearest,
                span,
                ..
            } => {
                let known = format!("the facets are {}", known.join(", "));
                let hint = did_you_mean(nearest).map(|hint| format!("{hint} {known}"));
                (span.as_ref(), Some(hint.unwrap_or(known)))
            }
            SearchError::UnknownReport { nearest, span, .. } => (Some(span), did_you_mean(nearest)),
            SearchError::NoPosition { span, .. } => (span.as_ref(), None),
            SearchError::UnknownAnywhere { nearest, span, .. }
            | SearchError::UnknownValue { nearest, span, .. } => {
                (span.as_ref(), did_you_mean(nearest))
            }
        };
        let remedy = match error {
            SearchError::UnknownValue {
                facet,
                value,
                nearest,
                ..
            } if !nearest.is_empty() => Some(Box::new(Remedy::Values {
                facet: facet.clone(),
                written: value.clone(),
                nearest: nearest.clone(),
            })),
            _ => None,
        };
        Problem {
            remedy,
            parameter: span.map(|_| "q".to_owned()),
            span: span.map(|span| code_points(query, span)),
            ..Problem::new(Kind::Query, error.to_string())
        }
        .hint(hint)
    }

    /// Creates a problem from an index that cannot be read.
    pub fn index(error: &IndexError) -> Problem {
        let mut detail = error.to_string();
        let mut cause = error.source();
        while let Some(error) = cause {
            detail.push_str(&format!(": {error}"));
            cause = error.source();
        }
        Problem::new(Kind::Index, detail)
    }

    /// Sets what to write instead.
    pub fn hint(self, hint: Option<String>) -> Problem {
        Problem { hint, ..self }
    }

    /// Sets the parameter that is wrong.
    pub fn of_parameter(self, name: &str) -> Problem {
        Problem {
            parameter: Some(name.to_owned()),
            ..self
        }
    }

    /// Removes the place in the query.
    pub fn without_place(self) -> Problem {
        Problem {
            parameter: None,
            span: None,
            ..self
        }
    }

    /// Sets after what time to try again, rounded up to seconds.
    pub fn retry_after(self, time: Duration) -> Problem {
        let seconds = time.as_secs() + u64::from(time.subsec_nanos() > 0);
        Problem {
            retry_after: Some(u32::try_from(seconds).unwrap_or(u32::MAX)),
            ..self
        }
    }

    /// Returns what is wrong with a query or a parameter, for the reader of a page.
    ///
    /// # Errors
    /// It is another kind of problem, which a reader cannot mend.
    pub fn of_query(self) -> Result<QueryError, Problem> {
        if !matches!(self.kind, Kind::Query | Kind::Parameter) {
            return Err(self);
        }
        Ok(QueryError {
            message: self.detail,
            span: self.span,
            hint: self.hint.filter(|_| self.remedy.is_none()),
            remedy: self.remedy,
        })
    }

    /// Returns whether nothing has the path or id of the request.
    pub fn is_missing(&self) -> bool {
        self.kind == Kind::NotFound
    }

    /// Returns what to write instead, in English.
    pub fn hint_text(&self) -> Option<&str> {
        self.hint.as_deref()
    }

    /// Returns the kind in words.
    pub fn title(&self) -> &'static str {
        let (_, _, title) = self.kind.describe();
        title
    }

    /// Returns what is wrong with this request.
    pub fn detail(&self) -> &str {
        &self.detail
    }

    /// Returns the status code.
    pub fn status(&self) -> StatusCode {
        let (_, status, _) = self.kind.describe();
        status
    }

    /// Returns the name of the wrong parameter.
    #[cfg(test)]
    pub fn wrong_parameter(&self) -> Option<&str> {
        self.parameter.as_deref()
    }

    fn object(&self) -> Object<'_> {
        let (name, status, title) = self.kind.describe();
        Object {
            type_: format!("{TYPE}{name}"),
            title,
            status: status.as_u16(),
            detail: &self.detail,
            parameter: self.parameter.as_deref(),
            span: self.span,
            hint: self.hint.as_deref(),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut body = Vec::new();
        write_line(&mut body, &self.object()).expect("memory can be written to");
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = self.status();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if self.kind == Kind::Login {
            // Required by HTTP; no browser knows it, so that none shows a window of its own.
            let challenge = HeaderValue::from_static("Cookie realm=\"reportage\"");
            headers.insert(header::WWW_AUTHENTICATE, challenge);
        }
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        // For whoever shows it to a person instead.
        response.extensions_mut().insert(self);
        response
    }
}

impl From<io::Error> for Problem {
    /// Only writing to a client that has gone fails in answers, so nobody sees this.
    fn from(error: io::Error) -> Problem {
        Problem::new(Kind::Internal, error.to_string())
    }
}

fn did_you_mean(nearest: &[String]) -> Option<String> {
    (!nearest.is_empty()).then(|| format!("did you mean {}?", nearest.join(" or ")))
}

/// Converts a span of bytes to code points.
fn code_points(text: &str, span: &std::ops::Range<usize>) -> [usize; 2] {
    let count = |end: usize| text.char_indices().take_while(|(at, _)| *at < end).count();
    [count(span.start), count(span.end)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_in_a_query_is_in_code_points() {
        let query = "Haïti (a";
        let problem = Problem::syntax(query, &crate::query::parse(query).unwrap_err());
        assert_eq!(problem.span, Some([6, 7]));
        assert_eq!(problem.status(), StatusCode::BAD_REQUEST);
    }

    #[test]
    fn the_schema_is_that_of_what_is_written() {
        use crate::render::schema_files::check;
        check::<Object>(
            "api/problem",
            "Why a request below `/api/v1` is not answered.",
        );
    }

    #[test]
    fn a_time_to_wait_is_rounded_up() {
        let problem = Problem::new(Kind::Busy, "").retry_after(Duration::from_millis(1200));
        assert_eq!(problem.into_response().headers()["retry-after"], "2");
    }
}
