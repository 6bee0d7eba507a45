//! Dates written in words, in the languages that most reports come in.

use jiff::civil;

use super::Date;

/// The names of the months, January first, in English, French and Spanish.
#[rustfmt::skip]
const MONTHS: &[[&str; 12]] = &[
    ["january", "february", "march", "april", "may", "june", "july", "august", "september",
     "october", "november", "december"],
    ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
     "octobre", "novembre", "décembre"],
    ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
     "octubre", "noviembre", "diciembre"],
];
#[rustfmt::skip]
const WEEKDAYS: &[&str] = &[
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "lundi", "mardi",
    "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "lunes", "martes", "miércoles",
    "jueves", "viernes", "sábado", "domingo",
];

/// How English shortens the names of its months: to three letters, and September to four.
const SHORT: usize = 3; // letters

/// Reads `4 February 2025`, `04-Feb-2025`, `February 4, 2025`, `mardi 1er avril 2025`,
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
    if words.first().is_some_and(|word| WEEKDAYS.contains(word)) {
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

/// Returns the number of a month, 1 to 12.
fn month_of(word: &str) -> Option<i8> {
    for names in MONTHS {
        if let Some(i) = names.iter().position(|name| *name == word) {
            return Some(i as i8 + 1);
        }
    }
    let word = word.strip_suffix('.').unwrap_or(word);
    let short =
        |name: &&str| name.get(..SHORT) == Some(word) || (*name == "september" && word == "sept");
    MONTHS[0].iter().position(short).map(|i| i as i8 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_months_in_words_are_read_in_three_languages_and_nothing_else_is() {
        for (text, wanted) in [
            ("01 January 2024", "2024-01-01"),
            ("15-Jan-2024", "2024-01-15"),
            ("Monday, Sept. 2, 2024", "2024-09-02"),
            ("mardi 1er avril 2025", "2025-04-01"),
            ("4 de febrero de 2025", "2025-02-04"),
            ("May 2024", "2024-05"),
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
