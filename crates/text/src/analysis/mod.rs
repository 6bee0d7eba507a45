//! Pure functions over text: words, sentences, passages, languages, folding, stems.
//!
//! Everything starts from [`words::Words`]: one pass over a text finds the spans of its words and
//! their folded forms. Index and query call the same function, so they fold alike.

pub mod addresses;
pub mod affixes;
pub mod boilerplate;
pub mod capitals;
pub mod clusters;
pub mod compounds;
pub mod fold;
pub mod function_words;
pub mod han;
pub mod language;
pub mod language_code;
pub mod language_tables;
pub mod minhash;
pub mod numbers;
pub mod outline;
pub mod passage_language;
pub mod passages;
mod quotes;
pub mod segments;
pub mod sentences;
pub mod spelling;
pub mod stem_exceptions;
pub mod stems;
pub mod transcription;
pub mod vocabulary;
pub mod words;
