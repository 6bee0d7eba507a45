//! Values of `new:`: a duration, a date, or a range of these.

use std::ops::Range;

use crate::date::When;

use super::error::SyntaxError;
use super::tree::{Kind, Qualifier, TimeRange};

/// What is expected after `new:`.
pub(super) const A_TIME: &str = "how long ago (12h, 2d, 3w, 6m, 1y), a date (2025-02, 2025-02-04, 2025-W05, today, \
                                 yesterday) or a range of these (2025-02-01.., 3w..2d)";

/// Parses `value`, which is at `whole` in `text`.
pub(super) fn read(value: &str, text: &str, whole: Range<usize>) -> Result<Kind, SyntaxError> {
    let range = match value.find("..") {
        Some(dots) => TimeRange {
            since: end(text, whole.start..whole.start + dots, A_TIME)?,
            until: end(text, whole.start + dots + 2..whole.end, A_TIME)?,
        },
        None => match end(text, whole.clone(), A_TIME)? {
            Some(when) => alone(when),
            None => return Err(SyntaxError::at(text, whole, A_TIME)),
        },
    };
    let (first, last) = range.seconds(0);
    match range {
        TimeRange {
            since: None,
            until: None,
        } => Err(SyntaxError::at(text, whole, A_TIME)),
        _ if range.is_comparable() && first > last => {
            Err(SyntaxError::at(text, whole, "the earlier time first"))
        }
        _ => Ok(Kind::Qualifier(Qualifier::New(range))),
    }
}

/// Makes the range for a single value: a duration extends to the present, a date covers its days.
pub(super) fn alone(when: When) -> TimeRange {
    TimeRange {
        since: Some(when),
        until: match when {
            When::Ago(_) => None,
            When::Date(_) | When::Week(_) | When::Today | When::Yesterday => Some(when),
        },
    }
}

/// Parses the end of a range at `span`; `None` if it is empty.
///
/// # Errors
/// It is not `expected`.
pub(super) fn end(
    text: &str,
    span: Range<usize>,
    expected: &'static str,
) -> Result<Option<When>, SyntaxError> {
    if span.is_empty() {
        return Ok(None);
    }
    let when = When::parse(&text[span.clone()]);
    when.map(Some)
        .map_err(|_| SyntaxError::at(text, span, expected))
}
