//! Co-occurrence: facet values named in the same passages as a query.

use super::Hit;
use super::counting::CountedQuery;
use super::crosstab::Cell;

/// The values that are named in matching passages more often than expected by chance.
#[derive(Debug, Clone, PartialEq)]
pub struct Together {
    /// The query that they occur with.
    pub query: CountedQuery,
    /// How many passages match the query.
    pub matched: u64,
    /// How many passages there are within the requested dates, languages and facet values.
    pub all: u64,
    /// The values, those furthest above chance first, ties by facet and value.
    pub values: Vec<TogetherValue>,
    /// How many further values are above chance.
    pub more: usize,
}

/// A value that co-occurs with the query.
#[derive(Debug, Clone, PartialEq)]
pub struct TogetherValue {
    /// The facet.
    pub facet: String,
    /// The path.
    pub value: String,
    /// How many passages have both, and how that compares to chance.
    pub cell: Cell,
    /// How many passages name the value.
    pub passages: u64,
    /// The passage that ranks first for the query among those with both.
    pub best: Hit,
}
