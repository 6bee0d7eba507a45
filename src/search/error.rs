//! Why a query cannot be answered.

use std::ops::Range;

use crate::index::IndexError;

/// Why a query cannot be answered.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The index cannot be read.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// No facet has this name.
    #[error("no facet is called `{name}`")]
    UnknownFacet {
        /// As its user wrote it.
        name: String,
        /// The facets there are.
        known: Vec<String>,
        /// Names of facets and of fields that resemble it, nearest first.
        nearest: Vec<String>,
        /// Where it is in the query, in bytes; `None` if it came as a flag.
        span: Option<Range<usize>>,
    },
    /// Something in the query is not what can stand there.
    #[error("expected {expected}")]
    Misfit {
        /// What would have been right.
        expected: String,
        /// Where it is in the query, in bytes.
        span: Range<usize>,
    },
    /// A text is no dimension to count by.
    #[error("`{text}` is nothing to count by: expected {expected}")]
    BadDimension {
        /// As its user wrote it.
        text: String,
        /// What would have been right.
        expected: String,
    },
    /// No report has the id that others are to be like.
    #[error("no report has the id `{id}`")]
    UnknownReport {
        /// As its user wrote it.
        id: String,
        /// Ids that resemble it, nearest first.
        nearest: Vec<String>,
        /// Where it is in the query, in bytes.
        span: Range<usize>,
    },
    /// No value of any facet has this path or name.
    #[error("no value of a facet is called `{value}`")]
    UnknownAnywhere {
        /// As its user wrote it.
        value: String,
        /// Values of similar name, nearest first within a facet.
        nearest: Vec<String>,
        /// Where it is in the query, in bytes.
        span: Range<usize>,
    },
    /// No value of the facet has this path or name.
    #[error("no {facet} is called `{value}`")]
    UnknownValue {
        /// The facet.
        facet: String,
        /// As its user wrote it.
        value: String,
        /// Values of similar name, nearest first.
        nearest: Vec<String>,
        /// Where it is in the query, in bytes; `None` if it came as a flag.
        span: Option<Range<usize>>,
    },
}
