//! How people see under what a report is filed, and how many are filed where.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::safe;
use crate::response::FacetValue;

/// Returns the last names of a facet's values, as many as fit `width`, the first in any case.
pub(super) fn facet_line(facet: &str, paths: &[String], width: usize) -> String {
    let mut line = format!("{}: ", safe(facet));
    for (i, path) in paths.iter().enumerate() {
        let name = last_name(path);
        // A name that two values share says nothing.
        let is_shared = paths
            .iter()
            .filter(|other| last_name(other) == name)
            .count()
            > 1;
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

/// Returns the last name of a path; a `/` inside a name is written `\/` in paths.
fn last_name(path: &str) -> String {
    let mut name = String::new();
    let mut escaped = false;
    for c in path.chars() {
        match c {
            '\\' if !escaped => {
                escaped = true;
                continue;
            }
            '/' if !escaped => name.clear(),
            c => name.push(c),
        }
        escaped = false;
    }
    safe(&name).into_owned()
}

/// Writes counted values as a tree, each level two columns further in.
pub(super) fn write_counts(
    out: &mut dyn Write,
    values: &[FacetValue],
    depth: usize,
) -> io::Result<()> {
    for value in values {
        let (indent, name) = ("  ".repeat(depth), last_name(&value.path));
        writeln!(out, "{indent}{name} ({})", value.count)?;
        write_counts(out, &value.children, depth + 1)?;
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
    }
}
