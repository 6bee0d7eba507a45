//! A basket: passages that a person has put aside with notes, with all that a citation needs, so that they can be cited when
//! their reports are gone or on another machine.
//!
//! Its file is JSON Lines, a passage a line, in the order of the basket. Two files are merged by putting one behind the
//! other: of lines about the same passage, the first stays, and the notes of the others are added to its note.

use serde::{Deserialize, Serialize};

use super::{Part, Passage, ReportHead, text_of};

/// The version of the file.
const VERSION: u32 = 1;

/// A passage of a basket. Keys are in this order:
///
/// - `v`: 1
/// - `report`: the id of the report
/// - `passage`, `start`, `end`: the number of the passage from 0, and where it is in the body, `[start, end)` in code points
/// - `text`: its text
/// - `note`: what a person wrote about it
/// - `added`: when it was put into the basket (RFC 3339)
/// - `title`, `published`, `source`, `url`, `language`, `path`, `line`, `page`: for the citation; `null` if unknown
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct BasketPassage {
    /// The version of the file.
    pub v: u32,
    /// The id of the report.
    pub report: String,
    /// Its number in the report, from 0.
    pub passage: usize,
    /// Where it starts in the body, in code points.
    pub start: usize,
    /// Where it ends, exclusive.
    pub end: usize,
    /// Its text.
    pub text: String,
    /// What a person wrote about it.
    #[serde(default)]
    pub note: String,
    /// When it was put into the basket (RFC 3339).
    pub added: String,
    /// The title of the report.
    pub title: Option<String>,
    /// The publication date in canonical form.
    pub published: Option<String>,
    /// Who published it.
    pub source: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// The ISO 639 code of its language.
    pub language: Option<String>,
    /// The file that it is in.
    pub path: String,
    /// The line to cite, 1-based.
    pub line: Option<u32>,
    /// The page to cite, 1-based.
    pub page: Option<u32>,
}

impl BasketPassage {
    /// Creates one without a note from a passage of a report.
    pub fn new(report: &ReportHead, passage: &Passage, added: String) -> BasketPassage {
        let (line, page) = passage.cited_at();
        BasketPassage {
            v: VERSION,
            report: report.id.clone(),
            passage: passage.index,
            start: passage.start,
            end: passage.end,
            text: text_of(&passage.parts),
            note: String::new(),
            added,
            title: report.title.as_deref().map(text_of),
            published: report.published.clone(),
            source: report.source.clone(),
            url: report.url.clone(),
            language: report.language.clone(),
            path: report.path.clone(),
            line,
            page,
        }
    }

    /// Returns whether it is the passage of a report that starts at an offset.
    pub fn is_at(&self, report: &str, start: usize) -> bool {
        self.report == report && self.start == start
    }

    /// Returns its report and itself as what is cited.
    pub fn cited(&self) -> (ReportHead, Passage) {
        let plain = |text: &String| vec![Part::Plain(text.clone())];
        let report = ReportHead {
            id: self.report.clone(),
            title: self.title.as_ref().map(plain),
            published: self.published.clone(),
            added: None,
            changed: None,
            language: self.language.clone(),
            source: self.source.clone(),
            url: self.url.clone(),
            path: self.path.clone(),
            facets: Vec::new(),
            main: Vec::new(),
            labels: Vec::new(),
        };
        let passage = Passage {
            index: self.passage,
            score: 0.0,
            start: self.start,
            end: self.end,
            line: self.line,
            page: self.page,
            parts: plain(&self.text),
            context: None,
        };
        (report, passage)
    }
}

/// Reads the text of a file.
///
/// # Errors
/// The number of the first line that is no passage, or of a later version, and why.
pub fn parse(text: &str) -> Result<Vec<BasketPassage>, (usize, String)> {
    let mut passages: Vec<BasketPassage> = Vec::new();
    // Editors on Windows write a byte order mark.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (number, line) in (1..).zip(text.lines()) {
        if line.trim().is_empty() {
            continue;
        }
        let read: BasketPassage =
            serde_json::from_str(line).map_err(|error| (number, error.to_string()))?;
        if read.v > VERSION {
            return Err((number, format!("version {} is not known", read.v)));
        }
        let mut known = passages.iter_mut();
        match known.find(|known| known.is_at(&read.report, read.start)) {
            Some(known) => add_note(&mut known.note, &read.note),
            None => passages.push(read),
        }
    }
    Ok(passages)
}

fn add_note(note: &mut String, other: &str) {
    let is_there = note.lines().any(|line| line == other) || note.as_str() == other;
    if is_there || other.is_empty() {
        return;
    }
    if !note.is_empty() {
        note.push('\n');
    }
    note.push_str(other);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passage(start: usize, note: &str) -> BasketPassage {
        BasketPassage {
            v: 1,
            report: "a.txt".to_owned(),
            passage: 0,
            start,
            end: start + 5,
            text: "Calm.".to_owned(),
            note: note.to_owned(),
            added: "2025-02-05T08:30:00Z".to_owned(),
            title: None,
            published: None,
            source: None,
            url: None,
            language: None,
            path: "a.txt".to_owned(),
            line: Some(1),
            page: None,
        }
    }

    fn lines(passages: &[BasketPassage]) -> String {
        let lines = passages
            .iter()
            .map(|passage| serde_json::to_string(passage).unwrap());
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn two_files_one_behind_the_other_are_merged() {
        let own = [passage(0, "mine"), passage(9, "")];
        let theirs = [passage(9, "theirs"), passage(0, "mine"), passage(20, "")];
        let text = format!("{}\n\n{}\n", lines(&own), lines(&theirs));
        let wanted = [passage(0, "mine"), passage(9, "theirs"), passage(20, "")];
        assert_eq!(parse(&text).unwrap(), wanted);
    }

    #[test]
    fn an_invalid_line_is_an_error_with_its_number() {
        let later = lines(&[passage(0, "")]).replace("\"v\":1", "\"v\":2");
        let (line, why) = parse(&format!("\n{later}\n")).unwrap_err();
        assert_eq!((line, why.as_str()), (2, "version 2 is not known"));
        assert_eq!(parse("{}").unwrap_err().0, 1);
    }
}
