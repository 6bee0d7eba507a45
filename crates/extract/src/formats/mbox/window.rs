//! The part of a mailbox that is in memory: it starts with the current mail.

use std::io::{BufRead, Read};

use super::envelope::LOOKED_AT;
use crate::decode;
use crate::error::Reason;
use crate::wrapper::Wrapper;
use crate::wrapper::{self, LONGEST_LINE};

/// The longest mail or line, in bytes.
pub(super) const LONGEST: usize = LONGEST_LINE as usize;
const CHUNK: usize = 256 << 10; // bytes

/// Read in chunks, ahead of the requests.
pub(super) struct Window {
    reader: Box<dyn BufRead + Send>,
    wrapper: Wrapper,
    buffer: Vec<u8>,
    /// The start of the window in the buffer.
    start: usize,
    ended: bool,
    /// Whether lines end with a carriage return alone.
    by_return: bool,
}

impl Window {
    /// `Err` is [`Reason::Io`] or that of a damaged compressed file.
    pub fn new(mut reader: Box<dyn BufRead + Send>, wrapper: Wrapper) -> Result<Window, Reason> {
        let head = reader.fill_buf();
        let head = head.map_err(|error| wrapper::failure(wrapper, error))?;
        if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
            (reader, _) = decode::by_lines(reader)?;
        } else if head.starts_with(b"\xef\xbb\xbf") {
            reader.consume(3);
        }
        let mut window = Window {
            reader,
            wrapper,
            buffer: Vec::new(),
            start: 0,
            ended: false,
            by_return: false,
        };
        window.fill(LOOKED_AT)?;
        if memchr::memchr(b'\n', &window.buffer).is_none() {
            window.by_return = true;
            replace_returns(&mut window.buffer);
        }
        Ok(window)
    }

    /// Returns the bytes read so far.
    pub fn bytes(&self) -> &[u8] {
        &self.buffer[self.start..]
    }

    /// Returns the number of bytes read so far.
    pub fn len(&self) -> usize {
        self.buffer.len() - self.start
    }

    /// Reads until the window has at least this length, or the mailbox ends.
    pub fn fill(&mut self, length: usize) -> Result<(), Reason> {
        while self.len() < length && !self.ended {
            let before = self.buffer.len();
            let chunk = (length - self.len()).max(CHUNK) as u64;
            let read = (&mut self.reader).take(chunk).read_to_end(&mut self.buffer);
            let read = read.map_err(|error| wrapper::failure(self.wrapper, error))?;
            self.ended = read == 0;
            if self.by_return {
                replace_returns(&mut self.buffer[before..]);
            }
        }
        Ok(())
    }

    /// Returns the length of the line at `at`, including its line ending; 0 at the end of the
    /// mailbox.
    pub fn line(&mut self, at: usize) -> Result<usize, Reason> {
        let mut searched = at;
        loop {
            if let Some(end) = memchr::memchr(b'\n', &self.bytes()[searched..]) {
                return Ok(searched + end + 1 - at);
            }
            searched = self.len();
            if self.ended {
                return Ok(searched - at);
            }
            if searched - at > LONGEST {
                let (what, limit) = ("a line", LONGEST as u64);
                return Err(Reason::TooLarge { what, limit });
            }
            self.fill(searched + CHUNK)?;
        }
    }

    /// Advances the start of the window.
    pub fn drop_first(&mut self, length: usize) {
        self.start += length;
        if self.start > CHUNK && self.start > self.buffer.len() / 2 {
            self.buffer.drain(..self.start);
            self.start = 0;
        }
    }
}

fn replace_returns(bytes: &mut [u8]) {
    for byte in bytes {
        if *byte == b'\r' {
            *byte = b'\n';
        }
    }
}
