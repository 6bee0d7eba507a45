//! What a person has decided about single values of single reports: the rows of `corrections.tsv` in the index directory.
//! They are applied when a report is tagged; reports whose rows have changed are tagged again when the index is opened for
//! writing.

use std::collections::BTreeMap;
use std::path::Path;

use rapidhash::v3::rapidhash_v3;

use crate::facet_path;
use crate::gazetteer::Mention;
use crate::schema::corrections::{self, CORRECTIONS_FILE, Correction, Verdict};

use super::error::IndexError;
use super::payload::Payload;
use super::user_files;

/// The corrections of an index, by the id of the report.
#[derive(Debug, Default)]
pub struct Corrections(BTreeMap<String, Vec<Correction>>);

impl Corrections {
    /// Reads the corrections of the index in `dir`; there are none without a file, or without a directory.
    ///
    /// # Errors
    /// The file cannot be read, or has an invalid row.
    pub fn load(dir: &Path, facets: &[&str]) -> Result<Corrections, IndexError> {
        let mut by_report: BTreeMap<String, Vec<Correction>> = BTreeMap::new();
        // An index in memory has no directory.
        if dir.as_os_str().is_empty() {
            return Ok(Corrections::default());
        }
        let path = dir.join(CORRECTIONS_FILE);
        let text = user_files::read_if_exists(&path)?.unwrap_or_default();
        for row in corrections::parse(&path, &text, facets)? {
            by_report.entry(row.report.clone()).or_default().push(row);
        }
        Ok(Corrections(by_report))
    }

    /// Returns a hash of the corrections of each report that has any.
    pub fn hashes(&self) -> BTreeMap<String, u64> {
        let all = self.0.iter();
        all.map(|(report, rows)| (report.clone(), hash(rows)))
            .collect()
    }

    /// Returns whether the index with this payload has been tagged with the corrections of a report.
    pub fn are_applied(&self, report: &str, payload: &Payload) -> bool {
        let rows = self.0.get(report);
        rows.map(|rows| hash(rows)).as_ref() == payload.corrected.get(report)
    }

    /// Returns all corrections, by the id of the report; those of one report are in the order of the table.
    pub fn rows(&self) -> impl Iterator<Item = &Correction> {
        self.0.values().flatten()
    }

    /// Returns the corrections of one report.
    pub fn of_report(&self, report: &str) -> &[Correction] {
        self.0.get(report).map_or(&[], Vec::as_slice)
    }

    /// Removes the rejected values of a report from its mentions and its asserted values (facet and path), and adds the
    /// accepted ones to the latter.
    pub fn apply(
        &self,
        report: &str,
        mentions: &mut [&mut Vec<Mention>],
        asserted: &mut Vec<(String, String)>,
    ) {
        let Some(rows) = self.0.get(report) else {
            return;
        };
        let is_rejected = |facet: &str, path: &str| {
            let mut rows = rows.iter().filter(|row| row.verdict == Verdict::Reject);
            rows.any(|row| row.facet == facet && facet_path::is_at_or_below(path, &row.path))
        };
        for mentions in mentions {
            mentions.retain(|mention| !is_rejected(&mention.facet, &mention.path));
        }
        asserted.retain(|(facet, path)| !is_rejected(facet, path));
        let accepted = rows.iter().filter(|row| row.verdict == Verdict::Accept);
        for row in accepted {
            let value = (row.facet.clone(), row.path.clone());
            if !asserted.contains(&value) {
                asserted.push(value);
            }
        }
    }
}

fn hash(rows: &[Correction]) -> u64 {
    let mut rows: Vec<String> = rows
        .iter()
        .map(|row| format!("{}\0{}\0{}", row.facet, row.path, row.verdict.name()))
        .collect();
    rows.sort_unstable();
    rapidhash_v3(rows.join("\n").as_bytes())
}

/// Writes a correction to the table of the index in `dir`, in place of an earlier one about the same value, or removes that.
/// It takes effect when the index is next opened for writing.
///
/// # Errors
/// The file cannot be read or written, or has an invalid row.
pub fn write_correction(
    dir: &Path,
    facets: &[&str],
    correction: &Correction,
    is_undone: bool,
) -> Result<(), IndexError> {
    let path = dir.join(CORRECTIONS_FILE);
    let text = user_files::read_if_exists(&path)?.unwrap_or_default();
    corrections::parse(&path, &text, facets)?;
    let text = corrections::with(&text, correction, is_undone);
    user_files::replace_file(&path, &text).map_err(|source| IndexError::Io {
        path,
        action: "cannot be written",
        source,
    })
}
