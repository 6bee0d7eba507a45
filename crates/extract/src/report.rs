//! A report as data: what reading a file yields and what indexing takes.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use reportage_text::date::Date;

/// One report: a news article, a situation report, a record of an export.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Unique in an index: what the metadata states, else `path`, else `path#n` for the n-th record.
    pub id: String,
    /// As the metadata states it, else the first heading or first short line; `None` if neither.
    pub title: Option<String>,
    /// The text, unchanged. Every offset elsewhere points into it.
    pub body: String,
    /// When it was published, as precisely as stated; never guessed.
    pub published: Option<Date>,
    /// Who published it.
    pub source: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// ISO 639-1 code (639-3 where there is none), only if the metadata states it.
    pub language: Option<String>,
    /// Facet values that the metadata states, as `(facet name, value)` in the order they stand.
    /// A value is a name or a path; resolving it is the gazetteer's work.
    pub stated: Vec<(String, String)>,
    /// The file it is in, as shown to people.
    pub path: String,
    /// Where the body's text stood in that file.
    pub lines: Lines,
    /// Where the text ends in the body, in bytes, if values of columns that have no meaning stand below it
    /// as lines `key: value`; `None` if all of the body is text. What language a report is in, its text
    /// tells.
    #[serde(default)]
    pub text_end: Option<usize>,
    /// Where footnotes are in the body, in bytes, in order and apart; none where the format does not tell.
    pub notes: Vec<Range<usize>>,
}

impl Report {
    /// Returns how much memory it takes, about, in bytes.
    pub fn memory(&self) -> usize {
        let anchors = match &self.lines {
            Lines::Follow { .. } => 0,
            Lines::At(anchors) => size_of_val(anchors.as_slice()),
        };
        let values = self.stated.iter();
        let values: usize = values
            .map(|(_, value)| size_of::<(String, String)>() + value.len())
            .sum();
        let title = self.title.as_ref().map_or(0, String::len);
        size_of::<Report>() + self.body.len() + title + anchors + values
    }
}

/// Maps places in a body to places in the source file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Lines {
    /// The body runs along the source: its n-th line (from 0) is source line `first + n`.
    Follow {
        /// Source line, 1-based, of the body's first byte.
        first: u32,
    },
    /// From each anchor's start to the next one's, the text stands at that anchor.
    At(Vec<Anchor>),
}

/// One known place of a body in its source.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Anchor {
    /// Where in the body it starts to hold, in bytes. Anchors are in rising order.
    pub start: usize,
    /// Source line, 1-based; `None` where the format has no lines.
    pub line: Option<u32>,
    /// Page, 1-based; `None` where the format has no pages.
    pub page: Option<u32>,
}

impl Lines {
    /// Returns the source line on which the body begins as it is written behind a path: `:12`; empty where there are no
    /// lines.
    pub fn behind_path(&self, body: &str) -> String {
        let line = self.locate(body, 0).0;
        line.map_or_else(String::new, |line| format!(":{line}"))
    }

    /// Returns source line and page of the byte at `offset` in `body`.
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
    fn a_body_that_follows_its_source_counts_line_breaks_from_its_first_line() {
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
