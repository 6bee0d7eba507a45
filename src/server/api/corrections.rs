//! `corrections`: the facet values that people have rejected or accepted for single reports.

use std::path::PathBuf;

use serde::Serialize;

use super::answer::{Answer, Call};
use super::change::{Change, Done};
use super::report::unknown;
use super::{Handler, Route};
use crate::facet_path;
use crate::index::{OpenIndex, write_correction};
use crate::render::{VERSION, write_line};
use crate::schema::corrections::{Correction, Verdict};
use crate::search::Searcher;
use crate::server::corrected::corrections;
use crate::server::parameters::{Parameter, Value, required};
use crate::server::problem::{Kind, Problem};

/// The entry of this route.
pub(super) const ROUTE: Route = Route {
    path: "/corrections",
    about: "The facet values that people have rejected or accepted for single reports, of several indexes those of all",
    parameters: &[],
    schema: "api/corrections",
    handler: Handler::Text(answer),
};

/// Makes a correction, or undoes it.
pub(super) const CHANGE: Change = Change {
    path: "/corrections",
    about: "Reject or accept a facet value for a report, or undo that",
    fields: &[FIELDS],
    run,
};

const FIELDS: &[Parameter] = &[
    required("report", Value::Text, "The id of the report"),
    required("facet", Value::Text, "The name of the facet"),
    required("value", Value::Text, "A value: a path, a name or an alias"),
    required(
        "verdict",
        Value::Choice(&["reject", "accept", "undo"]),
        "What to do with it: `undo` removes the earlier decision",
    ),
];

/// What the path `/api/v1/corrections` returns. Keys are in this order:
///
/// - `v`: 1
/// - `corrections`: a list, in the order of ids
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Object {
    #[cfg_attr(test, schemars(extend("const" = 1)))]
    v: u32,
    corrections: Vec<Row>,
}

/// A correction. Keys are in this order:
///
/// - `report`: the id of the report
/// - `facet`, `value`: the name of the facet and the path of the value
/// - `verdict`: `reject` or `accept`
/// - `applied`: whether the index has it; if not, the next indexing run applies it
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Row {
    report: String,
    facet: String,
    value: String,
    verdict: &'static str,
    applied: bool,
}

fn answer(call: &Call) -> Result<Answer, Problem> {
    let searcher = &call.snapshot.searcher;
    let known = corrections(searcher, &call.options.indexes, None);
    let known = known.map_err(|error| Problem::index(&error))?.into_iter();
    let rows = known.map(|row| Row {
        report: row.correction.report,
        facet: row.correction.facet,
        value: row.correction.path,
        verdict: row.correction.verdict.name(),
        applied: row.is_applied,
    });
    let object = Object {
        v: VERSION,
        corrections: rows.collect(),
    };
    Ok(Answer {
        // The file changes without a commit.
        is_lasting: false,
        ..Answer::written(true, |out| write_line(out, &object))
    })
}

fn run(call: &Call) -> Result<Done, Problem> {
    let field = |name| call.parameters.text(name).unwrap_or_default();
    let (id, facet) = (field("report"), field("facet"));
    let searcher = &call.snapshot.searcher;
    let report = searcher.report(id).map_err(|error| call.failed(&error))?;
    let is_undone = field("verdict") == "undo";
    let verdict = match field("verdict") {
        "accept" => Verdict::Accept,
        _ => Verdict::Reject,
    };
    let path = match is_undone {
        // It may no longer be a value of the index, nor the report be in it.
        true if facet_path::split(field("value")).is_some() => field("value").to_owned(),
        _ => one_value(call, facet, field("value"))?,
    };
    if !is_undone {
        let report = report.ok_or_else(|| unknown(id))?;
        if verdict == Verdict::Reject && !report.head.is_filed_under(facet, &path) {
            let detail = format!("`{id}` is not filed under {facet}={path}");
            return Err(Problem::parameter("value", detail));
        }
    }
    let dir = index_of(call, id)?;
    let facets = searcher.facets().iter();
    let facets: Vec<&str> = facets.map(|facet| facet.name.as_str()).collect();
    let correction = Correction {
        report: id.to_owned(),
        facet: facet.to_owned(),
        path,
        verdict,
    };
    write_correction(&dir, &facets, &correction, is_undone)
        .map_err(|error| Problem::index(&error))?;
    (call.options.program.tag_again)(&dir).map_err(|message| Problem::new(Kind::Index, message))?;
    Ok(Done::default())
}

/// Resolves a value to a path.
///
/// # Errors
/// The index and its tables do not have it, or it has several meanings.
fn one_value(call: &Call, facet: &str, value: &str) -> Result<String, Problem> {
    let paths = call.snapshot.searcher.facet_paths(facet, value, None);
    let paths = paths.map_err(|error| call.failed(&error))?;
    match &paths[..] {
        [path] => Ok(path.clone()),
        several => {
            let detail = format!("{facet} `{value}` has several meanings");
            let hint = format!("name one of {}", several.join(", "));
            Err(Problem::parameter("value", detail).hint(Some(hint)))
        }
    }
}

/// Returns the directory of the index that has a report: of several, the first that does; else the first.
fn index_of(call: &Call, id: &str) -> Result<PathBuf, Problem> {
    let dirs = &call.options.indexes;
    if let [_, _, ..] = &dirs[..] {
        for dir in dirs {
            let index = OpenIndex::open(dir).map_err(|error| Problem::index(&error))?;
            let searcher = Searcher::new(index).map_err(|error| call.failed(&error))?;
            let report = searcher.report(id).map_err(|error| call.failed(&error))?;
            if report.is_some() {
                return Ok(dir.clone());
            }
        }
    }
    let first = dirs.first().cloned();
    first.ok_or_else(|| Problem::new(Kind::Index, "the server has no index"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_is_that_of_what_is_written() {
        use crate::render::schema_files::check;
        check::<Object>(
            "api/corrections",
            "What the path `/api/v1/corrections` returns.",
        );
    }
}
