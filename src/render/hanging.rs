//! Wraps a line of plain text with a hanging indent.

use unicode_width::UnicodeWidthStr;

use super::wrap::{Marks, wrap};
use crate::response::Part;

/// The minimum width of text, in columns, even on a narrower terminal.
const LEAST_WIDTH: usize = 20;

/// Wraps `line` to at most `width` columns and indents continuation lines by `indent` columns. Replaces terminal control
/// characters. A line that fits is otherwise unchanged.
///
/// Lines break between words; only a word longer than a line is split.
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
    fn continuation_lines_are_indented_and_none_is_too_wide() {
        let line = "  one two three four five six";
        let wanted = ["  one two three four", "      five six"];
        assert_eq!(hanging(line, 26, 6), wanted);
        assert_eq!(hanging(line, 29, 6), [line]);
    }

    #[test]
    fn terminal_control_characters_are_replaced() {
        assert_eq!(hanging("a\u{1b}b", 80, 2), ["a\u{fffd}b"]);
    }
}
