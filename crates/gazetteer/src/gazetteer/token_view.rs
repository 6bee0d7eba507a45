//! A read-only view of a text for passes: its tokens, the gaps between them and their case.

use std::ops::Range;

use super::entry::Separators;
use super::gap::{ends_sentence, within_name};
use reportage_text::analysis::words::Words;

/// Languages in which all nouns are capitalised.
pub(super) const CAPITALISES_NOUNS: &[&str] = &["de", "lb"];

/// A text and its tokens; cheap to copy.
///
/// Tokens are numbered from 0. Methods on a gap take the token before it, which must not be the
/// last one.
#[derive(Clone, Copy)]
pub(super) struct TokenView<'a> {
    text: &'a str,
    words: &'a Words,
}

impl<'a> TokenView<'a> {
    /// Creates a view of a text and its words.
    pub fn new(text: &'a str, words: &'a Words) -> TokenView<'a> {
        TokenView { text, words }
    }

    /// Returns the number of tokens.
    #[inline]
    pub fn len(self) -> usize {
        self.words.len()
    }

    /// Returns the whole text.
    pub fn text(self) -> &'a str {
        self.text
    }

    /// Returns the tokens.
    pub fn words(self) -> &'a Words {
        self.words
    }

    /// Returns the span of token `i`, in bytes.
    #[inline]
    pub fn span(self, i: usize) -> Range<usize> {
        self.words.span(i)
    }

    /// Returns the span of the tokens `first..=last`, in bytes, including the gaps between them.
    pub fn span_of(self, first: usize, last: usize) -> Range<usize> {
        self.span(first).start..self.span(last).end
    }

    /// Returns token `i` folded: without case and accents.
    #[inline]
    pub fn folded(self, i: usize) -> &'a str {
        self.words.folded(i)
    }

    /// Returns token `i` as written.
    #[inline]
    pub fn written(self, i: usize) -> &'a str {
        &self.text[self.span(i)]
    }

    /// Returns the text of the tokens `first..=last` as written, including the gaps between them.
    pub fn written_of(self, first: usize, last: usize) -> &'a str {
        &self.text[self.span_of(first, last)]
    }

    /// Returns the text before token `i`.
    pub fn text_before(self, i: usize) -> &'a str {
        &self.text[..self.span(i).start]
    }

    /// Returns the text after token `i`.
    pub fn text_behind(self, i: usize) -> &'a str {
        &self.text[self.span(i).end..]
    }

    /// Returns the index of the token after token `i`; `None` if it is the last.
    pub fn next(self, i: usize) -> Option<usize> {
        Some(i + 1).filter(|&next| next < self.len())
    }

    /// Returns whether the tokens from `first` on are these folded words.
    pub fn reads(self, first: usize, folded: &[impl AsRef<str>]) -> bool {
        first + folded.len() <= self.len()
            && (first..)
                .zip(folded)
                .all(|(i, word)| self.folded(i) == word.as_ref())
    }

    /// Returns the text between token `i` and the next.
    #[inline]
    pub fn gap(self, i: usize) -> &'a str {
        &self.text[self.span(i).end..self.span(i + 1).start]
    }

    /// Returns the special separators between token `i` and the next; `None` if the two cannot
    /// belong to one name.
    #[inline]
    pub fn separators(self, i: usize) -> Option<Separators> {
        within_name(self.written(i), self.gap(i))
    }

    /// Returns whether token `i` and the next may belong to one name without special separators.
    #[inline]
    pub fn joins_name(self, i: usize) -> bool {
        self.separators(i) == Some(Separators::default())
    }

    /// Returns whether token `i` and the next may belong to one name, and the first is not a
    /// possessive.
    #[inline]
    pub fn joins_plainly(self, i: usize) -> bool {
        let gap = self.gap(i);
        let possessive = || gap.starts_with(['\'', '’']) && gap.ends_with(char::is_whitespace);
        gap == " " || (self.joins_name(i) && !possessive())
    }

    /// Returns whether only white space with at most one line break separates token `i` and the
    /// next.
    pub fn is_spaced(self, i: usize) -> bool {
        let gap = self.gap(i);
        gap == " " || (!gap.is_empty() && gap.trim().is_empty() && gap.matches('\n').count() < 2)
    }

    /// Returns whether only a hyphen separates token `i` and the next.
    pub fn is_hyphenated(self, i: usize) -> bool {
        matches!(self.gap(i), "-" | "\u{2010}" | "\u{2011}")
    }

    /// Returns whether an apostrophe follows token `i`, as before a possessive `s`.
    pub fn is_possessive(self, i: usize) -> bool {
        self.text_behind(i).starts_with(['\'', '’'])
    }

    /// Returns whether a closing bracket, comma or semicolon follows token `i`.
    pub fn closes(self, i: usize) -> bool {
        let behind = self.text_behind(i).trim_start();
        behind.starts_with([')', ']', ',', ';'])
    }

    /// Returns whether token `i` starts with a lowercase letter.
    #[inline]
    pub fn is_lowercase(self, i: usize) -> bool {
        let start = self.span(i).start;
        match self.text.as_bytes()[start] {
            byte if byte.is_ascii() => byte.is_ascii_lowercase(),
            _ => self.text[start..].starts_with(char::is_lowercase),
        }
    }

    /// Returns whether token `i` can start a name: with an uppercase letter, or one of a script
    /// without case.
    #[inline]
    pub fn may_start_name(self, i: usize) -> bool {
        let start = self.span(i).start;
        match self.text.as_bytes()[start] {
            byte if byte.is_ascii() => byte.is_ascii_uppercase(),
            _ => self.text[start..].starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase()),
        }
    }

    /// Returns whether token `i` starts with an uppercase letter. Always `false` in scripts without
    /// case, where spelling is no evidence for a name.
    #[inline]
    pub fn is_capitalised(self, i: usize) -> bool {
        let start = self.span(i).start;
        match self.text.as_bytes()[start] {
            byte if byte.is_ascii() => byte.is_ascii_uppercase(),
            _ => self.text[start..].starts_with(|c: char| c.is_uppercase() || is_titlecase(c)),
        }
    }

    /// Returns whether token `i` contains a lowercase letter. If not, it is all caps or has no
    /// letters with case.
    #[inline]
    pub fn has_lowercase(self, i: usize) -> bool {
        self.written(i).contains(char::is_lowercase)
    }

    /// Returns whether token `i` may start a sentence, line or quotation.
    #[inline]
    pub fn starts_sentence(self, i: usize) -> bool {
        match i.checked_sub(1) {
            Some(before) => ends_sentence(self.gap(before)),
            None => true,
        }
    }
}

/// Returns whether a letter is a titlecase digraph, such as ǅ, which is neither uppercase nor
/// lowercase.
fn is_titlecase(c: char) -> bool {
    c.is_alphabetic()
        && !c.is_uppercase()
        && !c.is_lowercase()
        && c.to_lowercase().next() != Some(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_is_that_of_the_first_letter_and_caseless_letters_may_start_names_without_a_capital() {
        let text = "haiti Haiti HAITI élan Élan 巴 2010";
        let words = Words::of(text);
        let view = TokenView::new(text, &words);
        let tokens = || 0..view.len();
        let lowercase: Vec<bool> = tokens().map(|i| view.is_lowercase(i)).collect();
        assert_eq!(lowercase, [true, false, false, true, false, false, false]);
        let may_start: Vec<bool> = tokens().map(|i| view.may_start_name(i)).collect();
        assert_eq!(may_start, [false, true, true, false, true, true, false]);
        let capitalised: Vec<bool> = tokens().map(|i| view.is_capitalised(i)).collect();
        assert_eq!(capitalised, [false, true, true, false, true, false, false]);
        let has_lowercase: Vec<bool> = tokens().map(|i| view.has_lowercase(i)).collect();
        assert_eq!(has_lowercase, [true, true, false, true, true, false, false]);
    }

    #[test]
    fn gaps_tell_names_sentences_and_possessives() {
        let text = "St. Marc’s Port-au-Prince burned. The (UN) left";
        let words = Words::of(text);
        let view = TokenView::new(text, &words);
        let at = |word: &str| (0..view.len()).find(|&i| view.written(i) == word).unwrap();
        assert!(view.joins_name(at("St")));
        assert!(view.joins_name(at("Marc")) && !view.joins_plainly(at("Marc")));
        assert!(view.is_possessive(at("Marc")) && !view.is_spaced(at("Marc")));
        assert!(view.is_hyphenated(at("Port")) && view.is_spaced(at("Prince")));
        assert!(!view.joins_name(at("burned")));
        assert!(view.starts_sentence(0) && view.starts_sentence(at("The")));
        assert!(!view.starts_sentence(at("left")) && view.closes(at("UN")));
        assert_eq!(view.text_before(at("Marc")), "St. ");
        assert_eq!(view.written_of(at("Port"), at("Prince")), "Port-au-Prince");
        assert!(view.reads(at("Port"), &["port", "au", "prince"]));
        assert!(!view.reads(at("left"), &["left", "port"]));
        assert_eq!(view.next(at("left")), None);
    }
}
