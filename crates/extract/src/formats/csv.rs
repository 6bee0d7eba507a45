//! Tables: the header line has the keys, each further row is one report, read row by row. A table
//! without any known column is one report of all its rows.

mod whole;

use std::io::{self, BufRead, Read};
use std::sync::Arc;

use csv::{ByteRecord, Reader, ReaderBuilder};

use self::whole::Whole;
use crate::decode;
use crate::error::{Cause, Location, ReadError, Reason};
use crate::field_mapping::FieldMappings;
use crate::format::Input;
use crate::metadata::Cells;
use crate::outcome::{Outcome, Outcomes};
use crate::record::{self, Origin, Spot};
use crate::values::{Entries, Value};
use crate::wrapper::{self, LONGEST_LINE, Wrapper};
use reportage_text::field_map;

/// Reads a table whose columns are separated by one of `delimiters`.
pub(crate) fn reports(input: &mut Input, delimiters: &[u8]) -> Result<Outcomes, ReadError> {
    match open(input, delimiters) {
        Ok(rows) if rows.columns.is_empty() || input.mappings.are_known(&rows.columns) => {
            Ok(Box::new(rows))
        }
        Ok(rows) => Ok(Box::new(Whole::of(rows))),
        Err(reason) => Err(Location::file(&input.shown).error(reason)),
    }
}

fn open(input: &mut Input, delimiters: &[u8]) -> Result<Rows, Reason> {
    let (mut bytes, decoder) =
        decode::by_lines(input.take_bytes()).map_err(|reason| match reason {
            Reason::Io(error) => wrapper::failure(input.wrapper, error),
            other => other,
        })?;
    let head = bytes
        .fill_buf()
        .map_err(|error| wrapper::failure(input.wrapper, error))?;
    let delimiter = delimiter(head, delimiters);
    let wide_ends = first_line(head).ends_with(b"\r");
    let mut table = ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(Rationed {
            inner: bytes,
            left: LONGEST_LINE,
            last: 0,
            ended: false,
        });
    let mut header = ByteRecord::new();
    if let Err(error) = table.read_byte_record(&mut header) {
        return Err(reason(error, input.wrapper));
    }
    let mut columns = Vec::new();
    for key in &header {
        columns.push(decoder.decode(key).0.into_owned());
    }
    Ok(Rows {
        columns,
        table,
        decoder,
        mappings: input.mappings.clone(),
        path: input.shown.clone(),
        wrapper: input.wrapper,
        wide_ends,
        record: 0,
        tagged: false,
        row: ByteRecord::new(),
        done: false,
    })
}

/// Detects the delimiter: the candidate that occurs most often in the first line, the first of
/// equals.
fn delimiter(head: &[u8], candidates: &[u8]) -> u8 {
    let mut best = (0, candidates[0]);
    for candidate in candidates {
        let n = memchr::memchr_iter(*candidate, first_line(head)).count();
        if n > best.0 {
            best = (n, *candidate);
        }
    }
    best.1
}

fn first_line(head: &[u8]) -> &[u8] {
    &head[..memchr::memchr(b'\n', head).unwrap_or(head.len())]
}

fn reason(error: csv::Error, wrapper: Wrapper) -> Reason {
    let message = error.to_string();
    match error.into_kind() {
        csv::ErrorKind::Io(error) if is_ration(&error) => {
            let (what, limit) = ("a row", LONGEST_LINE);
            Reason::TooLarge { what, limit }
        }
        csv::ErrorKind::Io(error) => wrapper::failure(wrapper, error),
        _ => Reason::Row(Cause(message)),
    }
}

/// Limits how much is read for each row: an unclosed quote would extend to the end of the file.
struct Rationed {
    inner: Box<dyn BufRead + Send>,
    /// The bytes left for the row; reset for each row.
    left: u64,
    /// The last byte read that is not a line break.
    last: u8,
    /// Whether the end was reached.
    ended: bool,
}

/// The row is longer than its limit.
#[derive(Debug, thiserror::Error)]
#[error("a row that does not end")]
struct Ration;

fn is_ration(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|cause| cause.is::<Ration>())
}

impl Read for Rationed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(io::Error::other(Ration));
        }
        let n = self.inner.read(buffer)?;
        self.ended = n == 0;
        self.left = self.left.saturating_sub(n as u64);
        let is_break = |byte: &&u8| matches!(byte, b'\r' | b'\n');
        if let Some(last) = buffer[..n].iter().rev().find(|byte| !is_break(byte)) {
            self.last = *last;
        }
        Ok(n)
    }
}

struct Rows {
    columns: Vec<String>,
    table: Reader<Rationed>,
    decoder: decode::LineDecoder,
    mappings: Arc<FieldMappings>,
    path: String,
    wrapper: Wrapper,
    /// Whether rows end with `\r\n`.
    wide_ends: bool,
    record: u64,
    /// Whether a row of HXL tags has been skipped.
    tagged: bool,
    row: ByteRecord,
    done: bool,
}

/// A raw row.
struct Row {
    /// The line on which it starts.
    line: Option<u32>,
    cells: Vec<String>,
}

impl Iterator for Rows {
    type Item = Outcome;

    fn next(&mut self) -> Option<Outcome> {
        Some(match self.step()? {
            Ok(()) => self.report(),
            Err(error) => Outcome::failed(error),
        })
    }
}

impl Rows {
    /// Reads the next row; `None` at the end.
    fn step(&mut self) -> Option<Result<(), ReadError>> {
        if self.done {
            return None;
        }
        self.table.get_mut().left = LONGEST_LINE;
        let read = self.table.read_byte_record(&mut self.row);
        self.record += 1;
        match read {
            Ok(true) if self.record == 1 && !self.tagged && field_map::is_tags(self.row.iter()) => {
                self.record = 0;
                self.tagged = true;
                self.step()
            }
            Ok(true) => Some(Ok(())),
            Ok(false) => {
                self.done = true;
                None
            }
            Err(error) => {
                self.done = true;
                Some(Err(self.location().error(reason(error, self.wrapper))))
            }
        }
    }

    /// Reads all cells of the next row, with the line on which it starts.
    fn cells(&mut self, warnings: &mut Vec<ReadError>) -> Option<Result<Row, ReadError>> {
        if let Err(error) = self.step()? {
            return Some(Err(error));
        }
        let location = self.location();
        if self.is_open() {
            return Some(Err(open_quote(&location)));
        }
        let mut cells = Vec::with_capacity(self.row.len());
        for field in &self.row {
            let (text, warning) = self.decoder.decode(field);
            warnings.extend(warning.map(|reason| location.error(reason)));
            cells.push(text.into_owned());
        }
        let line = location.line;
        Some(Ok(Row { line, cells }))
    }

    fn location(&self) -> Location {
        Location {
            path: self.path.clone(),
            line: u32::try_from(self.first_line()).ok(),
            record: Some(self.record),
        }
    }

    /// Returns the line on which the row starts. It is counted back from the end of the row,
    /// because the CSV reader includes preceding blank lines in a row. A row that ends with `\r\n`
    /// is complete at the `\r`, so its own line break is not counted yet.
    fn first_line(&self) -> u64 {
        let before = self.row.position().map_or(1, |position| position.line());
        let inner: usize = self
            .row
            .iter()
            .map(|field| memchr::memchr_iter(b'\n', field).count())
            .sum();
        let after = self.table.position().line();
        if self.wide_ends {
            return after.saturating_sub(inner as u64).max(1);
        }
        before.max(after.saturating_sub(1 + inner as u64))
    }

    /// Returns the location of a column's cell. The cells before it may contain line breaks.
    fn spot(&self, column: &str, first: Option<u32>) -> Spot {
        let mut columns = self.columns.iter();
        let i = columns.position(|key| key.trim().eq_ignore_ascii_case(column));
        let Some(first) = first else {
            return Spot::On(None);
        };
        let cells = self.row.iter().take(i.unwrap_or(0));
        let breaks: usize = cells
            .map(|cell| memchr::memchr_iter(b'\n', cell).count())
            .sum();
        Spot::From(first.saturating_add(breaks as u32))
    }

    /// Returns whether the table ends inside quotes: a field of several lines must be quoted, and
    /// so must end with a quote.
    fn is_open(&self) -> bool {
        let field = self.row.iter().next_back().unwrap_or_default();
        let read = self.table.get_ref();
        read.ended && field.contains(&b'\n') && read.last != b'"'
    }

    fn report(&self) -> Outcome {
        let location = self.location();
        if self.is_open() {
            return Outcome::failed(open_quote(&location));
        }
        if self.row.len() > self.columns.len() {
            let (has, keys) = (self.row.len(), self.columns.len());
            let cause = Cause(format!("{has} cells under {keys} keys"));
            return Outcome::failed(location.error(Reason::Row(cause)));
        }
        let mut warnings: Vec<ReadError> = Vec::new();
        if self.row.len() < self.columns.len() {
            let (has, keys) = (self.row.len(), self.columns.len());
            let cause = Cause(format!(
                "{has} cells under {keys} keys; the rest count as empty"
            ));
            warnings.push(location.error(Reason::Row(cause)));
        }
        let mut entries = Vec::new();
        for (key, field) in self.columns.iter().zip(&self.row) {
            let (text, warning) = self.decoder.decode(field);
            warnings.extend(warning.map(|reason| location.error(reason)));
            entries.push((key.clone(), Value::Text(text.into_owned())));
        }
        let origin = Origin {
            mappings: &self.mappings,
            cells: Cells::Split,
            location: &location,
            spot: &|column| self.spot(column, location.line),
        };
        record::report(Entries(entries), &origin, warnings)
    }
}

fn open_quote(location: &Location) -> ReadError {
    let cause = Cause("a quote that is not closed takes in all that follows".to_owned());
    location.error(Reason::Row(cause))
}

#[cfg(test)]
mod tests {
    use crate::report::Report;
    use crate::tests::read_all;

    fn line_of(report: &Report) -> Option<u32> {
        report.lines.locate(&report.body, 0).0
    }

    #[test]
    fn rows_are_reports_with_the_line_they_start_on() {
        for end in ["\n", "\r\n"] {
            let rows = [
                "Title,Text,Area,Date",
                "T,\"a \"\"b\"\"",
                "c, d\",Haiti; Ouest|Cuba,2025",
                "",
                "U,e,,",
                "V,f,,",
                "",
            ];
            let got = read_all("a.csv", rows.join(end).as_bytes());
            assert_eq!(got.len(), 3, "{got:?}");
            let first = got[0].as_ref().unwrap();
            assert_eq!(first.body, format!("a \"b\"{end}c, d"));
            let areas: Vec<&str> = first
                .stated
                .iter()
                .map(|(_, value)| value.as_str())
                .collect();
            assert_eq!(areas, ["Haiti", "Ouest", "Cuba"]);
            let second = first.body.find('c').unwrap();
            assert_eq!(
                first.lines.locate(&first.body, second).0,
                Some(3),
                "{end:?}"
            );
            let lines: Vec<_> = got.iter().map(|r| line_of(r.as_ref().unwrap())).collect();
            assert_eq!(lines, [Some(2), Some(5), Some(6)], "{end:?}");
            assert_eq!(got[2].as_ref().unwrap().id, "a.csv#3");
        }
    }

    #[test]
    fn a_text_is_on_the_line_of_its_cell_and_a_row_of_tags_is_skipped() {
        let table = "Date,Note,Text\n#date,#meta,#description\n2025,\"a\nb\",\"c\nd\"\n2025,,e\n";
        let got = read_all("a.csv", table.as_bytes());
        assert_eq!(got.len(), 2, "{got:?}");
        let first = got[0].as_ref().unwrap();
        assert_eq!((first.id.as_str(), line_of(first)), ("a.csv#1", Some(4)));
        assert_eq!(first.lines.locate(&first.body, 2).0, Some(5));
        assert_eq!(line_of(got[1].as_ref().unwrap()), Some(6));
    }

    #[test]
    fn semicolons_and_tabs_are_detected_from_the_header() {
        let got = read_all("a.csv", b"title;text\nT;a, b; c\nT;a, b\n");
        assert_eq!(
            got[0].as_ref().unwrap_err(),
            "a.csv:2: record 1: not a row of this table"
        );
        assert_eq!(got[1].as_ref().unwrap().body, "a, b");
        let got = read_all("a.tsv", b"title\ttext\nT\ta, b\n");
        assert_eq!(got[0].as_ref().unwrap().body, "a, b");
    }

    #[test]
    fn an_unclosed_quote_and_a_row_without_text_are_errors() {
        let got = read_all("a.csv", b"title,text\nT,\"ok\nok\"\nT,\"open\nU,v\n");
        assert!(got[0].is_ok());
        assert_eq!(
            got[1].as_ref().unwrap_err(),
            "a.csv:4: record 2: not a row of this table"
        );
        let got = read_all("a.csv", b"id,date\n1,2025\n");
        assert!(
            got[0]
                .as_ref()
                .unwrap_err()
                .starts_with("a.csv:2: record 1: no text and no title; its keys are `date`, `id`")
        );
    }

    #[test]
    fn old_encodings_and_utf_16_are_read() {
        let table = "title;text\nÉlections;Les élections ont été reportées à février en Haïti\n";
        let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(table);
        let wide: Vec<u8> = std::iter::once(0xFEFF)
            .chain(table.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        for bytes in [&latin[..], &wide] {
            let got = read_all("a.csv", bytes);
            assert_eq!(got[0].as_ref().unwrap().title.as_deref(), Some("Élections"));
        }
    }
}
