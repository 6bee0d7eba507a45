//! Reads metadata out of keys with values, warning of what cannot be used.

use super::error::{Place, ReadError, Reason};
use super::keys::Keys;
use super::language;
use super::values::{Entries, Value};
use crate::date::Date;
use crate::facet_path;
use crate::field_map::Joined;
use crate::report::{Lines, Report};

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
        entries: &Entries,
        keys: &Keys,
        cells: Cells,
        place: &Place,
        warnings: &mut Vec<ReadError>,
    ) -> Metadata {
        let mut taker = Taker {
            entries,
            mapped: keys.mapped,
            place,
            warnings,
        };
        Metadata {
            id: taker.line(&keys.id, ", "),
            title: taker.line(&keys.title, ", "),
            published: taker.date(keys),
            source: taker.line(&keys.source, "; "),
            url: taker.line(&keys.url, ""),
            language: taker.language(&keys.language),
            stated: taker.facets(keys, cells),
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

struct Taker<'a> {
    entries: &'a Entries,
    /// Whether a field map says where to look.
    mapped: bool,
    place: &'a Place,
    warnings: &'a mut Vec<ReadError>,
}

impl Taker<'_> {
    fn warn(&mut self, reason: Reason) {
        self.warnings.push(self.place.error(reason));
    }

    /// Returns the first key that has a value, and the value: that of a column, or those of several
    /// put together with `between`.
    fn first(&self, keys: &[Joined], between: &str) -> Option<(String, Value)> {
        for Joined(columns) in keys {
            if let [column] = &columns[..] {
                if let Some(value) = self.entries.find(column) {
                    return Some((column.clone(), value));
                }
                continue;
            }
            let parts = self.parts(columns);
            if !parts.is_empty() {
                let value = Value::Text(parts.join(between));
                return Some((columns.join(", "), value));
            }
        }
        None
    }

    /// Returns the texts of the columns that have one.
    fn parts(&self, columns: &[String]) -> Vec<String> {
        let mut parts = Vec::new();
        for column in columns {
            match self.entries.find(column) {
                Some(Value::Text(text)) => parts.push(text.trim().to_owned()),
                Some(Value::Many(texts)) if texts.len() == 1 => {
                    parts.push(texts[0].trim().to_owned());
                }
                // Which of several would belong to the other columns is not known.
                Some(Value::Many(_) | Value::Absent | Value::Object(_) | Value::List(_))
                | Some(Value::Other(_))
                | None => {}
            }
        }
        parts
    }

    fn keyed_line(&mut self, keys: &[Joined], between: &str) -> Option<(String, String)> {
        let (key, value) = self.first(keys, between)?;
        match value {
            Value::Text(text) => Some((key, text.trim().to_owned())),
            Value::Many(texts) if texts.len() == 1 || (self.mapped && !between.is_empty()) => {
                let texts: Vec<&str> = texts.iter().map(|text| text.trim()).collect();
                Some((key, texts.join(between)))
            }
            Value::Absent
            | Value::Many(_)
            | Value::Object(_)
            | Value::List(_)
            | Value::Other(_) => {
                let found = value.in_words();
                self.warn(Reason::WrongKind { key, found });
                None
            }
        }
    }

    fn line(&mut self, keys: &[Joined], between: &str) -> Option<String> {
        Some(self.keyed_line(keys, between)?.1)
    }

    /// Reads year, month and day in columns of their own, too.
    fn date(&mut self, keys: &Keys) -> Option<Date> {
        let (key, mut text) = self.keyed_line(&keys.published, "-")?;
        let numbers: Vec<&str> = text.split('-').collect();
        if self.mapped && numbers.iter().any(|number| number.len() == 1) {
            let padded: Vec<String> = numbers.iter().map(|n| format!("{n:0>2}")).collect();
            text = padded.join("-");
        }
        let date = match &keys.date_format {
            Some(format) => Date::parse_as(&text, format).or_else(|_| Date::parse(&text)),
            None => Date::parse(&text),
        };
        match date {
            Ok(date) => Some(date),
            Err(source) => {
                self.warn(Reason::Date { key, source });
                None
            }
        }
    }

    fn language(&mut self, keys: &[Joined]) -> Option<String> {
        let (key, value) = self.keyed_line(keys, "")?;
        let code = language::code(&value);
        if code.is_none() {
            self.warn(Reason::Language { key, value });
        }
        code
    }

    fn facets(&mut self, keys: &Keys, cells: Cells) -> Vec<(String, String)> {
        let cells = if keys.mapped { Cells::Split } else { cells };
        let mut stated = Vec::new();
        for (facet, columns) in &keys.facets {
            for Joined(columns) in columns {
                let [column] = &columns[..] else {
                    match &self.parts(columns)[..] {
                        [] => {}
                        [name] => stated.push((facet.clone(), name.clone())),
                        names => stated.push((facet.clone(), facet_path::join(names))),
                    }
                    continue;
                };
                let texts = match self.entries.find(column) {
                    None | Some(Value::Absent) => continue,
                    Some(Value::Text(text)) => vec![text],
                    Some(Value::Many(texts)) => texts,
                    Some(value) => {
                        let (key, found) = (column.clone(), value.in_words());
                        self.warn(Reason::WrongKind { key, found });
                        continue;
                    }
                };
                for text in &texts {
                    for value in split(text, cells) {
                        if keys.mapped && says_nothing(value) {
                            continue;
                        }
                        stated.push((facet.clone(), value.to_owned()));
                    }
                }
            }
        }
        stated
    }
}

/// Returns whether an export says in words that it has no value.
fn says_nothing(value: &str) -> bool {
    ["unknown", "none", "n/a", "null", "nan", "-"]
        .iter()
        .any(|nothing| value.eq_ignore_ascii_case(nothing))
}

/// Splits a cell into its values, trimmed, without empty ones.
pub(super) fn split(text: &str, cells: Cells) -> impl Iterator<Item = &str> {
    let separates = move |c: char| cells == Cells::Split && matches!(c, ';' | '|');
    text.split(separates)
        .map(str::trim)
        .filter(|part| !part.is_empty())
}
