//! Features of a name that do not depend on its context.

use super::{FeatureReader, is_common_word};
use crate::gazetteer::common_words::is_common;
use crate::gazetteer::evidence::Evidence;
use crate::gazetteer::lexicon::{GENERIC, JOINS};
use crate::gazetteer::name_match::NameMatch;
use crate::gazetteer::places::regions::path_of;
use crate::gazetteer::token_view::CAPITALISES_NOUNS;
use crate::gazetteer::world::Kind;
use reportage_text::facet_path;
use reportage_text::lexicon::Class;

/// The shortest first name in all-caps text; shorter ones are mostly words.
const SHORTEST_FIRST_NAME: usize = 4;
/// The most consecutive particles (`San Luis de la Reina`).
const MOST_PARTICLES: usize = 3;

impl FeatureReader<'_> {
    /// Returns whether a name in lowercase text is also a common word, and is not spelled unlike
    /// words: `u.s.`, `china’s`.
    pub(super) fn may_be_word(&self, name: &NameMatch) -> bool {
        (is_common_word(name)
            || self
                .lexicon()
                .has(self.view.folded(name.first), Class::AlsoWord))
            && !self.view.is_possessive(name.first)
            && !self.view.written(name.first).contains('.')
    }

    /// Returns whether all words of the name are words for directions and kinds of areas:
    /// `Southern District`, `North-West`.
    pub(super) fn all_generic(&self, name: &NameMatch) -> bool {
        let mut words = (name.first..=name.last).map(|i| self.view.folded(i));
        words.all(|word| {
            let lists = self.lexicon().of(word);
            let number = word.bytes().all(|byte| byte.is_ascii_digit()); // `District 2`
            number || lists.has_any(GENERIC) || lists.has_any(JOINS) || lists.has(Class::Article)
        })
    }

    /// Returns whether the name is an abbreviated title before a name: `Sens. Alan Cranston`.
    pub(super) fn is_title(&self, name: &NameMatch) -> bool {
        let short = self
            .lexicon()
            .has(self.view.folded(name.first), Class::ShortTitle);
        short
            && name.last + 1 < self.view.len()
            && self.view.gap(name.last) == ". "
            && self.view.is_capitalised(name.last + 1)
    }

    /// Returns whether matched name `i` is written as the initials of several words (`M.D.`, `P.A.`)
    /// that the name of the division has not: `N.J.` is New Jersey.
    pub(super) fn is_degree(&self, i: usize) -> bool {
        let written = self.view.written(self.found[i].first);
        let Some(name) = self.name_of[i].filter(|_| written.contains('.')) else {
            return false;
        };
        let initials = written.chars().filter(|c| c.is_alphabetic()).count();
        let candidate = self.names[name].candidates.first();
        let path = candidate
            .filter(|place| place.declared && place.class == Kind::Division)
            .and_then(|place| path_of(self.gazetteer, place.place?));
        path.is_some_and(|path| {
            let name = facet_path::last_name(&path);
            name.split([' ', '-']).count() < initials
        })
    }

    /// Examines whether the name is a word of the report's language.
    pub(super) fn among_words(&self, name: &NameMatch, evidence: &mut Vec<Evidence>) {
        let Some(language) = self.language else {
            return;
        };
        let is_article = |i: usize| self.lexicon().of(self.view.folded(i)).has(Class::Article);
        let mut words = name.first..=name.last;
        if words
            .all(|i| is_common(language, self.view.folded(i)) || (i < name.last && is_article(i)))
        {
            evidence.push(Evidence::WordOfLanguage);
        }
        if CAPITALISES_NOUNS.contains(&language) && name.first == name.last {
            let before = name.first.checked_sub(1);
            let is_behind_article =
                before.is_some_and(|before| self.view.is_spaced(before) && is_article(before));
            evidence.push(match is_behind_article {
                true => Evidence::NounAfterArticle,
                false => Evidence::AmongCapitalisedNouns,
            });
        }
    }

    /// Returns whether `of` follows, as after common words: `Federation of Labour`.
    pub(super) fn before_of(&self, name: &NameMatch) -> bool {
        let next = name.last + 1;
        next < self.view.len() && self.view.folded(next) == "of" && self.view.is_spaced(name.last)
    }

    /// Returns whether the name continues after a particle, unlike any name of the world:
    /// `San Luis de la Reina`. A listed name after the particle may also be the containing area.
    pub(super) fn before_particle(&self, name: &NameMatch) -> bool {
        let mut at = name.last + 1;
        let particle = |i: usize| {
            i < self.view.len()
                && self.view.is_spaced(i - 1)
                && self.lexicon().has(self.view.folded(i), Class::Particle)
        };
        if !particle(at) || self.lexicon().has(self.view.folded(at), Class::Article) {
            return false;
        }
        while particle(at) && at <= name.last + MOST_PARTICLES {
            at += 1;
        }
        let area = || {
            let behind = self.found_at(at).and_then(|i| self.name_of[i]);
            let first = behind.and_then(|name| self.names[name].candidates.first());
            first.is_some_and(|place| place.declared || place.class.is_area())
        };
        at < self.view.len()
            && self.view.is_spaced(at - 1)
            && self.view.is_capitalised(at)
            && !area()
    }

    /// Returns whether a name outside the tables does not follow a word like `in`, `from` or
    /// `town`.
    pub(super) fn behind_no_place_word(&self, name: &NameMatch) -> bool {
        let before = name.first.checked_sub(1).map(|i| self.view.folded(i));
        let lists = before
            .map(|word| self.lexicon().of(word))
            .unwrap_or_default();
        name.entries.is_empty()
            && ![Class::In, Class::From, Class::Kind]
                .iter()
                .any(|&list| lists.has(list))
    }

    /// Returns whether the name ends a phrase, because punctuation or a function word follows.
    /// After `the`, such a name is not a town: `the Honda, which`, `in the Duma.`
    pub(super) fn before_no_noun(&self, name: &NameMatch) -> bool {
        let next = name.last + 1;
        name.first == name.last
            && (next >= self.view.len()
                || !self.view.is_spaced(name.last)
                    && self
                        .view
                        .gap(name.last)
                        .starts_with([',', '.', ';', ':', ')'])
                || !self.lexicon().of(self.view.folded(next)).has_any(JOINS)
                    && self
                        .lexicon()
                        .is_function_word(&["en"], self.view.folded(next)))
    }

    /// Returns whether word `i` of all-caps text is a first name and has no other known meaning.
    pub(super) fn behind_first_name(&self, i: usize) -> bool {
        let word = self.view.folded(i);
        word.len() >= SHORTEST_FIRST_NAME
            && self.found_at(i).is_none()
            && !self.lexicon().is_function_word(&["en", "fr", "es"], word)
            && self
                .gazetteer
                .world()
                .is_some_and(|world| world.is_first_name(word))
    }

    /// Returns whether matched name `i` is that of places and, unless a table has it, not also a
    /// word or surname: the parts of `Kidder, Peabody` are not next to places.
    pub(super) fn is_surely_name(&self, i: usize) -> bool {
        let Some(name) = self.name_of[i] else {
            return false;
        };
        let first = self.names[name].candidates.first();
        first.is_some_and(|place| {
            let traits = place.traits;
            place.declared || !(traits.word || traits.surname || traits.first_name)
        })
    }
}
