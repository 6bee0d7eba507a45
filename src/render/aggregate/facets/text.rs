//! Facet tables for people: one line per value, with its share and a bar.

use std::io::{self, Write};

use super::super::CountSettings;
use super::super::columns::{Align, fitted, fitted_end, width_of};
use super::super::numbers::percent;
use crate::response::facets::{FacetTable, FacetTables};

/// The maximum width of a bar, and the width reserved for bars next to long values, in columns.
const BARS: (usize, usize) = (40, 10);
const GAP: &str = "  ";
const TOTAL: &str = "total";
const NONE: &str = "(none)";
const SHARE: &str = "share";

pub(super) fn write(
    out: &mut dyn Write,
    tables: &FacetTables,
    settings: &CountSettings,
) -> io::Result<()> {
    let with_values = tables
        .tables
        .iter()
        .filter(|table| !table.values.is_empty());
    for (n, table) in with_values.enumerate() {
        if n > 0 {
            writeln!(out)?;
        }
        write_one(out, table, tables.unit.word(), settings)?;
    }
    Ok(())
}

fn write_one(
    out: &mut dyn Write,
    table: &FacetTable,
    unit: &str,
    settings: &CountSettings,
) -> io::Result<()> {
    let of_counts = table.total.to_string().len().max(unit.len());
    let of_shares = "100.0%".len();
    let taken = of_counts + of_shares + 3 * GAP.len();
    let values = table.values.iter().map(|value| width_of(&value.value));
    let widest = values
        .chain([width_of(&table.by), NONE.len()])
        .max()
        .unwrap_or(0);
    let of_values = widest
        .min(settings.width.saturating_sub(taken + BARS.1))
        .max(NONE.len());
    let of_bars = settings.width.saturating_sub(taken + of_values).min(BARS.0);
    let mut line = |value: &str, count: &str, share: &str, bar: &str| {
        let value = fitted_end(value, of_values);
        let count = fitted(count, of_counts, Align::Right);
        let share = fitted(share, of_shares, Align::Right);
        let line = [&value, &count, &share, bar].join(GAP);
        writeln!(out, "{}", line.trim_end())
    };
    line(&table.by, unit, SHARE, "")?;
    let most = table
        .values
        .iter()
        .map(|value| value.count)
        .max()
        .unwrap_or(0);
    for value in &table.values {
        let share = percent(table.share(value));
        let bar = settings.bars.bar(value.count as f64, most as f64, of_bars);
        line(&value.value, &value.count.to_string(), &share, &bar)?;
    }
    if table.without > 0 {
        let share = table.without as f64 / table.total as f64;
        line(NONE, &table.without.to_string(), &percent(Some(share)), "")?;
    }
    line(TOTAL, &table.total.to_string(), "", "")
}

#[cfg(test)]
mod tests {
    use super::super::super::written;
    use super::super::{FORMATS, sample};

    #[test]
    fn text_has_a_bar_for_each_value_and_the_number_of_reports_without_one() {
        let wanted = "
area=/Haiti   reports   share
/Haiti/Ouest        6   75.0%  ██████████
/Haiti/Nord         3   37.5%  █████
(none)              1   12.5%
total               8

source  reports   share
=Wire         8  100.0%  ████████████████
total         8
";
        let text = written(FORMATS, "text", &sample::tables(), 41);
        assert_eq!(format!("\n{text}"), wanted);
    }

    #[test]
    fn a_long_path_is_truncated_at_its_start() {
        let text = written(FORMATS, "text", &sample::tables(), 36);
        assert!(text.contains("\n…/Ouest        6"), "{text}");
    }
}
