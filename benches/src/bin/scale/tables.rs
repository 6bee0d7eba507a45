//! Writes the results as Markdown tables.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::results::{Results, Size};
use crate::rows::{Growth, Row, TABLES};

/// The size that the largest one is compared with in the last column.
const BASE: usize = 100_000;

/// Returns the tables, and where and when they were measured.
pub fn of(results: &Results) -> String {
    let sizes = &results.sizes;
    let growth = growth(sizes);
    let mut text = String::new();
    for table in TABLES {
        let mut head = vec![table.title.to_owned()];
        head.extend(sizes.iter().map(|size| grouped(size.reports)));
        if let Some((base, largest)) = growth {
            head.push(format!(
                "{} / {}",
                short(largest.reports),
                short(base.reports)
            ));
        }
        push_line(&mut text, &head);
        let rules = head.iter().skip(1).map(|_| "---:".to_owned());
        let rules: Vec<String> = std::iter::once("---".to_owned()).chain(rules).collect();
        push_line(&mut text, &rules);
        for row in table.rows {
            push_line(&mut text, &cells(row, sizes, growth));
        }
        text.push('\n');
    }
    for line in provenance(sizes) {
        let _ = writeln!(text, "{line}");
    }
    text
}

/// Returns the cells of a row; a value that was not measured is left empty.
fn cells(row: &Row, sizes: &[Size], growth: Option<(&Size, &Size)>) -> Vec<String> {
    let mut cells = vec![row.label.to_owned()];
    for size in sizes {
        let value = size.values.get(row.key);
        cells.push(value.map_or(String::new(), |&value| significant(value)));
    }
    if let Some((base, largest)) = growth {
        let ratio = || Some(largest.values.get(row.key)? / base.values.get(row.key)?);
        let shown = match row.growth {
            Growth::Shown => ratio(),
            Growth::Hidden => None,
        };
        cells.push(shown.map_or(String::new(), |ratio| format!("{ratio:.2}")));
    }
    cells
}

/// Returns the sizes of the last column; `None` if no size is larger than [`BASE`], or it was not measured.
fn growth(sizes: &[Size]) -> Option<(&Size, &Size)> {
    let base = sizes.iter().find(|size| size.reports == BASE)?;
    let largest = sizes.last()?;
    (largest.reports > BASE).then_some((base, largest))
}

/// Says how large the collections are, and where and when they were measured.
fn provenance(sizes: &[Size]) -> Vec<String> {
    let extents = sizes.iter().map(|size| {
        let mean = size.words as f64 / size.reports as f64;
        let reports = short(size.reports);
        format!(
            "{reports} with {mean:.0} words each, {:.0} MB",
            size.bytes as f64 / 1e6
        )
    });
    let extents: Vec<String> = extents.collect();
    let runs = sizes.iter().map(|size| {
        let Size {
            version,
            machine,
            date,
            others,
            ..
        } = size;
        let others = 100.0 * others;
        format!(
            "{version}, {machine}, {date} (other programs took {others:.0} % of the processor time)"
        )
    });
    let runs: BTreeSet<String> = runs.collect();
    let runs: Vec<String> = runs.into_iter().collect();
    vec![
        format!("Collections: {}.", extents.join("; ")),
        format!("Measured with {}.", runs.join("; ")),
    ]
}

fn push_line(text: &mut String, cells: &[String]) {
    let _ = writeln!(text, "| {} |", cells.join(" | "));
}

/// Returns a number of reports in a short form: 10 k, 3 M.
pub fn short(number: usize) -> String {
    match number {
        n if n >= 1_000_000 && n % 100_000 == 0 => format!("{} M", n as f64 / 1e6),
        n if n >= 1000 && n % 100 == 0 => format!("{} k", n as f64 / 1e3),
        n => grouped(n),
    }
}

/// Returns a number with commas between thousands.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Returns a value with some three significant digits.
pub fn significant(value: f64) -> String {
    match value.abs() {
        v if v >= 100.0 => grouped(value.round().max(0.0) as usize),
        v if v >= 10.0 => format!("{value:.1}"),
        v if v >= 1.0 => format!("{value:.2}"),
        _ => format!("{value:.3}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(reports: usize, value: f64) -> Size {
        Size {
            reports,
            words: 120 * reports as u64,
            bytes: 800 * reports as u64,
            date: "2026-01-02".to_owned(),
            machine: "a machine".to_owned(),
            version: "reportage 0".to_owned(),
            others: 0.02,
            values: [("bare index".to_owned(), value)].into(),
        }
    }

    #[test]
    fn the_last_column_compares_the_largest_size_with_100_000() {
        let mut results = Results::default();
        results.add(size(1_000_000, 45.0));
        results.add(size(100_000, 30.0));
        results.add(size(10_000, 20.0));
        let tables = of(&results);
        assert!(tables.starts_with(
            "| Indexing | 10,000 | 100,000 | 1,000,000 | 1 M / 100 k |\n| --- | ---: |"
        ));
        assert!(
            tables.contains("| bare tantivy, µs per report | 20.0 | 30.0 | 45.0 | 1.50 |\n"),
            "{tables}"
        );
    }

    #[test]
    fn without_a_larger_size_nothing_is_compared() {
        let mut results = Results::default();
        results.add(size(100_000, 30.0));
        let tables = of(&results);
        assert!(tables.contains("| bare tantivy, µs per report | 30.0 |\n"));
        assert!(
            tables.ends_with("2026-01-02 (other programs took 2 % of the processor time).\n"),
            "{tables}"
        );
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!(short(10_000), "10 k");
        assert_eq!(short(1_500_000), "1.5 M");
        assert_eq!(short(12_345), "12,345");
        assert_eq!(significant(1234.4), "1,234");
        assert_eq!(significant(0.04567), "0.046");
    }
}
