//! Unix times as dates, and durations back from a moment.

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

use jiff::civil::{self, date};
use jiff::{SignedDuration, Span};

use super::{Date, since_epoch};

/// Returns the current Unix time in seconds by the system clock; 0 if the clock is before 1970.
pub fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs() as i64)
}

/// A duration back from a moment: `12h`, `2d`, `3w`, `6m`, `1y`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ago {
    number: u16,
    unit: Unit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Hours,
    Days,
    Weeks,
    /// Calendar months: the same day of an earlier month, or the last day of a shorter one.
    Months,
    /// Calendar years: 29 February becomes the 28th.
    Years,
}

impl Unit {
    const ALL: [Unit; 5] = [
        Unit::Hours,
        Unit::Days,
        Unit::Weeks,
        Unit::Months,
        Unit::Years,
    ];

    fn letter(self) -> char {
        match self {
            Unit::Hours => 'h',
            Unit::Days => 'd',
            Unit::Weeks => 'w',
            Unit::Months => 'm',
            Unit::Years => 'y',
        }
    }
}

impl Ago {
    /// Parses a number up to 65,535 and a unit letter: hours, days of 24 hours, weeks, months or
    /// years. `None` if the text has another format.
    pub fn parse(text: &str) -> Option<Ago> {
        let unit = Unit::ALL
            .into_iter()
            .find(|unit| text.ends_with(unit.letter()))?;
        let digits = &text[..text.len() - 1];
        let is_number = digits.bytes().all(|b| b.is_ascii_digit());
        let number = digits.parse().ok().filter(|_| is_number)?;
        Some(Ago { number, unit })
    }

    /// Returns the Unix time in seconds that lies this duration before `second`.
    pub fn before(self, second: i64) -> i64 {
        let number = i64::from(self.number);
        let seconds = match self.unit {
            Unit::Hours => number * 3600,
            Unit::Days => number * 86_400,
            Unit::Weeks => number * 7 * 86_400,
            Unit::Months => return before_on_calendar(second, number),
            Unit::Years => return before_on_calendar(second, number * 12),
        };
        second.saturating_sub(seconds)
    }

    /// Returns whether the unit is hours.
    pub fn is_in_hours(self) -> bool {
        self.unit == Unit::Hours
    }
}

/// Returns the same time of day this many months before; `i64::MIN` before the start of the
/// calendar.
fn before_on_calendar(second: i64, months: i64) -> i64 {
    let span = Span::new().try_months(months);
    let clock = span.and_then(|span| clock_at(second).checked_sub(span));
    clock.map_or(i64::MIN, |clock| since_epoch(clock).as_secs())
}

impl fmt::Display for Ago {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.number, self.unit.letter())
    }
}

impl Date {
    /// Returns the instant of a Unix time in seconds, in UTC, clamped to the years -9999 to 9999.
    pub fn of_second(second: i64) -> Date {
        Date::Instant {
            clock: clock_at(second),
            offset: Some(0),
        }
    }

    /// Returns the first and the last second the date covers, as Unix time. Unlike
    /// [`seconds`](Date::seconds), applies the offset of an instant; days are UTC days.
    pub fn seconds_utc(&self) -> (i64, i64) {
        match self {
            Date::Instant { .. } => {
                let second = self.moment().div_euclid(1_000_000);
                (second, second)
            }
            Date::Year(_) | Date::Month(..) | Date::Day(_) => self.seconds(),
        }
    }
}

pub(super) fn clock_at(second: i64) -> civil::DateTime {
    let start = date(1970, 1, 1).at(0, 0, 0, 0);
    start.saturating_add(SignedDuration::from_secs(second))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2025-03-31T12:00:00Z
    const NOON: i64 = 1_743_422_400;

    #[test]
    fn a_second_is_written_in_utc_and_read_back() {
        for (second, wanted) in [
            (0, "1970-01-01T00:00:00Z"),
            (NOON, "2025-03-31T12:00:00Z"),
            (-1, "1969-12-31T23:59:59Z"),
        ] {
            let date = Date::of_second(second);
            assert_eq!(date.to_string(), wanted);
            assert_eq!(date.seconds_utc(), (second, second));
            assert_eq!(Date::parse(wanted).unwrap(), date);
        }
        assert!(Date::of_second(i64::MAX).to_string().starts_with("9999-"));
        assert!(
            Date::of_second(i64::MIN)
                .to_string()
                .starts_with("-009999-")
        );
    }

    #[test]
    fn durations_go_back_by_hours_or_by_the_calendar() {
        let before = |text: &str| {
            let ago = Ago::parse(text).unwrap();
            assert_eq!(ago.to_string(), text);
            Date::of_second(ago.before(NOON)).to_string()
        };
        assert_eq!(before("12h"), "2025-03-31T00:00:00Z");
        assert_eq!(before("2d"), "2025-03-29T12:00:00Z");
        assert_eq!(before("3w"), "2025-03-10T12:00:00Z");
        assert_eq!(before("1m"), "2025-02-28T12:00:00Z");
        assert_eq!(before("6m"), "2024-09-30T12:00:00Z");
        assert_eq!(before("1y"), "2024-03-31T12:00:00Z");
        assert_eq!(before("0d"), "2025-03-31T12:00:00Z");
        assert!(before("65535m").starts_with("-00"));
        assert!(before("65535y").starts_with("-009999-"));
    }

    #[test]
    fn other_text_is_not_a_duration() {
        for text in [
            "", "d", "2", "2s", "2Y", "-2d", "+2d", "2 d", "65536d", "2d3h", "２d", "2025-02",
        ] {
            assert_eq!(Ago::parse(text), None, "{text}");
        }
    }

    #[test]
    fn seconds_in_utc_apply_the_offset_of_an_instant() {
        let seconds = |text: &str| Date::parse(text).unwrap().seconds_utc();
        assert_eq!(seconds("1970-01-01T01:00:00+01:00"), (0, 0));
        assert_eq!(seconds("1970-01-01"), (0, 86_399));
    }
}
