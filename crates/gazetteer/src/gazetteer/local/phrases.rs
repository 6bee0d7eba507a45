//! Finds names that the text itself describes as local places.

use super::kinds::{Kind, Order, Rank};
use crate::gazetteer::blob::Gazetteer;
use crate::gazetteer::capitals::Capitals;
use crate::gazetteer::lexicon::Lexicon;
use crate::gazetteer::name_match::NameMatch;
use crate::gazetteer::token_view::TokenView;
use reportage_text::lexicon::Class;

/// A name that the text describes as a local place.
#[derive(Debug, Clone)]
pub(in crate::gazetteer) struct Phrase<'a> {
    pub kind: &'a Kind,
    /// The words of the name.
    pub first: usize,
    /// Inclusive.
    pub last: usize,
    /// The words of the name, its kind and the other names that share the kind.
    pub whole: (usize, usize),
    /// The words of the mention, including the kind if it is written as part of the name.
    pub shown: (usize, usize),
    /// Whether it is in all-caps text.
    pub in_capitals: bool,
}

impl Phrase<'_> {
    /// Returns whether a match is a shorter name inside this phrase, which is then ignored.
    pub fn takes(&self, name: &NameMatch) -> bool {
        let first = self.first.min(self.shown.0);
        let last = self.last.max(self.shown.1);
        let within = first <= name.first && name.last <= last;
        within && (name.first, name.last) != (self.first, self.last)
    }
}

/// Returns the phrases of a text, in order and not nested. `found` are the matched names so far.
pub(super) fn phrases<'a>(
    gazetteer: &'a Gazetteer,
    view: TokenView<'_>,
    found: &[NameMatch],
) -> Vec<Phrase<'a>> {
    let kinds_of = &gazetteer.lexicon().kinds;
    let mut reader = None;
    let mut phrases: Vec<Phrase> = Vec::new();
    for i in 0..view.len() {
        let kinds = kinds_of.at(view.folded(i));
        if kinds.is_empty() {
            continue;
        }
        let reader = reader.get_or_insert_with(|| Reader {
            gazetteer,
            view,
            found,
            capitals: Capitals::new(view, found),
        });
        let here = kinds.iter().find_map(|kind| {
            let names = reader.read(kind, i);
            (!names.is_empty()).then_some(names)
        });
        let mut here = here.unwrap_or_default();
        here.sort_by_key(|phrase| phrase.first);
        for phrase in here {
            // `Barrio San José neighborhood` is one phrase.
            while phrases
                .last()
                .is_some_and(|other| other.last >= phrase.first)
            {
                phrases.pop();
            }
            phrases.push(phrase);
        }
    }
    phrases
}

/// Reads the words around the words for kinds.
pub(super) struct Reader<'a> {
    pub gazetteer: &'a Gazetteer,
    pub view: TokenView<'a>,
    pub found: &'a [NameMatch],
    capitals: Capitals<'a>,
}

impl Reader<'_> {
    pub(super) fn lexicon(&self) -> &Lexicon {
        self.gazetteer.lexicon()
    }

    /// Returns the names next to a kind whose last word is word `i`; several for `villages`.
    fn read<'k>(&mut self, kind: &'k Kind, i: usize) -> Vec<Phrase<'k>> {
        let Some(first) = (i + 1).checked_sub(kind.words.len()) else {
            return Vec::new();
        };
        let is_here =
            self.view.reads(first, &kind.words) && (first..i).all(|i| self.view.joins_name(i));
        if !is_here || !self.may_be_named_here(kind, first, i) {
            return Vec::new();
        }
        let in_capitals = self.capitals.around(i);
        if kind.shy && in_capitals {
            return Vec::new();
        }
        let names = match kind.order {
            Order::NameFirst => self.before(kind, first, i, in_capitals),
            Order::Of | Order::De | Order::DeOrNothing => self.behind(kind, i, in_capitals),
        };
        let whole = names.iter().fold((first, i), |whole, name| {
            (whole.0.min(name.0), whole.1.max(name.1))
        });
        let phrase = |(name_first, name_last): (usize, usize)| {
            let written = |i: usize| self.view.is_capitalised(i);
            let beside = match kind.order {
                Order::NameFirst => name_last + 1 == first,
                Order::DeOrNothing => name_first == i + 1,
                Order::Of | Order::De => false,
            };
            // `Colonia Escalón`, `Los Garzones Airport`, but `the Escalón neighborhood`.
            let as_name = match kind.order {
                Order::NameFirst => kind.in_path,
                Order::Of | Order::De | Order::DeOrNothing => true,
            };
            let quoted = match kind.order {
                Order::NameFirst => name_last < first && self.is_quoted(name_last),
                Order::Of | Order::De | Order::DeOrNothing => self.is_quoted(i),
            };
            let own = beside && as_name && written(first) && written(i) && !quoted;
            let shown = if own { whole } else { (name_first, name_last) };
            Phrase {
                kind,
                first: name_first,
                last: name_last,
                whole,
                shown,
                in_capitals,
            }
        };
        names.into_iter().map(phrase).collect()
    }

    /// Returns whether the words next to `first..=last`, a kind, can be a name or lead to one. A
    /// fast pre-check that rejects most words.
    fn may_be_named_here(&self, kind: &Kind, first: usize, last: usize) -> bool {
        let is_linked = |link: &dyn Fn(&str) -> bool| {
            last + 2 < self.view.len() && link(self.view.folded(last + 1))
        };
        match kind.order {
            Order::NameFirst => first.checked_sub(1).is_some_and(|before| {
                self.view.is_capitalised(before)
                    || self
                        .lexicon()
                        .has(self.view.folded(before), Class::Describing)
            }),
            Order::Of => is_linked(&|word| word == "of"),
            Order::De => is_linked(&|word| self.lexicon().is_de(word)),
            Order::DeOrNothing => {
                is_linked(&|word| self.lexicon().is_de(word))
                    || (last + 1 < self.view.len() && self.view.is_capitalised(last + 1))
            }
        }
    }

    /// Returns the names (first and last word) that end before word `end`, the first word of a
    /// kind; its last word is `kind_last`.
    fn before(
        &self,
        kind: &Kind,
        end: usize,
        kind_last: usize,
        in_capitals: bool,
    ) -> Vec<(usize, usize)> {
        let mut names = Vec::new();
        let capital = !in_capitals && self.view.is_capitalised(end);
        // `Orange County Sanitation District` is an organisation.
        if capital && self.view.folded(kind_last) == "district" {
            return names;
        }
        let next = kind_last + 1;
        let of = next + 1 < self.view.len()
            && self.view.joins_name(kind_last)
            && self.view.folded(next) == "of";
        if next < self.view.len() && self.view.joins_name(kind_last) {
            let noun = kind.is_estate
                && !self
                    .lexicon()
                    .is_function_word(&["en", "fr", "es"], self.view.folded(next));
            let goes_on = !in_capitals && (noun || self.view.is_capitalised(next));
            if goes_on || self.lexicon().has(self.view.folded(next), Class::NotAPlace) {
                return names;
            }
        }
        let Some(mut last) = end.checked_sub(1) else {
            return names;
        };
        // `the "Santo Tomás" presidential farm`
        let small = in_capitals || kind.in_path || !self.view.is_capitalised(last);
        while small
            && last > 0
            && self
                .lexicon()
                .has(self.view.folded(last), Class::Describing)
            && self.view.joins_plainly(last)
        {
            last -= 1;
        }
        if !self.view.joins_plainly(last) {
            return names;
        }
        loop {
            let Some(first) = self.first_of(last, in_capitals) else {
                return several(kind, names);
            };
            // `the Urals town of X`, `the Accra suburb of X`: the last of these is the name.
            let holds = of
                && !kind.in_path
                && (kind.rank == Rank::Settlement
                    || self.is_place(first, last) && !self.starts_place(next + 1));
            if holds
                || !self.may_be_named(first, last, in_capitals, false)
                || !self.is_placed(kind, first, capital)
            {
                return several(kind, names);
            }
            names.push((first, last));
            // `the La Noria and La Peña cantons`
            let Some(before) = first.checked_sub(1).filter(|_| kind.is_plural()) else {
                return several(kind, names);
            };
            let and = self.lexicon().has(self.view.folded(before), Class::And);
            let gap = self.view.gap(before);
            match before.checked_sub(1) {
                Some(other) if and && gap == " " && matches!(self.view.gap(other), " " | ", ") => {
                    last = other
                }
                _ if gap == ", " => last = before,
                _ => return several(kind, names),
            }
        }
    }

    /// Returns whether a name before a kind is preceded like that of a place, if the kind requires
    /// it.
    fn is_placed(&self, kind: &Kind, first: usize, capital: bool) -> bool {
        let Some(before) = first.checked_sub(1).filter(|&i| self.view.joins_plainly(i)) else {
            return !kind.shy;
        };
        let word = self.view.folded(before);
        let lists = self.lexicon().of(word);
        let is_in =
            lists.has(Class::In) || lists.has(Class::From) || lists.has(Class::Of) || word == "on";
        match (kind.shy, capital || kind.is_estate) {
            (true, _) => is_in,
            (false, true) => {
                is_in
                    || matches!(word, "the" | "and")
                    || lists.has(Class::Describing)
                    || lists.has(Class::Direction)
            }
            (false, false) => true,
        }
    }

    /// Returns the names (first and last word) after word `i`, the last word of a kind.
    fn behind(&self, kind: &Kind, i: usize, in_capitals: bool) -> Vec<(usize, usize)> {
        let mut names = Vec::new();
        // `Northern District of Illinois`
        let capital = !in_capitals && self.view.is_capitalised(i);
        if capital && (kind.shy || self.view.folded(i) == "district") {
            return names;
        }
        let mut at = i + 1;
        let is_link = |at: usize, fits: &dyn Fn(&str) -> bool| {
            at < self.view.len() && self.view.joins_name(at - 1) && fits(self.view.folded(at))
        };
        let is_de = |word: &str| self.lexicon().is_de(word);
        let is_article = |word: &str| self.lexicon().of(word).has_in_other(Class::Article);
        let linked = match kind.order {
            Order::Of => is_link(at, &|word| word == "of"),
            Order::De | Order::DeOrNothing | Order::NameFirst => is_link(at, &is_de),
        };
        if linked {
            at += 1;
            // `camp de la Paix`: a capitalised article is part of the name.
            if kind.order != Order::Of && is_link(at, &is_article) && !self.view.is_capitalised(at)
            {
                at += 1;
            }
        } else if kind.order != Order::DeOrNothing || self.may_be_english(kind, i, in_capitals) {
            return names;
        }
        loop {
            // `the villages of Palo Blanco, and heavy fighting`
            let follows = |i: usize| {
                in_capitals
                    && i < self.view.len()
                    && self.lexicon().is_of_sentence(self.view.folded(i))
            };
            let opens = |i: usize| {
                self.view.joins_name(i) || (!names.is_empty() && self.view.gap(i) == ", ")
            };
            if at >= self.view.len() || !opens(at - 1) {
                return names;
            }
            let Some(last) = self.last_of(at, in_capitals) else {
                return names;
            };
            let goes_on = !names.is_empty() && follows(last + 1) && self.view.gap(last) == " ";
            if goes_on || !self.may_be_named(at, last, in_capitals, true) {
                return names;
            }
            names.push((at, last));
            if !kind.is_plural() || last + 1 >= self.view.len() {
                return names;
            }
            // `the villages of Ouadi, Am Dam and Tiero`
            let next = last + 1;
            let and = |i: usize| self.lexicon().has(self.view.folded(i), Class::And);
            at = match self.view.gap(last) {
                ", " if !and(next) => next,
                ", " | " " if and(next) => next + 1,
                _ => return names,
            };
        }
    }

    /// Returns whether a kind, whose last word is word `i`, may be an English word, so that the
    /// name precedes it or follows `of`: `the canton civil defence`, `Canton Telephone`.
    fn may_be_english(&self, kind: &Kind, i: usize, in_capitals: bool) -> bool {
        let mut alike = self.lexicon().kinds.at(kind.last()).iter();
        let written = self.view.written(i);
        kind.rank == Rank::Settlement
            && alike.any(|other| other.order == Order::NameFirst)
            && (in_capitals || (written.starts_with(char::is_uppercase) && written.is_ascii()))
    }
}

/// Returns the names next to a plural kind if there are several, unlike in
/// `bombs fell on neighborhoods`.
fn several(kind: &Kind, names: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    match kind.is_plural() && names.len() < 2 {
        true => Vec::new(),
        false => names,
    }
}
