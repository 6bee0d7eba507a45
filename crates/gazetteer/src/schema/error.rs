//! Errors of a schema and their locations.

use std::path::{Path, PathBuf};

use reportage_text::lexicon::{Fault, TableError};

/// Why a schema cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SchemaError {
    /// A file is missing or cannot be read.
    #[error("{}: not readable", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The error of the operating system.
        source: std::io::Error,
    },
    /// A file is in another encoding.
    #[error("{}:{line}: not UTF-8", path.display())]
    NotUtf8 {
        /// The file.
        path: PathBuf,
        /// 1-based.
        line: usize,
    },
    /// The settings have a wrong key, value or syntax.
    #[error("{}:{line}: not a valid schema", path.display())]
    Settings {
        /// The file.
        path: PathBuf,
        /// 1-based.
        line: usize,
        /// The fault.
        source: Setting,
    },
    /// A table has a wrong cell.
    #[error("{}:{line}: not a valid `{column}`", path.display())]
    Table {
        /// The file.
        path: PathBuf,
        /// 1-based.
        line: usize,
        /// The name of the column.
        column: String,
        /// The fault.
        source: Cell,
    },
    /// A table has no header line.
    #[error("{}: no header line; the columns `id` and `path` are needed", path.display())]
    NoHeader {
        /// The file.
        path: PathBuf,
    },
    /// A row has more cells than the header names.
    #[error("{}:{line}: {cells} cells under {columns} columns", path.display())]
    TooManyCells {
        /// The file.
        path: PathBuf,
        /// 1-based.
        line: usize,
        /// The number of cells in the row.
        cells: usize,
        /// The number of columns in the header.
        columns: usize,
    },
    /// The lexicon folder contains a file that is not one of the tables that can be extended.
    #[error("{}: no table that a schema may extend; nearest is `{nearest}`", path.display())]
    UnknownTable {
        /// The file.
        path: PathBuf,
        /// The table with the most similar name.
        nearest: &'static str,
    },
    /// The destination of a copy is neither new nor empty; nothing was written.
    #[error("{}: not empty", .0.display())]
    NotEmpty(PathBuf),
    /// A copy could not be written.
    #[error("{}: not writable", path.display())]
    Unwritable {
        /// The file or folder.
        path: PathBuf,
        /// The error of the operating system.
        source: std::io::Error,
    },
}

/// A fault in the settings.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Setting {
    /// Invalid TOML, or unknown keys or types; the message of the TOML parser.
    #[error("{0}")]
    Toml(String),
    /// An unknown format version.
    #[error("version {0} is not known; this program reads version 1")]
    Version(u32),
    /// There are no facets.
    #[error("no `[[facet]]`")]
    NoFacet,
    /// The name of a facet has an invalid format.
    #[error("`name`: `{0}` does not match [a-z][a-z0-9_-]*")]
    FacetName(String),
    /// The name of a facet is reserved.
    #[error("`name`: `{0}` is a reserved field name")]
    FacetReserved(String),
    /// Two facets have the same name.
    #[error("`name`: `{0}` is taken by a facet above")]
    FacetTwice(String),
    /// `world` is set for a facet without places, or for a second facet.
    #[error("`world`: only for one facet with `places = true`")]
    World,
    /// The label of a facet is empty.
    #[error("`label`: empty")]
    NoLabel,
    /// The name of a table is not a plain file name.
    #[error("`gazetteers`: `{0}` is not the name of a file in gazetteers/")]
    TableName(String),
    /// A field map assigns no text or title.
    #[error("`map.{0}`: none of `text`, `html` and `title`")]
    MapWithoutText(String),
    /// A key of a field map names no column, or an empty one.
    #[error("`map.{map}`: `{key}` names no column")]
    MapColumn {
        /// The map.
        map: String,
        /// The key.
        key: String,
    },
    /// A field map assigns values of an unknown facet.
    #[error("`map.{map}`: `{facet}` is not a facet; the facets are `{known}`")]
    MapFacet {
        /// The map.
        map: String,
        /// The name as written.
        facet: String,
        /// The names of the facets.
        known: String,
    },
    /// The date format of a field map is invalid.
    #[error("`map.{map}`: `date_format`: `{format}` is not a date format such as `%d/%m/%Y`")]
    MapDateFormat {
        /// The map.
        map: String,
        /// The format as written.
        format: String,
    },
    /// A field map requires more columns than it has, or none.
    #[error("`map.{map}`: `at_least` is not from 1 to {columns}, the number of columns in `when`")]
    MapAtLeast {
        /// The map.
        map: String,
        /// The number of its columns.
        columns: usize,
    },
    /// The lengths of passages are inconsistent or exceed the limits of the index.
    #[error("`{key}`: {value} is not between {least} and {most}")]
    PassageLength {
        /// The key.
        key: &'static str,
        /// The value as written.
        value: usize,
        /// The least allowed.
        least: usize,
        /// The most allowed.
        most: usize,
    },
}

/// A fault in a cell.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Cell {
    /// The cell must not be empty.
    #[error("empty")]
    Empty,
    /// The header names an unknown column.
    #[error("no such column; nearest is `{nearest}`")]
    UnknownColumn {
        /// The column with the most similar name.
        nearest: &'static str,
    },
    /// The header names a column twice.
    #[error("duplicate column")]
    ColumnTwice,
    /// The header lacks a column.
    #[error("the header has no such column")]
    ColumnMissing,
    /// The id is already declared.
    #[error("`{value}` is taken by {}:{line}", path.display())]
    Taken {
        /// The id.
        value: String,
        /// The table that declares it.
        path: PathBuf,
        /// 1-based.
        line: usize,
    },
    /// No row has this id.
    #[error("no entity has the id `{0}`")]
    NoSuchId(String),
    /// Not a path.
    #[error("`{0}` is not a path like /Haiti/Ouest (a slash inside a name is written \\/)")]
    Path(String),
    /// The facet is not declared.
    #[error("`{name}` is not a facet; nearest is `{nearest}`")]
    UnknownFacet {
        /// The name as written.
        name: String,
        /// The declared facet with the most similar name.
        nearest: String,
    },
    /// Not one of the allowed words.
    #[error("`{0}` is not `context`, `alias`, `override` or empty")]
    Needs(String),
    /// Not one of the verdicts.
    #[error("`{0}` is not `reject` or `accept`")]
    Verdict(String),
    /// Not a word that says whether a translation is wanted.
    #[error("`{0}` is not `add`, `forbid` or empty")]
    AddOrForbid(String),
    /// Not a number, or out of range.
    #[error("`{value}` is not between -{most} and {most} degrees")]
    Degrees {
        /// The value as written.
        value: String,
        /// 90 or 180.
        most: u8,
    },
    /// One coordinate without the other.
    #[error("`lat` and `lon` must both have a value or both be empty")]
    HalfPosition,
    /// No row with a placeholder has this id.
    #[error("no row with `{{}}` in its path has the id `{0}`")]
    NoSuchForm(String),
    /// Not a name with a placeholder.
    #[error("`{0}` is neither like `{{}} police` nor like `police {{}}`")]
    Placeholder(String),
    /// A cell that a row with a placeholder must leave empty.
    #[error("must be empty in a row with `{{}}` in its path")]
    OfForm,
    /// A cell that only a row with a placeholder may have.
    #[error("is only for rows with `{{}}` in their path")]
    OnlyOfForm,
    /// The path is in an earlier row.
    #[error("`{0}` is already in an earlier row")]
    Twice(String),
    /// The rows form a cycle.
    #[error("`{0}` is part of a cycle")]
    Circle(String),
    /// A name without letters and digits.
    #[error("`{0}` has no letter or digit")]
    NoWord(String),
    /// A fault in a table of the lexicon.
    #[error(transparent)]
    Lexicon(#[from] Fault),
}

impl SchemaError {
    pub(super) fn table(path: &Path, line: usize, column: &str, source: Cell) -> SchemaError {
        SchemaError::Table {
            path: path.to_owned(),
            line,
            column: column.to_owned(),
            source,
        }
    }

    pub(super) fn of_lexicon(path: &Path, error: TableError) -> SchemaError {
        SchemaError::table(path, error.line, &error.column, Cell::Lexicon(error.fault))
    }
}
