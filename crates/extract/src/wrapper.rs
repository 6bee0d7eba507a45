//! Compression around a file: opens it, counts the bytes consumed, and decompresses it.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serde::{Deserialize, Serialize};

use super::error::{Overrun, Reason};

/// The largest input that is read as a whole, decompressed.
pub(super) const LARGEST_TEXT: u64 = 2 << 30; // bytes
/// The longest line or row.
pub(super) const LONGEST_LINE: u64 = 256 << 20; // bytes
const BUFFER: usize = 256 << 10; // bytes

/// A compression around a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wrapper {
    /// Not compressed.
    Plain,
    /// gzip, with one or more members.
    Gzip,
    /// Zstandard.
    Zstd,
}

/// The extensions of compressed files, in lowercase without the dot.
pub const WRAPPERS: &[(&str, Wrapper)] = &[("gz", Wrapper::Gzip), ("zst", Wrapper::Zstd)];

/// The number of consumed bytes of a source, shared with its reader.
#[derive(Debug, Clone, Default)]
pub(super) struct Consumed(Arc<AtomicU64>);

impl Consumed {
    pub fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    /// Raises the count to `bytes`, for readers that seek.
    pub fn reach(&self, bytes: u64) {
        self.0.fetch_max(bytes, Ordering::Relaxed);
    }
}

struct Counting<R> {
    inner: R,
    consumed: Consumed,
}

impl<R: Read> Read for Counting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.consumed.0.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// Opens a file and decompresses it. If the file grows meanwhile, only its current size is read.
pub(super) fn open(
    path: &std::path::Path,
    wrapper: Wrapper,
    consumed: &Consumed,
) -> io::Result<Box<dyn BufRead + Send>> {
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    let size = if metadata.is_file() {
        metadata.len()
    } else {
        u64::MAX
    };
    unwrap(file.take(size), wrapper, consumed)
}

/// Counts the bytes read from `inner` and decompresses it according to `wrapper`.
pub(super) fn unwrap(
    inner: impl Read + Send + 'static,
    wrapper: Wrapper,
    consumed: &Consumed,
) -> io::Result<Box<dyn BufRead + Send>> {
    let counting = Counting {
        inner,
        consumed: consumed.clone(),
    };
    let raw = BufReader::with_capacity(BUFFER, counting);
    Ok(match wrapper {
        Wrapper::Plain => Box::new(raw),
        Wrapper::Gzip => {
            let expanded = flate2::bufread::MultiGzDecoder::new(raw);
            Box::new(BufReader::with_capacity(BUFFER, expanded))
        }
        Wrapper::Zstd => {
            let expanded = zstd::stream::read::Decoder::with_buffer(raw)?;
            Box::new(BufReader::with_capacity(BUFFER, expanded))
        }
    })
}

/// Distinguishes a damaged compressed file from an I/O error.
pub(super) fn failure(wrapper: Wrapper, error: io::Error) -> Reason {
    if let Some(Overrun { limit }) = error.get_ref().and_then(|inner| inner.downcast_ref()) {
        return Reason::Expands { limit: *limit };
    }
    // Errors of the operating system have a number; those of a decompressor have none.
    if error.raw_os_error().is_some() {
        return Reason::Io(error);
    }
    let kind = match wrapper {
        Wrapper::Plain => return Reason::Io(error),
        Wrapper::Gzip => "gzip",
        Wrapper::Zstd => "zstd",
    };
    Reason::Compressed {
        kind,
        source: error,
    }
}
