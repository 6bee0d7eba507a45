//! How a request is answered: from the current index, on a thread for searches, or with 304 if the client has the answer.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::path::ErrorKind;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State as FromState};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

use super::{Handler, Route, original, stream};
use crate::search::SearchError;
use crate::server::options::Options;
use crate::server::parameters::Parameters;
use crate::server::problem::{Kind, Problem};
use crate::server::state::{Snapshot, State};

/// The media type of answers.
pub(super) const JSON: &str = "application/json";

/// A request to a route.
pub(super) struct Call {
    /// The index.
    pub snapshot: Arc<Snapshot>,
    /// The parameters.
    pub parameters: Parameters,
    /// The id in the path, decoded; empty if the path has none.
    pub id: String,
    /// What the server was started with.
    pub options: Arc<Options>,
    /// What all requests share.
    pub state: State,
}

impl Call {
    /// Creates the problem of a search that failed.
    pub fn failed(&self, error: &SearchError) -> Problem {
        Problem::search(self.parameters.query_text(), error)
    }
}

/// An answer as one text.
pub(super) struct Answer {
    /// The text.
    pub body: Vec<u8>,
    /// Whether the answer depends on the index alone: it is the same until the next commit.
    pub is_lasting: bool,
    /// The cursor of the next page; `None` if this is the last one.
    pub next: Option<String>,
}

impl Answer {
    /// Creates the answer to a request that has no pages, by a function that writes JSON.
    pub fn written(
        depends_on_now: bool,
        write: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>,
    ) -> Answer {
        let mut body = Vec::new();
        write(&mut body).expect("memory can be written to");
        Answer {
            body,
            is_lasting: !depends_on_now,
            next: None,
        }
    }
}

/// Answers a request to a route.
pub(super) async fn answer(
    route: &'static Route,
    FromState(state): FromState<State>,
    id: Result<Path<String>, PathRejection>,
    head: Parts,
) -> Result<Response, Problem> {
    let query = head.uri.query().unwrap_or_default();
    let call = Call {
        parameters: Parameters::read(query, route.parameters)?,
        snapshot: state.snapshot().await,
        options: state.options().clone(),
        state: state.clone(),
        id: match id {
            Ok(Path(id)) => id,
            Err(PathRejection::FailedToDeserializePathParams(error))
                if matches!(error.kind(), ErrorKind::InvalidUtf8InPathParam { .. }) =>
            {
                return Err(Problem::new(Kind::NotFound, "an id is UTF-8"));
            }
            // The path of the route has no id.
            Err(_) => String::new(),
        },
    };
    match route.handler {
        Handler::Text(answer) => {
            let tag = entity_tag(&call.snapshot);
            // Only an answer shows whether the request is valid and whether it has a tag.
            let answer = state.run(move || answer(&call)).await?;
            match answer.is_lasting && is_known(&head.headers, &tag) {
                true => Ok(not_modified(&tag)),
                false => Ok(respond(answer, &tag, &state, &head.uri)),
            }
        }
        Handler::Stream(stream) => stream::answer(stream, call, &state).await,
        Handler::File(original) => {
            let original = state.run(move || original(&call)).await?;
            original::send(original, head.method, head.headers).await
        }
    }
}

fn respond(answer: Answer, tag: &str, state: &State, uri: &Uri) -> Response {
    let mut response = Response::new(Body::from(answer.body));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(JSON));
    match answer.is_lasting {
        true => insert_tag(headers, tag),
        false => {
            let value = HeaderValue::from_static("no-store");
            headers.insert(header::CACHE_CONTROL, value);
        }
    }
    if let Some(cursor) = &answer.next {
        let next = next_page(&state.options().base_path, uri, cursor);
        // Query strings are ASCII.
        if let Ok(value) = HeaderValue::from_str(&format!("<{next}>; rel=\"next\"")) {
            headers.insert(header::LINK, value);
        }
    }
    response
}

/// Returns the address of the next page: this one with another cursor.
fn next_page(base: &str, uri: &Uri, cursor: &str) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()) {
        if name != "cursor" {
            query.append_pair(&name, &value);
        }
    }
    let query = query.append_pair("cursor", cursor).finish();
    let path = uri.path();
    format!("{base}{path}?{query}")
}

/// Returns the entity tag of all lasting answers from an index: those of one path are the same until the next commit. It
/// is weak, because compression changes the bytes.
fn entity_tag(snapshot: &Snapshot) -> String {
    let program = env!("CARGO_PKG_VERSION");
    format!("W/\"{program}-{:016x}\"", snapshot.version)
}

fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let known = headers.get_all(header::IF_NONE_MATCH).iter();
    let mut known = known.filter_map(|value| value.to_str().ok());
    known.any(|value| value.split(',').any(|known| known.trim() == tag))
}

fn insert_tag(headers: &mut HeaderMap, tag: &str) {
    if let Ok(value) = HeaderValue::from_str(tag) {
        headers.insert(header::ETAG, value);
    }
    let value = HeaderValue::from_static("private, no-cache");
    headers.insert(header::CACHE_CONTROL, value);
}

fn not_modified(tag: &str) -> Response {
    let mut response = StatusCode::NOT_MODIFIED.into_response();
    insert_tag(response.headers_mut(), tag);
    response
}
