//! The query language: text to [`Query`] tree, with errors that name the place.
//!
//! Nothing here knows what a word's forms are, which facets exist or how an index is searched.
//!
//! | written | means |
//! | --- | --- |
//! | `police union` | both words in any of their forms, or one of them if no report has both |
//! | `=attacks` | the word in this form only |
//! | `neighb*` | any word that starts so |
//! | `"police union"` | the words in a row; also in `“ ”` and `« »` |
//! | `a AND b`, `a OR b`, `NOT a`, `-a` | operators, in capitals only |
//! | `( )` | a group |
//! | `title:x`, `title:"x y"`, `title:(x OR y)` | in the title only |
//! | `area:Kenscoff`, `actor:"Viv Ansanm"` | filed under the facet's value or below it |
//! | `date:2024-10..2025-02` | published then; either end may be left open |
//!
//! **What binds tightest:** NOT, then side by side, then AND, then OR. So `a b OR c` is
//! `(a b) OR c`, `a OR b AND c d` is `a OR (b AND (c d))`, and `NOT a b` is `(NOT a) b`.
//!
//! **What is an ordinary word:** whatever is not written exactly as above. `and`, `who?`, `10:30`,
//! `Note:` and `http://x` are words; so is `Port-au-Prince`, because a `-` excludes only where a
//! word starts and something follows it at once. A word may hold no letter at all (`&`, `-`, `?`):
//! whoever searches analyses words and drops those that have none.
//!
//! Read [`tree`](Query) first, then `lex` (what stands there), `parse` (how it hangs together).

mod error;
mod field;
mod lex;
mod parse;
mod tree;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

pub use error::SyntaxError;
pub use parse::{MAX_DEPTH, parse, plain};
pub use tree::{DateRange, Expr, Kind, Query};
