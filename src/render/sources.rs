//! A file of an index with its state, as JSON.

use std::io::{self, Write};

use serde::Serialize;

use super::object::{VERSION, write_line};
use crate::response::sources::SourceStatus;

/// A line of `sources --format jsonl`: a file.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Object<'a> {
    #[cfg_attr(test, schemars(extend("const" = 1)))]
    v: u32,
    path: &'a str,
    root: Option<&'a str>,
    /// `indexed`, `skipped`, `failed`, `unfinished`.
    state: &'static str,
    reports: u64,
    /// The size, in bytes.
    size: u64,
    /// The kind of a skipped file, such as `.png`.
    kind: Option<&'a str>,
    failures: &'a [String],
    /// The date since which reading it has failed.
    failing_since: Option<&'a str>,
}

/// Writes a file as one line of JSON.
///
/// # Errors
/// `out` cannot be written to.
pub fn write_json(out: &mut dyn Write, source: &SourceStatus) -> io::Result<()> {
    let object = Object {
        v: VERSION,
        path: &source.path,
        root: source.root.as_deref(),
        state: source.state.name(),
        reports: source.reports,
        size: source.size,
        kind: source.kind.as_deref(),
        failures: &source.failures,
        failing_since: source.failing_since.as_deref(),
    };
    write_line(out, &object)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_json_schema_file_matches_the_written_type() {
        use crate::render::schema_files::check;
        check::<Object>(
            "sources-line",
            "A line that `sources --format jsonl` prints: a file.",
        );
    }
}
