//! Turns tables of others into ours: a GeoNames dump, an HDX/COD table of administrative codes, a CSV
//! with a column map.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::facet_path;

/// What a table could not be turned for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// Its columns are none of those known.
    #[error(
        "neither a GeoNames dump (19 columns, tab-separated) nor a table with columns like `ADM1_EN` and \
         `ADM1_PCODE`"
    )]
    Unknown,
    /// A GeoNames dump does not say which country it is of.
    #[error("a GeoNames dump without the row of its country: which is it?")]
    NoCountry,
    /// A column that the map names is not there.
    #[error("no column `{0}`")]
    NoColumn(String),
    /// It is not comma- or tab-separated text.
    #[error("line {line}: {reason}")]
    Broken {
        /// 1-based.
        line: u64,
        /// What is wrong.
        reason: String,
    },
}

/// Which columns mean what, where the table's own names do not tell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ColumnMap {
    /// The parts of the path, from the top down.
    pub path: Vec<String>,
    /// Unique in the table.
    pub id: Option<String>,
    /// Further names, separated by `|` or `;`.
    pub names: Option<String>,
    /// Decimal degrees.
    pub lat: Option<String>,
    /// Decimal degrees.
    pub lon: Option<String>,
}

/// A row of ours.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    path: String,
    id: String,
    kind: String,
    names: String,
    lat: String,
    lon: String,
}

/// What was turned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// A table of ours: a head, a header line, rows in the order of their paths.
    pub table: String,
    /// How many rows it has.
    pub rows: usize,
    /// How many rows of the source were left out: no name, no id, an id that was there before, or not
    /// as many columns as the others.
    pub left_out: usize,
    /// How many rows of a GeoNames dump are of other kinds: rivers, mountains, buildings, places of the
    /// past.
    pub other_kinds: usize,
    /// How many rows have ids that the tables have already.
    pub known: usize,
}

/// Turns `text`. Of a GeoNames dump, countries, divisions and populated places are taken and filed under
/// `country`, the name of the country it is of; if that is empty, its row in the dump names it. Rows
/// whose ids are among `known`, those of the tables, are left to them.
///
/// # Errors
/// The columns are not known, the country is not, or the text is no table.
pub fn import(
    text: &str,
    map: &ColumnMap,
    country: &str,
    known: &HashSet<&str>,
) -> Result<Imported, ImportError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let first = text.lines().next().unwrap_or_default();
    if map.path.is_empty() && first.split('\t').count() == GEONAMES_COLUMNS {
        return Ok(finish(
            geonames(text, country)?,
            known,
            "GeoNames (https://www.geonames.org), CC BY 4.0",
        ));
    }
    let (header, records) = records(text, if first.contains('\t') { b'\t' } else { b',' })?;
    if !map.path.is_empty() {
        return Ok(finish(
            mapped(&header, &records, map)?,
            known,
            "to be named: an imported table",
        ));
    }
    let levels = levels(&header);
    if levels.is_empty() {
        return Err(ImportError::Unknown);
    }
    Ok(finish(
        coded(&levels, &records),
        known,
        "to be named: a table of administrative codes",
    ))
}

const GEONAMES_COLUMNS: usize = 19;

/// What was taken of the source.
#[derive(Default)]
struct Taken {
    rows: Vec<Row>,
    left_out: usize,
    other_kinds: usize,
}

fn geonames(text: &str, country: &str) -> Result<Taken, ImportError> {
    let mut taken = Taken::default();
    let lines: Vec<Vec<&str>> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.split('\t').collect())
        .collect();
    let (lines, broken): (Vec<_>, Vec<_>) = lines
        .into_iter()
        .partition(|cells| cells.len() == GEONAMES_COLUMNS);
    taken.left_out += broken.len();
    let own = || {
        let states = lines
            .iter()
            .filter(|cells| cells[6] == "A" && is_country(cells[7]));
        states.map(|cells| cells[1]).find(|name| !name.is_empty())
    };
    let country = match country {
        "" => own().ok_or(ImportError::NoCountry)?,
        named => named,
    };
    let mut division: HashMap<&str, &str> = HashMap::new();
    for cells in lines.iter().filter(|cells| cells[7] == "ADM1") {
        division.insert(cells[10], cells[1]);
    }
    for cells in &lines {
        let kind = match (cells[6], cells[7]) {
            ("A", code) if is_country(code) => "country",
            ("A", "ADM1") => "first-level division",
            ("A", "ADM2") => "second-level division",
            // Of the past, left by all who lived there, destroyed.
            ("P", "PPLH" | "PPLQ" | "PPLW") => {
                taken.other_kinds += 1;
                continue;
            }
            ("P", _) => "populated place",
            _ => {
                taken.other_kinds += 1;
                continue;
            }
        };
        if cells[0].is_empty() || cells[1].is_empty() {
            taken.left_out += 1;
            continue;
        }
        let mut names = vec![country];
        match kind {
            "country" => {}
            "first-level division" => names.push(cells[1]),
            _ => {
                names.extend(division.get(cells[10]).filter(|name| **name != cells[1]));
                names.push(cells[1]);
            }
        }
        taken.rows.push(Row {
            path: facet_path::join(&names),
            id: format!("geonames:{}", cells[0]),
            kind: kind.to_owned(),
            names: alternates(cells[3], ',', cells[1]),
            lat: cells[4].to_owned(),
            lon: cells[5].to_owned(),
        });
    }
    Ok(taken)
}

/// Returns whether a feature code of GeoNames is that of a country or a territory.
fn is_country(code: &str) -> bool {
    matches!(code, "PCLI" | "PCLD" | "PCLS" | "TERR")
}

/// Writes alternates as a cell of ours, without codes and without the name itself.
fn alternates(cell: &str, separator: char, name: &str) -> String {
    let all = cell.split(separator).map(str::trim);
    let kept: BTreeSet<&str> = all
        .filter(|other| *other != name && other.chars().count() > 2)
        .filter(|other| other.contains(char::is_alphabetic) && !other.contains(['|', '\t']))
        .filter(|other| !(other.len() <= 4 && other.chars().all(char::is_uppercase)))
        .collect();
    kept.into_iter().collect::<Vec<_>>().join("|")
}

type Table = (Vec<String>, Vec<Vec<String>>);

fn records(text: &str, separator: u8) -> Result<Table, ImportError> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .from_reader(text.as_bytes());
    let broken = |error: csv::Error| ImportError::Broken {
        line: error.position().map_or(1, csv::Position::line),
        reason: error.to_string(),
    };
    let header = reader.headers().map_err(broken)?;
    let header = header.iter().map(|name| name.trim().to_owned()).collect();
    let mut records = Vec::new();
    for record in reader.records() {
        let record = record.map_err(broken)?;
        records.push(record.iter().map(|cell| cell.trim().to_owned()).collect());
    }
    Ok((header, records))
}

fn mapped(
    header: &[String],
    records: &[Vec<String>],
    map: &ColumnMap,
) -> Result<Taken, ImportError> {
    let column = |name: &String| {
        let at = header.iter().position(|known| known == name);
        at.ok_or_else(|| ImportError::NoColumn(name.clone()))
    };
    let path = map
        .path
        .iter()
        .map(column)
        .collect::<Result<Vec<usize>, _>>()?;
    let optional = |name: &Option<String>| name.as_ref().map(column).transpose();
    let (id, names) = (optional(&map.id)?, optional(&map.names)?);
    let (lat, lon) = (optional(&map.lat)?, optional(&map.lon)?);
    let mut taken = Taken::default();
    for record in records {
        let cell = |at: usize| record.get(at).map_or("", String::as_str);
        let parts: Vec<&str> = path
            .iter()
            .map(|&at| cell(at))
            .filter(|part| !part.is_empty())
            .collect();
        let own = match id {
            Some(at) => cell(at).to_owned(),
            None => format!("place:{}", parts.join("-").to_lowercase().replace(' ', "-")),
        };
        if parts.is_empty() || own.is_empty() {
            taken.left_out += 1;
            continue;
        }
        let further = names.map_or("", cell).replace(';', "|");
        taken.rows.push(Row {
            path: facet_path::join(&parts),
            id: own,
            kind: String::new(),
            names: alternates(&further, '|', parts[parts.len() - 1]),
            lat: lat.map_or("", cell).to_owned(),
            lon: lon.map_or("", cell).to_owned(),
        });
    }
    Ok(taken)
}

/// The columns of one level of administration.
struct Level {
    name: usize,
    code: Option<usize>,
}

/// Returns the levels of a table whose columns are like `ADM1_EN` and `ADM1_PCODE`, or `admin1Name_en`
/// and `admin1Pcode`, from the top down.
fn levels(header: &[String]) -> Vec<Level> {
    let mut names: BTreeMap<char, usize> = BTreeMap::new();
    let mut codes: BTreeMap<char, usize> = BTreeMap::new();
    for (at, column) in header.iter().enumerate() {
        let column = column.to_lowercase().replace('_', "");
        let Some(rest) = column
            .strip_prefix("admin")
            .or_else(|| column.strip_prefix("adm"))
        else {
            continue;
        };
        let Some(level) = rest.chars().next().filter(char::is_ascii_digit) else {
            continue;
        };
        match &rest[1..] {
            "pcode" => codes.insert(level, at),
            "en" | "nameen" | "name" | "fr" | "namefr" | "es" | "namees"
                if !names.contains_key(&level) =>
            {
                names.insert(level, at)
            }
            _ => None,
        };
    }
    let level = |(level, name)| Level {
        name,
        code: codes.get(&level).copied(),
    };
    names.into_iter().map(level).collect()
}

fn coded(levels: &[Level], records: &[Vec<String>]) -> Taken {
    let mut taken = Taken::default();
    let mut seen = BTreeSet::new();
    for record in records {
        let cell = |at: usize| record.get(at).map_or("", String::as_str);
        let mut parts: Vec<&str> = Vec::new();
        for (depth, level) in levels.iter().enumerate() {
            let name = cell(level.name);
            if name.is_empty() {
                taken.left_out += 1;
                break;
            }
            parts.push(name);
            let path = facet_path::join(&parts);
            let code = level.code.map_or("", cell);
            let id = if code.is_empty() {
                format!("place:{}", &path[1..])
            } else {
                format!("pcode:{code}")
            };
            if seen.insert(id.clone()) {
                let kind = if depth == 0 {
                    "country".to_owned()
                } else {
                    format!("level {depth}")
                };
                let none = String::new;
                taken.rows.push(Row {
                    path,
                    id,
                    kind,
                    names: none(),
                    lat: none(),
                    lon: none(),
                });
            }
        }
    }
    taken
}

/// Writes rows as a table: in order, each id once and none that is known, cells without tabs.
fn finish(taken: Taken, known: &HashSet<&str>, source: &str) -> Imported {
    let mut rows = taken.rows;
    rows.sort();
    let all = rows.len();
    rows.retain(|row| !known.contains(row.id.as_str()));
    let known = all - rows.len();
    let before = rows.len();
    let mut ids = BTreeSet::new();
    rows.retain(|row| ids.insert(row.id.clone()));
    let left_out = taken.left_out + before - rows.len();
    let mut table = format!("# Source: {source}\nid\tpath\tkind\tnames\tlat\tlon\n");
    for row in &rows {
        let cells = [
            &row.id, &row.path, &row.kind, &row.names, &row.lat, &row.lon,
        ];
        let cells = cells.map(|cell| cell.replace(['\t', '\n', '\r'], " "));
        table += &(cells.join("\t") + "\n");
    }
    Imported {
        rows: rows.len(),
        left_out,
        other_kinds: taken.other_kinds,
        known,
        table,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_geonames_dump_becomes_countries_divisions_and_places() {
        let line = |cells: &[&str]| {
            let mut cells = cells.to_vec();
            cells.resize(GEONAMES_COLUMNS, "");
            cells.join("\t")
        };
        let text = [
            line(&[
                "1", "Ouest", "", "West,XX", "18.5", "-72.3", "A", "ADM1", "HT", "", "11",
            ]),
            line(&[
                "2", "Kenscoff", "", "Kenskof", "18.44", "-72.28", "P", "PPL", "HT", "", "11",
            ]),
            line(&[
                "3", "River", "", "", "18", "-72", "H", "STM", "HT", "", "11",
            ]),
            line(&["4", "", "", "", "18", "-72", "P", "PPL", "HT", "", "11"]),
            line(&[
                "6", "Milot", "", "", "19.6", "-72.2", "P", "PPL", "HT", "", "09",
            ]),
            "5\tCut off".to_owned(),
        ];
        let known = HashSet::from(["geonames:6"]);
        let got = import(&text.join("\n"), &ColumnMap::default(), "Haiti", &known).unwrap();
        let wanted = "# Source: GeoNames (https://www.geonames.org), CC BY 4.0\n\
                      id\tpath\tkind\tnames\tlat\tlon\n\
                      geonames:1\t/Haiti/Ouest\tfirst-level division\tWest\t18.5\t-72.3\n\
                      geonames:2\t/Haiti/Ouest/Kenscoff\tpopulated place\tKenskof\t18.44\t-72.28\n";
        assert_eq!(
            got,
            Imported {
                table: wanted.to_owned(),
                rows: 2,
                left_out: 2,
                other_kinds: 1,
                known: 1
            }
        );
        let none = HashSet::new();
        let error = import(&text.join("\n"), &ColumnMap::default(), "", &none).unwrap_err();
        assert_eq!(error, ImportError::NoCountry);
        let country = line(&["7", "Haiti", "", "", "19", "-72", "A", "PCLI", "HT"]);
        let with_country = format!("{country}\n{}", text.join("\n"));
        let named = import(&with_country, &ColumnMap::default(), "", &none).unwrap();
        assert!(named.table.contains("geonames:2\t/Haiti/Ouest/Kenscoff\t"));
    }

    #[test]
    fn a_table_of_codes_becomes_each_level_once() {
        let text =
            "ADM0_EN,ADM0_PCODE,ADM1_EN,ADM1_PCODE\nHaiti,HT,West,HT01\nHaiti,HT,North,HT03\n";
        let got = import(text, &ColumnMap::default(), "", &HashSet::new()).unwrap();
        assert!(got.table.ends_with(
            "pcode:HT\t/Haiti\tcountry\t\t\t\npcode:HT03\t/Haiti/North\tlevel 1\t\t\t\n\
             pcode:HT01\t/Haiti/West\tlevel 1\t\t\t\n"
        ));
    }

    #[test]
    fn a_csv_goes_by_its_map_and_a_missing_column_is_named() {
        let map = ColumnMap {
            path: vec!["land".to_owned(), "ort".to_owned()],
            id: Some("nr".to_owned()),
            ..ColumnMap::default()
        };
        let got = import(
            "nr,land,ort\nx1,Haiti,\"A/B\"\n,Haiti,C\n",
            &map,
            "",
            &HashSet::new(),
        )
        .unwrap();
        assert!(got.table.ends_with("x1\t/Haiti/A\\/B\t\t\t\t\n"));
        assert_eq!((got.rows, got.left_out), (1, 1));
        let error = import("a,b\n1,2\n", &map, "", &HashSet::new()).unwrap_err();
        assert_eq!(error, ImportError::NoColumn("land".to_owned()));
        let unknown = import("a,b\n1,2\n", &ColumnMap::default(), "", &HashSet::new()).unwrap_err();
        assert_eq!(unknown, ImportError::Unknown);
    }
}
