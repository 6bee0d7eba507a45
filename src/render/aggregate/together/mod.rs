//! Co-occurrence: facet values named in the same passages as a query.

mod json;
mod table;
mod text;

use super::CountFormat;
use crate::response::together::Together;

/// All formats.
pub const FORMATS: &[CountFormat<Together>] =
    &CountFormat::common(text::write, json::write, json::write_lines, table::write);

#[cfg(test)]
mod sample {
    use super::*;
    use crate::render::sample;
    use crate::response::Matching;
    use crate::response::counting::CountedQuery;
    use crate::response::crosstab::Cell;
    use crate::response::together::TogetherValue;

    /// Two values, with the passages of the sample answer.
    pub fn together() -> Together {
        let hits = sample::passages().hits;
        let of = |value: &str, count, g2, n: usize| TogetherValue {
            facet: "actor".to_owned(),
            value: value.to_owned(),
            cell: Cell {
                count,
                expected: 2.0,
                lift: count as f64 / 2.0,
                g2,
            },
            passages: 20,
            best: hits[n].clone(),
        };
        Together {
            query: CountedQuery {
                query: "union".to_owned(),
                matching: Matching::All,
                reports: 5,
                undated: None,
                notes: Vec::new(),
            },
            matched: 30,
            all: 300,
            values: vec![
                of("/Armed groups/G9", 12, 45.25, 0),
                of("/=Police", 4, 2.0, 1),
            ],
            more: 1,
        }
    }
}
