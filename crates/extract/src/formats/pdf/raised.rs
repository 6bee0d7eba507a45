//! Raised signs. A footnote number is not part of the word before it; an exponent belongs to its
//! unit or number, the charge of an ion to its symbol, and the ending of an ordinal to its number.

/// A raised sign is at most this large, relative to its line.
const SMALLER: f64 = 0.8;
/// A raised sign is at least this far above its line, in font sizes of the line.
const ABOVE: f64 = 0.15;
/// Units that can be squared or cubed.
const UNITS: &[&str] = &[
    "m", "cm", "mm", "dm", "km", "hm", "ft", "in", "yd", "mi", "s",
];
/// With fewer letters, a raised sign may complete the word: `Mme`, `no`, `1er`.
const LEAST_LETTERS: usize = 3;

/// The relation of a raised sign to the text before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Raised {
    /// A footnote number or letter: separate.
    Note,
    /// The exponent of a number, written as a superscript, because `10` followed by `6` would read
    /// 106.
    Exponent,
    /// Part of the word or number before it.
    Part,
}

/// Returns whether a sign of `size` at `down` is raised above a line.
pub(super) fn is_raised(size: f64, down: f64, line_size: f64, line_down: f64) -> bool {
    size < line_size * SMALLER && line_down - down > line_size * ABOVE
}

/// Returns the relation of the raised `sign` to `before`, the text of the line before it.
pub(super) fn stands(before: &str, sign: &str) -> Raised {
    let Some(c) = sign.chars().next() else {
        return Raised::Part;
    };
    let word = last_word(before);
    if c.is_ascii_digit() {
        let exponent = matches!(c, '2' | '3') && UNITS.contains(&word.to_lowercase().as_str());
        return match word {
            _ if exponent => Raised::Part,
            "10" if is_factor(&before[..before.len() - word.len()]) => Raised::Exponent,
            _ => Raised::Note,
        };
    }
    let note = c.is_ascii_lowercase()
        && sign.len() == 1
        && word.chars().count() >= LEAST_LETTERS
        && word.ends_with(char::is_lowercase);
    match note {
        true => Raised::Note,
        false => Raised::Part,
    }
}

/// Returns whether a raised sign after a raised number makes it the charge of an ion: `Ca2+`.
/// `before` is the text before the number.
pub(super) fn is_charge(before: &str, sign: &str) -> bool {
    let word = last_word(before);
    let symbol =
        (1..=2).contains(&word.len()) && word.starts_with(|c: char| c.is_ascii_uppercase());
    symbol && matches!(sign, "+" | "-" | "−" | "–")
}

/// Returns whether raised text at the start of a line is a footnote mark.
pub(super) fn is_note_mark(text: &str) -> bool {
    let text = text.trim_matches(|c: char| c.is_whitespace() || "()[].".contains(c));
    let number = (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let sign = |c: char| c.is_lowercase() || matches!(c, '*' | '†' | '‡' | '§' | '¶' | '#');
    let mut chars = text.chars();
    let one = chars.next().is_some_and(sign) && chars.all(|c| !c.is_alphanumeric());
    number || one
}

/// Converts digits to superscripts.
pub(super) fn as_exponent(sign: &str) -> String {
    const EXPONENTS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let exponent = |c: char| match c {
        '-' | '−' | '–' => '⁻',
        c => c.to_digit(10).map_or(c, |digit| EXPONENTS[digit as usize]),
    };
    sign.chars().map(exponent).collect()
}

/// Returns the letters and digits at the end of `text`.
fn last_word(text: &str) -> &str {
    let before = text.trim_end_matches(char::is_alphanumeric);
    &text[before.len()..]
}

/// Returns whether a number at the end of this text is a factor: alone, or after a multiplication
/// sign.
fn is_factor(before: &str) -> bool {
    let before = before.trim_end();
    before.is_empty() || before.ends_with(['×', 'x', '·', '*', '(', '=', '~', '≈'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_footnote_number_is_distinguished_from_an_exponent() {
        for (before, sign, wanted) in [
            ("levels of hunger.", "1", Raised::Note),
            ("between May and September 2024,", "3", Raised::Note),
            ("in 2024", "3", Raised::Note),
            ("(see above)", "2", Raised::Note),
            ("the gangs", "2", Raised::Note),
            ("the UN", "7", Raised::Note),
            ("40 km", "2", Raised::Part),
            ("12 M", "3", Raised::Part),
            ("40 km", "4", Raised::Note),
            ("3 × 10", "6", Raised::Exponent),
            ("page 10", "6", Raised::Note),
            ("", "1", Raised::Note),
            ("Total", "a", Raised::Note),
            ("the 1", "e", Raised::Part),
            ("XIX", "e", Raised::Part),
            ("M", "m", Raised::Part),
            ("1 234", "b", Raised::Part),
            ("Report", "*", Raised::Part),
        ] {
            assert_eq!(stands(before, sign), wanted, "{before}{sign}");
        }
        assert!(is_charge("of Ca", "+") && !is_charge("the gangs", "-"));
        assert_eq!(as_exponent("-6"), "⁻⁶");
    }

    #[test]
    fn a_note_starts_with_a_number_a_letter_or_a_sign() {
        for mark in ["1", "12 ", "(123)", "a", "*", "**", "†"] {
            assert!(is_note_mark(mark), "{mark}");
        }
        for other in ["2024", "st", "", "A", "1a"] {
            assert!(!is_note_mark(other), "{other}");
        }
    }
}
