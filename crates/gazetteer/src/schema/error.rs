//! What can be wrong with a schema, and where.

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
        /// What the system said.
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
        /// What is wrong.
        source: Setting,
    },
    /// A table has a wrong cell.
    #[error("{}:{line}: not a valid `{column}`", path.display())]
    Table {
        /// The file.
        path: PathBuf,
        /// 1-based.
        line: usize,
        /// The column's name.
        column: String,
        /// What is wrong.
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
        /// How many the row has.
        cells: usize,
        /// How many the header has.
        columns: usize,
    },
    /// The folder of the lexicon has a file that is none of the tables that may be extended.
    #[error("{}: no table that a schema may extend; nearest is `{nearest}`", path.display())]
    UnknownTable {
        /// The file.
        path: PathBuf,
        /// The table whose name is most alike.
        nearest: &'static str,
    },
    /// The folder of a copy is to be new or empty; nothing was written.
    #[error("{}: not empty", .0.display())]
    NotEmpty(PathBuf),
    /// A copy could not be written.
    #[error("{}: not writable", path.display())]
    Unwritable {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

/// What is wrong in the settings.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Setting {
    /// Not TOML, or not these keys and types; in the words of the TOML reader.
    #[error("{0}")]
    Toml(String),
    /// A format version of another program.
    #[error("version {0} is not known; this program reads version 1")]
    Version(u32),
    /// There must be one at least.
    #[error("no `[[facet]]`")]
    NoFacet,
    /// A facet's name is not of the allowed form.
    #[error("`name`: `{0}` does not match [a-z][a-z0-9_-]*")]
    FacetName(String),
    /// A facet's name is the name of a field.
    #[error("`name`: `{0}` is the name of a field of every report")]
    FacetReserved(String),
    /// Two facets have one name.
    #[error("`name`: `{0}` is taken by a facet above")]
    FacetTwice(String),
    /// The world stands under a facet that has no places, or under a second one.
    #[error("`world`: for one facet with `places = true`")]
    World,
    /// A facet's label is empty.
    #[error("`label`: empty")]
    NoLabel,
    /// A table is named by more than a file name.
    #[error("`gazetteers`: `{0}` is not the name of a file in gazetteers/")]
    TableName(String),
    /// A map has nothing that makes a report.
    #[error("`map.{0}`: none of `text`, `html` and `title`")]
    MapWithoutText(String),
    /// A key of a map names no column, or an empty one.
    #[error("`map.{map}`: `{key}` names no column")]
    MapColumn {
        /// The map.
        map: String,
        /// The key.
        key: String,
    },
    /// A map states values of a facet that there is not.
    #[error("`map.{map}`: `{facet}` is no facet; there are `{known}`")]
    MapFacet {
        /// The map.
        map: String,
        /// As written.
        facet: String,
        /// Those that there are.
        known: String,
    },
    /// A map's dates could not be read.
    #[error("`map.{map}`: `date_format`: `{format}` is no format of a day, as `%d/%m/%Y` is")]
    MapDateFormat {
        /// The map.
        map: String,
        /// As written.
        format: String,
    },
    /// A map asks for more of its columns than it has, or for none.
    #[error("`map.{map}`: `at_least` is from 1 to {columns}, the number of columns in `when`")]
    MapAtLeast {
        /// The map.
        map: String,
        /// How many columns it has.
        columns: usize,
    },
    /// The lengths of passages contradict each other or the index.
    #[error("`{key}`: {value} is not between {least} and {most}")]
    PassageLength {
        /// The key.
        key: &'static str,
        /// As stated.
        value: usize,
        /// The least allowed.
        least: usize,
        /// The most allowed.
        most: usize,
    },
}

/// What is wrong in a cell.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Cell {
    /// It must say something.
    #[error("empty")]
    Empty,
    /// The header names a column that there is not.
    #[error("no such column; nearest is `{nearest}`")]
    UnknownColumn {
        /// The column whose name is most alike.
        nearest: &'static str,
    },
    /// The header names a column twice.
    #[error("the column stands twice")]
    ColumnTwice,
    /// The header lacks a column.
    #[error("the header has no such column")]
    ColumnMissing,
    /// An id is declared already.
    #[error("`{value}` is taken by {}:{line}", path.display())]
    Taken {
        /// The id.
        value: String,
        /// Where it was declared.
        path: PathBuf,
        /// 1-based.
        line: usize,
    },
    /// No row has this id.
    #[error("no entity has the id `{0}`")]
    NoSuchId(String),
    /// Not a path.
    #[error("`{0}` is no path like /Haiti/Ouest (a slash inside a name is written \\/)")]
    Path(String),
    /// A facet that is not declared.
    #[error("`{name}` is no facet; nearest is `{nearest}`")]
    UnknownFacet {
        /// As written.
        name: String,
        /// The declared facet whose name is most alike.
        nearest: String,
    },
    /// Not one of the words that may stand there.
    #[error("`{0}` is none of `context`, `alias`, `override` and empty")]
    Needs(String),
    /// Not a number in range.
    #[error("`{value}` is not between -{most} and {most} degrees")]
    Degrees {
        /// As written.
        value: String,
        /// 90 or 180.
        most: u8,
    },
    /// One coordinate without the other.
    #[error("`lat` and `lon` come together")]
    HalfPosition,
    /// No row with a slot has this id.
    #[error("no row with `{{}}` in its path has the id `{0}`")]
    NoSuchForm(String),
    /// Not a name with a slot.
    #[error("`{0}` is neither like `{{}} police` nor like `police {{}}`")]
    Slot(String),
    /// A cell that says nothing about an entity of every country.
    #[error("a row with `{{}}` in its path has no such cell")]
    OfForm,
    /// A path that is in a row above.
    #[error("`{0}` stands above already")]
    Twice(String),
    /// Rows that go in a circle.
    #[error("`{0}` leads back to where it came from")]
    Circle(String),
    /// A name in which there is nothing to find.
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
