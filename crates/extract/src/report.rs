//! A report as data: the result of reading and the input of indexing.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use reportage_text::date::Date;

/// One report: a news article, a situation report, a record of an export.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Unique in an index: from the metadata, or else `path`, or else `path#n` for the n-th record.
    pub id: String,
    /// From the metadata, or else the first heading or short line; `None` if there is neither.
    pub title: Option<String>,
    /// The unchanged text. All offsets in the other fields are relative to it.
    pub body: String,
    /// The publication date as given in the metadata; never guessed.
    pub published: Option<Date>,
    /// The publisher.
    pub source: Option<String>,
    /// The URL of publication.
    pub url: Option<String>,
    /// ISO 639-1 code (639-3 if there is none) from the metadata; never guessed.
    pub language: Option<String>,
    /// Facet values asserted by metadata, as `(facet name, value)` in source order. A value is a
    /// name or a path; the gazetteer resolves it.
    pub stated: Vec<(String, String)>,
    /// The recipients of a mail, each as `Name <address>` or the one that is known; empty for other formats.
    #[serde(default)]
    pub recipients: Vec<String>,
    /// The file that contains the report, as shown to users.
    pub path: String,
    /// Where the text of the body was in that file.
    pub lines: Lines,
    /// Where the text in the body ends, in bytes, if lines `key: value` for columns without a
    /// meaning follow it; `None` if all of the body is text. Only the text counts for language
    /// detection.
    #[serde(default)]
    pub text_end: Option<usize>,
    /// The spans of footnotes in the body, in bytes, in order and without overlap; empty if the
    /// format does not mark them.
    pub notes: Vec<Range<usize>>,
}

impl Report {
    /// Returns an estimate of its memory use, in bytes.
    pub fn memory(&self) -> usize {
        let anchors = match &self.lines {
            Lines::Follow { .. } => 0,
            Lines::At(anchors) => size_of_val(anchors.as_slice()),
        };
        let values = self.stated.iter();
        let values: usize = values
            .map(|(_, value)| size_of::<(String, String)>() + value.len())
            .sum();
        let recipients = self.recipients.iter();
        let recipients: usize = recipients
            .map(|recipient| size_of::<String>() + recipient.len())
            .sum();
        let title = self.title.as_ref().map_or(0, String::len);
        size_of::<Report>() + self.body.len() + title + anchors + values + recipients
    }
}

/// Maps positions in a body to positions in the source file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Lines {
    /// The body follows the source line by line: its n-th line (from 0) is source line `first + n`.
    Follow {
        /// The source line, 1-based, of the body's first byte.
        first: u32,
    },
    /// Each anchor applies up to the start of the next one.
    At(Vec<Anchor>),
}

/// A known source position.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Anchor {
    /// The offset in the body from which it applies, in bytes. Anchors are in ascending order.
    pub start: usize,
    /// Source line, 1-based; `None` if the format has no lines.
    pub line: Option<u32>,
    /// Page, 1-based; `None` if the format has no pages.
    pub page: Option<u32>,
}

impl Lines {
    /// Returns the source line of the start of the body as a path suffix: `:12`; empty if there are
    /// no lines.
    pub fn behind_path(&self, body: &str) -> String {
        let line = self.locate(body, 0).0;
        line.map_or_else(String::new, |line| format!(":{line}"))
    }

    /// Returns the source line and page of the byte at `offset` in `body`.
    pub fn locate(&self, body: &str, offset: usize) -> (Option<u32>, Option<u32>) {
        match self {
            Lines::Follow { first } => {
                let offset = offset.min(body.len());
                let breaks = memchr::memchr_iter(b'\n', &body.as_bytes()[..offset]).count();
                (Some(first.saturating_add(breaks as u32)), None)
            }
            Lines::At(anchors) => {
                let after = anchors.partition_point(|anchor| anchor.start <= offset);
                match anchors.get(after.saturating_sub(1)) {
                    Some(anchor) => (anchor.line, anchor.page),
                    None => (None, None),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_following_body_counts_lines_from_its_first_line() {
        let lines = Lines::Follow { first: 5 };
        assert_eq!(lines.locate("a\nb\nc", 4), (Some(7), None));
    }

    #[test]
    fn an_anchor_holds_until_the_next_one_starts() {
        let at = |start, line| Anchor {
            start,
            line: Some(line),
            page: Some(1),
        };
        let lines = Lines::At(vec![at(0, 3), at(10, 9)]);
        assert_eq!(lines.locate("", 9), (Some(3), Some(1)));
        assert_eq!(lines.locate("", 10), (Some(9), Some(1)));
        assert_eq!(Lines::At(vec![]).locate("", 10), (None, None));
    }
}
