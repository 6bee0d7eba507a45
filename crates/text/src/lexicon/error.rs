//! Faults in lexicon tables.

/// A fault in a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableError {
    /// The line, 1-based.
    pub line: usize,
    /// The name of the column.
    pub column: String,
    /// What is wrong.
    pub fault: Fault,
}

impl TableError {
    pub(super) fn new(line: usize, column: &str, fault: Fault) -> TableError {
        TableError {
            line,
            column: column.to_owned(),
            fault,
        }
    }
}

/// What is wrong in a cell.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The cell must not be empty.
    #[error("empty")]
    Empty,
    /// The header names an unknown column.
    #[error("no such column; nearest is `{nearest}`")]
    UnknownColumn {
        /// The known column with the most similar name.
        nearest: &'static str,
    },
    /// The header lacks a column.
    #[error("the header has no such column")]
    ColumnMissing,
    /// A row has more cells than the header names.
    #[error("{cells} cells under {columns} columns")]
    TooManyCells {
        /// The number of cells in the row.
        cells: usize,
        /// The number of columns in the header.
        columns: usize,
    },
    /// Not a class of this table.
    #[error("`{class}` is not a class of this table; the classes are {known}")]
    UnknownClass {
        /// The class as written.
        class: String,
        /// The classes of the table.
        known: String,
    },
    /// Not a language code.
    #[error("`{0}` is not a language code of two or three letters, like `fr`")]
    Language(String),
    /// Not a host.
    #[error("`{0}` is not a host name like `example.org`, in lowercase and without `www.`")]
    Host(String),
    /// Not a top-level domain.
    #[error("`{0}` is not a top-level domain like `ht`, in lowercase and without a dot")]
    Domain(String),
    /// Not a use of a domain.
    #[error("`{0}` is neither `sold` nor empty")]
    Use(String),
    /// Not a path.
    #[error("`{0}` is not a path like /Haiti/Ouest (a slash inside a name is written \\/)")]
    Path(String),
    /// Several words, or none.
    #[error("`{0}` is not one word")]
    NotOneWord(String),
    /// Not a pattern of a name and a kind of place.
    #[error("`{0}` is not like `{{}} village`, `village {{}}` or `village of {{}}` (or `de {{}}`)")]
    NoPattern(String),
    /// The row duplicates an earlier one.
    #[error("`{0}` is already in an earlier row with this class")]
    Twice(String),
    /// The language duplicates an earlier one.
    #[error("`{0}` is already in an earlier row")]
    CodeTwice(String),
    /// The number of languages with function words exceeds the maximum.
    #[error("`{language}`: at most {most} languages can have function words")]
    TooManyLanguages {
        /// The code of the language.
        language: String,
        /// The maximum.
        most: usize,
    },
    /// A removing row that does not match any row.
    #[error("there is no row `{0}` with this language and class to remove")]
    NothingToRemove(String),
}
