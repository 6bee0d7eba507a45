//! Pure functions over text: words, sentences, passages, languages, folding, stems.

pub mod words;
