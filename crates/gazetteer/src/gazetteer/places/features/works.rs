//! Names of works and people that reports cite: agreements named after the town where they were
//! made (`Paris Agreement`, `Protocole de Kyoto`), authors in references (`Hammond, W.`), ships
//! (`the frigate “Tarsus”`). They say nothing about the place.

use super::FeatureReader;
use crate::gazetteer::evidence::Evidence;
use crate::gazetteer::name_match::NameMatch;
use crate::gazetteer::world::Kind;
use reportage_text::lexicon::Class;

/// The most words of an agreement's name between the town and the word for its kind:
/// `Kunming-Montreal Global Biodiversity Framework`.
const LONGEST_AGREEMENT: usize = 3;

impl FeatureReader<'_> {
    /// Adds evidence that matched name `i` is part of the name of a cited work or person.
    pub(super) fn cited(&self, i: usize, in_capitals: bool, evidence: &mut Vec<Evidence>) {
        let name = &self.found[i];
        let holder = self.before_of_place(name);
        let agreement = || self.before_agreement(name) || self.behind_agreement(holder);
        if !in_capitals && (self.is_town(i) && agreement() || self.before_round(name)) {
            evidence.push(Evidence::OfAgreement);
        }
        if self.before_arabic(name) {
            evidence.push(Evidence::BeforeArabicArticle);
        }
        if name.first == name.last && !in_capitals && self.is_author(name) {
            evidence.push(Evidence::CitedAuthor);
        }
        let title =
            holder.is_some_and(|at| self.lexicon().of(self.view.folded(at)).has(Class::Noble));
        if title && self.is_town(i) {
            evidence.push(Evidence::OfTitle);
        }
        if self.is_ship(name, in_capitals) {
            evidence.push(Evidence::OfShip);
        }
    }

    /// Returns whether the name is that of a town and not of a country or division, whose
    /// agreements are about it.
    pub(super) fn is_town(&self, i: usize) -> bool {
        let places = self.name_of[i].map(|name| self.names[name].candidates.iter());
        let mut places = places.into_iter().flatten();
        // Ordered by table, then by population.
        places
            .next()
            .is_some_and(|place| !matches!(place.class, Kind::Country | Kind::Division))
    }

    /// `Paris Agreement`, `Sendai Framework`, `Addis Ababa Action Agenda`, `Doha peace process`.
    fn before_agreement(&self, name: &NameMatch) -> bool {
        for at in name.last + 1..self.view.len().min(name.last + 2 + LONGEST_AGREEMENT) {
            if !self.view.is_spaced(at - 1) && self.view.gap(at - 1) != "-" {
                return false;
            }
            let lists = self.lexicon().of(self.view.folded(at));
            let capital = self.view.is_capitalised(at);
            if lists.has(Class::Agreement) && (capital || at == name.last + 1) {
                return true;
            }
            if lists.has(Class::Instrument) && capital {
                return true;
            }
            let peace = self.view.folded(at) == "peace";
            if !capital && !peace {
                return false;
            }
        }
        false
    }

    /// `Uruguay Round`: trade talks, named after their starting place, even if that is a country.
    fn before_round(&self, name: &NameMatch) -> bool {
        let next = name.last + 1;
        next < self.view.len()
            && self.view.folded(next) == "round"
            && self.view.is_capitalised(next)
            && self.view.is_spaced(name.last)
    }

    /// `Ain al-Hilweh`, `Bab el-Oued`: the first word of an Arabic name.
    fn before_arabic(&self, name: &NameMatch) -> bool {
        let article = name.last + 1;
        name.first == name.last
            && article + 1 < self.view.len()
            && self
                .lexicon()
                .has(self.view.folded(article), Class::ArabicArticle)
            && self.view.is_spaced(name.last)
            && self.view.is_hyphenated(article)
            && self.view.is_capitalised(article + 1)
    }

    /// Returns the word before `of` and the name: `Accord` in `Accord de Paris`, `Duke` in
    /// `Duke of Edinburgh`.
    fn before_of_place(&self, name: &NameMatch) -> Option<usize> {
        let of = name.first.checked_sub(1).filter(|&of| of > 0)?;
        let elided = matches!(self.view.gap(of), "'" | "’");
        let stands = self.lexicon().of(self.view.folded(of)).has(Class::Of)
            && (elided || self.view.is_spaced(of))
            && self.view.is_spaced(of - 1);
        stands.then(|| of - 1)
    }

    /// `Accord de Paris`, `Treaty of Rome`, `Carta de San José`.
    fn behind_agreement(&self, holder: Option<usize>) -> bool {
        holder.is_some_and(|at| {
            let lists = self.lexicon().of(self.view.folded(at));
            (lists.has(Class::Agreement) || lists.has(Class::Instrument))
                && self.view.is_capitalised(at)
        })
    }

    /// `Hammond, W. 2005`, `Dayton, P, Doukakis`, `Elton (1958)`, `Clay et al.`
    fn is_author(&self, name: &NameMatch) -> bool {
        let next = name.last + 1;
        if next >= self.view.len() {
            return false;
        }
        let (gap, word) = (self.view.gap(name.last), self.view.folded(next));
        if gap == ", " {
            // `Washington, D.C.` is a known name.
            let rest = self.view.text_behind(next);
            let ends = rest.starts_with(['.', ',', ')'])
                || rest.starts_with(" (")
                || rest.starts_with(" &");
            let written = self.view.written(next);
            let several = written.contains('.');
            return is_initials(written)
                && (!several || name.entries.is_empty()) // `Washington, D.C.`
                && ends
                && (word != "i" || rest.starts_with('.')) // `in Haiti, I, too, ...`
                && self.found_at(next).is_none();
        }
        if word == "et" {
            let after = (next + 1 < self.view.len()).then(|| self.view.folded(next + 1));
            return gap == " " && after == Some("al");
        }
        let year = word.len() == 4
            && word
                .parse()
                .is_ok_and(|year: u32| (1800..2100).contains(&year));
        // `in Paris (2015)` gives the date.
        gap.ends_with(" (")
            && year
            && self.view.text_behind(next).starts_with(')')
            && self.behind_no_place_word(name)
    }

    /// `the frigate “Tarsus”`, `“TARSUS”`.
    fn is_ship(&self, name: &NameMatch, in_capitals: bool) -> bool {
        let quoted = self
            .view
            .text_before(name.first)
            .ends_with(['"', '“', '«', '‘', '\''])
            && self
                .view
                .text_behind(name.last)
                .starts_with(['"', '”', '»', '’', '\'']);
        if !quoted {
            return false;
        }
        let capitals = !in_capitals
            && name.entries.is_empty()
            && !self
                .view
                .written_of(name.first, name.last)
                .contains(char::is_lowercase);
        let before = name.first.checked_sub(1).map(|i| self.view.folded(i));
        capitals || before.is_some_and(|word| self.lexicon().of(word).has(Class::Ship))
    }
}

/// Returns whether a word is one to three initials: `W`, `P.A`.
fn is_initials(word: &str) -> bool {
    let mut letters = word.split('.').filter(|letter| !letter.is_empty());
    let is_initial =
        |letter: &str| letter.chars().count() == 1 && letter.contains(char::is_uppercase);
    letters.clone().count() <= 3 && letters.all(is_initial)
}
