//! The files of an index with their state.

use crate::date::day_of;
use crate::index::{Ledger, SourceRow, source_order};
use crate::response::sources::{SourceState, SourceStatus};

/// Returns the files of a ledger, in the order in which they are read.
pub fn sources(ledger: &Ledger) -> Vec<SourceStatus> {
    let mut rows: Vec<&SourceRow> = ledger.rows().collect();
    rows.sort_by(|a, b| source_order(&a.key, &b.key));
    let statuses = rows.into_iter().map(|row| SourceStatus {
        path: ledger.shown(&row.key),
        root: ledger.root_of(&row.key).map(|root| root.name.clone()),
        state: state_of(row),
        reports: row.reports,
        size: row.size,
        kind: row.skipped.clone(),
        failures: ledger.failures(row),
        failing_since: row.failing_since.and_then(day_of),
    });
    statuses.collect()
}

fn state_of(row: &SourceRow) -> SourceState {
    match (&row.skipped, row.failures.is_empty(), row.complete) {
        (Some(_), _, _) => SourceState::Skipped,
        (None, false, _) => SourceState::Failed,
        (None, true, false) => SourceState::Unfinished,
        (None, true, true) => SourceState::Indexed,
    }
}
