//! Cross-tables as tables: one row per cell.

use std::io::{self, Write};

use super::super::{number_cell, write_table};
use crate::render::table::{Table, TableCell};
use crate::response::crosstab::Crosstab;

/// The same names as the keys of a JSON line.
const COLUMNS: [&str; 11] = [
    "row",
    "column",
    "count",
    "row_count",
    "column_count",
    "total",
    "row_share",
    "column_share",
    "expected",
    "lift",
    "g2",
];

pub(super) fn write(out: &mut dyn Write, crosstab: &Crosstab, table: Table) -> io::Result<()> {
    let rows = crosstab.rows.values.iter().enumerate();
    let rows = rows.flat_map(|(n, row)| {
        let columns = crosstab.columns.values.iter().enumerate();
        columns.map(move |(m, column)| {
            let cell = &crosstab.cells[n][m];
            vec![
                TableCell::text(&row.value),
                TableCell::text(&column.value),
                TableCell::count(cell.count),
                TableCell::count(row.count),
                TableCell::count(column.count),
                TableCell::count(crosstab.total),
                number_cell(crosstab.row_share(n, m)),
                number_cell(crosstab.column_share(n, m)),
                number_cell(Some(cell.expected)),
                number_cell(Some(cell.lift)),
                number_cell(Some(cell.g2)),
            ]
        })
    });
    write_table(out, table, &COLUMNS, rows)
}

#[cfg(test)]
mod tests {
    use super::super::super::written;
    use super::super::{FORMATS, sample};

    #[test]
    fn a_table_has_a_row_for_each_cell() {
        let wanted = concat!(
            "row\tcolumn\tcount\trow_count\tcolumn_count\ttotal\trow_share\tcolumn_share\texpected\tlift\tg2\n",
            "/Police\t/Haiti\t10\t40\t50\t100\t0.25\t0.2\t20\t0.5\t-17.5\n",
            "/Police\t/Kenya\t10\t40\t10\t100\t0.25\t1\t4\t2.5\t20.25\n",
            "/Armed groups/G9\t/Haiti\t12\t20\t50\t100\t0.6\t0.24\t10\t1.2\t1\n",
            "/Armed groups/G9\t/Kenya\t0\t20\t10\t100\t0\t0\t2\t0\t-4.5\n",
        );
        assert_eq!(written(FORMATS, "tsv", &sample::crosstab(), 80), wanted);
    }
}
