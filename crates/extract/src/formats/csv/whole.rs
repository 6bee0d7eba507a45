//! A table without any known column: its rows are the text of one report.

use super::{Row, Rows};
use crate::error::ReadError;
use crate::metadata::Metadata;
use crate::outcome::Outcome;
use crate::report::{Anchor, Lines};

/// Separates the cells of a row.
const CELLS: &str = " | ";
/// Separates the values of a row that have a key.
const VALUES: &str = "; ";
/// Separates rows: each is a paragraph.
const ROWS: &str = "\n\n";
/// When the text of a report reaches this size, the next row starts another report.
const LONGEST: usize = 16 << 20; // bytes

/// Yields the reports of a table: one, or several if it is huge.
pub(super) struct Whole {
    rows: Rows,
    /// Whether the first line contains column names.
    has_header: bool,
    /// The number of reports so far.
    reports: u64,
    /// The error that ended the table early, reported after the rows before it.
    error: Option<ReadError>,
}

impl Whole {
    pub fn of(rows: Rows) -> Whole {
        Whole {
            has_header: is_header(&rows.columns),
            rows,
            reports: 0,
            error: None,
        }
    }

    fn row(&self, cells: &[String]) -> String {
        let filled = |cell: &&String| !cell.trim().is_empty();
        if !self.has_header {
            let cells: Vec<&str> = cells.iter().map(|cell| cell.trim()).collect();
            return cells.join(CELLS).trim_matches([' ', '|']).to_owned();
        }
        let mut values = Vec::new();
        for (i, cell) in cells.iter().enumerate() {
            if !filled(&cell) {
                continue;
            }
            let key = self.rows.columns.get(i).map_or("", |key| key.trim());
            values.push(match key {
                "" => cell.trim().to_owned(),
                key => format!("{key}: {}", cell.trim()),
            });
        }
        values.join(VALUES)
    }
}

/// Returns whether the first line of a table contains column names: distinct names and no numbers.
fn is_header(columns: &[String]) -> bool {
    let is_name = |name: &str| name.chars().any(char::is_alphabetic);
    let mut names: Vec<&str> = columns.iter().map(|name| name.trim()).collect();
    names.retain(|name| !name.is_empty());
    let count = names.len();
    let all_names = names.iter().all(|name| is_name(name));
    names.sort_unstable();
    names.dedup();
    count > 1 && all_names && names.len() == count
}

impl Iterator for Whole {
    type Item = Outcome;

    fn next(&mut self) -> Option<Outcome> {
        if let Some(error) = self.error.take() {
            return Some(Outcome::failed(error));
        }
        let mut warnings = Vec::new();
        let (mut body, mut anchors) = (String::new(), Vec::new());
        if !self.has_header && self.reports == 0 {
            anchors.push(anchor(0, Some(1)));
            body = self.row(&self.rows.columns);
        }
        while body.len() < LONGEST {
            match self.rows.cells(&mut warnings) {
                None => break,
                Some(Err(error)) if body.is_empty() => return Some(Outcome::failed(error)),
                Some(Err(error)) => {
                    self.error = Some(error);
                    break;
                }
                Some(Ok(Row { line, cells })) => {
                    let row = self.row(&cells);
                    if row.is_empty() {
                        continue;
                    }
                    if !body.is_empty() {
                        body.push_str(ROWS);
                    }
                    anchors.push(anchor(body.len(), line));
                    body.push_str(&row);
                }
            }
        }
        if body.is_empty() {
            return None;
        }
        self.reports += 1;
        let path = &self.rows.path;
        let id = match self.reports {
            1 => path.clone(),
            several => format!("{path}#{several}"),
        };
        let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
        let metadata = Metadata {
            title: Some(name.to_owned()),
            ..Metadata::default()
        };
        Some(Outcome {
            report: Ok(metadata.with_body(body, Lines::At(anchors), path, id)),
            warnings,
        })
    }
}

fn anchor(start: usize, line: Option<u32>) -> Anchor {
    let page = None;
    Anchor { start, line, page }
}

#[cfg(test)]
mod tests {
    use crate::tests::{read_all, read_one};

    #[test]
    fn a_table_of_unknown_columns_is_one_report_each_row_a_paragraph_with_its_line() {
        let table =
            "name,tax number,phone\nFirm A,590700008611,\n,,\n\"Firm\nB\",7,+509 1\nC,8,9,10\n";
        let (report, warnings) = read_one("firms.csv", table.as_bytes());
        let report = report.unwrap();
        assert_eq!(warnings, [""; 0]);
        assert_eq!(
            (report.id.as_str(), report.title.as_deref()),
            ("firms.csv", Some("firms.csv"))
        );
        let wanted = "name: Firm A; tax number: 590700008611\n\n\
                      name: Firm\nB; tax number: 7; phone: +509 1\n\n\
                      name: C; tax number: 8; phone: 9; 10";
        assert_eq!(report.body, wanted);
        let line_of = |words: &str| {
            report
                .lines
                .locate(&report.body, report.body.find(words).unwrap())
                .0
        };
        assert_eq!(
            [line_of("Firm A"), line_of("+509"), line_of("10")],
            [Some(2), Some(4), Some(6)]
        );
    }

    #[test]
    fn a_table_without_a_header_loses_no_row() {
        for (name, table) in [
            ("a.csv", "Firm A,590\nFirm B,591\n"),
            ("a.tsv", "Firm A\t590\nFirm B\t591\n"),
        ] {
            let (report, _) = read_one(name, table.as_bytes());
            assert_eq!(report.unwrap().body, "Firm A | 590\n\nFirm B | 591");
        }
        let (report, _) = read_one("words.csv", b"kenscoff\nsolino\n");
        assert_eq!(report.unwrap().body, "kenscoff\n\nsolino");
    }

    #[test]
    fn an_empty_table_is_not_a_report_and_an_error_follows_the_rows_before_it() {
        assert!(read_all("a.csv", b"name,phone\n").is_empty());
        let got = read_all("a.csv", b"name,phone\nA,1\nB,\"open\nC,2\n");
        assert_eq!(got[0].as_ref().unwrap().body, "name: A; phone: 1");
        assert_eq!(
            got[1].as_ref().unwrap_err(),
            "a.csv:3: record 2: not a row of this table"
        );
    }
}
