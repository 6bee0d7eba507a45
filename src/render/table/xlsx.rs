//! Tables as Excel workbooks (Office Open XML), which spreadsheet programs open with the right encoding in any locale.

use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::TableCell;
use crate::render::safe;

/// The maximum length of a cell in Excel, in UTF-16 code units.
const LONGEST: usize = 32_767;
/// The maximum number of rows in a sheet, including the header.
const MOST_ROWS: usize = 1 << 20;
/// The maximum column width, in characters; columns are as wide as their longest cell up to this.
const WIDEST: usize = 60;
/// The creation date of all workbooks, constant so that output is deterministic.
const MADE: (u16, u8, u8) = (2000, 1, 1);

/// Writes a sheet with a frozen header row and filters.
///
/// Text stays text even if it looks like a formula or a URL. Text longer than a cell can hold is truncated and ends in
/// `…`.
pub(super) fn write(
    out: &mut dyn Write,
    names: &[String],
    rows: &[Vec<TableCell>],
) -> io::Result<()> {
    if rows.len() >= MOST_ROWS {
        let most = MOST_ROWS - 1;
        let message = format!(
            "{} rows are more than the {most} of a workbook: use csv",
            rows.len()
        );
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
    }
    let bytes = workbook(names, rows).map_err(io::Error::other)?;
    out.write_all(&bytes)
}

fn workbook(names: &[String], rows: &[Vec<TableCell>]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let (year, month, day) = MADE;
    let made = ExcelDateTime::from_ymd(year, month, day)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let sheet = workbook.add_worksheet();
    let bold = Format::new().set_bold();
    let mut widths: Vec<usize> = Vec::with_capacity(names.len());
    for (column, name) in (0..).zip(names) {
        sheet.write_string_with_format(0, column, fitting(name), &bold)?;
        widths.push(name.chars().count());
    }
    for (row, cells) in (1..).zip(rows) {
        for ((column, cell), width) in (0..).zip(cells).zip(&mut widths) {
            *width = (*width).max(write_cell(sheet, row, column, cell)?);
        }
    }
    for (column, width) in (0..).zip(widths) {
        sheet.set_column_width(column, (width.min(WIDEST) + 2) as f64)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    if let Some(last) = names.len().checked_sub(1) {
        sheet.autofilter(0, 0, rows.len() as u32, last as u16)?;
    }
    workbook.save_to_buffer()
}

/// Writes a cell and returns the length of its longest line, in characters.
fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &TableCell,
) -> Result<usize, XlsxError> {
    let text = match cell {
        TableCell::Number(number) => match number.parse::<f64>() {
            Ok(value) => {
                sheet.write_number(row, column, value)?;
                return Ok(number.len());
            }
            Err(_) => number,
        },
        TableCell::Text(text) => text,
    };
    if !text.is_empty() {
        sheet.write_string(row, column, fitting(text))?;
    }
    let lengths = text.lines().map(|line| line.chars().count());
    Ok(lengths.max().unwrap_or(0))
}

/// Returns a text as written to a cell: line breaks are kept, control characters replaced.
fn fitting(text: &str) -> String {
    let lines: Vec<_> = text.split('\n').map(safe).collect();
    let text = lines.join("\n");
    if text.encode_utf16().count() <= LONGEST {
        return text;
    }
    let mut left = LONGEST - 1;
    let fits = |c: &char| {
        let fits = c.len_utf16() <= left;
        left = left.saturating_sub(c.len_utf16());
        fits
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use super::*;

    fn written(rows: &[Vec<TableCell>]) -> Vec<u8> {
        let mut out = Vec::new();
        write(&mut out, &["name".to_owned(), "count".to_owned()], rows).unwrap();
        out
    }

    fn entry(workbook: &[u8], name: &str) -> String {
        let mut archive = zip::ZipArchive::new(Cursor::new(workbook)).unwrap();
        let mut text = String::new();
        let mut entry = archive.by_name(name).unwrap();
        entry.read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn numbers_are_numbers_and_text_is_text_whatever_it_looks_like() {
        let rows = [
            vec![
                TableCell::text("=1+1"),
                TableCell::Number("-4.5".to_owned()),
            ],
            vec![
                TableCell::text("https://a.org <b>\n\u{1b}12"),
                TableCell::count(None),
            ],
        ];
        let workbook = written(&rows);
        let sheet = entry(&workbook, "xl/worksheets/sheet1.xml");
        assert!(sheet.contains("<c r=\"B2\"><v>-4.5</v></c>"), "{sheet}");
        assert!(sheet.contains("<c r=\"A2\" t=\"s\">") && sheet.contains("<c r=\"A3\" t=\"s\">"));
        assert!(
            !sheet.contains("r=\"B3\"") && !sheet.contains("<f>") && !sheet.contains("hyperlink")
        );
        assert!(sheet.contains("<autoFilter ref=\"A1:B3\"/>"), "{sheet}");
        let texts = entry(&workbook, "xl/sharedStrings.xml");
        assert!(texts.contains("<t>=1+1</t>"), "{texts}");
        assert!(
            texts.contains("https://a.org &lt;b&gt;\n\u{fffd}12</t>"),
            "{texts}"
        );
    }

    #[test]
    fn a_text_too_long_for_a_cell_is_truncated_at_a_character() {
        let long = "é".repeat(LONGEST - 2) + "😀😀";
        let cut = fitting(&long);
        assert_eq!(cut.encode_utf16().count(), LONGEST - 1);
        assert!(cut.ends_with("é…"));
        assert_eq!(fitting(&"é".repeat(LONGEST)), "é".repeat(LONGEST));
        written(&[vec![TableCell::Text(long)]]);
    }

    #[test]
    fn output_is_deterministic() {
        let rows = [vec![TableCell::text("a"), TableCell::count(3)]];
        let first = written(&rows);
        std::thread::sleep(std::time::Duration::from_millis(1_100));
        assert!(written(&rows) == first);
        assert!(entry(&first, "docProps/core.xml").contains("2000-01-01"));
    }

    #[test]
    fn more_rows_than_a_sheet_holds_are_an_error() {
        let rows = vec![Vec::new(); MOST_ROWS];
        let error = write(&mut Vec::new(), &[], &rows).unwrap_err();
        assert_eq!(
            error.to_string(),
            "1048576 rows are more than the 1048575 of a workbook: use csv"
        );
    }
}
