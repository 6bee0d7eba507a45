//! The stored form of reports and sources.

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::report::{Anchor, Lines, Report};

use super::changes::{FileTimes, SourceState};
use super::filing::Filed;
use super::mention_codec::EncodedMentions;
use super::seen::Seen;
use super::source_key::parts_of;

/// Everything of a report except its body and mentions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StoredHead {
    /// Unique in the index.
    pub id: String,
    /// The title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The publication date in canonical form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// The language, asserted or detected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Whether the language was asserted by metadata.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub language_stated: bool,
    /// The publisher.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The URL of publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The path of its file below its root, as text.
    pub path: String,
    /// The key of the source from which it was read.
    pub source_key: String,
    /// Where the body was in the source.
    lines: StoredLines,
    /// Where the text in the body ends, in bytes, if other values follow it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text_end: Option<usize>,
    /// The spans of footnotes in the body: start and end, in bytes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    notes: Vec<(usize, usize)>,
    /// Values asserted by metadata, as written: facet and value.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stated: Vec<(String, String)>,
    /// The recipients of a mail.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recipients: Vec<String>,
    /// Its facet values.
    pub filed: Filed,
    /// When it was added, in seconds since 1970 UTC.
    pub added: i64,
    /// When it last changed, in seconds since 1970 UTC.
    pub changed: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum StoredLines {
    Follow(u32),
    At(Vec<(usize, Option<u32>, Option<u32>)>),
}

impl StoredHead {
    /// Splits a report into its head and its body.
    pub fn of(
        report: Report,
        source_key: String,
        language: Option<String>,
        filed: Filed,
        seen: Seen,
    ) -> (StoredHead, String) {
        let lines = match report.lines {
            Lines::Follow { first } => StoredLines::Follow(first),
            Lines::At(anchors) => {
                let plain = anchors
                    .iter()
                    .map(|anchor| (anchor.start, anchor.line, anchor.page));
                StoredLines::At(plain.collect())
            }
        };
        let head = StoredHead {
            id: report.id,
            title: report.title,
            published: report.published.map(|date| date.to_string()),
            language_stated: report.language.is_some(),
            language,
            source: report.source,
            url: report.url,
            path: report.path,
            source_key,
            lines,
            text_end: report.text_end,
            notes: report
                .notes
                .iter()
                .map(|note| (note.start, note.end))
                .collect(),
            stated: report.stated,
            recipients: report.recipients,
            filed,
            added: seen.added,
            changed: seen.changed,
        };
        (head, report.body)
    }

    /// Returns where the body was in the source.
    pub fn lines(&self) -> Lines {
        match &self.lines {
            StoredLines::Follow(first) => Lines::Follow { first: *first },
            StoredLines::At(anchors) => {
                let anchor = |&(start, line, page): &_| Anchor { start, line, page };
                Lines::At(anchors.iter().map(anchor).collect())
            }
        }
    }

    /// Restores the report as it was read.
    pub fn into_report(self, body: String) -> Report {
        let lines = self.lines();
        Report {
            id: self.id,
            title: self.title,
            body,
            published: self.published.and_then(|date| Date::parse(&date).ok()),
            source: self.source,
            url: self.url,
            language: self.language.filter(|_| self.language_stated),
            stated: self.stated,
            recipients: self.recipients,
            path: self.path,
            lines,
            text_end: self.text_end,
            notes: self.notes.iter().map(|&(start, end)| start..end).collect(),
        }
    }
}

/// A mention in a report: the evidence for a facet value.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredMention {
    /// The facet.
    pub facet: String,
    /// The path of the value; `None` if the name was not resolved.
    pub path: Option<String>,
    /// The id of the entity.
    pub entity: Option<String>,
    /// Latitude, in degrees north.
    pub lat: Option<f64>,
    /// Longitude, in degrees east.
    pub lon: Option<f64>,
    /// Where it starts in the text, in bytes.
    pub start: usize,
    /// Where it ends in the text, in bytes, exclusive.
    pub end: usize,
    /// The kind of name: `name`, `acronym`, `demonym`...
    pub kind: String,
    /// The probability that this value is meant, 0 to 1; `None` for names that are not scored.
    pub confidence: Option<f32>,
    /// Descriptions of the evidence for and against it.
    pub evidence: Vec<String>,
}

/// The mentions of a report.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(try_from = "EncodedMentions<String>")]
pub struct Evidence {
    /// In the body, in order; offsets into the body.
    pub body: Vec<StoredMention>,
    /// In the title, in order; offsets into the title.
    pub title: Vec<StoredMention>,
}

/// A source row: what is known about a file that was read or skipped.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SourceRow {
    /// Its root and its path below it.
    pub key: String,
    /// The prefix of the ids of its reports that have none in their metadata, if it is not the path
    /// below the root because another root has a source at the same path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id_path: Option<String>,
    /// In bytes.
    pub size: u64,
    /// When it last changed; `None` if its bytes must be compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<FileTimes>,
    /// A hash of its bytes.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub hash: u64,
    /// The number of its reports in the index.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub reports: u64,
    /// Whether it was read completely. If not, its first reports are in the index.
    pub complete: bool,
    /// Whether any of its reports is missing because its id belongs to another source.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub contested: bool,
    /// Why it is not read, if it is not: its kind (`.png`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skipped: Option<String>,
    /// What could not be read, as text to be appended to its path: `:12: not valid JSON`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub failures: Vec<String>,
    /// The number of failures, including those whose text was not kept.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub failed: u64,
    /// The number of failures because another source owns the id.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub taken: u64,
    /// Since when something cannot be read, in seconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failing_since: Option<i64>,
    /// Identifies how it was read, as far as its failures may depend on it.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub read_with: u64,
}

impl SourceRow {
    /// Makes the row of a source of which nothing has been read yet.
    pub fn unread(state: &SourceState) -> SourceRow {
        SourceRow {
            key: state.key.clone(),
            id_path: state.id_path.clone(),
            size: state.size,
            times: state.times,
            hash: state.hash,
            reports: 0,
            complete: false,
            contested: false,
            skipped: None,
            failures: Vec::new(),
            failed: 0,
            taken: 0,
            failing_since: None,
            read_with: state.read_with,
        }
    }

    /// Makes the row of a file that is not read because of its kind.
    pub fn skipped(key: String, kind: String) -> SourceRow {
        SourceRow {
            key,
            id_path: None,
            size: 0,
            times: None,
            hash: 0,
            reports: 0,
            complete: true,
            contested: false,
            skipped: Some(kind),
            failures: Vec::new(),
            failed: 0,
            taken: 0,
            failing_since: None,
            read_with: 0,
        }
    }

    /// Returns the state of the source when it was read.
    pub fn state(&self) -> SourceState {
        SourceState {
            key: self.key.clone(),
            id_path: self.id_path.clone(),
            size: self.size,
            times: self.times,
            hash: self.hash,
            read_with: self.read_with,
        }
    }

    /// Adds a failure, as text to be appended to its path; the text is kept for the first `most`.
    pub fn add_failure(&mut self, failure: String, most: usize) {
        // Rows of earlier versions have failures without a count.
        self.failed = self.failed() + 1;
        if self.failures.len() < most {
            self.failures.push(failure);
        }
    }

    /// Inserts a failure of a source that was read before, ordered by line.
    pub fn insert_failure(&mut self, failure: String, most: usize) {
        self.failed = self.failed() + 1;
        let (inside, line) = location(&failure);
        let is_later = |other: &String| {
            let (other_inside, other_line) = location(other);
            other_inside == inside && other_line > line
        };
        let at = self.failures.iter().position(is_later);
        self.failures
            .insert(at.unwrap_or(self.failures.len()), failure);
        self.failures.truncate(most);
    }

    /// Returns the number of failures.
    pub fn failed(&self) -> u64 {
        self.failed.max(self.failures.len() as u64)
    }

    /// Returns its path below its root, as text.
    pub fn below(&self) -> &str {
        parts_of(&self.key).map_or(self.key.as_str(), |(_, below)| below)
    }

    /// Returns the prefix of the ids of its reports that have none in their metadata.
    pub fn id_path(&self) -> &str {
        self.id_path.as_deref().unwrap_or_else(|| self.below())
    }
}

/// Returns the location of a failure: the path inside its source and the line, 0 if there is none.
fn location(failure: &str) -> (&str, u64) {
    let location = failure.split(": ").next().unwrap_or_default();
    let split = location.rsplit_once(':');
    let with_line = split.and_then(|(inside, line)| Some((inside, line.parse().ok()?)));
    with_line.unwrap_or((location, 0))
}

fn is_zero(n: &u64) -> bool {
    *n == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_failures_are_inserted_in_line_order() {
        let mut row = SourceRow::skipped("0/a".to_owned(), String::new());
        for failure in [":2: x", ":10: x", "!/b:3: x"] {
            row.add_failure(failure.to_owned(), 4);
        }
        for failure in [":9: y", "!/b:1: y"] {
            row.insert_failure(failure.to_owned(), 4);
        }
        assert_eq!(row.failures, [":2: x", ":9: y", ":10: x", "!/b:1: y"]);
        assert_eq!(row.failed(), 5);
    }

    #[test]
    fn a_report_comes_back_from_the_store_as_it_was_read() {
        let report = Report {
            id: "a.txt#2".into(),
            title: Some("Title".into()),
            body: "Body".into(),
            published: Date::parse("2025-02-04T08:00:00-05:00").ok(),
            source: None,
            url: Some("https://example.org".into()),
            language: None,
            stated: vec![("area".into(), "Kenscoff".into())],
            recipients: vec!["All <all@example.org>".into()],
            path: "a.txt".into(),
            lines: Lines::At(vec![Anchor {
                start: 0,
                line: Some(3),
                page: None,
            }]),
            text_end: Some(2),
            notes: std::iter::once(1..3).collect(),
        };
        let (head, body) = StoredHead::of(
            report.clone(),
            "/a.txt".into(),
            Some("en".into()),
            Filed::default(),
            Seen {
                added: 1,
                changed: 2,
                content: 3,
            },
        );
        let json = serde_json::to_string(&head).unwrap();
        let back: StoredHead = serde_json::from_str(&json).unwrap();
        assert_eq!((back.added, back.changed), (1, 2));
        assert_eq!(back.into_report(body), report);
    }
}
