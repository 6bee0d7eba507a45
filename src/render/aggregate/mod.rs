//! Output formats of counting commands: one folder per subject, with one file per format.
//!
//! Each subject has a table of its formats. All subjects have those of `CountFormat::common`: `text` (for people, with
//! bars), `json` (one value), `jsonl` (one object per count), `csv`, `tsv` and `xlsx`.

use std::io::{self, Write};

use super::table::{Table, TableCell};

pub mod crosstab;
pub mod facets;
pub mod query_counts;
pub mod significant_words;
pub mod timeline;
pub mod together;

mod bars;
mod columns;
mod json;
mod names;
mod numbers;

pub use bars::BarStyle;

/// An output format for results of type `T`.
#[derive(Debug, Clone, Copy)]
pub struct CountFormat<T> {
    /// The name on the command line.
    pub name: &'static str,
    writer: CountWriter<T>,
}

/// The function that writes a result.
#[derive(Debug, Clone, Copy)]
enum CountWriter<T> {
    /// Fitted to a terminal.
    Text(WriteText<T>),
    Plain(WritePlain<T>),
    Table(WriteTable<T>, Table),
}

/// A function that writes a result as text for people.
type WriteText<T> = fn(&mut dyn Write, &T, &CountSettings) -> io::Result<()>;
/// A function that writes a result in a format without settings.
type WritePlain<T> = fn(&mut dyn Write, &T) -> io::Result<()>;
/// A function that writes a result as a table.
type WriteTable<T> = fn(&mut dyn Write, &T, Table) -> io::Result<()>;

impl<T> CountFormat<T> {
    /// Returns the formats that every subject has; `json_lines` writes one object per line.
    const fn common(
        text: WriteText<T>,
        json: WritePlain<T>,
        json_lines: WritePlain<T>,
        table: WriteTable<T>,
    ) -> [Self; 6] {
        [
            CountFormat {
                name: "text",
                writer: CountWriter::Text(text),
            },
            CountFormat::plain("json", json),
            CountFormat::plain("jsonl", json_lines),
            CountFormat::table(Table::CSV, table),
            CountFormat::table(Table::TSV, table),
            CountFormat::table(Table::XLSX, table),
        ]
    }

    /// Returns the [common](Self::common) formats and one more.
    const fn common_and(common: [Self; 6], other: Self) -> [Self; 7] {
        let [text, json, json_lines, csv, tsv, xlsx] = common;
        [text, json, json_lines, csv, tsv, xlsx, other]
    }

    const fn plain(name: &'static str, write: WritePlain<T>) -> Self {
        CountFormat {
            name,
            writer: CountWriter::Plain(write),
        }
    }

    const fn table(table: Table, write: WriteTable<T>) -> Self {
        CountFormat {
            name: table.name(),
            writer: CountWriter::Table(write, table),
        }
    }

    /// Writes a result.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write(
        &self,
        out: &mut dyn Write,
        answer: &T,
        settings: &CountSettings,
    ) -> io::Result<()> {
        match self.writer {
            CountWriter::Text(write) => write(out, answer, settings),
            CountWriter::Plain(write) => write(out, answer),
            CountWriter::Table(write, table) => write(out, answer, table),
        }
    }
}

/// Layout settings of text for people.
#[derive(Debug, Clone, Copy)]
pub struct CountSettings {
    /// The maximum line width, in columns.
    pub width: usize,
    /// The characters to draw bars with.
    pub bars: BarStyle,
}

/// Returns the format with this name.
pub fn named<T>(formats: &'static [CountFormat<T>], name: &str) -> Option<&'static CountFormat<T>> {
    formats.iter().find(|format| format.name == name)
}

/// Returns a share or statistic as a cell, rounded; empty if there is none.
fn number_cell(number: Option<f64>) -> TableCell {
    TableCell::Number(number.map_or(String::new(), |number| numbers::rounded(number).to_string()))
}

/// Writes a table with a header line.
fn write_table(
    out: &mut dyn Write,
    table: Table,
    header: &[&str],
    rows: impl Iterator<Item = Vec<TableCell>>,
) -> io::Result<()> {
    let names: Vec<String> = header.iter().map(|name| (*name).to_owned()).collect();
    table.write(out, &names, rows.collect())
}

#[cfg(test)]
fn written<T>(formats: &'static [CountFormat<T>], name: &str, answer: &T, width: usize) -> String {
    let format = named(formats, name).unwrap();
    let bars = BarStyle::Blocks;
    let mut out = Vec::new();
    format
        .write(&mut out, answer, &CountSettings { width, bars })
        .unwrap();
    String::from_utf8(out).unwrap()
}
