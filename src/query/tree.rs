//! The tree that a query is read into.

use std::ops::Range;

use crate::date::{Date, When};

/// A query, read.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// The text as asked.
    pub text: String,
    /// `None` asks for everything.
    pub root: Option<Expr>,
    /// Where words stand that are a name and a colon with nothing behind, in bytes: of a facet's name, a
    /// mistake. There are none in a query of words only.
    pub bare_names: Vec<Range<usize>>,
    /// What was read in another way than it is written in other programs, or taken as a word where it
    /// may be meant otherwise; a sentence each, without a final stop. None of a query of words only.
    pub notes: Vec<String>,
}

/// A part of a query and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Expr {
    /// What it is.
    pub kind: Kind,
    /// Where it is in the query's text, in bytes.
    pub span: Range<usize>,
}

/// What a part of a query is. Words are as typed; analysing them is the searcher's work.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// `attack`: the word in any of its forms.
    Word(String),
    /// `=attacks`: the word in this form only.
    Exact(String),
    /// `displac*`, `neighbo*r`: any word written so, with anything in place of each `*`.
    Pattern(String),
    /// `cherizier~1`: any word that differs by at most so many letters.
    Fuzzy {
        /// The word.
        word: String,
        /// How many letters are put in, left out, replaced or swapped: 1 or 2.
        edits: u8,
    },
    /// `"police union"`: these words in a row, in the forms typed; a `*` directly at a letter stands for
    /// anything.
    Phrase(String),
    /// `"police attack"~5`, `(police attack)~5`: near each other.
    Near {
        /// A phrase, of which each word is meant; or a part or sequence of parts that are words,
        /// patterns, phrases, or alternatives of single words.
        of: Box<Expr>,
        /// How many other words may stand between them.
        apart: u32,
        /// In which order.
        order: Order,
    },
    /// `passage:(a b)`: all of it within one passage. Holds what is in texts: words, phrases,
    /// facets and groups of them.
    Passage(Box<Expr>),
    /// `title:x`: matched in the title only. Holds words, phrases, patterns and groups of them.
    Title(Box<Expr>),
    /// `name:value`: asks it of the report as a whole.
    Qualifier(Qualifier),
    /// Parts side by side: all of them, or any if nothing has all.
    Sequence(Vec<Expr>),
    /// `a AND b`: all of them, always.
    And(Vec<Expr>),
    /// `a OR b`.
    Or(Vec<Expr>),
    /// `NOT a`, `-a`.
    Not(Box<Expr>),
    /// `a^3`: counts so many times as much in ranking.
    Boost {
        /// What.
        inner: Box<Expr>,
        /// From 0 to [`MAX_BOOST`](super::MAX_BOOST).
        factor: f64,
    },
}

/// What is asked of a report as a whole, by a name and a value.
#[derive(Debug, Clone, PartialEq)]
pub enum Qualifier {
    /// `area:Kenscoff`, `actor:"Viv Ansanm"`: filed under the value or below it.
    Facet {
        /// The facet's name as typed.
        name: String,
        /// A path, a suffix of a path, a name or an alias.
        value: String,
    },
    /// `about:Kenscoff`: mainly about a value of any facet, or about one below it.
    About(String),
    /// `source:Reuters`: what metadata asserts of the report holds it.
    Field {
        /// What is looked at.
        field: Field,
        /// What it must hold; a `*` stands for anything.
        value: String,
    },
    /// `like:ID`: other reports that have the words which tell this one from others.
    Like(String),
    /// `similar:ID`: this report and its near duplicates.
    Similar(String),
    /// `has:area`: there is any value of it.
    Has(String),
    /// `date:2024-10..2025-02`.
    Date(TimeRange),
    /// `new:2d`, `new:2025-02-01..`: came into the index then.
    New(TimeRange),
}

/// The order in which words that are near each other must stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// `~5`: any.
    Any,
    /// `~>5`: as asked.
    AsAsked,
}

/// What is said of a report as a whole, and can be requested by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// `source:`: who published it.
    Source,
    /// `language:`: the code of its language.
    Language,
    /// `path:`: the file it is in.
    Path,
    /// `url:`: where it was published.
    Url,
    /// `id:`: its id, as a whole.
    Id,
}

impl Field {
    /// All of them.
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

/// A range of dates, both ends included; a partial date stands for all of its days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DateRange {
    /// `None`: open.
    pub since: Option<Date>,
    /// `None`: open.
    pub until: Option<Date>,
}

/// A range of dates or times as it is written, both ends included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TimeRange {
    /// `None`: open.
    pub since: Option<When>,
    /// `None`: open.
    pub until: Option<When>,
}

impl TimeRange {
    /// Returns the dates that it stands for at `now`, in seconds since 1970 UTC.
    pub fn dates(&self, now: i64) -> DateRange {
        DateRange {
            since: self.since.map(|when| when.dates(now).0),
            until: self.until.map(|when| when.dates(now).1),
        }
    }

    /// Returns its first and its last second at `now`, all since 1970 UTC.
    pub fn seconds(&self, now: i64) -> (i64, i64) {
        let since = self.since.map_or(i64::MIN, |when| when.seconds_utc(now).0);
        let until = self.until.map_or(i64::MAX, |when| when.seconds_utc(now).1);
        (since, until)
    }

    /// Returns whether both ends are on the calendar, both days by name or both lengths of time, so that their order does
    /// not depend on the present. False where one is open.
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
