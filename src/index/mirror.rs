//! Brings an index in step with its sources: what is new goes in, what changed is replaced, what is
//! gone leaves. Whatever moment the process dies at, the last commit stands.
//!
//! Whoever drives it asks what there is to do about each source ([`Ledger::plan`]), adds the reports of those that are
//! not unchanged ([`Mirror::begin`]), and decides when to commit.

mod evict;
mod moved;
mod session;

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use tantivy::{IndexWriter, Term};

use crate::analysis::passages::Lengths;
use crate::schema::IndexSchema;

use super::changes::{Counts, Resources, SourceState};
use super::document::DocumentMaker;
use super::error::IndexError;
use super::fields::{Fields, id_term};
use super::id_registry::IdRegistry;
use super::index_directory::{IndexDirectory, analysis_memory};
use super::ledger::Ledger;
use super::manifest;
use super::open::OpenIndex;
use super::payload::{self, Payload};
use super::pool::Pool;
use super::roots::{Places, Roots};
use super::seen::SeenBefore;
use super::stored::SourceRow;

pub use session::SourceSession;

/// An index being brought in step.
pub struct Mirror {
    fields: Fields,
    payload: Payload,
    pool: Option<Pool>,
    writer: Arc<RwLock<IndexWriter>>,
    /// Dropped after what writes into it.
    directory: IndexDirectory,
    ledger: Ledger,
    ids: IdRegistry,
    seen: Arc<SeenBefore>,
    /// For each id that went to another source since the last commit, what a failure said of its owner, and what it is to
    /// say now.
    new_owners: HashMap<String, String>,
    counts: Counts,
    tagged_again: u64,
    dirty: bool,
}

impl Mirror {
    /// Opens the index in `dir` for writing, or makes one there.
    ///
    /// # Errors
    /// `dir` holds something else or an index of another format, another process writes to it, or the disk refuses.
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
    ///
    /// # Errors
    /// As for [`open`](Self::open), but for the format.
    pub fn rebuild(
        dir: &Path,
        schema: &IndexSchema,
        resources: Resources,
    ) -> Result<Mirror, IndexError> {
        Mirror::at(IndexDirectory::rebuild(dir, schema)?, schema, resources)
    }

    /// Makes an index in memory.
    ///
    /// # Errors
    /// The engine refuses.
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
        let rows = manifest::source_rows(&opened.searcher, fields)
            .map_err(|error| directory.engine_error("read its sources", error))?;
        let replaced = directory.replaced();
        let mut ledger = Ledger::new(&opened.dir, opened.payload.roots.clone(), rows);
        if let Some(replaced) = &replaced {
            ledger.replaced_roots = replaced.roots.clone();
        }
        let lengths = Lengths {
            min_words: schema.passages.min_words,
            max_words: schema.passages.max_words,
        };
        let seen = replaced.map_or_else(|| opened.searcher.clone(), |index| index.searcher);
        let seen = SeenBefore::of(&seen);
        let seen = Arc::new(seen);
        let maker = |_| DocumentMaker::new(fields, gazetteer.clone(), lengths, seen.clone());
        let makers = (0..threads).map(maker);
        let memory = analysis_memory(resources.memory);
        let pool = Pool::start(makers.collect(), writer.clone(), directory.flow(), memory);
        let mut mirror = Mirror {
            fields,
            payload: opened.payload,
            pool: Some(pool),
            writer,
            directory,
            ledger,
            ids: IdRegistry::new(opened.searcher, fields),
            seen,
            new_owners: HashMap::new(),
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

    /// Sets when reports come in or change from now on, in seconds since 1970 UTC; else the system's clock tells, as
    /// it stood when the index was opened. A report whose id was in the index then keeps the time when it came in.
    pub fn set_now(&mut self, now: i64) {
        self.seen.set_now(now);
    }

    /// Returns how many reports were tagged again when the index was opened, because the names had
    /// changed.
    pub fn tagged_again(&self) -> u64 {
        self.tagged_again
    }

    /// Returns what the index knows of its sources.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Sets the roots.
    pub fn set_roots(&mut self, roots: Roots) {
        if self.payload.roots != roots {
            self.payload.roots = roots.clone();
            self.ledger.places = Places::of(&roots, &self.ledger.dir);
            self.ledger.roots = roots;
            self.dirty = true;
        }
    }

    /// Frees the ids of a source whose reports are about to be replaced.
    pub fn release(&mut self, key: &str) {
        self.ids.release(key.to_owned());
    }

    /// Returns whether reports left the index in this run, or are about to, and their ids with them.
    pub fn frees_ids(&self) -> bool {
        self.ids.any_released()
    }

    /// Counts a source as unchanged.
    pub fn keep(&mut self, key: &str) {
        if let Some(row) = self.ledger.row(key) {
            self.counts.unchanged += row.reports;
        }
    }

    /// Has a source read again by the next run if this one does not come to its end.
    pub fn reopen(&mut self, key: &str) {
        if let Some(row) = self.ledger.row(key).cloned() {
            self.put_row(SourceRow {
                complete: false,
                ..row
            });
        }
    }

    /// Takes a source and its reports out of the index.
    pub fn remove(&mut self, key: &str) {
        if let Some(row) = self.ledger.rows.remove(key) {
            self.delete(self.fields.row_key, key);
            if row.skipped.is_some() {
                return;
            }
            self.counts.removed += row.reports;
            self.ids.release(row.key);
            self.delete(self.fields.source_key, key);
        }
    }

    /// Takes one report out of the index.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn remove_report(&mut self, id: &str) -> Result<(), IndexError> {
        let source = manifest::source_of(self.ids.before(), self.fields, id)
            .map_err(|error| self.directory.engine_error("look up an id", error))?;
        let Some(key) = source else {
            return Ok(());
        };
        self.delete(self.fields.id, &id_term(id));
        self.counts.removed += 1;
        if let Some(row) = self.ledger.row(&key).cloned() {
            self.put_row(SourceRow {
                reports: row.reports.saturating_sub(1),
                ..row
            });
        }
        Ok(())
    }

    /// Starts a source: its reports follow. What it had before leaves the index, unless it comes from
    /// the same bytes.
    pub fn begin(&mut self, state: SourceState) -> SourceSession<'_> {
        SourceSession::of_source(self, state)
    }

    /// Starts a stream: each of its reports replaces the one of the same id, and nothing else.
    pub fn begin_stream(&mut self, shown: &str) -> SourceSession<'_> {
        SourceSession::of_stream(self, shown)
    }

    /// Makes all that was added durable.
    ///
    /// # Errors
    /// The index cannot be written, or an indexing thread has died. What was committed before stands.
    pub fn commit(&mut self) -> Result<(), IndexError> {
        if !self.dirty {
            return Ok(());
        }
        self.name_new_owners();
        self.pool().drain().map_err(|reason| self.stopped(reason))?;
        self.directory.require_unharmed()?;
        let mut writer = self.writer.write().unwrap_or_else(PoisonError::into_inner);
        payload::commit(&mut writer, &self.payload)
            .map_err(|error| self.directory.engine_error("commit", error))?;
        drop(writer);
        self.dirty = false;
        Ok(())
    }

    /// Commits, waits until the engine has merged its segments, and returns the counts and the index.
    ///
    /// # Errors
    /// As for [`commit`](Self::commit).
    pub fn finish(mut self) -> Result<(Counts, OpenIndex), IndexError> {
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
        directory.require_unharmed()?;
        Ok((counts, directory.close()?))
    }

    /// Forgets what the sources were read from, so that each is read when it is met next.
    fn read_again(&mut self) {
        let rows: Vec<SourceRow> = self.ledger.rows().cloned().collect();
        for row in rows.into_iter().filter(|row| row.skipped.is_none()) {
            self.put_row(SourceRow {
                hash: 0,
                complete: false,
                ..row
            });
        }
    }

    /// Tags all reports again, from their stored text, with the names of another schema.
    fn tag_again(&mut self, schema: &IndexSchema) -> Result<(), IndexError> {
        let before = self.ids.before().clone();
        for (key, report) in super::reports::whole(&before, self.fields) {
            let report =
                report.map_err(|error| self.directory.engine_error("read a report", error))?;
            self.delete(self.fields.id, &id_term(&report.id));
            self.pool()
                .add(report, key)
                .map_err(|reason| self.stopped(reason))?;
            self.tagged_again += 1;
        }
        self.payload = Payload {
            roots: self.payload.roots.clone(),
            ..Payload::of(schema)
        };
        self.dirty = true;
        self.commit()
    }

    /// Writes down what is known of a source.
    pub fn put_row(&mut self, row: SourceRow) {
        self.delete(self.fields.row_key, &row.key);
        let document = DocumentMaker::source(self.fields, &row);
        let writer = self.writer.read().unwrap_or_else(PoisonError::into_inner);
        // An error here is the engine's thread gone, which the next commit reports.
        let _ = writer.add_document(document);
        drop(writer);
        self.ledger.rows.insert(row.key.clone(), row);
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
