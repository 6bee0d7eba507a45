//! Spelling variants of one word: closed (`ceasefire`), with a hyphen (`cease-fire`), an apostrophe
//! (`Sana'a`) or a space (`cease fire`, `1 660`).
//!
//! The parts on either side of a hyphen or apostrophe are indexed as words. Their concatenation is
//! indexed too, as a [`Joined`] word, so that a query for the closed form matches. Parts separated
//! by a space are not marked as one word; if a closed query word can be split into two parts that
//! are unlikely to be adjacent by chance ([`parts`]), these are searched as a phrase.

use std::ops::Range;

use super::function_words::FunctionWords;
use super::words::Words;

/// Consecutive words that are also found as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    /// The words, at least two.
    pub words: Range<usize>,
    /// Their concatenation, folded.
    pub closed: String,
}

/// The shortest part that may be a separate word, in characters.
const SHORTEST_PART: usize = 3;

/// Returns the runs of `words`, the words of `text`, that are also found as one word, in order; at
/// most one starts at each word.
pub fn joined(function_words: &FunctionWords, text: &str, words: &Words) -> Vec<Joined> {
    let mut all = Vec::new();
    let mut before = None;
    let mut next = 0;
    for i in 0..words.len().saturating_sub(1) {
        let gap_start = words.gap(i).start;
        if let [b' ', letter, ..] = text.as_bytes()[gap_start..]
            && !letter.is_ascii_digit()
        {
            before = None; // the commonest gap
            continue;
        }
        let gap = gap(text, words, i);
        let n = match gap {
            Some(Gap::Apostrophe)
                if are_letters(words, i) && !is_elision(function_words, text, words, i) =>
            {
                2
            }
            Some(Gap::Hyphen) if before != Some(Gap::Hyphen) && is_pair(text, words, i) => 2,
            Some(Gap::Space) if i >= next => {
                // Digit groups are examined together: either all of them form one number or none
                // do.
                next = end_of_digits(text, words, i);
                groups_of_number((i..next).map(|i| words.folded(i)))
            }
            Some(Gap::Apostrophe | Gap::Hyphen | Gap::Space) | None => 1,
        };
        if n > 1 {
            let words_of = i..i + n;
            all.push(Joined {
                closed: words.folded_row(words_of.clone()).to_owned(),
                words: words_of,
            });
        }
        before = gap;
    }
    all
}

/// Returns the runs of a query's `words` that are also searched as one word: those of [`joined`],
/// and letters and digits with a hyphen between them (`AK-47`).
pub fn joined_in_query(function_words: &FunctionWords, text: &str, words: &Words) -> Vec<Joined> {
    let mut all = joined(function_words, text, words);
    for i in 0..words.len().saturating_sub(1) {
        if are_letters_and_digits(text, words, i) {
            all.push(Joined {
                words: i..i + 2,
                closed: words.folded_row(i..i + 2).to_owned(),
            });
        }
    }
    all
}

/// Returns the folded words of a name with the hyphen between letters and digits added (`M-23` for
/// `M23`) or removed; `None` if there is nothing to change.
pub fn with_other_digits(name: &str) -> Option<Vec<String>> {
    let words = Words::of(name);
    let mut other = Vec::with_capacity(words.len() + 1);
    let mut changed = false;
    let mut i = 0;
    while i < words.len() {
        if let Some((first, second)) = letters_and_digits(words.folded(i)) {
            other.extend([first.to_owned(), second.to_owned()]);
            changed = true;
        } else if i + 1 < words.len() && are_letters_and_digits(name, &words, i) {
            other.push(words.folded_row(i..i + 2).to_owned());
            changed = true;
            i += 1;
        } else {
            other.push(words.folded(i).to_owned());
        }
        i += 1;
    }
    changed.then_some(other)
}

/// Returns whether word `i` and the next are letters and digits, in either order, with a hyphen
/// between them.
fn are_letters_and_digits(text: &str, words: &Words, i: usize) -> bool {
    let parts = (words.folded(i), words.folded(i + 1));
    gap(text, words, i) == Some(Gap::Hyphen)
        && letters_and_digits(words.folded_row(i..i + 2)) == Some(parts)
}

/// Returns whether two adjacent folded words are also searched as their concatenation and vice
/// versa. Both must consist of letters, and neither may be short or a function word, so that they
/// are unlikely to be adjacent by chance.
pub fn may_be_one(function_words: &FunctionWords, first: &str, second: &str) -> bool {
    [first, second].iter().all(|part| {
        part.chars().count() >= SHORTEST_PART
            && part.chars().all(char::is_alphabetic)
            && function_words.lists_of(part) == 0
    })
}

/// Returns the ways to split a folded word into two separate words; only one for a word of letters
/// and digits (`ak47`, `400mawozo`).
pub fn parts<'a>(function_words: &FunctionWords, folded: &'a str) -> Vec<(&'a str, &'a str)> {
    if folded.contains(|c: char| c.is_ascii_digit()) {
        return letters_and_digits(folded).into_iter().collect();
    }
    let cuts = folded.char_indices().map(|(at, _)| folded.split_at(at));
    cuts.filter(|(first, second)| may_be_one(function_words, first, second))
        .collect()
}

/// Splits a folded word of letters followed by digits, or the reverse.
pub fn letters_and_digits(folded: &str) -> Option<(&str, &str)> {
    let digit = |c: char| c.is_ascii_digit();
    let digit_first = folded.starts_with(digit);
    let at = folded.find(|c| digit(c) != digit_first)?;
    let (first, second) = folded.split_at(at);
    let is_letters = |part: &str| part.chars().all(char::is_alphabetic);
    let two = match digit_first {
        true => is_letters(second),
        false => is_letters(first) && second.chars().all(digit),
    };
    two.then_some((first, second))
}

/// Returns how many of the folded words, from the first on, are the groups of one number (`1 660`):
/// one to three digits, then groups of three. 1 if they are not a number.
pub fn groups_of_number<'a>(mut words: impl Iterator<Item = &'a str>) -> usize {
    let is_digits = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let leads = |word: &str| matches!(word.len(), 1..=3) && !word.starts_with('0');
    if !words
        .next()
        .is_some_and(|first| leads(first) && is_digits(first))
    {
        return 1;
    }
    let mut groups = 1;
    for word in words.take_while(|word| is_digits(word)) {
        if word.len() != 3 {
            return 1; // such as `12 345 67`
        }
        groups += 1;
    }
    groups
}

/// The gap between two words that may be parts of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    Apostrophe,
    Hyphen,
    /// One space between digits.
    Space,
}

/// Returns the gap between word `i` and the next, if they may be parts of one word.
#[inline]
fn gap(text: &str, words: &Words, i: usize) -> Option<Gap> {
    let gap = words.gap(i);
    let bytes = text.as_bytes();
    match &bytes[gap.clone()] {
        b" " => {
            let are_digits =
                bytes[gap.end].is_ascii_digit() && bytes[words.span(i).start].is_ascii_digit();
            are_digits.then_some(Gap::Space)
        }
        // A line may end within a word.
        b"-" | b"-\n" | b"-\r\n" => Some(Gap::Hyphen),
        b"'" | b"`" => Some(Gap::Apostrophe),
        [] | [0..=0x7f, ..] => None,
        _ => match &text[gap] {
            "’" | "‘" | "ʼ" | "ʻ" | "′" | "＇" | "´" | "ˈ" => Some(Gap::Apostrophe),
            "\u{2010}" | "\u{2011}" | "－" => Some(Gap::Hyphen),
            _ => None,
        },
    }
}

/// Returns whether word `i` has lost its vowel before the next word (`l’attaque`). If both are
/// capitalised they are a name (`D’Angelo`).
fn is_elision(function_words: &FunctionWords, text: &str, words: &Words, i: usize) -> bool {
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h');
    let capital = |i: usize| text[words.span(i)].starts_with(char::is_uppercase);
    function_words.is_elided_anywhere(words.folded(i))
        && words.folded(i + 1).starts_with(vowel)
        && !(capital(i) && capital(i + 1))
}

/// Returns whether word `i` and the next consist of letters and are not part of a longer hyphenated
/// sequence (`Port-au-Prince`), which nobody writes closed.
fn is_pair(text: &str, words: &Words, i: usize) -> bool {
    let goes_on = i + 2 < words.len() && gap(text, words, i + 1) == Some(Gap::Hyphen);
    are_letters(words, i) && !goes_on
}

/// Returns whether word `i` and the next consist of letters and marks only.
fn are_letters(words: &Words, i: usize) -> bool {
    let digit = |c: char| c.is_ascii_digit();
    !words.folded_row(i..i + 2).contains(digit)
}

/// Returns the end of the run of words that starts at `i` and continues while single spaces
/// separate digits.
fn end_of_digits(text: &str, words: &Words, i: usize) -> usize {
    let mut end = i + 1;
    while end < words.len() && gap(text, words, end - 1) == Some(Gap::Space) {
        end += 1;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::language_tables::shipped;

    fn closed(text: &str) -> String {
        let words = Words::of(text);
        let all = joined(&shipped().function_words, text, &words)
            .into_iter()
            .map(|joined| {
                let span =
                    words.span(joined.words.start).start..words.span(joined.words.end - 1).end;
                format!("{}={}", &text[span], joined.closed)
            });
        all.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn hyphenated_and_spaced_words_are_also_joined() {
        for (text, wanted) in [
            (
                "a cease-fire in Sana'a",
                "cease-fire=ceasefire Sana'a=sanaa",
            ),
            (
                "N’Djamena O`Brien Maʼrib Shiʻa Taʹizz Qur‘an",
                "N’Djamena=ndjamena O`Brien=obrien Maʼrib=marib Shiʻa=shia Qur‘an=quran",
            ),
            (
                "Куп'янськ і здоров’я",
                "Куп'янськ=купянськ здоров’я=здоровя",
            ),
            ("al-Qa'ida", "al-Qa=alqa Qa'ida=qaida"),
            (
                "co\u{2011}operation gov-\nernment",
                "co\u{2011}operation=cooperation gov-\nernment=government",
            ),
            ("l'attaque d’un qu'il dell'esercito m'ap l'exèrcit", ""),
            ("D'Angelo, d'Angelo", "D'Angelo=dangelo"),
            ("the minister's and soldiers' house", ""),
            ("Port-au-Prince AK-47 2024-25 a - b", ""),
            (
                "1 660 and 12 500 000 people",
                "1 660=1660 12 500 000=12500000",
            ),
            ("in 2024 300, at 12 345 67, of 3, 400, 0 660", ""),
        ] {
            assert_eq!(closed(text), wanted, "{text}");
        }
    }

    #[test]
    fn a_word_is_cut_where_neither_part_is_short_or_a_function_word() {
        assert_eq!(parts(&shipped().function_words, "ceasefire").len(), 4); // cea|sefire, ceas|efire, cease|fire, ceasef|ire
        assert!(parts(&shipped().function_words, "ceasefire").contains(&("cease", "fire")));
        assert!(!parts(&shipped().function_words, "takeover").contains(&("take", "over")));
        assert_eq!(parts(&shipped().function_words, "ak47"), [("ak", "47")]);
        assert_eq!(
            parts(&shipped().function_words, "400mawozo"),
            [("400", "mawozo")]
        );
        assert_eq!(parts(&shipped().function_words, "a1b2"), []);
        assert_eq!(parts(&shipped().function_words, "1660"), []);
        assert_eq!(parts(&shipped().function_words, "the"), []);
    }

    #[test]
    fn letters_and_digits_of_a_name_are_also_written_the_other_way() {
        let other = |name| with_other_digits(name).map(|words| words.join(" "));
        assert_eq!(other("M23 rebels").as_deref(), Some("m 23 rebels"));
        assert_eq!(other("the M-23").as_deref(), Some("the m23"));
        assert_eq!(other("March 23 Movement"), None);
        assert_eq!(other("G-Pèp"), None);
    }

    proptest::proptest! {
        #[test]
        fn joined_words_are_in_order_and_within_the_text(text in "[a-e0-9 '’\u{2011}\\-\n]{0,40}") {
            let words = Words::of(&text);
            let mut last = None;
            for joined in joined(&shipped().function_words, &text, &words) {
                proptest::prop_assert!(Some(joined.words.start) > last);
                proptest::prop_assert!(joined.words.len() > 1 && joined.words.end <= words.len());
                last = Some(joined.words.start);
            }
        }
    }
}
