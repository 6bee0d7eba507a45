//! What the program knows about words of languages, as tables: titles, months, kinds of places,
//! currencies, function words and more. The rules that use them are code; the words are data.
//!
//! The tables stand in `index-schema/lexicon/` and are embedded in the program. A schema folder may have
//! files of the same names in `lexicon/`: their rows add to the program's or, with `not` before the
//! class, remove one of them. UTF-8, tab-separated, no quoting; lines that start with `#` are comments,
//! the first other line is the header.
//!
//! | column | meaning |
//! | --- | --- |
//! | `word` | one word, in its usual spelling; case and accents do not matter. In `place-kinds.tsv` a pattern in which `{}` stands for the name |
//! | `language` | ISO 639-1 code |
//! | `class` | one of the classes of the table, see [`Class`] |
//! | `note` | free |
//!
//! This module reads tables and knows nothing of folding: whoever looks words up folds them as it folds
//! its text.

mod class;
mod error;
mod shipped;
mod table;
mod word_classes;

pub use class::{Class, TABLES, Table};
pub use error::{Fault, TableError};
pub use shipped::shipped;
pub use table::Row;
pub use word_classes::{Classes, WordClasses};

/// The folder of these tables in a schema folder.
pub const FOLDER: &str = "lexicon";

/// The rows of all tables, in the order in which they were read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lexicon {
    rows: Vec<Row>,
}

impl Lexicon {
    /// Reads the text of the file `table` and adds its rows, or removes those that it marks.
    ///
    /// # Errors
    /// The first fault, with its line and column. The rows before it have been added.
    pub fn read(&mut self, table: Table, text: &str) -> Result<(), TableError> {
        table::read(table, text, &mut self.rows)
    }

    /// Returns all rows.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Returns the rows of a class.
    pub fn of_class(&self, class: Class) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(move |row| row.class == class)
    }
}
