//! Text columns: truncates and pads cells to a width.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::render::safe;

/// The alignment of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Right,
}

/// Returns the text in exactly `width` columns, without terminal control characters; truncated with `…` if it is longer.
pub(super) fn fitted(text: &str, width: usize, align: Align) -> String {
    let text = safe(text);
    let cut = cut(&text, width);
    let fill = " ".repeat(width - cut.width());
    match align {
        Align::Left => cut + &fill,
        Align::Right => fill + &cut,
    }
}

/// Does the same for a path, aligned to the left, but keeps the end of it.
pub(super) fn fitted_end(path: &str, width: usize) -> String {
    let reversed: String = safe(path).chars().rev().collect();
    let end: String = cut(&reversed, width).chars().rev().collect();
    fitted(&end, width, Align::Left)
}

/// Returns the display width of a text, in columns.
pub(super) fn width_of(text: &str) -> usize {
    safe(text).width()
}

fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut columns = 0;
    for c in text.chars() {
        let of_char = c.width().unwrap_or(0);
        if columns + of_char + 1 > width {
            break;
        }
        columns += of_char;
        kept.push(c);
    }
    match width {
        0 => String::new(),
        _ => kept + "…",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_padded_or_truncated_to_the_width_of_their_column() {
        for (text, width, wanted) in [
            ("Kenscoff", 10, "Kenscoff  "),
            ("Kenscoff", 8, "Kenscoff"),
            ("Kenscoff", 5, "Kens…"),
            ("海地海地", 4, "海… "),
            ("a\u{1b}", 3, "a\u{fffd} "),
            ("a", 0, ""),
        ] {
            assert_eq!(fitted(text, width, Align::Left), wanted);
        }
        assert_eq!(fitted("12", 4, Align::Right), "  12");
        assert_eq!(fitted_end("/Haiti/Ouest", 7), "…/Ouest");
        assert_eq!(fitted_end("/Haiti", 7), "/Haiti ");
    }
}
