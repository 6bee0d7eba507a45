//! Spreadsheets: in a sheet with known columns each row is a report; any other sheet is one report
//! of its rows. A hit is cited by sheet and row: `book.xlsx!/Incidents:12`.

use std::fmt::Display;
use std::io::Cursor;

use calamine::{Data, ExcelDateTime, Ods, Reader, SheetType, Xls, Xlsx};

use crate::error::{Cause, Location, Reason};
use crate::field_mapping::FieldMappings;
use crate::format::Input;
use crate::guard::{Gone, Sink};
use crate::metadata::{Cells, Metadata};
use crate::outcome::Outcome;
use crate::package;
use crate::record::{self, Origin, Spot};
use crate::report::{Anchor, Lines};
use crate::split::boundary_before;
use crate::values::{Entries, Value};
use reportage_text::field_map;

/// The name shown to users.
pub(crate) const NAME: &str = "spreadsheet";

/// A table may have a title above its header.
const HEADER_WITHIN: usize = 20; // rows

type Bytes = Cursor<Vec<u8>>;

enum Book {
    Xlsx(Box<Xlsx<Bytes>>),
    Xls(Box<Xls<Bytes>>),
    Ods(Box<Ods<Bytes>>),
}

/// The non-empty rows of a sheet, each with its 1-based number.
type Rows = Vec<(u32, Vec<String>)>;

pub(crate) fn sheets(input: &mut Input, sink: &mut Sink) -> Result<(), Gone> {
    let file = Location::file(&input.shown);
    let bytes = match input.whole() {
        Ok(bytes) => bytes,
        Err(error) => return sink.fail(error),
    };
    if package::is_encrypted(&bytes) {
        return sink.fail(file.error(Reason::Encrypted));
    }
    let mut book = match Book::open(bytes) {
        Ok(book) => book,
        Err(reason) => return sink.fail(file.error(reason)),
    };
    let limit = input.within.limits.members;
    for (i, name) in (0..).zip(book.names()) {
        if i >= limit {
            return sink.fail(file.error(Reason::Sheets { limit }));
        }
        let path = format!("{}!/{}", input.shown, start_of(&name));
        match book.rows(&name) {
            Ok(rows) => sheet(&Location::file(&path), &name, rows, &input.mappings, sink)?,
            Err(reason) => sink.fail(Location::file(&path).error(reason))?,
        }
    }
    Ok(())
}

/// Truncates the name of a sheet, far above the limit of any program.
fn start_of(name: &str) -> &str {
    const LONGEST: usize = 1000; // bytes
    &name[..boundary_before(name, LONGEST)]
}

impl Book {
    fn open(bytes: Vec<u8>) -> Result<Book, Reason> {
        let bytes = Cursor::new(bytes);
        if bytes.get_ref().starts_with(package::COMPOUND) {
            return Xls::new(bytes)
                .map(Box::new)
                .map(Book::Xls)
                .map_err(damaged);
        }
        if ods_mark(bytes.get_ref()) {
            return Ods::new(bytes)
                .map(Box::new)
                .map(Book::Ods)
                .map_err(damaged);
        }
        Xlsx::new(bytes)
            .map(Box::new)
            .map(Book::Xlsx)
            .map_err(damaged)
    }

    fn names(&self) -> Vec<String> {
        let sheets = match self {
            Book::Xlsx(book) => book.sheets_metadata(),
            Book::Xls(book) => book.sheets_metadata(),
            Book::Ods(book) => book.sheets_metadata(),
        };
        // Others are charts and macros.
        let tables = sheets
            .iter()
            .filter(|sheet| sheet.typ == SheetType::WorkSheet);
        tables.map(|sheet| sheet.name.clone()).collect()
    }

    fn rows(&mut self, name: &str) -> Result<Rows, Reason> {
        let range = match self {
            // Cell by cell, because a single distant cell would create a huge range.
            Book::Xlsx(book) => return xlsx_rows(book, name),
            Book::Xls(book) => book.worksheet_range(name).map_err(damaged)?,
            Book::Ods(book) => book.worksheet_range(name).map_err(damaged)?,
        };
        let (first, left) = range.start().unwrap_or_default();
        let mut rows = Rows::new();
        for (i, cells) in range.rows().enumerate() {
            let mut texts = vec![String::new(); left as usize];
            texts.extend(cells.iter().map(text));
            add(&mut rows, first + i as u32 + 1, texts);
        }
        Ok(rows)
    }
}

fn xlsx_rows(book: &mut Xlsx<Bytes>, name: &str) -> Result<Rows, Reason> {
    let mut rows = Rows::new();
    let mut current: (u32, Vec<String>) = (0, Vec::new());
    let mut cells = book.worksheet_cells_reader(name).map_err(damaged)?;
    while let Some(cell) = cells.next_cell().map_err(damaged)? {
        let (row, column) = cell.get_position();
        if row != current.0 {
            add(&mut rows, current.0 + 1, std::mem::take(&mut current.1));
            current.0 = row;
        }
        let column = column as usize;
        if current.1.len() <= column {
            current.1.resize(column + 1, String::new());
        }
        current.1[column] = text(&Data::from(cell.get_value().clone()));
    }
    add(&mut rows, current.0 + 1, current.1);
    Ok(rows)
}

fn add(rows: &mut Rows, number: u32, cells: Vec<String>) {
    if cells.iter().any(|cell| !cell.is_empty()) {
        rows.push((number, cells));
    }
}

fn damaged(error: impl Display) -> Reason {
    let kind = NAME;
    let source = Cause(error.to_string());
    Reason::Damaged { kind, source }
}

fn text(cell: &Data) -> String {
    match cell {
        Data::Empty | Data::Error(_) => String::new(),
        Data::String(text) => text.replace("\r\n", "\n").trim().to_owned(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::Bool(value) => value.to_string(),
        Data::DateTime(time) => moment(time),
        Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
    }
}

/// Formats a date, with the time if there is one.
fn moment(time: &ExcelDateTime) -> String {
    if time.is_duration() {
        return time.as_f64().to_string();
    }
    let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    match (hour, minute, second) {
        (0, 0, 0) => date,
        _ => format!("{date}T{hour:02}:{minute:02}:{second:02}"),
    }
}

/// Reads the sheet at `location`.
fn sheet(
    location: &Location,
    name: &str,
    rows: Rows,
    mappings: &FieldMappings,
    sink: &mut Sink,
) -> Result<(), Gone> {
    let header = rows
        .iter()
        .take(HEADER_WITHIN)
        .position(|(_, cells)| mappings.is_record(cells));
    let Some(header) = header else {
        return match whole(location, name, rows) {
            Some(outcome) => sink.send(outcome),
            None => Ok(()),
        };
    };
    let columns = rows[header].1.clone();
    let below = rows.into_iter().skip(header + 1);
    let below = below.filter(|(_, cells)| !field_map::is_tags(cells.iter().map(String::as_bytes)));
    for (record, (number, cells)) in (1..).zip(below) {
        let location = Location {
            line: Some(number),
            record: Some(record),
            ..location.clone()
        };
        let entries = columns.iter().zip(cells);
        let entries = entries.map(|(column, cell)| (column.clone(), Value::Text(cell)));
        let origin = Origin {
            mappings,
            cells: Cells::Split,
            location: &location,
            spot: &|_| Spot::On(location.line),
        };
        sink.send(record::report(
            Entries(entries.collect()),
            &origin,
            Vec::new(),
        ))?;
    }
    Ok(())
}

/// Makes one report of a sheet; `None` if it is empty.
fn whole(location: &Location, name: &str, rows: Rows) -> Option<Outcome> {
    let (mut body, mut anchors) = (String::new(), Vec::new());
    for (number, cells) in &rows {
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        let row = cells.join(" | ").replace('\n', " ");
        let row = row.trim_matches([' ', '|']);
        if !body.is_empty() {
            body.push('\n');
        }
        anchors.push(Anchor {
            start: body.len(),
            line: Some(*number),
            page: None,
        });
        body.push_str(row);
    }
    if body.is_empty() {
        return None;
    }
    let metadata = Metadata {
        title: Some(name.to_owned()),
        ..Metadata::default()
    };
    let id = location.path.clone();
    Some(Outcome {
        report: Ok(metadata.with_body(body, Lines::At(anchors), &location.path, id)),
        warnings: Vec::new(),
    })
}

/// Returns whether a file is an OpenDocument spreadsheet, according to its first part.
pub(crate) fn ods_mark(bytes: &[u8]) -> bool {
    const LOOKED_AT: usize = 200; // bytes
    let head = &bytes[..bytes.len().min(LOOKED_AT)];
    memchr::memmem::find(head, b"application/vnd.oasis.opendocument.spreadsheet").is_some()
}

#[cfg(test)]
mod tests {
    use crate::package::tests::zipped;
    use crate::tests::read_all;

    /// Makes a workbook of sheets, each given by its name and the XML of its rows.
    fn book(sheets: &[(&str, &str)]) -> Vec<u8> {
        let (mut list, mut relations, mut parts) = (String::new(), String::new(), Vec::new());
        for (i, (name, rows)) in sheets.iter().enumerate() {
            list += &format!("<sheet name=\"{name}\" sheetId=\"{i}\" r:id=\"r{i}\"/>");
            relations +=
                &format!("<Relationship Id=\"r{i}\" Type=\"worksheet\" Target=\"s{i}.xml\"/>");
            let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
            parts.push((format!("xl/s{i}.xml"), sheet));
        }
        let styles =
            "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>";
        relations += "<Relationship Id=\"st\" Type=\"styles\" Target=\"styles.xml\"/>";
        parts.push((
            "xl/workbook.xml".into(),
            format!("<workbook xmlns:r=\"r\"><sheets>{list}</sheets></workbook>"),
        ));
        parts.push((
            "xl/_rels/workbook.xml.rels".into(),
            format!("<Relationships>{relations}</Relationships>"),
        ));
        parts.push(("xl/styles.xml".into(), styles.into()));
        let main = "<Relationships><Relationship Id=\"m\" Type=\"x/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
        parts.push(("_rels/.rels".into(), main.into()));
        let parts: Vec<(&str, &str)> = parts
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .collect();
        zipped(&parts)
    }

    fn cell(at: &str, text: &str) -> String {
        format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
    }

    #[test]
    fn each_row_below_the_header_is_a_report_cited_by_sheet_and_row() {
        let rows = format!(
            "<row r=\"1\">{}</row><row r=\"3\">{}{}{}</row><row r=\"5\">{}<c r=\"B5\" s=\"1\"><v>45692</v></c>{}</row>",
            cell("A1", "Incidents of the week"),
            cell("A3", "Title"),
            cell("B3", "Date"),
            cell("D3", "Text"),
            cell("A5", "T"),
            cell("D5", "Gunmen came."),
        );
        let got = read_all("a.xlsx", &book(&[("Haiti", &rows)]));
        assert_eq!(got.len(), 1, "{got:?}");
        let report = got[0].as_ref().unwrap();
        assert_eq!(report.id, "a.xlsx!/Haiti#1");
        assert_eq!(report.path, "a.xlsx!/Haiti");
        assert_eq!(report.body, "Gunmen came.");
        assert_eq!(report.lines.locate(&report.body, 0), (Some(5), None));
        let date = report.published.map(|date| date.to_string());
        assert_eq!(date.as_deref(), Some("2025-02-04"));
    }

    #[test]
    fn a_sheet_without_the_columns_of_reports_is_one_report_of_its_rows() {
        let far = format!(
            "<row r=\"2\">{}{}</row><row r=\"1048576\">{}</row>",
            cell("B2", "Gang"),
            cell("C2", "Members"),
            cell("XFD1048576", "end"),
        );
        let got = read_all("a.xlsx", &book(&[("Empty", ""), ("Far", &far)]));
        assert_eq!(got.len(), 1, "{got:?}");
        let report = got[0].as_ref().unwrap();
        assert_eq!(report.title.as_deref(), Some("Far"));
        assert_eq!(report.body, "Gang | Members\nend");
        let at = report.body.find("end").unwrap();
        assert_eq!(
            report.lines.locate(&report.body, at),
            (Some(1_048_576), None)
        );
    }

    #[test]
    fn a_file_that_is_not_a_spreadsheet_is_one_failure() {
        let got = read_all("a.xlsx", &zipped(&[("x", "y")]));
        let error = got[0].as_ref().unwrap_err();
        assert_eq!(error, "a.xlsx: not a valid spreadsheet file");
    }
}
