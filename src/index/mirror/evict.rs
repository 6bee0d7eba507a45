//! Ids that change their source: of several sources with the same report id, the first in reading
//! order owns it, whatever the order in which they were added.

use crate::index::changes::{Evicted, Taken};
use crate::index::error::IndexError;
use crate::index::fields::id_term;
use crate::index::manifest::living_report;
use crate::index::reports;
use crate::index::stored::SourceRow;

use super::session::{FAILURES_KEPT, SourceSession};

impl SourceSession<'_> {
    /// Removes the committed report `id` of the source `holder` from the index. That source gets
    /// another failure, and is read again when ids are freed.
    pub(super) fn evict(&mut self, id: &str, holder: &str) -> Result<Evicted, IndexError> {
        let new_owner = self.row.key.clone();
        let mirror = &mut *self.mirror;
        let committed_location = committed_location(mirror, id)?;
        mirror.delete(mirror.fields.id, &id_term(id));
        mirror.counts.removed += 1;
        // Its source was counted as unchanged.
        mirror.counts.unchanged = mirror.counts.unchanged.saturating_sub(1);
        let taken = Taken {
            id: id.to_owned(),
            owner: mirror.ledger.shown(&new_owner),
            owner_key: Some(new_owner),
        };
        let before = Taken {
            id: id.to_owned(),
            owner: mirror.ledger.shown(holder),
            owner_key: Some(holder.to_owned()),
        };
        mirror.new_owners.insert(before.kept(), taken.kept());
        let (path, line) = committed_location.unwrap_or_default();
        if let Some(row) = mirror.ledger.row(holder).cloned() {
            let inside = path.strip_prefix(row.below()).unwrap_or_default();
            let failure = format!("{inside}{line}: {}", taken.kept());
            let mut row = SourceRow {
                reports: row.reports.saturating_sub(1),
                contested: true,
                taken: row.taken + 1,
                failing_since: row.failing_since.or(Some(mirror.seen.now())),
                ..row
            };
            row.insert_failure(failure, FAILURES_KEPT);
            mirror.put_row(row);
        }
        let shown = mirror.ledger.places.shown(holder, &path);
        Ok(Evicted {
            place: format!("{shown}{line}"),
            taken,
        })
    }
}

impl super::Mirror {
    /// Updates the failures of sources that lack an id to name its current owner.
    pub(super) fn name_new_owners(&mut self) {
        if self.new_owners.is_empty() {
            return;
        }
        let new_owners = std::mem::take(&mut self.new_owners);
        let renamed = |row: &SourceRow| {
            let mut row = row.clone();
            let mut is_new = false;
            for failure in &mut row.failures {
                if let Some((place, reason)) = failure.split_once(": ")
                    && let Some(now) = new_owners.get(reason)
                {
                    *failure = format!("{place}: {now}");
                    is_new = true;
                }
            }
            is_new.then_some(row)
        };
        let contested = self.ledger.rows().filter(|row| row.contested);
        let rows: Vec<SourceRow> = contested.filter_map(renamed).collect();
        for row in rows {
            self.put_row(row);
        }
    }
}

/// Returns the path of the last committed report `id`, and its line as a path suffix.
fn committed_location(
    mirror: &super::Mirror,
    id: &str,
) -> Result<Option<(String, String)>, IndexError> {
    let opened = mirror.directory.snapshot()?;
    let found = (|| -> tantivy::Result<Option<(String, String)>> {
        for (ord, segment) in opened.searcher.segment_readers().iter().enumerate() {
            let Some(doc) = living_report(segment, mirror.fields, id)? else {
                continue;
            };
            let address = tantivy::DocAddress::new(ord as u32, doc);
            let stored = reports::stored(&opened.searcher, mirror.fields, address)?;
            let line = stored.head.lines().behind_path(&stored.body);
            return Ok(Some((stored.head.path, line)));
        }
        Ok(None)
    })();
    found.map_err(|error| mirror.directory.engine_error("read a report", error))
}
