//! `saved`: the saved searches of the index: listed, saved, run and removed.

use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::Value as Json;

use super::answer::{Answer, Call};
use super::change::{Change, Done};
use super::{Handler, Route};
use crate::render::{VERSION, write_line};
use crate::search::{Request, saved_name};
use crate::server::options::SearchToSave;
use crate::server::parameters::{
    CHANGED_SINCE, EXPAND, Parameter, QUERY, SORT, Value, parameter, required,
};
use crate::server::problem::{Kind, Problem};
use crate::server::saved::{self, Saved};

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

/// Saves a search.
pub(super) const SAVE: Change = Change {
    path: "/saved",
    about: "Save a search; of several indexes, beside the first",
    fields: &[&[NAME, REPLACE], QUERY, &[SORT, EXPAND]],
    run: save,
};

/// Runs a saved search.
pub(super) const RUN: Change = Change {
    path: "/saved/run",
    about: "Mark a saved search as run: what the index has now is no longer new. A browser is led to what was new",
    fields: &[&[NAME]],
    run,
};

/// Removes a saved search.
pub(super) const REMOVE: Change = Change {
    path: "/saved/remove",
    about: "Remove a saved search",
    fields: &[&[NAME]],
    run: remove,
};

const NAME: Parameter = required("name", Value::Text, "The name of the search");
const REPLACE: Parameter = parameter(
    "replace",
    Value::Switch,
    "Replace the search that has the name",
);
fn answer(call: &Call) -> Result<Answer, Problem> {
    let searches = saved::objects(&call.options)?;
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

fn save(call: &Call) -> Result<Done, Problem> {
    let name = saved_name(call.parameters.text("name").unwrap_or_default());
    let name = name.map_err(|detail| Problem::parameter("name", detail))?;
    if call.parameters.text(CHANGED_SINCE).is_some() {
        let detail = "a saved search finds out by itself what is new";
        return Err(Problem::parameter(CHANGED_SINCE, detail));
    }
    let known = saved::searches(&call.options)?;
    if known.iter().any(|known| known.name == name) && !call.parameters.is_on("replace") {
        let detail = format!("there is already a search named `{name}`");
        return Err(Problem::parameter("name", detail));
    }
    // An invalid search is not saved.
    let (request, _) = call.parameters.request()?;
    let request = Request {
        limit: Some(0),
        ..request
    };
    let searcher = &call.snapshot.searcher;
    searcher
        .search(&request)
        .map_err(|error| call.failed(&error))?;
    let mut flags = Vec::new();
    for flag in saved::flags() {
        let values = call.parameters.texts(flag).into_iter();
        flags.extend(values.map(|value| (flag.to_owned(), value)));
    }
    let search = SearchToSave {
        name: name.to_owned(),
        query: call.parameters.query_text().to_owned(),
        flags,
    };
    let saved = (call.options.program.save_search)(dir(call)?, &search);
    saved.map_err(|message| Problem::new(Kind::Index, message))?;
    Ok(Done::default())
}

fn run(call: &Call) -> Result<Done, Problem> {
    let search = named(call)?;
    let ran = (call.options.program.mark_as_run)(dir(call)?, &search.name);
    ran.map_err(|message| Problem::new(Kind::Index, message))?;
    Ok(Done {
        to: Some(format!("/?{}", search.since_last_run())),
    })
}

fn remove(call: &Call) -> Result<Done, Problem> {
    let search = named(call)?;
    let removed = (call.options.program.remove_search)(dir(call)?, &search.name);
    removed.map_err(|message| Problem::new(Kind::Index, message))?;
    Ok(Done::default())
}

fn named(call: &Call) -> Result<Saved, Problem> {
    let name = call.parameters.text("name").unwrap_or_default();
    let mut known = saved::searches(&call.options)?.into_iter();
    let search = known.find(|known| known.name == name);
    search.ok_or_else(|| {
        let detail = format!("no saved search is named `{name}`");
        Problem::parameter("name", detail)
    })
}

fn dir(call: &Call) -> Result<&Path, Problem> {
    let first = call.options.indexes.first().map(PathBuf::as_path);
    first.ok_or_else(|| Problem::new(Kind::Index, "the server has no index"))
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
