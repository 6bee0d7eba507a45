//! Field mappings: which columns of third-party exports hold the parts of a report.

use serde::{Deserialize, Serialize};

/// The field mapping of one export format.
///
/// A column is a key: `notes`, or `fields.date.original` for a nested key. A key whose value is a
/// list of objects refers to all of them: `source.name` is the name of each source.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldMap {
    /// The name of the export format (`acled`).
    pub name: String,
    /// The columns that identify a record of this format.
    pub when: Vec<String>,
    /// How many of the `when` columns suffice; all of them if not set.
    pub at_least: Option<usize>,
    /// Columns unique to this format: any of them identifies it, too.
    pub mark: Vec<String>,
    /// The id, unique in an index.
    pub id: Vec<Joined>,
    /// The headline.
    pub title: Vec<Joined>,
    /// The plain text.
    pub text: Vec<Joined>,
    /// The text as HTML, used if there is no plain text.
    pub html: Vec<Joined>,
    /// The date of publication or, for an event, the date of the event.
    pub date: Vec<Joined>,
    /// The format of dates (`%d/%m/%Y`) that would otherwise be ambiguous.
    pub date_format: Option<String>,
    /// The publisher.
    pub source: Vec<Joined>,
    /// The URL of publication.
    pub url: Vec<Joined>,
    /// The language.
    pub language: Vec<Joined>,
    /// Columns that do not describe the report, such as its publisher's address: they are not
    /// searched.
    pub leave_out: Vec<String>,
    /// Facet names with the columns that assert their values.
    pub facets: Vec<(String, Vec<Joined>)>,
}

/// How well a mapping fits the columns of a record; the best fit wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fit {
    /// Whether the mapping requires all of its columns, which is less likely to match by chance.
    exact: bool,
    /// The number of its columns that are present.
    columns: usize,
}

impl FieldMap {
    /// Returns how well the mapping fits a record; `None` if it does not. `is_there` returns
    /// whether the record has a column.
    pub fn fit(&self, is_there: impl Fn(&str) -> bool) -> Option<Fit> {
        let count = |columns: &[String]| columns.iter().filter(|name| is_there(name)).count();
        let (when, marks) = (count(&self.when), count(&self.mark));
        let enough = self.at_least.unwrap_or(self.when.len()).max(1);
        (when >= enough || marks > 0).then_some(Fit {
            exact: self.at_least.is_none() && self.mark.is_empty(),
            columns: when + marks,
        })
    }
}

/// Returns whether a row consists of HXL tags (`#date`, `#adm1+name`), a second header row in
/// humanitarian tables.
pub fn is_tags<'a>(cells: impl Iterator<Item = &'a [u8]>) -> bool {
    let mut filled = cells
        .filter(|cell| !cell.trim_ascii().is_empty())
        .peekable();
    let is_tag = |cell: &[u8]| cell[0] == b'#' && cell.get(1).is_some_and(u8::is_ascii_alphabetic);
    filled.peek().is_some() && filled.all(is_tag)
}

/// Columns whose values are joined: paragraphs of a text, parts of a title, names of a path from
/// the top; usually one column. Where several `Joined` may hold a title, a date or the like, the
/// first with a value is used; for facets, all are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joined(pub Vec<String>);

#[cfg(test)]
mod tests {
    use super::*;

    fn map(when: &[&str], at_least: Option<usize>, mark: &[&str]) -> FieldMap {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        FieldMap {
            when: names(when),
            at_least,
            mark: names(mark),
            ..FieldMap::default()
        }
    }

    fn fit(map: &FieldMap, columns: &[&str]) -> Option<Fit> {
        map.fit(|column| columns.contains(&column))
    }

    #[test]
    fn a_map_requires_all_of_its_columns_or_some_or_a_mark() {
        let all = map(&["a", "b", "c"], None, &[]);
        assert!(fit(&all, &["a", "b", "c", "x"]).is_some());
        assert!(fit(&all, &["a", "b"]).is_none());
        let some = map(&["a", "b", "c"], Some(2), &["m"]);
        assert!(fit(&some, &["a", "c"]).is_some());
        assert!(fit(&some, &["m"]).is_some());
        assert!(fit(&some, &["a", "x"]).is_none());
        assert!(fit(&map(&[], None, &[]), &["a"]).is_none());
    }

    #[test]
    fn the_best_map_requires_all_its_columns_then_has_the_most() {
        let columns = ["a", "b", "c"];
        let of = |map: FieldMap| fit(&map, &columns).unwrap();
        let exact = of(map(&["a", "b"], None, &[]));
        let more = of(map(&["a", "b", "c"], Some(2), &[]));
        let fewer = of(map(&["a", "b"], Some(2), &[]));
        assert!(exact > more && more > fewer);
    }
}
