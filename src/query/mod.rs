//! The query language: parses text to a [`Query`] tree, with errors that give a position.
//!
//! This module knows nothing about word forms, facets or how an index is searched.
//!
//! [`docs/query.md`](https://docs.rs/crate/reportage/latest/source/docs/query.md) documents the
//! language for users, and `reportage help query` prints it.
//!
//! **Precedence**, from the tightest: suffixes directly after an operand (`~5`, `^3`), then NOT and
//! names (`title:`), then adjacency, then AND, then OR. So `a b OR c` is `(a b) OR c`,
//! `a OR b AND c d` is `a OR (b AND (c d))`, `NOT a b` is `(NOT a) b` and `title:a^3` is
//! `title:(a^3)`.
//!
//! **Ordinary words** are everything that is not written exactly like an operator. `and`, `who?`,
//! `10:30`, `Note:`, `~20` and `http://x` are words; so is `Port-au-Prince`, because a `-` excludes
//! only at the start of a word, directly before something. A word may contain no letters at all
//! (`&`, `-`, `?`): the searcher analyses words and drops those without letters.
//!
//! Read [`tree`](Query) first, then `lex`, `field` and `suffix` (tokens), and `parse` (structure).

mod dates;
mod error;
mod field;
mod foreign;
mod lex;
mod names;
mod near;
mod new;
mod notes;
mod parse;
mod plain;
mod present;
mod region;
mod suffix;
mod tree;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

pub use error::SyntaxError;
pub use lex::is_quote;
pub use names::{hint, own_names};
pub use parse::{MAX_DEPTH, parse};
pub use plain::plain;
pub use region::{Centre, NoRegion, Region};
pub use suffix::MAX_BOOST;
pub use tree::{DateRange, Expr, Field, Kind, Order, Qualifier, Query, TimeRange};
