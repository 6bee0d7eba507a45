//! Dates written in words, in the commonest report languages.

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::civil;

use super::Date;
use crate::lexicon::{Class, Lexicon};

/// Names of months and weekdays in lowercase, with the numbers of the months.
static CALENDAR: LazyLock<HashMap<String, (Class, Option<u8>)>> = LazyLock::new(|| {
    let calendar = Lexicon::shipped_file("calendar.tsv");
    let rows = calendar.rows().iter();
    rows.map(|row| (row.word.to_lowercase(), (row.class, row.number)))
        .collect()
});

/// Parses `4 February 2025`, `04-Feb-2025`, `February 4, 2025`, `mardi 1er avril 2025`,
/// `4 de febrero de 2025`, `February 2025`.
pub(super) fn read(text: &str) -> Option<Date> {
    const LONGEST: usize = 50; // bytes
    if text.len() > LONGEST {
        return None;
    }
    let lower = text.to_lowercase();
    let mut words: Vec<&str> = lower
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '-'))
        .filter(|word| !word.is_empty() && *word != "de" && *word != "del" && *word != "le")
        .collect();
    if words.first().is_some_and(|word| is_weekday(word)) {
        words.remove(0);
    }
    let digits = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
    let year_of = |word: &str| match word.len() == 4 && digits(word) {
        true => word.parse::<i16>().ok(),
        false => None,
    };
    match words[..] {
        [month, year] => Some(Date::Month(year_of(year)?, month_of(month)?)),
        [first, second, year] => {
            let (day, month) = match month_of(second) {
                Some(month) => (first, month),
                None => (second, month_of(first)?),
            };
            let day = day.strip_suffix("er").unwrap_or(day);
            if day.len() > 2 || !digits(day) {
                return None;
            }
            let date = civil::Date::new(year_of(year)?, month, day.parse().ok()?).ok()?;
            Some(Date::Day(date))
        }
        _ => None,
    }
}

/// Parses a day in words followed by a time of day: `Feb 4, 2025 10:00 AM`,
/// `4 février 2025 à 10h30`, `4 February 2025, 22:15 GMT`. Only UTC is read as a zone; other zones
/// leave the offset unknown.
pub(super) fn read_with_clock(text: &str) -> Option<Date> {
    const BETWEEN: &[&str] = &["at", "à", "a las", "-", "|"];
    let words: Vec<&str> = text.split_whitespace().collect();
    let at = words.iter().position(|word| clock(word).is_some())?;
    let time = clock(words[at])?;
    let mut day = words[..at].join(" ");
    for between in BETWEEN {
        if let Some(rest) = day
            .strip_suffix(between)
            .and_then(|day| day.strip_suffix(' '))
        {
            day = rest.to_owned();
        }
    }
    let Date::Day(day) = read(day.trim_end_matches(','))? else {
        return None;
    };
    let (mut hour, minute, second) = time;
    let mut offset = None;
    for word in &words[at + 1..] {
        match word.to_lowercase().replace('.', "").as_str() {
            "am" if hour == 12 => hour = 0,
            "am" => {}
            "pm" if hour < 12 => hour += 12,
            "pm" => {}
            "utc" | "gmt" | "z" => offset = Some(0),
            _ if word.len() <= 5 && word.bytes().all(|b| b.is_ascii_uppercase()) => {}
            _ => return None,
        }
    }
    let clock = day.to_datetime(civil::Time::new(hour, minute, second, 0).ok()?);
    Some(Date::Instant { clock, offset })
}

/// Parses `10:00`, `10:00:05` and `10h30` as hour, minute and second.
fn clock(word: &str) -> Option<(i8, i8, i8)> {
    let numbers: Vec<&str> = word.split([':', 'h']).collect();
    let number = |text: &str| match text.len() <= 2 {
        true => text.parse::<i8>().ok(),
        false => None,
    };
    match numbers[..] {
        [hour, minute] => Some((number(hour)?, number(minute)?, 0)),
        [hour, minute, second] => Some((number(hour)?, number(minute)?, number(second)?)),
        _ => None,
    }
}

fn is_weekday(word: &str) -> bool {
    matches!(CALENDAR.get(word), Some((Class::Weekday, _)))
}

/// Returns the number of a month, 1 to 12, by its full or short name, with or without a full stop.
fn month_of(word: &str) -> Option<i8> {
    let word = word.strip_suffix('.').unwrap_or(word);
    match CALENDAR.get(word) {
        Some((Class::Month, Some(number))) => i8::try_from(*number).ok(),
        Some(_) | None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_day_may_follow_a_day_in_words() {
        for (text, wanted) in [
            ("Feb 4, 2025 10:00 AM", "2025-02-04T10:00:00"),
            ("February 4, 2025 12:05 a.m. EST", "2025-02-04T00:05:00"),
            ("4 février 2025 à 10h30", "2025-02-04T10:30:00"),
            ("4 February 2025, 22:15:07 GMT", "2025-02-04T22:15:07Z"),
        ] {
            let got = read_with_clock(text).map(|date| date.to_string());
            assert_eq!(got.as_deref(), Some(wanted), "{text}");
        }
        for text in [
            "Feb 4, 2025",
            "10:00",
            "Feb 2025 10:00",
            "Feb 4, 2025 25:00",
            "Feb 4, 2025 10:00 or later",
        ] {
            assert_eq!(read_with_clock(text), None, "{text}");
        }
    }

    #[test]
    fn days_and_months_in_words_are_read_in_three_languages_and_nothing_else_is() {
        for (text, wanted) in [
            ("01 January 2024", "2024-01-01"),
            ("15-Jan-2024", "2024-01-15"),
            ("Monday, Sept. 2, 2024", "2024-09-02"),
            ("mardi 1er avril 2025", "2025-04-01"),
            ("4 de febrero de 2025", "2025-02-04"),
            ("May 2024", "2024-05"),
            ("4 févr. 2025", "2025-02-04"),
            ("12 de dic. de 2024", "2024-12-12"),
        ] {
            let got = read(text).map(|date| date.to_string());
            assert_eq!(got.as_deref(), Some(wanted), "{text}");
        }
        for text in [
            "31 February 2024",
            "may be 2024",
            "4 ma 2024",
            "4 May 24",
            "May",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
