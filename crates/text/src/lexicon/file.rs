//! The files of the lexicon.

use super::{TABLES, Table};

/// A file of the lexicon.
#[derive(Debug, Clone, Copy)]
pub enum File {
    /// Words with their classes.
    Words(Table),
    /// Publishers and their locations.
    Publishers,
    /// Top-level domains of countries.
    Domains,
    /// Codes and names of languages.
    Languages,
}

/// The files that are not tables of words.
const RECORDS: [File; 3] = [File::Publishers, File::Domains, File::Languages];

/// All files, in the order they are read.
pub fn files() -> impl Iterator<Item = File> {
    let tables = TABLES.iter().map(|&table| File::Words(table));
    tables.chain(RECORDS)
}

impl File {
    /// Returns the file name in the lexicon folder.
    pub fn name(self) -> &'static str {
        match self {
            File::Words(table) => table.file(),
            File::Publishers => "publishers.tsv",
            File::Domains => "domains.tsv",
            File::Languages => "languages.tsv",
        }
    }

    /// Returns the text embedded in the program.
    pub fn shipped_text(self) -> &'static str {
        match self {
            File::Words(table) => table.shipped_text(),
            File::Publishers => include_str!("../../../../index-schema/lexicon/publishers.tsv"),
            File::Domains => include_str!("../../../../index-schema/lexicon/domains.tsv"),
            File::Languages => include_str!("../../../../index-schema/lexicon/languages.tsv"),
        }
    }
}
