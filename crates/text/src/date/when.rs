//! Dates as people write them in queries: absolute or relative to the present.

use std::fmt;

use jiff::civil::{self, ISOWeekDate, Weekday};

use super::{Ago, Date, NoDate};

/// A date or time at which a range begins or ends, as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// `2025-02`: the whole period.
    Date(Date),
    /// `2025-W05`: Monday to Sunday.
    Week(Week),
    /// `today`: the current UTC day.
    Today,
    /// `yesterday`: the UTC day before.
    Yesterday,
    /// `2d`: this long before the present.
    Ago(Ago),
}

/// An ISO 8601 week: Monday to Sunday, in the year of its Thursday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Week {
    monday: civil::Date,
}

const TODAY: &str = "today";
const YESTERDAY: &str = "yesterday";

impl When {
    /// Parses all formats of [`Date::parse`], a week (`2025-W05`), `today`, `yesterday` or a
    /// duration ([`Ago`]).
    ///
    /// # Errors
    /// [`NoDate`] if the text has none of these formats, or the day or week does not exist.
    pub fn parse(text: &str) -> Result<When, NoDate> {
        let text = text.trim();
        if let Some(ago) = Ago::parse(text) {
            return Ok(When::Ago(ago));
        }
        if let Some(week) = Week::parse(text) {
            return Ok(When::Week(week));
        }
        match text {
            TODAY => Ok(When::Today),
            YESTERDAY => Ok(When::Yesterday),
            _ => Date::parse(text).map(When::Date),
        }
    }

    /// Returns whether it depends on the current time.
    pub fn is_relative(self) -> bool {
        match self {
            When::Date(_) | When::Week(_) => false,
            When::Today | When::Yesterday | When::Ago(_) => true,
        }
    }

    /// Returns the first and the last date it covers at `now`, a Unix time in seconds. A duration
    /// in hours is an instant, any other duration a day.
    pub fn dates(self, now: i64) -> (Date, Date) {
        let one = match self {
            When::Date(date) => date,
            When::Week(Week { monday }) => {
                // The calendar ends on a Friday.
                let sunday = monday.saturating_add(jiff::Span::new().days(6));
                return (Date::Day(monday), Date::Day(sunday));
            }
            When::Today => day_at(now),
            When::Yesterday => day_at(now.saturating_sub(super::SECONDS_PER_DAY)),
            When::Ago(ago) if ago.is_in_hours() => Date::of_second(ago.before(now)),
            When::Ago(ago) => day_at(ago.before(now)),
        };
        (one, one)
    }

    /// Returns the first and the last second it covers, as Unix time; so is `now`. A duration is a
    /// single second; days are UTC days.
    pub fn seconds_utc(self, now: i64) -> (i64, i64) {
        match self {
            When::Ago(ago) => (ago.before(now), ago.before(now)),
            When::Date(_) | When::Week(_) | When::Today | When::Yesterday => {
                let (first, last) = self.dates(now);
                (first.seconds_utc().0, last.seconds_utc().1)
            }
        }
    }
}

/// Returns the UTC day of a Unix time.
fn day_at(second: i64) -> Date {
    Date::Day(super::clock::clock_at(second).date())
}

impl Week {
    /// Parses `2025-W05`; `None` if the format differs or the year has no such week.
    pub fn parse(text: &str) -> Option<Week> {
        let (year, week) = text.split_once("-W")?;
        let is_number =
            |text: &str, length| text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
        if !is_number(year, 4) || !is_number(week, 2) {
            return None;
        }
        let week = ISOWeekDate::new(year.parse().ok()?, week.parse().ok()?, Weekday::Monday);
        let monday = week.ok()?.date();
        Some(Week { monday })
    }
}

/// Writes the format that [`When::parse`] reads.
impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            When::Date(date) => date.fmt(f),
            When::Week(Week { monday }) => {
                let week = monday.iso_week_date();
                write!(f, "{:04}-W{:02}", week.year(), week.week())
            }
            When::Today => f.write_str(TODAY),
            When::Yesterday => f.write_str(YESTERDAY),
            When::Ago(ago) => ago.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2025-03-31T12:00:00Z, a Monday.
    const NOON: i64 = 1_743_422_400;

    fn dates(text: &str) -> [String; 2] {
        let when = When::parse(text).unwrap();
        assert_eq!(when.to_string(), text);
        let (first, last) = when.dates(NOON);
        [first.to_string(), last.to_string()]
    }

    #[test]
    fn relative_dates_go_back_from_the_present_by_utc_days() {
        for (text, day) in [
            ("today", "2025-03-31"),
            ("yesterday", "2025-03-30"),
            ("30d", "2025-03-01"),
            ("2w", "2025-03-17"),
            ("1m", "2025-02-28"),
            ("1y", "2024-03-31"),
            ("13h", "2025-03-30T23:00:00Z"),
            ("2024-02", "2024-02"),
        ] {
            assert_eq!(dates(text), [day, day], "{text}");
        }
    }

    #[test]
    fn a_week_goes_from_monday_to_sunday_of_the_year_of_its_thursday() {
        assert_eq!(dates("2025-W05"), ["2025-01-27", "2025-02-02"]);
        assert_eq!(dates("2025-W01"), ["2024-12-30", "2025-01-05"]);
        assert_eq!(dates("2020-W53"), ["2020-12-28", "2021-01-03"]);
        assert_eq!(dates("9999-W52"), ["9999-12-27", "9999-12-31"]);
    }

    #[test]
    fn other_text_is_rejected() {
        for text in [
            "2025-W53",
            "2025-W00",
            "2025-W5",
            "2025-W05-1",
            "2025-w05",
            "W05",
            "tomorrow",
            "Today",
            "30 d",
            "",
        ] {
            assert_eq!(When::parse(text), Err(NoDate(text.to_owned())));
        }
    }

    #[test]
    fn seconds_cover_whole_days_except_for_durations() {
        let seconds = |text: &str| When::parse(text).unwrap().seconds_utc(NOON);
        assert_eq!(seconds("today"), (NOON - 43_200, NOON + 43_199));
        assert_eq!(seconds("yesterday"), (NOON - 129_600, NOON - 43_201));
        assert_eq!(seconds("1d"), (NOON - 86_400, NOON - 86_400));
        let (first, last) = seconds("2025-W05");
        assert_eq!(last - first + 1, 7 * 86_400);
    }
}
