//! What is named together, as JSON: one object, or a line for each value.

use std::io::{self, Write};

use serde::Serialize;

use super::super::numbers::rounded;
use crate::render::json::HitObject;
use crate::render::{VERSION, write_line};
use crate::response::together::{Together, TogetherValue};

/// The object that `--format json` prints.
#[derive(Serialize)]
struct Object<'a> {
    v: u32,
    query: &'a str,
    /// `all` or `any`: which of its words the reports have.
    #[serde(rename = "match")]
    matching: &'static str,
    /// In how many passages it matches.
    matched: u64,
    /// How many passages there are.
    all: u64,
    /// How many other values are above chance.
    more: usize,
    values: Vec<ValueObject<'a>>,
}

/// A value; with `v`, a line that `--format jsonl` prints.
#[derive(Serialize)]
struct ValueObject<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    v: Option<u32>,
    facet: &'a str,
    path: &'a str,
    /// In how many passages it is named together with the query.
    count: u64,
    /// In how many passages it is named.
    passages: u64,
    expected: f64,
    lift: f64,
    g2: f64,
    /// The best of these passages, as a hit of `search`.
    best: HitObject<'a>,
}

pub(super) fn write(out: &mut dyn Write, together: &Together) -> io::Result<()> {
    let object = Object {
        v: VERSION,
        query: &together.query.query,
        matching: together.query.matching.name(),
        matched: together.matched,
        all: together.all,
        more: together.more,
        values: together.values.iter().map(object_of).collect(),
    };
    write_line(out, &object)
}

pub(super) fn write_lines(out: &mut dyn Write, together: &Together) -> io::Result<()> {
    for value in &together.values {
        let line = ValueObject {
            v: Some(VERSION),
            ..object_of(value)
        };
        write_line(out, &line)?;
    }
    Ok(())
}

fn object_of(value: &TogetherValue) -> ValueObject<'_> {
    ValueObject {
        v: None,
        facet: &value.facet,
        path: &value.value,
        count: value.cell.count,
        passages: value.passages,
        expected: rounded(value.cell.expected),
        lift: rounded(value.cell.lift),
        g2: rounded(value.cell.g2),
        best: HitObject::of(&value.best),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::written;
    use super::super::{FORMATS, sample};

    #[test]
    fn each_value_has_its_figures_and_the_passage_as_a_hit() {
        let text = written(FORMATS, "json", &sample::together(), 80);
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(json["matched"], 30);
        let first = &json["values"][0];
        assert_eq!(first["path"], "/Armed groups/G9");
        assert_eq!((&first["count"], &first["g2"]), (&12.into(), &45.25.into()));
        assert_eq!(first["best"]["report"]["path"], "corpus/a.txt");
        assert_eq!(first["best"]["matches"].as_array().map(Vec::len), Some(2));
        let lines = written(FORMATS, "jsonl", &sample::together(), 80);
        assert!(
            lines.starts_with(r#"{"v":1,"facet":"actor","path":"/Armed groups/G9","count":12,"#)
        );
        assert_eq!(lines.lines().count(), 2);
    }
}
