//! The statistics of an index, as JSON.

use std::io::{self, Write};

use serde::Serialize;

use super::object::{VERSION, write_line};
use crate::response::statistics::IndexStatistics;

/// What `stats --format json` prints.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Object<'a> {
    #[cfg_attr(test, schemars(extend("const" = 1)))]
    v: u32,
    index: &'a str,
    reports: u64,
    passages: u64,
    words: u64,
    languages: &'a [String],
    facets: &'a [String],
    sources: usize,
    unfinished_sources: usize,
    skipped: usize,
    failures: &'a [String],
    /// The total size of the index's files, in bytes.
    bytes: u64,
    /// Only with `--verify`: the number of files whose checksums were verified; all of them match.
    #[serde(skip_serializing_if = "Option::is_none")]
    verified_files: Option<usize>,
}

/// Writes statistics as one line of JSON.
///
/// # Errors
/// `out` cannot be written to.
pub fn write_json(out: &mut dyn Write, statistics: &IndexStatistics) -> io::Result<()> {
    let object = Object {
        v: VERSION,
        index: &statistics.index,
        reports: statistics.reports,
        passages: statistics.passages,
        words: statistics.words,
        languages: &statistics.languages,
        facets: &statistics.facets,
        sources: statistics.sources,
        unfinished_sources: statistics.unfinished_sources,
        skipped: statistics.skipped,
        failures: &statistics.failures,
        bytes: statistics.bytes,
        verified_files: statistics.verified_files,
    };
    write_line(out, &object)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_is_that_of_what_is_written() {
        use crate::render::schema_files::check;
        check::<Object>("stats", "What `stats --format json` prints.");
    }
}
