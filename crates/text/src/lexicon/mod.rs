//! Language knowledge as data: tables of titles, months, kinds of places, currencies, function
//! words and more. The rules that use them are code.
//!
//! The tables are in `index-schema/lexicon/` and embedded in the program. A schema folder may
//! contain files of the same names in `lexicon/`: their rows extend the program's or, with `not `
//! before the class, remove one of them. Files are UTF-8, tab-separated, without quoting; lines
//! that start with `#` are comments, and the first other line is the header.
//!
//! | column | meaning |
//! | --- | --- |
//! | `word` | one word, in its usual spelling; case and accents do not matter. In `place-kinds.tsv` a pattern in which `{}` stands for the name |
//! | `language` | ISO 639-1 code |
//! | `class` | one of the classes of the table, see [`Class`] |
//! | `note` | free |
//!
//! `publishers.tsv`, `domains.tsv` and `languages.tsv` have their own columns: see [`Publisher`],
//! [`Domain`] and [`Language`]. Publisher and domain rows of a schema folder come before the
//! program's; a language row replaces the one with its code.
//!
//! This module does not fold words: callers fold table words as they fold their text.

mod cells;
mod class;
mod error;
mod file;
mod records;
mod shapes;
mod shipped;
mod table;
mod tables;
mod word_classes;

pub use cells::cells;
pub use class::Class;
pub use error::{Fault, TableError};
pub use file::{File, files};
pub use records::{Domain, Language, Publisher};
pub use shapes::WordShapes;
pub use shipped::shipped;
pub use table::{MOST_LANGUAGES_OF_FUNCTION_WORDS, NAME_IN_PATTERN, Row};
pub use tables::{TABLES, Table};
pub use word_classes::{Classes, WordClasses};

/// The subfolder of a schema folder that contains these tables.
pub const FOLDER: &str = "lexicon";

/// The rows of all tables.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lexicon {
    rows: Vec<Row>,
    publishers: Vec<Publisher>,
    domains: Vec<Domain>,
    languages: Vec<Language>,
}

impl Lexicon {
    /// Returns one shipped file, for callers that need no other.
    pub fn shipped_file(name: &str) -> Lexicon {
        Lexicon::shipped_files(files().filter(|file| file.name() == name))
    }

    /// Returns some of the shipped files.
    fn shipped_files(files: impl Iterator<Item = File>) -> Lexicon {
        let mut lexicon = Lexicon::default();
        for file in files {
            lexicon
                .read(file, file.shipped_text())
                .expect("a test reads the tables that are embedded");
        }
        lexicon
    }

    /// Reads the text of a file and adds its rows, or removes the rows that it negates.
    ///
    /// # Errors
    /// The first fault, with its line and column. Rows before it may have been added.
    pub fn read(&mut self, file: File, text: &str) -> Result<(), TableError> {
        match file {
            File::Words(table) => table::read(table, text, &mut self.rows)?,
            File::Publishers => put_before(&mut self.publishers, records::publishers(text)?),
            File::Domains => put_before(&mut self.domains, records::domains(text)?),
            File::Languages => {
                let new = records::languages(text)?;
                self.languages
                    .retain(|old| new.iter().all(|language| language.code != old.code));
                put_before(&mut self.languages, new);
            }
        }
        Ok(())
    }

    /// Returns the words of all tables, in reading order.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Returns the words of a class.
    pub fn of_class(&self, class: Class) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(move |row| row.class == class)
    }

    /// Returns the publishers; earlier ones take precedence.
    pub fn publishers(&self) -> &[Publisher] {
        &self.publishers
    }

    /// Returns the domains; of two rows for one domain, the earlier takes precedence.
    pub fn domains(&self) -> &[Domain] {
        &self.domains
    }

    /// Returns the languages, each once.
    pub fn languages(&self) -> &[Language] {
        &self.languages
    }

    /// Returns the languages that are not shipped, or shipped with other data.
    pub fn added_languages(&self) -> Vec<Language> {
        let of_program = shipped().languages();
        let mut added = self.languages.clone();
        added.retain(|language| !of_program.contains(language));
        added
    }
}

/// Inserts `new` before the existing rows and removes duplicates of it.
fn put_before<T: PartialEq>(rows: &mut Vec<T>, new: Vec<T>) {
    rows.retain(|row| !new.contains(row));
    rows.splice(0..0, new);
}
