//! `same-as.tsv`: facet values that are shown as others. UTF-8, tab-separated, without quoting;
//! lines that start with `#` are comments, and the first other line is the header.
//!
//! | column | meaning |
//! | --- | --- |
//! | `facet` | the name of the facet |
//! | `path` | a facet value of reports |
//! | `same-as` | the path it is shown as, including everything below it |
//! | `note` | a comment; optional |
//!
//! Reports are not tagged again: a row takes effect on the next search, and deleting it reverts it.
//! Rows may be chained, but not in a cycle.

use std::path::Path;

use super::error::{Cell, SchemaError};
use super::table::unknown_facet;
use reportage_text::facet_path;
use reportage_text::lexicon::cells;

/// The file name, in a schema folder or in an index.
pub const SAME_AS_FILE: &str = "same-as.tsv";

/// How often one row may apply to a path: `/A/X` shown as `/A` applies once for each consecutive
/// `/X`.
const DEEPEST: usize = 32;

const COLUMNS: [&str; 3] = ["facet", "path", "same-as"];

/// A facet value that is shown as another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SameAs {
    /// The name of the facet.
    pub facet: String,
    /// The path in the index.
    pub from: String,
    /// The path that is shown.
    pub to: String,
}

/// Parses the file `path` and appends its rows to `rows`; `facets` are the names of the facets.
///
/// # Errors
/// An invalid row, or rows that form a cycle.
pub fn parse(
    path: &Path,
    text: &str,
    facets: &[&str],
    mut rows: Vec<SameAs>,
) -> Result<Vec<SameAs>, SchemaError> {
    // Spreadsheets write a byte order mark.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let wrong = |line, column: &str, fault| Err(SchemaError::table(path, line, column, fault));
    let cells = cells(text, COLUMNS, COLUMNS.len());
    let cells = cells.map_err(|error| SchemaError::of_lexicon(path, error))?;
    for (line, [facet, from, to]) in cells {
        if !facets.contains(&facet) {
            let fault = unknown_facet(facet, facets.iter().copied());
            return wrong(line, "facet", fault);
        }
        for (column, cell) in [("path", from), ("same-as", to)] {
            if facet_path::split(cell).is_none() {
                return wrong(line, column, Cell::Path(cell.to_owned()));
            }
        }
        if rows
            .iter()
            .any(|row| row.facet == facet && row.from == from)
        {
            return wrong(line, "path", Cell::Twice(from.to_owned()));
        }
        rows.push(SameAs {
            facet: facet.to_owned(),
            from: from.to_owned(),
            to: to.to_owned(),
        });
        if shown(&rows, facet, from).is_none() {
            return wrong(line, "same-as", Cell::Circle(to.to_owned()));
        }
    }
    Ok(rows)
}

/// Returns the path that `path` is shown as; `None` if the rows form a cycle.
pub fn shown(rows: &[SameAs], facet: &str, path: &str) -> Option<String> {
    let mut path = path.to_owned();
    for _ in 0..rows.len() + DEEPEST {
        let above = rows.iter().filter(|row| {
            let rest = path.strip_prefix(row.from.as_str());
            row.facet == facet && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        });
        let Some(row) = above.max_by_key(|row| row.from.len()) else {
            return Some(path);
        };
        path = format!("{}{}", row.to, &path[row.from.len()..]);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(rows: &str) -> Result<Vec<SameAs>, String> {
        let text = format!("# head\nfacet\tpath\tsame-as\n{rows}");
        parse(
            Path::new("same-as.tsv"),
            &text,
            &["actor", "area"],
            Vec::new(),
        )
        .map_err(|error| {
            let cause = std::error::Error::source(&error).map(ToString::to_string);
            format!("{error}: {}", cause.unwrap_or_default())
        })
    }

    #[test]
    fn a_value_is_shown_as_another_with_what_is_below_it() {
        let rows = read("actor\t/A\t/B\nactor\t/A/X\t/C/X\nactor\t/C\t/D").unwrap();
        let shown = |path| shown(&rows, "actor", path).unwrap();
        assert_eq!(shown("/A/Y"), "/B/Y");
        assert_eq!(
            shown("/A/X/Z"),
            "/D/X/Z",
            "the longest row, then what follows from it"
        );
        assert_eq!(shown("/Ab"), "/Ab");
        assert_eq!(super::shown(&rows, "area", "/A").unwrap(), "/A");
    }

    #[test]
    fn a_byte_order_mark_is_not_part_of_the_header() {
        let text = "\u{feff}facet\tpath\tsame-as\r\nactor\t/A\t/B\r\n";
        let rows = parse(Path::new("same-as.tsv"), text, &["actor"], Vec::new()).unwrap();
        assert_eq!(super::shown(&rows, "actor", "/A").unwrap(), "/B");
    }

    #[test]
    fn each_fault_has_its_place() {
        for (rows, wanted) in [
            (
                "actor\t/A\t/A/B",
                "same-as.tsv:3: not a valid `same-as`: `/A/B` is part of a cycle",
            ),
            (
                "actor\t/A\t/B\nactor\t/B\t/A",
                "same-as.tsv:4: not a valid `same-as`: `/A` is part of a cycle",
            ),
            (
                "actor\t/A\t/B\nactor\t/A\t/C",
                "same-as.tsv:4: not a valid `path`: `/A` is already in an earlier row",
            ),
            (
                "actr\t/A\t/B",
                "same-as.tsv:3: not a valid `facet`: `actr` is not a facet; nearest is `actor`",
            ),
            (
                "actor\tA\t/B",
                "same-as.tsv:3: not a valid `path`: `A` is not a path like /Haiti/Ouest (a slash inside a name is written \\/)",
            ),
        ] {
            assert_eq!(read(rows).unwrap_err(), wanted);
        }
        assert_eq!(read(""), Ok(Vec::new()));
    }
}
