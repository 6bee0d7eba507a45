//! Facet tables: values of facets and fields with their counts.

mod geojson;
mod json;
mod table;
mod text;

use super::CountFormat;
use crate::response::facets::FacetTables;

/// All formats of facet tables.
pub const FORMATS: &[CountFormat<FacetTables>] = &CountFormat::common_and(
    CountFormat::common(text::write, json::write, json::write_lines, table::write),
    CountFormat::plain("geojson", geojson::write),
);

#[cfg(test)]
mod sample {
    use super::*;
    use crate::response::Matching;
    use crate::response::counting::{CountUnit, CountedQuery};
    use crate::response::facets::{CountedValue, FacetTable, Position};

    fn value(value: &str, count: u64, children: Option<usize>) -> CountedValue {
        CountedValue {
            value: value.to_owned(),
            count,
            children,
            position: None,
        }
    }

    /// A facet and a field.
    pub fn tables() -> FacetTables {
        let of = |by: &str, name: &str, values, without| FacetTable {
            by: by.to_owned(),
            name: name.to_owned(),
            total: 8,
            values,
            more: 0,
            without,
            below: Vec::new(),
        };
        let mut areas = vec![
            value("/Haiti/Ouest", 6, Some(2)),
            value("/Haiti/Nord", 3, Some(0)),
        ];
        areas[0].position = Some(Position {
            lat: 18.5,
            lon: -72.25,
        });
        FacetTables {
            unit: CountUnit::Reports,
            query: CountedQuery {
                query: "a".to_owned(),
                matching: Matching::Any,
                reports: 8,
                undated: None,
                notes: Vec::new(),
            },
            tables: vec![
                of("area=/Haiti", "area", areas, 1),
                of("source", "source", vec![value("=Wire", 8, None)], 0),
            ],
        }
    }
}
