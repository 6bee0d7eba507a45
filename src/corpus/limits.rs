//! What an archive may cost: how far it may expand and how deep archives may be nested.

use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::error::Reason;
use super::input::Consumed;

/// An archive may expand to this much.
const LARGEST: u64 = 2 << 30; // bytes
/// It may expand to this many times its size.
const RATIO: u64 = 200;
/// Up to here the ratio does not matter.
const FLOOR: u64 = 64 << 20; // bytes
/// Archives and mails may be nested so deep.
const DEEPEST: u8 = 3;

/// What is around an input.
#[derive(Debug, Clone, Default)]
pub(super) struct Within {
    /// The archives and mails around it.
    pub depth: u8,
    /// What it and all that is in it may expand to.
    pub allowance: Allowance,
    /// The file on disk, if the input is one.
    pub file: Option<(PathBuf, Consumed)>,
}

impl Within {
    /// For a file of `size` bytes on disk.
    pub fn file(path: &Path, size: u64, consumed: &Consumed) -> Within {
        Within {
            depth: 0,
            allowance: Allowance::new(size),
            file: Some((path.to_owned(), consumed.clone())),
        }
    }

    /// For a member of this input. `Err` is [`Reason::Nested`].
    pub fn inner(&self) -> Result<Within, Reason> {
        if self.depth >= DEEPEST {
            return Err(Reason::Nested { limit: DEEPEST });
        }
        Ok(Within {
            depth: self.depth + 1,
            allowance: self.allowance.clone(),
            file: None,
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
        Allowance::new(LARGEST)
    }
}

/// The limit of an [`Allowance`] has been passed.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("more than {} MiB", limit >> 20)]
pub(super) struct Overrun {
    /// In bytes.
    pub limit: u64,
}

impl Allowance {
    /// For an archive of `size` bytes. One that merely doubles is no bomb, whatever its size.
    pub fn new(size: u64) -> Allowance {
        let expanded = size.saturating_mul(RATIO).clamp(FLOOR, LARGEST);
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
    pub fn bounded(&self, expanded: Box<dyn BufRead + Send>) -> Box<dyn BufRead + Send> {
        Box::new(BufReader::new(self.spending(expanded)))
    }

    fn spending<R>(&self, expanded: R) -> Spending<R> {
        Spending {
            expanded,
            allowance: self.clone(),
        }
    }
}

struct Spending<R> {
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
        assert_eq!(Allowance::new(10).limit, FLOOR);
        assert_eq!(Allowance::new(1 << 20).limit, 200 << 20);
        assert_eq!(Allowance::new(1 << 30).limit, LARGEST);
        assert_eq!(Allowance::new(3 << 30).limit, 6 << 30);
    }

    #[test]
    fn what_is_spent_by_several_is_counted_together() {
        let allowance = Allowance::new(10);
        let other = allowance.clone();
        allowance.spend(FLOOR - 5).unwrap();
        assert_eq!(other.whole(&b"12345"[..]).unwrap(), b"12345");
        assert!(other.whole(&b"6"[..]).is_err());
        assert!(allowance.check(1).is_err());
    }

    #[test]
    fn a_fourth_archive_within_three_is_too_deep() {
        let mut within = Within::default();
        for _ in 0..DEEPEST {
            within = within.inner().unwrap();
        }
        assert!(matches!(within.inner(), Err(Reason::Nested { limit: 3 })));
    }
}
