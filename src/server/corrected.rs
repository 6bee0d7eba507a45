//! The corrections of the indexes that are served: which facet values people have rejected or accepted.

use std::path::PathBuf;

use crate::index::{Corrections, IndexError};
use crate::schema::corrections::Correction;
use crate::search::Searcher;

/// A correction, and whether the index has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Corrected {
    /// The correction.
    pub correction: Correction,
    /// Whether the report has been tagged with it; if not, the next indexing run does that.
    pub is_applied: bool,
}

/// Reads the corrections of all indexes, by the ids of reports; with `report`, only those of that one.
///
/// # Errors
/// A table cannot be read or has an invalid row.
pub(super) fn corrections(
    searcher: &Searcher,
    dirs: &[PathBuf],
    report: Option<&str>,
) -> Result<Vec<Corrected>, IndexError> {
    let facets = searcher.facets().iter();
    let facets: Vec<&str> = facets.map(|facet| facet.name.as_str()).collect();
    let payload = &searcher.index().payload;
    let mut all = Vec::new();
    for dir in dirs {
        let known = Corrections::load(dir, &facets)?;
        let rows: Vec<&Correction> = match report {
            Some(report) => known.of_report(report).iter().collect(),
            None => known.rows().collect(),
        };
        all.extend(rows.into_iter().map(|row| Corrected {
            correction: row.clone(),
            is_applied: known.are_applied(&row.report, payload),
        }));
    }
    Ok(all)
}
