//! `session`: what a page must know to send changes.

use serde::Serialize;

use super::answer::{Answer, Call};
use super::{Handler, Route};
use crate::render::{VERSION, write_line};
use crate::server::problem::Problem;

/// The entry of this route.
pub(super) const ROUTE: Route = Route {
    path: "/session",
    about: "The token that requests other than GET and HEAD must have, and what the server was started with",
    parameters: &[],
    schema: "api/session",
    handler: Handler::Text(answer),
};

/// What the path `/api/v1/session` returns. Keys are in this order:
///
/// - `v`: 1
/// - `token`: for the header `X-Reportage-Token` or the field `token` of a form; another one after a restart
/// - `read_only`: whether the server changes nothing
/// - `password`: whether it has a password
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Object {
    #[cfg_attr(test, schemars(extend("const" = 1)))]
    v: u32,
    token: String,
    read_only: bool,
    password: bool,
}

fn answer(call: &Call) -> Result<Answer, Problem> {
    let object = Object {
        v: VERSION,
        token: call.state.token().to_string(),
        read_only: call.options.is_read_only,
        password: call.options.password.is_some(),
    };
    Ok(Answer {
        is_lasting: false,
        ..Answer::written(true, |out| write_line(out, &object))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_is_that_of_what_is_written() {
        use crate::render::schema_files::check;
        check::<Object>("api/session", "What the path `/api/v1/session` returns.");
    }
}
