//! Periods: the years, quarters, months, weeks and days by which reports are counted.

use jiff::Timestamp;
use jiff::civil::Date as Day;
use jiff::tz::Offset;

use super::SECONDS_PER_DAY;

/// Days from Monday to Thursday: 1970-01-01 was a Thursday.
const DAYS_FROM_MONDAY: i64 = 3;

/// A unit of calendar time. Periods of one unit have consecutive numbers, so a range of numbers is
/// a timeline without gaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Period {
    /// A calendar year.
    Year,
    /// A calendar quarter.
    Quarter,
    /// A calendar month.
    Month,
    /// An ISO 8601 week: Monday to Sunday, in the year of its Thursday.
    Week,
    /// A calendar day.
    Day,
}

impl Period {
    /// All units, longest first.
    pub const ALL: [Period; 5] = [
        Period::Year,
        Period::Quarter,
        Period::Month,
        Period::Week,
        Period::Day,
    ];

    /// Returns the name of the unit: `year`.
    pub fn name(self) -> &'static str {
        match self {
            Period::Year => "year",
            Period::Quarter => "quarter",
            Period::Month => "month",
            Period::Week => "week",
            Period::Day => "day",
        }
    }

    /// Returns the unit with this [`Period::name`].
    pub fn named(name: &str) -> Option<Period> {
        Period::ALL.into_iter().find(|period| period.name() == name)
    }

    /// Returns the number of the period that contains both Unix times; `None` if they are in
    /// different periods. Given the first and the last second of a date, `None` means that the date
    /// is not precise enough.
    pub fn number(self, first: i64, last: i64) -> Option<i64> {
        let number = self.number_at(first);
        (number == self.number_at(last)).then_some(number)
    }

    /// Returns the number of the period that contains a Unix time in seconds.
    pub fn number_at(self, second: i64) -> i64 {
        let days = second.div_euclid(SECONDS_PER_DAY);
        match self {
            Period::Day => days,
            Period::Week => (days + DAYS_FROM_MONDAY).div_euclid(7),
            Period::Month => {
                let day = day_numbered(days);
                i64::from(day.year()) * 12 + i64::from(day.month()) - 1
            }
            Period::Quarter => Period::Month.number_at(second).div_euclid(3),
            Period::Year => i64::from(day_numbered(days).year()),
        }
    }

    /// Formats a period number: `2025`, `2025-Q1`, `2025-02`, `2025-W06`, `2025-02-04`. Labels of
    /// one unit sort chronologically as text.
    pub fn label(self, number: i64) -> String {
        match self {
            Period::Year => format!("{number:04}"),
            Period::Quarter => {
                let (year, quarter) = (number.div_euclid(4), number.rem_euclid(4));
                format!("{year:04}-Q{}", quarter + 1)
            }
            Period::Month => {
                let (year, month) = (number.div_euclid(12), number.rem_euclid(12));
                format!("{year:04}-{:02}", month + 1)
            }
            Period::Week => {
                let week = self.first(number).iso_week_date();
                format!("{:04}-W{:02}", week.year(), week.week())
            }
            Period::Day => self.first(number).to_string(),
        }
    }

    /// Returns the first day of a period: `2025-02-04`.
    pub fn first_day(self, number: i64) -> String {
        self.first(number).to_string()
    }

    /// Returns the last day of a period.
    pub fn last_day(self, number: i64) -> String {
        let next = self.first(number + 1);
        next.yesterday().unwrap_or(next).to_string()
    }

    fn first(self, number: i64) -> Day {
        let first_of_month = |months: i64| {
            let year = i16::try_from(months.div_euclid(12)).unwrap_or(Day::MAX.year());
            let month = months.rem_euclid(12) as i8 + 1;
            Day::new(year, month, 1).unwrap_or(Day::MAX)
        };
        match self {
            Period::Year => first_of_month(number * 12),
            Period::Quarter => first_of_month(number * 3),
            Period::Month => first_of_month(number),
            Period::Week => day_numbered(number * 7 - DAYS_FROM_MONDAY),
            Period::Day => day_numbered(number),
        }
    }
}

/// Returns the day this many days after 1970-01-01, clamped to the calendar.
fn day_numbered(days: i64) -> Day {
    match Timestamp::from_second(days.saturating_mul(SECONDS_PER_DAY)) {
        Ok(midnight) => Offset::UTC.to_datetime(midnight).date(),
        Err(_) if days < 0 => Day::MIN,
        Err(_) => Day::MAX,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Date;

    fn number(period: Period, date: &str) -> Option<i64> {
        let (first, last) = Date::parse(date).unwrap().seconds();
        period.number(first, last)
    }

    #[test]
    fn a_date_is_in_the_periods_that_are_at_least_as_long() {
        let labels = |date: &str| {
            Period::ALL.map(|period| number(period, date).map_or("-".into(), |n| period.label(n)))
        };
        assert_eq!(labels("2024"), ["2024", "-", "-", "-", "-"]);
        assert_eq!(labels("2024-05"), ["2024", "2024-Q2", "2024-05", "-", "-"]);
        let day = ["2024", "2024-Q4", "2024-12", "2025-W01", "2024-12-31"];
        assert_eq!(labels("2024-12-31"), day);
        assert_eq!(labels("2024-12-31T23:59:59-05:00"), day);
        assert_eq!(
            labels("1965-01-02"),
            ["1965", "1965-Q1", "1965-01", "1964-W53", "1965-01-02"]
        );
    }

    #[test]
    fn consecutive_periods_have_no_gap_or_overlap() {
        for period in Period::ALL {
            let start = number(Period::Day, "1899-12-25").unwrap();
            let mut before = period.number_at(start * SECONDS_PER_DAY);
            for day in start..start + 60_000 {
                let now = period.number_at(day * SECONDS_PER_DAY);
                let (label, text) = (period.label(now), Period::Day.label(day));
                assert!(now == before || now == before + 1, "{period:?} {text}");
                if now == before + 1 {
                    assert_eq!(period.first_day(now), text);
                    assert_eq!(period.last_day(before), Period::Day.label(day - 1));
                    assert!(label > period.label(before), "{label}");
                }
                before = now;
            }
        }
    }

    #[test]
    fn days_at_the_ends_of_the_calendar_have_periods() {
        for date in ["0000", "0001-01-01", "9999-11-30", "9999"] {
            let (first, _) = Date::parse(date).unwrap().seconds();
            for period in Period::ALL {
                let n = period.number_at(first);
                assert!(
                    period.first_day(n) <= period.last_day(n),
                    "{date} {period:?}"
                );
            }
        }
    }

    #[test]
    fn a_unit_is_found_by_its_name() {
        for period in Period::ALL {
            assert_eq!(Period::named(period.name()), Some(period));
        }
        assert_eq!(Period::named("decade"), None);
    }
}
