//! Entries with the same name: the `zip` crate keeps only the last of them. This module presents
//! the central directory with different names for the others.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::{self, BufReader, Read, Seek, SeekFrom};

/// The signature of a central directory header.
const MARK: [u8; 4] = *b"PK\x01\x02";
/// The fixed length of a header, before name, extra fields and comment.
const HEADER: usize = 46; // bytes

/// Replacements for duplicate names.
#[derive(Debug, Default)]
pub(super) struct Renamed {
    /// By their offset in the file, in bytes; of the same length as the originals.
    names: BTreeMap<u64, Vec<u8>>,
    /// The original names, by entry number.
    pub originals: HashMap<usize, Vec<u8>>,
}

impl Renamed {
    /// Finds duplicate names in the central directory that starts at `start`.
    pub fn of(reader: &mut (impl Read + Seek), start: u64) -> io::Result<Renamed> {
        reader.seek(SeekFrom::Start(start))?;
        let mut list = BufReader::new(reader);
        let mut renamed = Renamed::default();
        let mut taken: HashSet<Vec<u8>> = HashSet::new();
        let mut at = start;
        let mut header = [0; HEADER];
        while list.read_exact(&mut header).is_ok() && header.starts_with(&MARK) {
            let length = |at: usize| u16::from_le_bytes([header[at], header[at + 1]]);
            let [name, extra, comment] = [28, 30, 32].map(length);
            let mut bytes = vec![0; usize::from(name)];
            list.read_exact(&mut bytes)?;
            list.seek_relative(i64::from(extra) + i64::from(comment))?;
            if taken.contains(&bytes)
                && let Some(other) = other_name(&bytes, &taken)
            {
                renamed.originals.insert(taken.len(), bytes);
                renamed.names.insert(at + HEADER as u64, other.clone());
                bytes = other;
            }
            taken.insert(bytes);
            at += HEADER as u64 + u64::from(name) + u64::from(extra) + u64::from(comment);
        }
        Ok(renamed)
    }

    /// Returns a reader that sees these names.
    pub fn over<R: Read + Seek>(&self, mut inner: R) -> io::Result<Over<R>> {
        let position = inner.seek(SeekFrom::Start(0))?;
        Ok(Over {
            inner,
            position,
            names: self.names.clone(),
        })
    }
}

/// Returns an unused name of the same length. Folders may share a name.
fn other_name(name: &[u8], taken: &HashSet<Vec<u8>>) -> Option<Vec<u8>> {
    const LETTERS: &[u8] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    if name.ends_with(b"/") || name.ends_with(b"\\") {
        return None;
    }
    // At most as many names are taken as there are entries.
    for number in taken.len()..taken.len() * 2 + LETTERS.len() {
        let mut other = name.to_vec();
        let mut left = number;
        for byte in other.iter_mut().rev().take(4) {
            *byte = LETTERS[left % LETTERS.len()];
            left /= LETTERS.len();
        }
        if !taken.contains(&other) {
            return Some(other);
        }
    }
    None
}

/// A file in which some names are replaced.
pub(super) struct Over<R> {
    inner: R,
    position: u64,
    names: BTreeMap<u64, Vec<u8>>,
}

impl<R> Over<R> {
    /// Returns the unmodified file.
    pub fn into_inner(self) -> R {
        self.inner
    }
}

impl<R: Read> Read for Over<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        let (start, end) = (self.position, self.position + n as u64);
        self.position = end;
        let longest = u64::from(u16::MAX);
        for (&at, name) in self.names.range(start.saturating_sub(longest)..end) {
            for (at, byte) in (at..).zip(name) {
                if (start..end).contains(&at) {
                    buffer[(at - start) as usize] = *byte;
                }
            }
        }
        Ok(n)
    }
}

impl<R: Seek> Seek for Over<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.position = self.inner.seek(to)?;
        Ok(self.position)
    }
}
