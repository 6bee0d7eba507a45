//! Query counts as JSON: one object, or one line per query.

use std::io::{self, Write};

use serde::Serialize;

use super::super::json::{QueryObject, write_object, write_objects};
use super::super::numbers::rounded;
use crate::response::query_counts::{QueryCount, QueryCounts};

/// The object that `--format json` prints.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Object<'a> {
    /// The number of reports in the index.
    all: u64,
    queries: Vec<CountObject<'a>>,
}

/// The counts of a query; also a line of `--format jsonl`.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct CountObject<'a> {
    #[serde(flatten)]
    query: QueryObject<'a>,
    reports: u64,
    /// The number of passages in which a part of it matches.
    passages: u64,
    /// Only with `--count stories`.
    #[serde(skip_serializing_if = "Option::is_none")]
    stories: Option<u64>,
    /// The reports as a share of all.
    share: Option<f64>,
}

pub(super) fn write(out: &mut dyn Write, counts: &QueryCounts) -> io::Result<()> {
    let queries = counts.queries.iter();
    let object = Object {
        all: counts.all,
        queries: queries.map(|query| object_of(counts, query)).collect(),
    };
    write_object(out, object)
}

pub(super) fn write_lines(out: &mut dyn Write, counts: &QueryCounts) -> io::Result<()> {
    let queries = counts.queries.iter();
    write_objects(out, queries.map(|query| object_of(counts, query)))
}

fn object_of<'a>(counts: &QueryCounts, query: &'a QueryCount) -> CountObject<'a> {
    CountObject {
        query: QueryObject::of(&query.query),
        reports: query.query.reports,
        passages: query.passages,
        stories: query.stories,
        share: counts.share(query).map(rounded),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::written;
    use super::super::{FORMATS, sample};

    #[test]
    fn json_is_one_object_and_json_lines_are_one_query_each() {
        let first = r#""query":"helicopters","match":"all","reports":10,"passages":25,"stories":8,"share":0.25}"#;
        let second = r#""query":"-x","match":"all","reports":5,"passages":5,"share":0.125}"#;
        let counts = sample::counts();
        assert_eq!(
            written(FORMATS, "json", &counts, 80),
            format!("{{\"v\":1,\"all\":40,\"queries\":[{{{first},{{{second}]}}\n")
        );
        assert_eq!(
            written(FORMATS, "jsonl", &counts, 80),
            format!("{{\"v\":1,{first}\n{{\"v\":1,{second}\n")
        );
    }

    #[test]
    fn the_json_schema_file_matches_the_written_type() {
        use crate::render::aggregate::json::Versioned;
        use crate::render::schema_files::check;
        check::<Versioned<super::Object>>("count", "What `count --format json` prints.");
        check::<Versioned<super::CountObject>>(
            "count-line",
            "A line that `count --format jsonl` prints.",
        );
    }
}
