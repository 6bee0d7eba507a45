//! Quoted lines of mails: the marks that stand before their text (`> `, `>> `, `| `).

use std::ops::RangeInclusive;

/// Longer indents stand before code and tables.
const DEEPEST_INDENT: usize = 3; // spaces

/// Quoted lines are wrapped if the longest of them is so long, in bytes; longer ones are paragraphs.
const WRAPPED: RangeInclusive<usize> = 40..=240;

/// The marks at the start of a quoted line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marks {
    /// How many.
    pub depth: usize,
    /// Where the text behind them starts, in bytes of the line.
    pub end: usize,
}

/// Returns the marks of a quoted line; `None` if it is none.
///
/// A row of a table (`| a | b |`) is none, nor is what compares or points: `>50 people`, `>= 3`.
pub(super) fn marks(line: &str) -> Option<Marks> {
    let bytes = line.as_bytes();
    let mut at = bytes.iter().take_while(|byte| **byte == b' ').count();
    if at > DEEPEST_INDENT {
        return None;
    }
    let (mut depth, mut bars) = (0, 0);
    loop {
        match bytes.get(at) {
            Some(b'>') => depth += 1,
            Some(b'|') => (depth, bars) = (depth + 1, bars + 1),
            // One space may stand between marks, and one is no part of the text.
            Some(b' ') if depth > 0 && matches!(bytes.get(at + 1), Some(b'>' | b'|')) => {}
            _ => break,
        }
        at += 1;
    }
    if depth == 0 {
        return None;
    }
    let text = &line[at..];
    let compares = text.starts_with(|c: char| c.is_ascii_digit() || c == '=');
    let is_row = bars > 0 && text.contains('|');
    if compares || is_row {
        return None;
    }
    let space = usize::from(text.starts_with(' '));
    Some(Marks {
        depth,
        end: at + space,
    })
}

/// Returns whether any line of `text` may have marks.
pub(super) fn may_have_marks(text: &str) -> bool {
    memchr::memchr2(b'>', b'|', text.as_bytes()).is_some()
}

/// Returns the depth of quotation of a line, 0 if it is not quoted, and its text.
pub(super) fn parted(line: &str) -> (usize, &str) {
    match marks(line) {
        Some(marks) => (marks.depth, &line[marks.end..]),
        None => (0, line),
    }
}

/// Returns the length of the longest quoted line, without its marks, in bytes; 0 if there is none.
pub(super) fn longest(text: &str) -> usize {
    let lines = text.lines().map(parted);
    let quoted = lines.filter(|(depth, _)| *depth > 0);
    quoted
        .map(|(_, text)| text.trim_end().len())
        .max()
        .unwrap_or(0)
}

/// Returns whether the paragraph of a quoted line goes on in the next one of the same depth. Both come
/// without their marks; `longest` is the length of the longest quoted line, in bytes.
pub(super) fn goes_on(line: &str, next: &str, longest: usize) -> bool {
    let (line, next) = (line.trim_end(), next.trim_start());
    let short = line.len() < longest * 3 / 5;
    if short && ends_sentence(line) {
        return false; // a paragraph's short last line
    }
    if next.starts_with(char::is_lowercase) {
        return true;
    }
    // Where a program broke the line, the next word had no room in it.
    let word = next.split_whitespace().next().unwrap_or("");
    let full = line.len() + 1 + word.len() > longest;
    WRAPPED.contains(&longest) && (full || !short)
}

/// Returns whether a line, or what stands behind its last word, ends a sentence or opens a list.
pub(super) fn ends_sentence(line: &str) -> bool {
    let line = line.trim_end();
    let tail = line.len() - line.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    line[line.len() - tail..].contains(['.', '!', '?', ':', '…'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_told_from_tables_and_comparisons() {
        for (line, wanted) in [
            ("> text", (1, "text")),
            (">text", (1, "text")),
            (" > text", (1, "text")),
            (">> text", (2, "text")),
            ("> > > text", (3, "text")),
            (">  indented", (1, " indented")),
            ("| text", (1, "text")),
            ("|> text", (2, "text")),
            (">", (1, "")),
            ("> ", (1, "")),
            ("text > text", (0, "text > text")),
            ("| a | b |", (0, "| a | b |")),
            ("> | a | b", (0, "> | a | b")),
            (">50 people", (0, ">50 people")),
            ("> 50 people", (1, "50 people")),
            (">= 3", (0, ">= 3")),
            ("    > code", (0, "    > code")),
            ("", (0, "")),
        ] {
            assert_eq!(parted(line), wanted, "{line}");
        }
    }
}
