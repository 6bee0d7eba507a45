//! The words that tell the reports of a result from all others.

use super::counting::CountedQuery;
use super::crosstab::Cell;

/// The words of a result that are in more of its reports than chance would have it.
#[derive(Debug, Clone, PartialEq)]
pub struct SignificantWords {
    /// What the result is of.
    pub query: CountedQuery,
    /// How many reports the index has.
    pub all: u64,
    /// The most significant first, equals by word and language.
    pub words: Vec<SignificantWord>,
    /// How many others there are.
    pub more: usize,
}

/// A word, in reports of one language.
#[derive(Debug, Clone, PartialEq)]
pub struct SignificantWord {
    /// As it is written, without case and accents.
    pub word: String,
    /// The language of the reports that are compared, by ISO 639 code; `None`: unknown.
    pub language: Option<String>,
    /// In how many reports of the result it is, and how far that is from chance.
    pub cell: Cell,
    /// How many reports of this language the result has.
    pub found: u64,
    /// In how many reports of this language it is, in the whole index.
    pub reports: u64,
}
