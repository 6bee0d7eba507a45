//! Brings an index in step with its sources: what is new goes in, what changed is replaced, what is
//! gone leaves. Whatever moment the process dies at, the last commit stands.
//!
//! Whoever drives it ([`Mirror::plan`], then [`Mirror::begin`], [`Mirror::add`] for each report and
//! [`Mirror::end`] for each source that is not unchanged) decides when to commit.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use tantivy::{IndexWriter, Term};

use crate::analysis::passages::Lengths;
use crate::report::Report;
use crate::schema::IndexSchema;

use super::changes::{Counts, FileTimes, Plan, Resources, SourceState, Taken};
use super::claims::{Claims, Holder};
use super::document::DocumentMaker;
use super::error::IndexError;
use super::fields::{Fields, id_term};
use super::index_directory::IndexDirectory;
use super::manifest;
use super::open::OpenIndex;
use super::payload::{self, Payload};
use super::pool::Pool;
use super::stored::SourceRow;

/// An index being brought in step.
pub struct Mirror {
    fields: Fields,
    payload: Payload,
    pool: Option<Pool>,
    writer: Arc<RwLock<IndexWriter>>,
    /// Dropped after what writes into it.
    directory: IndexDirectory,
    known: HashMap<String, SourceRow>,
    claims: Claims,
    current: Option<Current>,
    counts: Counts,
    tagged_again: u64,
    dirty: bool,
}

/// The source being read.
struct Current {
    row: SourceRow,
    shown: Arc<str>,
    /// Whether its bytes are those that it was read from before: its reports in the index stay.
    resumed: bool,
    /// How many reports of the source left the index when it was begun.
    replaced: u64,
    /// Records from a stream replace whatever has their id.
    stream: bool,
    /// How many reports of each source, by key, the stream has replaced since the last commit.
    taken_over: HashMap<String, u64>,
}

/// The key of what comes in as a stream; no file has it.
pub const STREAM_KEY: &str = "-";

impl Mirror {
    /// Opens the index in `dir` for writing, or makes one there.
    pub fn open(
        dir: &Path,
        schema: &IndexSchema,
        resources: Resources,
    ) -> Result<Mirror, IndexError> {
        Mirror::at(IndexDirectory::open(dir, schema)?, schema, resources)
    }

    /// Opens an empty index for writing that takes the place of the one in `dir` when it is
    /// [finished](Self::finish); until then, searches see the one that is there. If there is none,
    /// does what [`open`](Self::open) does.
    pub fn rebuild(
        dir: &Path,
        schema: &IndexSchema,
        resources: Resources,
    ) -> Result<Mirror, IndexError> {
        Mirror::at(IndexDirectory::rebuild(dir, schema)?, schema, resources)
    }

    /// Makes an index in memory.
    pub fn in_memory(schema: &IndexSchema, resources: Resources) -> Result<Mirror, IndexError> {
        Mirror::at(IndexDirectory::in_memory(schema)?, schema, resources)
    }

    pub(super) fn at(
        directory: IndexDirectory,
        schema: &IndexSchema,
        resources: Resources,
    ) -> Result<Mirror, IndexError> {
        let threads = resources.threads.max(1);
        let (_, fields) = Fields::build();
        let writer = Arc::new(RwLock::new(directory.writer(threads, resources.memory)?));
        let gazetteer = Arc::new(directory.gazetteer(schema)?);
        let opened = directory.snapshot()?;
        let known = manifest::source_rows(&opened.searcher, fields)
            .map_err(|error| directory.engine_error("read its sources", error))?;
        let lengths = Lengths {
            min_words: schema.passages.min_words,
            max_words: schema.passages.max_words,
        };
        let makers = (0..threads).map(|_| DocumentMaker::new(fields, gazetteer.clone(), lengths));
        let pool = Pool::start(makers.collect(), writer.clone(), directory.flow());
        let mut mirror = Mirror {
            fields,
            payload: opened.payload,
            pool: Some(pool),
            writer,
            directory,
            known,
            claims: Claims::new(opened.searcher, fields),
            current: None,
            counts: Counts::default(),
            tagged_again: 0,
            dirty: false,
        };
        if mirror.payload.reading != schema.reading() {
            mirror.read_again();
        }
        if mirror.payload.schema != schema.fingerprint {
            mirror.tag_again(schema)?;
        }
        Ok(mirror)
    }

    /// Returns how many reports were tagged again when the index was opened, because the names had
    /// changed.
    pub fn tagged_again(&self) -> u64 {
        self.tagged_again
    }

    /// Returns the sources at or below `root` that are in the index.
    pub fn known_below(&self, root: &Path) -> Vec<String> {
        let below = |key: &&String| Path::new(key).starts_with(root);
        let mut keys: Vec<String> = self.known.keys().filter(below).cloned().collect();
        keys.sort();
        keys
    }

    /// Returns how a source is shown, if it is known.
    pub fn shown(&self, key: &str) -> Option<&str> {
        self.known.get(key).map(|row| row.shown.as_str())
    }

    /// Returns whether a source was read to its end and its size and times tell that its bytes are
    /// still those.
    pub fn is_current(&self, key: &str, size: u64, times: FileTimes) -> bool {
        let row = self.known.get(key);
        row.is_some_and(|row| {
            row.complete && !row.contested && row.size == size && row.times == Some(times)
        })
    }

    /// Tells what there is to do about a source and, unless it is unchanged, frees its ids.
    pub fn plan(&mut self, state: &SourceState) -> Plan {
        let Some(row) = self.known.get(&state.key) else {
            return Plan::New;
        };
        let same = row.hash == state.hash && row.size == state.size;
        if same && row.complete && row.contested {
            return Plan::Contested;
        }
        if same && row.complete {
            self.counts.unchanged += row.reports;
            if row.times != state.times {
                let row = SourceRow {
                    times: state.times,
                    ..row.clone()
                };
                self.put_row(row);
            }
            return Plan::Unchanged;
        }
        if same {
            return Plan::Resumed;
        }
        self.claims.release(state.key.clone());
        Plan::Changed
    }

    /// Returns whether reports left the index in this run, or are about to, and their ids with them.
    pub fn frees_ids(&self) -> bool {
        self.claims.any_released()
    }

    /// Counts a source as unchanged.
    pub fn keep(&mut self, key: &str) {
        if let Some(row) = self.known.get(key) {
            self.counts.unchanged += row.reports;
        }
    }

    /// Returns what could not be read of a known source when it was last read.
    pub fn failures(&self, key: &str) -> &[String] {
        self.known.get(key).map_or(&[], |row| &row.failures)
    }

    /// Takes a source and its reports out of the index.
    pub fn remove(&mut self, key: &str) {
        if let Some(row) = self.known.remove(key) {
            self.counts.removed += row.reports;
            self.claims.release(row.key);
            self.delete(self.fields.source_key, key);
            self.delete(self.fields.row_key, key);
        }
    }

    /// Starts a source: its reports follow. What it had before leaves the index, unless it comes from
    /// the same bytes.
    pub fn begin(&mut self, state: SourceState) {
        let before = self.known.get(&state.key);
        let resumed = before.is_some_and(|row| row.hash == state.hash && row.size == state.size);
        let replaced = match before {
            Some(row) if !resumed => row.reports,
            Some(_) | None => 0,
        };
        if before.is_some() && !resumed {
            self.claims.release(state.key.clone());
            self.delete(self.fields.source_key, &state.key);
        }
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
        self.start(row, resumed, replaced, false);
    }

    /// Starts a stream: each of its reports replaces the one of the same id, and nothing else.
    pub fn begin_stream(&mut self, shown: &str) {
        let row = SourceRow {
            key: STREAM_KEY.to_owned(),
            shown: shown.to_owned(),
            size: 0,
            times: None,
            hash: 0,
            reports: 0,
            complete: true,
            contested: false,
            failures: Vec::new(),
        };
        self.start(row, false, 0, true);
    }

    fn start(&mut self, row: SourceRow, resumed: bool, replaced: u64, stream: bool) {
        debug_assert!(
            self.current.is_none(),
            "a source is begun after the last one was ended"
        );
        let shown = Arc::from(row.shown.as_str());
        self.current = Some(Current {
            row,
            shown,
            resumed,
            replaced,
            stream,
            taken_over: HashMap::new(),
        });
    }

    /// Adds a report of the source that was begun.
    ///
    /// # Errors
    /// The outer one: the index cannot be written. The inner one: the report cannot go in.
    pub fn add(&mut self, report: Report) -> Result<Result<(), Taken>, IndexError> {
        let mut current = self
            .current
            .take()
            .expect("a source is begun before reports are added");
        let added = self.add_to(&mut current, report);
        self.current = Some(current);
        added
    }

    fn add_to(
        &mut self,
        current: &mut Current,
        report: Report,
    ) -> Result<Result<(), Taken>, IndexError> {
        let holder = self.claims.holder(&report.id, &current.row.key);
        let holder = holder.map_err(|error| self.directory.engine_error("look up an id", error))?;
        let taken_by = match holder {
            Holder::Nobody => {
                self.counts.added += 1;
                None
            }
            Holder::Before(key) if current.stream => {
                self.delete(self.fields.id, &id_term(&report.id));
                *current.taken_over.entry(key).or_default() += 1;
                self.counts.changed += 1;
                None
            }
            Holder::Before(key) if key == current.row.key && current.resumed => {
                self.counts.unchanged += 1;
                current.row.reports += 1;
                self.claims.give(&report.id, current.shown.clone());
                return Ok(Ok(()));
            }
            Holder::Before(key) if key == current.row.key => {
                self.counts.changed += 1;
                current.replaced = current.replaced.saturating_sub(1);
                None
            }
            Holder::Before(key) => Some(self.shown(&key).unwrap_or(&key).to_owned()),
            Holder::ThisRun(shown) => Some(shown.to_string()),
        };
        if let Some(owner) = taken_by {
            current.row.contested = true;
            return Ok(Err(Taken {
                id: report.id,
                owner,
            }));
        }
        self.claims.give(&report.id, current.shown.clone());
        current.row.reports += 1;
        self.dirty = true;
        self.pool()
            .add(report, current.row.key.clone())
            .map_err(|reason| self.stopped(reason))?;
        Ok(Ok(()))
    }

    /// Keeps what could not be read of the source that was begun, unless it has `most` failures.
    pub fn note_failure(&mut self, failure: String, most: usize) {
        if let Some(current) = &mut self.current
            && current.row.failures.len() < most
        {
            current.row.failures.push(failure);
        }
    }

    /// Ends the source that was begun.
    pub fn end(&mut self) {
        let Some(mut current) = self.current.take() else {
            return;
        };
        self.counts.removed += current.replaced;
        if current.stream {
            self.hand_over(current.taken_over);
            return;
        }
        current.row.complete = true;
        self.put_row(current.row);
    }

    /// Makes all that was added durable. Between sources, or within one: then the reports so far are
    /// in, and a later run goes on behind them.
    pub fn commit(&mut self) -> Result<(), IndexError> {
        if !self.dirty {
            return Ok(());
        }
        self.pool().drain().map_err(|reason| self.stopped(reason))?;
        if let Some(current) = &mut self.current {
            match current.stream {
                true => {
                    let taken_over = std::mem::take(&mut current.taken_over);
                    self.hand_over(taken_over);
                }
                false => {
                    let row = current.row.clone();
                    self.put_row(row);
                }
            }
        }
        let mut writer = self.writer.write().unwrap_or_else(PoisonError::into_inner);
        payload::commit(&mut writer, &self.payload)
            .map_err(|error| self.directory.engine_error("commit", error))?;
        drop(writer);
        self.dirty = false;
        Ok(())
    }

    /// Commits, waits until the engine has merged its segments, and returns the counts and the index.
    pub fn finish(mut self) -> Result<(Counts, OpenIndex), IndexError> {
        self.end();
        self.commit()?;
        self.pool = None; // joins the threads, which hold the writer
        let Mirror {
            directory,
            writer,
            counts,
            ..
        } = self;
        if let Some(writer) = Arc::into_inner(writer) {
            let writer = writer.into_inner().unwrap_or_else(PoisonError::into_inner);
            writer
                .wait_merging_threads()
                .map_err(|error| directory.engine_error("merge its segments", error))?;
        }
        Ok((counts, directory.close()?))
    }

    /// Forgets what the sources were read from, so that each is read when it is met next.
    fn read_again(&mut self) {
        for row in self.known.values().cloned().collect::<Vec<SourceRow>>() {
            self.put_row(SourceRow {
                hash: 0,
                complete: false,
                ..row
            });
        }
    }

    /// Tags all reports again, from their stored text, with the names of another schema.
    fn tag_again(&mut self, schema: &IndexSchema) -> Result<(), IndexError> {
        let before = self.claims.before().clone();
        for (key, report) in super::reports::whole(&before, self.fields) {
            let report =
                report.map_err(|error| self.directory.engine_error("read a report", error))?;
            self.delete(self.fields.id, &id_term(&report.id));
            self.pool()
                .add(report, key)
                .map_err(|reason| self.stopped(reason))?;
            self.tagged_again += 1;
        }
        self.payload = Payload::of(schema);
        self.dirty = true;
        self.commit()
    }

    /// Takes note that sources, by key, have so many reports less: a stream has replaced them.
    fn hand_over(&mut self, taken_over: HashMap<String, u64>) {
        for (key, n) in taken_over {
            if let Some(row) = self.known.get(&key) {
                let row = SourceRow {
                    reports: row.reports.saturating_sub(n),
                    ..row.clone()
                };
                self.put_row(row);
            }
        }
    }

    fn put_row(&mut self, row: SourceRow) {
        self.delete(self.fields.row_key, &row.key);
        let document = DocumentMaker::source(self.fields, &row);
        let writer = self.writer.read().unwrap_or_else(PoisonError::into_inner);
        // An error here is the engine's thread gone, which the next commit reports.
        let _ = writer.add_document(document);
        drop(writer);
        self.known.insert(row.key.clone(), row);
        self.dirty = true;
    }

    fn delete(&mut self, field: tantivy::schema::Field, text: &str) {
        let writer = self.writer.read().unwrap_or_else(PoisonError::into_inner);
        writer.delete_term(Term::from_field_text(field, text));
        drop(writer);
        self.dirty = true;
    }

    fn pool(&self) -> &Pool {
        self.pool
            .as_ref()
            .expect("the pool is there until the mirror is finished")
    }

    fn stopped(&self, reason: String) -> IndexError {
        self.directory.thread_error(reason)
    }
}
