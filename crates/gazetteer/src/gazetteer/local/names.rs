//! The boundaries of local names, and whether words can be the name of a place.

use super::phrases::Reader;
use crate::gazetteer::annotations::overlapping;
use crate::gazetteer::lexicon::{CALENDAR, GENERIC, JOINS};
use crate::gazetteer::mention::NameKind;
use crate::gazetteer::name_match::NameMatch;
use crate::gazetteer::places::is_place;
use crate::schema::Role;
use reportage_text::lexicon::Class;

/// The most words of a name, not counting linking words.
const LONGEST: usize = 4;

impl Reader<'_> {
    /// Returns whether a folded word is an article that may start a name.
    fn is_article(&self, word: &str) -> bool {
        self.lexicon().of(word).has_in_other(Class::Article)
    }

    /// Returns whether words are the matched name of a place.
    pub(super) fn is_place(&self, first: usize, last: usize) -> bool {
        let at = self.found.partition_point(|name| name.last < first);
        let name = self.found.get(at);
        name.is_some_and(|name| (name.first, name.last) == (first, last) && self.may_be_place(name))
    }

    /// Returns whether the matched name of a place starts at word `i`, or after a direction.
    pub(super) fn starts_place(&self, mut i: usize) -> bool {
        while i + 1 < self.view.len() {
            let lists = self.lexicon().of(self.view.folded(i));
            if !(lists.has(Class::Direction)
                || lists.has(Class::Article)
                || lists.has(Class::Kind)
                || lists.has(Class::Of))
            {
                break;
            }
            i += 1;
        }
        let at = self.found.partition_point(|name| name.last < i);
        let name = self.found.get(at);
        name.is_some_and(|name| name.first <= i && self.may_be_place(name))
    }

    /// Returns whether a place name of the tables starts at word `i`.
    pub(super) fn starts_declared(&self, i: usize) -> bool {
        let at = self.found.partition_point(|name| name.last < i);
        let name = self.found.get(at).filter(|name| name.first == i);
        name.is_some_and(|name| {
            let mut strong = name.entries.iter().filter(|entry| !entry.weak);
            strong.any(|entry| is_place(self.gazetteer, entry))
        })
    }

    pub(super) fn may_be_place(&self, name: &NameMatch) -> bool {
        let mut entries = name.entries.iter();
        name.world.is_some() || entries.any(|entry| is_place(self.gazetteer, entry))
    }

    /// Returns the first word of the name that ends with word `last`.
    pub(super) fn first_of(&self, last: usize, in_capitals: bool) -> Option<usize> {
        let mut first = None;
        let mut named = 0;
        let mut at = last;
        loop {
            let word = self.view.folded(at);
            if self.is_name_word(at, in_capitals) {
                named += 1;
                first = Some(at);
            } else if self.lexicon().links_names(word) && first.is_some() {
                // An article starts a name, unless a linking word precedes it:
                // `Corral de las Piedras`.
                let starts = self.is_article(word) && self.view.is_capitalised(at);
                let link_before = at.checked_sub(1).is_some_and(|i| {
                    self.view.joins_plainly(i) && self.lexicon().is_de(self.view.folded(i))
                });
                if starts && !link_before {
                    let name_before = at.checked_sub(1).is_some_and(|i| {
                        self.view.joins_plainly(i) && self.is_name_word(i, in_capitals)
                    });
                    if !name_before {
                        return Some(at);
                    }
                }
            } else {
                break;
            }
            if named > LONGEST {
                return None;
            }
            match at.checked_sub(1) {
                Some(before) if self.view.joins_plainly(before) && !self.is_quoted(before) => {
                    at = before
                }
                Some(_) | None => break,
            }
        }
        first
    }

    /// Returns the last word of the name that starts with word `first`.
    pub(super) fn last_of(&self, first: usize, in_capitals: bool) -> Option<usize> {
        let mut last = None;
        let mut named = 0;
        let mut at = first;
        loop {
            let word = self.view.folded(at);
            if self.is_name_word(at, in_capitals) {
                named += 1;
                last = Some(at);
            } else if !(self.lexicon().links_names(word)
                && (last.is_some() || self.is_article(word) && self.view.is_capitalised(at)))
            {
                break;
            }
            if named > LONGEST {
                return None;
            }
            if at + 1 >= self.view.len() || !self.view.joins_plainly(at) || self.is_quoted(at) {
                break;
            }
            // `barrio Popular Uno de Medellín`
            if last.is_some() && self.lexicon().is_de(word) && self.starts_declared(at + 1) {
                break;
            }
            at += 1;
        }
        last
    }

    /// Returns whether word `i` may be part of a name, not counting linking words.
    pub(super) fn is_name_word(&self, i: usize, in_capitals: bool) -> bool {
        let word = self.view.folded(i);
        if !self.view.is_capitalised(i) || self.lexicon().links_names(word) {
            return false;
        }
        let lists = self.lexicon().of(word);
        let is_function_word = self.lexicon().is_function_word(&["en"], word)
            || lists.has_any(CALENDAR)
            || lists.has(Class::Title)
            || lists.has(Class::Direction)
            || self.lexicon().kinds.has(word)
            || lists.has(Class::People)
            || (in_capitals
                && (lists.has(Class::Speech)
                    || lists.has(Class::In)
                    || self.lexicon().is_of_sentence(word)
                    || self.lexicon().is_function_word(&["fr", "es"], word)));
        let describes =
            lists.has(Class::Describing) && (in_capitals || self.view.starts_sentence(i));
        !is_function_word && !describes && !self.is_demonym(i)
    }

    /// Returns whether words can be the name of a place.
    pub(super) fn may_be_named(
        &self,
        first: usize,
        last: usize,
        in_capitals: bool,
        behind_kind: bool,
    ) -> bool {
        let letters = self.view.written_of(first, last).chars();
        if letters.filter(|c| c.is_alphabetic()).count() < 3 {
            return false;
        }
        // `a Potemkin village`, `an Arawak village`: not a name.
        let before = first.checked_sub(1).filter(|&i| self.view.joins_plainly(i));
        if before.is_some_and(|i| self.lexicon().has(self.view.folded(i), Class::Indefinite)) {
            return false;
        }
        // `Flooded villages`
        if first == last && !in_capitals && self.view.starts_sentence(first) {
            return false;
        }
        let generic = |i: usize| {
            let word = self.view.folded(i);
            let lists = self.lexicon().of(word);
            lists.has_any(GENERIC)
                || lists.has_any(JOINS)
                || lists.has(Class::Describing)
                || lists.has(Class::Members)
                || self.lexicon().links_names(word)
        };
        if (first..=last).all(generic) {
            return false;
        }
        self.is_free(first, last, behind_kind && !in_capitals)
    }

    /// Returns whether the words contain no table name that certainly belongs to something other
    /// than a place or person; nor, unless they may be a `longer` name, a place name at their
    /// start.
    pub(super) fn is_free(&self, first: usize, last: usize, longer: bool) -> bool {
        for name in overlapping(self.found, first, last) {
            // `Quartier Morin` is listed.
            if name.definer.is_some() || name.first < first || name.last > last {
                return false;
            }
            let goes_on = || self.lexicon().is_de(self.view.folded(name.last + 1));
            // `Greenville-Spartanburg`
            let article = self.is_article(self.view.folded(name.last));
            if name.last < last
                && self.view.gap(name.last) == "-"
                && !article
                && self.starts_place(name.last + 1)
            {
                return false;
            }
            let whole = name.last == last || goes_on();
            for entry in name.entries.iter().filter(|entry| !entry.weak) {
                let place = is_place(self.gazetteer, entry);
                let person = || {
                    let record = self.gazetteer.record(entry.entity);
                    record.is_some_and(|record| record.roles.has(Role::Person))
                };
                let starts = place && !whole && !longer && name.first == first;
                if starts || !(place || person()) {
                    return false;
                }
            }
        }
        true
    }

    pub(super) fn is_demonym(&self, i: usize) -> bool {
        let next = self.found.partition_point(|name| name.last < i);
        self.found.get(next).is_some_and(|name| {
            let mut entries = name.entries.iter();
            name.first <= i && entries.any(|entry| entry.kind == NameKind::Demonym)
        })
    }

    /// Returns whether there is a quotation mark between word `i` and the next.
    pub(super) fn is_quoted(&self, i: usize) -> bool {
        self.view.gap(i).contains(['"', '“', '”', '«', '»'])
    }
}
