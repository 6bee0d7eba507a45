//! Tokenizes a query. Decides what is an operator and what is a word.

use std::ops::Range;

use super::error::SyntaxError;
use super::field::{self, Text};
use super::foreign::{self, Within};
use super::suffix;
use super::tree::{Kind, Order};

/// A token and its span, in bytes.
#[derive(Debug, PartialEq)]
pub(super) struct Token {
    pub(super) lexeme: Lexeme,
    pub(super) span: Range<usize>,
}

/// The kind of a token.
#[derive(Debug, PartialEq)]
pub(super) enum Lexeme {
    Open,
    Close,
    And,
    Or,
    /// `a|b`: an OR that binds tighter than adjacent words.
    TightOr,
    /// `NOT`, or a `-` directly before an operand.
    Not,
    /// `+` directly before an operand.
    Plus,
    /// `NEAR/3` between two operands.
    Within(Within),
    /// `title:` or `passage:` directly before an operand.
    Text(Text),
    /// `area:` with a `(` directly after it.
    Values(String),
    /// `~5` or `~>5` directly after a phrase or a group.
    Near(u32, Order),
    /// `^3` directly after an operand.
    Boost(f64),
    /// An operand that consists of one token.
    Leaf(Kind),
}

/// Tokenizes `text`.
pub(super) fn lex(text: &str) -> Result<Vec<Token>, SyntaxError> {
    let mut cursor = Cursor::new(text);
    let mut tokens: Vec<Token> = Vec::new();
    loop {
        let gap = cursor.skip_space();
        let start = cursor.at;
        let Some(first) = cursor.peek() else {
            return Ok(tokens);
        };
        let before = tokens.last().map(|token| &token.lexeme);
        if !gap
            && let Some(before) = before
            && let Some(lexeme) = suffix::lex(&mut cursor, before)?
        {
            let span = start..cursor.at;
            tokens.push(Token { lexeme, span });
            continue;
        }
        if let Some(lexeme) = foreign::lex(&mut cursor, before, gap) {
            let span = start..cursor.at;
            tokens.push(Token { lexeme, span });
            continue;
        }
        let lexeme = match first {
            c if cursor.is_open(c) => {
                cursor.bump();
                Lexeme::Open
            }
            c if cursor.is_close(c) => {
                cursor.bump();
                Lexeme::Close
            }
            '-' if begins_part(before, gap) && excludes(cursor.rest()) => {
                cursor.bump();
                Lexeme::Not
            }
            c if is_quote(c) => Lexeme::Leaf(Kind::Phrase(cursor.phrase()?)),
            _ => match field::lex(&mut cursor)? {
                Some(lexeme) => lexeme,
                None => word(&mut cursor)?,
            },
        };
        tokens.push(Token {
            lexeme,
            span: start..cursor.at,
        });
    }
}

/// Returns whether an operand can start directly after the token `before`; otherwise a `-` is part
/// of a word.
pub(super) fn begins_part(before: Option<&Lexeme>, gap: bool) -> bool {
    gap || matches!(before, None | Some(Lexeme::Open | Lexeme::TightOr))
}

/// Returns whether `c`, the start of `rest`, is a space that groups the digits of a number (`5 600`
/// with a no-break, figure, punctuation, thin or narrow space) and not one between words.
pub(super) fn is_within_number(before: Option<char>, c: char, rest: &str) -> bool {
    matches!(c, '\u{a0}' | '\u{2007}'..='\u{2009}' | '\u{202f}')
        && before.is_some_and(|c| c.is_ascii_digit())
        && rest.chars().nth(1).is_some_and(|c| c.is_ascii_digit())
}

/// Returns whether the `-` at the start of `rest` excludes what follows it. A dash between spaces
/// and a row of dashes are punctuation.
fn excludes(rest: &str) -> bool {
    match rest.chars().nth(1) {
        None | Some('-' | ')') => false,
        Some(c) => !c.is_whitespace(),
    }
}

/// Consumes a word or something that looks like one: an operator, an exact word, a pattern, a fuzzy
/// word.
fn word(cursor: &mut Cursor) -> Result<Lexeme, SyntaxError> {
    let start = cursor.at;
    let word = cursor.word_without_boost();
    match word {
        "AND" => return Ok(Lexeme::And),
        "OR" => return Ok(Lexeme::Or),
        "NOT" => return Ok(Lexeme::Not),
        _ => {}
    }
    if word == "="
        && cursor
            .peek()
            .is_some_and(|c| cursor.is_open(c) || is_quote(c))
    {
        let expected = "a word directly after `=` (a phrase is matched as typed without it)";
        return Err(cursor.wrong_here(expected));
    }
    let whole = start..start + word.len();
    let wrong = |span, expected| Err(SyntaxError::at(cursor.text, span, expected));
    let exact = word.strip_prefix('=').filter(|rest| {
        // `==` and `=>` are punctuation.
        !rest.starts_with('=') && rest.contains(char::is_alphanumeric)
    });
    let translated = word.strip_prefix('~').filter(|rest| {
        // `~5`, `~>5` and `~~` are no words with a sign.
        rest.starts_with(char::is_alphabetic)
    });
    let edits = suffix::edits(cursor.text, word, start)?;
    let starred = word.contains('*');
    if translated.is_some() && (starred || edits.is_some()) {
        return wrong(whole, "`~` before a word without `*` or `~` after it");
    }
    match (exact, edits) {
        (Some(_), _) if starred => return wrong(whole, "`=` or `*`, not both on one word"),
        (Some(_), Some(_)) => return wrong(whole, "`=` or `~`, not both on one word"),
        (None, Some(_)) if starred => return wrong(whole, "`*` or `~`, not both on one word"),
        _ => {}
    }
    if let Some(lonely) = isolated_star(word) {
        let span = start + lonely..start + lonely + 1;
        return wrong(span, "a letter directly before or after `*`");
    }
    Ok(Lexeme::Leaf(match (exact, edits) {
        (Some(exact), _) => Kind::Exact(exact.to_owned()),
        (None, Some((word, edits))) => Kind::Fuzzy {
            word: word.to_owned(),
            edits,
        },
        (None, None) if translated.is_some() => {
            Kind::Translated(translated.unwrap_or_default().to_owned())
        }
        (None, None) if starred => Kind::Pattern(word.to_owned()),
        (None, None) => Kind::Word(word.to_owned()),
    }))
}

/// Returns the span of the first run of stars in `word` without a letter on either side.
fn isolated_star(word: &str) -> Option<usize> {
    let mut before = None;
    let mut at = 0;
    while let Some(star) = word[at..].find('*') {
        let row = at + star;
        let end = row + word[row..].len() - word[row..].trim_start_matches('*').len();
        before = word[at..row].chars().next_back().or(before);
        let after = word[end..].chars().next();
        if ![before, after]
            .iter()
            .flatten()
            .any(|c| c.is_alphanumeric())
        {
            return Some(row);
        }
        before = None;
        at = end;
    }
    None
}

/// A position in the query's text.
#[derive(Clone)]
pub(super) struct Cursor<'a> {
    pub(super) text: &'a str,
    /// In bytes, on a character boundary.
    pub(super) at: usize,
    /// Whether full-width parentheses form groups: only if they are balanced, because lists are
    /// numbered `1）`.
    wide_groups: bool,
}

impl<'a> Cursor<'a> {
    fn new(text: &'a str) -> Cursor<'a> {
        Cursor {
            text,
            at: 0,
            wide_groups: pairs_up(text),
        }
    }

    /// Returns whether `c` opens a group.
    pub(super) fn is_open(&self, c: char) -> bool {
        c == '(' || (c == '（' && self.wide_groups)
    }

    /// Returns whether `c` closes a group.
    pub(super) fn is_close(&self, c: char) -> bool {
        c == ')' || (c == '）' && self.wide_groups)
    }

    /// Returns the remaining text.
    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Returns the next character without consuming it.
    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn bump(&mut self) {
        self.at += self.peek().map_or(0, char::len_utf8);
    }

    /// Consumes white space and returns whether there was any.
    fn skip_space(&mut self) -> bool {
        let space = self.rest().len() - self.rest().trim_start().len();
        self.at += space;
        space > 0
    }

    /// Consumes and returns the text up to white space, a parenthesis or a quote.
    pub(super) fn bare(&mut self) -> &'a str {
        let rest = self.rest();
        let mut before = None;
        let mut end = rest.len();
        for (at, c) in rest.char_indices() {
            if is_within_number(before, c, &rest[at..]) {
                before = Some(c);
                continue;
            }
            if c.is_whitespace() || self.is_open(c) || self.is_close(c) || is_quote(c) {
                // Hebrew acronyms contain a straight quote: צה"ל.
                let next = rest[at + c.len_utf8()..].chars().next();
                let inside = [before, next].map(|c| c.is_some_and(is_beyond_ascii));
                if c != '"' || inside != [true, true] {
                    end = at;
                    break;
                }
            }
            before = Some(c);
        }
        self.at += end;
        &rest[..end]
    }

    /// Like [`bare`](Self::bare), but leaves a trailing boost (`^3`).
    pub(super) fn bare_without_boost(&mut self) -> &'a str {
        let word = self.bare();
        self.leave_boost(word)
    }

    /// Like [`bare_without_boost`](Self::bare_without_boost), but stops before an operator inside
    /// the word (`a|b`).
    fn word_without_boost(&mut self) -> &'a str {
        let start = self.at;
        self.bare();
        self.at = foreign::end_of_word(self.text, start..self.at);
        self.leave_boost(&self.text[start..self.at])
    }

    fn leave_boost(&mut self, word: &'a str) -> &'a str {
        let kept = suffix::without_boost(word);
        self.at -= word.len() - kept.len();
        kept
    }

    /// Consumes a quoted text, starting at its opening quote, and returns the text between the
    /// quotes.
    pub(super) fn phrase(&mut self) -> Result<String, SyntaxError> {
        let start = self.at;
        let Some(open) = self.peek() else {
            return Err(self.wrong_here("a quote"));
        };
        self.bump();
        let closing = closing(open);
        let Some(length) = self.rest().find(closing) else {
            let expected = format!("a `{}` that closes this quote", closing[0]);
            return Err(SyntaxError::unclosed(start..self.at, expected));
        };
        let inside = &self.rest()[..length];
        self.at += length;
        self.bump();
        if inside.trim().is_empty() {
            let expected = "words between the quotes";
            return Err(SyntaxError::at(self.text, start..self.at, expected));
        }
        Ok(inside.to_owned())
    }

    /// Makes the error that the next character is unexpected.
    pub(super) fn wrong_here(&self, expected: impl Into<String>) -> SyntaxError {
        let end = self.at + self.peek().map_or(0, char::len_utf8);
        SyntaxError::at(self.text, self.at..end, expected)
    }
}

/// Returns whether the parentheses of `text` are balanced, counting full-width ones like others.
fn pairs_up(text: &str) -> bool {
    let mut open = 0_usize;
    for c in text.chars() {
        match c {
            '(' | '（' => open += 1,
            ')' | '）' => match open.checked_sub(1) {
                Some(left) => open = left,
                None => return false,
            },
            _ => {}
        }
    }
    open == 0
}

/// Returns whether `c` is a double quote. Single ones are apostrophes.
pub fn is_quote(c: char) -> bool {
    matches!(c, '"' | '＂' | '“' | '”' | '„' | '‟' | '«' | '»')
}

fn is_beyond_ascii(c: char) -> bool {
    !c.is_ascii() && c.is_alphanumeric()
}

/// Returns the closing quotes for an opening one, the usual form first. Curly quotes are often
/// inserted by keyboards that guess, so any of them closes any other.
fn closing(open: char) -> &'static [char] {
    match open {
        '«' => &['»'],
        '»' => &['«', '»'], // German, and Swedish or Finnish
        '"' => &['"'],
        '＂' => &['＂', '"'],
        _ => &['”', '“', '"', '‟'],
    }
}
