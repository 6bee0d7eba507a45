//! The ground that reading, tagging and searching stand on: what can be said of a text by itself.
//!
//! [`analysis`] finds words, sentences and passages, folds and stems words and detects languages;
//! [`lexicon`] holds words of languages as data; [`date`] reads dates with their precision. Two plain
//! data types that all layers share are here as well: [`facet_path`] and [`field_map`].
//!
//! All functions are pure: no files, no clock, no network.
#![deny(clippy::print_stdout, clippy::print_stderr)]
#![warn(missing_docs)]

pub mod analysis;
pub mod date;
pub mod facet_path;
pub mod field_map;
pub mod lexicon;
