//! An LRU cache of long reports, for the next query of a batch: most of the time for a hit in a text of 1 MB is spent
//! on reading it.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tantivy::DocAddress;

use crate::index::reports;
use crate::index::stored::{Evidence, StoredHead};

use super::body_offsets::BodyOffsets;
use super::searcher::Searcher;

/// The minimum size of a cached report, in bytes. Shorter ones are read quickly.
pub const LONG: usize = 64 << 10;

/// The maximum size of the cache, in bytes.
pub const MOST: usize = 16 << 20;

/// A report read for display.
pub struct ReadReport {
    /// All but body and mentions.
    pub head: StoredHead,
    /// The body, with its offsets.
    pub offsets: BodyOffsets,
    stored_evidence: reports::StoredEvidence,
}

impl ReadReport {
    /// Reads the mentions.
    pub fn evidence(&self) -> tantivy::Result<Evidence> {
        self.stored_evidence.read()
    }

    /// Returns its approximate memory use, in bytes.
    pub(super) fn bytes(&self) -> usize {
        self.offsets.body().len() + self.stored_evidence.bytes()
    }
}

/// Reports by address, the most recently used last.
type Kept = VecDeque<(DocAddress, Arc<ReadReport>)>;

/// The long reports that were used last.
#[derive(Default)]
pub struct ReportCache(Mutex<Kept>);

impl ReportCache {
    /// Returns a cached report and marks it as the most recently used.
    pub(super) fn get(&self, address: DocAddress) -> Option<Arc<ReadReport>> {
        let mut kept = self.kept();
        let at = kept.iter().position(|(kept, _)| *kept == address)?;
        let found = kept.remove(at)?;
        let report = found.1.clone();
        kept.push_back(found);
        Some(report)
    }

    /// Caches a report if it is long enough, and evicts the least recently used ones.
    pub(super) fn keep(&self, address: DocAddress, report: &Arc<ReadReport>) {
        if !(LONG..=MOST).contains(&report.bytes()) {
            return;
        }
        let mut kept = self.kept();
        // Another thread may have read it meanwhile.
        kept.retain(|(kept, _)| *kept != address);
        kept.push_back((address, report.clone()));
        let mut bytes: usize = kept.iter().map(|(_, report)| report.bytes()).sum();
        while bytes > MOST
            && let Some((_, oldest)) = kept.pop_front()
        {
            bytes -= oldest.bytes();
        }
    }

    /// Locks the cache. If a thread panicked with the lock, at worst some reports are missing.
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Searcher {
    /// Returns the report at `address`, from the cache if possible.
    pub(super) fn read(&self, address: DocAddress) -> tantivy::Result<Arc<ReadReport>> {
        if let Some(report) = self.report_cache().get(address) {
            return Ok(report);
        }
        let stored = reports::stored(self.engine(), self.fields(), address)?;
        let lines = stored.head.lines();
        let report = Arc::new(ReadReport {
            head: stored.head,
            offsets: BodyOffsets::of(stored.body, lines),
            stored_evidence: stored.evidence,
        });
        self.report_cache().keep(address, &report);
        Ok(report)
    }
}
