//! Sanitizes text of reports for output on one line of a terminal.

use std::borrow::Cow;

/// Returns `text` on one line and without terminal control characters: line breaks and tabs become spaces; other control
/// characters (including those above ASCII) and bidirectional formatting characters become `�`. Each character becomes
/// exactly one, so that offsets stay valid.
pub fn safe(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| safe_char(c) == c) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(safe_char).collect())
}

/// Does the same as [`safe`] for one character.
pub(super) fn safe_char(c: char) -> char {
    match c {
        '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => ' ',
        c if steers(c) => char::REPLACEMENT_CHARACTER,
        c => c,
    }
}

/// Returns whether `c` is a control character, or a bidirectional embedding, override or isolate.
pub(super) fn steers(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_text_is_borrowed_unchanged() {
        let text = "Pòtoprens, 海地, مرحبا\u{200f}, 👩\u{200d}⚕️";
        assert!(matches!(safe(text), Cow::Borrowed(same) if same == text));
    }

    #[test]
    fn terminal_control_characters_are_replaced_one_for_one() {
        assert_eq!(safe("a\u{1b}[31mb\u{7}\u{7f}\u{9b}0m"), "a�[31mb���0m");
        assert_eq!(safe("a\r\nb\tc\u{2028}d\u{85}e"), "a  b c d e");
        assert_eq!(safe("\u{202e}a\u{202c}\u{2066}b\u{2069}"), "�a��b�");
    }
}
