//! Full-text search over a folder of reports: ranked, cited passages, highlights that are exactly
//! what matched, and facets (areas, actors, organisations) found in the plain text.
//!
//! Read in this order: [`report`] and [`response`] are the two plain data types at the joints;
//! [`corpus`] turns files into reports; [`schema`] and [`gazetteer`] say which names are known and
//! find them; [`analysis`] is the pure text work (words, sentences, passages, languages);
//! [`index`] keeps an engine index in step with a folder; [`query`] is the query language;
//! [`search`] answers; [`render`] writes answers down.
//!
//! The library never prints, exits, reads arguments or asks the environment.
#![deny(clippy::print_stdout, clippy::print_stderr)]
#![warn(missing_docs)]

pub use reportage_extract::{self as corpus, report};
pub use reportage_text::{analysis, date, facet_path, field_map, lexicon};

pub mod gazetteer;
pub mod index;
pub mod judgements;
pub mod query;
pub mod render;
pub mod response;
pub mod schema;
pub mod search;
