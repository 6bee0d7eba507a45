//! Converts third-party tables to gazetteer tables: GeoNames dumps, HDX/COD tables of
//! administrative codes, CSVs with a column map.

mod columns;
mod filed;
mod geonames;
mod levels;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use super::Gazetteer;
use filed::Filed;
use reportage_text::field_map;

/// Why a table cannot be converted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// Its columns are unknown.
    #[error(
        "neither a GeoNames dump (19 columns, tab-separated) nor a table with columns like `ADM1_EN` and \
         `ADM1_PCODE`"
    )]
    Unknown,
    /// The country of a GeoNames dump is unknown.
    #[error("a GeoNames dump without a row for its country")]
    NoCountry,
    /// A column of the column map is missing.
    #[error("no column `{0}`")]
    NoColumn(String),
    /// The text is not comma- or tab-separated.
    #[error("line {line}: {reason}")]
    Broken {
        /// 1-based.
        line: u64,
        /// What is wrong.
        reason: String,
    },
}

/// The meaning of columns, for tables with unknown column names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ColumnMap {
    /// The parts of the path, from the top down.
    pub path: Vec<String>,
    /// Unique in the table.
    pub id: Option<String>,
    /// Alternative names, separated by `|` or `;`.
    pub names: Option<String>,
    /// Decimal degrees.
    pub lat: Option<String>,
    /// Decimal degrees.
    pub lon: Option<String>,
}

/// A row of a gazetteer table.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    path: String,
    id: String,
    kind: String,
    names: String,
    lat: String,
    lon: String,
}

/// The result of an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// A gazetteer table: comments, a header line, and rows sorted by path.
    pub table: String,
    /// The number of rows.
    pub rows: usize,
    /// The number of source rows left out because they have no name, no id, a duplicate id, or a
    /// different number of columns.
    pub left_out: usize,
    /// The number of rows left out because of an invalid position: out of range, not numeric, or
    /// incomplete.
    pub nowhere: usize,
    /// The number of GeoNames rows of other kinds: rivers, mountains, buildings, historical places.
    pub other_kinds: usize,
    /// The number of places that are already known.
    pub known: usize,
}

/// Converts `text`. From a GeoNames dump, countries, divisions and populated places are used and
/// filed under `country`, the name of the dump's country; if it is empty, the country's row in the
/// dump provides the name. Rows whose ids are in the tables of `gazetteer` are left out.
///
/// Tables of codes and CSVs have ids of their own, so known places are recognised by name: a place
/// that `gazetteer` has directly below the same parent is left out, and places inside it are filed
/// under its path.
///
/// # Errors
/// The columns or the country are unknown, or the text is not a table.
pub fn import(
    text: &str,
    map: &ColumnMap,
    country: &str,
    gazetteer: &Gazetteer,
) -> Result<Imported, ImportError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let first = text.lines().next().unwrap_or_default();
    if map.path.is_empty() && first.split('\t').count() == geonames::COLUMNS {
        return Ok(finish(
            geonames::take(text, country)?,
            gazetteer,
            "GeoNames (https://www.geonames.org), CC BY 4.0",
        ));
    }
    let (header, records) = records(text, if first.contains('\t') { b'\t' } else { b',' })?;
    let mut filed = Filed::new(gazetteer);
    if !map.path.is_empty() {
        return Ok(finish(
            columns::take(&header, &records, map, &mut filed)?,
            gazetteer,
            "(to be filled in: the source of the table)",
        ));
    }
    let levels = levels::of(&header);
    if levels.is_empty() {
        return Err(ImportError::Unknown);
    }
    Ok(finish(
        levels::take(&levels, &records, &mut filed),
        gazetteer,
        "(to be filled in: the source of the administrative codes)",
    ))
}

/// The places collected from the source.
#[derive(Default)]
struct Taken {
    rows: Vec<Row>,
    left_out: usize,
    other_kinds: usize,
    /// The number of places that the gazetteer already has.
    known: usize,
}

/// Formats alternative names as a cell, without codes and without the main name.
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
    for (i, record) in reader.records().enumerate() {
        let record = record.map_err(broken)?;
        if i == 0 && field_map::is_tags(record.iter().map(str::as_bytes)) {
            continue;
        }
        records.push(record.iter().map(|cell| cell.trim().to_owned()).collect());
    }
    Ok((header, records))
}

/// Returns whether latitude and longitude are valid: both in range, or both empty.
fn is_position(lat: &str, lon: &str) -> bool {
    let within = |text: &str, most: f64| {
        let degrees = text.parse::<f64>();
        degrees.is_ok_and(|degrees| degrees.abs() <= most)
    };
    (lat.is_empty() && lon.is_empty()) || (within(lat, 90.0) && within(lon, 180.0))
}

/// Formats rows as a table: sorted, each id once, without known ids, and without tabs in cells.
fn finish(taken: Taken, gazetteer: &Gazetteer, source: &str) -> Imported {
    let mut rows = taken.rows;
    rows.sort();
    let all = rows.len();
    rows.retain(|row| !gazetteer.is_listed(&row.id));
    let known = taken.known + all - rows.len();
    let before = rows.len();
    let mut ids = BTreeSet::new();
    rows.retain(|row| ids.insert(row.id.clone()));
    let left_out = taken.left_out + before - rows.len();
    let before = rows.len();
    rows.retain(|row| is_position(&row.lat, &row.lon));
    let nowhere = before - rows.len();
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
        nowhere,
        other_kinds: taken.other_kinds,
        known,
        table,
    }
}
