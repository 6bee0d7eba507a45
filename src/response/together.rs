//! What is named together with something else.

use super::Hit;
use super::counting::CountedQuery;
use super::crosstab::Cell;

/// The values that are named in passages in which a query matches, more often than chance would have it.
#[derive(Debug, Clone, PartialEq)]
pub struct Together {
    /// What they are named with.
    pub query: CountedQuery,
    /// How many passages the query matches in.
    pub matched: u64,
    /// How many passages there are, of the dates, languages and facet values requested.
    pub all: u64,
    /// Those that are furthest above chance first, equals by facet and value.
    pub values: Vec<TogetherValue>,
    /// How many others are above chance.
    pub more: usize,
}

/// A value that is named together with what was requested.
#[derive(Debug, Clone, PartialEq)]
pub struct TogetherValue {
    /// The facet.
    pub facet: String,
    /// The path.
    pub value: String,
    /// In how many passages they are together, and how far that is from chance.
    pub cell: Cell,
    /// How many passages name the value.
    pub passages: u64,
    /// The passage that ranks first for the query of those in which they are together.
    pub best: Hit,
}
