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
    /// The columns by which a record of it is known.
    pub when: Vec<String>,
    /// How many of those are enough; without it all must be there.
    pub at_least: Option<usize>,
    /// Columns that no other export has: one of them is enough, too.
    pub mark: Vec<String>,
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
    /// Columns that say nothing of the report, as where its publisher is: they are not searched.
    pub leave_out: Vec<String>,
    /// The names of facets, each with the columns that state its values.
    pub facets: Vec<(String, Vec<Joined>)>,
}

/// How well a map fits the columns of a record; the greater one counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fit {
    /// Whether the map asks for all of its columns, which is less likely to be chance.
    exact: bool,
    /// How many of its columns are there.
    columns: usize,
}

impl FieldMap {
    /// Returns how well the map fits a record, of which `is_there` says what columns it has; `None` if
    /// it does not.
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
    fn a_map_asks_for_all_of_its_columns_or_for_so_many_or_for_a_mark() {
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
    fn a_map_that_asks_for_all_goes_first_and_then_the_one_of_which_more_is_there() {
        let columns = ["a", "b", "c"];
        let of = |map: FieldMap| fit(&map, &columns).unwrap();
        let exact = of(map(&["a", "b"], None, &[]));
        let more = of(map(&["a", "b", "c"], Some(2), &[]));
        let fewer = of(map(&["a", "b"], Some(2), &[]));
        assert!(exact > more && more > fewer);
    }
}
