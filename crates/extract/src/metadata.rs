//! Extracts metadata from keys with values, with warnings about invalid ones.

use super::error::{Location, ReadError, Reason};
use super::field_mapping::FieldMapping;
use super::flow::Flowed;
use super::language;
use super::unmapped::Used;
use super::values::{Entries, Value};
use crate::report::{Lines, Report};
use reportage_text::date::Date;
use reportage_text::facet_path;
use reportage_text::field_map::Joined;

/// The metadata of a report. Empty values count as absent.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    pub id: Option<String>,
    pub title: Option<String>,
    pub published: Option<Date>,
    pub source: Option<String>,
    pub url: Option<String>,
    pub language: Option<String>,
    pub stated: Vec<(String, String)>,
    pub recipients: Vec<String>,
}

/// Whether one text may contain several values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cells {
    /// A text is one value; a list is several.
    Whole,
    /// `;` and `|` separate values.
    Split,
}

impl Metadata {
    /// Extracts known metadata from `entries` and records the handled columns in `used`. Invalid
    /// values cause warnings.
    pub fn take(
        entries: &Entries,
        mapping: &FieldMapping,
        cells: Cells,
        location: &Location,
        used: &mut Used,
        warnings: &mut Vec<ReadError>,
    ) -> Metadata {
        let mut taker = Taker {
            entries,
            mapped: mapping.mapped,
            location,
            used,
            warnings,
        };
        Metadata {
            id: taker.line(&mapping.id, ", "),
            title: taker.title(mapping),
            published: taker.date(mapping),
            source: taker.line(&mapping.source, "; "),
            url: taker.line(&mapping.url, ""),
            language: taker.language(mapping),
            stated: taker.facets(mapping, cells),
            recipients: Vec::new(),
        }
    }

    /// Combines metadata and a [`Flowed`] text into the only report of the file at `path`.
    pub fn with_flow(self, flowed: Flowed, path: &str) -> Report {
        Report {
            notes: flowed.footnotes,
            ..self.with_body(flowed.body, flowed.lines, path, path.to_owned())
        }
    }

    /// Combines metadata and text into a report.
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
            recipients: self.recipients,
            path: path.to_owned(),
            lines,
            text_end: None,
            notes: Vec::new(),
        }
    }
}

/// Separates the values of joined columns.
const BETWEEN: &str = ", ";

struct Taker<'a> {
    entries: &'a Entries,
    /// Whether a field map assigns the columns.
    mapped: bool,
    location: &'a Location,
    used: &'a mut Used,
    warnings: &'a mut Vec<ReadError>,
}

impl Taker<'_> {
    fn warn(&mut self, reason: Reason) {
        self.warnings.push(self.location.error(reason));
    }

    /// Warns about a value that is not text, which is then searched like other columns.
    fn refuse(&mut self, key: String, value: &Value) {
        self.used.refused.push(key.clone());
        let found = value.in_words();
        self.warn(Reason::WrongKind { key, found });
    }

    /// Returns the first key with a value, and the value: that of one column, or those of several
    /// joined with `between`. Complete combinations are preferred to partial ones.
    fn first(&self, keys: &[Joined], between: &str) -> Option<(String, Value)> {
        let mut in_part = None;
        for Joined(columns) in keys {
            if let [column] = &columns[..] {
                if let Some(value) = self.entries.find(column) {
                    return in_part.or(Some((column.clone(), value)));
                }
                continue;
            }
            let parts = self.parts(columns);
            let found = || (columns.join(BETWEEN), Value::Text(parts.join(between)));
            if parts.len() == columns.len() {
                return Some(found());
            }
            if !parts.is_empty() && in_part.is_none() {
                in_part = Some(found());
            }
        }
        in_part
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
                // It is unclear which of several values belongs to the other columns.
                Some(Value::Many(_) | Value::Absent | Value::Object(_) | Value::List(_))
                | Some(Value::Bool(_))
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
            Value::Absent | Value::Many(_) | Value::Bool(_) | Value::Object(_) | Value::List(_) => {
                self.refuse(key, &value);
                None
            }
        }
    }

    fn line(&mut self, keys: &[Joined], between: &str) -> Option<String> {
        Some(self.keyed_line(keys, between)?.1)
    }

    fn title(&mut self, mapping: &FieldMapping) -> Option<String> {
        let (key, title) = self.keyed_line(&mapping.title, ", ")?;
        self.used.title = key.split(BETWEEN).map(str::to_owned).collect();
        Some(title)
    }

    /// Also reads year, month and day from separate columns.
    fn date(&mut self, mapping: &FieldMapping) -> Option<Date> {
        let (key, mut text) = self.keyed_line(&mapping.published, "-")?;
        let numbers: Vec<&str> = text.split('-').collect();
        if self.mapped && numbers.iter().any(|number| number.len() == 1) {
            let padded: Vec<String> = numbers.iter().map(|n| format!("{n:0>2}")).collect();
            text = padded.join("-");
        }
        let date = match &mapping.date_format {
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

    fn language(&mut self, mapping: &FieldMapping) -> Option<String> {
        let (key, value) = self.keyed_line(&mapping.language, "")?;
        let code = language::code(&mapping.languages, &value);
        if code.is_none() {
            self.warn(Reason::Language { key, value });
        }
        code
    }

    fn facets(&mut self, mapping: &FieldMapping, cells: Cells) -> Vec<(String, String)> {
        let cells = if mapping.mapped { Cells::Split } else { cells };
        let mut stated = Vec::new();
        for (facet, columns) in &mapping.facets {
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
                        self.refuse(column.clone(), &value);
                        continue;
                    }
                };
                for text in &texts {
                    for value in split(text, cells) {
                        if mapping.mapped && says_nothing(value) {
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

/// Returns whether a value is a placeholder for a missing value.
fn says_nothing(value: &str) -> bool {
    ["unknown", "none", "n/a", "null", "nan", "-"]
        .iter()
        .any(|nothing| value.eq_ignore_ascii_case(nothing))
}

/// Splits a cell into trimmed, non-empty values.
pub(super) fn split(text: &str, cells: Cells) -> impl Iterator<Item = &str> {
    let separates = move |c: char| cells == Cells::Split && matches!(c, ';' | '|');
    text.split(separates)
        .map(str::trim)
        .filter(|part| !part.is_empty())
}
