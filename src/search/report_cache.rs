//! The long reports that were read last, kept for the next query of a batch: what a hit in a text of
//! 1 MB costs is reading it.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tantivy::DocAddress;

use crate::index::reports;
use crate::index::stored::{Evidence, StoredHead};

use super::body_offsets::BodyOffsets;
use super::searcher::Searcher;

/// From how many bytes on a report is worth keeping. Shorter ones are read in a moment.
pub const LONG: usize = 64 << 10;

/// How many bytes are kept at most.
pub const MOST: usize = 16 << 20;

/// A report, read to be shown.
pub struct ReadReport {
    /// All but body and mentions.
    pub head: StoredHead,
    /// The body, and where its bytes stand.
    pub offsets: BodyOffsets,
    stored_evidence: reports::StoredEvidence,
}

impl ReadReport {
    /// Reads the mentions.
    pub fn evidence(&self) -> tantivy::Result<Evidence> {
        self.stored_evidence.read()
    }

    /// Returns how much memory it takes, in bytes, about.
    pub(super) fn bytes(&self) -> usize {
        self.offsets.body().len() + self.stored_evidence.bytes()
    }
}

/// Reports by their address in the index; the latest at the end.
type Kept = VecDeque<(DocAddress, Arc<ReadReport>)>;

/// The long reports that were read last.
#[derive(Default)]
pub struct ReportCache(Mutex<Kept>);

impl ReportCache {
    /// Returns a report that is kept, now the latest.
    pub(super) fn get(&self, address: DocAddress) -> Option<Arc<ReadReport>> {
        let mut kept = self.kept();
        let at = kept.iter().position(|(kept, _)| *kept == address)?;
        let found = kept.remove(at)?;
        let report = found.1.clone();
        kept.push_back(found);
        Some(report)
    }

    /// Keeps a report if it is long enough, in the place of those read before it.
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

    /// Locks what is kept. A thread that died while it had the lock left at worst fewer reports.
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Searcher {
    /// Reads the report at `address`, or takes it from those that were read last.
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
