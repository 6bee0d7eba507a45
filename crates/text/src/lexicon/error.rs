//! What can be wrong in a table of the lexicon, and where.

/// A fault in a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableError {
    /// 1-based.
    pub line: usize,
    /// The column's name.
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
    /// It must say something.
    #[error("empty")]
    Empty,
    /// The header names a column that there is not.
    #[error("no such column; nearest is `{nearest}`")]
    UnknownColumn {
        /// The column whose name is most alike.
        nearest: &'static str,
    },
    /// The header lacks a column.
    #[error("the header has no such column")]
    ColumnMissing,
    /// A row has more cells than the header names.
    #[error("{cells} cells under {columns} columns")]
    TooManyCells {
        /// How many the row has.
        cells: usize,
        /// How many the header has.
        columns: usize,
    },
    /// Not a class of this table.
    #[error("`{class}` is no class of this table; there are {known}")]
    UnknownClass {
        /// As written.
        class: String,
        /// Those that there are.
        known: String,
    },
    /// Not a language code.
    #[error("`{0}` is no language code of two or three letters, like `fr`")]
    Language(String),
    /// Not a host.
    #[error("`{0}` is no host like `example.org`, in lowercase and without `www.`")]
    Host(String),
    /// Not a top-level domain.
    #[error("`{0}` is no top-level domain like `ht`, in lowercase and without a dot")]
    Domain(String),
    /// Not a use of a domain.
    #[error("`{0}` is neither `sold` nor empty")]
    Use(String),
    /// Not a path.
    #[error("`{0}` is no path like /Haiti/Ouest (a slash inside a name is written \\/)")]
    Path(String),
    /// More than one word, or none.
    #[error("`{0}` is not one word")]
    NotOneWord(String),
    /// Not a name with a kind of places beside it.
    #[error("`{0}` is none of `{{}} village`, `village {{}}` and `village of {{}}` (or `de {{}}`)")]
    NoPattern(String),
    /// The row stands above already.
    #[error("`{0}` stands above already with this class")]
    Twice(String),
    /// The language stands above already.
    #[error("`{0}` stands above already")]
    CodeTwice(String),
    /// One language more with function words than can be told apart.
    #[error("`{language}` is one language more than the {most} that may have function words")]
    TooManyLanguages {
        /// Its code.
        language: String,
        /// How many there may be.
        most: usize,
    },
    /// A row that removes what no row declares.
    #[error("there is no row `{0}` of this language and class to remove")]
    NothingToRemove(String),
}
