//! What an input format is, and what it reads from. The formats are in `formats`, their table in
//! `registry`.

use std::io::{self, BufRead, Read};
use std::path::Path;
use std::sync::Arc;

use super::error::{Location, ReadError, Reason};
use super::field_mapping::FieldMappings;
use super::guard::{Gone, Sink};
use super::limits::Within;
use super::outcome::{Outcome, Outcomes};
use super::wrapper::{self, LARGEST_TEXT, Wrapper};

/// One input format.
#[derive(Debug)]
pub struct Format {
    /// The name shown to users.
    pub name: &'static str,
    /// Its file name extensions, in lowercase without the dot.
    pub extensions: &'static [&'static str],
    /// Whether it may contain scanned pages, directly or in embedded files.
    pub may_be_scanned: bool,
    pub(super) read: ReadFn,
    pub(super) encoding: Encoding,
    pub(super) process: Process,
}

/// The function that reads a format. An `Err` is the only outcome of the file.
#[derive(Debug)]
pub(super) enum ReadFn {
    /// A file is one report.
    One(fn(&mut Input) -> Result<Outcome, ReadError>),
    /// Reading proceeds as reports are requested, or is completed before the first one.
    Iterator(fn(&mut Input) -> Result<Outcomes, ReadError>),
    /// Reports are sent from a separate thread, which blocks until they are taken. A file for which
    /// nothing is sent has no text.
    Sink(fn(&mut Input, &mut Sink) -> Result<(), Gone>),
}

/// The encoding of a format. Formats of one encoding may be mistaken for each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Plain text.
    Text,
    /// A ZIP file of parts.
    Zip,
    /// A format-specific binary encoding.
    Other,
}

/// Which process may read a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Process {
    /// Any process, if the file is small and not compressed: the format is read by our own code or
    /// by simple parsers in one pass. Otherwise a worker, because the file or a record may be
    /// larger than the memory available to the program.
    Own,
    /// A worker: third-party parsers may crash, loop or exhaust memory.
    Worker,
}

/// How a file is read.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// The format of the content.
    pub format: &'static Format,
    /// The wrapper around the content.
    pub wrapper: Wrapper,
}

/// The kind of a file without an extension.
pub(super) const NO_EXTENSION: &str = "no extension";
/// The number of bytes at the start of a file from which its format is detected.
pub(super) const HEAD: usize = 8 << 10;

/// Reads the first [`HEAD`] bytes.
pub(super) fn head(bytes: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    bytes.take(HEAD as u64).read_to_end(&mut head)?;
    Ok(head)
}

/// How the format of a file is detected and how it is read. Callers pass this to archives and
/// mails, because formats do not depend on each other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Opener {
    /// Returns the kind of a file by its name. `Err` is the unsupported kind in words (`.doc`) or
    /// [`NO_EXTENSION`].
    pub by_name: fn(&Path) -> Result<Kind, String>,
    /// Detects the format of a file from its first bytes, up to [`HEAD`]; `None` if it is neither a
    /// document nor text.
    pub by_head: fn(&[u8]) -> Option<&'static Format>,
    /// Reads a file.
    pub read: fn(&'static Format, Input) -> Outcomes,
}

/// An opened source, from which every format reads.
pub(super) struct Input {
    pub bytes: Box<dyn BufRead + Send>,
    /// The source as shown to users.
    pub shown: String,
    /// The field mappings of metadata.
    pub mappings: Arc<FieldMappings>,
    pub wrapper: Wrapper,
    pub within: Within,
    pub opener: Opener,
}

impl Input {
    /// Takes the bytes, for a reader that keeps them.
    pub fn take_bytes(&mut self) -> Box<dyn BufRead + Send> {
        std::mem::replace(&mut self.bytes, Box::new(io::empty()))
    }

    /// Reads the whole input.
    pub fn whole(&mut self) -> Result<Vec<u8>, ReadError> {
        self.whole_up_to(LARGEST_TEXT)
    }

    fn whole_up_to(&mut self, limit: u64) -> Result<Vec<u8>, ReadError> {
        let mut bytes = Vec::new();
        let read = (&mut self.bytes).take(limit + 1).read_to_end(&mut bytes);
        let location = Location::file(&self.shown);
        if let Err(error) = read {
            return Err(location.error(wrapper::failure(self.wrapper, error)));
        }
        if bytes.len() as u64 > limit {
            let what = "a text";
            return Err(location.error(Reason::TooLarge { what, limit }));
        }
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;
    use crate::wrapper::{Consumed, unwrap};

    fn input(bytes: Vec<u8>, wrapper: Wrapper) -> Input {
        let consumed = Consumed::default();
        Input {
            bytes: unwrap(io::Cursor::new(bytes), wrapper, &consumed).unwrap(),
            shown: "a".into(),
            mappings: Arc::default(),
            wrapper,
            within: Within::default(),
            opener: crate::open::OPENER,
        }
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), Default::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn concatenated_gzip_members_and_zstd_round_trip() {
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
        assert_eq!(error.to_string(), "a: truncated or damaged gzip file");
        let error = input(b"no zstd".to_vec(), Wrapper::Zstd)
            .whole()
            .unwrap_err();
        assert_eq!(error.to_string(), "a: truncated or damaged zstd file");
    }

    #[test]
    fn files_that_expand_beyond_the_limit_are_rejected() {
        let error = input(gzip(&vec![b'a'; 3 << 20]), Wrapper::Gzip)
            .whole_up_to(2 << 20)
            .unwrap_err();
        assert_eq!(error.to_string(), "a: a text of more than 2 MiB");
    }
}
