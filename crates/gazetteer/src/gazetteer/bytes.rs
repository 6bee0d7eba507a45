//! Shared bytes of an opened gazetteer, and bounds-checked reading.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// The bytes of a compiled gazetteer, in any storage: a vector, a mapped file.
#[derive(Clone)]
pub struct Bytes {
    holder: Arc<dyn AsRef<[u8]> + Send + Sync>,
    range: Range<usize>,
}

impl Bytes {
    /// Takes ownership of `bytes` without copying them.
    pub fn new(bytes: impl AsRef<[u8]> + Send + Sync + 'static) -> Bytes {
        let range = 0..bytes.as_ref().len();
        Bytes {
            holder: Arc::new(bytes),
            range,
        }
    }

    /// Returns the bytes in `range`; `None` if it is out of bounds.
    pub(super) fn part(&self, range: Range<usize>) -> Option<Bytes> {
        self.as_ref().get(range.clone())?;
        let start = self.range.start + range.start;
        Some(Bytes {
            holder: Arc::clone(&self.holder),
            range: start..start + range.len(),
        })
    }
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        // If the storage has shrunk since, return no bytes instead of panicking.
        let bytes = (*self.holder).as_ref();
        bytes.get(self.range.clone()).unwrap_or_default()
    }
}

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Bytes({})", self.range.len())
    }
}

/// Reads numbers and texts from the front of a slice. `None` at the end, or if the bytes are
/// invalid.
pub(super) struct Reader<'a>(pub &'a [u8]);

impl<'a> Reader<'a> {
    pub fn take(&mut self, n: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(n)?;
        self.0 = rest;
        Some(taken)
    }

    pub fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    pub fn u8(&mut self) -> Option<u8> {
        self.array().map(u8::from_le_bytes)
    }

    pub fn u16(&mut self) -> Option<u16> {
        self.array().map(u16::from_le_bytes)
    }

    pub fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    pub fn u64(&mut self) -> Option<u64> {
        self.array().map(u64::from_le_bytes)
    }

    pub fn f64(&mut self) -> Option<f64> {
        self.array().map(f64::from_le_bytes)
    }

    /// Reads a text written by [`push_text`].
    pub fn text(&mut self) -> Option<&'a str> {
        let len = self.u32()? as usize;
        std::str::from_utf8(self.take(len)?).ok()
    }
}

/// Appends the length of `text` in bytes, and `text`. No table cell is near 4 GiB; one that long
/// would be written as empty.
pub(super) fn push_text(out: &mut Vec<u8>, text: &str) {
    let (len, text) = match u32::try_from(text.len()) {
        Ok(len) => (len, text),
        Err(_) => (0, ""),
    };
    out.extend(len.to_le_bytes());
    out.extend(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_a_slice_of_the_whole() {
        let bytes = Bytes::new(b"abcdef".to_vec());
        let part = bytes.part(2..5).unwrap();
        assert_eq!(part.as_ref(), b"cde");
        assert_eq!(part.part(1..3).unwrap().as_ref(), b"de");
        assert!(part.part(1..4).is_none());
    }

    #[test]
    fn reading_past_the_end_is_none() {
        let mut out = Vec::new();
        push_text(&mut out, "é");
        assert_eq!(Reader(&out).text(), Some("é"));
        assert_eq!(Reader(&out[..5]).text(), None, "half a character");
        assert_eq!(Reader(&[255; 4]).text(), None);
        assert_eq!(Reader(&[1, 2, 3]).u32(), None);
    }
}
