//! `[map.NAME]` in `schema.toml`: the meaning of the columns of an export, so that it can be
//! indexed unchanged.
//!
//! ```toml
//! [map.incidents]
//! when = ["incident", "happened_on"]          # columns that identify its records
//! title = [["kind", "town"]]                  # joined columns: "Attack, Solino"
//! text = "incident"                           # a column; "a.b" is a nested one
//! date = ["happened_on", "reported_on"]       # the first that has a value
//! date_format = "%d/%m/%Y"                    # only if dates are ambiguous
//! facets.area = [["country", "town"], "near"] # a path from the top down, and more values
//! ```
//!
//! Other keys: `html` (text with markup), `id`, `source`, `url`, `language`, and `leave_out`
//! (columns that do not describe the report; columns that no key names are searched below the
//! text). Fields that a map does not assign use the common names. Column names are compared
//! ignoring case and treating spaces, dots, hyphens and underscores between words alike.
//!
//! An export may lack some of its columns. `at_least = 3` requires that number of the columns in
//! `when`; `mark = ["event_id_cnty"]` names columns unique to this export, any of which suffices.
//! Of two matching maps, one that requires all of its columns is preferred, then the one with more
//! columns present.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, SeqAccess, Visitor};
use toml::Spanned;

use super::error::Setting;
use super::settings::FacetDef;
use reportage_text::date::Date;
use reportage_text::field_map::{FieldMap, Joined};

/// A map as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MapBlock {
    when: Spanned<Columns>,
    at_least: Option<Spanned<usize>>,
    mark: Option<Spanned<Columns>>,
    id: Option<Spanned<Columns>>,
    title: Option<Spanned<Columns>>,
    text: Option<Spanned<Columns>>,
    html: Option<Spanned<Columns>>,
    date: Option<Spanned<Columns>>,
    date_format: Option<Spanned<String>>,
    source: Option<Spanned<Columns>>,
    url: Option<Spanned<Columns>>,
    language: Option<Spanned<Columns>>,
    leave_out: Option<Spanned<Columns>>,
    #[serde(default)]
    facets: BTreeMap<String, Spanned<Columns>>,
}

/// The fault and its byte offset.
type Fault = (usize, Setting);

/// Checks a map.
pub(super) fn checked(
    name: &str,
    block: Spanned<MapBlock>,
    facets: &[FacetDef],
) -> Result<FieldMap, Fault> {
    let at = block.span().start;
    let block = block.into_inner();
    let columns = |key: &'static str, stated: Option<Spanned<Columns>>| match stated {
        None => Ok(Vec::new()),
        Some(stated) => named_columns(name, key, stated),
    };
    let names = |columns: Vec<Joined>| columns.into_iter().flat_map(|joined| joined.0);
    let when: Vec<String> = names(named_columns(name, "when", block.when)?).collect();
    let at_least = block
        .at_least
        .map(|at_least| checked_number(name, at_least, when.len()))
        .transpose()?;
    let map = FieldMap {
        name: name.to_owned(),
        when,
        at_least,
        mark: names(columns("mark", block.mark)?).collect(),
        id: columns("id", block.id)?,
        title: columns("title", block.title)?,
        text: columns("text", block.text)?,
        html: columns("html", block.html)?,
        date: columns("date", block.date)?,
        date_format: block
            .date_format
            .map(|format| checked_format(name, format))
            .transpose()?,
        source: columns("source", block.source)?,
        url: columns("url", block.url)?,
        language: columns("language", block.language)?,
        leave_out: names(columns("leave_out", block.leave_out)?).collect(),
        facets: facet_columns(name, block.facets, facets)?,
    };
    if map.title.is_empty() && map.text.is_empty() && map.html.is_empty() {
        return Err((at, Setting::MapWithoutText(name.to_owned())));
    }
    Ok(map)
}

fn named_columns(map: &str, key: &str, stated: Spanned<Columns>) -> Result<Vec<Joined>, Fault> {
    let at = stated.span().start;
    let Columns(columns) = stated.into_inner();
    let empty = |joined: &Joined| {
        joined.0.is_empty() || joined.0.iter().any(|column| column.trim().is_empty())
    };
    if columns.is_empty() || columns.iter().any(empty) {
        let (map, key) = (map.to_owned(), key.to_owned());
        return Err((at, Setting::MapColumn { map, key }));
    }
    Ok(columns)
}

fn checked_number(map: &str, number: Spanned<usize>, columns: usize) -> Result<usize, Fault> {
    let at = number.span().start;
    let number = number.into_inner();
    if !(1..=columns).contains(&number) {
        let map = map.to_owned();
        return Err((at, Setting::MapAtLeast { map, columns }));
    }
    Ok(number)
}

fn checked_format(map: &str, format: Spanned<String>) -> Result<String, Fault> {
    let at = format.span().start;
    let format = format.into_inner();
    if !Date::is_format(&format) {
        let map = map.to_owned();
        return Err((at, Setting::MapDateFormat { map, format }));
    }
    Ok(format)
}

fn facet_columns(
    map: &str,
    stated: BTreeMap<String, Spanned<Columns>>,
    facets: &[FacetDef],
) -> Result<Vec<(String, Vec<Joined>)>, Fault> {
    let mut checked = Vec::new();
    for (facet, columns) in stated {
        if !facets.iter().any(|known| known.name == facet) {
            let at = columns.span().start;
            let known: Vec<&str> = facets.iter().map(|facet| facet.name.as_str()).collect();
            let (map, known) = (map.to_owned(), known.join("`, `"));
            return Err((at, Setting::MapFacet { map, facet, known }));
        }
        let columns = named_columns(map, &format!("facets.{facet}"), columns)?;
        checked.push((facet, columns));
    }
    Ok(checked)
}

/// `"a"`, `["a", "b"]` or `[["a", "b"], "c"]`.
struct Columns(Vec<Joined>);

impl<'de> Deserialize<'de> for Columns {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Columns, D::Error> {
        deserializer.deserialize_any(ColumnsVisitor)
    }
}

struct ColumnsVisitor;

impl<'de> Visitor<'de> for ColumnsVisitor {
    type Value = Columns;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a column or a list of such names")
    }

    fn visit_str<E>(self, column: &str) -> Result<Columns, E> {
        Ok(Columns(vec![Joined(vec![column.to_owned()])]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Columns, A::Error> {
        let mut columns = Vec::new();
        while let Some(JoinedColumns(item)) = items.next_element()? {
            columns.push(item);
        }
        Ok(Columns(columns))
    }
}

/// `"a"` or `["a", "b"]`, which are joined.
struct JoinedColumns(Joined);

impl<'de> Deserialize<'de> for JoinedColumns {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<JoinedColumns, D::Error> {
        deserializer.deserialize_any(JoinedVisitor)
    }
}

struct JoinedVisitor;

impl<'de> Visitor<'de> for JoinedVisitor {
    type Value = JoinedColumns;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a column, or a list of names whose values are joined")
    }

    fn visit_str<E>(self, column: &str) -> Result<JoinedColumns, E> {
        Ok(JoinedColumns(Joined(vec![column.to_owned()])))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<JoinedColumns, A::Error> {
        let mut columns = Vec::new();
        while let Some(column) = items.next_element::<String>()? {
            columns.push(column);
        }
        Ok(JoinedColumns(Joined(columns)))
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::schema::error::SchemaError;
    use crate::schema::settings;

    const HEAD: &str = "version = 1\n[[facet]]\nname = \"area\"\nlabel = \"Area\"\n";

    fn parse(map: &str) -> Result<Vec<FieldMap>, (usize, String)> {
        match settings::parse(Path::new("schema.toml"), &format!("{HEAD}{map}")) {
            Ok(settings) => Ok(settings.maps),
            Err(SchemaError::Settings { line, source, .. }) => Err((line, source.to_string())),
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_map_names_columns_alternatives_and_columns_put_together() {
        let maps = parse(
            "[map.x]\nwhen = [\"a\", \"b.c\"]\ntext = \"a\"\ntitle = [[\"k\", \"t\"], \"u\"]\n\
             date = [\"d\"]\ndate_format = \"%d/%m/%Y\"\nfacets.area = [[\"l\", \"t\"]]\n",
        );
        let joined = |names: &[&str]| Joined(names.iter().map(|name| (*name).to_owned()).collect());
        let wanted = FieldMap {
            name: "x".into(),
            when: vec!["a".into(), "b.c".into()],
            title: vec![joined(&["k", "t"]), joined(&["u"])],
            text: vec![joined(&["a"])],
            date: vec![joined(&["d"])],
            date_format: Some("%d/%m/%Y".into()),
            facets: vec![("area".into(), vec![joined(&["l", "t"])])],
            ..FieldMap::default()
        };
        assert_eq!(maps.unwrap(), [wanted]);
    }

    #[test]
    fn each_fault_of_a_map_says_its_line_and_key() {
        for (map, line, words) in [
            ("[map.x]\ntext = \"a\"", 5, "missing field `when`"),
            (
                "[map.x]\nwhen = \"a\"\ntxt = \"a\"",
                7,
                "unknown field `txt`",
            ),
            (
                "[map.x]\nwhen = \"a\"\nurl = \"u\"",
                5,
                "`map.x`: none of `text`, `html` and `title`",
            ),
            (
                "[map.x]\nwhen = []\ntext = \"a\"",
                6,
                "`map.x`: `when` names no column",
            ),
            (
                "[map.x]\nwhen = \"a\"\ntext = [[]]",
                7,
                "`map.x`: `text` names no column",
            ),
            (
                "[map.x]\nwhen = \"a\"\ntext = [1]",
                7,
                "expected the name of a column",
            ),
            (
                "[map.x]\nwhen = [\"a\", \"b\"]\nat_least = 3\ntext = \"a\"",
                7,
                "`map.x`: `at_least` is not from 1 to 2, the number of columns in `when`",
            ),
            (
                "[map.x]\nwhen = \"a\"\ntext = \"a\"\nfacets.place = \"p\"",
                8,
                "`map.x`: `place` is not a facet; the facets are `area`",
            ),
            (
                "[map.x]\nwhen = \"a\"\ntext = \"a\"\ndate_format = \"dd/mm\"",
                8,
                "`map.x`: `date_format`: `dd/mm` is not a date format",
            ),
        ] {
            let (got_line, got) = parse(map).unwrap_err();
            assert!(got.contains(words), "{got}");
            assert_eq!(got_line, line, "{map}");
        }
    }
}
