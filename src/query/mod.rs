//! The query language: text to [`Query`] tree, with errors that name the place.
//!
//! Nothing here knows what a word's forms are, which facets exist or how an index is searched.

mod tree;

pub use tree::{DateRange, Expr, Kind, Query};
