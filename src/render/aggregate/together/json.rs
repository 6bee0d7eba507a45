//! Co-occurring values as JSON: one object, or one line per value.

use std::io::{self, Write};

use serde::Serialize;

use super::super::json::{ChanceObject, QueryObject, write_object, write_objects};
use crate::render::json::HitObject;
use crate::response::together::{Together, TogetherValue};

/// The object that `--format json` prints.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Object<'a> {
    #[serde(flatten)]
    query: QueryObject<'a>,
    /// The number of matching passages.
    matched: u64,
    /// The number of passages.
    all: u64,
    /// The number of other values above chance.
    more: usize,
    values: Vec<ValueObject<'a>>,
}

/// A value; also a line of `--format jsonl`.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ValueObject<'a> {
    facet: &'a str,
    path: &'a str,
    /// The number of passages that name it and match the query.
    count: u64,
    /// The number of passages that name it.
    passages: u64,
    #[serde(flatten)]
    chance: ChanceObject,
    /// The best of these passages, in the form of a hit of `search`.
    best: HitObject<'a>,
}

pub(super) fn write(out: &mut dyn Write, together: &Together) -> io::Result<()> {
    let object = Object {
        query: QueryObject::of(&together.query),
        matched: together.matched,
        all: together.all,
        more: together.more,
        values: together.values.iter().map(object_of).collect(),
    };
    write_object(out, object)
}

pub(super) fn write_lines(out: &mut dyn Write, together: &Together) -> io::Result<()> {
    write_objects(out, together.values.iter().map(object_of))
}

fn object_of(value: &TogetherValue) -> ValueObject<'_> {
    ValueObject {
        facet: &value.facet,
        path: &value.value,
        count: value.cell.count,
        passages: value.passages,
        chance: ChanceObject::of(&value.cell),
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

    #[test]
    fn the_json_schema_file_matches_the_written_type() {
        use crate::render::aggregate::json::Versioned;
        use crate::render::schema_files::check;
        check::<Versioned<super::Object>>("together", "What `together --format json` prints.");
        check::<Versioned<super::ValueObject>>(
            "together-line",
            "A line that `together --format jsonl` prints.",
        );
    }
}
