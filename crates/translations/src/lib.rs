//! A table of words and their translations between many languages, read without unpacking.
//!
//! Each language has *entries*: a word in its most frequent form, with its frequency and with English entries of similar
//! meaning; English entries have entries of every other language. Two other languages meet in English. Words are found
//! by any of their listed forms, or by their stem.
//!
//! No files and no network; all functions are pure.
#![deny(clippy::print_stdout, clippy::print_stderr)]
#![warn(missing_docs)]

mod error;
mod layout;
pub mod pack;
mod table;
#[cfg(test)]
mod tests;

pub use error::TableError;
pub use table::{Translation, Translations};

/// The language through which all others meet.
pub const PIVOT: &str = "en";
