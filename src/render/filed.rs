//! Facet values for people: the values of a report, and counts of values.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::safe;
use crate::facet_path;
use crate::response::{FacetCounts, FacetValue};

/// Returns a line with the labels of a facet's values, as many as fit `width` but at least one.
pub(super) fn facet_line(facet: &str, labels: &[String], width: usize) -> String {
    let mut line = format!("{}: ", safe(facet));
    for (i, label) in labels.iter().enumerate() {
        let label = safe(label);
        let between = if i == 0 { "" } else { ", " };
        let left = labels.len() - i - 1;
        let more = if left == 0 {
            0
        } else {
            format!(", +{left} more").width()
        };
        if i > 0 && line.width() + between.len() + label.width() + more > width {
            line.push_str(&format!(", +{} more", left + 1));
            break;
        }
        line.push_str(between);
        line.push_str(&label);
    }
    line
}

/// Returns the last name of a path, [`safe`] for a terminal.
pub(super) fn last_name(path: &str) -> String {
    safe(&facet_path::last_name(path)).into_owned()
}

/// The maximum number of values shown per facet.
const MOST_VALUES: usize = 20;

/// Writes the most frequent values of a facet as a tree, indented by two columns per level, and the number of the others.
pub(super) fn write_counts(out: &mut dyn Write, facet: &FacetCounts) -> io::Result<()> {
    let (values, left) = most_filed(facet);
    for (depth, value) in values {
        let (indent, name) = ("  ".repeat(depth + 1), last_name(&value.path));
        writeln!(out, "{indent}{name} ({})", value.count)?;
    }
    if left > 0 {
        let name = safe(&facet.name);
        writeln!(
            out,
            "  +{left} more: `reportage facets {name}`, or {name}=VALUE for those below a value"
        )?;
    }
    Ok(())
}

/// Returns the most frequent values of a facet with their depth, each after its parent, and the number of the others.
pub(super) fn most_filed(facet: &FacetCounts) -> (Vec<(usize, &FacetValue)>, usize) {
    let mut all = Vec::new();
    collect(&facet.values, 0, &mut all);
    // A value never has more reports than its parent, so the parent of a shown value is shown, too.
    all.sort_by_key(|(depth, value)| (Reverse(value.count), *depth, &value.path));
    let shown: HashSet<&str> = all
        .iter()
        .take(MOST_VALUES)
        .map(|(_, value)| value.path.as_str())
        .collect();
    let mut values = Vec::new();
    collect(&facet.values, 0, &mut values);
    values.retain(|(_, value)| shown.contains(value.path.as_str()));
    (values, all.len() - shown.len())
}

fn collect<'a>(values: &'a [FacetValue], depth: usize, into: &mut Vec<(usize, &'a FacetValue)>) {
    for value in values {
        into.push((depth, value));
        collect(&value.children, depth + 1, into);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_as_many_labels_as_fit() {
        let labels = ["Alpha", "Bravo", "Charlie", "Delta"].map(str::to_owned);
        let line = |width| facet_line("area", &labels, width);
        assert_eq!(line(27), "area: Alpha, Bravo, +2 more");
        assert_eq!(line(80), "area: Alpha, Bravo, Charlie, Delta");
        assert_eq!(line(5), "area: Alpha, +3 more");
    }

    #[test]
    fn the_most_frequent_values_are_shown_and_the_others_counted() {
        let value = |path: String, count, children| FacetValue {
            path,
            count,
            children,
        };
        let leaf = |n: u64| value(format!("/Haiti/V{n:02}"), 40 - n, Vec::new());
        let facet = FacetCounts {
            name: "area".to_owned(),
            values: vec![
                value("/Haiti".to_owned(), 90, (0..30).map(leaf).collect()),
                value("/Kenya".to_owned(), 25, Vec::new()),
            ],
        };
        let mut out = Vec::new();
        write_counts(&mut out, &facet).unwrap();
        let got = String::from_utf8(out).unwrap();
        let lines: Vec<&str> = got.lines().collect();
        // By count, Kenya (25) is between the 15th and the 16th value of Haiti.
        assert_eq!(lines[..2], ["  Haiti (90)", "    V00 (40)"]);
        assert_eq!(lines[18..20], ["    V17 (23)", "  Kenya (25)"]);
        assert_eq!(
            lines[20..],
            ["  +12 more: `reportage facets area`, or area=VALUE for those below a value"]
        );
    }
}
