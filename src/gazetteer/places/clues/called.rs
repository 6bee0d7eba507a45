//! What is called after a place or a people and is neither: languages (`spoke only French`), peoples of
//! another country (`African-Americans`), kitchens (`Italian restaurant`), diseases and viruses (`Lassa fever`,
//! `Reston ebolavirus`, `A/California/7/2009`), bodies (`Chamber of Commerce`, `Future Farmers of America`).

use super::{Clue, Clues};
use crate::analysis::function_words::is_listed;
use crate::gazetteer::NameKind;
use crate::gazetteer::lexicon::JOINS;
use crate::gazetteer::scan::{Found, starts_capital};
use crate::gazetteer::world::Kind;
use crate::lexicon::Class;

/// Names, folded, of what is far better known than the places called so.
const BETTER_KNOWN: &[&[&str]] = &[&["el", "nino"], &["la", "nina"], &["santa", "claus"]];

impl Clues<'_> {
    /// Adds what tells that found name `i` is that of something called after a place or a people.
    pub(super) fn called_after(&self, i: usize, in_capitals: bool, clues: &mut Vec<Clue>) {
        let name = &self.found[i];
        let single = name.first == name.last;
        let mut entries = name.entries.iter();
        let people =
            !name.entries.is_empty() && entries.all(|entry| entry.kind == NameKind::Demonym);
        if single && people {
            if self.is_language(name) || self.is_people(name) || self.is_kitchen(name) {
                clues.push(Clue::NoCountry);
            }
            return;
        }
        if self.of_virus(i) {
            clues.push(Clue::OfDisease);
        } else if !in_capitals && self.behind_body(i) {
            clues.push(Clue::OfFirm);
        } else if BETTER_KNOWN.iter().any(|known| self.reads(name, known)) {
            clues.push(Clue::BetterKnown);
        }
    }

    /// Returns whether the words of a name are these.
    fn reads(&self, name: &Found, folded: &[&str]) -> bool {
        name.last - name.first + 1 == folded.len()
            && folded
                .iter()
                .zip(name.first..)
                .all(|(word, at)| self.words.folded(at) == *word)
    }

    /// Returns the folded word before word `i`, if only space or a hyphen stands between.
    fn word_before(&self, i: usize) -> Option<&str> {
        let before = i.checked_sub(1)?;
        (self.joined(before) || self.gap(before) == "-").then(|| self.words.folded(before))
    }

    /// Returns the folded word behind word `i`, if only space or a hyphen stands between.
    fn word_behind(&self, i: usize) -> Option<&str> {
        let next = i + 1;
        let joined = next < self.words.len() && (self.joined(i) || self.gap(i) == "-");
        joined.then(|| self.words.folded(next))
    }

    /// Returns whether a demonym is a language here: `speaks French`, `in Spanish.`, `French-speaking`.
    fn is_language(&self, name: &Found) -> bool {
        let behind = self.word_behind(name.last);
        if behind.is_some_and(|word| self.lexicon().has(word, Class::Language)) {
            return true;
        }
        let speaks = |word: &str| self.lexicon().has(word, Class::Speaks);
        // The last word of a phrase, as `Spanish explorers` is not; and no people, as `Filipinos` are.
        let own = self.words.folded(name.first);
        let people = own.ends_with('s') && !matches!(own, "francais" | "anglais" | "portugues");
        let ends = !people && behind.is_none_or(|word| is_listed(&["en", "fr", "es"], word));
        let Some(before) = self.word_before(name.first) else {
            return false;
        };
        match before {
            word if speaks(word) => ends,
            // `in Romanian and Ukrainian towns`
            "in" => ends && !behind.is_some_and(|word| self.lexicon().of(word).has_any(JOINS)),
            "only" | "some" | "good" if ends => {
                name.first >= 2 && speaks(self.words.folded(name.first - 2))
            }
            // `in English and Spanish`
            "and" | "or" if ends => {
                let other = name.first.checked_sub(2).map(|at| self.words.folded(at));
                other == Some("english")
            }
            _ => false,
        }
    }

    /// Returns whether a demonym is part of the name of a people who are not called after the country.
    fn is_people(&self, name: &Found) -> bool {
        let own = self.words.folded(name.first);
        let before = self.word_before(name.first);
        match own {
            "american" | "americans" => {
                before.is_some_and(|word| matches!(word, "native" | "african" | "latin" | "anglo"))
            }
            "indian" | "indians" => before == Some("american"),
            _ => false,
        }
    }

    /// Returns whether a word of kitchens follows a demonym.
    fn is_kitchen(&self, name: &Found) -> bool {
        self.word_behind(name.last)
            .is_some_and(|word| self.lexicon().has(word, Class::Food))
    }

    /// Returns whether a town's name is part of that of a disease, a virus or one of its strains.
    fn of_virus(&self, i: usize) -> bool {
        let name = &self.found[i];
        if self.names_strain(name) {
            return true;
        }
        let places = self.name_of[i].map(|at| &self.names[at].candidates);
        let wide = places
            .and_then(|places| places.first())
            .is_none_or(|place| {
                matches!(place.class, Kind::Country | Kind::Division | Kind::Capital)
            });
        let virus =
            |word: &str| self.lexicon().has(word, Class::Disease) || word.ends_with("virus");
        !wide
            && (self.word_behind(name.last).is_some_and(virus)
                || self.word_before(name.first) == Some("ebola"))
    }

    /// Returns whether a name stands in that of a strain of influenza: `A/Hong Kong/1/1968`.
    fn names_strain(&self, name: &Found) -> bool {
        let before = &self.text[..self.words.span(name.first).start];
        let behind = &self.text[self.words.span(name.last).end..];
        let mut letters = before.chars().rev();
        letters.next() == Some('/')
            && matches!(letters.next(), Some('A' | 'B' | 'a' | 'b'))
            && !letters.next().is_some_and(char::is_alphanumeric)
            && behind
                .strip_prefix('/')
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    }

    /// Returns whether the name stands behind a body's: `Peanut Corporation of America`, `Chamber of
    /// Commerce`.
    fn behind_body(&self, i: usize) -> bool {
        let first = self.found[i].first;
        let of = first >= 2
            && self.words.folded(first - 1) == "of"
            && self.joined(first - 1)
            && self.joined(first - 2)
            && starts_capital(self.text, self.words, first - 2);
        if !of {
            return false;
        }
        let body = self.words.folded(first - 2);
        let lists = self.lexicon().of(body);
        let name = &self.found[i];
        let word = name.entries.is_empty() && name.world.is_some_and(|name| name.traits.word);
        let america = self.reads(name, &["america"]) && self.found_at(first - 2).is_none();
        word && lists.has(Class::Ministry)
            || america && !lists.has(Class::Title) && !lists.has(Class::Kind)
    }
}
