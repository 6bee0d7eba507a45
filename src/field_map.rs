//! Which columns of other people's exports hold what a report is made of.

use serde::{Deserialize, Serialize};

/// The meaning of the columns of one kind of export.
///
/// A column is a key: `notes`, or `fields.date.original` for a key within others. A key that holds a
/// list of objects stands for all of them: `source.name` is the name of each source.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldMap {
    /// What people call the export (`acled`).
    pub name: String,
    /// The columns by which a record of it is known: all of them are there.
    pub when: Vec<String>,
    /// Unique in an index.
    pub id: Vec<Joined>,
    /// The headline.
    pub title: Vec<Joined>,
    /// The text, plain.
    pub text: Vec<Joined>,
    /// The text in HTML, read where there is no plain one.
    pub html: Vec<Joined>,
    /// When it was published or, of an event, when it took place.
    pub date: Vec<Joined>,
    /// How dates are written (`%d/%m/%Y`), where they could not be read without being told.
    pub date_format: Option<String>,
    /// Who published it.
    pub source: Vec<Joined>,
    /// Where it was published.
    pub url: Vec<Joined>,
    /// In which language.
    pub language: Vec<Joined>,
    /// The names of facets, each with the columns that state its values.
    pub facets: Vec<(String, Vec<Joined>)>,
}

/// Returns whether a row of a table is one of HXL tags (`#date`, `#adm1+name`), a second header that
/// humanitarian tables have below their first.
pub fn is_tags<'a>(cells: impl Iterator<Item = &'a [u8]>) -> bool {
    let mut filled = cells
        .filter(|cell| !cell.trim_ascii().is_empty())
        .peekable();
    let is_tag = |cell: &[u8]| cell[0] == b'#' && cell.get(1).is_some_and(u8::is_ascii_alphabetic);
    filled.peek().is_some() && filled.all(is_tag)
}

/// Columns whose values are put together: a text of paragraphs, a title of parts, a path of names
/// from the top. Mostly it is one. Of several that may hold a title, a date or the like, the first
/// that has a value counts; of those that state values of a facet, all do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joined(pub Vec<String>);
