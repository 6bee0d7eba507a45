//! A source that is being added to an index, report by report.

use std::collections::HashMap;
use std::sync::Arc;

use crate::index::changes::{Counts, Evicted, SourceState, Taken};
use crate::index::error::IndexError;
use crate::index::fields::id_term;
use crate::index::id_registry::IdOwner;
use crate::index::source_key::{STREAM_KEY, compare};
use crate::index::stored::SourceRow;
use crate::report::Report;

use super::Mirror;

/// The most failures per source whose text is kept in the index; all are reported when the source
/// is read, and counted.
pub(super) const FAILURES_KEPT: usize = 100;

/// A source whose reports are being added; no other can be started meanwhile. If it is dropped
/// before its [end](Self::end), it is unfinished: the reports added so far are kept, and the next
/// run continues after them.
pub struct SourceSession<'a> {
    pub(super) mirror: &'a mut Mirror,
    pub(super) row: SourceRow,
    key: Arc<str>,
    /// The name shown as the owner of the ids of its reports.
    stream_name: String,
    /// Whether the content is the same as before, so that reports already in the index are kept.
    resumed: bool,
    /// How many reports of the source were removed at the start and have not been added again.
    replaced: u64,
    /// How many of its reports the index had at the start.
    before: u64,
    /// The counts of the run at the start.
    counts_before: Counts,
    /// Whether it is a stream, whose reports replace those with the same id.
    stream: bool,
    /// Whether its reports were in the index before, under another key or with other ids.
    pub(super) moved: bool,
    /// How many reports of each source, by key, the stream has replaced since the last commit.
    taken_over: HashMap<String, u64>,
}

impl<'a> SourceSession<'a> {
    pub(super) fn of_source(mirror: &'a mut Mirror, state: SourceState) -> SourceSession<'a> {
        let before = mirror.ledger.row(&state.key);
        let before = before.filter(|row| row.skipped.is_none());
        let same = before.is_some_and(|row| row.hash == state.hash && row.size == state.size);
        // A source that failed before is read like a changed one, because it may succeed now.
        let resumed = same && !mirror.ids.is_released(&state.key);
        let failing_since = before.and_then(|row| row.failing_since);
        let replaced = match before {
            Some(row) if !resumed => row.reports,
            Some(_) | None => 0,
        };
        let reports = before.map_or(0, |row| row.reports);
        if before.is_some() && !resumed {
            mirror.ids.release(state.key.clone());
            mirror.delete(mirror.fields.source_key, &state.key);
        }
        let mut session = SourceSession::empty(mirror, state);
        session.row.failing_since = failing_since;
        session.resumed = resumed;
        session.replaced = replaced;
        session.before = reports;
        session
    }

    pub(super) fn of_stream(mirror: &'a mut Mirror, name: &str) -> SourceSession<'a> {
        let state = SourceState {
            key: STREAM_KEY.to_owned(),
            id_path: None,
            size: 0,
            times: None,
            hash: 0,
            read_with: 0,
        };
        let mut session = SourceSession::empty(mirror, state);
        session.stream = true;
        session.stream_name = name.to_owned();
        session
    }

    fn empty(mirror: &'a mut Mirror, state: SourceState) -> SourceSession<'a> {
        SourceSession {
            counts_before: mirror.counts,
            mirror,
            key: Arc::from(state.key.as_str()),
            row: SourceRow::unread(&state),
            stream_name: String::new(),
            resumed: false,
            replaced: 0,
            before: 0,
            stream: false,
            moved: false,
            taken_over: HashMap::new(),
        }
    }

    /// Restarts the source because its content has changed while it was read; it now has this size
    /// and hash. The reports added so far are removed.
    ///
    /// # Errors
    /// The index cannot be written.
    pub fn restart(&mut self, size: u64, hash: u64) -> Result<(), IndexError> {
        let mirror = &mut *self.mirror;
        // Documents in the queue would be added after the deletion.
        let drained = mirror.pool().drain();
        drained.map_err(|reason| mirror.stopped(reason))?;
        mirror.counts = self.counts_before;
        mirror.ids.withdraw(&self.key);
        mirror.ids.release(self.row.key.clone());
        mirror.delete(mirror.fields.source_key, &self.row.key);
        self.resumed = false;
        self.replaced = self.before;
        self.row = SourceRow {
            size,
            hash,
            times: None,
            reports: 0,
            contested: false,
            failures: Vec::new(),
            failed: 0,
            taken: 0,
            ..self.row.clone()
        };
        Ok(())
    }

    /// Adds a report. If its id belongs to a report of a source later in reading order, that report
    /// is removed and returned.
    ///
    /// # Errors
    /// The outer error: the index cannot be written. The inner one: the report cannot be added.
    pub fn add(&mut self, report: Report) -> Result<Result<Option<Evicted>, Taken>, IndexError> {
        let mirror = &mut *self.mirror;
        let holder = mirror.ids.holder(&report.id, &self.row.key);
        let holder =
            holder.map_err(|error| mirror.directory.engine_error("look up an id", error))?;
        let is_after = |key: &str| compare(key, &self.row.key).is_gt();
        let mut evicted = None;
        match holder {
            IdOwner::Nobody if self.moved => mirror.counts.unchanged += 1,
            IdOwner::Nobody => mirror.counts.added += 1,
            IdOwner::Before(key) if self.stream => {
                mirror.delete(mirror.fields.id, &id_term(&report.id));
                *self.taken_over.entry(key).or_default() += 1;
                mirror.counts.changed += 1;
            }
            IdOwner::Before(key) if key == self.row.key && self.resumed => {
                mirror.counts.unchanged += 1;
                self.row.reports += 1;
                mirror.ids.give(&report.id, &self.key);
                return Ok(Ok(None));
            }
            IdOwner::Before(key) if key == self.row.key => {
                mirror.counts.changed += 1;
                self.replaced = self.replaced.saturating_sub(1);
            }
            IdOwner::Before(key) if is_after(&key) => {
                evicted = Some(self.evict(&report.id, &key)?);
                self.mirror.counts.added += 1;
            }
            IdOwner::ThisRun(key) if self.stream && *key != *STREAM_KEY => {
                // Documents in the queue would be added after the deletion.
                self.commit()?;
                let mirror = &mut *self.mirror;
                mirror.delete(mirror.fields.id, &id_term(&report.id));
                *self.taken_over.entry(key.to_string()).or_default() += 1;
                mirror.counts.changed += 1;
            }
            IdOwner::ThisRun(key) if is_after(&key) => {
                self.commit()?;
                evicted = Some(self.evict(&report.id, &key)?);
                self.mirror.counts.added += 1;
            }
            IdOwner::Before(key) => return Ok(Err(self.taken(report.id, &key))),
            IdOwner::ThisRun(key) => return Ok(Err(self.taken(report.id, &key))),
        }
        let report = self.placed(report);
        self.row.reports += 1;
        let mirror = &mut *self.mirror;
        mirror.ids.give(&report.id, &self.key);
        mirror.dirty = true;
        mirror
            .pool()
            .add(report, self.row.key.clone())
            .map_err(|reason| mirror.stopped(reason))?;
        Ok(Ok(evicted))
    }

    fn taken(&mut self, id: String, by: &str) -> Taken {
        self.row.contested = true;
        self.row.taken += 1;
        let (owner, owner_key) = match by == STREAM_KEY && self.stream {
            true => (self.stream_name.clone(), None),
            false => (self.mirror.ledger.shown(by), Some(by.to_owned())),
        };
        Taken {
            id,
            owner,
            owner_key,
        }
    }

    /// Replaces the id prefix at the start of a report's path by the path below its root.
    fn placed(&self, mut report: Report) -> Report {
        if let Some(id_path) = &self.row.id_path
            && let Some(rest) = report.path.strip_prefix(id_path.as_str())
        {
            report.path = format!("{}{rest}", self.row.below());
        }
        report
    }

    /// Records what could not be read of the source, as text to be appended to its path.
    pub fn note_failure(&mut self, failure: String) {
        self.row.add_failure(failure, FAILURES_KEPT);
    }

    /// Returns the prefix of the ids of its reports that have none in their metadata, and of their
    /// paths as read.
    pub fn id_path(&self) -> &str {
        self.row.id_path()
    }

    /// Makes everything added so far durable, including the reports of this source; a later run
    /// continues after them.
    ///
    /// # Errors
    /// As for [`Mirror::commit`].
    pub fn commit(&mut self) -> Result<(), IndexError> {
        if self.mirror.dirty {
            self.put();
        }
        self.mirror.commit()
    }

    /// Ends the source: it was read completely.
    pub fn end(mut self) {
        self.row.complete = true; // written when `self` is dropped
    }

    /// Writes the progress of the source.
    fn put(&mut self) {
        if !self.stream {
            self.mirror.put_row(self.row.clone());
            return;
        }
        // Sources lose the reports that a stream has replaced.
        for (key, n) in std::mem::take(&mut self.taken_over) {
            if let Some(row) = self.mirror.ledger.row(&key) {
                let row = SourceRow {
                    reports: row.reports.saturating_sub(n),
                    ..row.clone()
                };
                self.mirror.put_row(row);
            }
        }
    }
}

impl Drop for SourceSession<'_> {
    fn drop(&mut self) {
        self.mirror.counts.removed += self.replaced;
        self.row.failing_since = match self.row.failures.is_empty() {
            true => None,
            false => self.row.failing_since.or(Some(self.mirror.seen.now())),
        };
        self.put();
    }
}
