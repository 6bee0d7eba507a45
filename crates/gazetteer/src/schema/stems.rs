//! `stems/exceptions.tsv` and `stems/common-words.tsv`: stemming exceptions, and the common words
//! from which names are distinguished. UTF-8, tab-separated, without quoting; lines that start with
//! `#` are comments, and the first other line is the header.
//!
//! | file | column | meaning |
//! | --- | --- | --- |
//! | both | `language` | ISO 639-1 code |
//! | exceptions | `words` | separated by spaces; case and accents do not matter |
//! | exceptions | `stem` | their common stem; if empty, each word is its own stem |
//! | common-words | `words` | as above |
//!
//! A schema folder may contain either file; its rows come after the shipped ones.

use std::path::Path;

use super::error::{Cell, SchemaError};
use reportage_text::lexicon::cells;

/// The folder of these files in a schema folder.
pub const STEMS_FOLDER: &str = "stems";
/// The file of stemming exceptions.
pub const EXCEPTIONS_FILE: &str = "exceptions.tsv";
/// The file of common words from which names are distinguished.
pub const COMMON_WORDS_FILE: &str = "common-words.tsv";

/// The rows of both files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StemTables {
    /// Later rows take precedence.
    pub exceptions: Vec<StemException>,
    /// The language code and the word as written.
    pub common_words: Vec<(String, String)>,
}

/// A word that is not stemmed by the rules of its language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StemException {
    /// ISO 639-1 code.
    pub language: String,
    /// As written.
    pub word: String,
    /// As written.
    pub stem: String,
}

impl StemTables {
    /// Adds the rows of a file of exceptions.
    ///
    /// # Errors
    /// An invalid row.
    pub fn add_exceptions(&mut self, path: &Path, text: &str) -> Result<(), SchemaError> {
        for [language, words, stem] in rows(path, text, ["language", "words", "stem"])? {
            for word in words.split_whitespace() {
                let stem = if stem.is_empty() { word } else { stem };
                self.exceptions.push(StemException {
                    language: language.to_owned(),
                    word: word.to_owned(),
                    stem: stem.to_owned(),
                });
            }
        }
        Ok(())
    }

    /// Adds the rows of a file of common words.
    ///
    /// # Errors
    /// An invalid row.
    pub fn add_common_words(&mut self, path: &Path, text: &str) -> Result<(), SchemaError> {
        for [language, words] in rows(path, text, ["language", "words"])? {
            for word in words.split_whitespace() {
                let row = (language.to_owned(), word.to_owned());
                self.common_words.push(row);
            }
        }
        Ok(())
    }
}

/// Returns the cells of these columns in each row; the first two must not be empty.
fn rows<'a, const N: usize>(
    path: &Path,
    text: &'a str,
    columns: [&'static str; N],
) -> Result<Vec<[&'a str; N]>, SchemaError> {
    let read = cells(text, columns, N);
    let read = read.map_err(|error| SchemaError::of_lexicon(path, error))?;
    let mut rows = Vec::with_capacity(read.len());
    for (line, row) in read {
        for (cell, column) in row.iter().zip(columns).take(2) {
            if cell.is_empty() {
                return Err(SchemaError::table(path, line, column, Cell::Empty));
            }
        }
        rows.push(row);
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_of_a_row_has_its_stem_or_is_its_own() {
        let mut tables = StemTables::default();
        let text =
            "# comment\nlanguage\tstem\twords\tnote\nen\tcrisis\tcrisis crises\nen\t\tnews\tx\n";
        tables.add_exceptions(Path::new("x"), text).unwrap();
        let rows: Vec<(&str, &str)> = tables
            .exceptions
            .iter()
            .map(|row| (row.word.as_str(), row.stem.as_str()))
            .collect();
        assert_eq!(
            rows,
            [("crisis", "crisis"), ("crises", "crisis"), ("news", "news")]
        );
    }

    #[test]
    fn each_fault_has_its_location() {
        let wrong = |text: &str| {
            let mut tables = StemTables::default();
            let error = tables
                .add_common_words(Path::new("c.tsv"), text)
                .unwrap_err();
            let cause = std::error::Error::source(&error).unwrap().to_string();
            format!("{error}: {cause}")
        };
        assert_eq!(
            wrong("language\tword\n"),
            "c.tsv:1: not a valid `word`: no such column; nearest is `words`"
        );
        assert_eq!(
            wrong("language\twords\nen\t\n"),
            "c.tsv:2: not a valid `words`: empty"
        );
        assert_eq!(
            wrong("words\n"),
            "c.tsv:1: not a valid `language`: the header has no such column"
        );
    }
}
