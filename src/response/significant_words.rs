//! Significant words: those that distinguish the reports of a result from all others.

use super::counting::CountedQuery;
use super::crosstab::Cell;

/// The words that occur in more reports of a result than expected by chance.
#[derive(Debug, Clone, PartialEq)]
pub struct SignificantWords {
    /// The query of the result.
    pub query: CountedQuery,
    /// How many reports are in the index.
    pub all: u64,
    /// The words, most significant first, ties by word and language.
    pub words: Vec<SignificantWord>,
    /// How many further words are not listed.
    pub more: usize,
}

/// A significant word in reports of one language.
#[derive(Debug, Clone, PartialEq)]
pub struct SignificantWord {
    /// The word without case and accents.
    pub word: String,
    /// ISO 639 code of the language whose reports are compared; `None` for reports of unknown language.
    pub language: Option<String>,
    /// How many reports of the result have it, and how that compares to chance.
    pub cell: Cell,
    /// How many reports of the result are in this language.
    pub found: u64,
    /// How many reports in this language have it, in the whole index.
    pub reports: u64,
}
