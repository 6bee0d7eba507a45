//! Values of `date:`: a date, a duration, a range of these, `undated`; also ranges in the syntax of
//! other programs.

use std::ops::Range;

use crate::date::When;

use super::error::SyntaxError;
use super::lex::Cursor;
use super::new::{alone, end};
use super::tree::{DateRange, Expr, Kind, Qualifier, TimeRange};

/// What is expected after `date:`.
pub(super) const A_DATE: &str = "a date (2024, 2024-10, 2024-10-31, 2024-W44, today, yesterday), how long ago (30d, 2w, 6m, 1y), a range of these \
     (2024-10..2025-02) or `undated`";

/// What other programs and text editors write between the ends of a range instead of two dots.
const BETWEEN: &[&str] = &["...", "…", "/", "–", "—"];

/// What separates the ends of a bracketed range.
const TO: &str = " TO ";

/// Parses `value`, which is at `whole` in `text`.
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
        let since = end(text, whole.start..whole.start + dots, A_DATE)?;
        let until = end(text, whole.start + dots + 2..whole.end, A_DATE)?;
        return range(since, until, text, whole);
    }
    if let Ok(when) = When::parse(value) {
        return Ok(Kind::Qualifier(Qualifier::Date(alone(when))));
    }
    match range_with_other_separator(value) {
        Some((since, until)) => range(since, until, text, whole),
        None => Err(SyntaxError::at(text, whole, A_DATE)),
    }
}

/// Parses a bracketed range, starting at its opening bracket: `[2024-10 TO 2025-02]`. A brace
/// excludes its end and `*` is an open end, as in Lucene.
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
        text => When::parse(text).map(Some).map_err(|_| wrong()),
    };
    let (mut since, mut until) = (end(since)?, end(until)?);
    if rest.starts_with('{')
        && let Some(when) = since
    {
        since = Some(day_after(when).ok_or_else(wrong)?);
    }
    if rest[length..].starts_with('}')
        && let Some(when) = until
    {
        until = Some(day_before(when).ok_or_else(wrong)?);
    }
    let kind = range(since, until, cursor.text, whole.clone())?;
    cursor.at = whole.end;
    Ok(kind)
}

/// Rejects `date:2024 .. 2025`, which would be a year and two words.
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

/// Parses `>=2024`, `>2024`, `<=2024` and `<2024`; `None` for anything else. Durations are not
/// accepted, because `>30d` may mean earlier or later.
fn compared(value: &str) -> Option<TimeRange> {
    let date = |text: &str| {
        let when = When::parse(text).ok();
        when.filter(|when| !matches!(when, When::Ago(_)))
    };
    let (since, until) = if let Some(rest) = value.strip_prefix(">=") {
        (Some(date(rest)?), None)
    } else if let Some(rest) = value.strip_prefix("<=") {
        (None, Some(date(rest)?))
    } else if let Some(rest) = value.strip_prefix('>') {
        (Some(day_after(date(rest)?)?), None)
    } else {
        (None, Some(day_before(date(value.strip_prefix('<')?)?)?))
    };
    Some(TimeRange { since, until })
}

/// Returns the day after a date or week; `None` for relative dates, and at the end of the calendar.
fn day_after(when: When) -> Option<When> {
    let last = (!when.is_relative()).then(|| when.dates(0).1)?;
    last.day_after().map(When::Date)
}

/// Returns the day before a date or week; `None` for relative dates, and at the start of the
/// calendar.
pub(super) fn day_before(when: When) -> Option<When> {
    let first = (!when.is_relative()).then(|| when.dates(0).0)?;
    first.day_before().map(When::Date)
}

/// Parses a range with another separator than two dots; either end may be open. `None` if it is not
/// a range.
fn range_with_other_separator(value: &str) -> Option<(Option<When>, Option<When>)> {
    let end = |text: &str| match text {
        "" => Some(None),
        _ => When::parse(text).ok().map(Some),
    };
    for between in BETWEEN {
        if let Some((since, until)) = value.split_once(between)
            && let (Some(since), Some(until)) = (end(since), end(until))
        {
            return (since.is_some() || until.is_some()).then_some((since, until));
        }
    }
    // Two years with a hyphen; `2024-10` is a date with a month.
    let (since, until) = value.split_once('-')?;
    let years = (since.len(), until.len()) == (4, 4);
    years.then(|| Some((end(since)?, end(until)?))).flatten()
}

fn range(
    since: Option<When>,
    until: Option<When>,
    text: &str,
    whole: Range<usize>,
) -> Result<Kind, SyntaxError> {
    let range = TimeRange { since, until };
    if (since, until) == (None, None) {
        return Err(SyntaxError::at(text, whole, A_DATE));
    }
    match range.dates(0) {
        DateRange {
            since: Some(first),
            until: Some(last),
        } if range.is_comparable() && first.seconds().0 > last.seconds().1 => {
            Err(SyntaxError::at(text, whole, "the earlier date first"))
        }
        _ => Ok(Kind::Qualifier(Qualifier::Date(range))),
    }
}
