//! Cross-tables as JSON: one object, or one line per cell.

use std::io::{self, Write};

use serde::Serialize;

use super::super::json::{ChanceObject, QueryObject, write_object};
use super::super::numbers::rounded;
use crate::response::crosstab::{Axis, Crosstab};

/// The object that `--format json` prints.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Object<'a> {
    #[serde(flatten)]
    query: QueryObject<'a>,
    /// `reports`, `passages` or `stories`.
    unit: &'static str,
    /// The number of units.
    total: u64,
    rows: AxisObject<'a>,
    columns: AxisObject<'a>,
    /// For each row, a list of the number of units for each column.
    counts: Vec<Vec<u64>>,
    /// The counts as shares of the row's units; null where it has none.
    row_shares: Vec<Vec<Option<f64>>>,
    /// The counts as shares of the column's units.
    column_shares: Vec<Vec<Option<f64>>>,
    /// The ratio to the number expected by chance.
    lift: Vec<Vec<f64>>,
    /// The log-likelihood ratio; negative if fewer than by chance.
    g2: Vec<Vec<f64>>,
}

/// A dimension.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct AxisObject<'a> {
    by: &'a str,
    values: Vec<&'a str>,
    /// The number of units of each value.
    counts: Vec<u64>,
    /// The number of values that are not shown.
    more: usize,
    /// The number of units without a value.
    without: u64,
}

/// A line that `--format jsonl` prints: a cell, with the margins that it belongs to.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Line<'a> {
    row: &'a str,
    column: &'a str,
    count: u64,
    row_count: u64,
    column_count: u64,
    total: u64,
    row_share: Option<f64>,
    column_share: Option<f64>,
    #[serde(flatten)]
    chance: ChanceObject,
}

pub(super) fn write(out: &mut dyn Write, crosstab: &Crosstab) -> io::Result<()> {
    let (n_rows, n_columns) = (crosstab.rows.values.len(), crosstab.columns.values.len());
    fn matrix<T>(rows: usize, columns: usize, of: impl Fn(usize, usize) -> T) -> Vec<Vec<T>> {
        let row = |row| (0..columns).map(|column| of(row, column)).collect();
        (0..rows).map(row).collect()
    }
    let cells = &crosstab.cells;
    let share = |share: Option<f64>| share.map(rounded);
    let object = Object {
        query: QueryObject::of(&crosstab.query),
        unit: crosstab.unit.word(),
        total: crosstab.total,
        rows: AxisObject::of(&crosstab.rows),
        columns: AxisObject::of(&crosstab.columns),
        counts: matrix(n_rows, n_columns, |row, column| cells[row][column].count),
        row_shares: matrix(n_rows, n_columns, |row, column| {
            share(crosstab.row_share(row, column))
        }),
        column_shares: matrix(n_rows, n_columns, |row, column| {
            share(crosstab.column_share(row, column))
        }),
        lift: matrix(n_rows, n_columns, |row, column| {
            rounded(cells[row][column].lift)
        }),
        g2: matrix(n_rows, n_columns, |row, column| {
            rounded(cells[row][column].g2)
        }),
    };
    write_object(out, object)
}

pub(super) fn write_lines(out: &mut dyn Write, crosstab: &Crosstab) -> io::Result<()> {
    for (n, row) in crosstab.rows.values.iter().enumerate() {
        for (m, column) in crosstab.columns.values.iter().enumerate() {
            let cell = &crosstab.cells[n][m];
            let line = Line {
                row: &row.value,
                column: &column.value,
                count: cell.count,
                row_count: row.count,
                column_count: column.count,
                total: crosstab.total,
                row_share: crosstab.row_share(n, m).map(rounded),
                column_share: crosstab.column_share(n, m).map(rounded),
                chance: ChanceObject::of(cell),
            };
            write_object(out, line)?;
        }
    }
    Ok(())
}

impl AxisObject<'_> {
    fn of(axis: &Axis) -> AxisObject<'_> {
        AxisObject {
            by: &axis.by,
            values: axis
                .values
                .iter()
                .map(|value| value.value.as_str())
                .collect(),
            counts: axis.values.iter().map(|value| value.count).collect(),
            more: axis.more,
            without: axis.without,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::written;
    use super::super::{FORMATS, sample};

    #[test]
    fn json_is_one_object_with_a_matrix_for_each_figure() {
        let wanted = concat!(
            r#"{"v":1,"query":"attack","match":"all","unit":"passages","total":100,"#,
            r#""rows":{"by":"actor@leaves","values":["/Police","/Armed groups/G9"],"counts":[40,20],"more":3,"without":10},"#,
            r#""columns":{"by":"area","values":["/Haiti","/Kenya"],"counts":[50,10],"more":0,"without":10},"#,
            r#""counts":[[10,10],[12,0]],"row_shares":[[0.25,0.25],[0.6,0.0]],"column_shares":[[0.2,1.0],[0.24,0.0]],"#,
            r#""lift":[[0.5,2.5],[1.2,0.0]],"g2":[[-17.5,20.25],[1.0,-4.5]]}"#,
            "\n"
        );
        assert_eq!(written(FORMATS, "json", &sample::crosstab(), 80), wanted);
    }

    #[test]
    fn json_lines_are_one_cell_each() {
        let lines = written(FORMATS, "jsonl", &sample::crosstab(), 80);
        let wanted = concat!(
            r#"{"v":1,"row":"/Police","column":"/Kenya","count":10,"row_count":40,"column_count":10,"total":100,"#,
            r#""row_share":0.25,"column_share":1.0,"expected":4.0,"lift":2.5,"g2":20.25}"#
        );
        assert_eq!(lines.lines().nth(1), Some(wanted));
        assert_eq!(lines.lines().count(), 4);
    }

    #[test]
    fn the_json_schema_file_matches_the_written_type() {
        use crate::render::aggregate::json::Versioned;
        use crate::render::schema_files::check;
        check::<Versioned<super::Object>>("crosstab", "What `crosstab --format json` prints.");
        check::<Versioned<super::Line>>(
            "crosstab-line",
            "A line that `crosstab --format jsonl` prints.",
        );
    }
}
