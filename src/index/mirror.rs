//! Synchronizes an index with its sources: adds new ones, replaces changed ones, removes deleted
//! ones. If the process dies at any point, the last commit is intact.
//!
//! The caller asks what to do with each source ([`Ledger::plan`]), adds the reports of those that
//! are not unchanged ([`Mirror::begin`]), and decides when to commit.

mod evict;
mod moved;
mod session;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use tantivy::{DocAddress, IndexWriter, Term};

use crate::analysis::passages::Lengths;
use crate::report::Report;
use crate::schema::IndexSchema;

use super::changes::{Counts, Resources, SourceState};
use super::corrections::Corrections;
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

/// An index that is being synchronized.
pub struct Mirror {
    fields: Fields,
    payload: Payload,
    pool: Option<Pool>,
    writer: Arc<RwLock<IndexWriter>>,
    /// Dropped after the fields that write into it.
    directory: IndexDirectory,
    ledger: Ledger,
    ids: IdRegistry,
    seen: Arc<SeenBefore>,
    /// The failures to rewrite at the next commit, because an id now belongs to another source: old
    /// text to new text.
    new_owners: HashMap<String, String>,
    counts: Counts,
    tagged_again: u64,
    dirty: bool,
}

impl Mirror {
    /// Opens the index in `dir` for writing, or creates one there.
    ///
    /// # Errors
    /// `dir` contains something else or an index of another format, another process is writing to
    /// it, or there is an I/O error.
    pub fn open(
        dir: &Path,
        schema: &IndexSchema,
        resources: Resources,
    ) -> Result<Mirror, IndexError> {
        Mirror::at(IndexDirectory::open(dir, schema)?, schema, resources)
    }

    /// Opens an empty index for writing that replaces the one in `dir` when it is
    /// [finished](Self::finish); until then, searches use the existing one. If there is no index,
    /// does the same as [`open`](Self::open).
    ///
    /// # Errors
    /// As for [`open`](Self::open), except for the format.
    pub fn rebuild(
        dir: &Path,
        schema: &IndexSchema,
        resources: Resources,
    ) -> Result<Mirror, IndexError> {
        Mirror::at(IndexDirectory::rebuild(dir, schema)?, schema, resources)
    }

    /// Creates an index in memory.
    ///
    /// # Errors
    /// An error of tantivy.
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
        let facets: Vec<&str> = schema
            .facets
            .iter()
            .map(|facet| facet.name.as_str())
            .collect();
        let corrections = Arc::new(Corrections::load(&opened.dir, &facets)?);
        let corrected = corrections.hashes();
        let maker = |_| {
            let (seen, corrections) = (seen.clone(), corrections.clone());
            DocumentMaker::new(fields, gazetteer.clone(), lengths, seen, corrections)
        };
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
            mirror.payload = Payload {
                roots: mirror.payload.roots.clone(),
                corrected,
                ..Payload::of(schema)
            };
            mirror.tag_again()?;
        } else if mirror.payload.corrected != corrected {
            let before = std::mem::replace(&mut mirror.payload.corrected, corrected);
            mirror.tag_corrected(&before)?;
        }
        Ok(mirror)
    }

    /// Sets the time at which reports are added or changed from now on, in seconds since 1970 UTC;
    /// by default, the system time when the index was opened. A report whose id is already in the
    /// index keeps its time of addition.
    pub fn set_now(&mut self, now: i64) {
        self.seen.set_now(now);
    }

    /// Returns how many reports were tagged again when the index was opened, because the names or the
    /// corrections had changed.
    pub fn tagged_again(&self) -> u64 {
        self.tagged_again
    }

    /// Returns what the index knows about its sources.
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

    /// Returns whether ids were freed in this run, because reports were removed or are about to be.
    pub fn frees_ids(&self) -> bool {
        self.ids.any_released()
    }

    /// Counts a source as unchanged.
    pub fn keep(&mut self, key: &str) {
        if let Some(row) = self.ledger.row(key) {
            self.counts.unchanged += row.reports;
        }
    }

    /// Marks a source to be read again by the next run, in case this one does not complete.
    pub fn reopen(&mut self, key: &str) {
        if let Some(row) = self.ledger.row(key).cloned() {
            self.put_row(SourceRow {
                complete: false,
                ..row
            });
        }
    }

    /// Removes a source and its reports from the index.
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

    /// Removes one report from the index.
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

    /// Starts a source, whose reports follow. Its previous reports are removed, unless its content
    /// is unchanged.
    pub fn begin(&mut self, state: SourceState) -> SourceSession<'_> {
        SourceSession::of_source(self, state)
    }

    /// Starts a stream: each of its reports replaces the one with the same id, and nothing else.
    pub fn begin_stream(&mut self, shown: &str) -> SourceSession<'_> {
        SourceSession::of_stream(self, shown)
    }

    /// Makes everything added so far durable.
    ///
    /// # Errors
    /// The index cannot be written, or an indexing thread has died. The last commit is intact.
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

    /// Commits, waits for merges, and returns the counts and the index.
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

    /// Clears the recorded state of all sources, so that each is read again.
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

    /// Tags all reports again, with other names, from their stored text.
    fn tag_again(&mut self) -> Result<(), IndexError> {
        let before = self.ids.before().clone();
        for (key, report) in super::reports::whole(&before, self.fields) {
            let report =
                report.map_err(|error| self.directory.engine_error("read a report", error))?;
            self.tag(report, key)?;
        }
        self.dirty = true;
        self.commit()
    }

    /// Tags the reports whose corrections are no longer those in `before` again, from their stored text.
    fn tag_corrected(&mut self, before: &BTreeMap<String, u64>) -> Result<(), IndexError> {
        let now = self.payload.corrected.clone();
        let ids: BTreeSet<&String> = before.keys().chain(now.keys()).collect();
        let searcher = self.ids.before().clone();
        for id in ids.into_iter().filter(|id| before.get(*id) != now.get(*id)) {
            for (ord, segment) in searcher.segment_readers().iter().enumerate() {
                let stored = || {
                    let doc = manifest::living_report(segment, self.fields, id)?;
                    let address = doc.map(|doc| DocAddress::new(ord as u32, doc));
                    let read = |address| super::reports::stored(&searcher, self.fields, address);
                    address.map(read).transpose()
                };
                let stored = stored()
                    .map_err(|error| self.directory.engine_error("read a report", error))?;
                if let Some(stored) = stored {
                    let key = stored.head.source_key.clone();
                    self.tag(stored.head.into_report(stored.body), key)?;
                    break;
                }
            }
        }
        self.dirty = true;
        self.commit()
    }

    /// Replaces a report by itself with new tags.
    fn tag(&mut self, report: Report, key: String) -> Result<(), IndexError> {
        self.delete(self.fields.id, &id_term(&report.id));
        let added = self.pool().add(report, key);
        added.map_err(|reason| self.stopped(reason))?;
        self.tagged_again += 1;
        Ok(())
    }

    /// Writes a source row.
    pub fn put_row(&mut self, row: SourceRow) {
        self.delete(self.fields.row_key, &row.key);
        let document = DocumentMaker::source(self.fields, &row);
        let writer = self.writer.read().unwrap_or_else(PoisonError::into_inner);
        // An error means that tantivy's thread has died, which the next commit reports.
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
