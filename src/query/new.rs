//! What stands after `new:`: how long ago, a date, or a range of these.

use std::ops::Range;

use crate::date::{Ago, Date};

use super::error::SyntaxError;
use super::tree::{Kind, NewRange, Qualifier, When};

/// What is expected after `new:`.
pub(super) const A_TIME: &str = "how long ago (12h, 2d, 3w, 6m), a date (2025-02, 2025-02-04) or a range of these \
                                 (2025-02-01.., 3w..2d)";

/// Reads `value`, which stands at `whole` in `text`.
pub(super) fn read(value: &str, text: &str, whole: Range<usize>) -> Result<Kind, SyntaxError> {
    let range = match value.find("..") {
        Some(dots) => NewRange {
            since: end(text, whole.start..whole.start + dots)?,
            until: end(text, whole.start + dots + 2..whole.end)?,
        },
        None => match end(text, whole.clone())? {
            Some(When::Date(day)) => NewRange {
                since: Some(When::Date(day)),
                until: Some(When::Date(day)),
            },
            since => NewRange { since, until: None },
        },
    };
    match range {
        NewRange {
            since: None,
            until: None,
        } => Err(SyntaxError::at(text, whole, A_TIME)),
        _ if ends_before_it_starts(&range) => {
            Err(SyntaxError::at(text, whole, "the earlier time first"))
        }
        _ => Ok(Kind::Qualifier(Qualifier::New(range))),
    }
}

/// Reads the time at `span`; `None` if that is empty.
fn end(text: &str, span: Range<usize>) -> Result<Option<When>, SyntaxError> {
    if span.is_empty() {
        return Ok(None);
    }
    let value = &text[span.clone()];
    if let Some(ago) = Ago::parse(value) {
        return Ok(Some(When::Ago(ago)));
    }
    match Date::parse(value) {
        Ok(date) => Ok(Some(When::Date(date))),
        Err(_) => Err(SyntaxError::at(text, span, A_TIME)),
    }
}

/// Whether a range is empty whatever the time is; of a date and a length of time, that cannot be told.
fn ends_before_it_starts(range: &NewRange) -> bool {
    match (range.since, range.until) {
        (Some(When::Date(_)), Some(When::Date(_))) | (Some(When::Ago(_)), Some(When::Ago(_))) => {
            let (first, last) = range.seconds(0);
            first > last
        }
        _ => false,
    }
}
