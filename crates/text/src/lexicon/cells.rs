//! Splits a lexicon table into cells.

use super::error::{Fault, TableError};

/// The column for comments, allowed in every table and ignored.
const NOTE: &str = "note";

/// Returns the cells of these columns in each row, with the 1-based line of the row. The header
/// names the columns in any order; the first `needed` of them must be present. A row may have fewer
/// cells than the header, but not more.
///
/// # Errors
/// The first fault, with its line and column: a missing or unknown column in the header, or a row
/// with too many cells.
pub fn cells<'a, const N: usize>(
    text: &'a str,
    columns: [&'static str; N],
    needed: usize,
) -> Result<Vec<(usize, [&'a str; N])>, TableError> {
    let lines = text.lines().enumerate().map(|(i, line)| (i + 1, line));
    let mut lines = lines.filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty());
    let Some((line, header)) = lines.next() else {
        return Ok(Vec::new());
    };
    let header: Vec<&str> = header.split('\t').map(str::trim).collect();
    for column in &header {
        if !columns.contains(column) && *column != NOTE {
            let all = columns.into_iter().chain([NOTE]);
            let nearest = all.min_by_key(|known| strsim::osa_distance(column, known));
            let nearest = nearest.unwrap_or_default();
            let fault = Fault::UnknownColumn { nearest };
            return Err(TableError::new(line, column, fault));
        }
    }
    let mut places = [None; N];
    for (i, (place, column)) in places.iter_mut().zip(columns).enumerate() {
        *place = header.iter().position(|known| *known == column);
        if place.is_none() && i < needed {
            return Err(TableError::new(line, column, Fault::ColumnMissing));
        }
    }
    let mut rows = Vec::new();
    for (line, row) in lines {
        let cells: Vec<&str> = row.split('\t').map(str::trim).collect();
        if cells.len() > header.len() {
            let (cells, columns) = (cells.len(), header.len());
            let fault = Fault::TooManyCells { cells, columns };
            return Err(TableError::new(line, NOTE, fault));
        }
        let cell = |place: Option<usize>| place.and_then(|place| cells.get(place));
        rows.push((
            line,
            places.map(|place| cell(place).copied().unwrap_or_default()),
        ));
    }
    Ok(rows)
}

/// Splits a cell into its values, which are separated by `|`.
pub(super) fn values(cell: &str) -> Vec<String> {
    let values = cell.split('|').map(str::trim);
    let values = values.filter(|value| !value.is_empty());
    values.map(str::to_owned).collect()
}
