//! Hits as rows.

use super::TableCell;
use crate::render::{Settings, rounded};
use crate::response::{Hit, Part, Passage, text_of};

/// The columns of every table. In a batch, `query_id` comes before them. After them comes one column per facet with its
/// paths, joined by `|`, then one per facet with the main topics (`main_area`). `line`, `page`, `passage`, `start` and
/// `end` are as in JSON. For unit `report`, they are those of the best passage.
const COLUMNS: [&str; 16] = [
    "rank",
    "score",
    "id",
    "title",
    "published",
    "language",
    "source",
    "url",
    "path",
    "line",
    "page",
    "passage",
    "start",
    "end",
    "text",
    // The matched texts, joined by `|`.
    "matches",
];
/// How many columns, at the end of [`COLUMNS`], are about the passage.
const OF_PASSAGE: usize = 7;

/// Returns the names of all columns.
pub(in crate::render) fn names_of(settings: &Settings) -> Vec<String> {
    let mut names = Vec::new();
    if settings.query_id.is_some() {
        names.push("query_id".to_owned());
    }
    names.extend(COLUMNS.map(str::to_owned));
    names.extend(settings.facets.iter().cloned());
    names.extend(settings.facets.iter().map(|name| format!("main_{name}")));
    names
}

/// Returns the cells of a hit.
pub(in crate::render) fn row_of(hit: &Hit, settings: &Settings) -> Vec<TableCell> {
    let report = &hit.report;
    let text = |text: Option<&str>| TableCell::text(text.unwrap_or_default());

    let mut row = Vec::new();
    row.extend(settings.query_id.map(TableCell::text));
    row.push(TableCell::count(hit.rank as u64));
    row.push(TableCell::Number(rounded(hit.score).to_string()));
    row.push(TableCell::text(&report.id));
    row.push(text(report.title.as_deref().map(text_of).as_deref()));
    row.push(text(report.published.as_deref()));
    row.push(text(report.language.as_deref()));
    row.push(text(report.source.as_deref()));
    row.push(text(report.url.as_deref()));
    row.push(TableCell::text(&report.path));
    match hit.passages().first() {
        Some(passage) => row.extend(of_passage(passage)),
        None => row.extend(std::iter::repeat_n(TableCell::text(""), OF_PASSAGE)),
    }
    for filed in [&report.facets, &report.main] {
        for name in settings.facets {
            let of_facet = filed.iter().find(|(facet, _)| facet == name);
            let paths = of_facet.map_or(&[][..], |(_, paths)| paths);
            row.push(list(paths.iter().map(String::as_str)));
        }
    }
    row
}

/// Returns the cells about a passage.
fn of_passage(passage: &Passage) -> [TableCell; OF_PASSAGE] {
    let number = |number: Option<u32>| TableCell::count(number.map(u64::from));
    let matches = passage.parts.iter().filter_map(|part| match part {
        Part::Plain(_) => None,
        Part::Match { text, .. } => Some(text.as_str()),
    });
    [
        number(passage.line),
        number(passage.page),
        TableCell::count(passage.index as u64),
        TableCell::count(passage.start as u64),
        TableCell::count(passage.end as u64),
        TableCell::text(&text_of(&passage.parts)),
        list(matches),
    ]
}

/// Joins values by `|`; one inside a value is written `\|`.
fn list<'a>(values: impl Iterator<Item = &'a str>) -> TableCell {
    let values: Vec<String> = values.map(|value| value.replace('|', "\\|")).collect();
    TableCell::Text(values.join("|"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_within_a_value_is_escaped() {
        let listed = list(["a|b", "c"].into_iter());
        assert_eq!(listed, TableCell::text("a\\|b|c"));
    }
}
