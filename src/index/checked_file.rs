//! Files with block checksums: reading returns what was written, or an error.
//!
//! Tantivy keeps one checksum per file and verifies it only on request, over the whole file. A file
//! written here ends with a checksum for each block of [`BLOCK`] bytes, and a block is verified the
//! first time that any of it is read. So a query verifies only what it reads.
//!
//! ```text
//! data | CRC-32 of each block, u32 | CRC-32 of those, u32 | length of the data, u64 | magic
//! ```
//!
//! All numbers are little-endian.

use std::fmt;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tantivy::HasLen;
use tantivy::directory::{FileHandle, OwnedBytes};

use super::damage::DamageLog;

/// The size of a block, in bytes.
const BLOCK: usize = 8 << 10;
/// The last bytes of a checked file.
const MAGIC: &[u8; 8] = b"rpblocks";
/// The size of the trailer after the checksums of the blocks, in bytes.
const FOOTER: usize = 4 + 8 + MAGIC.len();
/// The size of a checksum, in bytes.
const SUM: usize = 4;

/// Computes the checksums of a file as it is written.
#[derive(Default)]
pub struct BlockSums {
    current: crc32fast::Hasher,
    /// The number of bytes written in the current block.
    filled: usize,
    len: u64,
    /// The checksums of the full blocks.
    sums: Vec<u8>,
}

impl BlockSums {
    /// Adds the next bytes of the file.
    pub fn update(&mut self, mut data: &[u8]) {
        self.len += data.len() as u64;
        while !data.is_empty() {
            let (now, rest) = data.split_at(data.len().min(BLOCK - self.filled));
            self.current.update(now);
            self.filled += now.len();
            data = rest;
            if self.filled == BLOCK {
                self.end_block();
            }
        }
    }

    /// Returns the trailer to be written after the data.
    pub fn trailer(mut self) -> Vec<u8> {
        if self.filled > 0 {
            self.end_block();
        }
        let mut trailer = self.sums;
        let of_sums = crc32fast::hash(&trailer);
        trailer.extend(of_sums.to_le_bytes());
        trailer.extend(self.len.to_le_bytes());
        trailer.extend(MAGIC);
        trailer
    }

    fn end_block(&mut self) {
        let sum = std::mem::take(&mut self.current).finalize();
        self.sums.extend(sum.to_le_bytes());
        self.filled = 0;
    }
}

/// Returns the trailer of a file that contains `data`.
pub fn trailer_of(data: &[u8]) -> Vec<u8> {
    let mut sums = BlockSums::default();
    sums.update(data);
    sums.trailer()
}

/// A checked file, without its trailer.
pub struct CheckedFile {
    name: PathBuf,
    bytes: OwnedBytes,
    sums: OwnedBytes,
    /// A bit for each block that has been verified.
    compared: Vec<AtomicU64>,
    damage: Arc<DamageLog>,
}

impl CheckedFile {
    /// Opens a file that was written with a trailer; verifies its size, and the checksum of its
    /// checksums.
    ///
    /// # Errors
    /// The trailer is damaged, which is recorded in `damage`, or the file cannot be read.
    pub fn open(
        name: &Path,
        file: &dyn FileHandle,
        damage: Arc<DamageLog>,
    ) -> io::Result<CheckedFile> {
        let bytes = file.read_bytes(0..file.len())?;
        let Some((data, sums)) = parts(&bytes) else {
            return Err(damage.note(name));
        };
        let blocks = (sums.len() / SUM).div_ceil(u64::BITS as usize);
        Ok(CheckedFile {
            name: name.to_owned(),
            compared: std::iter::repeat_with(AtomicU64::default)
                .take(blocks)
                .collect(),
            sums: bytes.slice(sums),
            bytes: bytes.slice(data),
            damage,
        })
    }

    /// Returns the data without verifying it, and without the trailer.
    pub fn data(&self) -> &[u8] {
        &self.bytes
    }

    /// Verifies all blocks that have not been verified yet.
    ///
    /// # Errors
    /// A block is damaged.
    pub fn check(&self) -> io::Result<()> {
        self.check_range(&(0..self.bytes.len()))
    }

    fn check_range(&self, range: &Range<usize>) -> io::Result<()> {
        if range.is_empty() {
            return Ok(());
        }
        for block in range.start / BLOCK..=(range.end - 1) / BLOCK {
            let (word, bit) = (block / 64, 1 << (block % 64));
            // Concurrent verification of a block is harmless.
            if self.compared[word].load(Ordering::Relaxed) & bit != 0 {
                continue;
            }
            let start = block * BLOCK;
            let data = &self.bytes[start..(start + BLOCK).min(self.bytes.len())];
            let sum = &self.sums[block * SUM..(block + 1) * SUM];
            if crc32fast::hash(data).to_le_bytes() != *sum {
                return Err(self.damage.note(&self.name));
            }
            self.compared[word].fetch_or(bit, Ordering::Relaxed);
        }
        Ok(())
    }
}

/// Splits a file into its data and the checksums of its blocks; `None` if its trailer is damaged.
fn parts(bytes: &[u8]) -> Option<(Range<usize>, Range<usize>)> {
    let sums_end = bytes.len().checked_sub(FOOTER)?;
    let footer = &bytes[sums_end..];
    let (of_sums, rest) = footer.split_at(SUM);
    let (len, magic) = rest.split_at(8);
    let len = usize::try_from(u64::from_le_bytes(len.try_into().ok()?)).ok()?;
    let sums_len = len.div_ceil(BLOCK).checked_mul(SUM)?;
    let fits = len.checked_add(sums_len) == Some(sums_end);
    if magic != MAGIC || !fits {
        return None;
    }
    let sums = len..sums_end;
    let same = crc32fast::hash(&bytes[sums.clone()]).to_le_bytes() == *of_sums;
    same.then_some((0..len, sums))
}

impl HasLen for CheckedFile {
    fn len(&self) -> usize {
        self.bytes.len()
    }
}

impl FileHandle for CheckedFile {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if range.start > range.end || range.end > self.bytes.len() {
            return Err(self.damage.note(&self.name));
        }
        self.check_range(&range)?;
        Ok(self.bytes.slice(range))
    }
}

impl fmt::Debug for CheckedFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CheckedFile({:?})", self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(data: &[u8]) -> Vec<u8> {
        let mut sums = BlockSums::default();
        for part in data.chunks(1000) {
            sums.update(part);
        }
        [data, &sums.trailer()].concat()
    }

    fn open(bytes: Vec<u8>) -> io::Result<CheckedFile> {
        let damage = Arc::new(DamageLog::default());
        CheckedFile::open(Path::new("a.idx"), &OwnedBytes::new(bytes), damage)
    }

    fn data(len: usize) -> Vec<u8> {
        (0..len).map(|i| (i * 7 % 251) as u8).collect()
    }

    #[test]
    fn written_data_is_read_back_without_its_trailer() {
        for len in [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK + 5] {
            let data = data(len);
            let file = open(written(&data)).unwrap();
            assert_eq!(file.len(), len);
            assert_eq!(&*file.read_bytes(0..len).unwrap(), &data[..]);
            assert_eq!(written(&data), [&data[..], &trailer_of(&data)].concat());
        }
    }

    #[test]
    fn a_changed_byte_is_an_error_wherever_it_is() {
        let data = data(BLOCK + 9);
        let whole = written(&data);
        for at in (0..whole.len())
            .step_by(97)
            .chain(data.len() - 3..whole.len())
        {
            let mut changed = whole.clone();
            changed[at] ^= 1;
            let read = open(changed).and_then(|file| file.check());
            assert_eq!(read.unwrap_err().kind(), io::ErrorKind::InvalidData, "{at}");
        }
    }

    #[test]
    fn a_truncated_file_is_an_error() {
        let whole = written(&data(2 * BLOCK));
        for len in (0..whole.len())
            .step_by(101)
            .chain(whole.len() - 30..whole.len())
        {
            assert!(open(whole[..len].to_vec()).is_err(), "{len}");
        }
    }

    #[test]
    fn only_the_blocks_that_are_read_are_verified() {
        let mut bytes = written(&data(3 * BLOCK));
        bytes[BLOCK] ^= 1;
        let file = open(bytes).unwrap();
        assert!(file.read_bytes(0..BLOCK).is_ok());
        assert!(file.read_bytes(2 * BLOCK..3 * BLOCK).is_ok());
        assert!(file.read_bytes(BLOCK - 1..BLOCK + 1).is_err());
        assert_eq!(
            file.damage.first(),
            Some("a.idx has changed since it was written".to_owned())
        );
    }
}
