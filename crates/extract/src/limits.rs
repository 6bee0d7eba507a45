//! What a file may cost: time and memory, how far it may expand, how deep archives may be nested.

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

/// What one file may cost. Members of archives, attachments and mails in a mailbox are files of
/// their own as far as time goes; all else is counted for the file that they are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// How long it may be read; of a file of more than 64 MiB, each 64 MiB. What was read by then goes in: pages of a
    /// PDF, records. The time that its members take, and that passes until a report is taken, does not count. What does
    /// not stop by itself is killed a quarter later, if a worker process reads it, and else goes on.
    pub time: Duration,
    /// How much memory its reader may take, in bytes. Holds in worker processes only, and there on
    /// Linux; on other Unix systems as far as they heed `RLIMIT_AS`, elsewhere not at all.
    pub memory: u64,
    /// What an archive, a document or a compressed text may expand to, in bytes.
    pub expanded: u64,
    /// How many times its size that may be. Up to 64 MiB, and up to twice the size, are always fine.
    pub ratio: u64,
    /// How deep archives and mails may be nested.
    pub depth: u8,
    /// How many members of one archive, or sheets of one workbook, are looked at.
    pub members: u64,
    /// How many records are read of one file, and one more for each 64 bytes of it.
    pub records: u64,
    /// From so many records on that cannot be read, a file is left in which these are more than ten times the reports.
    pub failures: u64,
    /// How long a line of JSON Lines may be, in bytes.
    pub line: u64,
    /// How long the body of a report may be, in bytes. A longer text goes in as several reports.
    pub text: u64,
    /// How long a title may be, in code points. A longer one is cut there.
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
    /// Returns how long a file of `size` bytes may be read: [`time`](Self::time), for each 64 MiB begun.
    pub(super) fn time_for(&self, size: u64) -> Duration {
        let pieces = size.div_ceil(FLOOR).clamp(1, u64::from(u32::MAX));
        self.time.saturating_mul(pieces as u32)
    }

    /// Returns how many records are read of a file of `size` bytes.
    pub(super) fn records_for(&self, size: u64) -> u64 {
        self.records.saturating_add(size / BYTES_PER_RECORD)
    }
}

/// Records of real exports are longer, also if they are compressed.
const BYTES_PER_RECORD: u64 = 64;

/// Up to here the ratio does not matter; a larger file has more time.
const FLOOR: u64 = 64 << 20; // bytes

/// What is around an input.
#[derive(Debug, Clone, Default)]
pub(super) struct Within {
    pub limits: Limits,
    /// What reads pictures of text.
    pub ocr: Option<Arc<Ocr>>,
    /// The archives and mails around it.
    pub depth: u8,
    /// What it and all that is in it may expand to.
    pub allowance: Allowance,
    /// The file on disk, if the input is one.
    pub file: Option<(PathBuf, Consumed)>,
    /// Who is told what is being read.
    pub watch: Watch,
    /// How large the input is, compressed if it is, in bytes; 0 if unknown.
    pub size: u64,
    /// How long its members have been read, which does not count as time of its own.
    pub in_members: Elapsed,
}

/// A time that several parts of a reader add to.
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
    /// For a file of `size` bytes on disk.
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

    /// Makes a reader of what was wrapped so that fails when it expands to too much. What is not
    /// compressed is no more than the file, or than the member that has been paid for.
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

    /// For a member of this input. `Err` is [`Reason::Nested`].
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

/// How much an archive and the archives in it may still expand to, all together.
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
    /// For an archive of `size` bytes. One that merely doubles is no bomb, whatever its size.
    pub fn new(size: u64, limits: &Limits) -> Allowance {
        let expanded = size.saturating_mul(limits.ratio).max(FLOOR);
        let expanded = expanded.min(limits.expanded);
        Allowance {
            spent: Arc::default(),
            limit: expanded.max(size.saturating_mul(2)),
        }
    }

    /// Takes note of `bytes` that were, or will be, expanded.
    pub fn spend(&self, bytes: u64) -> Result<(), Overrun> {
        let before = self.spent.fetch_add(bytes, Ordering::Relaxed);
        match before.checked_add(bytes) {
            Some(after) if after <= self.limit => Ok(()),
            _ => Err(self.exceeded()),
        }
    }

    /// Returns whether `bytes` more would be too much.
    pub fn check(&self, bytes: u64) -> Result<(), Overrun> {
        match self.spent.load(Ordering::Relaxed).checked_add(bytes) {
            Some(after) if after <= self.limit => Ok(()),
            _ => Err(self.exceeded()),
        }
    }

    fn exceeded(&self) -> Overrun {
        Overrun { limit: self.limit }
    }

    /// Reads all of `expanded`, spending as it goes.
    pub fn whole(&self, expanded: impl Read) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.spending(expanded).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Makes a reader of `expanded` that fails when too much has been read of it.
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
    fn what_is_spent_by_several_is_counted_together() {
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
