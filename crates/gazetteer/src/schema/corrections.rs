//! `corrections.tsv`: facet values that a person has rejected or accepted for single reports. UTF-8, tab-separated, without
//! quoting; lines that start with `#` are comments, and the first other line is the header.
//!
//! | column | meaning |
//! | --- | --- |
//! | `report` | the id of a report |
//! | `facet` | the name of the facet |
//! | `path` | a value |
//! | `verdict` | `reject`: the report is not filed under the value or one below it; `accept`: it is filed under the value |
//! | `note` | a comment; optional |

use std::path::Path;

use super::error::{Cell, SchemaError};
use super::table::unknown_facet;
use reportage_text::facet_path;
use reportage_text::lexicon::cells;

/// The file name in an index.
pub const CORRECTIONS_FILE: &str = "corrections.tsv";

const COLUMNS: [&str; 4] = ["report", "facet", "path", "verdict"];

/// A value of one report that a person has decided about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The id of the report.
    pub report: String,
    /// The name of the facet.
    pub facet: String,
    /// The path of the value.
    pub path: String,
    /// The decision.
    pub verdict: Verdict,
}

/// What a person has decided about a value of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The report is not filed under the value or one below it.
    Reject,
    /// The report is filed under the value.
    Accept,
}

impl Verdict {
    const ALL: [Verdict; 2] = [Verdict::Reject, Verdict::Accept];

    /// Returns the word in the table.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Reject => "reject",
            Verdict::Accept => "accept",
        }
    }
}

/// Parses the file `path`; `facets` are the names of the facets.
///
/// # Errors
/// The first invalid row, or the second of two about the same value of a report.
pub fn parse(path: &Path, text: &str, facets: &[&str]) -> Result<Vec<Correction>, SchemaError> {
    // Spreadsheets write a byte order mark.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let wrong = |line, column: &str, fault| Err(SchemaError::table(path, line, column, fault));
    let cells = cells(text, COLUMNS, COLUMNS.len());
    let cells = cells.map_err(|error| SchemaError::of_lexicon(path, error))?;
    let mut corrections: Vec<Correction> = Vec::new();
    for (line, [report, facet, value, verdict]) in cells {
        if report.is_empty() {
            return wrong(line, "report", Cell::Empty);
        }
        if !facets.contains(&facet) {
            let fault = unknown_facet(facet, facets.iter().copied());
            return wrong(line, "facet", fault);
        }
        if facet_path::split(value).is_none() {
            return wrong(line, "path", Cell::Path(value.to_owned()));
        }
        let Some(verdict) = Verdict::ALL
            .into_iter()
            .find(|known| known.name() == verdict)
        else {
            return wrong(line, "verdict", Cell::Verdict(verdict.to_owned()));
        };
        let correction = Correction {
            report: report.to_owned(),
            facet: facet.to_owned(),
            path: value.to_owned(),
            verdict,
        };
        if corrections
            .iter()
            .any(|known| known.is_about_the_same(&correction))
        {
            return wrong(line, "path", Cell::Twice(value.to_owned()));
        }
        corrections.push(correction);
    }
    Ok(corrections)
}

impl Correction {
    /// Returns whether two corrections are about the same value of the same report.
    pub fn is_about_the_same(&self, other: &Correction) -> bool {
        (&self.report, &self.facet, &self.path) == (&other.report, &other.facet, &other.path)
    }
}

/// Returns the text of a table with a correction in place of those about the same value; without it if `correction` is to
/// be undone. Other lines, comments too, are kept as they are. `text` must [parse].
pub fn with(text: &str, correction: &Correction, is_undone: bool) -> String {
    let header = COLUMNS.join("\t");
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let is_row = |line: &&String| !line.starts_with('#') && !line.trim().is_empty();
    if !lines.iter().any(|line| is_row(&line)) {
        lines.push(header);
    }
    let columns: Vec<String> = lines.iter().find(is_row).map_or(Vec::new(), |header| {
        let header = header.trim_start_matches('\u{feff}');
        header
            .split('\t')
            .map(|cell| cell.trim().to_owned())
            .collect()
    });
    let value = |column: &str| match column {
        "report" => &correction.report,
        "facet" => &correction.facet,
        "path" => &correction.path,
        "verdict" => correction.verdict.name(),
        _ => "",
    };
    let key = COLUMNS[..3].iter();
    let key: Vec<usize> = key
        .filter_map(|name| columns.iter().position(|c| c == name))
        .collect();
    let mut is_header = true;
    lines.retain(|line| {
        if !is_row(&line) || std::mem::take(&mut is_header) {
            return true;
        }
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        !key.iter()
            .all(|&at| cells.get(at).copied() == Some(value(&columns[at])))
    });
    if !is_undone {
        let row: Vec<&str> = columns.iter().map(|column| value(column)).collect();
        lines.push(row.join("\t").trim_end().to_owned());
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn correction(path: &str, verdict: Verdict) -> Correction {
        Correction {
            report: "r 1".to_owned(),
            facet: "area".to_owned(),
            path: path.to_owned(),
            verdict,
        }
    }

    fn read(text: &str) -> Result<Vec<Correction>, String> {
        parse(Path::new("corrections.tsv"), text, &["area"]).map_err(|error| {
            let cause = std::error::Error::source(&error).map(ToString::to_string);
            format!("{error}: {}", cause.unwrap_or_default())
        })
    }

    #[test]
    fn a_row_is_added_replaced_and_undone_and_other_lines_stay() {
        let reject = correction("/A", Verdict::Reject);
        let text = with("# by hand\n", &reject, false);
        assert_eq!(
            text,
            "# by hand\nreport\tfacet\tpath\tverdict\nr 1\tarea\t/A\treject\n"
        );
        assert_eq!(read(&text).unwrap(), std::slice::from_ref(&reject));
        let both = with(&text, &correction("/B", Verdict::Accept), false);
        let accepted = with(&both, &correction("/A", Verdict::Accept), false);
        let wanted = [
            correction("/B", Verdict::Accept),
            correction("/A", Verdict::Accept),
        ];
        assert_eq!(read(&accepted).unwrap(), wanted);
        assert_eq!(
            with(&with(&accepted, &wanted[0], true), &wanted[1], true),
            "# by hand\nreport\tfacet\tpath\tverdict\n"
        );
        // Columns in another order, with notes.
        let text = "verdict\tnote\tpath\tfacet\treport\nreject\twhy\t/B\tarea\tr 1\n";
        assert_eq!(
            with(text, &reject, false),
            "verdict\tnote\tpath\tfacet\treport\nreject\twhy\t/B\tarea\tr 1\nreject\t\t/A\tarea\tr 1\n"
        );
    }

    #[test]
    fn an_invalid_row_is_an_error_with_its_line() {
        let head = "report\tfacet\tpath\tverdict\n";
        for (rows, wanted) in [
            ("r\tarea\t/A\tno", "corrections.tsv:2"),
            (
                "r\tarea\t/A\treject\nr\tplace\t/A\treject",
                "corrections.tsv:3",
            ),
            ("r\tarea\tA\treject", "corrections.tsv:2"),
            ("\tarea\t/A\treject", "corrections.tsv:2"),
            (
                "r\tarea\t/A\treject\nr\tarea\t/A\taccept",
                "corrections.tsv:3",
            ),
        ] {
            let error = read(&format!("{head}{rows}")).unwrap_err();
            assert!(error.starts_with(wanted), "{rows}: {error}");
        }
    }
}
