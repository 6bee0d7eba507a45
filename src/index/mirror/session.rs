//! One source on its way into an index, report by report.

use std::collections::HashMap;
use std::sync::Arc;

use crate::index::changes::{Counts, SourceState, Taken};
use crate::index::claims::Holder;
use crate::index::error::IndexError;
use crate::index::fields::id_term;
use crate::index::stored::SourceRow;
use crate::report::Report;

use super::{Mirror, STREAM_KEY};

/// A source whose reports are being added; no other can be begun meanwhile. One that is dropped before its
/// [end](Self::end) is unfinished: its reports so far are in, and the next run goes on behind them.
pub struct SourceSession<'a> {
    mirror: &'a mut Mirror,
    row: SourceRow,
    shown: Arc<str>,
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
    /// How many reports of each source, by key, the stream has replaced since the last commit.
    taken_over: HashMap<String, u64>,
}

impl<'a> SourceSession<'a> {
    pub(super) fn of_source(mirror: &'a mut Mirror, state: SourceState) -> SourceSession<'a> {
        let before = mirror.known.get(&state.key);
        let resumed = before.is_some_and(|row| row.hash == state.hash && row.size == state.size);
        let replaced = match before {
            Some(row) if !resumed => row.reports,
            Some(_) | None => 0,
        };
        let reports = before.map_or(0, |row| row.reports);
        if before.is_some() && !resumed {
            mirror.claims.release(state.key.clone());
            mirror.delete(mirror.fields.source_key, &state.key);
        }
        let mut session = SourceSession::empty(mirror, state);
        session.resumed = resumed;
        session.replaced = replaced;
        session.before = reports;
        session
    }

    pub(super) fn of_stream(mirror: &'a mut Mirror, shown: &str) -> SourceSession<'a> {
        let state = SourceState {
            key: STREAM_KEY.to_owned(),
            shown: shown.to_owned(),
            size: 0,
            times: None,
            hash: 0,
        };
        let mut session = SourceSession::empty(mirror, state);
        session.stream = true;
        session
    }

    fn empty(mirror: &'a mut Mirror, state: SourceState) -> SourceSession<'a> {
        let shown = Arc::from(state.shown.as_str());
        let row = SourceRow {
            key: state.key,
            shown: state.shown,
            size: state.size,
            times: state.times,
            hash: state.hash,
            reports: 0,
            complete: false,
            contested: false,
            failures: Vec::new(),
        };
        SourceSession {
            counts_before: mirror.counts,
            mirror,
            row,
            shown,
            resumed: false,
            replaced: 0,
            before: 0,
            stream: false,
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
        mirror.claims.withdraw(&self.shown);
        mirror.claims.release(self.row.key.clone());
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
            ..self.row.clone()
        };
        Ok(())
    }

    /// Adds a report.
    ///
    /// # Errors
    /// The outer one: the index cannot be written. The inner one: the report cannot go in.
    pub fn add(&mut self, report: Report) -> Result<Result<(), Taken>, IndexError> {
        let mirror = &mut *self.mirror;
        let holder = mirror.claims.holder(&report.id, &self.row.key);
        let holder =
            holder.map_err(|error| mirror.directory.engine_error("look up an id", error))?;
        let taken_by = match holder {
            Holder::Nobody => {
                mirror.counts.added += 1;
                None
            }
            Holder::Before(key) if self.stream => {
                mirror.delete(mirror.fields.id, &id_term(&report.id));
                *self.taken_over.entry(key).or_default() += 1;
                mirror.counts.changed += 1;
                None
            }
            Holder::Before(key) if key == self.row.key && self.resumed => {
                mirror.counts.unchanged += 1;
                self.row.reports += 1;
                mirror.claims.give(&report.id, &self.shown);
                return Ok(Ok(()));
            }
            Holder::Before(key) if key == self.row.key => {
                mirror.counts.changed += 1;
                self.replaced = self.replaced.saturating_sub(1);
                None
            }
            Holder::Before(key) => Some(mirror.shown(&key).unwrap_or(&key).to_owned()),
            Holder::ThisRun(shown) => Some(shown.to_string()),
        };
        if let Some(owner) = taken_by {
            self.row.contested = true;
            return Ok(Err(Taken {
                id: report.id,
                owner,
            }));
        }
        mirror.claims.give(&report.id, &self.shown);
        self.row.reports += 1;
        mirror.dirty = true;
        mirror
            .pool()
            .add(report, self.row.key.clone())
            .map_err(|reason| mirror.stopped(reason))?;
        Ok(Ok(()))
    }

    /// Keeps what could not be read of the source, unless it has `most` failures.
    pub fn note_failure(&mut self, failure: String, most: usize) {
        if self.row.failures.len() < most {
            self.row.failures.push(failure);
        }
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
            if let Some(row) = self.mirror.known.get(&key) {
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
        self.put();
    }
}
