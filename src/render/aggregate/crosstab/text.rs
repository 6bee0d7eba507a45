//! Cross-tables for people: counts with a sign where they are significant, margins, and a bar for each row.

use std::io::{self, Write};

use super::super::CountSettings;
use super::super::columns::{Align, fitted, width_of};
use crate::response::crosstab::{AxisValue, Cell, Crosstab};

/// The maximum widths of row and column names, in columns.
const WIDEST_ROW: usize = 24;
const WIDEST_COLUMN: usize = 14;
/// The maximum width of a bar, and the minimum below which none is drawn.
const BARS: (usize, usize) = (20, 4);
const GAP: &str = "  ";
const TOTAL: &str = "total";
const LEGEND: &str = "+ more often than by chance, - less (log-likelihood above 10.83, p < 0.001)";

pub(super) fn write(
    out: &mut dyn Write,
    crosstab: &Crosstab,
    settings: &CountSettings,
) -> io::Result<()> {
    let (rows, columns) = (&crosstab.rows.values, &crosstab.columns.values);
    let widest = rows.iter().map(|row| width_of(&row.label));
    let of_names = widest.max().unwrap_or(0).clamp(TOTAL.len(), WIDEST_ROW);
    let of_totals = digits(crosstab.total).max(TOTAL.len());
    let of_column = |column: &AxisValue| {
        // One more column for the sign behind the count.
        let of_count = digits(column.count) + 1;
        width_of(&column.label).min(WIDEST_COLUMN).max(of_count)
    };
    let widths: Vec<usize> = columns.iter().map(of_column).collect();
    let mut left = settings
        .width
        .saturating_sub(of_names + GAP.len() + of_totals);
    let fits = |width: &&usize| {
        let taken = **width + GAP.len();
        let fits = taken <= left;
        if fits {
            left -= taken;
        }
        fits
    };
    // At least one, even on a terminal that is too narrow.
    let fitting = widths.iter().take_while(fits).count();
    let shown = fitting.max(1).min(columns.len());
    let of_bars = left.saturating_sub(GAP.len()).min(BARS.0);
    let mut line = |name: &str, cells: &[String], total: &str, bar: &str| {
        let mut line = fitted(name, of_names, Align::Left);
        for (cell, width) in cells.iter().zip(&widths) {
            line += GAP;
            line += &fitted(cell, *width, Align::Right);
        }
        line += GAP;
        line += &fitted(total, of_totals, Align::Right);
        line += GAP;
        line += bar;
        writeln!(out, "{}", line.trim_end())
    };
    let heads = columns[..shown].iter().map(|column| column.label.clone());
    line("", &heads.collect::<Vec<String>>(), TOTAL, "")?;
    let most = rows.iter().map(|row| row.count).max().unwrap_or(0);
    for (row, cells) in rows.iter().zip(&crosstab.cells) {
        let bar = match of_bars >= BARS.1 {
            true => settings.bars.bar(row.count as f64, most as f64, of_bars),
            false => String::new(),
        };
        let cells: Vec<String> = cells[..shown].iter().map(with_sign).collect();
        line(&row.label, &cells, &row.count.to_string(), &bar)?;
    }
    let totals = columns[..shown]
        .iter()
        .map(|column| format!("{} ", column.count));
    let totals: Vec<String> = totals.collect();
    line(TOTAL, &totals, &crosstab.total.to_string(), "")?;
    let cells = crosstab.cells.iter().flat_map(|row| &row[..shown]);
    if cells.clone().any(|cell| cell.g2.abs() > Cell::SIGNIFICANT) {
        writeln!(out, "{LEGEND}")?;
    }
    let cut = columns.len() - shown;
    if cut > 0 {
        writeln!(out, "({cut} more columns do not fit: --format csv has all)")?;
    }
    Ok(())
}

fn with_sign(cell: &Cell) -> String {
    let sign = match cell.g2 {
        g2 if g2 > Cell::SIGNIFICANT => '+',
        g2 if g2 < -Cell::SIGNIFICANT => '-',
        _ => ' ',
    };
    format!("{}{sign}", cell.count)
}

fn digits(number: u64) -> usize {
    number.to_string().len()
}

#[cfg(test)]
mod tests {
    use super::super::super::written;
    use super::super::{FORMATS, sample};

    #[test]
    fn text_has_margins_signs_and_bars() {
        let wanted = "
        Haiti  Kenya  total
Police    10-    10+     40  █████
G9        12      0      20  ██▌
total     50     10     100
+ more often than by chance, - less (log-likelihood above 10.83, p < 0.001)
";
        let text = written(FORMATS, "text", &sample::crosstab(), 34);
        assert_eq!(format!("\n{text}"), wanted);
    }

    #[test]
    fn columns_that_do_not_fit_are_counted() {
        let text = written(FORMATS, "text", &sample::crosstab(), 22);
        assert!(text.starts_with("        Haiti  total\n"), "{text}");
        assert!(text.ends_with("(1 more columns do not fit: --format csv has all)\n"));
    }
}
