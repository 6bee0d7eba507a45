//! JSON types common to all counting commands.

use std::io::{self, Write};

use serde::Serialize;

use super::numbers::rounded;
use crate::render::{VERSION, write_line};
use crate::response::counting::CountedQuery;
use crate::response::crosstab::Cell;

/// An object of the current version, which comes first.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Versioned<T> {
    #[cfg_attr(test, schemars(extend("const" = 1)))]
    v: u32,
    #[serde(flatten)]
    object: T,
}

/// A query that was counted.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct QueryObject<'a> {
    query: &'a str,
    /// `all` or `any`: how many of the query's words reports must have.
    #[serde(rename = "match")]
    #[cfg_attr(test, schemars(extend("enum" = ["all", "any"])))]
    matching: &'static str,
}

/// How far a count is from chance.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct ChanceObject {
    expected: f64,
    /// The ratio to the number expected by chance.
    lift: f64,
    /// The log-likelihood ratio; negative if fewer than by chance.
    g2: f64,
}

impl QueryObject<'_> {
    pub fn of(query: &CountedQuery) -> QueryObject<'_> {
        QueryObject {
            query: &query.query,
            matching: query.matching.name(),
        }
    }
}

impl ChanceObject {
    pub fn of(cell: &Cell) -> ChanceObject {
        ChanceObject {
            expected: rounded(cell.expected),
            lift: rounded(cell.lift),
            g2: rounded(cell.g2),
        }
    }
}

/// Writes an object on one line, with the version as its first key.
pub(super) fn write_object(out: &mut dyn Write, object: impl Serialize) -> io::Result<()> {
    write_line(out, &Versioned { v: VERSION, object })
}

/// Writes each object on its own line, with the version as its first key.
pub(super) fn write_objects<T: Serialize>(
    out: &mut dyn Write,
    objects: impl IntoIterator<Item = T>,
) -> io::Result<()> {
    let mut objects = objects.into_iter();
    objects.try_for_each(|object| write_object(out, object))
}
