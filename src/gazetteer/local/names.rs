//! Where a name starts and ends, and whether words are one that a place may have.

use super::kinds::{describes, is_kind, is_member, of_people, of_sentence};
use super::phrases::{DE, Reader};
use crate::analysis::function_words::is_listed;
use crate::gazetteer::gap::within_name;
use crate::gazetteer::places::{List, Lists, is_place};
use crate::gazetteer::scan::{Found, starts_capital, starts_sentence};
use crate::gazetteer::{NameKind, calendar};
use crate::schema::PERSON;

/// How many words a name has at most, not counting those that link.
const LONGEST: usize = 4;
/// Words that link those of a name, or start it, folded.
const LINKS: &[&str] = &[
    "de", "del", "la", "las", "los", "el", "le", "les", "du", "des", "da", "do", "l", "d", "y",
    "al", "ul",
];
/// Those that may start a name.
const ARTICLES: &[&str] = &["la", "las", "los", "el", "le", "les", "l", "al"];

impl Reader<'_> {
    /// Returns whether words are the name of a place, as far as is known.
    pub(super) fn is_place(&self, first: usize, last: usize) -> bool {
        let at = self.found.partition_point(|name| name.last < first);
        let name = self.found.get(at);
        name.is_some_and(|name| (name.first, name.last) == (first, last) && self.may_be_place(name))
    }

    /// Returns whether the name of a place, as far as is known, starts with word `i`, or behind a direction.
    pub(super) fn starts_place(&self, mut i: usize) -> bool {
        while i + 1 < self.words.len() {
            let lists = Lists::of(self.words.folded(i));
            if !(lists.has(List::Directions)
                || lists.has(List::Articles)
                || lists.has(List::Kinds)
                || lists.has(List::Of))
            {
                break;
            }
            i += 1;
        }
        let at = self.found.partition_point(|name| name.last < i);
        let name = self.found.get(at);
        name.is_some_and(|name| name.first <= i && self.may_be_place(name))
    }

    /// Returns whether a place's name that a table declares starts with word `i`.
    pub(super) fn starts_declared(&self, i: usize) -> bool {
        let at = self.found.partition_point(|name| name.last < i);
        let name = self.found.get(at).filter(|name| name.first == i);
        name.is_some_and(|name| {
            let mut strong = name.entries.iter().filter(|entry| !entry.weak);
            strong.any(|entry| is_place(self.gazetteer, entry))
        })
    }

    pub(super) fn may_be_place(&self, name: &Found) -> bool {
        let mut entries = name.entries.iter();
        name.world.is_some() || entries.any(|entry| is_place(self.gazetteer, entry))
    }

    /// Returns the first word of the name that ends with word `last`.
    pub(super) fn first_of(&self, last: usize, in_capitals: bool) -> Option<usize> {
        let mut first = None;
        let mut named = 0;
        let mut at = last;
        loop {
            let word = self.words.folded(at);
            if self.is_name_word(at, in_capitals) {
                named += 1;
                first = Some(at);
            } else if LINKS.contains(&word) && first.is_some() {
                // An article starts a name, unless a link stands before it: `Corral de las Piedras`.
                let starts = ARTICLES.contains(&word) && starts_capital(self.text, self.words, at);
                let link_before = at
                    .checked_sub(1)
                    .is_some_and(|i| self.plainly_joined(i) && DE.contains(&self.words.folded(i)));
                if starts && !link_before {
                    let name_before = at.checked_sub(1).is_some_and(|i| {
                        self.plainly_joined(i) && self.is_name_word(i, in_capitals)
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
                Some(before) if self.plainly_joined(before) && !self.is_quoted(before) => {
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
            let word = self.words.folded(at);
            if self.is_name_word(at, in_capitals) {
                named += 1;
                last = Some(at);
            } else if !(LINKS.contains(&word)
                && (last.is_some()
                    || ARTICLES.contains(&word) && starts_capital(self.text, self.words, at)))
            {
                break;
            }
            if named > LONGEST {
                return None;
            }
            if at + 1 >= self.words.len() || !self.plainly_joined(at) || self.is_quoted(at) {
                break;
            }
            // `barrio Popular Uno de Medellín`
            if last.is_some() && DE.contains(&word) && self.starts_declared(at + 1) {
                break;
            }
            at += 1;
        }
        last
    }

    /// Returns whether word `i` may be part of a name, not counting those that link.
    pub(super) fn is_name_word(&self, i: usize, in_capitals: bool) -> bool {
        let word = self.words.folded(i);
        if !starts_capital(self.text, self.words, i) || LINKS.contains(&word) {
            return false;
        }
        let lists = Lists::of(word);
        let told = is_listed(&["en"], word)
            || calendar::contains(word)
            || lists.has(List::Titles)
            || lists.has(List::Directions)
            || is_kind(word)
            || of_people(word)
            || (in_capitals
                && (lists.has(List::Speech)
                    || lists.has(List::In)
                    || of_sentence(word)
                    || is_listed(&["fr", "es"], word)));
        let describes =
            describes(word) && (in_capitals || starts_sentence(self.text, self.words, i));
        !told && !describes && !self.is_demonym(i)
    }

    /// Returns whether words are a name that a place may have.
    pub(super) fn may_be_named(
        &self,
        first: usize,
        last: usize,
        in_capitals: bool,
        behind_kind: bool,
    ) -> bool {
        let letters = self.text[self.words.span(first).start..self.words.span(last).end].chars();
        if letters.filter(|c| c.is_alphabetic()).count() < 3 {
            return false;
        }
        // `a Potemkin village`, `an Arawak village`: one of many.
        let before = first.checked_sub(1).filter(|&i| self.plainly_joined(i));
        if before.is_some_and(|i| matches!(self.words.folded(i), "a" | "an" | "un" | "une" | "una"))
        {
            return false;
        }
        // `Flooded villages`
        if first == last && !in_capitals && starts_sentence(self.text, self.words, first) {
            return false;
        }
        let generic = |i: usize| {
            let word = self.words.folded(i);
            let lists = Lists::of(word);
            lists.has(List::Generic)
                || lists.has(List::And)
                || describes(word)
                || is_member(word)
                || LINKS.contains(&word)
        };
        if (first..=last).all(generic) {
            return false;
        }
        self.is_free(first, last, behind_kind && !in_capitals)
    }

    /// Returns whether no name of the tables stands in the words that surely is of something else than a
    /// place or a person; nor, unless they may be a `longer` name, one of a place at their start.
    pub(super) fn is_free(&self, first: usize, last: usize, longer: bool) -> bool {
        let from = self.found.partition_point(|name| name.last < first);
        let within = self.found[from..]
            .iter()
            .take_while(|name| name.first <= last);
        for name in within {
            // `Quartier Morin` is known.
            if name.definer.is_some() || name.first < first || name.last > last {
                return false;
            }
            let goes_on = || DE.contains(&self.words.folded(name.last + 1));
            // `Greenville-Spartanburg`
            let article = ARTICLES.contains(&self.words.folded(name.last));
            if name.last < last
                && self.gap(name.last) == "-"
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
                    record.is_some_and(|record| record.kind == PERSON)
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

    /// Returns whether a quotation mark stands between word `i` and the next.
    pub(super) fn is_quoted(&self, i: usize) -> bool {
        self.gap(i).contains(['"', '“', '”', '«', '»'])
    }

    pub(super) fn gap(&self, i: usize) -> &str {
        &self.text[self.words.span(i).end..self.words.span(i + 1).start]
    }

    /// Returns whether word `i` and the next may belong to one phrase.
    pub(super) fn joined(&self, i: usize) -> bool {
        let before = self.words.span(i);
        within_name(&self.text[before], self.gap(i)) == Some(Default::default())
    }

    /// Returns whether word `i` and the next may belong to one name: no possessive stands between.
    pub(super) fn plainly_joined(&self, i: usize) -> bool {
        let gap = self.gap(i);
        let possessive = || gap.starts_with(['\'', '’']) && gap.ends_with(char::is_whitespace);
        gap == " " || (self.joined(i) && !possessive())
    }
}
