//! Suffixes of operands: `~1` after a word, `~5` after a phrase or group, `^3` after anything.

use super::error::SyntaxError;
use super::lex::{Cursor, Lexeme};
use super::tree::{Kind, Order};

/// The largest boost.
pub const MAX_BOOST: f64 = 1000.0;
/// The largest edit distance of a fuzzy word.
const MAX_EDITS: u8 = 2;
/// The largest distance between words. No passage is longer.
pub(super) const MAX_APART: u32 = 250;

/// Consumes a distance or boost directly after the token `before`; `None` if there is none.
pub(super) fn lex(cursor: &mut Cursor, before: &Lexeme) -> Result<Option<Lexeme>, SyntaxError> {
    let ends_group = match before {
        Lexeme::Close | Lexeme::Leaf(Kind::Phrase(_)) => true,
        // Suffixes of words are consumed with the word.
        Lexeme::Leaf(_) | Lexeme::Near(..) | Lexeme::Boost(_) => false,
        Lexeme::Open
        | Lexeme::And
        | Lexeme::Or
        | Lexeme::TightOr
        | Lexeme::Not
        | Lexeme::Plus
        | Lexeme::Within(_)
        | Lexeme::Text(_)
        | Lexeme::Values(_) => return Ok(None),
    };
    match cursor.peek() {
        Some('~') if ends_group => distance(cursor).map(Some),
        Some('~') => Err(cursor.wrong_here("a distance only after a phrase or a `)`")),
        Some('^') => boost(cursor).map(Some),
        _ => Ok(None),
    }
}

fn distance(cursor: &mut Cursor) -> Result<Lexeme, SyntaxError> {
    let start = cursor.at;
    cursor.bump();
    let mut order = Order::Any;
    if cursor.peek() == Some('>') {
        cursor.bump();
        order = Order::AsTyped;
    }
    let digits = digits(cursor.rest());
    let expected = format!("a number up to {MAX_APART} after `~` (`~5`, or `~>5` in this order)");
    if digits.is_empty() {
        return Err(cursor.wrong_here(expected));
    }
    cursor.at += digits.len();
    match digits.parse() {
        Ok(apart) if apart <= MAX_APART => Ok(Lexeme::Near(apart, order)),
        _ => Err(SyntaxError::at(cursor.text, start..cursor.at, expected)),
    }
}

fn boost(cursor: &mut Cursor) -> Result<Lexeme, SyntaxError> {
    let start = cursor.at;
    cursor.bump();
    let number = number(cursor.rest());
    let expected = format!("a number from 0 to {MAX_BOOST} after `^`");
    if number.is_empty() {
        return Err(cursor.wrong_here(expected));
    }
    cursor.at += number.len();
    match number.parse() {
        Ok(factor) if (0.0..=MAX_BOOST).contains(&factor) => Ok(Lexeme::Boost(factor)),
        _ => Err(SyntaxError::at(cursor.text, start..cursor.at, expected)),
    }
}

/// Returns `word` without a trailing boost. A `^` that is not before a number and after a letter is
/// part of the word.
pub(super) fn without_boost(word: &str) -> &str {
    let Some(at) = word.rfind('^') else {
        return word;
    };
    let after = &word[at + 1..];
    let is_boost = !after.is_empty() && number(after).len() == after.len();
    match is_boost && word[..at].contains(char::is_alphanumeric) {
        true => &word[..at],
        false => word,
    }
}

/// Returns a fuzzy word without its `~`, and its edit distance; `None` if it is not a fuzzy word.
/// `start` is the position of `word` in `text`.
pub(super) fn edits<'a>(
    text: &str,
    word: &'a str,
    start: usize,
) -> Result<Option<(&'a str, u8)>, SyntaxError> {
    let Some(tilde) = word.rfind('~') else {
        return Ok(None);
    };
    let (before, after) = (&word[..tilde], &word[tilde + 1..]);
    if digits(after).len() != after.len() || !before.contains(char::is_alphanumeric) {
        return Ok(None);
    }
    if after.is_empty() {
        return Ok(Some((before, 1)));
    }
    match after.parse() {
        Ok(edits @ 1..=MAX_EDITS) => Ok(Some((before, edits))),
        _ => {
            let span = start + tilde..start + word.len();
            let expected = "`~1` or `~2` after a word (`\"two words\"~5` is a distance)";
            Err(SyntaxError::at(text, span, expected))
        }
    }
}

fn digits(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_digit());
    &text[..end.unwrap_or(text.len())]
}

/// Returns the number at the start of `text`: digits, optionally followed by a point and more
/// digits.
fn number(text: &str) -> &str {
    let whole = digits(text);
    let rest = &text[whole.len()..];
    match rest.strip_prefix('.').map(digits) {
        Some(more) if !whole.is_empty() && !more.is_empty() => {
            &text[..whole.len() + 1 + more.len()]
        }
        _ => whole,
    }
}
