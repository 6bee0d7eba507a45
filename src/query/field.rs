//! `name:value` in a query: the meaning of names, and their values.

use std::ops::Range;

use super::dates::{self, A_DATE};
use super::error::SyntaxError;
use super::lex::{Cursor, Lexeme, is_quote};
use super::new::{self, A_TIME};
use super::region::{self, A_REGION};
use super::tree::{Expr, Field, Kind, Qualifier};

/// Names before a colon that require text after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Text {
    /// `title:`
    Title,
    /// `passage:`
    Passage,
}

impl Text {
    /// Returns the name as typed, with its colon.
    pub(super) fn typed(self) -> &'static str {
        match self {
            Text::Title => "title:",
            Text::Passage => "passage:",
        }
    }
}

/// Consumes a `name:value`, or only `name:` if a group or text follows. `None` leaves the cursor
/// unchanged: the next token is an ordinary word, possibly with a colon in it.
pub(super) fn lex(cursor: &mut Cursor) -> Result<Option<Lexeme>, SyntaxError> {
    let Some(name) = name(cursor.rest()) else {
        return Ok(None);
    };
    let mut ahead = cursor.clone();
    ahead.at += name.len();
    ahead.bump(); // the colon
    if ahead.rest().starts_with("//") {
        return Ok(None);
    }
    let lexeme = match name {
        "title" => text(Text::Title, &ahead)?,
        "passage" => text(Text::Passage, &ahead)?,
        _ if ahead.peek().is_some_and(|c| ahead.is_open(c)) => Lexeme::Values(name.to_owned()),
        _ => match value(name, &mut ahead)? {
            Some(kind) => Lexeme::Leaf(kind),
            None => return Ok(None),
        },
    };
    cursor.at = ahead.at;
    Ok(Some(lexeme))
}

/// Returns the lowercase name before the colon of a word (`Title:x`), if it is not lowercase
/// already.
pub(super) fn in_lowercase(word: &str) -> Option<String> {
    let (name, value) = word.split_once([':', '：'])?;
    let lower = name.to_ascii_lowercase();
    let is_value = !value.is_empty() && !value.starts_with("//");
    (is_value && lower != name).then_some(lower)
}

/// Returns the note that a word like `Title:x` is not a field.
pub(super) fn note_on_capitals(word: &str, name: &str) -> String {
    format!("`{word}` is searched as words: field names are lowercase, {name}:")
}

/// Returns the text before the first colon, if it can be the name of a facet.
fn name(text: &str) -> Option<&str> {
    let is_part = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-';
    let end = text.find(|c| !is_part(c))?;
    let is_name =
        text[end..].starts_with([':', '：']) && text.starts_with(|c: char| c.is_ascii_lowercase());
    is_name.then(|| &text[..end])
}

/// Checks what follows `title:` or `passage:`, without consuming it.
fn text(of: Text, ahead: &Cursor) -> Result<Lexeme, SyntaxError> {
    let typed = of.typed();
    match ahead.peek() {
        None => Err(ahead.wrong_here(format!("a word, a phrase or `(` after `{typed}`"))),
        Some(c) if ahead.is_close(c) => {
            Err(ahead.wrong_here(format!("a word, a phrase or `(` after `{typed}`")))
        }
        Some('-') => Err(ahead.wrong_here(format!("the `-` before `{typed}`"))),
        Some(c) if c.is_whitespace() => {
            let expected = format!("a word, a phrase or `(` directly after `{typed}`");
            Err(ahead.wrong_here(expected))
        }
        Some(_) => Ok(Lexeme::Text(of)),
    }
}

/// Consumes the value of a name; `None` if there is no possible value.
fn value(name: &str, ahead: &mut Cursor) -> Result<Option<Kind>, SyntaxError> {
    let start = ahead.at;
    let is_known = is_known(name);
    match ahead.peek() {
        None if is_known => Err(ahead.wrong_here(expected_after(name))),
        None => Ok(None),
        Some(c) if is_quote(c) => {
            let value = ahead.phrase()?;
            let inner = start + c.len_utf8();
            let span = inner..inner + value.len();
            kind_of(name, &value, ahead.text, span).map(Some)
        }
        Some('[' | '{') if name == "date" => dates::bracketed(ahead).map(Some),
        Some(c) => {
            let value = ahead.bare_without_boost();
            let span = start..start + value.len();
            let is_value = value.starts_with('/') || value.contains(char::is_alphanumeric);
            if is_known && value.is_empty() {
                return Err(ahead.wrong_here(expected_after(name)));
            }
            // A latitude may be negative.
            if c == '-' && name != "within" && (is_known || is_value) {
                let span = start..start + 1;
                let expected = format!("the `-` before `{name}:`");
                return Err(SyntaxError::at(ahead.text, span, expected));
            }
            if !is_known && (!is_value || value.starts_with(':')) {
                return Ok(None);
            }
            if ahead.peek().is_some_and(is_quote) {
                let expected = format!("quotes around the whole value of `{name}:`");
                return Err(ahead.wrong_here(expected));
            }
            let kind = kind_of(name, value, ahead.text, span)?;
            dates::no_spaced_range(&kind, ahead)?;
            Ok(Some(kind))
        }
    }
}

/// Returns whether a name means the same in every index. Any other is the name of a facet, or an
/// ordinary word.
fn is_known(name: &str) -> bool {
    let names = ["date", "new", "like", "similar", "about", "within"];
    names.contains(&name) || field_named(name).is_some()
}

fn field_named(name: &str) -> Option<Field> {
    Field::ALL.into_iter().find(|field| field.name() == name)
}

fn expected_after(name: &str) -> String {
    match name {
        "date" => A_DATE.to_owned(),
        "new" => A_TIME.to_owned(),
        "within" => A_REGION.to_owned(),
        _ => format!("a value directly after `{name}:`"),
    }
}

/// Makes the query part for `name:value`; `span` is the span of the value in `text`.
fn kind_of(name: &str, value: &str, text: &str, span: Range<usize>) -> Result<Kind, SyntaxError> {
    if name == "date" {
        return dates::read(value, text, span);
    }
    if name == "new" {
        return new::read(value, text, span);
    }
    if name == "within" {
        return region::read(value, text, span);
    }
    let owned = value.to_owned();
    if name == "like" {
        return Ok(Kind::Qualifier(Qualifier::Like(owned)));
    }
    if name == "similar" {
        return Ok(Kind::Qualifier(Qualifier::Similar(owned)));
    }
    if let Some(field) = field_named(name) {
        return Ok(Kind::Qualifier(Qualifier::Field {
            field,
            value: owned,
        }));
    }
    if let Some(star) = value.find('*') {
        let span = span.start + star..span.start + star + 1;
        let expected = format!("a whole name or path after `{name}:`");
        return Err(SyntaxError::at(text, span, expected));
    }
    Ok(Kind::Qualifier(match name {
        "has" => Qualifier::Has(owned),
        "about" => Qualifier::About(owned),
        _ => Qualifier::Facet {
            name: name.to_owned(),
            value: owned,
        },
    }))
}

/// Expands `name:(a OR b)`: each word or phrase in the group is a value.
pub(super) fn distributed(name: &str, group: Expr, text: &str) -> Result<Expr, SyntaxError> {
    let each = |parts: Vec<Expr>| -> Result<Vec<Expr>, SyntaxError> {
        let parts = parts.into_iter();
        parts.map(|part| distributed(name, part, text)).collect()
    };
    let inner_span = |span: &Range<usize>, value: &str| {
        // A phrase is quoted.
        let quote = text[span.clone()].find(value).unwrap_or(0);
        span.start + quote..span.start + quote + value.len()
    };
    let span = group.span;
    let kind = match group.kind {
        Kind::Word(value) | Kind::Phrase(value) | Kind::Pattern(value) => {
            kind_of(name, &value, text, inner_span(&span, &value))?
        }
        Kind::And(parts) => Kind::And(each(parts)?),
        Kind::Or(parts) => Kind::Or(each(parts)?),
        Kind::Not(inner) => Kind::Not(Box::new(distributed(name, *inner, text)?)),
        Kind::Sequence(parts) => {
            let second = parts.get(1).map_or(span, |part| part.span.clone());
            let expected = "`OR` or `AND` between two values, or quotes around a name with spaces";
            return Err(SyntaxError::at(text, second, expected));
        }
        Kind::Exact(_)
        | Kind::Translated(_)
        | Kind::Fuzzy { .. }
        | Kind::Near { .. }
        | Kind::Passage(_)
        | Kind::Title(_)
        | Kind::Qualifier(_)
        | Kind::Boost { .. } => {
            let expected = format!("only values between the parentheses after `{name}:`");
            return Err(SyntaxError::at(text, span, expected));
        }
    };
    Ok(Expr { kind, span })
}
