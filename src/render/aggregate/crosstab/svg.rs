//! Cross-tables as SVG: a grid of counts, coloured by how far they are from the expected counts.

use std::io::{self, Write};

use crate::render::svg::{Anchor, Area, COLOURS, FONT, LIGHT, Picture};
use crate::response::crosstab::{Cell, Crosstab};

/// The sizes of a cell and of the space for row and column names, in pixels.
const CELL: (f64, f64) = (64.0, 24.0);
const NAMES: (f64, f64) = (200.0, 70.0);
const MARGIN: f64 = 10.0;
/// The log-likelihood at which a cell has its full colour.
const FULL: f64 = 5.0 * Cell::SIGNIFICANT;
/// The most rows and columns that are drawn.
const MOST: usize = 60;
/// Colours of counts above and below the expected count.
const MORE: &str = COLOURS[0];
const LESS: &str = COLOURS[1];

pub(super) fn write(out: &mut dyn Write, crosstab: &Crosstab) -> io::Result<()> {
    let rows = &crosstab.rows.values[..crosstab.rows.values.len().min(MOST)];
    let columns = &crosstab.columns.values[..crosstab.columns.values.len().min(MOST)];
    // One more column and row for the margins.
    let width = NAMES.0 + CELL.0 * (columns.len() + 1) as f64 + 2.0 * MARGIN;
    let height = NAMES.1 + CELL.1 * (rows.len() + 2) as f64 + 2.0 * MARGIN;
    let mut picture = Picture::new(width, height);
    let title = title_of(crosstab);
    picture.text(MARGIN, MARGIN + FONT, Anchor::Start, width, &title);
    let area = |row: usize, column: usize| Area {
        x: MARGIN + NAMES.0 + CELL.0 * column as f64,
        y: MARGIN + NAMES.1 + CELL.1 * row as f64,
        width: CELL.0,
        height: CELL.1,
    };
    let write_in = |picture: &mut Picture, row: usize, column: usize, text: &str| {
        let area = area(row, column);
        let (x, y) = (area.x + CELL.0 / 2.0, area.y + CELL.1 / 2.0 + FONT / 3.0);
        picture.text(x, y, Anchor::Middle, CELL.0, text);
    };
    for (n, column) in columns.iter().enumerate() {
        let x = area(0, n).x + CELL.0 / 2.0;
        // Alternates between two lines, so that each name may be two cells wide.
        let line = if n % 2 == 0 { 0.5 } else { 2.0 };
        let y = MARGIN + NAMES.1 - FONT * line;
        picture.text(x, y, Anchor::Middle, 2.0 * CELL.0, &column.label);
        write_in(&mut picture, rows.len(), n, &column.count.to_string());
    }
    for (n, row) in rows.iter().enumerate() {
        let y = area(n, 0).y + CELL.1 / 2.0 + FONT / 3.0;
        let x = MARGIN + NAMES.0 - 6.0;
        picture.text(x, y, Anchor::End, NAMES.0 - 6.0, &row.label);
        write_in(&mut picture, n, columns.len(), &row.count.to_string());
        for (m, column) in columns.iter().enumerate() {
            let cell = &crosstab.cells[n][m];
            let about = format!(
                "{}, {}: {}, {:.1} by chance, log-likelihood {:.1}",
                row.value, column.value, cell.count, cell.expected, cell.g2
            );
            let colour = if cell.g2 < 0.0 { LESS } else { MORE };
            let opacity = (cell.g2.abs() / FULL).min(1.0) * 0.7;
            picture.rectangle(area(n, m), colour, opacity, &about);
            write_in(&mut picture, n, m, &cell.count.to_string());
        }
    }
    let corner = area(rows.len(), columns.len());
    for y in [area(0, 0).y, corner.y] {
        let right = corner.x + CELL.0;
        picture.line(&[(MARGIN, y), (right, y)], LIGHT, 1.0);
    }
    write_in(
        &mut picture,
        rows.len(),
        columns.len(),
        &crosstab.total.to_string(),
    );
    picture.write(out, &title)
}

fn title_of(crosstab: &Crosstab) -> String {
    let (rows, columns) = (&crosstab.rows.by, &crosstab.columns.by);
    let of = match crosstab.query.query.is_empty() {
        true => String::new(),
        false => format!(": {}", crosstab.query.query),
    };
    format!("{} by {rows} and {columns}{of}", crosstab.unit.word())
}

#[cfg(test)]
mod tests {
    use super::super::super::written;
    use super::super::{FORMATS, sample};

    #[test]
    fn each_cell_has_its_count_and_is_coloured_by_its_log_likelihood() {
        let svg = written(FORMATS, "svg", &sample::crosstab(), 80);
        assert!(svg.contains("<title>passages by actor@leaves and area: attack</title>"));
        let more = "fill=\"#0072b2\" fill-opacity=\"0.26\"><title>/Police, /Kenya: 10, 4.0 by chance, log-likelihood 20.2</title>";
        assert!(svg.contains(more), "{svg}");
        let less = "fill=\"#d55e00\" fill-opacity=\"0.23\"><title>/Police, /Haiti: 10";
        assert!(svg.contains(less), "{svg}");
        assert_eq!(svg.matches("<rect x=").count(), 4);
    }
}
