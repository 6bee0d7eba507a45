//! Resource limits per file: time, memory, expansion and nesting.

use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::error::{Overrun, Reason};
use super::ocr::Ocr;
use super::watch::Watch;
use super::wrapper::{Consumed, Wrapper};

/// Resource limits of one file. Archive entries, attachments and mails in a mailbox have a time
/// limit of their own; all other limits apply to the enclosing file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// The reading time; larger files get it for each 64 MiB begun. What was read before the limit
    /// is indexed: pages of a PDF, records. The time for contained files, and while a report waits
    /// to be taken, does not count. A reader that does not stop is killed after another quarter of
    /// the time if it runs in a worker process; otherwise it continues.
    pub time: Duration,
    /// The memory of a reader, in bytes. Enforced only in worker processes: on Linux, on other Unix
    /// systems as far as they support `RLIMIT_AS`, and elsewhere not at all.
    pub memory: u64,
    /// The expanded size of an archive, a document or a compressed text, in bytes.
    pub expanded: u64,
    /// The same relative to the size of the file. Up to 64 MiB, and up to twice the size, are
    /// always allowed.
    pub ratio: u64,
    /// The nesting depth of archives and mails.
    pub depth: u8,
    /// The number of entries of an archive, or sheets of a workbook.
    pub members: u64,
    /// The number of records of a file, plus one for each 64 bytes of the file.
    pub records: u64,
    /// A file is abandoned after this many failures if they outnumber the reports by more than ten
    /// to one.
    pub failures: u64,
    /// The length of a line of JSON Lines, in bytes.
    pub line: u64,
    /// The length of the body of a report, in bytes. A longer text is split into several reports.
    pub text: u64,
    /// The length of a title, in code points. A longer title is truncated.
    pub title: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            time: Duration::from_secs(60),
            memory: 2 << 30,
            expanded: 2 << 30,
            ratio: 200,
            depth: 3,
            members: 10_000,
            records: 1_000_000,
            failures: 10_000,
            line: 128 << 20,
            text: 4 << 20,
            title: 1000,
        }
    }
}

impl Limits {
    /// Returns the time limit of a file of `size` bytes: [`time`](Self::time) for each 64 MiB
    /// begun.
    pub(super) fn time_for(&self, size: u64) -> Duration {
        let pieces = size.div_ceil(FLOOR).clamp(1, u64::from(u32::MAX));
        self.time.saturating_mul(pieces as u32)
    }

    /// Returns the record limit of a file of `size` bytes.
    pub(super) fn records_for(&self, size: u64) -> u64 {
        self.records.saturating_add(size / BYTES_PER_RECORD)
    }
}

/// Records of real exports are longer, even when compressed.
const BYTES_PER_RECORD: u64 = 64;

/// Below this size the ratio is not checked; a larger file gets more time.
const FLOOR: u64 = 64 << 20; // bytes

/// The context of an input.
#[derive(Debug, Clone, Default)]
pub(super) struct Within {
    pub limits: Limits,
    /// The OCR engine, if any.
    pub ocr: Option<Arc<Ocr>>,
    /// The number of enclosing archives and mails.
    pub depth: u8,
    /// The expansion allowance shared with everything inside the input.
    pub allowance: Allowance,
    /// The file on disk, if the input is one.
    pub file: Option<(PathBuf, Consumed)>,
    /// Receives progress.
    pub watch: Watch,
    /// The size of the input, in bytes as stored; 0 if unknown.
    pub size: u64,
    /// The time spent on contained files, which does not count against this one.
    pub in_members: Elapsed,
}

/// A duration to which several parts of a reader add.
#[derive(Debug, Clone, Default)]
pub(super) struct Elapsed(Arc<AtomicU64>);

impl Elapsed {
    pub fn add(&self, time: Duration) {
        let nanoseconds = u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
        self.0.fetch_add(nanoseconds, Ordering::Relaxed);
    }

    pub fn get(&self) -> Duration {
        Duration::from_nanos(self.0.load(Ordering::Relaxed))
    }
}

impl Within {
    /// The context of a file of `size` bytes on disk.
    pub fn file(path: &Path, size: u64, consumed: &Consumed, limits: Limits) -> Within {
        Within {
            limits,
            ocr: None,
            depth: 0,
            allowance: Allowance::new(size, &limits),
            file: Some((path.to_owned(), consumed.clone())),
            watch: Watch::default(),
            size,
            in_members: Elapsed::default(),
        }
    }

    /// Wraps decompressed `bytes` in a reader that fails when they expand too much. Uncompressed
    /// bytes cannot exceed the file, or the archive entry that was already charged.
    pub fn bounded(
        &self,
        bytes: Box<dyn BufRead + Send>,
        wrapper: Wrapper,
    ) -> Box<dyn BufRead + Send> {
        match wrapper {
            Wrapper::Plain => bytes,
            Wrapper::Gzip | Wrapper::Zstd => self.allowance.bounded(bytes),
        }
    }

    /// The context of a file inside this input. `Err` is [`Reason::Nested`].
    pub fn inner(&self) -> Result<Within, Reason> {
        let limit = self.limits.depth;
        if self.depth >= limit {
            return Err(Reason::Nested { limit });
        }
        Ok(Within {
            limits: self.limits,
            ocr: self.ocr.clone(),
            depth: self.depth + 1,
            allowance: self.allowance.clone(),
            file: None,
            watch: self.watch.clone(),
            size: 0,
            in_members: Elapsed::default(),
        })
    }
}

/// How much an archive and everything nested in it may expand in total.
#[derive(Debug, Clone)]
pub(super) struct Allowance {
    spent: Arc<AtomicU64>,
    limit: u64,
}

impl Default for Allowance {
    fn default() -> Allowance {
        let limits = Limits::default();
        Allowance::new(limits.expanded, &limits)
    }
}

impl Allowance {
    /// The allowance of an archive of `size` bytes. One that merely doubles is not a bomb, whatever
    /// its size.
    pub fn new(size: u64, limits: &Limits) -> Allowance {
        let expanded = size.saturating_mul(limits.ratio).max(FLOOR);
        let expanded = expanded.min(limits.expanded);
        Allowance {
            spent: Arc::default(),
            limit: expanded.max(size.saturating_mul(2)),
        }
    }

    /// Charges `bytes` that were or will be expanded.
    pub fn spend(&self, bytes: u64) -> Result<(), Overrun> {
        let before = self.spent.fetch_add(bytes, Ordering::Relaxed);
        match before.checked_add(bytes) {
            Some(after) if after <= self.limit => Ok(()),
            _ => Err(self.exceeded()),
        }
    }

    /// Checks that `bytes` more would not exceed the limit.
    pub fn check(&self, bytes: u64) -> Result<(), Overrun> {
        match self.spent.load(Ordering::Relaxed).checked_add(bytes) {
            Some(after) if after <= self.limit => Ok(()),
            _ => Err(self.exceeded()),
        }
    }

    fn exceeded(&self) -> Overrun {
        Overrun { limit: self.limit }
    }

    /// Reads all of `expanded`, charging as it reads.
    pub fn whole(&self, expanded: impl Read) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.spending(expanded).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Returns a reader of `expanded` that fails when the limit is exceeded.
    fn bounded(&self, expanded: Box<dyn BufRead + Send>) -> Box<dyn BufRead + Send> {
        Box::new(BufReader::new(self.spending(expanded)))
    }

    /// The same, for any reader.
    fn spending<R>(&self, expanded: R) -> Spending<R> {
        Spending {
            expanded,
            allowance: self.clone(),
        }
    }
}

pub(super) struct Spending<R> {
    expanded: R,
    allowance: Allowance,
}

impl<R: Read> Read for Spending<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.expanded.read(buffer)?;
        self.allowance.spend(n as u64).map_err(io::Error::other)?;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_file_may_reach_the_floor_and_a_large_one_twice_its_size() {
        let limit = |size| Allowance::new(size, &Limits::default()).limit;
        assert_eq!(limit(10), FLOOR);
        assert_eq!(limit(1 << 20), 200 << 20);
        assert_eq!(limit(1 << 30), 2 << 30);
        assert_eq!(limit(3 << 30), 6 << 30);
    }

    #[test]
    fn a_file_has_its_time_for_each_64_mib() {
        let limits = Limits::default();
        let seconds =
            [0, 1, 64 << 20, (64 << 20) + 1, 1 << 30].map(|size| limits.time_for(size).as_secs());
        assert_eq!(seconds, [60, 60, 60, 120, 960]);
    }

    #[test]
    fn charges_of_clones_add_up() {
        let allowance = Allowance::new(10, &Limits::default());
        let other = allowance.clone();
        allowance.spend(FLOOR - 5).unwrap();
        assert_eq!(other.whole(&b"12345"[..]).unwrap(), b"12345");
        assert!(other.whole(&b"6"[..]).is_err());
        assert!(allowance.check(1).is_err());
    }

    #[test]
    fn a_fourth_archive_within_three_is_too_deep() {
        let mut within = Within::default();
        for _ in 0..3 {
            within = within.inner().unwrap();
        }
        assert!(matches!(within.inner(), Err(Reason::Nested { limit: 3 })));
    }
}
