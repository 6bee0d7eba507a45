//! One source on its way into an index, report by report.

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

/// The most failures of one source whose text is kept in the index; all are reported when it is read, and counted.
pub(super) const FAILURES_KEPT: usize = 100;

/// A source whose reports are being added; no other can be begun meanwhile. One that is dropped before its
/// [end](Self::end) is unfinished: its reports so far are in, and the next run goes on behind them.
pub struct SourceSession<'a> {
    pub(super) mirror: &'a mut Mirror,
    pub(super) row: SourceRow,
    key: Arc<str>,
    /// Called so where its reports have its ids.
    stream_name: String,
    /// Whether its bytes are those that it was read from before: its reports in the index stay.
    resumed: bool,
    /// How many reports of the source left the index when it was begun and have not come back.
    replaced: u64,
    /// How many reports the index had of it when it was begun.
    before: u64,
    /// What the run had counted by then.
    counts_before: Counts,
    /// Records from a stream replace whatever has their id.
    stream: bool,
    /// Whether its reports stood in the index before, under another key or other ids.
    pub(super) moved: bool,
    /// How many reports of each source, by key, the stream has replaced since the last commit.
    taken_over: HashMap<String, u64>,
}

impl<'a> SourceSession<'a> {
    pub(super) fn of_source(mirror: &'a mut Mirror, state: SourceState) -> SourceSession<'a> {
        let before = mirror.ledger.row(&state.key);
        let before = before.filter(|row| row.skipped.is_none());
        let same = before.is_some_and(|row| row.hash == state.hash && row.size == state.size);
        // What failed before is read again as if it had changed: it may be read otherwise now.
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

    /// Starts over, because the source is read again: its bytes are others now, of this size and hash. What was added of
    /// it leaves the index.
    ///
    /// # Errors
    /// The index cannot be written.
    pub fn restart(&mut self, size: u64, hash: u64) -> Result<(), IndexError> {
        let mirror = &mut *self.mirror;
        // What is on its way into the engine would come behind the deletion.
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

    /// Adds a report. If its id is that of a report of a source that is read after this one, that report leaves the index
    /// and is returned.
    ///
    /// # Errors
    /// The outer one: the index cannot be written. The inner one: the report cannot go in.
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
                // What is on its way into the engine would come behind the deletion.
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
        let owner = match by == STREAM_KEY && self.stream {
            true => self.stream_name.clone(),
            false => self.mirror.ledger.shown(by),
        };
        Taken { id, owner }
    }

    /// Puts the path of a report below its root in the place of what its id begins with.
    fn placed(&self, mut report: Report) -> Report {
        if let Some(id_path) = &self.row.id_path
            && let Some(rest) = report.path.strip_prefix(id_path.as_str())
        {
            report.path = format!("{}{rest}", self.row.below());
        }
        report
    }

    /// Keeps what could not be read of the source, in words that go on from its path.
    pub fn note_failure(&mut self, failure: String) {
        self.row.add_failure(failure, FAILURES_KEPT);
    }

    /// Returns what the ids of its reports begin with that state none, and their paths as they were read.
    pub fn id_path(&self) -> &str {
        self.row.id_path()
    }

    /// Makes all that was added durable, also the reports of this source so far: a later run goes on behind them.
    ///
    /// # Errors
    /// As for [`Mirror::commit`].
    pub fn commit(&mut self) -> Result<(), IndexError> {
        if self.mirror.dirty {
            self.put();
        }
        self.mirror.commit()
    }

    /// Ends the source: it was read as a whole.
    pub fn end(mut self) {
        self.row.complete = true; // what follows is written when it is dropped
    }

    /// Writes down how far the source has come.
    fn put(&mut self) {
        if !self.stream {
            self.mirror.put_row(self.row.clone());
            return;
        }
        // What a stream replaces leaves the sources that had it.
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
