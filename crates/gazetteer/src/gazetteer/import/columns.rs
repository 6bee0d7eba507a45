//! Imports a CSV with a column map.

use super::filed::Filed;
use super::{ColumnMap, ImportError, Row, Taken, alternates};

/// Collects the places of all rows that have a path and an id.
pub(super) fn take(
    header: &[String],
    records: &[Vec<String>],
    map: &ColumnMap,
    filed: &mut Filed,
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
        let mut path = String::new();
        let mut is_known = false;
        for part in &parts {
            (path, is_known) = filed.below(&path, &[part]);
        }
        if is_known {
            taken.known += 1;
            continue;
        }
        taken.rows.push(Row {
            path,
            id: own,
            kind: String::new(),
            names: alternates(&further, '|', parts[parts.len() - 1]),
            lat: lat.map_or("", cell).to_owned(),
            lon: lon.map_or("", cell).to_owned(),
        });
    }
    Ok(taken)
}
