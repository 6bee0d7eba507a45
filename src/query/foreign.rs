//! Operators of other programs (Lucene and Elasticsearch, Google, Recoll, dtSearch, news archives).
//! They are accepted where they are unambiguous, and [a note](super::notes) explains the
//! interpretation.
//!
//! | written | interpreted as |
//! | --- | --- |
//! | <code>a &#124; b</code>, <code>a &#124;&#124; b</code>, `a && b`, `a ANDNOT b` | `a OR b`, `a AND b`, `a NOT b` |
//! | <code>a&#124;b</code>, without spaces | `(a OR b)` |
//! | `!a`, and `–a` or `−a` with a dash instead of the hyphen | `-a` |
//! | `+a` | `AND a` |
//! | `a NEAR/3 b`, `NEAR3`, `w/3`, `AROUND(3)`, `/3` | `(a b)~3` |
//! | `a ADJ b`, `ADJ3`, `PRE/3`, `ONEAR/3` | `(a b)~>0`, `(a b)~>3` |
//! | `a w/p b`, `w/s`, `/p`, `/s` | `passage:(a b)` |

use std::ops::Range;

use super::lex::{Cursor, Lexeme, begins_part, is_quote};
use super::suffix::MAX_APART;
use super::tree::{Kind, Order};

/// The proximity that an operator requires of its operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Within {
    /// At most this many other words in between.
    Words(u32, Order),
    /// In one passage.
    Passage,
}

/// Names of distances before a slash and a number (`w/3`), and whether the order counts.
const WITH_SLASH: &[(&str, Order)] = &[
    ("", Order::Any),
    ("w", Order::Any),
    ("n", Order::Any),
    ("near", Order::Any),
    ("within", Order::Any),
    ("around", Order::Any),
    ("p", Order::AsTyped),
    ("pre", Order::AsTyped),
    ("adj", Order::AsTyped),
    ("onear", Order::AsTyped),
];

/// Names of distances directly before a number (`ADJ3`).
const WITHOUT_SLASH: &[(&str, Order)] = &[("near", Order::Any), ("adj", Order::AsTyped)];

/// Names of distances before a number in parentheses (`AROUND(3)`), in uppercase.
const WITH_PARENTHESES: &[(&str, Order)] = &[("AROUND", Order::Any), ("NEAR", Order::Any)];

/// Operators for one sentence or paragraph.
const ONE_PASSAGE: &[&str] = &["w/s", "w/p", "w/sent", "w/para", "/s", "/p"];

/// Consumes an operator after the token `before`; `None` leaves the cursor unchanged.
pub(super) fn lex(cursor: &mut Cursor, before: Option<&Lexeme>, gap: bool) -> Option<Lexeme> {
    let (lexeme, length) = if before.is_some_and(ends_part) {
        let joined = joining(cursor, gap);
        joined.or_else(|| begins_part(before, gap).then(|| leading(cursor.rest()))?)?
    } else {
        begins_part(before, gap).then(|| leading(cursor.rest()))??
    };
    cursor.at += length;
    Some(lexeme)
}

/// Returns the end of the word at `span`: before an operator that joins it to the rest (`a|b`).
pub(super) fn end_of_word(text: &str, span: Range<usize>) -> usize {
    let word = &text[span.clone()];
    let ends = word.char_indices().skip(1).find(|&(at, _)| {
        let (before, rest) = (&word[..at], &text[span.start + at..]);
        let joins = or_sign(rest).or_else(|| and_sign(rest));
        joins.is_some_and(|sign| {
            let touches = before.ends_with(|c: char| c.is_alphanumeric() || "*~\"”".contains(c));
            touches && rest[sign..].starts_with(begins_operand)
        })
    });
    ends.map_or(span.end, |(at, _)| span.start + at)
}

/// Returns the operator between two operands at the cursor, after the first, and its length in
/// bytes.
fn joining(cursor: &Cursor, gap: bool) -> Option<(Lexeme, usize)> {
    let rest = cursor.rest();
    let part_follows = |length: usize| {
        let after = rest[length..].trim_start();
        after.starts_with(begins_operand)
    };
    let spaced = |length: usize| rest[length..].starts_with(char::is_whitespace);
    if let Some(length) = or_sign(rest).filter(|&length| part_follows(length)) {
        return Some(match gap || spaced(length) {
            true => (Lexeme::Or, length),
            false => (Lexeme::TightOr, length),
        });
    }
    if let Some(length) = and_sign(rest).filter(|&length| part_follows(length)) {
        return Some((Lexeme::And, length));
    }
    if !gap {
        return None;
    }
    let length = rest.find(char::is_whitespace)?; // an operand must follow
    let lexeme = match &rest[..length] {
        "ANDNOT" => Lexeme::Not,
        word => Lexeme::Within(within(word)?),
    };
    part_follows(length).then_some((lexeme, length))
}

/// Parses a word as the name of a distance.
fn within(word: &str) -> Option<Within> {
    let lower = word.to_ascii_lowercase();
    if ONE_PASSAGE.contains(&lower.as_str()) {
        return Some(Within::Passage);
    }
    if word == "ADJ" {
        return Some(Within::Words(0, Order::AsTyped));
    }
    let among = |names: &[(&str, Order)], name: &str| {
        let found = names.iter().find(|(known, _)| *known == name);
        found.map(|(_, order)| *order)
    };
    let (order, number) = if let Some((name, number)) = lower.split_once('/') {
        (among(WITH_SLASH, name), number)
    } else if let Some((name, number)) = word.split_once('(') {
        (among(WITH_PARENTHESES, name), number.strip_suffix(')')?)
    } else {
        let name = lower.trim_end_matches(|c: char| c.is_ascii_digit());
        (among(WITHOUT_SLASH, name), &lower[name.len()..])
    };
    if !number.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let apart: u32 = number.parse().ok()?;
    Some(Within::Words(apart.min(MAX_APART), order?))
}

/// Returns the prefix operator at the start of `rest`, and its length in bytes.
fn leading(rest: &str) -> Option<(Lexeme, usize)> {
    let mut chars = rest.chars();
    let (sign, next) = (chars.next()?, chars.next()?);
    let begins_part = match next {
        '=' => chars.next().is_some_and(char::is_alphanumeric),
        '(' | '（' => true,
        next => next.is_alphabetic() || is_quote(next),
    };
    let lexeme = match sign {
        '!' | '！' if begins_part || next.is_alphanumeric() => Lexeme::Not,
        c if is_dash(c) && begins_part => Lexeme::Not,
        '+' | '＋' if begins_part => Lexeme::Plus,
        _ => return None,
    };
    Some((lexeme, sign.len_utf8()))
}

/// Returns whether `c` is a hyphen, dash or minus sign that editors substitute for `-`. An em dash
/// is punctuation.
fn is_dash(c: char) -> bool {
    matches!(
        c,
        '\u{2010}' | '\u{2011}' | '\u{2012}' | '–' | '−' | '﹣' | '－'
    )
}

/// Returns the length of the `|` or `||` at the start of `rest`.
fn or_sign(rest: &str) -> Option<usize> {
    sign(rest, &["||", "|", "｜｜", "｜"])
}

fn and_sign(rest: &str) -> Option<usize> {
    sign(rest, &["&&", "＆＆"])
}

fn sign(rest: &str, signs: &[&str]) -> Option<usize> {
    let found = signs.iter().find(|sign| rest.starts_with(**sign));
    found.map(|sign| sign.len())
}

/// Returns whether an operand can start with `c`.
fn begins_operand(c: char) -> bool {
    c.is_alphanumeric() || is_quote(c) || matches!(c, '(' | '（' | '=' | '*' | '-' | '!' | '+')
}

fn ends_part(lexeme: &Lexeme) -> bool {
    match lexeme {
        Lexeme::Close | Lexeme::Near(..) | Lexeme::Boost(_) => true,
        // A word without letters or digits is not an operand.
        Lexeme::Leaf(Kind::Word(word)) => word.contains(char::is_alphanumeric),
        Lexeme::Leaf(_) => true,
        Lexeme::Open
        | Lexeme::And
        | Lexeme::Or
        | Lexeme::TightOr
        | Lexeme::Not
        | Lexeme::Plus
        | Lexeme::Within(_)
        | Lexeme::Text(_)
        | Lexeme::Values(_) => false,
    }
}
