//! Turns tables of others into ours: a GeoNames dump, an HDX/COD table of administrative codes, a CSV
//! with a column map.

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
    /// How many rows were left out as their latitude and longitude are none: out of range, no numbers, or
    /// one without the other.
    pub nowhere: usize,
    /// How many rows of a GeoNames dump are of other kinds: rivers, mountains, buildings, places of the
    /// past.
    pub other_kinds: usize,
    /// How many places were left to those that are known already.
    pub known: usize,
}

/// Turns `text`. Of a GeoNames dump, countries, divisions and populated places are taken and filed under
/// `country`, the name of the country it is of; if that is empty, its row in the dump names it. Rows
/// whose ids the tables of `gazetteer` have are left to them.
///
/// Codes and CSVs have ids of their own, so there it goes by names: a place that `gazetteer` has right
/// below the same place is left to it, and what lies in it is filed under its path.
///
/// # Errors
/// The columns are not known, the country is not, or the text is no table.
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
            "to be named: an imported table",
        ));
    }
    let levels = levels::of(&header);
    if levels.is_empty() {
        return Err(ImportError::Unknown);
    }
    Ok(finish(
        levels::take(&levels, &records, &mut filed),
        gazetteer,
        "to be named: a table of administrative codes",
    ))
}

/// What was taken of the source.
#[derive(Default)]
struct Taken {
    rows: Vec<Row>,
    left_out: usize,
    other_kinds: usize,
    /// How many places the gazetteer has already.
    known: usize,
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
    for (i, record) in reader.records().enumerate() {
        let record = record.map_err(broken)?;
        if i == 0 && field_map::is_tags(record.iter().map(str::as_bytes)) {
            continue;
        }
        records.push(record.iter().map(|cell| cell.trim().to_owned()).collect());
    }
    Ok((header, records))
}

/// Returns whether a table takes these as latitude and longitude: both in range, or none.
fn is_position(lat: &str, lon: &str) -> bool {
    let within = |text: &str, most: f64| {
        let degrees = text.parse::<f64>();
        degrees.is_ok_and(|degrees| degrees.abs() <= most)
    };
    (lat.is_empty() && lon.is_empty()) || (within(lat, 90.0) && within(lon, 180.0))
}

/// Writes rows as a table: in order, each id once and none that is known, cells without tabs.
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
