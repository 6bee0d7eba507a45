//! Wraps text to a width and marks its matches.

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar;

use super::safe::safe_char;
use crate::response::Part;

/// Resets all colours.
pub(super) const RESET: &str = "\x1b[0m";

/// How to mark matches.
#[derive(Debug, Clone, Copy)]
pub(super) enum Marks {
    /// By this string on both sides.
    Signs(&'static str),
    /// By terminal sequences: one for all text (may be empty) and one for matches. Each line ends with a reset.
    Colours {
        text: &'static str,
        matched: &'static str,
    },
}

enum Item {
    Word(Vec<Token>),
    /// A blank line in the text.
    Paragraph,
}

#[derive(Clone, Copy, PartialEq)]
enum Token {
    Char(char),
    Open,
    Close,
}

/// Wraps the text to lines of at most `width` columns, without terminal control characters.
///
/// Lines break between words; only a word longer than a line is split. A line break in the text counts as a space; a blank
/// line starts a new line.
pub(super) fn wrap(parts: &[Part], width: usize, marks: Marks) -> Vec<String> {
    let mut lines = Lines::new(width, marks);
    for item in items(parts, marks) {
        match item {
            Item::Word(tokens) => lines.word(&tokens),
            Item::Paragraph => lines.end_line(),
        }
    }
    lines.end_line();
    lines.done
}

/// Returns the text on one line without terminal control characters; white space is kept.
pub(super) fn unwrapped(parts: &[Part], marks: Marks) -> String {
    let mut tokens = Vec::new();
    for part in parts {
        let text = literal(part.text(), marks);
        let text = text.chars().map(|c| Token::Char(safe_char(c)));
        match part {
            Part::Plain(_) => tokens.extend(text),
            Part::Match { .. } => {
                tokens.push(Token::Open);
                tokens.extend(text);
                tokens.push(Token::Close);
            }
        }
    }
    let mut lines = Lines::new(usize::MAX, marks);
    lines.word(&tokens);
    lines.end_line();
    lines.done.concat()
}

/// Escapes occurrences of the mark string in the text by a backslash before each character, to distinguish them from marks.
pub(super) fn literal(text: &str, marks: Marks) -> Cow<'_, str> {
    match marks {
        Marks::Signs(signs) if !signs.is_empty() && text.contains(signs) => {
            let escaped: String = signs.chars().flat_map(|sign| ['\\', sign]).collect();
            Cow::Owned(text.replace(signs, &escaped))
        }
        Marks::Signs(_) | Marks::Colours { .. } => Cow::Borrowed(text),
    }
}

/// Splits the text into words; marks belong to the words they touch.
fn items(parts: &[Part], marks: Marks) -> Vec<Item> {
    let mut items = Vec::new();
    let mut word = Vec::new();
    let mut breaks = 0;
    for part in parts {
        let is_match = match part {
            Part::Plain(_) => false,
            Part::Match { .. } => true,
        };
        if is_match {
            word.push(Token::Open);
        }
        for c in literal(part.text(), marks).chars() {
            if is_space(c) {
                breaks += usize::from(c == '\n');
                // A mark followed by white space opens at the next word.
                let ahead = word.pop_if(|token| *token == Token::Open);
                if !word.is_empty() {
                    items.push(Item::Word(std::mem::take(&mut word)));
                }
                word.extend(ahead);
                continue;
            }
            if breaks > 1 && !items.is_empty() {
                items.push(Item::Paragraph);
            }
            breaks = 0;
            word.push(Token::Char(safe_char(c)));
        }
        if is_match {
            match items.last_mut() {
                // The match ended in white space: close it after its last word.
                Some(Item::Word(last)) if word.is_empty() => last.push(Token::Close),
                _ => word.push(Token::Close),
            }
        }
    }
    if !word.is_empty() {
        items.push(Item::Word(word));
    }
    items
}

/// Returns whether a line may break at `c`.
fn is_space(c: char) -> bool {
    let is_fixed = matches!(c, '\u{A0}' | '\u{2007}' | '\u{202F}');
    c.is_whitespace() && !is_fixed
}

struct Lines {
    width: usize,
    marks: Marks,
    done: Vec<String>,
    line: String,
    /// The current width of `line`, in columns.
    column: usize,
    in_match: bool,
}

impl Lines {
    fn new(width: usize, marks: Marks) -> Lines {
        Lines {
            width,
            marks,
            done: Vec::new(),
            line: String::new(),
            column: 0,
            in_match: false,
        }
    }

    fn word(&mut self, tokens: &[Token]) {
        let width: usize = tokens.iter().map(|token| self.columns(*token)).sum();
        if self.column > 0 {
            if self.column + 1 + width > self.width {
                self.end_line();
            } else {
                self.line.push(' ');
                self.column += 1;
            }
        }
        for token in tokens {
            let columns = self.columns(*token);
            if self.column > 0 && self.column + columns > self.width {
                self.end_line();
            }
            self.start_line();
            self.column += columns;
            match token {
                Token::Char(c) => self.line.push(*c),
                Token::Open => self.open(),
                Token::Close => self.close(),
            }
        }
    }

    fn columns(&self, token: Token) -> usize {
        match (token, self.marks) {
            // Selects the emoji form of the previous character, which may be one column wider.
            (Token::Char('\u{FE0F}'), _) => 1,
            (Token::Char(c), _) => c.width().unwrap_or(0),
            (Token::Open | Token::Close, Marks::Signs(signs)) => signs.len(),
            (Token::Open | Token::Close, Marks::Colours { .. }) => 0,
        }
    }

    fn open(&mut self) {
        self.in_match = true;
        self.line.push_str(match self.marks {
            Marks::Signs(signs) => signs,
            Marks::Colours { text: _, matched } => matched,
        });
    }

    fn close(&mut self) {
        self.in_match = false;
        match self.marks {
            Marks::Signs(signs) => self.line.push_str(signs),
            Marks::Colours { text, matched: _ } => {
                self.line.push_str(RESET);
                self.line.push_str(text);
            }
        }
    }

    /// Writes the current colours at the start of a line.
    fn start_line(&mut self) {
        if !self.line.is_empty() {
            return;
        }
        match self.marks {
            Marks::Signs(_) => {}
            Marks::Colours { text, matched } => {
                self.line.push_str(text);
                if self.in_match {
                    self.line.push_str(matched);
                }
            }
        }
    }

    fn end_line(&mut self) {
        if self.line.is_empty() {
            return;
        }
        match self.marks {
            Marks::Signs(_) => {}
            Marks::Colours { text, matched: _ } => {
                if self.in_match || !text.is_empty() {
                    self.line.push_str(RESET);
                }
            }
        }
        self.done.push(std::mem::take(&mut self.line));
        self.column = 0;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_width::UnicodeWidthStr;

    use super::*;

    const SIGNS: Marks = Marks::Signs("**");
    const COLOURS: Marks = Marks::Colours {
        text: "",
        matched: "<red>",
    };

    fn plain(text: &str) -> Part {
        Part::Plain(text.to_owned())
    }

    fn marked(text: &str) -> Part {
        Part::Match {
            text: text.to_owned(),
            line: None,
            page: None,
        }
    }

    #[test]
    fn lines_break_between_words_and_marks_take_columns() {
        let parts = [plain("one ("), marked("two"), plain(") three\nfour")];
        assert_eq!(wrap(&parts, 14, SIGNS), ["one (**two**)", "three four"]);
        assert_eq!(wrap(&parts, 12, SIGNS), ["one", "(**two**)", "three four"]);
        assert_eq!(
            wrap(&parts, 19, COLOURS)[0],
            format!("one (<red>two{RESET}) three")
        );
    }

    #[test]
    fn mark_strings_in_the_text_itself_are_escaped() {
        let parts = [plain("a **b** "), marked("c"), plain(" ***")];
        assert_eq!(wrap(&parts, 80, SIGNS), [r"a \*\*b\*\* **c** \*\**"]);
        assert_eq!(unwrapped(&parts, SIGNS), r"a \*\*b\*\* **c** \*\**");
        assert_eq!(unwrapped(&parts[..1], COLOURS), "a **b** ");
        assert_eq!(unwrapped(&parts[..1], Marks::Signs("")), "a **b** ");
    }

    #[test]
    fn an_unwrapped_line_keeps_its_white_space() {
        let parts = [plain("  a\t b "), marked("c  d")];
        assert_eq!(unwrapped(&parts, SIGNS), "  a  b **c  d**");
        assert_eq!(
            unwrapped(&parts, COLOURS),
            format!("  a  b <red>c  d{RESET}")
        );
        assert_eq!(unwrapped(&[], SIGNS), "");
    }

    #[test]
    fn colours_are_reset_at_the_end_of_each_line() {
        let parts = [plain("a "), marked("big attack"), plain(" b")];
        let wanted = [
            format!("a <red>big{RESET}"),
            format!("<red>attack{RESET} b"),
        ];
        assert_eq!(wrap(&parts, 8, COLOURS), wanted);
        assert_eq!(wrap(&parts, 10, SIGNS), ["a **big", "attack** b"]);
    }

    #[test]
    fn a_match_that_ends_or_starts_in_white_space_marks_words_only() {
        let parts = [marked("a "), plain("b"), marked(" c"), plain(" d")];
        assert_eq!(wrap(&parts, 80, SIGNS), ["**a** b **c** d"]);
    }

    #[test]
    fn words_longer_than_a_line_are_split_and_wide_characters_take_two_columns() {
        assert_eq!(
            wrap(&[plain("abcdefg hi")], 3, SIGNS),
            ["abc", "def", "g", "hi"]
        );
        assert_eq!(
            wrap(&[plain("海地海地海")], 5, SIGNS),
            ["海地", "海地", "海"]
        );
    }

    #[test]
    fn a_blank_line_starts_a_new_line_and_a_fixed_space_does_not_break() {
        assert_eq!(wrap(&[plain("\n\na\nb\n \nc")], 80, SIGNS), ["a b", "c"]);
        assert_eq!(
            wrap(&[plain("a 12\u{a0}000")], 6, SIGNS),
            ["a", "12\u{a0}000"]
        );
        assert_eq!(wrap(&[], 80, SIGNS), Vec::<String>::new());
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_or_has_control_characters(
            texts in prop::collection::vec(("(\\PC|[ a-z\n\u{1b}\u{202e}]){0,12}", any::<bool>()), 0..6),
            width in 2..30usize,
        ) {
            let part = |(text, is_match): &(String, bool)| match is_match {
                true => marked(text),
                false => plain(text),
            };
            let parts: Vec<Part> = texts.iter().map(part).collect();
            let lines = wrap(&parts, width, SIGNS);
            for line in &lines {
                prop_assert!(line.width() <= width, "{:?}", line);
                prop_assert!(line.chars().all(|c| safe_char(c) == c));
            }
            let letters = |c: &char| !c.is_whitespace() && !['*', '\\'].contains(c);
            let got: String = lines.concat().chars().filter(letters).collect();
            let wanted: String = texts.iter().map(|(text, _)| text.as_str()).collect();
            let wanted: String = wanted.chars().map(safe_char).filter(letters).collect();
            prop_assert_eq!(got, wanted);
        }
    }
}
