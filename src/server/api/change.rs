//! Changes: `POST` with the fields of a form. A browser is led back to a page; a program gets no content.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State as FromState};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::answer::Call;
use crate::server::guard::read_body;
use crate::server::login::{see_other, takes_pages};
use crate::server::parameters::{Parameter, Parameters, Value, parameter};
use crate::server::problem::{Kind, Problem};
use crate::server::state::State;

/// A request that changes something.
#[derive(Debug, Clone, Copy)]
pub(super) struct Change {
    /// The path below [`BASE`](super::BASE).
    pub path: &'static str,
    /// What it does, in a sentence.
    pub about: &'static str,
    /// The tables of its fields, besides [`FORM`].
    pub fields: &'static [&'static [Parameter]],
    /// Does it, on a thread of its own and while no other change is made.
    pub run: fn(&Call) -> Result<Done, Problem>,
}

/// A change that has been made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Done {
    /// The page to show instead of the one in the field `back`: a path with its query, below the base path.
    pub to: Option<String>,
}

/// The fields that all forms may have.
pub(super) const FORM: &[Parameter] = &[
    parameter(
        "token",
        Value::Text,
        "The token of `/session`, unless it is in the header `X-Reportage-Token`",
    ),
    parameter(
        "back",
        Value::Text,
        "The page that a browser is led to, as a path of this server; without it the search page",
    ),
];

/// Makes a change and answers.
pub(super) async fn answer(
    change: &'static Change,
    FromState(state): FromState<State>,
    request: Request,
) -> Result<Response, Problem> {
    let (head, body) = request.into_parts();
    let parameters = fields(change, body, &state).await?;
    let back = parameters.text("back").unwrap_or_default().to_owned();
    let call = Call {
        parameters,
        snapshot: state.snapshot().await,
        options: Arc::clone(state.options()),
        state: state.clone(),
        id: String::new(),
    };
    let done = state.change(move || (change.run)(&call)).await?;
    let base = &state.options().base_path;
    Ok(match (takes_pages(&head.headers), done.to) {
        (false, _) => StatusCode::NO_CONTENT.into_response(),
        (true, Some(to)) => see_other(&format!("{base}{to}")),
        (true, None) => see_other(own_path(&back, base)),
    })
}

async fn fields(change: &Change, body: Body, state: &State) -> Result<Parameters, Problem> {
    let body = read_body(body, state).await?;
    let body = String::from_utf8(body)
        .map_err(|_| Problem::new(Kind::Parameter, "the form is not percent-encoded text"))?;
    let mut tables = vec![FORM];
    tables.extend(change.fields);
    Parameters::read(&body, &tables)
}

/// Returns a path of this server; its search page if `path` could lead elsewhere.
fn own_path<'a>(path: &'a str, base: &'a str) -> &'a str {
    let below = path.strip_prefix(base).unwrap_or_default();
    let is_own = below.starts_with('/')
        && !below.starts_with("//")
        && path.chars().all(|c| c.is_ascii_graphic() && c != '\\');
    match (is_own, base) {
        (true, _) => path,
        (false, "") => "/",
        (false, base) => base,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_leads_to_pages_of_this_server_only() {
        for (path, base, wanted) in [
            ("/report/a?q=b#c", "", "/report/a?q=b#c"),
            ("/desk/saved", "/desk", "/desk/saved"),
            ("/saved", "/desk", "/desk"),
            ("//evil.example/", "", "/"),
            ("/\\evil.example", "", "/"),
            ("https://evil.example/", "", "/"),
            ("/a\r\nSet-Cookie: b", "", "/"),
            ("", "", "/"),
        ] {
            assert_eq!(own_path(path, base), wanted, "{path}");
        }
    }
}
