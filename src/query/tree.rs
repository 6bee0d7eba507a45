//! The tree that a query is read into.

use std::ops::Range;

use crate::date::Date;

/// A query, read.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// The text as asked.
    pub text: String,
    /// `None` asks for everything.
    pub root: Option<Expr>,
}

/// A part of a query and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Expr {
    /// What it is.
    pub kind: Kind,
    /// Where it stands in the query's text, in bytes.
    pub span: Range<usize>,
}

/// What a part of a query is. Words are as typed; analysing them is the searcher's work.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// `attack`: the word in any of its forms.
    Word(String),
    /// `=attacks`: the word in this form only.
    Exact(String),
    /// `neighb*`: any word that starts so.
    Prefix(String),
    /// `"police union"`: these words in a row, in the forms typed.
    Phrase(String),
    /// `title:x`: matched in the title only. Holds words, phrases, prefixes and groups of them.
    Title(Box<Expr>),
    /// `area:Kenscoff`, `actor:"Viv Ansanm"`: filed under the value or below it.
    Facet {
        /// The facet's name as typed.
        name: String,
        /// A path, a suffix of a path, a name or an alias.
        value: String,
    },
    /// `date:2024-10..2025-02`.
    Date(DateRange),
    /// Parts side by side: all of them, or any if nothing has all.
    Sequence(Vec<Expr>),
    /// `a AND b`: all of them, always.
    And(Vec<Expr>),
    /// `a OR b`.
    Or(Vec<Expr>),
    /// `NOT a`, `-a`.
    Not(Box<Expr>),
}

/// A range of dates, both ends included; a partial date stands for all of its days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DateRange {
    /// `None`: open.
    pub since: Option<Date>,
    /// `None`: open.
    pub until: Option<Date>,
}
