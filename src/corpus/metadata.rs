//! Reads metadata under the keys that people use for it, and makes reports of records.

use super::Outcome;
use super::error::{Place, ReadError, Reason};
use super::language;
use super::values::{Entries, Value};
use crate::date::Date;
use crate::report::{Anchor, Lines, Report};

const ID: &[&str] = &["id"];
const TITLE: &[&str] = &["title", "headline"];
const TEXT: &[&str] = &["text", "body", "content", "contents"];
const PUBLISHED: &[&str] = &["published", "date"];
const SOURCE: &[&str] = &["source"];
const URL: &[&str] = &["url"];
const LANGUAGE: &[&str] = &["language", "lang"];

/// The keys of title and text, in words.
const TAKEN: &str = "title, headline, text, body, content, contents";

/// What keys with values state about a report. Empty values count as absent.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    pub id: Option<String>,
    pub title: Option<String>,
    pub published: Option<Date>,
    pub source: Option<String>,
    pub url: Option<String>,
    pub language: Option<String>,
    pub stated: Vec<(String, String)>,
}

/// Where a key's values may hold several in one text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cells {
    /// A value is one, a list is several.
    Whole,
    /// `;` and `|` separate several.
    Split,
}

impl Metadata {
    /// Takes what is known out of `entries`. What cannot be used is a warning.
    pub fn take(
        entries: &mut Entries,
        facets: &[String],
        cells: Cells,
        place: &Place,
        warnings: &mut Vec<ReadError>,
    ) -> Metadata {
        let mut taker = Taker {
            entries,
            place,
            warnings,
        };
        Metadata {
            id: taker.line(ID),
            title: taker.line(TITLE),
            published: taker.date(),
            source: taker.line(SOURCE),
            url: taker.line(URL),
            language: taker.language(),
            stated: taker.facets(facets, cells),
        }
    }

    /// Puts metadata and text together.
    pub fn with_body(self, body: String, lines: Lines, path: &str, id: String) -> Report {
        Report {
            id: self.id.unwrap_or(id),
            title: self.title,
            body,
            published: self.published,
            source: self.source,
            url: self.url,
            language: self.language,
            stated: self.stated,
            path: path.to_owned(),
            lines,
        }
    }
}

/// Makes a report of a record. Its text stays as it is; all of it is on the record's line.
pub(super) fn record(
    mut entries: Entries,
    facets: &[String],
    cells: Cells,
    place: &Place,
    mut warnings: Vec<ReadError>,
) -> Outcome {
    let found: Vec<String> = entries.0.iter().map(|(key, _)| key.clone()).collect();
    let mut metadata = Metadata::take(&mut entries, facets, cells, place, &mut warnings);
    let body = match position(&entries, TEXT).map(|i| entries.0.swap_remove(i)) {
        None => None,
        Some((_, Value::Text(text))) => Some(text),
        Some((key, value)) => {
            let found = kind_of(&value);
            return Outcome {
                report: Err(place.error(Reason::WrongKind { key, found })),
                warnings,
            };
        }
    };
    if body.is_none() && metadata.title.is_none() {
        return Outcome {
            report: Err(place.error(no_text(found))),
            warnings,
        };
    }
    let body = body.unwrap_or_default();
    if metadata.title.is_none() {
        metadata.title = super::title::of_text(&body);
    }
    let id = match place.record {
        Some(number) => format!("{}#{number}", place.path),
        None => place.path.clone(),
    };
    let lines = Lines::At(vec![Anchor {
        start: 0,
        line: place.line,
        page: None,
    }]);
    Outcome {
        report: Ok(metadata.with_body(body, lines, &place.path, id)),
        warnings,
    }
}

/// Says that among the keys `found` there is none that is read as text or title, or none filled.
pub(super) fn no_text(mut found: Vec<String>) -> Reason {
    found.sort();
    let taken = TAKEN;
    Reason::NoText { found, taken }
}

/// Returns whether there is a key that makes an object or a table one of reports.
pub(super) fn is_record(keys: &[String]) -> bool {
    let known = |key: &String| {
        let mut names = TITLE.iter().chain(TEXT);
        names.any(|name| name.eq_ignore_ascii_case(key.trim()))
    };
    keys.iter().any(known)
}

/// Finds the first of `names` that has a value. Earlier names win, whatever order they stand in.
fn position(entries: &Entries, names: &[&str]) -> Option<usize> {
    for name in names {
        for (i, (key, value)) in entries.0.iter().enumerate() {
            if key.trim().eq_ignore_ascii_case(name) && !is_empty(value) {
                return Some(i);
            }
        }
    }
    None
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Absent => true,
        Value::Text(text) => text.trim().is_empty(),
        Value::Many(texts) => texts.iter().all(|text| text.trim().is_empty()),
        Value::Other(_) => false,
    }
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Absent => "null",
        Value::Text(_) => "a text",
        Value::Many(_) => "a list",
        Value::Other(found) => found,
    }
}

struct Taker<'a> {
    entries: &'a mut Entries,
    place: &'a Place,
    warnings: &'a mut Vec<ReadError>,
}

impl Taker<'_> {
    fn warn(&mut self, reason: Reason) {
        self.warnings.push(self.place.error(reason));
    }

    fn take(&mut self, names: &[&str]) -> Option<(String, Value)> {
        let i = position(self.entries, names)?;
        Some(self.entries.0.remove(i))
    }

    fn keyed_line(&mut self, names: &[&str]) -> Option<(String, String)> {
        let (key, value) = self.take(names)?;
        match value {
            Value::Text(text) => Some((key, text.trim().to_owned())),
            Value::Many(mut texts) if texts.len() == 1 => {
                Some((key, texts.remove(0).trim().to_owned()))
            }
            Value::Absent | Value::Many(_) | Value::Other(_) => {
                let found = kind_of(&value);
                self.warn(Reason::WrongKind { key, found });
                None
            }
        }
    }

    fn line(&mut self, names: &[&str]) -> Option<String> {
        Some(self.keyed_line(names)?.1)
    }

    fn date(&mut self) -> Option<Date> {
        let (key, text) = self.keyed_line(PUBLISHED)?;
        match Date::parse(&text) {
            Ok(date) => Some(date),
            Err(source) => {
                self.warn(Reason::Date { key, source });
                None
            }
        }
    }

    fn language(&mut self) -> Option<String> {
        let (key, value) = self.keyed_line(LANGUAGE)?;
        let code = language::code(&value);
        if code.is_none() {
            self.warn(Reason::Language { key, value });
        }
        code
    }

    fn facets(&mut self, facets: &[String], cells: Cells) -> Vec<(String, String)> {
        let mut stated = Vec::new();
        let mut rest = Vec::new();
        for (key, value) in std::mem::take(&mut self.entries.0) {
            let facet = facets.iter().find(|f| f.eq_ignore_ascii_case(key.trim()));
            let Some(facet) = facet else {
                rest.push((key, value));
                continue;
            };
            let texts = match value {
                Value::Absent => continue,
                Value::Text(text) => vec![text],
                Value::Many(texts) => texts,
                Value::Other(found) => {
                    self.warn(Reason::WrongKind { key, found });
                    continue;
                }
            };
            for text in &texts {
                for value in split(text, cells) {
                    stated.push((facet.clone(), value.to_owned()));
                }
            }
        }
        self.entries.0 = rest;
        stated
    }
}

/// Splits a cell into its values, trimmed, without empty ones.
pub(super) fn split(text: &str, cells: Cells) -> impl Iterator<Item = &str> {
    let separates = move |c: char| cells == Cells::Split && matches!(c, ';' | '|');
    text.split(separates)
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place() -> Place {
        Place {
            path: "a.jsonl".into(),
            line: Some(4),
            record: Some(2),
        }
    }

    fn read(json: &str) -> Outcome {
        let entries = serde_json::from_str(json).unwrap();
        let facets = ["area".to_owned(), "actor".to_owned()];
        record(entries, &facets, Cells::Whole, &place(), Vec::new())
    }

    #[test]
    fn every_key_is_known_by_its_other_name_and_in_any_case() {
        let outcome = read(
            r#"{"ID":7,"Headline":" T ","Body":" b\n","Date":"2025-02","SOURCE":"S","Url":"u",
                "Lang":"fr-FR","Area":["Haiti"," Ouest "],"actor":"Viv Ansanm","other":{}}"#,
        );
        assert!(outcome.warnings.is_empty());
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        let wanted = Report {
            id: "7".into(),
            title: Some("T".into()),
            body: " b\n".into(),
            published: Some(Date::Month(2025, 2)),
            source: Some("S".into()),
            url: Some("u".into()),
            language: Some("fr".into()),
            stated: vec![
                pair("area", "Haiti"),
                pair("area", "Ouest"),
                pair("actor", "Viv Ansanm"),
            ],
            path: "a.jsonl".into(),
            lines: Lines::At(vec![Anchor {
                start: 0,
                line: Some(4),
                page: None,
            }]),
        };
        assert_eq!(outcome.report.unwrap(), wanted);
    }

    #[test]
    fn empty_values_are_absent_and_the_id_is_path_and_number() {
        let report = read(r#"{"id":"","title":" ","text":"b","area":[""],"source":null}"#)
            .report
            .unwrap();
        assert_eq!((report.id.as_str(), report.title), ("a.jsonl#2", None));
        assert_eq!((report.stated, report.source), (Vec::new(), None));
    }

    #[test]
    fn a_record_without_text_and_title_says_which_keys_it_has_and_which_are_taken() {
        let error = read(r#"{"id":"x","summary":"y"}"#).report.unwrap_err();
        assert_eq!(
            error.to_string(),
            "a.jsonl:4: record 2: no text and no title; its keys are `id`, `summary`; \
             taken are title, headline, text, body, content, contents"
        );
    }

    #[test]
    fn what_cannot_be_used_is_a_warning_and_the_report_goes_in() {
        let outcome =
            read(r#"{"text":"b","date":"04/02/2025","lang":"?","area":{},"title":[1,2]}"#);
        let report = outcome.report.unwrap();
        assert_eq!((report.published, report.language), (None, None));
        let warnings: Vec<String> = outcome.warnings.iter().map(|w| w.to_string()).collect();
        assert_eq!(
            warnings,
            [
                "a.jsonl:4: record 2: `title` is a list; left out",
                "a.jsonl:4: record 2: `date` is no date; the date stays unknown",
                "a.jsonl:4: record 2: `lang` is `?`, which is no language code; left out",
                "a.jsonl:4: record 2: `area` is an object; left out",
            ]
        );
    }
}
