//! What an input format is, and what it reads from. The formats themselves are in `formats`, the table of them in
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
    /// Its name as people say it.
    pub name: &'static str,
    /// The file name extensions it goes by, lower case, without the dot.
    pub extensions: &'static [&'static str],
    /// Whether there may be scanned pages in it, or in what it holds.
    pub may_be_scanned: bool,
    pub(super) read: ReadFn,
    pub(super) encoding: Encoding,
    pub(super) process: Process,
}

/// The function that reads a format. An `Err` is the file's only outcome.
#[derive(Debug)]
pub(super) enum ReadFn {
    /// A file is one report.
    One(fn(&mut Input) -> Result<Outcome, ReadError>),
    /// The file is read further each time a report is requested, or as a whole before the first.
    Iterator(fn(&mut Input) -> Result<Outcomes, ReadError>),
    /// Reports are sent from a thread of its own, which waits until they are taken. A file of which nothing is
    /// sent has no text.
    Sink(fn(&mut Input, &mut Sink) -> Result<(), Gone>),
}

/// What the bytes of a format are: formats of one encoding are taken for each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Plain characters.
    Text,
    /// A ZIP file of parts.
    Zip,
    /// Something of its own.
    Other,
}

/// Which process may read a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Process {
    /// Any, if the file is small and not compressed: our own code and parsers of plain records, in one pass. Else a
    /// worker: all of it, or a record, may be larger than the program has memory for.
    Own,
    /// A worker: third-party parsers may crash, loop or take all memory.
    Worker,
}

/// How a file is read.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// The format inside.
    pub format: &'static Format,
    /// What is around it.
    pub wrapper: Wrapper,
}

/// The kind of a file whose name tells nothing.
pub(super) const NO_EXTENSION: &str = "no extension";
/// As much of a file as is looked at to tell its format, in bytes.
pub(super) const HEAD: usize = 8 << 10;

/// Reads as much as is looked at.
pub(super) fn head(bytes: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    bytes.take(HEAD as u64).read_to_end(&mut head)?;
    Ok(head)
}

/// How the format of a file is detected and how it is read. Archives and mails are handed this by their caller, because a
/// format knows no other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Opener {
    /// Tells by its name how a file is read. `Err` is the kind in words (`.doc`) or [`NO_EXTENSION`].
    pub by_name: fn(&Path) -> Result<Kind, String>,
    /// Tells the format of a file that begins so, in up to [`HEAD`] bytes; `None` if it is neither a document nor
    /// text.
    pub by_head: fn(&[u8]) -> Option<&'static Format>,
    /// Reads a file.
    pub read: fn(&'static Format, Input) -> Outcomes,
}

/// A source, opened: what every format reads from.
pub(super) struct Input {
    pub bytes: Box<dyn BufRead + Send>,
    /// The source as shown to people.
    pub shown: String,
    /// The keys of metadata.
    pub mappings: Arc<FieldMappings>,
    pub wrapper: Wrapper,
    pub within: Within,
    pub opener: Opener,
}

impl Input {
    /// Takes the bytes out, for a reader that keeps them.
    pub fn take_bytes(&mut self) -> Box<dyn BufRead + Send> {
        std::mem::replace(&mut self.bytes, Box::new(io::empty()))
    }

    /// Reads all of it.
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
