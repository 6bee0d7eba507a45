//! Tokenization: the spans of words in a text, and the folded forms by which they are found.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::clusters::{is_word_by_itself, take_cluster};
use super::fold::{decimal_digit, is_ignorable, push_folded};
use super::numbers::{self, Joint};

/// The longest folded form that is kept, in bytes. Longer words (an encoded file in a text, a line
/// of a million letters) are found by their first bytes; index and query truncate alike.
pub const LONGEST_WORD: usize = 200;

/// The words of a text, in order. One pass yields them for indexing, passages and names alike.
///
/// White space, punctuation, hyphens and apostrophes separate words (`Port-au-Prince` is three
/// words, `l’attaque` two). A possessive `’s` is dropped. Dotted acronyms are one word (`U.N.` is
/// `un`). Numbers drop grouping separators (`1,660` is `1660`) and use a point for others (`3,5` is
/// `3.5`). In scripts written without spaces, each character with its marks is a word.
#[derive(Debug, Default, Clone)]
pub struct Words {
    folded: String,
    words: Vec<Word>,
    unspaced: bool,
}

#[derive(Debug, Clone, Copy)]
struct Word {
    start: u32,
    end: u32,
    folded_start: u32,
}

impl Words {
    /// Tokenizes `text`. Only the first 4 GiB are read.
    pub fn of(text: &str) -> Words {
        let mut words = Words {
            folded: String::with_capacity(text.len()),
            words: Vec::with_capacity(text.len() / 6),
            unspaced: false,
        };
        let mut at = 0;
        while let Some((start, first)) = next_start(text, at) {
            let folded_start = words.folded.len();
            let end = take_word(text, start, first, &mut words.folded);
            if end > u32::MAX as usize {
                words.folded.truncate(folded_start);
                break;
            }
            if words.folded.len() > folded_start {
                words.unspaced |= is_word_by_itself(first);
                words.words.push(Word {
                    start: start as u32,
                    end: end as u32,
                    folded_start: folded_start as u32,
                });
            }
            at = end + possessive(&text[end..]);
        }
        words
    }

    /// Returns the number of words.
    #[inline]
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Returns whether there are no words.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Returns the span of word `i` in the text, in bytes.
    #[inline]
    pub fn span(&self, i: usize) -> Range<usize> {
        self.words[i].start as usize..self.words[i].end as usize
    }

    /// Returns the span between word `i` and the next, in bytes.
    #[inline]
    pub(super) fn gap(&self, i: usize) -> Range<usize> {
        self.words[i].end as usize..self.words[i + 1].start as usize
    }

    /// Returns word `i` folded: without case, accents, ligatures and width variants (`Chérizier` is
    /// `cherizier`), dotted acronyms joined (`U.N.` is `un`).
    #[inline]
    pub fn folded(&self, i: usize) -> &str {
        &self.folded[self.folded_range(i)]
    }

    /// Returns all folded words, concatenated.
    pub(super) fn all_folded(&self) -> &str {
        &self.folded
    }

    /// Returns the span of word `i` in [`Words::all_folded`], in bytes.
    #[inline]
    pub(super) fn folded_range(&self, i: usize) -> Range<usize> {
        let end = match self.words.get(i + 1) {
            Some(next) => next.folded_start as usize,
            None => self.folded.len(),
        };
        self.words[i].folded_start as usize..end
    }

    /// Returns all folded words, separated by single spaces: the form in which names and phrases are compared.
    pub fn key(&self) -> String {
        let folded: Vec<&str> = (0..self.words.len()).map(|i| self.folded(i)).collect();
        folded.join(" ")
    }

    /// Returns several folded words, concatenated.
    pub fn folded_row(&self, row: Range<usize>) -> &str {
        let start_of = |i: usize| match self.words.get(i) {
            Some(word) => word.folded_start as usize,
            None => self.folded.len(),
        };
        &self.folded[start_of(row.start)..start_of(row.end)]
    }

    /// Returns whether any word is a character of a script without spaces.
    pub fn has_unspaced(&self) -> bool {
        self.unspaced
    }

    /// Returns the index of the first word that starts at or after byte `offset` of the text.
    pub fn first_at(&self, offset: usize) -> usize {
        self.words
            .partition_point(|word| (word.start as usize) < offset)
    }
}

/// Returns the start and first character of the next word at or after `at`.
fn next_start(text: &str, mut at: usize) -> Option<(usize, char)> {
    let bytes = text.as_bytes();
    loop {
        let byte = *bytes.get(at)?;
        if byte.is_ascii() {
            if byte.is_ascii_alphanumeric() {
                return Some((at, char::from(byte)));
            }
            at += 1;
        } else {
            let c = text[at..].chars().next()?;
            if begins_word(c) {
                return Some((at, c));
            }
            at += c.len_utf8();
        }
    }
}

fn begins_word(c: char) -> bool {
    // Unicode classes the modifier apostrophes as letters, but people type them as apostrophes.
    (c.is_alphabetic() && !matches!(c, 'ʼ' | 'ʻ' | 'ˈ')) || decimal_digit(c).is_some()
}

fn goes_on(c: char) -> bool {
    (begins_word(c) && !is_word_by_itself(c)) || is_combining_mark(c) || is_ignorable(c)
}

/// Appends the folded form of the word that starts with `first` at `start`. Returns the end of the
/// word, in bytes of `text`.
fn take_word(text: &str, start: usize, first: char, folded: &mut String) -> usize {
    let folded_start = folded.len();
    let longest = folded_start + LONGEST_WORD;
    if is_word_by_itself(first) {
        return start + take_cluster(&text[start..], folded, longest);
    }
    if let Some(end) = dotted_acronym(text, start) {
        for letter in text[start..end].chars().filter(|&c| c != '.') {
            if folded.len() >= longest {
                break;
            }
            push_folded(letter, folded, folded_start);
        }
        return end;
    }
    let (mut end, is_number) = take_run(text, start, folded, folded_start);
    if !is_number {
        return end;
    }
    for joint in numbers::joints(&folded[folded_start..], &text[end..]) {
        if folded.len() >= longest {
            break;
        }
        match joint {
            Joint::Grouped(bytes) => end += bytes,
            Joint::Point(bytes) => {
                end += bytes;
                folded.push('.');
            }
        }
        (end, _) = take_run(text, end, folded, folded_start);
    }
    end
}

const LOWERCASE: u8 = 1;
const UPPERCASE: u8 = 2;
const DIGIT: u8 = 4;

/// The class of each ASCII letter and digit, 0 for all other bytes. One look-up is faster than
/// several comparisons per letter.
static ASCII_CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < classes.len() {
        classes[byte] = match byte as u8 {
            b'a'..=b'z' => LOWERCASE,
            b'A'..=b'Z' => UPPERCASE,
            b'0'..=b'9' => DIGIT,
            _ => 0,
        };
        byte += 1;
    }
    classes
};

/// Consumes letters, digits and marks from `at` on. Folds them while the word, which starts at byte
/// `word` of `folded`, is shorter than [`LONGEST_WORD`]. Returns the end of the run and whether it
/// has only digits.
fn take_run(text: &str, mut at: usize, folded: &mut String, word: usize) -> (usize, bool) {
    let longest = word + LONGEST_WORD;
    let bytes = text.as_bytes();
    let mut digits = true;
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii() {
            let (mut end, mut classes) = (at, 0);
            for &byte in &bytes[at..] {
                let class = ASCII_CLASSES[usize::from(byte)];
                if class == 0 {
                    break;
                }
                classes |= class;
                end += 1;
            }
            if end == at {
                break;
            }
            digits &= classes == DIGIT;
            let folded_start = folded.len();
            let kept = longest.saturating_sub(folded_start).min(end - at);
            folded.push_str(&text[at..at + kept]);
            if classes & UPPERCASE != 0 {
                folded[folded_start..].make_ascii_lowercase();
            }
            at = end;
            if bytes.get(at).is_none_or(u8::is_ascii) {
                break; // how nearly all words end
            }
        } else {
            let Some(c) = text[at..].chars().next().filter(|&c| goes_on(c)) else {
                break;
            };
            if folded.len() < longest {
                push_folded(c, folded, word);
            }
            digits &= decimal_digit(c).is_some();
            at += c.len_utf8();
        }
    }
    (at, digits)
}

/// Returns the end of an acronym with a dot between its letters (`U.N.`, `e.g.`), including its
/// last dot; `None` if none starts at `start`.
#[inline]
fn dotted_acronym(text: &str, start: usize) -> Option<usize> {
    match text.as_bytes()[start..] {
        [first, second, ..] if first.is_ascii() && second != b'.' => None, // nearly all words
        _ => acronym_by_letters(text, start),
    }
}

fn acronym_by_letters(text: &str, start: usize) -> Option<usize> {
    let mut end = start;
    let mut letters = 0;
    loop {
        let mut chars = text[end..].chars();
        let Some(letter) = chars.next().filter(|c| c.is_alphabetic()) else {
            break;
        };
        match chars.next() {
            Some('.') => {
                letters += 1;
                end += letter.len_utf8() + 1;
            }
            Some(next) if goes_on(next) => {
                // `U.N.mission`: a separate word follows the last dot.
                break;
            }
            Some(_) | None => {
                if letters == 0 {
                    return None;
                }
                letters += 1;
                end += letter.len_utf8();
                break;
            }
        }
    }
    (letters >= 2).then_some(end)
}

/// Returns the length of a possessive `'s` at the start of `rest`, in bytes; 0 if there is none.
#[inline]
fn possessive(rest: &str) -> usize {
    match rest.as_bytes().first() {
        Some(byte) if *byte == b'\'' || !byte.is_ascii() => length_of_possessive(rest),
        Some(_) | None => 0,
    }
}

fn length_of_possessive(rest: &str) -> usize {
    let mut chars = rest.chars();
    let Some(apostrophe @ ('\'' | '’' | 'ʼ')) = chars.next() else {
        return 0;
    };
    let Some('s' | 'S') = chars.next() else {
        return 0;
    };
    match chars.next() {
        Some(next) if goes_on(next) || begins_word(next) => 0,
        Some(_) | None => apostrophe.len_utf8() + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Vec<String> {
        let words = Words::of(text);
        (0..words.len())
            .map(|i| words.folded(i).to_owned())
            .collect()
    }

    #[test]
    fn words_are_split_and_folded_alike_in_every_way_of_writing() {
        for (text, wanted) in [
            ("Port-au-Prince", "port au prince"),
            ("Haiti’s National Police", "haiti national police"),
            ("Haiti's", "haiti"),
            ("l’attaque d'Haïti s’est", "l attaque d haiti s est"),
            ("U.N.-backed, the U.N.", "un backed the un"),
            ("U.S.A. and e.g. this", "usa and eg this"),
            ("plan B. A new", "plan b a new"),
            ("J. R. Smith", "j r smith"),
            (
                "over 1,660 people, 5\u{202f}600 more",
                "over 1660 people 5600 more",
            ),
            ("3.5 and 3,5 at 10:30", "3.5 and 3.5 at 10 30"),
            ("1’660 1'660 1\u{2009}660 1\u{a0}660", "1660 1660 1660 1660"),
            ("12,34,567 1.660.000 1.660,50", "1234567 1660000 1660.50"),
            ("1.660 12.5.2025 3, 400", "1.660 12.5.2025 3 400"),
            ("1,660km 5'30", "1660km 5 30"),
            ("1,2,3", "1.2.3"),
            ("١٬٦٦٠ ٣٫٥ １，６６０ ۱۲", "1660 3.5 1660 12"),
            ("Port\u{2011}au\u{2010}Prince", "port au prince"),
            (
                "l'attaque lʼattaque l‘attaque",
                "l attaque l attaque l attaque",
            ),
            ("“quoted” ‘so’ «là»", "quoted so la"),
            ("ﬁnal oﬃce ＦＵＬＬ", "final office full"),
            ("the end.5", "the end 5"),
            ("dis\u{ad}placed", "displaced"),
            ("5th 400Mawozo", "5th 400mawozo"),
            ("北京市", "北 京 市"),
            ("ガス ｶﾞｽ", "カ\u{3099} ス カ\u{3099} ス"),
            ("人々2人", "人 々 2 人"),
            (
                "น้ำตก น้\u{e4d}\u{e32}ตก",
                "น้\u{e4d}\u{e32} ต ก น้\u{e4d}\u{e32} ต ก",
            ),
            ("½ x² _a_b", "x a b"),
            ("ʼs 's", "s s"),
            ("", ""),
        ] {
            assert_eq!(folded(text).join(" "), wanted, "{text}");
        }
    }

    #[test]
    fn parts_of_a_letter_are_not_joined_with_the_word_before() {
        assert_eq!(folded("가 \u{11a8}"), ["가", "\u{11a8}"]);
        assert_eq!(folded("가\u{11a8}"), ["각"]);
        assert_eq!(folded("가-\u{11a8}"), ["가", "\u{11a8}"]);
    }

    #[test]
    fn spans_slice_to_the_words_as_written() {
        let text = "« Chérizier’s » U.N. 1,660";
        let words = Words::of(text);
        let spans: Vec<&str> = (0..words.len()).map(|i| &text[words.span(i)]).collect();
        assert_eq!(spans, ["Chérizier", "U.N.", "1,660"]);
    }

    #[test]
    fn an_overlong_word_is_truncated() {
        let text = "x".repeat(1_000_000);
        let words = Words::of(&text);
        assert_eq!(words.len(), 1);
        assert_eq!(words.folded(0).len(), LONGEST_WORD);
        assert_eq!(words.span(0), 0..1_000_000);
    }

    #[test]
    fn first_at_finds_the_word_at_or_after_an_offset() {
        let words = Words::of("ab cd");
        assert_eq!([0, 1, 3, 4].map(|at| words.first_at(at)), [0, 1, 1, 2]);
    }

    proptest::proptest! {
        #[test]
        fn every_text_has_words_in_order_on_character_boundaries(text in "\\PC{0,40}") {
            let words = Words::of(&text);
            let mut last = 0;
            for i in 0..words.len() {
                let span = words.span(i);
                proptest::prop_assert!(span.start >= last && span.start < span.end);
                proptest::prop_assert!(text.get(span.clone()).is_some());
                proptest::prop_assert!(!words.folded(i).is_empty());
                last = span.end;
            }
        }

        #[test]
        fn a_word_copied_out_of_a_text_folds_to_itself(text in "[a-zA-Zé’'., 0-9ßий\u{306}\u{308}가-갠ᄀ-ᇿ-]{0,40}") {
            let words = Words::of(&text);
            for i in 0..words.len() {
                let copied = &text[words.span(i)];
                proptest::prop_assert_eq!(folded(copied), vec![words.folded(i).to_owned()]);
            }
        }
    }
}
