//! The neighbours of a token that may be a last name: titles, and words that may be part of a
//! longer name.

use crate::gazetteer::annotations::{Annotations, overlapping};
use crate::gazetteer::lexicon::Lexicon;
use crate::gazetteer::token_view::TokenView;
use reportage_text::lexicon::Class;

/// The neighbours of a word.
pub(super) struct Neighbours<'a> {
    pub lexicon: &'a Lexicon,
    pub view: TokenView<'a>,
    pub annotations: &'a Annotations,
}

impl Neighbours<'_> {
    /// Returns whether word `i` belongs to a mention, or to an unresolved name of several words.
    pub fn is_named(&self, i: usize) -> bool {
        let mut open = overlapping(self.annotations.unresolved(), i, i);
        !self.annotations.is_free(i, i)
            || open
                .next()
                .is_some_and(|name| name.last_word > name.first_word)
    }

    pub fn title_before(&self, i: usize) -> bool {
        i.checked_sub(1).is_some_and(|before| {
            self.view.joins_name(before) && self.lexicon.is_title(self.view.folded(before))
        })
    }

    /// Returns whether a word for a government follows the name that ends with word `i`:
    /// `Cristiani's government`.
    pub fn government_behind(&self, i: usize) -> bool {
        let next = i + 1;
        next < self.view.len()
            && self.view.joins_name(i)
            && self
                .lexicon
                .of(self.view.folded(next))
                .has_in_english(Class::Government)
    }

    /// Returns whether the word before word `i` may be part of a longer name.
    pub fn unknown_word_before(&self, i: usize) -> bool {
        i.checked_sub(1).is_some_and(|before| {
            self.view.joins_name(before)
                && self.may_name(before)
                && !self.view.starts_sentence(before)
                && !self.lexicon.is_title(self.view.folded(before))
        })
    }

    /// Returns whether the word after word `i` may be part of a longer name; never in all-caps
    /// text.
    pub fn unknown_word_after(&self, i: usize) -> bool {
        i + 1 < self.view.len()
            && self.view.joins_name(i)
            && self.may_name(i + 1)
            && self.view.has_lowercase(i + 1)
            && !self.view.is_possessive(i)
    }

    fn may_name(&self, i: usize) -> bool {
        let word = self.view.written(i);
        self.view.is_capitalised(i)
            && !self.is_named(i)
            // In all-caps text most words are not names.
            && (word.chars().any(char::is_lowercase) || !self.lexicon.is_function_word(&["en"], self.view.folded(i)))
    }
}
