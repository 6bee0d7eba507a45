//! Detects all-caps text, in which acronyms cannot be distinguished from words.

use super::mention::NameKind;
use super::name_match::NameMatch;
use super::token_view::TokenView;

/// The shortest word, in letters, that is counted as evidence.
const LONG_WORD: usize = 4;
/// The fewest such words in a span that is classified by itself.
const ENOUGH_WORDS: usize = 2;
/// Text with a greater share of capitals, in percent, is all caps.
const SHARE: usize = 70;

/// Classifies spans of text, each from one start of a sentence or line to the next, once.
pub(super) struct Capitals<'a> {
    view: TokenView<'a>,
    found: &'a [NameMatch],
    /// The words classified last, with the result.
    last: (std::ops::Range<usize>, bool),
    /// The result for the whole text, used for spans that are too short.
    whole: Option<bool>,
}

impl<'a> Capitals<'a> {
    pub fn new(view: TokenView<'a>, found: &'a [NameMatch]) -> Capitals<'a> {
        Capitals {
            view,
            found,
            last: (0..0, false),
            whole: None,
        }
    }

    /// Returns whether word `i` is in all-caps text. Fast if called in order.
    pub fn around(&mut self, i: usize) -> bool {
        if !self.last.0.contains(&i) {
            let starts = |i: &usize| self.view.starts_sentence(*i);
            let start = (0..=i).rev().find(starts).unwrap_or(0);
            let end = (i + 1..self.view.len())
                .find(starts)
                .unwrap_or(self.view.len());
            let judged = self.all_capitals(start..end);
            let judged = judged.unwrap_or_else(|| self.throughout());
            self.last = (start..end, judged);
        }
        self.last.1
    }

    /// Returns whether the whole text is all caps. The result is cached.
    pub fn throughout(&mut self) -> bool {
        let judged = self.whole.or_else(|| self.all_capitals(0..self.view.len()));
        *self.whole.insert(judged.unwrap_or(false))
    }

    /// Returns whether a span is all caps; `None` if it has too few long words.
    fn all_capitals(&self, span: std::ops::Range<usize>) -> Option<bool> {
        let last = span.end.checked_sub(1)?;
        let most_capitals = most_capitals(self.view.written_of(span.start, last));
        let (mut long_words, mut all_letters, mut capitals) = (0, 0, 0);
        let mut next = self.found.partition_point(|name| name.last < span.start);
        for i in span {
            while self.found.get(next).is_some_and(|name| name.last < i) {
                next += 1;
            }
            let word = self.view.written(i);
            if word.len() < LONG_WORD {
                continue;
            }
            let acronym = self.found.get(next).is_some_and(|name| {
                name.first <= i
                    && !name
                        .entries
                        .iter()
                        .any(|entry| entry.kind != NameKind::Acronym)
            });
            let (of_word, of_capitals) = letters(word);
            if acronym || of_word < LONG_WORD {
                continue;
            }
            long_words += 1;
            all_letters += of_word;
            capitals += of_capitals;
            if long_words >= ENOUGH_WORDS && most_capitals * 100 <= all_letters * SHARE {
                return Some(false); // even if every possible capital is one
            }
        }
        (long_words >= ENOUGH_WORDS).then_some(capitals * 100 > all_letters * SHARE)
    }
}

/// Returns an upper bound of the number of capitals: ASCII capitals and all non-ASCII bytes. Faster
/// than an exact count.
fn most_capitals(text: &str) -> usize {
    let may_be = |byte: &u8| byte.is_ascii_uppercase() || !byte.is_ascii();
    // Chunks whose count fits into a byte, so that the compiler can vectorise the loop.
    let parts = text.as_bytes().chunks(usize::from(u8::MAX));
    let count = |part: &[u8]| part.iter().map(|byte| u8::from(may_be(byte))).sum::<u8>();
    parts.map(|part| usize::from(count(part))).sum()
}

/// Returns the number of letters of a word, and how many of them are capitals.
fn letters(word: &str) -> (usize, usize) {
    if word.is_ascii() {
        let (mut letters, mut capitals) = (0, 0);
        for byte in word.bytes() {
            letters += usize::from(byte.is_ascii_alphabetic());
            capitals += usize::from(byte.is_ascii_uppercase());
        }
        return (letters, capitals);
    }
    let count = |is: fn(&char) -> bool| word.chars().filter(is).count();
    (count(|c| c.is_alphabetic()), count(|c| c.is_uppercase()))
}
