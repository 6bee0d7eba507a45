//! Dates with the precision they were given in: a year, a month, a day or an instant.

mod clock;
mod period;
mod when;
mod words;

use std::fmt;

use jiff::civil::{self, date};
use jiff::{fmt::rfc2822, fmt::temporal::Pieces, tz::Offset};
use serde::{Deserialize, Serialize};

pub use clock::{Ago, now};
pub use period::Period;
pub use when::{Week, When};

const SECONDS_PER_DAY: i64 = 24 * 60 * 60;

/// A date with its precision; missing parts are not filled in. Serialized in its canonical form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Date {
    /// A year alone.
    Year(i16),
    /// Year and month (1 to 12).
    Month(i16, i8),
    /// A calendar day.
    Day(civil::Date),
    /// A time of day, on the publisher's clock.
    Instant {
        /// The local time as given.
        clock: civil::DateTime,
        /// The offset from UTC in seconds, if given.
        offset: Option<i32>,
    },
}

/// The text that is not a date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` {why}", why = if self.is_ambiguous() { AMBIGUOUS } else { "is not a date" })]
pub struct NoDate(pub String);

const AMBIGUOUS: &str =
    "is ambiguous: the day or the month may come first; set `date_format` in a map of the schema";

impl NoDate {
    /// Returns whether both of its first two numbers can be the month (`04/02/2025`).
    fn is_ambiguous(&self) -> bool {
        let day = self.0.split([' ', 'T']).next().unwrap_or_default();
        let numbers: Vec<Option<u32>> =
            day.split(['/', '.', '-']).map(|n| n.parse().ok()).collect();
        matches!(numbers[..], [Some(1..=12), Some(1..=12), Some(_)])
    }
}

impl From<Date> for String {
    fn from(date: Date) -> String {
        date.to_string()
    }
}

impl TryFrom<String> for Date {
    type Error = NoDate;

    fn try_from(text: String) -> Result<Date, NoDate> {
        Date::parse(&text)
    }
}

/// Returns the UTC day of a Unix time in seconds, as `2025-02-04`; `None` outside the supported
/// years.
pub fn day_of(seconds: i64) -> Option<String> {
    let moment = jiff::Timestamp::from_second(seconds).ok()?;
    Some(moment.strftime("%Y-%m-%d").to_string())
}

impl Date {
    /// Parses `2025`, `2025-02`, `2025-02-04`, `20250204`, `2025/2/4`, `2025.02.04`, an ISO 8601 /
    /// RFC 3339 time, an RFC 2822 time (`Tue, 4 Feb 2025 08:30:00 +0000`) and dates [in
    /// words](Date::in_words), optionally followed by a time of day (`4 Feb 2025 10:30 PM`).
    /// Rejects formats that leave open which number is the month (`04/02/2025`).
    ///
    /// # Errors
    /// [`NoDate`] if the text has none of these formats or the date does not exist.
    pub fn parse(text: &str) -> Result<Date, NoDate> {
        let text = text.trim();
        let refused = || NoDate(text.to_owned());
        if let Some(dashed) = year_first(text) {
            return Date::parse(&dashed).map_err(|_| refused());
        }
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        match text.len() {
            4 if digits(text) => return text.parse().map(Date::Year).map_err(|_| refused()),
            7 if text.is_char_boundary(4) && text.is_char_boundary(5) && &text[4..5] == "-" => {
                let (year, month) = (&text[..4], &text[5..]);
                if !digits(year) || !digits(month) {
                    return Err(refused());
                }
                let (year, month) = (year.parse(), month.parse());
                let (Ok(year), Ok(month)) = (year, month) else {
                    return Err(refused());
                };
                let first = civil::Date::new(year, month, 1).map_err(|_| refused())?;
                return Ok(Date::Month(first.year(), first.month()));
            }
            8 if digits(text) => {
                let day = civil::Date::strptime("%Y%m%d", text).map_err(|_| refused())?;
                return Ok(Date::Day(day));
            }
            _ => {}
        }
        if let Ok(pieces) = Pieces::parse(text) {
            let offset = pieces.to_numeric_offset().map(Offset::seconds);
            return Ok(match pieces.time() {
                None => Date::Day(pieces.date()),
                Some(time) => Date::Instant {
                    clock: pieces.date().to_datetime(time),
                    offset,
                },
            });
        }
        if let Ok(zoned) = rfc2822::DateTimeParser::new().parse_zoned(text) {
            return Ok(Date::Instant {
                clock: zoned.datetime(),
                offset: Some(zoned.offset().seconds()),
            });
        }
        let in_words = || Date::in_words(text).or_else(|| words::read_with_clock(text));
        in_words().or_else(|| in_zone_utc(text)).ok_or_else(refused)
    }

    /// Parses a text that consists of a day or month in words in English, French or Spanish:
    /// `4 February 2025`, `February 4, 2025`, `1er avril 2025`, `abril de 2025`.
    pub fn in_words(text: &str) -> Option<Date> {
        words::read(text)
    }

    /// Parses a day or a time of day by a strptime format: `%d/%m/%Y`.
    ///
    /// # Errors
    /// [`NoDate`] if the text does not match the format.
    pub fn parse_as(text: &str, format: &str) -> Result<Date, NoDate> {
        let text = text.trim();
        let refused = |_| NoDate(text.to_owned());
        let read = jiff::fmt::strtime::parse(format, text).map_err(refused)?;
        if read.hour().is_none() {
            return read.to_date().map(Date::Day).map_err(refused);
        }
        let clock = read.to_datetime().map_err(refused)?;
        let offset = read.offset().map(Offset::seconds);
        Ok(Date::Instant { clock, offset })
    }

    /// Returns whether [`Date::parse_as`] can read days in this format.
    pub fn is_format(format: &str) -> bool {
        // All numbers of this date are different, so that swapped ones are noticed.
        let day = date(2003, 12, 31).at(23, 59, 58, 0);
        let written = jiff::fmt::strtime::format(format, day);
        written.is_ok_and(|text| match Date::parse_as(&text, format) {
            Ok(Date::Instant { clock, .. }) => clock.date() == day.date(),
            Ok(Date::Day(read)) => read == day.date(),
            Ok(Date::Year(_) | Date::Month(..)) | Err(_) => false,
        })
    }

    /// Returns the first and the last second the date covers, as Unix time on the publisher's
    /// clock. Offsets from UTC are ignored: a report from the evening of 4 February counts as that
    /// day wherever it is read.
    pub fn seconds(&self) -> (i64, i64) {
        if let Date::Instant { clock, offset: _ } = *self {
            let second = since_epoch(clock).as_secs();
            return (second, second);
        }
        let (first, last) = self.days();
        let after = last.tomorrow().unwrap_or(last);
        let second = |day: civil::Date| since_epoch(day.at(0, 0, 0, 0)).as_secs();
        (second(first), second(after) - 1)
    }

    /// Returns the sort key, in microseconds since 1970 UTC: an instant with its offset applied,
    /// otherwise the start of the period as if in UTC.
    pub fn moment(&self) -> i64 {
        let (clock, offset) = match *self {
            Date::Instant { clock, offset } => (clock, offset.unwrap_or(0)),
            Date::Year(_) | Date::Month(..) | Date::Day(_) => (self.days().0.at(0, 0, 0, 0), 0),
        };
        let utc = since_epoch(clock) - jiff::SignedDuration::from_secs(i64::from(offset));
        // The years -9999 to 9999 are 6.3e17 microseconds.
        utc.as_micros() as i64
    }

    /// Returns the day before the first day the date covers; `None` at the start of the calendar.
    pub fn day_before(&self) -> Option<Date> {
        self.days().0.yesterday().ok().map(Date::Day)
    }

    /// Returns the day after the last day the date covers; `None` at the end of the calendar.
    pub fn day_after(&self) -> Option<Date> {
        self.days().1.tomorrow().ok().map(Date::Day)
    }

    /// Returns the first and the last day the date covers.
    fn days(&self) -> (civil::Date, civil::Date) {
        match *self {
            Date::Year(year) => (date(year, 1, 1), date(year, 12, 31)),
            Date::Month(year, month) => {
                let first = date(year, month, 1);
                (first, first.last_of_month())
            }
            Date::Day(day) => (day, day),
            Date::Instant { clock, offset: _ } => (clock.date(), clock.date()),
        }
    }
}

/// Rewrites a date with the year first, `2025/2/4 08:30`, as `2025-02-04 08:30`; `None` if it
/// already has dashes or another format.
fn year_first(text: &str) -> Option<String> {
    let end = text.find([' ', 'T']).unwrap_or(text.len());
    let (day, clock) = text.split_at(end);
    let separator = day.chars().find(|c| !c.is_ascii_digit())?;
    if !matches!(separator, '/' | '.') {
        return None;
    }
    let numbers: Vec<&str> = day.split(separator).collect();
    let (year, rest) = numbers.split_first()?;
    let digits = |number: &&str| number.bytes().all(|b| b.is_ascii_digit());
    let short = |number: &&str| (1..=2).contains(&number.len()) && digits(number);
    if year.len() != 4 || !digits(year) || rest.len() > 2 || !rest.iter().all(short) {
        return None;
    }
    let padded: Vec<String> = rest.iter().map(|number| format!("{number:0>2}")).collect();
    Some(format!("{year}-{}{clock}", padded.join("-")))
}

/// Parses an ISO 8601 time with a zone name after a space: `2025-02-04T08:30:00 UTC`.
fn in_zone_utc(text: &str) -> Option<Date> {
    let clock = text
        .strip_suffix(" UTC")
        .or_else(|| text.strip_suffix(" GMT"))?;
    let pieces = Pieces::parse(clock).ok()?;
    let clock = pieces.date().to_datetime(pieces.time()?);
    let offset = Some(0);
    Some(Date::Instant { clock, offset })
}

fn since_epoch(clock: civil::DateTime) -> jiff::SignedDuration {
    clock.duration_since(date(1970, 1, 1).at(0, 0, 0, 0))
}

/// Writes the canonical form: `2025`, `2025-02`, `2025-02-04`, `2025-02-04T08:30:00+01:00`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Date::Year(year) => write!(f, "{year:04}"),
            Date::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Date::Day(day) => write!(f, "{day}"),
            Date::Instant { clock, offset } => {
                write!(f, "{clock}")?;
                match offset {
                    None => Ok(()),
                    Some(0) => f.write_str("Z"),
                    Some(seconds) => {
                        let sign = if seconds < 0 { '-' } else { '+' };
                        let minutes = seconds.unsigned_abs() / 60;
                        write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_keeps_its_precision() {
        for (text, wanted) in [
            ("2025", "2025"),
            ("2025-02", "2025-02"),
            ("20250204", "2025-02-04"),
            (" 2025-02-04 ", "2025-02-04"),
            ("2025-02-04T08:30:00Z", "2025-02-04T08:30:00Z"),
            ("2025-02-04T08:30:00+01:00", "2025-02-04T08:30:00+01:00"),
            ("2025-02-04 08:30", "2025-02-04T08:30:00"),
            ("2025-02-04 00:00:00.000", "2025-02-04T00:00:00"),
            ("20250204T083000Z", "2025-02-04T08:30:00Z"),
            ("04 February 2025", "2025-02-04"),
            ("2025/02/04", "2025-02-04"),
            ("2025/2", "2025-02"),
            ("2025.2.4", "2025-02-04"),
            ("2025/02/04 08:30:00", "2025-02-04T08:30:00"),
            ("2025-02-04T08:30:00 UTC", "2025-02-04T08:30:00Z"),
            ("February 4, 2025 10:30 PM", "2025-02-04T22:30:00"),
            (
                "Tue, 4 Feb 2025 08:30:00 -0500",
                "2025-02-04T08:30:00-05:00",
            ),
        ] {
            assert_eq!(Date::parse(text).unwrap().to_string(), wanted, "{text}");
        }
    }

    #[test]
    fn other_text_is_rejected() {
        for text in [
            "",
            "soon",
            "2025-13",
            "2025-02-30",
            "04/02/2025",
            "2025/13",
            "2025/02/04/05",
            "20251",
            "é025-0é",
            "12é",
        ] {
            assert_eq!(Date::parse(text), Err(NoDate(text.to_owned())));
        }
    }

    #[test]
    fn an_ambiguous_date_is_reported_as_such() {
        let message = |text: &str| Date::parse(text).unwrap_err().to_string();
        for text in ["04/02/2025", "4.2.25", "04-02-2025 08:30"] {
            assert!(
                message(text).contains("is ambiguous"),
                "{text}: {}",
                message(text)
            );
        }
        for text in ["25/12/2025", "2025/13", "soon", "1/2"] {
            assert_eq!(message(text), format!("`{text}` is not a date"));
        }
    }

    #[test]
    fn a_format_resolves_ambiguous_dates() {
        let read = |text, format| Date::parse_as(text, format).map(|date| date.to_string());
        assert_eq!(read("04/02/2025", "%d/%m/%Y").unwrap(), "2025-02-04");
        assert_eq!(
            read("2/4/2025 08:30", "%m/%d/%Y %H:%M").unwrap(),
            "2025-02-04T08:30:00"
        );
        assert!(read("2025-02-04", "%d/%m/%Y").is_err());
        assert!(Date::is_format("%d/%m/%Y") && Date::is_format("%Y%m%d %H:%M"));
        assert!(!Date::is_format("%d/%m") && !Date::is_format("%Q") && !Date::is_format("dd/mm"));
    }

    #[test]
    fn a_month_runs_to_its_last_second() {
        let (first, last) = Date::parse("2024-02").unwrap().seconds();
        assert_eq!(last - first + 1, 29 * 86_400);
        assert_eq!(Date::parse("1970-01-01").unwrap().seconds(), (0, 86_399));
    }

    #[test]
    fn dates_sort_by_moment_with_their_offset_applied() {
        let in_order = [
            "2024",
            "2024-12-31T23:00:00+02:00", // 21:00 UTC
            "2024-12-31T17:30:00.25-04:00",
            "2024-12-31T17:30:00.5-04:00", // 21:30 UTC
            "2025-02-04T23:30:00",
            "2025-02-05",
            "2025-02-05T01:00:00+00:00",
            "2025-02-04T23:30:00-05:00", // 04:30 UTC on the next day
            "2025-02-05T10:00:00+05:00", // 05:00 UTC
        ];
        let moments = in_order.map(|text| Date::parse(text).unwrap().moment());
        assert!(moments.is_sorted_by(|a, b| a < b), "{moments:?}");
        assert_eq!(
            Date::parse("1970-01-01T01:00:00+01:00").unwrap().moment(),
            0
        );
    }

    #[test]
    fn the_days_before_and_after_a_date_enclose_all_its_days() {
        for (text, before, after) in [
            ("2024", "2023-12-31", "2025-01-01"),
            ("2024-02", "2024-01-31", "2024-03-01"),
            ("2024-02-28", "2024-02-27", "2024-02-29"),
            ("2024-02-29T23:59:59-12:00", "2024-02-28", "2024-03-01"),
        ] {
            let date = Date::parse(text).unwrap();
            let around = [date.day_before(), date.day_after()];
            assert_eq!(around.map(|day| day.unwrap().to_string()), [before, after]);
        }
    }

    #[test]
    fn an_instant_counts_on_the_clock_of_its_publisher() {
        let day = Date::parse("2025-02-04").unwrap().seconds();
        let evening = Date::parse("2025-02-04T23:30:00-05:00").unwrap().seconds();
        assert!(day.0 <= evening.0 && evening.1 <= day.1);
    }
}
