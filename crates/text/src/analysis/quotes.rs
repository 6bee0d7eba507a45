//! Quoted lines of mails and their quote markers (`> `, `>> `, `| `).

use std::ops::RangeInclusive;

/// Longer indents introduce code and tables.
const DEEPEST_INDENT: usize = 3; // spaces

/// Quoted lines count as wrapped if the longest is in this range, in bytes; longer lines are whole
/// paragraphs.
const WRAPPED: RangeInclusive<usize> = 40..=240;

/// The quote markers at the start of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marks {
    /// The number of markers.
    pub depth: usize,
    /// Where the quoted text starts, in bytes of the line.
    pub end: usize,
}

/// Returns the quote markers of a line; `None` if it is not quoted.
///
/// Table rows (`| a | b |`), comparisons and arrows (`>50 people`, `>= 3`) are not quotes.
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
            // One space is allowed between markers, and one after them is not part of the text.
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

/// Returns whether any line of `text` may have quote markers.
pub(super) fn may_have_marks(text: &str) -> bool {
    memchr::memchr2(b'>', b'|', text.as_bytes()).is_some()
}

/// Splits a line into its quote depth, 0 if it is not quoted, and its text.
pub(super) fn parted(line: &str) -> (usize, &str) {
    match marks(line) {
        Some(marks) => (marks.depth, &line[marks.end..]),
        None => (0, line),
    }
}

/// Returns the length of the longest quoted line without its markers, in bytes; 0 if there is none.
pub(super) fn longest(text: &str) -> usize {
    let lines = text.lines().map(parted);
    let quoted = lines.filter(|(depth, _)| *depth > 0);
    quoted
        .map(|(_, text)| text.trim_end().len())
        .max()
        .unwrap_or(0)
}

/// Returns whether a quoted paragraph continues on the next line of the same depth. Both lines come
/// without markers; `longest` is the length of the longest quoted line, in bytes.
pub(super) fn goes_on(line: &str, next: &str, longest: usize) -> bool {
    let (line, next) = (line.trim_end(), next.trim_start());
    let short = line.len() < longest * 3 / 5;
    if short && ends_sentence(line) {
        return false; // the short last line of a paragraph
    }
    if next.starts_with(char::is_lowercase) {
        return true;
    }
    // The line was wrapped because the next word did not fit.
    let word = next.split_whitespace().next().unwrap_or("");
    let full = line.len() + 1 + word.len() > longest;
    WRAPPED.contains(&longest) && (full || !short)
}

/// Returns whether a line, or the text after its last word, ends a sentence or introduces a list.
pub(super) fn ends_sentence(line: &str) -> bool {
    let line = line.trim_end();
    let tail = line.len() - line.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    line[line.len() - tail..].contains(['.', '!', '?', ':', '…'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quote_markers_are_distinguished_from_tables_and_comparisons() {
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
