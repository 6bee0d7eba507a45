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
        /// As the user wrote it.
        name: String,
        /// The facets of the index.
        known: Vec<String>,
        /// Names of facets and of fields that resemble it, nearest first.
        nearest: Vec<String>,
        /// Its span in the query, in bytes; `None` if it was given as a flag.
        span: Option<Range<usize>>,
    },
    /// A part of the query is not valid in its position.
    #[error("expected {expected}")]
    Misfit {
        /// What is valid there.
        expected: String,
        /// Its span in the query, in bytes.
        span: Range<usize>,
    },
    /// A text does not name a dimension.
    #[error("`{text}` is not a dimension: expected {expected}")]
    BadDimension {
        /// As the user wrote it.
        text: String,
        /// What is valid there.
        expected: String,
    },
    /// No report has the id that `like:` or `similar:` names.
    #[error("no report has the id `{id}`")]
    UnknownReport {
        /// As the user wrote it.
        id: String,
        /// Ids that resemble it, nearest first.
        nearest: Vec<String>,
        /// Its span in the query, in bytes.
        span: Range<usize>,
    },
    /// No value of any facet has this path or name.
    #[error("no value of a facet is called `{value}`")]
    UnknownAnywhere {
        /// As the user wrote it.
        value: String,
        /// Values of similar name, nearest first within a facet.
        nearest: Vec<String>,
        /// Its span in the query, in bytes; `None` if it was given as a flag.
        span: Option<Range<usize>>,
    },
    /// A value is not a place, or one whose position is unknown.
    #[error("the position of `{value}` is unknown")]
    NoPosition {
        /// As the user wrote it.
        value: String,
        /// Its span in the query, in bytes; `None` if it was given as a flag.
        span: Option<Range<usize>>,
    },
    /// No value of the facet has this path or name.
    #[error("no {facet} is called `{value}`")]
    UnknownValue {
        /// The facet.
        facet: String,
        /// As the user wrote it.
        value: String,
        /// Values of similar name, nearest first.
        nearest: Vec<String>,
        /// Its span in the query, in bytes; `None` if it was given as a flag.
        span: Option<Range<usize>>,
    },
}
