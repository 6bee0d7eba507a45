//! Cuts a query's text into tokens. What is an operator and what is a word is decided here.

use std::ops::Range;

use super::error::SyntaxError;
use super::field;
use super::tree::Kind;

/// A token and where it stands, in bytes.
#[derive(Debug, PartialEq)]
pub(super) struct Token {
    pub(super) lexeme: Lexeme,
    pub(super) span: Range<usize>,
}

/// What a token is.
#[derive(Debug, PartialEq)]
pub(super) enum Lexeme {
    Open,
    Close,
    And,
    Or,
    /// `NOT`, or a `-` with something directly after it.
    Not,
    /// `title:` with something directly after it.
    Title,
    /// A part that needs no other token.
    Leaf(Kind),
}

/// Cuts `text` into tokens.
pub(super) fn lex(text: &str) -> Result<Vec<Token>, SyntaxError> {
    let mut cursor = Cursor { text, at: 0 };
    let mut tokens: Vec<Token> = Vec::new();
    loop {
        let gap = cursor.skip_space();
        let start = cursor.at;
        let Some(first) = cursor.peek() else {
            return Ok(tokens);
        };
        let after_open = match tokens.last().map(|token| &token.lexeme) {
            None | Some(Lexeme::Open) => true,
            Some(_) => gap,
        };
        let lexeme = match first {
            '(' => {
                cursor.bump();
                Lexeme::Open
            }
            ')' => {
                cursor.bump();
                Lexeme::Close
            }
            '-' if after_open && excludes(cursor.rest()) => {
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

/// Whether `c`, with which `rest` begins, is a space that groups the digits of a number (`5 600` with
/// a no-break space, as French has it) rather than one between words.
pub(super) fn is_within_number(before: Option<char>, c: char, rest: &str) -> bool {
    matches!(c, '\u{a0}' | '\u{202f}')
        && before.is_some_and(|c| c.is_ascii_digit())
        && rest.chars().nth(1).is_some_and(|c| c.is_ascii_digit())
}

/// Whether the `-` that `rest` begins with excludes what follows it. A dash between spaces and a
/// row of dashes are punctuation.
fn excludes(rest: &str) -> bool {
    match rest.chars().nth(1) {
        None | Some('-' | ')') => false,
        Some(c) => !c.is_whitespace(),
    }
}

/// Takes a word or what a word can be: an operator, an exact word, a prefix.
fn word(cursor: &mut Cursor) -> Result<Lexeme, SyntaxError> {
    let start = cursor.at;
    let word = cursor.bare();
    match word {
        "AND" => return Ok(Lexeme::And),
        "OR" => return Ok(Lexeme::Or),
        "NOT" => return Ok(Lexeme::Not),
        _ => {}
    }
    if word == "=" && cursor.peek().is_some_and(|c| c == '(' || is_quote(c)) {
        let expected = "a word directly after `=` (a phrase is matched as typed without it)";
        return Err(cursor.wrong_here(expected));
    }
    let exact = word.strip_prefix('=').filter(|rest| {
        // `==` and `=>` are punctuation.
        !rest.starts_with('=') && rest.contains(char::is_alphanumeric)
    });
    if let Some(star) = word.find('*') {
        let beginning = &word[..star];
        let wrong = |span: Range<usize>, expected| {
            let span = start + span.start..start + span.end;
            Err(SyntaxError::at(cursor.text, span, expected))
        };
        if star + 1 < word.len() {
            return wrong(star..word.len(), "`*` only at the end of a word");
        }
        if exact.is_some() {
            return wrong(0..word.len(), "`=` or `*`, not both on one word");
        }
        if !beginning.contains(char::is_alphanumeric) {
            return wrong(0..word.len(), "at least one letter before `*`");
        }
        return Ok(Lexeme::Leaf(Kind::Prefix(beginning.to_owned())));
    }
    Ok(Lexeme::Leaf(match exact {
        Some(exact) => Kind::Exact(exact.to_owned()),
        None => Kind::Word(word.to_owned()),
    }))
}

/// A place in the query's text that moves forward.
pub(super) struct Cursor<'a> {
    pub(super) text: &'a str,
    /// In bytes, on a character boundary.
    pub(super) at: usize,
}

impl<'a> Cursor<'a> {
    /// Returns the text that is left.
    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Returns the next character without taking it.
    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn bump(&mut self) {
        self.at += self.peek().map_or(0, char::len_utf8);
    }

    /// Takes white space and returns whether there was any.
    fn skip_space(&mut self) -> bool {
        let space = self.rest().len() - self.rest().trim_start().len();
        self.at += space;
        space > 0
    }

    /// Takes and returns the text up to white space, a parenthesis or a quote.
    pub(super) fn bare(&mut self) -> &'a str {
        let rest = self.rest();
        let mut before = None;
        let mut end = rest.len();
        for (at, c) in rest.char_indices() {
            if is_within_number(before, c, &rest[at..]) {
                before = Some(c);
                continue;
            }
            if c.is_whitespace() || c == '(' || c == ')' || is_quote(c) {
                // Hebrew acronyms have a straight quote between letters: צה"ל.
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

    /// Takes a quoted text, its opening quote next, and returns what is between the quotes.
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
        if self.rest().starts_with('~') {
            return Err(self.wrong_here("a space after the quote; distances are not understood"));
        }
        Ok(inside.to_owned())
    }

    /// Makes the error that the next character is not what should stand there.
    pub(super) fn wrong_here(&self, expected: impl Into<String>) -> SyntaxError {
        let end = self.at + self.peek().map_or(0, char::len_utf8);
        SyntaxError::at(self.text, self.at..end, expected)
    }
}

/// Whether `c` is a double quote. Single ones are apostrophes.
pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

fn is_beyond_ascii(c: char) -> bool {
    !c.is_ascii() && c.is_alphanumeric()
}

/// Returns what closes a quote, the usual form first. Curly ones are often put in by keyboards that
/// guess, so that any of them closes any other.
fn closing(open: char) -> &'static [char] {
    match open {
        '«' => &['»'],
        '»' => &['«'],
        '"' => &['"'],
        _ => &['”', '“', '"'],
    }
}
