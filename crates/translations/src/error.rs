//! Errors of packing and opening a table.

/// Why a table cannot be packed or opened.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The bytes are not a table, or end within one.
    #[error("not a table of translations: {0}")]
    Layout(&'static str),
    /// A row of a text file cannot be read.
    #[error("{file}, line {line}: {reason}")]
    Row {
        /// The name of the file.
        file: &'static str,
        /// The line, from 1.
        line: u64,
        /// What is wrong.
        reason: String,
    },
    /// A part of the table is too large for its layout.
    #[error("too large: {0}")]
    TooLarge(&'static str),
    /// The words of a language cannot be indexed.
    #[error("the words of `{language}` cannot be indexed: {source}")]
    Words {
        /// The language.
        language: String,
        /// The reason.
        source: fst::Error,
    },
}
