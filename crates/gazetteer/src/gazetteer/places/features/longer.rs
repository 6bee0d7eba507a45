//! Longer names that contain a place name and say little about the place: of currencies
//! (`Swiss francs`), firms (`Bank of New England Corp`, `Deutsche Bank (Asia) AG`), and codes
//! (`MOUP.PA`). A bank of a country (`Bank of Japan`) and an exchange of a city
//! (`London Metal Exchange`) count as mentions of the place, because that is where they act.

use super::FeatureReader;
use crate::gazetteer::evidence::Evidence;
use crate::gazetteer::mention::NameKind;
use crate::gazetteer::name_match::NameMatch;
use crate::gazetteer::world::Kind;
use reportage_text::lexicon::Class;

/// The most words of a firm's name between the place and the legal form.
const LONGEST_FIRM: usize = 6;
/// The same in all-caps text, where other words cannot be distinguished from names.
const LONGEST_IN_CAPITALS: usize = 1;

/// The most names that share one word for money.
const MOST_CURRENCIES: usize = 4;

/// What follows a word for money that is a verb or has another sense:
/// `the German marks his birthday`, `the Danish crown prince`.
const NO_MONEY: &[Class] = &[
    Class::Article,
    Class::Indefinite,
    Class::Possessive,
    Class::Title,
];

impl FeatureReader<'_> {
    /// Returns whether a capitalised word, given folded and as written, is the legal form of a
    /// firm.
    fn is_legal_form(&self, folded: &str, written: &str) -> bool {
        let lists = self.lexicon().of(folded);
        let in_capitals = || !written.contains(char::is_lowercase);
        lists.has(Class::LegalForm) || lists.has(Class::LegalFormInCapitals) && in_capitals()
    }

    /// Adds evidence that matched name `i` is part of a longer name.
    pub(super) fn longer(&self, i: usize, in_capitals: bool, evidence: &mut Vec<Evidence>) {
        let name = &self.found[i];
        if self.names_currency(i) {
            evidence.push(Evidence::OfCurrency);
        } else if self.within_code(name) {
            evidence.push(Evidence::WithinCode);
        } else if match in_capitals {
            // In all-caps text, a declared place is more likely than a firm named after it.
            true => name.entries.is_empty() && self.names_firm(name, LONGEST_IN_CAPITALS),
            false => {
                self.names_firm(name, LONGEST_FIRM)
                    || self.names_bank(i)
                    || self.names_press(name)
                    || self.names_club(i)
            }
        } {
            evidence.push(Evidence::OfFirm);
        }
    }

    /// Returns whether a word for money follows: `Swiss francs`, `U.S.-dollar`,
    /// `Malaysian/Singapore cents`; or precedes a lowercase adjective: `gourdes haïtiennes`.
    fn names_currency(&self, i: usize) -> bool {
        let first = self.found[i].first;
        if self.view.is_lowercase(first) {
            return first > 0
                && self.view.is_spaced(first - 1)
                && self
                    .lexicon()
                    .has(self.view.folded(first - 1), Class::Currency);
        }
        // `Malaysian/Singapore cents`, `Canadian and Australian dollars`
        let behind = (i..self.found.len()).take(MOST_CURRENCIES);
        for at in behind {
            if self.before_money(&self.found[at]) {
                return true;
            }
            if !self.shares_money(at) {
                return false;
            }
        }
        false
    }

    /// Returns whether a word for money after the next matched name also belongs to this one.
    fn shares_money(&self, i: usize) -> bool {
        let name = &self.found[i];
        let Some(next) = self.found.get(i + 1) else {
            return false;
        };
        match next.first - name.last {
            1 => self.view.gap(name.last) == "/",
            2 => {
                let people = |name: &NameMatch| {
                    let mut entries = name.entries.iter();
                    entries.any(|entry| entry.kind == NameKind::Demonym)
                };
                self.view.folded(name.last + 1) == "and"
                    && self.view.is_spaced(name.last)
                    && self.view.is_spaced(name.last + 1)
                    && people(name)
                    && people(next)
            }
            _ => false,
        }
    }

    /// Returns whether a word or sign for money directly follows a name.
    fn before_money(&self, name: &NameMatch) -> bool {
        let next = name.last + 1;
        if self
            .view
            .text_behind(name.last)
            .starts_with(['$', '£', '€', '¥'])
        {
            return true; // `US$ 10 million`
        }
        if self.view.text_before(name.first).ends_with('$') {
            return true; // `$US 10 million`
        }
        if next >= self.view.len()
            || (self.view.gap(name.last) != "-" && !self.view.is_spaced(name.last))
        {
            return false;
        }
        let lists = self.lexicon().of(self.view.folded(next));
        match (
            lists.has(Class::Currency),
            lists.has(Class::CurrencyOrOther),
        ) {
            (true, _) => true,
            (false, false) => false,
            // `the German marks his birthday`, `Korea won the match`, `the Danish crown prince`
            (false, true) => {
                let people = |kind| matches!(kind, NameKind::Demonym | NameKind::Acronym);
                let after = (next + 1 < self.view.len()).then(|| self.view.folded(next + 1));
                name.entries.iter().any(|entry| people(entry.kind))
                    && !after.is_some_and(|word| self.lexicon().of(word).has_any(NO_MONEY))
            }
        }
    }

    /// Returns whether the name is part of a code, a host or the like: all caps and joined by a dot
    /// without a space to other capitals or digits (`MOUP.PA`, `TX.4`), or between slashes before a
    /// number (`A/Hong Kong/1/1968`).
    fn within_code(&self, name: &NameMatch) -> bool {
        let written = self.view.written_of(name.first, name.last);
        let (before, behind) = (
            self.view.text_before(name.first),
            self.view.text_behind(name.last),
        );
        let digits = behind.strip_prefix('/');
        if before.ends_with('/') && digits.is_some_and(|rest| rest.starts_with(is_digit)) {
            return true;
        }
        if name.first < name.last || written.contains(char::is_lowercase) || written.contains('.') {
            return false;
        }
        // `in TX.The` only lacks a space.
        let is_code = |part: &str| !part.is_empty() && !part.contains(char::is_lowercase);
        let part = |c: char| !c.is_alphanumeric();
        let before = before
            .strip_suffix('.')
            .and_then(|before| before.rsplit(part).next());
        let behind = behind
            .strip_prefix('.')
            .and_then(|behind| behind.split(part).next());
        before.is_some_and(|before| !before.is_empty()) || behind.is_some_and(is_code)
    }

    /// Returns whether capitalised words ending in the legal form of a firm follow:
    /// `Texas Instruments Inc`, `Swiss Bank Corp`, `British and Commonwealth Shipping Plc`; or the
    /// name is in brackets before one: `Finance (Europe) Ltd`.
    fn names_firm(&self, name: &NameMatch, longest: usize) -> bool {
        let after_the = name.first > 0 && self.view.folded(name.first - 1) == "the";
        let written = self.view.written(name.last);
        if after_the && written.ends_with('.') {
            return false; // `made in the U.S. Toyota Motor Corp said`
        }
        let by_people = name
            .entries
            .iter()
            .any(|entry| entry.kind == NameKind::Demonym);
        let mut capitals = 0;
        for at in name.last + 1..self.view.len().min(name.last + 2 + longest) {
            let (gap, word) = (self.view.gap(at - 1), self.view.folded(at));
            let capital = self.view.is_capitalised(at);
            let legal = capital && self.is_legal_form(word, self.view.written(at));
            match gap {
                ", " | ") " => return legal,
                " (" if capital => {}
                "-" | "/" if capital => {}
                " & " if capital => {}
                _ if self.view.is_spaced(at - 1) => {}
                _ => return false,
            }
            if legal {
                return true;
            }
            if capital {
                capitals += 1;
                continue;
            }
            // `Japan and Toyota Motor Corp` are two names, `Kidder, Peabody and Co` is one.
            let before_co = || at + 1 < self.view.len() && self.view.folded(at + 1) == "co";
            let links = match word {
                "and" => capitals > 0 || by_people || before_co(),
                _ => self.lexicon().of(word).has_any(&[Class::Of, Class::And]) && capitals > 0,
            };
            if !links {
                return false;
            }
        }
        false
    }

    /// Returns whether the name is that of a town and belongs to a club or a university (`Real
    /// Madrid`, `University of Leeds`), or to a team with its score (`Leeds 2 York 1`).
    fn names_club(&self, i: usize) -> bool {
        let name = &self.found[i];
        self.is_town(i) && (self.behind_club(name) || self.has_score(name))
    }

    fn behind_club(&self, name: &NameMatch) -> bool {
        let is_club = |at: usize| {
            self.view.is_capitalised(at) && self.lexicon().has(self.view.folded(at), Class::Club)
        };
        let Some(before) = name.first.checked_sub(1) else {
            return false;
        };
        if !self.view.is_spaced(before) {
            return false;
        }
        let of = self.lexicon().has(self.view.folded(before), Class::Of);
        match before.checked_sub(1).filter(|_| of) {
            Some(at) => {
                let body = self.lexicon().has(self.view.folded(at), Class::Named);
                self.view.is_spaced(at) && self.view.is_capitalised(at) && body
            }
            None => is_club(before),
        }
    }

    /// `Leeds 2 York 1`, `Leeds 2-1 York`: the name is before or after its number, beside another
    /// number or name.
    fn has_score(&self, name: &NameMatch) -> bool {
        let is_goals = |at: usize| {
            let word = self.view.folded(at);
            word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit())
        };
        let goals = name.last + 1;
        if goals + 1 >= self.view.len() || !self.view.is_spaced(name.last) || !is_goals(goals) {
            return false;
        }
        let next = goals + 1;
        if self.view.is_hyphenated(goals) || self.view.gap(goals) == "–" {
            let other = next + 1;
            return is_goals(next)
                && other < self.view.len()
                && self.view.is_spaced(next)
                && self.view.is_capitalised(other);
        }
        let plain = self.view.is_spaced(goals) || self.view.gap(goals) == ", ";
        // The other team has at most three words.
        let mut others = next..self.view.len().min(next + 4);
        plain
            && self.view.is_capitalised(next)
            && others.any(|at| at > next && is_goals(at) && self.view.is_spaced(at - 1))
    }

    /// `Oxford University Press`
    fn names_press(&self, name: &NameMatch) -> bool {
        let at = name.last + 1;
        at + 1 < self.view.len()
            && self.view.folded(at) == "university"
            && self.view.folded(at + 1) == "press"
            && self.view.is_capitalised(at + 1)
            && self.view.is_spaced(at - 1)
            && self.view.is_spaced(at)
    }

    /// Returns whether the name belongs to a bank named after a city or a part of a country:
    /// `Bank of Boston`.
    fn names_bank(&self, i: usize) -> bool {
        let first = self.found[i].first;
        let bank = first >= 2
            && self.view.folded(first - 1) == "of"
            && self.view.folded(first - 2) == "bank"
            && self.view.is_capitalised(first - 2)
            && self.view.is_spaced(first - 1)
            && self.view.is_spaced(first - 2);
        let is_country = || {
            let places = self.name_of[i].map(|name| self.names[name].candidates.iter());
            let mut places = places.into_iter().flatten();
            places.any(|place| place.class == Kind::Country && place.declared)
        };
        bank && !is_country()
    }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}
