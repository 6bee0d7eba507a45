//! Syntax errors: the message, and the line with a caret under the position.

use std::ops::Range;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

const END: &str = "the end of the query";

/// The most columns of a query's line that [`SyntaxError::caret`] shows before the position.
const COLUMNS_BEFORE: usize = 50;
/// The most columns of a query's line that it shows from the position on.
const COLUMNS_FROM: usize = 25;
/// The most characters of the query in a message.
const MAX_QUOTED: usize = 40;

/// Why a text is not a valid query.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected {expected}, found {found}")]
pub struct SyntaxError {
    /// The span in the query's text, in bytes; empty at the end of the text.
    pub span: Range<usize>,
    /// What was expected there.
    pub expected: String,
    /// What was found there.
    pub found: String,
}

impl SyntaxError {
    /// Makes an error about `span` of `text`, which is quoted in the message.
    pub(super) fn at(text: &str, span: Range<usize>, expected: impl Into<String>) -> SyntaxError {
        let found = if span.is_empty() {
            END.to_owned()
        } else {
            quoted(&text[span.clone()])
        };
        SyntaxError {
            span,
            expected: expected.into(),
            found,
        }
    }

    /// Makes the error that the group or quote opened at `span` is not closed.
    pub(super) fn unclosed(span: Range<usize>, expected: impl Into<String>) -> SyntaxError {
        SyntaxError {
            span,
            expected: expected.into(),
            found: END.to_owned(),
        }
    }

    /// Returns two lines, without a final line break: the line of `text` that contains the error,
    /// and carets under the span. `text` is the query that was parsed.
    ///
    /// A line too long for a terminal is truncated around the span. Tabs and control characters are
    /// shown as one column each, so that the carets are aligned.
    pub fn caret(&self, text: &str) -> String {
        let start = floor(text, self.span.start);
        let end = floor(text, self.span.end).max(start);
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);

        let before = visible(&text[line_start..start]);
        let place = visible(&text[start..end.min(line_end)]);
        let after = visible(&text[end.min(line_end)..line_end]);

        let before = last_columns(&before, COLUMNS_BEFORE);
        let place = first_columns(&place, COLUMNS_FROM);
        let after = first_columns(&after, COLUMNS_FROM.saturating_sub(place.width()));

        let indent = " ".repeat(before.width());
        let carets = "^".repeat(place.width().max(1));
        format!("{before}{place}{after}\n{indent}{carets}")
    }
}

/// Truncates `text` for a message.
fn quoted(text: &str) -> String {
    let mut shown: String = text.chars().take(MAX_QUOTED).map(visible_char).collect();
    if text.chars().nth(MAX_QUOTED).is_some() {
        shown.push_str("...");
    }
    format!("`{shown}`")
}

fn visible(text: &str) -> String {
    text.chars().map(visible_char).collect()
}

/// Replaces control characters and direction overrides, which could affect the output after them.
fn visible_char(c: char) -> char {
    match c {
        c if c.is_whitespace() && c.width() != Some(2) => ' ',
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => '\u{FFFD}',
        c if c.is_control() => '\u{FFFD}',
        c => c,
    }
}

/// Returns the end of `text` that fits into `columns`, with `...` before it if it is truncated.
fn last_columns(text: &str, columns: usize) -> String {
    let mut from = text.len();
    let mut width = 0;
    for (at, c) in text.char_indices().rev() {
        width += c.width().unwrap_or(0);
        if width > columns {
            return format!("...{}", &text[from..]);
        }
        from = at;
    }
    text.to_owned()
}

/// Returns the start of `text` that fits into `columns`, with `...` after it if it is truncated.
fn first_columns(text: &str, columns: usize) -> String {
    let mut width = 0;
    for (at, c) in text.char_indices() {
        width += c.width().unwrap_or(0);
        if width > columns {
            return format!("{}...", &text[..at]);
        }
    }
    text.to_owned()
}

/// Returns the nearest character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caret(text: &str, span: Range<usize>) -> String {
        SyntaxError::at(text, span, "a word").caret(text)
    }

    #[test]
    fn the_caret_is_under_the_span() {
        assert_eq!(caret("a AND OR b", 6..8), "a AND OR b\n      ^^");
        assert_eq!(caret("a AND", 5..5), "a AND\n     ^");
        assert_eq!(caret("", 0..0), "\n^");
    }

    #[test]
    fn wide_characters_take_two_columns_and_tabs_one() {
        assert_eq!(caret("海地 )", 7..8), "海地 )\n     ^");
        assert_eq!(caret("a\t)", 2..3), "a )\n  ^");
        assert_eq!(caret("cafe\u{301} )", 7..8), "cafe\u{301} )\n     ^");
    }

    #[test]
    fn only_the_line_with_the_span_is_shown() {
        assert_eq!(caret("one\ntwo )\nthree", 8..9), "two )\n    ^");
        assert_eq!(caret("one \"\ntwo", 4..9), "one \"\n    ^");
    }

    #[test]
    fn a_long_line_is_truncated_around_the_span() {
        let text = format!("{}){}", "a ".repeat(5000), " b".repeat(5000));
        let shown = caret(&text, 10_000..10_001);
        let lines: Vec<&str> = shown.lines().collect();
        assert_eq!(lines[0].find(')'), lines[1].find('^'));
        assert!(lines[0].starts_with("...a") && lines[0].ends_with("..."));
        assert!(lines[0].width() < 85, "{shown}");
    }

    #[test]
    fn the_caret_of_another_text_does_not_panic() {
        let error = SyntaxError::at("a AND", 5..5, "a word");
        assert_eq!(error.caret("é"), "é\n ^");
        assert_eq!(
            SyntaxError {
                span: 1..1,
                ..error
            }
            .caret("é"),
            "é\n^"
        );
    }

    #[test]
    fn a_message_contains_no_control_characters_and_no_long_text() {
        let found = |text: &str| SyntaxError::at(text, 0..text.len(), "").found;
        assert_eq!(found("a\u{1b}[2J\u{202e}b"), "`a\u{FFFD}[2J\u{FFFD}b`");
        assert_eq!(found(&"x".repeat(41)), format!("`{}...`", "x".repeat(40)));
    }
}
