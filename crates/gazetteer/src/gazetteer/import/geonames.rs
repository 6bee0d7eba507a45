//! Imports a country dump of GeoNames.

use std::collections::HashMap;

use super::{ImportError, Row, Taken, alternates};
use reportage_text::facet_path;

/// The number of columns of a dump, which has no header.
pub(super) const COLUMNS: usize = 19;

/// Collects countries, divisions and populated places below `country`, or below the country named
/// in the dump if it is empty.
pub(super) fn take(text: &str, country: &str) -> Result<Taken, ImportError> {
    let mut taken = Taken::default();
    let lines: Vec<Vec<&str>> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.split('\t').collect())
        .collect();
    let (lines, broken): (Vec<_>, Vec<_>) =
        lines.into_iter().partition(|cells| cells.len() == COLUMNS);
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
            // Historical, abandoned, destroyed.
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

/// Returns whether a GeoNames feature code is that of a country or territory.
fn is_country(code: &str) -> bool {
    matches!(code, "PCLI" | "PCLD" | "PCLS" | "TERR")
}
