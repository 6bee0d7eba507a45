//! Sources with a new name, location in their root, or ids: their reports are kept, and no file is
//! read.

use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, Searcher, TERMINATED, Term};

use crate::index::changes::SourceState;
use crate::index::error::IndexError;
use crate::index::fields::Fields;
use crate::index::reports;
use crate::index::stored::SourceRow;
use crate::report::Report;

use super::Mirror;
use super::session::FAILURES_KEPT;

impl Mirror {
    /// Assigns the reports of the source with the key `from`, which was read completely, to the
    /// source `to` with the same content. The two keys may be equal.
    ///
    /// # Errors
    /// The index cannot be read or written.
    pub fn move_source(&mut self, from: &str, to: SourceState) -> Result<(), IndexError> {
        let Some(row) = self.ledger.rows.remove(from) else {
            return Ok(());
        };
        self.ids.release(from.to_owned());
        self.delete(self.fields.row_key, from);
        self.delete(self.fields.source_key, from);
        let before = self.ids.before().clone();
        let addresses = reports_of(&before, self.fields, from)
            .map_err(|error| self.directory.engine_error("read its sources", error))?;
        let id_path = to.id_path().to_owned();
        let mut session = self.begin(to);
        session.moved = true;
        session.row.failures.clone_from(&row.failures);
        session.row.failed = row.failed();
        session.row.taken = row.taken;
        for address in addresses {
            let stored = reports::stored(&before, session.mirror.fields, address);
            let stored = stored.map_err(|error| {
                session
                    .mirror
                    .directory
                    .engine_error("read a report", error)
            })?;
            let report = stored.head.into_report(stored.body);
            let line = report.lines.behind_path(&report.body);
            let report = with_path_and_id(report, &row, &id_path);
            let inside = report.path[id_path.len()..].to_owned();
            if let Err(taken) = session.add(report)? {
                let failure = format!("{inside}{line}: {taken}");
                session.row.insert_failure(failure, FAILURES_KEPT);
            } else {
                session.mirror.counts.moved += 1;
            }
        }
        session.row.failing_since = row.failing_since;
        session.row.read_with = row.read_with;
        session.row.contested |= row.contested;
        session.end();
        Ok(())
    }
}

/// Gives a report the path and, if its metadata has no id, the id with which it would have been
/// read.
fn with_path_and_id(report: Report, row: &SourceRow, id_path: &str) -> Report {
    let inside = report.path.strip_prefix(row.below()).unwrap_or_default();
    let path = format!("{id_path}{inside}");
    let was = format!("{}{inside}", row.id_path());
    let id = match report.id.strip_prefix(&was) {
        Some(number) if number.is_empty() || number.starts_with('#') => format!("{path}{number}"),
        Some(_) | None => report.id,
    };
    Report { id, path, ..report }
}

/// Returns the addresses of the live reports of a source, in store order.
fn reports_of(searcher: &Searcher, fields: Fields, key: &str) -> tantivy::Result<Vec<DocAddress>> {
    let term = Term::from_field_text(fields.source_key, key);
    let mut addresses = Vec::new();
    for (ord, segment) in searcher.segment_readers().iter().enumerate() {
        let index = segment.inverted_index(fields.source_key)?;
        let Some(mut postings) = index.read_postings(&term, IndexRecordOption::Basic)? else {
            continue;
        };
        while postings.doc() != TERMINATED {
            if !segment.is_deleted(postings.doc()) {
                addresses.push(DocAddress::new(ord as u32, postings.doc()));
            }
            postings.advance();
        }
    }
    Ok(addresses)
}
