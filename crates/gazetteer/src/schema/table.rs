//! Gazetteer tables: UTF-8, tab-separated, without quoting, one entity per row.
//!
//! Lines that start with `#` are comments; those at the top give source and licence. The first
//! other line names the columns, in any order; `id` and `path` are required.
//!
//! | column | meaning |
//! | --- | --- |
//! | `id` | unique across all tables: `iso:HT`, `group:viv-ansanm` |
//! | `path` | `/Haiti/Ouest/Kenscoff`; the last part is also a name |
//! | `kind` | a free word: `country`, `commune`, `armed group`; for its effect on rules see [`Roles`](super::Roles) |
//! | `names` | alternative names, separated by `\|` |
//! | `acronyms` | match only in all caps |
//! | `demonyms` | `Haitian\|Haitians\|haïtien` |
//! | `nicknames` | count only with support from the rest of the report; one without lowercase letters is also an acronym |
//! | `needs` | empty, or one or more of these, separated by `\|`: `override`: the row replaces the one with its id in an earlier table, or the place of the world with its id, whose other names are dropped; `context`: all names of the row behave like nicknames; `alias`: the last part of the path is not a name |
//! | `lat`, `lon` | decimal degrees |
//! | `facets` | additional facets: `organisation`, or with another path `organisation=/X/Y` |
//! | `group` | the id of the group that a person belongs to |
//! | `form` | ids of rows with `{}`, separated by `\|`: what this entity is in its country |
//! | `members` | only in rows with `{}`: words for the people and equipment of a body with its country, `{} troops`, `soldats {}`; in English after an adjective, an acronym or a possessive |
//! | `alone` | only in rows with `{}`: words that mean the body of the country that a report is about, `police`, `soldats` |
//! | `became` | of a place that no longer exists: the paths of the places that its territory belongs to now, separated by `\|`; for readers of the table |
//! | `arrondissement`, `note` | free |
//!
//! A capitalised name matches only capitalised text, a lowercase name matches both: a row
//! `/Hazard/Flood` needs `flood` under `names` to match `the flood`.
//!
//! A row with `{}` in its path stands for an entity in every country, see `form`.
//!
//! Entities filed by country (`/Armed groups/El Salvador/...`, if the country's path is
//! `/El Salvador`) are supported by that country and places in it, except people.

use std::path::Path;

use super::entity::{Entity, Standing};
use super::error::{Cell, SchemaError};
use super::form::{Form, PLACEHOLDER, Phrase, phrase};
use super::settings::FacetDef;
use reportage_text::facet_path;

const COLUMNS: &[&str] = &[
    "id",
    "path",
    "kind",
    "names",
    "acronyms",
    "demonyms",
    "nicknames",
    "needs",
    "lat",
    "lon",
    "facets",
    "group",
    "form",
    "members",
    "alone",
    "became",
    "arrondissement",
    "note",
];

/// The declaration in a row, and its 1-based line.
#[derive(Debug)]
pub(super) struct Row {
    pub line: usize,
    pub declared: Declared,
}

/// What a row declares.
#[derive(Debug)]
pub(super) enum Declared {
    Entity(Entity),
    /// A row with a placeholder in its path.
    Form(Form),
}

/// Parses the table `name` in the file `path`.
pub(super) fn parse(
    path: &Path,
    text: &str,
    name: &str,
    facets: &[FacetDef],
) -> Result<Vec<Row>, SchemaError> {
    let lines = text.lines().enumerate().map(|(i, line)| (i + 1, line));
    let mut lines = lines.filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty());
    let Some((line, header)) = lines.next() else {
        return Err(SchemaError::NoHeader {
            path: path.to_owned(),
        });
    };
    let columns = columns(header)
        .map_err(|(column, fault)| SchemaError::table(path, line, &column, fault))?;
    let mut rows = Vec::new();
    for (line, row) in lines {
        let cells: Vec<&str> = row.split('\t').map(str::trim).collect();
        if cells.len() > columns.len() {
            return Err(SchemaError::TooManyCells {
                path: path.to_owned(),
                line,
                cells: cells.len(),
                columns: columns.len(),
            });
        }
        let cell = |column: &str| {
            let i = columns.iter().position(|&known| known == column);
            i.and_then(|i| cells.get(i)).copied().unwrap_or_default()
        };
        let declared = match cell("path").contains(PLACEHOLDER) {
            true => form(cell, name, facets).map(Declared::Form),
            false => entity(cell, name, facets).map(Declared::Entity),
        };
        let declared =
            declared.map_err(|(column, fault)| SchemaError::table(path, line, column, fault))?;
        rows.push(Row { line, declared });
    }
    Ok(rows)
}

fn columns(header: &str) -> Result<Vec<&'static str>, (String, Cell)> {
    let mut columns = Vec::new();
    for name in header.split('\t').map(str::trim) {
        let Some(&known) = COLUMNS.iter().find(|&&known| known == name) else {
            let nearest = nearest(name, COLUMNS.iter().copied()).unwrap_or_default();
            return Err((name.to_owned(), Cell::UnknownColumn { nearest }));
        };
        if columns.contains(&known) {
            return Err((name.to_owned(), Cell::ColumnTwice));
        }
        columns.push(known);
    }
    for needed in ["id", "path"] {
        if !columns.contains(&needed) {
            return Err((needed.to_owned(), Cell::ColumnMissing));
        }
    }
    Ok(columns)
}

fn form<'a>(
    cell: impl Fn(&'static str) -> &'a str,
    table: &str,
    facets: &[FacetDef],
) -> Result<Form, (&'static str, Cell)> {
    if cell("id").is_empty() {
        return Err(("id", Cell::Empty));
    }
    let own_path = cell("path");
    if facet_path::split(own_path).is_none() {
        return Err(("path", Cell::Path(own_path.to_owned())));
    }
    let phrases = |column: &'static str| {
        listed(cell(column))
            .map(|name| phrase(name).ok_or((column, Cell::Placeholder(name.to_owned()))))
            .collect::<Result<Vec<Phrase>, _>>()
    };
    let alone: Vec<String> = listed(cell("alone")).map(str::to_owned).collect();
    if let Some(word) = alone
        .iter()
        .find(|word| !word.contains(char::is_alphanumeric))
    {
        return Err(("alone", Cell::NoWord(word.clone())));
    }
    for column in [
        "acronyms",
        "demonyms",
        "nicknames",
        "needs",
        "lat",
        "lon",
        "group",
        "form",
        "became",
    ] {
        if !cell(column).is_empty() {
            return Err((column, Cell::OfForm));
        }
    }
    Ok(Form {
        id: cell("id").to_owned(),
        standings: standings(cell("facets"), own_path, table, facets)
            .map_err(|fault| ("facets", fault))?,
        kind: cell("kind").to_owned(),
        phrases: phrases("names")?,
        members: phrases("members")?,
        alone,
    })
}

/// Yields the values of a cell that are not empty.
fn listed(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|')
        .map(str::trim)
        .filter(|value| !value.is_empty())
}

fn entity<'a>(
    cell: impl Fn(&'static str) -> &'a str,
    table: &str,
    facets: &[FacetDef],
) -> Result<Entity, (&'static str, Cell)> {
    for column in ["members", "alone"] {
        if !cell(column).is_empty() {
            return Err((column, Cell::OnlyOfForm));
        }
    }
    let list = |column: &'static str| -> Result<Vec<String>, (&'static str, Cell)> {
        let mut names: Vec<String> = Vec::new();
        for name in listed(cell(column)) {
            if names.iter().any(|known| known == name) {
                continue;
            }
            if !name.contains(char::is_alphanumeric) {
                return Err((column, Cell::NoWord(name.to_owned())));
            }
            names.push(name.to_owned());
        }
        Ok(names)
    };
    if cell("id").is_empty() {
        return Err(("id", Cell::Empty));
    }
    let own_path = cell("path");
    let parts = facet_path::split(own_path);
    let Some(own_name) = parts.and_then(|mut parts| parts.pop()) else {
        return Err(("path", Cell::Path(own_path.to_owned())));
    };
    let (mut needs_context, mut path_is_name, mut overrides) = (false, true, false);
    for need in cell("needs").split('|').map(str::trim) {
        match need {
            "" => {}
            "context" => needs_context = true,
            "alias" => path_is_name = false,
            "override" => overrides = true,
            other => return Err(("needs", Cell::Needs(other.to_owned()))),
        }
    }
    let (mut names, acronyms) = (list("names")?, list("acronyms")?);
    let (demonyms, nicknames) = (list("demonyms")?, list("nicknames")?);
    let claimed = [&acronyms, &demonyms, &nicknames, &names];
    if path_is_name && !claimed.iter().any(|names| names.contains(&own_name)) {
        if !own_name.contains(char::is_alphanumeric) {
            return Err(("path", Cell::NoWord(own_name)));
        }
        names.insert(0, own_name);
    }
    for path in listed(cell("became")) {
        if facet_path::split(path).is_none() {
            return Err(("became", Cell::Path(path.to_owned())));
        }
    }
    let group = Some(cell("group")).filter(|group| !group.is_empty());
    Ok(Entity {
        id: cell("id").to_owned(),
        standings: standings(cell("facets"), own_path, table, facets)
            .map_err(|fault| ("facets", fault))?,
        kind: cell("kind").to_owned(),
        names,
        acronyms,
        demonyms,
        nicknames,
        needs_context,
        position: position(cell("lat"), cell("lon"))?,
        group: group.map(str::to_owned),
        forms: list("form")?,
        overrides,
        arrondissement: cell("arrondissement").to_owned(),
        note: cell("note").to_owned(),
    })
}

/// Returns the facet values of an entity: under the facets of its table, then under those in its
/// row.
fn standings(
    further: &str,
    own_path: &str,
    table: &str,
    facets: &[FacetDef],
) -> Result<Vec<Standing>, Cell> {
    let mut standings = Vec::new();
    for (facet, def) in facets.iter().enumerate() {
        if def.gazetteers.iter().any(|name| name == table) {
            standings.push(Standing {
                facet,
                path: own_path.to_owned(),
            });
        }
    }
    for part in further
        .split('|')
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        let (name, path) = match part.split_once('=') {
            Some((name, path)) => (name.trim(), path.trim()),
            None => (part, own_path),
        };
        let Some(facet) = facets.iter().position(|facet| facet.name == name) else {
            let known = facets.iter().map(|facet| facet.name.as_str());
            return Err(unknown_facet(name, known));
        };
        if facet_path::split(path).is_none() {
            return Err(Cell::Path(path.to_owned()));
        }
        let standing = Standing {
            facet,
            path: path.to_owned(),
        };
        if !standings.contains(&standing) {
            standings.push(standing);
        }
    }
    Ok(standings)
}

fn position(lat: &str, lon: &str) -> Result<Option<(f64, f64)>, (&'static str, Cell)> {
    let degrees = |column, value: &str, most: u8| match value.parse::<f64>() {
        Ok(number) if number.abs() <= f64::from(most) => Ok(number),
        Ok(_) | Err(_) => Err((
            column,
            Cell::Degrees {
                value: value.to_owned(),
                most,
            },
        )),
    };
    match (lat, lon) {
        ("", "") => Ok(None),
        ("", _) => Err(("lat", Cell::HalfPosition)),
        (_, "") => Err(("lon", Cell::HalfPosition)),
        (lat, lon) => Ok(Some((degrees("lat", lat, 90)?, degrees("lon", lon, 180)?))),
    }
}

/// Returns the fault of a cell with a facet that is not one of `known`.
pub(super) fn unknown_facet<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Cell {
    Cell::UnknownFacet {
        name: name.to_owned(),
        nearest: nearest(name, known).unwrap_or_default().to_owned(),
    }
}

/// Returns the candidate most similar to `name`, the first of equals; `None` if there are no
/// candidates.
pub(super) fn nearest<'a>(
    name: &str,
    candidates: impl Iterator<Item = &'a str>,
) -> Option<&'a str> {
    candidates.min_by_key(|candidate| strsim::osa_distance(name, candidate))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entity_of(row: &Row) -> &Entity {
        match &row.declared {
            Declared::Entity(entity) => entity,
            Declared::Form(form) => panic!("{form:?}"),
        }
    }

    fn facets() -> Vec<FacetDef> {
        let facet = |name: &str| FacetDef {
            name: name.to_owned(),
            label: name.to_owned(),
            gazetteers: vec![format!("{name}.tsv")],
            places: false,
            world: false,
            demonyms: true,
        };
        vec![facet("actor"), facet("organisation")]
    }

    fn read(text: &str) -> Result<Vec<Row>, SchemaError> {
        parse(Path::new("t.tsv"), text, "actor.tsv", &facets())
    }

    #[test]
    fn a_row_is_read_by_the_header_whatever_its_order() {
        let text = "# source: own\r\n\r\npath\tid\tnames\tlat\tlon\tfacets\r\n\
                    /Police/HNP\torg:hnp\tPNH| Police |\t18.5\t-72\torganisation=/State/HNP\r\n\
                    /X\tx\r\n";
        let rows = read(text).unwrap();
        assert_eq!([rows[0].line, rows[1].line], [4, 5]);
        let entity = entity_of(&rows[0]);
        assert_eq!(entity.names, ["HNP", "PNH", "Police"]);
        assert_eq!(entity.position, Some((18.5, -72.0)));
        let standing = |facet, path: &str| Standing {
            facet,
            path: path.to_owned(),
        };
        assert_eq!(
            entity.standings,
            [standing(0, "/Police/HNP"), standing(1, "/State/HNP")]
        );
    }

    #[test]
    fn the_last_part_of_a_path_is_a_name_unless_another_column_says_otherwise() {
        let rows = read("id\tpath\tacronyms\na\t/UN\tUN|ONU\n").unwrap();
        assert_eq!(entity_of(&rows[0]).names, Vec::<String>::new());
        let rows = read("id\tpath\tnames\tneeds\na\t/Jersey\tBailiwick\talias\n").unwrap();
        assert_eq!(entity_of(&rows[0]).names, ["Bailiwick"]);
    }

    #[test]
    fn each_fault_says_its_line_and_column() {
        for (text, wanted) in [
            (
                "",
                "t.tsv: no header line; the columns `id` and `path` are needed",
            ),
            (
                "id\tnames",
                "t.tsv:1: not a valid `path`: the header has no such column",
            ),
            (
                "id\tpath\tnmaes",
                "t.tsv:1: not a valid `nmaes`: no such column; nearest is `names`",
            ),
            (
                "id\tpath\tid",
                "t.tsv:1: not a valid `id`: duplicate column",
            ),
            ("id\tpath\na\t/A\tb", "t.tsv:2: 3 cells under 2 columns"),
            ("id\tpath\n\t/A", "t.tsv:2: not a valid `id`: empty"),
            (
                "id\tpath\na\tA",
                "t.tsv:2: not a valid `path`: `A` is not a path like /Haiti/Ouest (a slash inside a name is written \\/)",
            ),
            (
                "id\tpath\tneeds\na\t/A\tx",
                "t.tsv:2: not a valid `needs`: `x` is not `context`, `alias`, `override` or empty",
            ),
            (
                "id\tpath\tlat\tlon\na\t/A\t91\t0",
                "t.tsv:2: not a valid `lat`: `91` is not between -90 and 90 degrees",
            ),
            (
                "id\tpath\tlat\tlon\na\t/A\tNaN\t0",
                "t.tsv:2: not a valid `lat`: `NaN` is not between -90 and 90 degrees",
            ),
            (
                "id\tpath\tlat\na\t/A\t9",
                "t.tsv:2: not a valid `lon`: `lat` and `lon` must both have a value or both be empty",
            ),
            (
                "id\tpath\tnames\na\t/A\t--",
                "t.tsv:2: not a valid `names`: `--` has no letter or digit",
            ),
            (
                "id\tpath\tfacets\na\t/A\tactors",
                "t.tsv:2: not a valid `facets`: `actors` is not a facet; nearest is `actor`",
            ),
        ] {
            let error = read(text).unwrap_err();
            let cause = std::error::Error::source(&error);
            let got = match cause {
                Some(cause) => format!("{error}: {cause}"),
                None => error.to_string(),
            };
            assert_eq!(got, wanted);
        }
    }
}
