//! The tree of a parsed query.

use std::ops::Range;

use super::region::Region;
use crate::date::{Date, When};

/// A parsed query.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// The text of the query.
    pub text: String,
    /// `None` matches everything.
    pub root: Option<Expr>,
    /// The spans of words that consist of a name and a colon, in bytes; if the name is that of a
    /// facet, this is a mistake. Empty in a query of words only.
    pub bare_names: Vec<Range<usize>>,
    /// Notes on what is interpreted differently from other programs, or taken as a word although
    /// something else may be meant; one sentence each, without a final stop. Empty in a query of
    /// words only.
    pub notes: Vec<String>,
}

/// A part of a query and its span.
#[derive(Debug, Clone, PartialEq)]
pub struct Expr {
    /// The kind of the part.
    pub kind: Kind,
    /// The span in the query's text, in bytes.
    pub span: Range<usize>,
}

/// The kind of a query part. Words are as typed; the searcher analyses them.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// `attack`: the word in any form.
    Word(String),
    /// `=attacks`: the word in exactly this form.
    Exact(String),
    /// `~attack`: the word in any form, and its translations in texts of other languages.
    Translated(String),
    /// `displac*`, `neighbo*r`: any word that matches, with anything in place of each `*`.
    Pattern(String),
    /// `cherizier~1`: any word within this edit distance.
    Fuzzy {
        /// The word.
        word: String,
        /// The number of letters inserted, deleted, replaced or transposed: 1 or 2.
        edits: u8,
    },
    /// `"police union"`: these consecutive words in the forms typed; a `*` next to a letter matches
    /// anything.
    Phrase(String),
    /// `"police attack"~5`, `(police attack)~5`: near each other.
    Near {
        /// A phrase, of which each word is an operand; or a part or sequence of parts that are
        /// words, patterns, phrases, or alternatives of single words.
        of: Box<Expr>,
        /// How many other words may be between them.
        apart: u32,
        /// Whether the order counts.
        order: Order,
    },
    /// `passage:(a b)`: all of it in one passage. Contains words, phrases, facets and groups of
    /// them.
    Passage(Box<Expr>),
    /// `title:x`: matched in the title only. Contains words, phrases, patterns and groups of them.
    Title(Box<Expr>),
    /// `name:value`: a condition on the report as a whole.
    Qualifier(Qualifier),
    /// Adjacent parts: all of them, or any if no report has all.
    Sequence(Vec<Expr>),
    /// `a AND b`: all of them.
    And(Vec<Expr>),
    /// `a OR b`.
    Or(Vec<Expr>),
    /// `NOT a`, `-a`.
    Not(Box<Expr>),
    /// `a^3`: its score is multiplied by a factor.
    Boost {
        /// The boosted part.
        inner: Box<Expr>,
        /// From 0 to [`MAX_BOOST`](super::MAX_BOOST).
        factor: f64,
    },
}

/// A condition on a report as a whole, by a name and a value.
#[derive(Debug, Clone, PartialEq)]
pub enum Qualifier {
    /// `area:Kenscoff`, `actor:"Viv Ansanm"`: has this facet value or one below it.
    Facet {
        /// The name of the facet as typed.
        name: String,
        /// A path, a suffix of a path, a name or an alias.
        value: String,
    },
    /// `about:Kenscoff`: mainly about a value of any facet, or about one below it.
    About(String),
    /// `source:Reuters`: a metadata field contains the value.
    Field {
        /// The field.
        field: Field,
        /// The value; a `*` matches anything.
        value: String,
    },
    /// `like:ID`: other reports with the significant terms of this one.
    Like(String),
    /// `similar:ID`: this report and its near duplicates.
    Similar(String),
    /// `within:50km@Kenscoff`: names a place in this region.
    Within(Region),
    /// `has:area`: has any value.
    Has(String),
    /// `date:2024-10..2025-02`.
    Date(TimeRange),
    /// `new:2d`, `new:2025-02-01..`: added to the index in this period.
    New(TimeRange),
}

/// The order of words that are near each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// `~5`: any order.
    Any,
    /// `~>5`: the order in the query.
    AsTyped,
}

/// A metadata field of a report that can be queried by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// `source:`: the publisher.
    Source,
    /// `language:`: the language code.
    Language,
    /// `path:`: the path of the file.
    Path,
    /// `url:`: the URL of publication.
    Url,
    /// `id:`: the whole id.
    Id,
}

impl Field {
    /// All fields.
    pub const ALL: [Field; 5] = [
        Field::Source,
        Field::Language,
        Field::Path,
        Field::Url,
        Field::Id,
    ];

    /// Returns the name, without the colon.
    pub fn name(self) -> &'static str {
        match self {
            Field::Source => "source",
            Field::Language => "language",
            Field::Path => "path",
            Field::Url => "url",
            Field::Id => "id",
        }
    }
}

/// A range of dates, both ends included; a partial date covers all of its days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DateRange {
    /// `None`: open.
    pub since: Option<Date>,
    /// `None`: open.
    pub until: Option<Date>,
}

/// A range of dates or times as written, both ends included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TimeRange {
    /// `None`: open.
    pub since: Option<When>,
    /// `None`: open.
    pub until: Option<When>,
}

impl TimeRange {
    /// Returns the dates that it covers at `now`, a Unix time in seconds.
    pub fn dates(&self, now: i64) -> DateRange {
        DateRange {
            since: self.since.map(|when| when.dates(now).0),
            until: self.until.map(|when| when.dates(now).1),
        }
    }

    /// Returns its first and last second at `now`, as Unix time.
    pub fn seconds(&self, now: i64) -> (i64, i64) {
        let since = self.since.map_or(i64::MIN, |when| when.seconds_utc(now).0);
        let until = self.until.map_or(i64::MAX, |when| when.seconds_utc(now).1);
        (since, until)
    }

    /// Returns whether both ends are absolute, both are days by name, or both are durations, so
    /// that their order does not depend on the present. False if either is open.
    pub(super) fn is_comparable(&self) -> bool {
        matches!(
            (self.since, self.until),
            (
                Some(When::Date(_) | When::Week(_)),
                Some(When::Date(_) | When::Week(_))
            ) | (
                Some(When::Today | When::Yesterday),
                Some(When::Today | When::Yesterday)
            ) | (Some(When::Ago(_)), Some(When::Ago(_)))
        )
    }
}

impl Expr {
    /// Visits this part and all parts in it, each before those in it.
    pub fn visit<'a>(&'a self, seen: &mut dyn FnMut(&'a Expr)) {
        seen(self);
        match &self.kind {
            Kind::Word(_)
            | Kind::Exact(_)
            | Kind::Translated(_)
            | Kind::Pattern(_)
            | Kind::Fuzzy { .. }
            | Kind::Phrase(_)
            | Kind::Qualifier(_) => {}
            Kind::Near { of: inner, .. }
            | Kind::Passage(inner)
            | Kind::Title(inner)
            | Kind::Not(inner)
            | Kind::Boost { inner, .. } => inner.visit(seen),
            Kind::Sequence(parts) | Kind::And(parts) | Kind::Or(parts) => {
                parts.iter().for_each(|part| part.visit(seen));
            }
        }
    }
}
