//! Character clusters of scripts written without spaces between words: a character with its
//! combining marks.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;

use super::fold::{decimal_digit, push_folded};

/// The sign am, which Thai and Lao write as one character or as two, with an optional tone mark
/// before, between or after them.
struct Am {
    whole: char,
    ring: char,
    aa: char,
}

/// Thai sara am and Lao am.
const AMS: [Am; 2] = [
    Am {
        whole: '\u{e33}',
        ring: '\u{e4d}',
        aa: '\u{e32}',
    },
    Am {
        whole: '\u{eb3}',
        ring: '\u{ecd}',
        aa: '\u{eb2}',
    },
];

/// Returns whether `c` belongs to a script that is written without spaces between words.
#[inline]
pub fn is_word_by_itself(c: char) -> bool {
    if c < '\u{e01}' {
        return false; // the common case
    }
    matches!(c, '\u{e01}'..='\u{eff}'            // Thai, Lao
        | '\u{1000}'..='\u{109f}'               // Myanmar
        | '\u{1780}'..='\u{17ff}'               // Khmer
        | '\u{3005}'..='\u{3007}'               // 々, 〆, 〇
        | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9f}' // Hiragana, Katakana
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3fffd}')            // Han
        && decimal_digit(c).is_none()
}

/// Returns whether `c` combines with the character before it; includes the half-width Katakana
/// voice marks.
fn is_mark(c: char) -> bool {
    is_combining_mark(c) || matches!(c, 'ﾞ' | 'ﾟ')
}

/// Appends the folded first cluster of `rest` to `folded`, with the sign am moved to its end, while
/// `folded` is shorter than `longest` bytes. Returns the length of the cluster in `rest`, in bytes.
pub fn take_cluster(rest: &str, folded: &mut String, longest: usize) -> usize {
    let word = folded.len();
    let mut end = 0;
    let mut ring: Option<&Am> = None;
    let mut am: Option<&Am> = None;
    for c in rest.chars() {
        let ends_am = ring.filter(|ring| ring.aa == c);
        let whole = AMS.iter().find(|am| am.whole == c);
        let ring_here = AMS.iter().find(|am| am.ring == c);
        if am.is_none() && (ends_am.is_some() || whole.is_some()) {
            am = ends_am.or(whole);
            ring = ring.filter(|_| ends_am.is_none());
        } else if ring.is_none() && ring_here.is_some() {
            ring = ring_here;
        } else if end > 0 && !is_mark(c) {
            break;
        } else if folded.len() < longest {
            push_folded(c, folded, word);
        }
        end += c.len_utf8();
    }
    for last in [ring.map(|ring| ring.ring), am.map(|am| am.whole)] {
        if let Some(c) = last.filter(|_| folded.len() < longest) {
            push_folded(c, folded, word);
        }
    }
    end
}

/// Writes the sign am of a cluster as one character at its end, as dictionaries do.
pub fn with_whole_am(cluster: &str) -> Cow<'_, str> {
    for am in &AMS {
        if cluster.contains(am.ring) && cluster.contains(am.aa) {
            let mut whole = cluster.replace([am.ring, am.aa], "");
            whole.push(am.whole);
            return whole.into();
        }
    }
    cluster.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(text: &str) -> (String, usize) {
        let mut folded = String::new();
        let end = take_cluster(text, &mut folded, 200);
        (folded, end)
    }

    #[test]
    fn the_sign_am_is_taken_alike_however_it_is_written() {
        for (ways, wanted) in [
            (["กำก", "ก\u{e4d}\u{e32}ก"], "ก\u{e4d}\u{e32}"),
            (["น้ำใ", "น้\u{e4d}\u{e32}ใ"], "น้\u{e4d}\u{e32}"),
            (["นำ\u{e49}ใ", "น\u{e4d}\u{e49}\u{e32}ใ"], "น้\u{e4d}\u{e32}"),
            (["ຄຳຄ", "ຄ\u{ecd}\u{eb2}ຄ"], "ຄ\u{ecd}\u{eb2}"),
            (["ำก", "\u{e4d}\u{e32}ก"], "\u{e4d}\u{e32}"),
        ] {
            for text in ways {
                let next = text.char_indices().next_back().map(|(at, _)| at);
                assert_eq!(taken(text), (wanted.to_owned(), next.unwrap()), "{text}");
            }
        }
    }

    #[test]
    fn a_ring_without_its_other_half_is_a_mark() {
        assert_eq!(taken("ก\u{e4d}า").1, "ก\u{e4d}า".len());
        assert_eq!(taken("ก\u{e4d}ก"), ("ก\u{e4d}".to_owned(), 6));
        assert_eq!(taken("กา"), ("ก".to_owned(), 3));
        // Lao aa does not end a Thai sign.
        assert_eq!(taken("ก\u{e4d}\u{eb2}"), ("ก\u{e4d}".to_owned(), 6));
    }

    #[test]
    fn an_am_in_two_is_written_whole() {
        assert_eq!(with_whole_am("น\u{e4d}\u{e49}\u{e32}"), "น\u{e49}\u{e33}");
        assert_eq!(with_whole_am("ค\u{e4d}"), "ค\u{e4d}");
        assert_eq!(with_whole_am("京"), "京");
    }
}
