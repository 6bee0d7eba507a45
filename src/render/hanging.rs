//! Wraps a line of plain text, and indents the lines that continue it.

use unicode_width::UnicodeWidthStr;

use super::wrap::{Marks, wrap};
use crate::response::Part;

/// Columns that a text gets however narrow the terminal is.
const LEAST_WIDTH: usize = 20;

/// Returns `line` in lines of at most `width` columns, those that continue it behind `indent` columns, without what
/// could steer a terminal. One that fits stays as it is.
///
/// Lines break between words; only a word longer than a line is cut.
pub fn hanging(line: &str, width: usize, indent: usize) -> Vec<String> {
    let line = super::safe(line);
    if line.width() <= width {
        return vec![line.into_owned()];
    }
    let text = line.trim_start();
    let first = line.len() - text.len();
    let width = width.saturating_sub(indent.max(first)).max(LEAST_WIDTH);
    let lines = wrap(&[Part::Plain(text.to_owned())], width, Marks::Signs(""));
    let mut lines: Vec<String> = lines
        .into_iter()
        .map(|line| format!("{:indent$}{line}", ""))
        .collect();
    if let Some(line) = lines.first_mut() {
        line.replace_range(..indent, &" ".repeat(first));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_continue_are_indented_and_none_is_too_wide() {
        let line = "  one two three four five six";
        let wanted = ["  one two three four", "      five six"];
        assert_eq!(hanging(line, 26, 6), wanted);
        assert_eq!(hanging(line, 29, 6), [line]);
    }

    #[test]
    fn what_steers_a_terminal_is_replaced() {
        assert_eq!(hanging("a\u{1b}b", 80, 2), ["a\u{fffd}b"]);
    }
}
