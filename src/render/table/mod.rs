//! Tables in CSV, TSV or Excel format.

mod hits;
mod xlsx;

use std::io::{self, Write};

use super::csv::{self, Delimited};
pub(super) use hits::{names_of, row_of};

/// A table format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Table {
    Delimited(Delimited),
    /// An Excel workbook with one sheet.
    Workbook,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TableCell {
    /// Text. In CSV and TSV, text that looks like a formula is disarmed.
    Text(String),
    /// A number, written unchanged, so that spreadsheets read `-4.5` as a number. Empty if there is none.
    Number(String),
}

impl Table {
    pub(super) const CSV: Table = Table::Delimited(Delimited::Csv);
    pub(super) const TSV: Table = Table::Delimited(Delimited::Tsv);
    pub(super) const XLSX: Table = Table::Workbook;

    /// Returns the name of the format.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Table::Delimited(Delimited::Csv) => "csv",
            Table::Delimited(Delimited::Tsv) => "tsv",
            Table::Workbook => "xlsx",
        }
    }

    /// Writes a table with a header line.
    ///
    /// # Errors
    /// `out` cannot be written to, or a workbook would have more than 2^20 rows.
    pub(super) fn write(
        self,
        out: &mut dyn Write,
        names: &[String],
        rows: Vec<Vec<TableCell>>,
    ) -> io::Result<()> {
        match self {
            Table::Delimited(kind) => {
                csv::write_names(out, kind, names)?;
                csv::write_rows(out, kind, rows)
            }
            Table::Workbook => xlsx::write(out, names, &rows),
        }
    }
}

impl TableCell {
    pub(super) fn text(text: &str) -> TableCell {
        TableCell::Text(text.to_owned())
    }

    /// A count; empty if there is none.
    pub(super) fn count(count: impl Into<Option<u64>>) -> TableCell {
        let count = count.into();
        TableCell::Number(count.map_or(String::new(), |count| count.to_string()))
    }
}
