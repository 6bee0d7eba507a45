//! Things named after a place or people: languages (`spoke only French`), peoples of another
//! country (`African-Americans`), cuisines (`Italian restaurant`), diseases and viruses
//! (`Lassa fever`, `Reston ebolavirus`), bodies (`Chamber of Commerce`).

use super::FeatureReader;
use crate::gazetteer::evidence::Evidence;
use crate::gazetteer::lexicon::JOINS;
use crate::gazetteer::mention::NameKind;
use crate::gazetteer::name_match::NameMatch;
use crate::gazetteer::world::Kind;
use reportage_text::lexicon::Class;

/// Folded names whose best-known bearer is not the place.
const BETTER_KNOWN: &[&[&str]] = &[&["el", "nino"], &["la", "nina"], &["santa", "claus"]];

/// The most words between a language and the word that shows that it is one.
const LONGEST_LIST: usize = 8;
/// The most bytes between two words of a list of languages.
const LONGEST_JOINT: usize = 5;

impl FeatureReader<'_> {
    /// Adds evidence that matched name `i` belongs to something named after a place or people.
    pub(super) fn called_after(&self, i: usize, in_capitals: bool, evidence: &mut Vec<Evidence>) {
        let name = &self.found[i];
        let single = name.first == name.last;
        let mut entries = name.entries.iter();
        let people =
            !name.entries.is_empty() && entries.all(|entry| entry.kind == NameKind::Demonym);
        if single && people {
            if self.is_language(name) || self.is_people(name) || self.is_kitchen(name) {
                evidence.push(Evidence::NotACountry);
            }
            return;
        }
        if self.of_disease(i) {
            evidence.push(Evidence::OfDisease);
        } else if !in_capitals && self.behind_ministry(i) {
            evidence.push(Evidence::OfFirm);
        } else if BETTER_KNOWN.iter().any(|known| self.reads(name, known)) {
            evidence.push(Evidence::BetterKnown);
        }
    }

    /// Returns whether the words of a name are exactly these.
    fn reads(&self, name: &NameMatch, folded: &[&str]) -> bool {
        name.last - name.first + 1 == folded.len() && self.view.reads(name.first, folded)
    }

    /// Returns the folded word before word `i`, if only a space or hyphen separates them.
    fn word_before(&self, i: usize) -> Option<&str> {
        let before = i.checked_sub(1)?;
        (self.view.is_spaced(before) || self.view.gap(before) == "-")
            .then(|| self.view.folded(before))
    }

    /// Returns the folded word after word `i`, if only a space or hyphen separates them.
    fn word_behind(&self, i: usize) -> Option<&str> {
        let next = i + 1;
        let joined = next < self.view.len() && (self.view.is_spaced(i) || self.view.gap(i) == "-");
        joined.then(|| self.view.folded(next))
    }

    /// Returns whether a demonym is a language here: `speaks French`, `in Spanish.`,
    /// `French-speaking`.
    fn is_language(&self, name: &NameMatch) -> bool {
        let behind = self.word_behind(name.last);
        if behind.is_some_and(|word| self.lexicon().has(word, Class::Language)) {
            return true;
        }
        // `langue française`
        let of_noun = |word: &str| self.lexicon().of(word).has_in_other(Class::Language);
        if self.word_before(name.first).is_some_and(of_noun) {
            return true;
        }
        let speaks = |word: &str| self.lexicon().has(word, Class::Speaks);
        if self.is_among_languages(name) {
            return true;
        }
        // The last word of a phrase, unlike `Spanish explorers`; and not a people, unlike
        // `Filipinos`.
        let own = self.view.folded(name.first);
        let people = own.ends_with('s') && !matches!(own, "francais" | "anglais" | "portugues");
        let ends = !people
            && behind.is_none_or(|word| self.lexicon().is_function_word(&["en", "fr", "es"], word));
        let Some(before) = self.word_before(name.first) else {
            // `Original: Spanish`
            return name.first.checked_sub(1).is_some_and(|before| {
                self.view.gap(before).trim() == ":" && speaks(self.view.folded(before)) && ends
            });
        };
        match before {
            word if speaks(word) => ends,
            // `in Romanian and Ukrainian towns`
            "in" => ends && !behind.is_some_and(|word| self.lexicon().of(word).has_any(JOINS)),
            "only" | "some" | "good" if ends => {
                name.first >= 2 && speaks(self.view.folded(name.first - 2))
            }
            // `in English and Spanish`
            "and" | "or" if ends => {
                let other = name.first.checked_sub(2).map(|at| self.view.folded(at));
                other == Some("english")
            }
            _ => false,
        }
    }

    /// Returns whether a demonym is in a list with a word that only means a language: `French,
    /// English and Spanish`, `English (en), French (fr)`.
    fn is_among_languages(&self, name: &NameMatch) -> bool {
        let is_joint = |at: usize| {
            let gap = self.view.gap(at);
            gap.len() <= LONGEST_JOINT && !gap.contains(['.', ':', ';', '!', '?', '\n'])
        };
        let is_listed = |at: usize| {
            let word = self.view.folded(at);
            let code = word.len() <= 3 && self.view.is_lowercase(at);
            code || self.lexicon().of(word).has_any(JOINS) || self.found_at(at).is_some()
        };
        let is_language = |at: usize| {
            self.lexicon()
                .has(self.view.folded(at), Class::LanguageName)
        };
        // `English teachers and French officials` is no list.
        let separates = |at: usize| self.view.gap(at) != " ";
        let (mut at, mut is_list) = (name.first, false);
        while at > 0 && name.first - at < LONGEST_LIST && is_joint(at - 1) {
            is_list |=
                separates(at - 1) || self.lexicon().of(self.view.folded(at - 1)).has_any(JOINS);
            at -= 1;
            if is_list && is_language(at) {
                return true;
            }
            if !is_listed(at) {
                break;
            }
        }
        let (mut at, mut is_list) = (name.last, false);
        while at + 1 < self.view.len() && at - name.last < LONGEST_LIST && is_joint(at) {
            is_list |= separates(at) || self.lexicon().of(self.view.folded(at + 1)).has_any(JOINS);
            at += 1;
            if is_list && is_language(at) {
                return true;
            }
            if !is_listed(at) {
                break;
            }
        }
        false
    }

    /// Returns whether a demonym is part of the name of a people that is not named after the
    /// country.
    fn is_people(&self, name: &NameMatch) -> bool {
        let own = self.view.folded(name.first);
        let before = self.word_before(name.first);
        match own {
            "american" | "americans" => {
                before.is_some_and(|word| matches!(word, "native" | "african" | "latin" | "anglo"))
            }
            "indian" | "indians" => before == Some("american"),
            _ => false,
        }
    }

    /// Returns whether a word for food follows a demonym.
    fn is_kitchen(&self, name: &NameMatch) -> bool {
        self.word_behind(name.last)
            .is_some_and(|word| self.lexicon().has(word, Class::Food))
    }

    /// Returns whether the name of a town is part of the name of a disease or virus: `Lassa fever`,
    /// `virus Ébola Reston`.
    fn of_disease(&self, i: usize) -> bool {
        let name = &self.found[i];
        let places = self.name_of[i].map(|at| &self.names[at].candidates);
        let wide = places
            .and_then(|places| places.first())
            .is_none_or(|place| {
                matches!(place.class, Kind::Country | Kind::Division | Kind::Capital)
            });
        let behind = |word: &str| {
            self.lexicon().of(word).has_in_english(Class::Disease) || word.ends_with("virus")
        };
        let before = |word: &str| self.lexicon().of(word).has_in_other(Class::Disease);
        !wide
            && (self.word_behind(name.last).is_some_and(behind)
                || self.word_before(name.first).is_some_and(before))
    }

    /// Returns whether a common word that is also a place name follows a word for a body:
    /// `Chamber of Commerce`.
    fn behind_ministry(&self, i: usize) -> bool {
        let name = &self.found[i];
        let word = name.entries.is_empty() && name.world.is_some_and(|name| name.traits.word);
        let Some(body) = name.first.checked_sub(2).filter(|_| word) else {
            return false;
        };
        self.view.folded(body + 1) == "of"
            && self.view.is_spaced(body)
            && self.view.is_spaced(body + 1)
            && self.view.is_capitalised(body)
            && self.lexicon().has(self.view.folded(body), Class::Ministry)
    }
}
