//! Facet tables as JSON: one object, or one line per value.

use std::io::{self, Write};

use serde::Serialize;

use super::super::json::{QueryObject, write_object, write_objects};
use super::super::numbers::rounded;
use crate::response::facets::{CountedValue, FacetTable, FacetTables};

/// The object that `--format json` prints.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Object<'a> {
    #[serde(flatten)]
    query: QueryObject<'a>,
    /// `reports` or `stories`.
    unit: &'static str,
    facets: Vec<FacetObject<'a>>,
}

/// A dimension.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct FacetObject<'a> {
    by: &'a str,
    total: u64,
    /// The number of values that are not shown.
    more: usize,
    /// The number of reports without a value.
    without: u64,
    values: Vec<ValueObject<'a>>,
}

/// A value.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ValueObject<'a> {
    /// The value of a facet.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
    /// The value of a date or a field.
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<&'a str>,
    count: u64,
    /// As a share of the total.
    share: Option<f64>,
    /// The number of values directly below a facet value.
    #[serde(skip_serializing_if = "Option::is_none")]
    children: Option<usize>,
}

/// A line that `--format jsonl` prints.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Line<'a> {
    /// The facet or field.
    facet: &'a str,
    #[serde(flatten)]
    value: ValueObject<'a>,
}

pub(super) fn write(out: &mut dyn Write, tables: &FacetTables) -> io::Result<()> {
    let facets = tables.tables.iter().map(|table| FacetObject {
        by: &table.by,
        total: table.total,
        more: table.more,
        without: table.without,
        values: table
            .values
            .iter()
            .map(|value| ValueObject::of(table, value))
            .collect(),
    });
    let object = Object {
        query: QueryObject::of(&tables.query),
        unit: tables.unit.word(),
        facets: facets.collect(),
    };
    write_object(out, object)
}

pub(super) fn write_lines(out: &mut dyn Write, tables: &FacetTables) -> io::Result<()> {
    for table in &tables.tables {
        let line = |value| Line {
            facet: &table.name,
            value: ValueObject::of(table, value),
        };
        write_objects(out, table.values.iter().map(line))?;
    }
    Ok(())
}

impl ValueObject<'_> {
    fn of<'a>(table: &FacetTable, value: &'a CountedValue) -> ValueObject<'a> {
        let is_path = value.children.is_some();
        let text = value.value.as_str();
        ValueObject {
            path: is_path.then_some(text),
            value: (!is_path).then_some(text),
            count: value.count,
            share: table.share(value).map(rounded),
            children: value.children,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::written;
    use super::super::{FORMATS, sample};

    #[test]
    fn json_is_one_object_and_json_lines_are_one_value_each() {
        let wanted = concat!(
            r#"{"v":1,"query":"a","match":"any","unit":"reports","facets":["#,
            r#"{"by":"area=/Haiti","total":8,"more":0,"without":1,"values":["#,
            r#"{"path":"/Haiti/Ouest","count":6,"share":0.75,"children":2},"#,
            r#"{"path":"/Haiti/Nord","count":3,"share":0.375,"children":0}]},"#,
            r#"{"by":"source","total":8,"more":0,"without":0,"values":[{"value":"=Wire","count":8,"share":1.0}]}]}"#,
            "\n"
        );
        assert_eq!(written(FORMATS, "json", &sample::tables(), 80), wanted);
        let lines = concat!(
            r#"{"v":1,"facet":"area","path":"/Haiti/Ouest","count":6,"share":0.75,"children":2}"#,
            "\n",
            r#"{"v":1,"facet":"area","path":"/Haiti/Nord","count":3,"share":0.375,"children":0}"#,
            "\n",
            r#"{"v":1,"facet":"source","value":"=Wire","count":8,"share":1.0}"#,
            "\n",
        );
        assert_eq!(written(FORMATS, "jsonl", &sample::tables(), 80), lines);
    }

    #[test]
    fn the_json_schema_file_matches_the_written_type() {
        use crate::render::aggregate::json::Versioned;
        use crate::render::schema_files::check;
        check::<Versioned<super::Object>>("facets", "What `facets --format json` prints.");
        check::<Versioned<super::Line>>(
            "facets-line",
            "A line that `facets --format jsonl` prints.",
        );
    }
}
