//! How people see under what a report is filed, and how many are filed where.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::safe;
use crate::facet_path;
use crate::response::{FacetCounts, FacetValue};

/// Returns the last names of a facet's values, as many as fit `width`, the first in any case.
pub(super) fn facet_line(facet: &str, paths: &[String], width: usize) -> String {
    let mut line = format!("{}: ", safe(facet));
    for (i, path) in paths.iter().enumerate() {
        let name = last_name(path);
        // A name that two values share says nothing.
        let part = facet_path::last_part(path);
        let mut alike = paths.iter().filter(|other| {
            other.ends_with(part) && facet_path::last_part(other) == part // few get that far
        });
        let is_shared = alike.nth(1).is_some();
        let name = if is_shared {
            safe(path).into_owned()
        } else {
            name
        };

        let between = if i == 0 { "" } else { ", " };
        let left = paths.len() - i - 1;
        let more = if left == 0 {
            0
        } else {
            format!(", +{left} more").width()
        };
        if i > 0 && line.width() + between.len() + name.width() + more > width {
            line.push_str(&format!(", +{} more", left + 1));
            break;
        }
        line.push_str(between);
        line.push_str(&name);
    }
    line
}

/// Returns a facet's values, first those that the report is mainly about; otherwise in their order.
pub(super) fn main_first(
    facet: &str,
    paths: &[String],
    main: &[(String, Vec<String>)],
) -> Vec<String> {
    let main = main.iter().find(|(name, _)| name == facet);
    let main = main.map_or(&[][..], |(_, paths)| paths);
    let mut paths = paths.to_vec();
    paths.sort_by_key(|path| !main.contains(path)); // stable
    paths
}

/// Returns the last name of a path, made safe.
fn last_name(path: &str) -> String {
    safe(&facet_path::last_name(path)).into_owned()
}

/// How many values of a facet are shown at most.
const MOST_VALUES: usize = 20;

/// Writes the values of a facet that most reports have as a tree, each level two columns further in,
/// and how many there are beside them.
pub(super) fn write_counts(out: &mut dyn Write, facet: &FacetCounts) -> io::Result<()> {
    let mut all = Vec::new();
    collect(&facet.values, 0, &mut all);
    // A value has no more reports than the one above it, so that whatever is shown stands below what
    // is shown.
    all.sort_by_key(|(depth, value)| (Reverse(value.count), *depth, &value.path));
    let shown: HashSet<&str> = all
        .iter()
        .take(MOST_VALUES)
        .map(|(_, value)| value.path.as_str())
        .collect();
    write_tree(out, &facet.values, &shown, 1)?;
    let left = all.len() - shown.len();
    if left > 0 {
        let name = safe(&facet.name);
        writeln!(
            out,
            "  +{left} more: `reportage facets {name}`, or {name}=VALUE for those below a value"
        )?;
    }
    Ok(())
}

fn collect<'a>(values: &'a [FacetValue], depth: usize, into: &mut Vec<(usize, &'a FacetValue)>) {
    for value in values {
        into.push((depth, value));
        collect(&value.children, depth + 1, into);
    }
}

fn write_tree(
    out: &mut dyn Write,
    values: &[FacetValue],
    shown: &HashSet<&str>,
    depth: usize,
) -> io::Result<()> {
    for value in values {
        if shown.contains(value.path.as_str()) {
            let (indent, name) = ("  ".repeat(depth), last_name(&value.path));
            writeln!(out, "{indent}{name} ({})", value.count)?;
            write_tree(out, &value.children, shown, depth + 1)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_facets_names_are_as_many_as_fit_and_whole_paths_where_two_are_the_same() {
        let paths = |paths: &[&str]| {
            paths
                .iter()
                .map(|path| path.to_string())
                .collect::<Vec<_>>()
        };
        let many = paths(&["/A/Alpha", "/A/Bravo", "/A/Charlie", "/A/Delta"]);
        assert_eq!(facet_line("area", &many, 27), "area: Alpha, Bravo, +2 more");
        assert_eq!(
            facet_line("area", &many, 80),
            "area: Alpha, Bravo, Charlie, Delta"
        );
        assert_eq!(facet_line("area", &many, 5), "area: Alpha, +3 more");
        let same = paths(&["/A/Paris", "/B/Paris", "/C/AC\\/DC"]);
        assert_eq!(
            facet_line("area", &same, 80),
            "area: /A/Paris, /B/Paris, AC/DC"
        );
        let ending_alike = paths(&["/A/DC", "/C/AC\\/DC"]);
        assert_eq!(facet_line("area", &ending_alike, 80), "area: DC, AC/DC");
    }

    #[test]
    fn what_a_report_is_mainly_about_comes_first() {
        let paths = ["/A", "/B/X", "/C", "/D"].map(str::to_owned);
        let main = [
            ("actor".to_owned(), vec!["/A".to_owned()]),
            ("area".to_owned(), vec!["/B/X".to_owned(), "/D".to_owned()]),
        ];
        assert_eq!(
            main_first("area", &paths, &main),
            ["/B/X", "/D", "/A", "/C"]
        );
        assert_eq!(main_first("organisation", &paths, &main), paths);
    }

    #[test]
    fn the_values_that_most_reports_have_are_shown_and_the_others_counted() {
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
        // Kenya's 25 stand between the 15th and the 16th of Haiti.
        assert_eq!(lines[..2], ["  Haiti (90)", "    V00 (40)"]);
        assert_eq!(lines[18..20], ["    V17 (23)", "  Kenya (25)"]);
        assert_eq!(
            lines[20..],
            ["  +12 more: `reportage facets area`, or area=VALUE for those below a value"]
        );
    }
}
