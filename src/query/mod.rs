//! The query language: text to [`Query`] tree, with errors that name the place.
//!
//! Nothing here knows what a word's forms are, which facets exist or how an index is searched.
//!
//! [`docs/query.md`](https://docs.rs/crate/reportage/latest/source/docs/query.md) tells users the
//! language, and `reportage help query` prints it.
//!
//! **What binds tightest:** what stands directly after a part (`~5`, `^3`), then NOT and names (`title:`),
//! then side by side, then AND, then OR. So `a b OR c` is `(a b) OR c`, `a OR b AND c d` is
//! `a OR (b AND (c d))`, `NOT a b` is `(NOT a) b` and `title:a^3` is `title:(a^3)`.
//!
//! **What is an ordinary word:** whatever is not written exactly as an operator is. `and`, `who?`,
//! `10:30`, `Note:`, `~20` and `http://x` are words; so is `Port-au-Prince`, because a `-` excludes only
//! where a word starts and something follows it at once. A word may hold no letter at all (`&`, `-`,
//! `?`): whoever searches analyses words and drops those that have none.
//!
//! Read [`tree`](Query) first, then `lex`, `field` and `suffix` (what stands there), `parse` (how it
//! hangs together).

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
pub use suffix::MAX_BOOST;
pub use tree::{DateRange, Expr, Field, Kind, Order, Qualifier, Query, TimeRange};
