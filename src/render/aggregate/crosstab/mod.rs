//! Cross-tables.

mod json;
mod svg;
mod table;
mod text;

use super::CountFormat;
use crate::response::crosstab::Crosstab;

/// All formats of cross-tables.
pub const FORMATS: &[CountFormat<Crosstab>] = &CountFormat::common_and(
    CountFormat::common(text::write, json::write, json::write_lines, table::write),
    CountFormat::plain("svg", svg::write),
);

#[cfg(test)]
mod sample {
    use super::*;
    use crate::response::Matching;
    use crate::response::counting::{CountUnit, CountedQuery};
    use crate::response::crosstab::{Axis, AxisValue, Cell};

    fn axis(by: &str, values: &[(&str, u64)], more: usize) -> Axis {
        let value = |(value, count): &(&str, u64)| AxisValue {
            value: (*value).to_owned(),
            label: value.rsplit('/').next().unwrap_or(value).to_owned(),
            count: *count,
        };
        Axis {
            by: by.to_owned(),
            values: values.iter().map(value).collect(),
            more,
            without: 10,
        }
    }

    /// Two rows, two columns.
    pub fn crosstab() -> Crosstab {
        let cell = |count, expected, g2| Cell {
            count,
            expected,
            lift: count as f64 / expected,
            g2,
        };
        Crosstab {
            unit: CountUnit::Passages,
            query: CountedQuery {
                query: "attack".to_owned(),
                matching: Matching::All,
                reports: 50,
                undated: None,
                notes: Vec::new(),
            },
            total: 100,
            rows: axis(
                "actor@leaves",
                &[("/Police", 40), ("/Armed groups/G9", 20)],
                3,
            ),
            columns: axis("area", &[("/Haiti", 50), ("/Kenya", 10)], 0),
            cells: vec![
                vec![cell(10, 20.0, -17.5), cell(10, 4.0, 20.25)],
                vec![cell(12, 10.0, 1.0), cell(0, 2.0, -4.5)],
            ],
        }
    }
}
