//! Numbers: joins their digit groups and normalizes their separators.
//!
//! Digits are grouped by threes (`1,660`, `1.660`, `1 660`, `1’660`) or as in India (`12,34,567`).
//! A number with one point followed by three digits is ambiguous, grouped or decimal: it is kept as
//! written and also found as the grouped number.

use super::fold::decimal_digit;

/// A separator and the digits after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Group {
    separator: Separator,
    /// The length of the separator.
    bytes: usize,
    /// The number of digits.
    digits: usize,
}

/// A separator within a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Separator {
    Comma,
    Point,
    ArabicThousands,
    ArabicDecimal,
    Apostrophe,
    /// A no-break space.
    Space,
}

/// How the next digits join the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joint {
    /// The next group: the separator is dropped. Holds its length in bytes.
    Grouped(usize),
    /// The next part: the separator becomes a point. Holds its length in bytes.
    Point(usize),
}

/// Returns how the digit groups at the start of `rest` join a number that starts with the folded
/// digits `first`.
pub fn joints(first: &str, rest: &str) -> Vec<Joint> {
    let groups = groups(rest);
    let Some(separator) = groups.first().map(|group| group.separator) else {
        return Vec::new();
    };
    let alike = groups
        .iter()
        .take_while(|group| group.separator == separator);
    let alike = alike.count();
    let (grouped, behind) = groups.split_at(alike);
    let decimal = match behind {
        [] => true,
        [decimal] => decimal.separator.is_decimal(),
        _ => false,
    };
    let certain = separator != Separator::Point || alike > 1 || !behind.is_empty();
    if certain && decimal && is_grouping(first, grouped) {
        let grouped = grouped.iter().map(|group| Joint::Grouped(group.bytes));
        let decimal = behind.iter().map(|group| Joint::Point(group.bytes));
        return grouped.chain(decimal).collect();
    }
    if is_grouping(first, grouped) && !separator.is_decimal() {
        return grouped
            .iter()
            .map(|group| Joint::Grouped(group.bytes))
            .collect();
    }
    let points = groups
        .iter()
        .take_while(|group| group.separator.is_decimal());
    points.map(|group| Joint::Point(group.bytes)).collect()
}

/// Returns the grouped reading of a folded number that may be grouped or decimal: `1660` for
/// `1.660`.
#[inline]
pub fn also_meant(folded: &str) -> Option<String> {
    if !folded.as_bytes().first().is_some_and(u8::is_ascii_digit) {
        return None; // nearly all words
    }
    let (first, group) = folded.split_once('.')?;
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let grouped = leads(first) && digits(first) && group.len() == 3 && digits(group);
    grouped.then(|| format!("{first}{group}"))
}

/// Returns whether the digit groups form one grouped number. `groups` has one kind of separator and
/// is not empty.
fn is_grouping(first: &str, groups: &[Group]) -> bool {
    let Some((last, between)) = groups.split_last() else {
        return false;
    };
    let all_of = |digits| between.iter().all(|group| group.digits == digits);
    let indian =
        last.separator == Separator::Comma && !between.is_empty() && all_of(2) && first.len() <= 2;
    let groups = match last.separator {
        Separator::ArabicDecimal => false,
        _ => last.digits == 3 && (all_of(3) || indian),
    };
    leads(first) && groups
}

/// Returns whether these can be the first group of a number: one to three digits without a leading
/// zero.
fn leads(first: &str) -> bool {
    matches!(first.len(), 1..=3) && !first.starts_with('0')
}

/// Returns the groups at the start of `rest`: separators followed by digits.
fn groups(rest: &str) -> Vec<Group> {
    let mut all = Vec::new();
    let mut at = 0;
    while let Some(c) = rest[at..].chars().next()
        && let Some(separator) = Separator::of(c)
    {
        let bytes = c.len_utf8();
        let behind = rest[at + bytes..].chars();
        let mut digits = 0;
        at += bytes;
        for digit in behind.take_while(|&c| decimal_digit(c).is_some()) {
            digits += 1;
            at += digit.len_utf8();
        }
        if digits == 0 {
            break;
        }
        all.push(Group {
            separator,
            bytes,
            digits,
        });
    }
    all
}

impl Separator {
    fn of(c: char) -> Option<Separator> {
        Some(match c {
            ',' | '，' => Separator::Comma,
            '.' | '．' => Separator::Point,
            '٬' => Separator::ArabicThousands,
            '٫' => Separator::ArabicDecimal,
            '\'' | '’' => Separator::Apostrophe,
            // No-break, figure, punctuation, thin and narrow no-break space.
            '\u{a0}' | '\u{2007}'..='\u{2009}' | '\u{202f}' => Separator::Space,
            _ => return None,
        })
    }

    /// Returns whether the separator may precede a decimal fraction.
    fn is_decimal(self) -> bool {
        match self {
            Separator::Comma | Separator::Point | Separator::ArabicDecimal => true,
            Separator::ArabicThousands | Separator::Apostrophe | Separator::Space => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_followed_by_three_digits_may_be_a_grouped_number() {
        assert_eq!(also_meant("1.660").as_deref(), Some("1660"));
        assert_eq!(also_meant("120.000").as_deref(), Some("120000"));
        for other in [
            "1.66", "0.660", "1.6600", "1660", "1.660.5", "2025.100", "a.660", "1.66x",
        ] {
            assert_eq!(also_meant(other), None, "{other}");
        }
    }

    #[test]
    fn separators_group_digits_or_become_points() {
        use Joint::{Grouped, Point};
        for (first, rest, wanted) in [
            ("1", ",660 people", vec![Grouped(1)]),
            ("1", "\u{202f}660", vec![Grouped(3)]),
            ("1", "’660", vec![Grouped(3)]),
            ("1", ".660", vec![Point(1)]),
            ("1", ".660.000", vec![Grouped(1), Grouped(1)]),
            ("1", ".660,50", vec![Grouped(1), Point(1)]),
            ("12", ",34,567", vec![Grouped(1), Grouped(1)]),
            ("12", ".5.2025", vec![Point(1), Point(1)]),
            ("1", ",2,3", vec![Point(1), Point(1)]),
            ("0", ",660", vec![Point(1)]),
            ("2025", ",660", vec![Point(1)]),
            ("1", "'23", vec![]),
            ("3", ", 400", vec![]),
            ("3", "", vec![]),
        ] {
            assert_eq!(joints(first, rest), wanted, "{first}{rest}");
        }
    }
}
