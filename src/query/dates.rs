//! What stands after `date:`: a date, a range of dates, `undated`; also ranges as other programs write
//! them.

use std::ops::Range;

use crate::date::Date;

use super::error::SyntaxError;
use super::lex::Cursor;
use super::tree::{DateRange, Expr, Kind, Qualifier};

/// What is expected after `date:`.
pub(super) const A_DATE: &str =
    "a date (2024, 2024-10, 2024-10-31), a range of dates (2024-10..2025-02) or `undated`";

/// What other programs and text editors put between the ends of a range, in the place of two dots.
const BETWEEN: &[&str] = &["...", "…", "/", "–", "—"];

/// What a range between brackets has between its ends.
const TO: &str = " TO ";

/// Reads `value`, which stands at `whole` in `text`.
pub(super) fn read(value: &str, text: &str, whole: Range<usize>) -> Result<Kind, SyntaxError> {
    if value == "undated" {
        let dated = Expr {
            kind: Kind::Qualifier(Qualifier::Has("date".to_owned())),
            span: whole,
        };
        return Ok(Kind::Not(Box::new(dated)));
    }
    if let Some(range) = compared(value) {
        return Ok(Kind::Qualifier(Qualifier::Date(range)));
    }
    if let Some(dots) = value
        .find("..")
        .filter(|&at| !value[at..].starts_with("..."))
    {
        let since = one(text, whole.start..whole.start + dots)?;
        let until = one(text, whole.start + dots + 2..whole.end)?;
        return range(since, until, text, whole);
    }
    let day = Date::parse(value).ok();
    if day.is_some() {
        return Ok(Kind::Qualifier(Qualifier::Date(DateRange {
            since: day,
            until: day,
        })));
    }
    match two_ends(value) {
        Some((since, until)) => range(since, until, text, whole),
        None => Err(SyntaxError::at(text, whole, A_DATE)),
    }
}

/// Reads a range between brackets, the opening one next: `[2024-10 TO 2025-02]`. Braces leave the end
/// that they stand at out, a `*` is an open end, as in Lucene.
pub(super) fn bracketed(cursor: &mut Cursor) -> Result<Kind, SyntaxError> {
    let start = cursor.at;
    let rest = cursor.rest();
    let Some(length) = rest.find([']', '}']) else {
        cursor.bare();
        return Err(SyntaxError::at(cursor.text, start..cursor.at, A_DATE));
    };
    let whole = start..start + length + 1;
    let wrong = || SyntaxError::at(cursor.text, whole.clone(), A_DATE);
    let (since, until) = rest[1..length].split_once(TO).ok_or_else(wrong)?;
    let end = |text: &str| match text.trim() {
        "*" => Ok(None),
        text => Date::parse(text).map(Some).map_err(|_| wrong()),
    };
    let (mut since, mut until) = (end(since)?, end(until)?);
    if rest.starts_with('{') {
        since = since.and_then(|date| date.day_after());
    }
    if rest[length..].starts_with('}') {
        until = until.and_then(|date| date.day_before());
    }
    let kind = range(since, until, cursor.text, whole.clone())?;
    cursor.at = whole.end;
    Ok(kind)
}

/// Refuses `date:2024 .. 2025`, which would be a year and two words.
pub(super) fn no_spaced_range(kind: &Kind, ahead: &Cursor) -> Result<(), SyntaxError> {
    let rest = ahead.rest().trim_start();
    let between = ["..", "…", "TO "];
    let Some(between) = between.into_iter().find(|&sign| rest.starts_with(sign)) else {
        return Ok(());
    };
    if !matches!(
        kind,
        Kind::Qualifier(Qualifier::Date(_) | Qualifier::New(_))
    ) {
        return Ok(());
    }
    let at = ahead.text.len() - rest.len();
    let expected = match between {
        "TO " => "the range without spaces, 2024-10..2025-02".to_owned(),
        sign => format!("no spaces around the `{sign}` of a range"),
    };
    let span = at..at + between.trim_end().len();
    Err(SyntaxError::at(ahead.text, span, expected))
}

/// Reads `>=2024`, `>2024`, `<=2024` and `<2024`; `None` for anything else.
fn compared(value: &str) -> Option<DateRange> {
    let date = |text: &str| Date::parse(text).ok();
    let (since, until) = if let Some(rest) = value.strip_prefix(">=") {
        (Some(date(rest)?), None)
    } else if let Some(rest) = value.strip_prefix("<=") {
        (None, Some(date(rest)?))
    } else if let Some(rest) = value.strip_prefix('>') {
        (Some(date(rest)?.day_after()?), None)
    } else {
        (None, Some(date(value.strip_prefix('<')?)?.day_before()?))
    };
    Some(DateRange { since, until })
}

/// Reads a range with something else than two dots between its ends, each of which may be open;
/// `None` if it is none.
fn two_ends(value: &str) -> Option<(Option<Date>, Option<Date>)> {
    let end = |text: &str| match text {
        "" => Some(None),
        _ => Date::parse(text).ok().map(Some),
    };
    for between in BETWEEN {
        if let Some((since, until)) = value.split_once(between)
            && let (Some(since), Some(until)) = (end(since), end(until))
        {
            return (since.is_some() || until.is_some()).then_some((since, until));
        }
    }
    // Two years with a hyphen; with a month, `2024-10` is a date.
    let (since, until) = value.split_once('-')?;
    let years = (since.len(), until.len()) == (4, 4);
    years.then(|| Some((end(since)?, end(until)?))).flatten()
}

fn range(
    since: Option<Date>,
    until: Option<Date>,
    text: &str,
    whole: Range<usize>,
) -> Result<Kind, SyntaxError> {
    match (since, until) {
        (None, None) => Err(SyntaxError::at(text, whole, A_DATE)),
        (Some(first), Some(last)) if first.seconds().0 > last.seconds().1 => {
            let expected = "the earlier date first";
            Err(SyntaxError::at(text, whole, expected))
        }
        _ => Ok(Kind::Qualifier(Qualifier::Date(DateRange { since, until }))),
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
