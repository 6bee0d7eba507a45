//! Field names of other programs: `site:un.org` is `url:un.org` here.
//!
//! A facet may have any of these names, and only an index knows its facets, so these names are
//! resolved after parsing.

use std::ops::Range;

use super::dates::day_before;
use super::field;
use super::new::alone;
use super::tree::{Expr, Field, Kind, Qualifier, Query, TimeRange};
use crate::date::When;

/// The meaning of a name.
#[derive(Clone, Copy)]
enum Means {
    Title,
    Field(Field),
    /// The extension of the file name.
    Extension,
    /// On this day or later.
    Since,
    /// On this day or before.
    Until,
    /// Before this day.
    Before,
    /// On this day.
    On,
}

/// Names in other programs that have an equivalent here.
const NAMES: &[(&str, Means)] = &[
    ("site", Means::Field(Field::Url)),
    ("inurl", Means::Field(Field::Url)),
    ("link", Means::Field(Field::Url)),
    ("intitle", Means::Title),
    ("subject", Means::Title),
    ("headline", Means::Title),
    ("filetype", Means::Extension),
    ("ext", Means::Extension),
    ("file", Means::Field(Field::Path)),
    ("filename", Means::Field(Field::Path)),
    ("dir", Means::Field(Field::Path)),
    ("lang", Means::Field(Field::Language)),
    ("publisher", Means::Field(Field::Source)),
    ("since", Means::Since),
    ("after", Means::Since),
    ("until", Means::Until),
    ("before", Means::Before),
    ("published", Means::On),
    ("year", Means::On),
];

/// Names in other programs without an equivalent, and the closest alternative.
const HINTS: &[(&str, &str)] = &[
    ("author", "use source: for the publisher of a report"),
    ("byline", "use source: for the publisher of a report"),
    ("from", "use source: for the publisher of a report"),
    (
        "text",
        "words without a field name are searched in title and text",
    ),
    (
        "intext",
        "words without a field name are searched in title and text",
    ),
    (
        "body",
        "words without a field name are searched in title and text",
    ),
    (
        "content",
        "words without a field name are searched in title and text",
    ),
    ("related", "like:ID finds similar reports"),
];

/// Names that mean the same in every index.
const OWN: &[&str] = &[
    "title", "passage", "about", "has", "like", "similar", "within", "date", "new", "source",
    "language", "path", "url", "id",
];

/// Returns a suggestion for an unknown name that other programs have.
pub fn hint(name: &str) -> Option<&'static str> {
    let found = HINTS.iter().find(|(known, _)| *known == name);
    found.map(|(_, hint)| *hint)
}

/// Returns the names that mean the same in every index.
pub fn own_names() -> &'static [&'static str] {
    OWN
}

impl Query {
    /// Resolves names that are not facets as in other programs, with notes.
    pub fn with_facets(&self, is_facet: &dyn Fn(&str) -> bool) -> Query {
        let mut query = self.clone();
        if let Some(root) = &mut query.root {
            let mut reading = Reading {
                text: &self.text,
                is_facet,
                notes: &mut query.notes,
            };
            reading.read(root);
        }
        query
    }
}

struct Reading<'a> {
    text: &'a str,
    is_facet: &'a dyn Fn(&str) -> bool,
    notes: &'a mut Vec<String>,
}

impl Reading<'_> {
    fn read(&mut self, expr: &mut Expr) {
        match &mut expr.kind {
            Kind::Qualifier(Qualifier::Facet { name, value }) => {
                if !(self.is_facet)(name)
                    && let Some(kind) = self.elsewhere(name, value, &expr.span)
                {
                    expr.kind = kind;
                }
            }
            Kind::Word(word) => {
                let note = field::in_lowercase(word)
                    .filter(|name| (self.is_facet)(name))
                    .map(|name| field::note_on_capitals(word, &name));
                self.note(note);
            }
            Kind::Sequence(parts) | Kind::And(parts) | Kind::Or(parts) => {
                parts.iter_mut().for_each(|part| self.read(part));
            }
            Kind::Not(inner) | Kind::Boost { inner, factor: _ } => self.read(inner),
            // A passage contains no conditions on the whole report.
            Kind::Passage(_) | Kind::Title(_) | Kind::Near { .. } => {}
            Kind::Exact(_)
            | Kind::Translated(_)
            | Kind::Pattern(_)
            | Kind::Fuzzy { .. }
            | Kind::Phrase(_) => {}
            Kind::Qualifier(_) => {}
        }
    }

    /// Resolves a name that is not a facet; `None` if other programs do not have it.
    fn elsewhere(&mut self, name: &str, value: &str, span: &Range<usize>) -> Option<Kind> {
        let written = &self.text[span.clone()];
        if written[name.len()..].starts_with('：') {
            // A Latin word in Chinese text.
            return Some(Kind::Word(written.to_owned()));
        }
        let (_, means) = NAMES.iter().find(|(known, _)| *known == name)?;
        let range = |since, until| Kind::Qualifier(Qualifier::Date(TimeRange { since, until }));
        let date = || When::parse(value).ok();
        let (kind, here) = match means {
            Means::Title => {
                let text = match value.contains(char::is_whitespace) {
                    true => Kind::Phrase(value.to_owned()),
                    false => Kind::Word(value.to_owned()),
                };
                let inner = Expr {
                    kind: text,
                    span: span.clone(),
                };
                (Kind::Title(Box::new(inner)), "title:".to_owned())
            }
            Means::Field(field) => {
                let here = format!("{}:", field.name());
                let (field, value) = (*field, value.to_owned());
                (Kind::Qualifier(Qualifier::Field { field, value }), here)
            }
            Means::Extension => {
                let value = format!("*.{}", value.trim_start_matches('.'));
                let here = format!("path:\"{value}\"");
                let field = Field::Path;
                (Kind::Qualifier(Qualifier::Field { field, value }), here)
            }
            Means::Since => (range(Some(date()?), None), format!("date:{}..", date()?)),
            Means::Until => (range(None, Some(date()?)), format!("date:..{}", date()?)),
            Means::Before => {
                let last = day_before(date()?)?;
                (range(None, Some(last)), format!("date:..{last}"))
            }
            Means::On => (
                Kind::Qualifier(Qualifier::Date(alone(date()?))),
                "date:".to_owned(),
            ),
        };
        let note = match here.ends_with(':') {
            true => format!("`{name}:` is read as {here}"),
            false => format!("`{written}` is read as {here}"),
        };
        self.note(Some(note));
        Some(kind)
    }

    fn note(&mut self, note: Option<String>) {
        let new = note.filter(|note| !self.notes.contains(note));
        self.notes.extend(new);
    }
}
