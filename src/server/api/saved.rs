//! `saved`: the saved searches of the index.

use serde::Serialize;
use serde_json::Value as Json;

use super::answer::{Answer, Call};
use super::{Handler, Route};
use crate::render::{VERSION, write_line};
use crate::server::problem::{Kind, Problem};

/// The entry of this route.
pub(super) const ROUTE: Route = Route {
    path: "/saved",
    about: "The saved searches of the index, of several indexes those of the first",
    parameters: &[],
    schema: "api/saved",
    handler: Handler::Text(answer),
};

/// What the path `/api/v1/saved` returns. Keys are in this order:
///
/// - `v`: 1
/// - `searches`: what `saved --format jsonl` prints, a list
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Object {
    #[cfg_attr(test, schemars(extend("const" = 1)))]
    v: u32,
    searches: Vec<Json>,
}

fn answer(call: &Call) -> Result<Answer, Problem> {
    let searches = match call.options.indexes.first() {
        Some(dir) => (call.options.program.saved)(dir),
        None => Ok(Vec::new()),
    };
    let searches = searches.map_err(|message| Problem::new(Kind::Index, message))?;
    let object = Object {
        v: VERSION,
        searches,
    };
    Ok(Answer {
        // The file changes without a commit.
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
        check::<Object>("api/saved", "What the path `/api/v1/saved` returns.");
    }
}
