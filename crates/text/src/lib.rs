//! Text analysis and language data, shared by extraction, tagging and search.
//!
//! [`analysis`] finds words, sentences and passages, folds and stems words and detects languages;
//! [`lexicon`] holds words of languages as data; [`date`] reads dates with their precision. Three plain
//! data types that all layers share are here as well: [`facet_path`], [`field_map`] and [`geo_box`].
//!
//! No files and no network. Only [`date::now`] reads the clock; all other functions are pure.
#![deny(clippy::print_stdout, clippy::print_stderr)]
#![warn(missing_docs)]

pub mod analysis;
pub mod date;
pub mod facet_path;
pub mod field_map;
pub mod geo_box;
pub mod lexicon;
