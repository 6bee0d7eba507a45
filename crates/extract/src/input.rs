//! Opens a source: counts what is consumed of it, undoes its compression, bounds what is in memory.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::error::{Place, ReadError, Reason};
use super::formats::Wrapper;
use super::keys::AllKeys;
use super::limits::{Overrun, Within};

/// What is read as a whole may be this large, expanded.
pub(super) const LARGEST_TEXT: u64 = 2 << 30; // bytes
/// A line or row may be this long.
pub(super) const LONGEST_LINE: u64 = 256 << 20; // bytes
const BUFFER: usize = 256 << 10; // bytes

/// A source, opened: what every format reads from.
pub(super) struct Input {
    pub bytes: Box<dyn BufRead + Send>,
    /// The source as shown to people.
    pub shown: String,
    /// What is known about keys of metadata.
    pub keys: Arc<AllKeys>,
    pub wrapper: Wrapper,
    pub within: Within,
}

/// How many bytes of a source have been consumed, told across its reader.
#[derive(Debug, Clone, Default)]
pub(super) struct Consumed(Arc<AtomicU64>);

impl Consumed {
    pub fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    /// Tells of a reader that jumps about how far it has come.
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

/// Opens a file inside its wrapper.
pub(super) fn open(
    path: &std::path::Path,
    wrapper: Wrapper,
    consumed: &Consumed,
) -> io::Result<Box<dyn BufRead + Send>> {
    unwrap(File::open(path)?, wrapper, consumed)
}

/// Counts what is read of `inner` and undoes `wrapper`.
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

impl Input {
    /// Reads all of it.
    pub fn whole(&mut self) -> Result<Vec<u8>, ReadError> {
        self.whole_up_to(LARGEST_TEXT)
    }

    fn whole_up_to(&mut self, limit: u64) -> Result<Vec<u8>, ReadError> {
        let mut bytes = Vec::new();
        let read = (&mut self.bytes).take(limit + 1).read_to_end(&mut bytes);
        let place = Place::file(&self.shown);
        if let Err(error) = read {
            return Err(place.error(failure(self.wrapper, error)));
        }
        if bytes.len() as u64 > limit {
            let what = "a text";
            return Err(place.error(Reason::TooLarge { what, limit }));
        }
        Ok(bytes)
    }
}

/// Tells a damaged wrapper from a file that cannot be read.
pub(super) fn failure(wrapper: Wrapper, error: io::Error) -> Reason {
    if let Some(Overrun { limit }) = error.get_ref().and_then(|inner| inner.downcast_ref()) {
        return Reason::Expands { limit: *limit };
    }
    // What the operating system says has its number; what a decompressor says has none.
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

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn input(bytes: Vec<u8>, wrapper: Wrapper) -> Input {
        let consumed = Consumed::default();
        Input {
            bytes: unwrap(io::Cursor::new(bytes), wrapper, &consumed).unwrap(),
            shown: "a".into(),
            keys: Arc::default(),
            wrapper,
            within: Within::default(),
        }
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), Default::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn gzip_members_in_a_row_and_zstd_expand_to_what_went_in() {
        let two = [gzip(b"one "), gzip(b"two")].concat();
        assert_eq!(input(two, Wrapper::Gzip).whole().unwrap(), b"one two");
        let zstd = zstd::encode_all(&b"text"[..], 1).unwrap();
        assert_eq!(input(zstd, Wrapper::Zstd).whole().unwrap(), b"text");
    }

    #[test]
    fn a_truncated_gzip_and_a_corrupt_zstd_are_errors_that_say_so() {
        let mut cut = gzip(&[b'a'; 5000]);
        cut.truncate(cut.len() - 6);
        let error = input(cut, Wrapper::Gzip).whole().unwrap_err();
        assert_eq!(error.to_string(), "a: not a whole gzip file");
        let error = input(b"no zstd".to_vec(), Wrapper::Zstd)
            .whole()
            .unwrap_err();
        assert_eq!(error.to_string(), "a: not a whole zstd file");
    }

    #[test]
    fn what_expands_beyond_the_limit_is_refused() {
        let error = input(gzip(&vec![b'a'; 3 << 20]), Wrapper::Gzip)
            .whole_up_to(2 << 20)
            .unwrap_err();
        assert_eq!(error.to_string(), "a: a text of more than 2 MiB");
    }
}
