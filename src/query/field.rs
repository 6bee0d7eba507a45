//! `name:value` in a query: the title, a date range, or a facet and its value.

use std::ops::Range;

use crate::date::Date;

use super::error::SyntaxError;
use super::lex::{Cursor, Lexeme, is_quote};
use super::tree::{DateRange, Kind};

const A_DATE: &str = "a date (2024, 2024-10, 2024-10-31) or a range of dates (2024-10..2025-02)";

/// Takes a `name:value`, or only `title:`, if one stands next. `None` leaves the cursor where it
/// is: there stands an ordinary word, maybe with a colon in it.
pub(super) fn lex(cursor: &mut Cursor) -> Result<Option<Lexeme>, SyntaxError> {
    let Some(name) = name(cursor.rest()) else {
        return Ok(None);
    };
    let start = cursor.at;
    let mut ahead = Cursor {
        text: cursor.text,
        at: start + name.len() + 1,
    };
    if ahead.rest().starts_with("//") {
        return Ok(None);
    }
    let lexeme = match name {
        "title" => title(&ahead)?,
        "date" => Lexeme::Leaf(Kind::Date(date(&mut ahead)?)),
        _ => match facet(name, &mut ahead)? {
            Some(kind) => Lexeme::Leaf(kind),
            None => return Ok(None),
        },
    };
    cursor.at = ahead.at;
    Ok(Some(lexeme))
}

/// Returns what stands before the first colon, if it can be the name of a facet.
fn name(text: &str) -> Option<&str> {
    let is_part = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-';
    let end = text.find(|c| !is_part(c))?;
    let is_name =
        text[end..].starts_with(':') && text.starts_with(|c: char| c.is_ascii_lowercase());
    is_name.then(|| &text[..end])
}

/// Checks what follows `title:`, without taking it.
fn title(ahead: &Cursor) -> Result<Lexeme, SyntaxError> {
    match ahead.peek() {
        None | Some(')') => Err(ahead.wrong_here("a word, a phrase or `(` after `title:`")),
        Some('-') => Err(ahead.wrong_here("the `-` before `title:`")),
        Some(c) if c.is_whitespace() => {
            Err(ahead.wrong_here("a word, a phrase or `(` directly after `title:`"))
        }
        Some(_) => Ok(Lexeme::Title),
    }
}

/// Takes the value of a facet; `None` if what follows can be no value.
fn facet(name: &str, ahead: &mut Cursor) -> Result<Option<Kind>, SyntaxError> {
    let start = ahead.at;
    let value = match ahead.peek() {
        None => return Ok(None),
        Some('(') => {
            let expected = format!("a name or a path after `{name}:` (quoted if it has spaces)");
            return Err(ahead.wrong_here(expected));
        }
        Some(c) if is_quote(c) => ahead.phrase()?,
        Some(_) => {
            let value = ahead.bare();
            let is_value = value.starts_with('/') || value.contains(char::is_alphanumeric);
            if !is_value || value.starts_with(':') {
                return Ok(None);
            }
            let wrong = |at: usize, expected: String| {
                let span = start + at..start + at + 1;
                Err(SyntaxError::at(ahead.text, span, expected))
            };
            if value.starts_with('-') {
                return wrong(0, format!("the `-` before `{name}:`"));
            }
            if let Some(at) = value.find('*') {
                return wrong(at, format!("a whole name or path after `{name}:`"));
            }
            if ahead.peek().is_some_and(is_quote) {
                let expected = format!("quotes around the whole value of `{name}:`");
                return Err(ahead.wrong_here(expected));
            }
            value.to_owned()
        }
    };
    Ok(Some(Kind::Facet {
        name: name.to_owned(),
        value,
    }))
}

/// Takes a date or a range of dates.
fn date(ahead: &mut Cursor) -> Result<DateRange, SyntaxError> {
    let start = ahead.at;
    let (value, inner) = if ahead.peek().is_some_and(is_quote) {
        let value = ahead.phrase()?;
        let quote = ahead.text[start..].chars().next();
        (value, start + quote.map_or(0, char::len_utf8))
    } else {
        (ahead.bare().to_owned(), start)
    };
    if value.is_empty() {
        return Err(ahead.wrong_here(A_DATE));
    }
    let whole = inner..inner + value.len();

    let Some(dots) = value.find("..") else {
        let day = one(ahead.text, whole)?;
        if ahead.rest().trim_start().starts_with("..") {
            let dots = ahead.text.len() - ahead.rest().trim_start().len();
            let expected = "no spaces around the `..` of a range";
            return Err(SyntaxError::at(ahead.text, dots..dots + 2, expected));
        }
        return Ok(DateRange {
            since: day,
            until: day,
        });
    };
    let since = one(ahead.text, whole.start..inner + dots)?;
    let until = one(ahead.text, inner + dots + 2..whole.end)?;
    match (since, until) {
        (None, None) => Err(SyntaxError::at(ahead.text, whole, A_DATE)),
        (Some(first), Some(last)) if first.seconds().0 > last.seconds().1 => {
            let expected = "the earlier date before the `..`";
            Err(SyntaxError::at(ahead.text, whole, expected))
        }
        _ => Ok(DateRange { since, until }),
    }
}

/// Reads the date at `span`; `None` if that is empty.
fn one(text: &str, span: Range<usize>) -> Result<Option<Date>, SyntaxError> {
    if span.is_empty() {
        return Ok(None);
    }
    match Date::parse(&text[span.clone()]) {
        Ok(date) => Ok(Some(date)),
        Err(_) => Err(SyntaxError::at(text, span, A_DATE)),
    }
}
