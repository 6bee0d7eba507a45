//! Splits a mailbox into mails, with limited read-ahead.
//!
//! mail-parser's iterator is not suitable: it ends a mail at every line that begins with `From `,
//! keeps lines and mails of any length in memory, and does not return the line on which a mail
//! begins.

use std::io::BufRead;

use memchr::memmem;

use super::envelope::{self, Form, LOOKED_AT};
use super::window::{LONGEST, Window};
use crate::error::Reason;
use crate::mail;
use crate::wrapper::Wrapper;

/// How far ahead the end of a mail, by its length or its parts, is searched for.
const FARTHEST: usize = 64 << 20; // bytes
/// How many lines like envelopes a mail may contain, because a mail is attached without encoding.
const MOST_WITHIN: usize = 16;

/// A part of a mailbox.
#[derive(Debug, PartialEq)]
pub(super) struct Found {
    pub kind: Kind,
    /// The first line, 1-based; of a mail, that of its first header.
    pub line: u32,
    pub bytes: Vec<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Mail,
    /// Text before the first mail.
    Before,
    /// A mail that is too long; its bytes are dropped.
    TooLong,
}

pub(super) struct Splitter {
    window: Window,
    /// The number of lines before the window.
    line: u32,
    state: State,
    /// The form of the first envelope.
    usual: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Nothing has been read.
    Start,
    /// The window starts with an envelope of this length, in bytes.
    Envelope(usize),
    End,
}

impl Splitter {
    /// `Err` is [`Reason::Io`] or that of a damaged compressed file.
    pub fn new(bytes: Box<dyn BufRead + Send>, wrapper: Wrapper) -> Result<Splitter, Reason> {
        Ok(Splitter {
            window: Window::new(bytes, wrapper)?,
            line: 0,
            state: State::Start,
            usual: Form::Dated,
        })
    }

    /// The 1-based line that is read next.
    pub fn line(&self) -> u32 {
        self.line.saturating_add(1)
    }

    /// Returns whether more mails follow.
    pub fn has_mails(&self) -> bool {
        self.state != State::End
    }

    /// Returns the next mail, or the text before the first; `None` at the end.
    pub fn next(&mut self) -> Result<Option<Found>, Reason> {
        let envelope = match self.state {
            State::Start => match self.start()? {
                Some(before) => return Ok(Some(before)),
                None => return self.next(),
            },
            State::Envelope(length) => length,
            State::End => return Ok(None),
        };
        self.skip(envelope);
        let line = self.line.saturating_add(1);
        let headers = self.headers()?;
        let end = self.end(&headers)?;
        let (kind, bytes) = match end.too_long {
            true => (Kind::TooLong, Vec::new()),
            false => (Kind::Mail, unquoted(&self.window.bytes()[..end.at])),
        };
        self.line = self.line.saturating_add(end.lines_dropped);
        self.skip(end.at);
        self.state = end.next.map_or(State::End, State::Envelope);
        Ok(Some(Found { kind, line, bytes }))
    }

    /// Finds the first envelope; returns the text before it, if any.
    fn start(&mut self) -> Result<Option<Found>, Reason> {
        let mut blank = 0;
        self.window.fill(LOOKED_AT)?;
        while blank < self.window.len() {
            let line = self.window.line(blank)?;
            if !self.window.bytes()[blank..blank + line]
                .trim_ascii()
                .is_empty()
            {
                break;
            }
            blank += line;
        }
        self.skip(blank);
        self.window.fill(LOOKED_AT)?;
        let first = envelope::first_line(self.window.bytes());
        if first.starts_with(b"From ") || envelope::form(first).is_some() {
            self.usual = envelope::form(first).unwrap_or(Form::Word);
            self.state = State::Envelope(envelope::line_length(self.window.bytes()));
            return Ok(None);
        }
        // A mail without its envelope, or text.
        let is_mail = mail::is_known_field(first);
        let end = self.end(&Headers::default())?;
        let found = Found {
            kind: match (end.too_long, is_mail) {
                (true, _) => Kind::TooLong,
                (false, true) => Kind::Mail,
                (false, false) => Kind::Before,
            },
            line: self.line.saturating_add(1),
            bytes: match end.too_long {
                true => Vec::new(),
                false => unquoted(&self.window.bytes()[..end.at]),
            },
        };
        self.line = self.line.saturating_add(end.lines_dropped);
        self.skip(end.at);
        self.state = end.next.map_or(State::End, State::Envelope);
        let is_empty = found.bytes.trim_ascii().is_empty() && found.kind != Kind::TooLong;
        Ok((!is_empty).then_some(found))
    }

    /// Drops the first bytes of the window, counting their lines.
    fn skip(&mut self, length: usize) {
        let bytes = &self.window.bytes()[..length];
        let lines = memchr::memchr_iter(b'\n', bytes).count() as u32;
        self.line = self.line.saturating_add(lines);
        self.window.drop_first(length);
    }

    /// Reads the headers at the start of the window that determine the end of the mail.
    fn headers(&mut self) -> Result<Headers, Reason> {
        self.window.fill(LOOKED_AT)?;
        let ahead = &self.window.bytes()[..self.window.len().min(LOOKED_AT)];
        Ok(match mail::extent(ahead) {
            Some(extent) => Headers {
                body: extent.body,
                length: extent.length.filter(|length| *length <= FARTHEST),
                boundary: extent
                    .boundary
                    .map(|boundary| format!("--{boundary}").into_bytes()),
            },
            None => Headers::default(),
        })
    }

    /// Finds the end of the mail at the start of the window.
    fn end(&mut self, headers: &Headers) -> Result<End, Reason> {
        if let Some(length) = headers.length
            && let Some(end) = self.end_by_length(headers.body + length)?
        {
            return Ok(end);
        }
        let mut at = 0;
        // As if after an empty line.
        let mut blank = true;
        let mut is_open = headers.boundary.is_some();
        let (mut too_long, mut lines_dropped) = (false, 0);
        loop {
            let length = self.window.line(at)?;
            if length == 0 {
                return Ok(End {
                    at,
                    next: None,
                    too_long,
                    lines_dropped,
                });
            }
            let line = &self.window.bytes()[at..at + length];
            let is_candidate = line.starts_with(b"From");
            let is_blank = line.trim_ascii().is_empty();
            if let Some(is_last) = headers.boundary_at(line) {
                is_open = !is_last;
            }
            if is_candidate && (at > 0 || too_long) {
                let next = self.envelope(at, blank)?;
                let is_within =
                    next.is_some() && is_open && !too_long && self.closes(at, headers)?;
                if next.is_some() && !is_within {
                    return Ok(End {
                        at,
                        next,
                        too_long,
                        lines_dropped,
                    });
                }
            }
            blank = is_blank;
            at += length;
            if at > LONGEST {
                // The rest is dropped.
                too_long = true;
                let lines = memchr::memchr_iter(b'\n', &self.window.bytes()[..at]).count();
                lines_dropped += lines as u32;
                self.window.drop_first(at);
                at = 0;
            }
        }
    }

    /// Returns the end given by `Content-Length`, if it is plausible.
    fn end_by_length(&mut self, at: usize) -> Result<Option<End>, Reason> {
        self.window.fill(at + LOOKED_AT)?;
        if at > self.window.len() {
            return Ok(None);
        }
        let rest = &self.window.bytes()[at..];
        let breaks = rest
            .iter()
            .take(4)
            .take_while(|byte| matches!(byte, b'\n' | b'\r'))
            .count();
        let end = at + breaks;
        let next = match end == self.window.len() {
            true => None,
            false => match self.envelope(end, true)? {
                Some(length) => Some(length),
                None => return Ok(None),
            },
        };
        Ok(Some(End {
            at: end,
            next,
            too_long: false,
            lines_dropped: 0,
        }))
    }

    /// Returns the length of the envelope at `at`, if there is one.
    fn envelope(&mut self, at: usize, below_blank: bool) -> Result<Option<usize>, Reason> {
        self.window.fill(at + LOOKED_AT)?;
        let ahead = &self.window.bytes()[at..];
        let ahead = &ahead[..ahead.len().min(LOOKED_AT)];
        Ok(envelope::at_start(ahead, below_blank, self.usual))
    }

    /// Returns whether the parts of the mail continue after the apparent envelope at `at`, which
    /// then belongs to an attached mail.
    fn closes(&mut self, at: usize, headers: &Headers) -> Result<bool, Reason> {
        let Some(boundary) = &headers.boundary else {
            return Ok(false);
        };
        let own = mail::extent(&self.window.bytes()[at..]).and_then(|extent| extent.boundary);
        if own.is_some_and(|own| boundary[2..] == *own.as_bytes()) {
            return Ok(false); // a program that uses one boundary for all mails
        }
        let (mut from, mut within) = (at, 0);
        while within < MOST_WITHIN && from - at < FARTHEST {
            let length = self.window.line(from)?;
            let line = &self.window.bytes()[from..from + length];
            if length == 0 {
                return Ok(false);
            }
            if headers.boundary_at(line).is_some() {
                return Ok(true);
            }
            let dated = line.starts_with(b"From ")
                && envelope::form(envelope::first_line(line)) == Some(Form::Dated);
            within += usize::from(dated);
            from += length;
        }
        Ok(false)
    }
}

/// The headers that determine the end of a mail.
#[derive(Debug, Default)]
struct Headers {
    /// Where the body starts, in bytes.
    body: usize,
    /// The length of the body, in bytes.
    length: Option<usize>,
    /// `--boundary` of a multipart.
    boundary: Option<Vec<u8>>,
}

impl Headers {
    /// Returns whether a boundary line is the final one; `None` if the line is not a boundary.
    fn boundary_at(&self, line: &[u8]) -> Option<bool> {
        let behind = line.strip_prefix(self.boundary.as_deref()?)?;
        match behind.trim_ascii_end() {
            b"" => Some(false),
            b"--" => Some(true),
            _ => None,
        }
    }
}

/// The end of a mail in the window.
struct End {
    at: usize,
    /// The length of the envelope after it; `None` at the end of the mailbox.
    next: Option<usize>,
    too_long: bool,
    /// The number of lines dropped.
    lines_dropped: u32,
}

/// Removes the `>` that mailboxes add before `From ` at the start of a line.
fn unquoted(mail: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(mail.len());
    let mut rest = mail;
    if memmem::find(mail, b">From ").is_none() {
        return mail.to_vec();
    }
    while !rest.is_empty() {
        let (line, below) = rest.split_at(envelope::line_length(rest));
        let marks = line.iter().take_while(|byte| **byte == b'>').count();
        let is_quoted = marks > 0 && line[marks..].starts_with(b"From ");
        out.extend_from_slice(&line[usize::from(is_quoted)..]);
        rest = below;
    }
    out
}
