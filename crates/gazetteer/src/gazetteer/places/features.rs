//! The context of a mention: is it a place name here?

use std::collections::HashSet;

use rapidhash::fast::RandomState;

use super::Name;
use super::context_features::ContextFeatures;
use crate::gazetteer::blob::Gazetteer;
use crate::gazetteer::evidence::Evidence;
use crate::gazetteer::lexicon::{CALENDAR, GENERIC, JOINS, Lexicon};
use crate::gazetteer::mention::NameKind;
use crate::gazetteer::name_match::NameMatch;
use crate::gazetteer::token_view::TokenView;
use reportage_text::lexicon::{Class, Classes};

mod areas;
mod beside;
mod called;
mod dateline;
mod itself;
mod longer;
mod works;

/// Extracts context features of mentions.
pub(super) struct FeatureReader<'a> {
    gazetteer: &'a Gazetteer,
    view: TokenView<'a>,
    found: &'a [NameMatch],
    name_of: &'a [Option<usize>],
    names: &'a [Name],
    /// Last names of people whose full names are in the text, folded.
    last_names: &'a HashSet<&'a str, RandomState>,
    /// The language of the report, if it is known.
    pub(super) language: Option<&'a str>,
    /// Whether the text has no capitals.
    pub(super) is_lowercase: bool,
    within: Vec<Option<(usize, f64)>>,
    holds: Vec<bool>,
    /// Evidence that the text locates the name where no such place is known.
    elsewhere: Vec<Option<Evidence>>,
    /// Names that are common words and occur in lowercase; computed on first use.
    small: Option<HashSet<&'a str, RandomState>>,
}

impl<'a> FeatureReader<'a> {
    pub fn new(
        gazetteer: &'a Gazetteer,
        view: TokenView<'a>,
        found: &'a [NameMatch],
        name_of: &'a [Option<usize>],
        names: &'a [Name],
        last_names: &'a HashSet<&'a str, RandomState>,
    ) -> FeatureReader<'a> {
        let mut evidence = FeatureReader {
            gazetteer,
            view,
            found,
            name_of,
            names,
            last_names,
            language: None,
            is_lowercase: false,
            within: vec![None; found.len()],
            holds: vec![false; found.len()],
            elsewhere: vec![None; found.len()],
            small: None,
        };
        evidence.find_areas();
        evidence
    }

    fn lexicon(&self) -> &'a Lexicon {
        self.gazetteer.lexicon()
    }

    fn found_at(&self, word: usize) -> Option<usize> {
        let at = self.found.partition_point(|name| name.last < word);
        (self.found.get(at)?.first <= word).then_some(at)
    }

    /// Returns the features of matched name `i`; `in_capitals` is whether it is in all-caps text.
    pub fn around(&mut self, i: usize, in_capitals: bool) -> ContextFeatures {
        let name = &self.found[i];
        let mut evidence = Vec::new();
        let starts = self.view.starts_sentence(name.first);
        if self.dateline(name) {
            evidence.push(Evidence::InDateline);
        } else if starts {
            evidence.push(Evidence::StartsSentence);
        }
        if in_capitals {
            evidence.push(Evidence::InAllCaps);
        }
        if name.first > 0 {
            self.before(name, in_capitals, &mut evidence);
        }
        if name.last + 1 < self.view.len() {
            self.after(name, in_capitals, &mut evidence);
        }
        self.longer(i, in_capitals, &mut evidence);
        self.called_after(i, in_capitals, &mut evidence);
        self.cited(i, in_capitals, &mut evidence);
        let (listed, peers) = self.listed(i);
        // `of Jamaica, Kamina Johnson Smith, said`
        let of_person = self.found[i].entries.is_empty()
            && (evidence.contains(&Evidence::BeforeCapitalised)
                || evidence.contains(&Evidence::FirstName));
        if !of_person {
            evidence.extend(listed);
        }
        if self.holds[i] {
            evidence.push(Evidence::HoldsPlaceBefore);
        }
        evidence.extend(self.elsewhere[i]);
        let single = name.first == name.last;
        let lists = self.lexicon().of(self.view.folded(name.first));
        if !single && lists.has(Class::Title) {
            evidence.push(Evidence::StartsAsTitle);
        }
        let lists = if single { lists } else { Classes::default() };
        if lists.has_any(CALENDAR) {
            evidence.push(Evidence::CalendarWord);
        }
        if lists.has_any(GENERIC) {
            evidence.push(Evidence::GenericWord);
        } else if !single && self.all_generic(name) {
            // `The Village` is usually not a town.
            let article = self
                .lexicon()
                .of(self.view.folded(name.first))
                .has(Class::Article);
            evidence.push(match article {
                true => Evidence::GenericWord,
                false => Evidence::GenericWords,
            });
        }
        if single && self.last_names.contains(self.view.folded(name.first)) {
            evidence.push(Evidence::LastName);
        }
        if single && (self.is_title(name) || self.is_degree(i)) {
            evidence.push(Evidence::ShortTitle);
        }
        if lists.has(Class::OtherSense) {
            evidence.push(Evidence::OtherSense);
        }
        let written = self.view.written(name.first);
        if single && !in_capitals && is_acronym(written) {
            evidence.push(Evidence::AsAcronym);
        }
        let word = is_common_word(name);
        if word && in_capitals {
            evidence.push(Evidence::WordInAllCaps);
        }
        if self.is_lowercase
            && single
            && (self.may_be_word(name) || self.behind_no_place_word(name))
        {
            evidence.push(Evidence::MaybeWord);
        }
        if word && !in_capitals && self.before_of(name) {
            evidence.push(Evidence::WordBeforeOf);
        }
        self.among_words(name, &mut evidence);
        if self.before_particle(name) {
            evidence.push(Evidence::BeforeParticle);
        }
        // `US` is no `us`.
        let as_acronym = is_acronym(written)
            && name
                .entries
                .iter()
                .any(|entry| entry.kind == NameKind::Acronym);
        if word && !in_capitals && !as_acronym && self.lowercase_elsewhere(name.first) {
            evidence.push(Evidence::LowercaseElsewhere);
        }
        ContextFeatures {
            evidence,
            within: self.within[i],
            several_words: name.first < name.last,
            peers,
        }
    }

    /// Returns whether the name is in a list of place names (`A, B and C`), and the names before
    /// and after it there.
    fn listed(&self, i: usize) -> (Option<Evidence>, [Option<usize>; 2]) {
        let beside = |left: usize| {
            let (Some(name), Some(next)) = (self.found.get(left), self.found.get(left + 1)) else {
                return false;
            };
            if self.name_of[left].is_none() || self.name_of[left + 1].is_none() {
                return false;
            }
            match next.first - name.last {
                1 => {
                    matches!(self.view.gap(name.last), " - ")
                        || matches!(self.view.gap(name.last).trim(), "," | "/")
                }
                2 => {
                    self.lexicon()
                        .of(self.view.folded(name.last + 1))
                        .has_any(JOINS)
                        && matches!(self.view.gap(name.last).trim(), "" | ",")
                }
                _ => false,
            }
        };
        let before = i.checked_sub(1).filter(|&left| beside(left));
        let after = beside(i).then_some(i + 1);
        let others = [before, after];
        let sure = others
            .iter()
            .flatten()
            .any(|&other| self.is_surely_name(other));
        let evidence = match others {
            [None, None] => None,
            _ if sure => Some(Evidence::InList),
            _ => Some(Evidence::MaybeInList),
        };
        (
            evidence,
            others.map(|other| other.and_then(|other| self.name_of[other])),
        )
    }

    /// Returns whether the word, a name that is a common word, occurs in lowercase in the report.
    fn lowercase_elsewhere(&mut self, word: usize) -> bool {
        let (view, found) = (self.view, self.found);
        let small = self.small.get_or_insert_with(|| {
            // The text has many more words than such names.
            let common = found.iter().filter(|name| is_common_word(name));
            let common: HashSet<&str, RandomState> =
                common.map(|name| view.folded(name.first)).collect();
            let mut lengths = [0u64; 256];
            for word in &common {
                lengths[usize::from(word.as_bytes()[0])] |= 1 << (word.len() % 64);
            }
            let may_be_common =
                |word: &str| lengths[usize::from(word.as_bytes()[0])] >> (word.len() % 64) & 1 == 1;
            (0..view.len())
                .map(|i| (i, view.folded(i)))
                .filter(|&(i, word)| may_be_common(word) && view.is_lowercase(i))
                .filter_map(|(_, word)| common.get(word).copied())
                .collect()
        });
        small.contains(view.folded(word))
    }
}

/// Returns whether a name of the world is also a common word.
fn is_common_word(name: &NameMatch) -> bool {
    name.first == name.last && name.world.is_some_and(|name| name.traits.word)
}

/// Returns whether a word has at most five letters, in all caps or with capitals inside (`VaR`).
fn is_acronym(word: &str) -> bool {
    let within = || word.chars().skip(1).any(char::is_uppercase);
    word.chars().count() <= 5 && (!word.contains(char::is_lowercase) || within())
}
