//! `indexing`: the folders that can be indexed from the page, with what is going on with each.

use serde::Serialize;

use super::answer::{Answer, Call};
use super::change::{Change, Done};
use super::{Handler, Route};
use crate::render::{VERSION, write_line};
use crate::server::indexing::Phase;
use crate::server::parameters::{Parameter, Value, required};
use crate::server::problem::Problem;

/// The entry of this route.
pub(super) const ROUTE: Route = Route {
    path: "/indexing",
    about: "The folders that were given to the server, and how far indexing each has come",
    parameters: &[],
    schema: "api/indexing",
    handler: Handler::Text(answer),
};

/// Starts indexing.
pub(super) const START: Change = Change {
    path: "/indexing",
    about: "Index a folder that was given to the server, or bring its index up to date; the answer does not wait for the end",
    fields: &[FIELDS],
    run: start,
};

const FIELDS: &[Parameter] = &[required(
    "folder",
    Value::Number(0, u16::MAX as usize),
    "The number of the folder in the list, from 0",
)];

/// What the path `/api/v1/indexing` returns. Keys are in this order:
///
/// - `v`: 1
/// - `folders`: a list, in the order of the command line
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Object {
    #[cfg_attr(test, schemars(extend("const" = 1)))]
    v: u32,
    folders: Vec<Row>,
}

/// A folder. Keys are in this order:
///
/// - `path`: where it is
/// - `state`: `idle`, `waiting` for another folder, `running`, `done`, `failed`
/// - `reports`: how many reports were read in this run
/// - `bytes`, `total`: how many bytes of its files were read, and how many there are to read
/// - `seconds`: for how long
/// - `message`: why it failed
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Row {
    path: String,
    state: &'static str,
    reports: u64,
    bytes: u64,
    total: u64,
    seconds: f64,
    message: Option<String>,
}

fn answer(call: &Call) -> Result<Answer, Problem> {
    let folders = call.state.indexing().folders().into_iter();
    let rows = folders.map(|(folder, phase)| {
        let state = phase.name();
        let (progress, time, message) = match phase {
            Phase::Running(progress, time) | Phase::Done(progress, time) => (progress, time, None),
            Phase::Failed(message) => (Default::default(), Default::default(), Some(message)),
            Phase::Idle | Phase::Waiting => Default::default(),
        };
        Row {
            path: folder.path.display().to_string(),
            state,
            reports: progress.reports,
            bytes: progress.bytes,
            total: progress.total,
            seconds: time.as_secs_f64(),
            message,
        }
    });
    let object = Object {
        v: VERSION,
        folders: rows.collect(),
    };
    Ok(Answer {
        is_lasting: false,
        ..Answer::written(true, |out| write_line(out, &object))
    })
}

fn start(call: &Call) -> Result<Done, Problem> {
    let folder = call.parameters.number("folder").unwrap_or_default();
    match call.state.indexing().start(folder) {
        true => Ok(Done::default()),
        false => {
            let detail = format!("the server was started with no folder {folder}");
            Err(Problem::parameter("folder", detail))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_is_that_of_what_is_written() {
        use crate::render::schema_files::check;
        check::<Object>("api/indexing", "What the path `/api/v1/indexing` returns.");
    }
}
