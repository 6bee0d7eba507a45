//! Completions of what is being typed, as JSON.

use std::io::{self, Write};

use serde::Serialize;

use super::object::{VERSION, write_line};
use crate::response::completions::{Completion, CompletionKind};

/// What the path `/api/v1/suggest` returns. Keys are in this order:
///
/// - `v`: 1
/// - `prefix`: what was typed
/// - `completions`: each with `text`, to put in place of what was typed, as a query has it, `kind` (`name` of a facet or
///   field, `value` of a facet, `language`, `word`), of a value `facet` and `path`, and `reports`, how many reports have
///   it; null for names
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Object<'a> {
    #[cfg_attr(test, schemars(extend("const" = 1)))]
    v: u32,
    prefix: &'a str,
    completions: Vec<CompletionObject<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct CompletionObject<'a> {
    text: &'a str,
    #[cfg_attr(test, schemars(extend("enum" = ["name", "value", "language", "word"])))]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    facet: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
    reports: Option<u64>,
}

impl<'a> CompletionObject<'a> {
    fn of(completion: &'a Completion) -> CompletionObject<'a> {
        let (kind, facet, path) = match &completion.kind {
            CompletionKind::Name => ("name", None, None),
            CompletionKind::Value { facet, path } => {
                ("value", Some(facet.as_str()), Some(path.as_str()))
            }
            CompletionKind::Language => ("language", None, None),
            CompletionKind::Word => ("word", None, None),
        };
        CompletionObject {
            text: &completion.text,
            kind,
            facet,
            path,
            reports: completion.reports,
        }
    }
}

/// Writes the completions of `prefix` as one line of JSON.
///
/// # Errors
/// `out` cannot be written to.
pub fn write_json(out: &mut dyn Write, prefix: &str, completions: &[Completion]) -> io::Result<()> {
    let object = Object {
        v: VERSION,
        prefix,
        completions: completions.iter().map(CompletionObject::of).collect(),
    };
    write_line(out, &object)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_is_that_of_what_is_written() {
        use crate::render::schema_files::check;
        check::<Object>("api/suggest", "What the path `/api/v1/suggest` returns.");
    }
}
