//! Word segmentation for scripts written without spaces (Chinese, Japanese, Thai, Lao, Khmer,
//! Burmese), by ICU's dictionaries.
//!
//! [`Words`] still has one word per character, and these are indexed and found. Segments depend on
//! context, so they only add the information that several characters form one word.

use std::ops::Range;
use std::sync::LazyLock;

use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};

use super::clusters::{is_word_by_itself, with_whole_am};
use super::words::{LONGEST_WORD, Words};

// ICU's neural models for Thai and similar scripts took 14 s per megabyte, the dictionary 0.07 s.
static SEGMENTER: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_dictionary(Default::default()));

/// A run of words, as indices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Segment {
    /// Words of scripts with spaces, up to the next character of a script without.
    Spaced(Range<usize>),
    /// Characters of a script without spaces that form one word.
    Unspaced(Range<usize>),
}

/// Segments `text`, whose words are `words`.
pub fn segments(text: &str, words: &Words) -> Vec<Segment> {
    let unspaced = |i: usize| {
        let first = text[words.span(i).start..].chars().next();
        first.is_some_and(is_word_by_itself)
    };
    let mut all = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let start = at;
        at += 1;
        if !unspaced(start) {
            while at < words.len() && !unspaced(at) {
                at += 1;
            }
            all.push(Segment::Spaced(start..at));
            continue;
        }
        while at < words.len() && unspaced(at) && words.span(at - 1).end == words.span(at).start {
            at += 1;
        }
        part(text, words, start..at, &mut all);
    }
    all
}

/// Returns the multi-character words in scripts without spaces, as ranges of `words`, except those
/// too long for the index.
pub fn long_words(text: &str, words: &Words) -> Vec<Range<usize>> {
    if !words.has_unspaced() {
        return Vec::new();
    }
    let long = |segment| match segment {
        Segment::Unspaced(row) if is_long(words, &row) => Some(row),
        Segment::Unspaced(_) | Segment::Spaced(_) => None,
    };
    segments(text, words).into_iter().filter_map(long).collect()
}

/// Returns whether a range is indexed as one word in addition to its characters.
pub fn is_long(words: &Words, row: &Range<usize>) -> bool {
    row.len() > 1 && words.folded_row(row.clone()).len() <= LONGEST_WORD
}

/// Segments a run of adjacent characters.
fn part(text: &str, words: &Words, run: Range<usize>, all: &mut Vec<Segment>) {
    // The dictionaries expect one normal form of each character.
    let mut written = String::new();
    let mut starts = Vec::with_capacity(run.len());
    for i in run.clone() {
        starts.push(written.len());
        written.push_str(&with_whole_am(&text[words.span(i)]));
    }
    let mut breaks = SEGMENTER.segment_str(&written).peekable();
    let mut start = run.start;
    for (i, &here) in run.clone().zip(&starts).skip(1) {
        while breaks.next_if(|&at| at < here).is_some() {}
        if breaks.peek() == Some(&here) {
            all.push(Segment::Unspaced(start..i));
            start = i;
        }
    }
    all.push(Segment::Unspaced(start..run.end));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parted(text: &str) -> String {
        let words = Words::of(text);
        let rows = segments(text, &words).into_iter().map(|segment| {
            let (Segment::Spaced(row) | Segment::Unspaced(row)) = segment;
            &text[words.span(row.start).start..words.span(row.end - 1).end]
        });
        rows.collect::<Vec<_>>().join("|")
    }

    #[test]
    fn words_of_scripts_without_spaces_are_separated() {
        for (text, wanted) in [
            ("东京都警察发表声明", "东京|都|警察|发表|声明"),
            (
                "警察は東京で容疑者を逮捕",
                "警察|は|東京|で|容疑|者|を|逮捕",
            ),
            ("ตำรวจจับกุมสมาชิก", "ตำรวจ|จับกุม|สมาชิก"),
            ("ຕຳຫຼວດຈັບກຸມ", "ຕຳຫຼວດ|ຈັບກຸມ"),
            ("ต\u{e4d}\u{e32}รวจจับกุม", "ต\u{e4d}\u{e32}รวจ|จับกุม"),
            ("នគរបាលបានចាប់ខ្លួន", "នគរបាល|បាន|ចាប់ខ្លួន"),
            ("ရဲတပ်ဖွဲ့က ဂိုဏ်း", "ရဲတပ်ဖွဲ့|က|ဂိုဏ်း"),
            (
                "In Port-au-Prince 警察逮捕 3 men",
                "In Port-au-Prince|警察|逮捕|3 men",
            ),
            ("", ""),
        ] {
            assert_eq!(parted(text), wanted, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn every_word_is_in_one_segment(text in "[ a-c一-丟ぁ-んｱ-ﾟก-๛ກ-ໝក-៿က-႟。\\PC]{0,40}") {
            let words = Words::of(&text);
            let mut next = 0;
            for segment in segments(&text, &words) {
                let (Segment::Spaced(row) | Segment::Unspaced(row)) = segment;
                proptest::prop_assert!(row.start == next && row.end > next);
                next = row.end;
            }
            proptest::prop_assert_eq!(next, words.len());
        }
    }
}
