//! The words before and after a mention.

use super::FeatureReader;
use crate::gazetteer::entry::Entry;
use crate::gazetteer::evidence::Evidence;
use crate::gazetteer::lexicon::{FIRM, JOINS};
use crate::gazetteer::name_match::NameMatch;
use reportage_text::facet_path;
use reportage_text::lexicon::Class;

impl FeatureReader<'_> {
    /// Examines the words before a name.
    pub(super) fn before(&self, name: &NameMatch, in_capitals: bool, evidence: &mut Vec<Evidence>) {
        let prev = name.first - 1;
        let gap = self.view.gap(prev);
        let word = self.view.folded(prev);
        let lists = self.lexicon().of_written(self.view.written(prev), word);
        let capital = self.view.is_capitalised(prev);
        if word.chars().count() == 1
            && capital
            && matches!(gap, " " | ". ")
            && !lists.has_any(&[Class::Article, Class::Indefinite])
            && !lists.has_any(JOINS)
            && !lists.has(Class::In)
        {
            evidence.push(Evidence::AfterInitial);
            return;
        }
        if lists.has(Class::Title) && capital && matches!(gap.trim(), "" | ".") {
            evidence.push(Evidence::AfterTitle);
            return;
        }
        if matches!(gap, "-" | "\u{2010}" | "\u{2011}") {
            // `D-Chicopee` gives the home of a politician.
            let long = word.chars().nth(1).is_some();
            if long && capital && !in_capitals && self.found_at(prev).is_none() {
                evidence.push(Evidence::AfterCapitalised);
            }
            return;
        }
        if !self.view.is_spaced(prev) {
            return;
        }
        if word == "the" && !in_capitals && self.before_no_noun(name) {
            evidence.push(Evidence::AfterThe);
            return;
        }
        // `the United States`, `la Florida`: continue with the word before the article.
        let mut at = prev;
        if lists.has_any(&[Class::Article, Class::Indefinite])
            && at > 0
            && self.view.is_spaced(at - 1)
        {
            at -= 1;
        }
        let word_before = self.view.folded(at);
        let lists_before = self
            .lexicon()
            .of_written(self.view.written(at), word_before);
        if lists_before.has(Class::In) {
            evidence.push(Evidence::AfterIn);
        } else if lists_before.has(Class::From) {
            evidence.push(Evidence::AfterFrom);
        } else if lists_before.has(Class::Of) {
            let kind = at
                .checked_sub(1)
                .is_some_and(|i| self.lexicon().of(self.view.folded(i)).has(Class::Kind));
            let stranger = at.checked_sub(1).is_some_and(|i| {
                self.view.is_capitalised(i)
                    && self.found_at(i).is_none()
                    && !self.view.starts_sentence(i)
            });
            if word_before != "of" && stranger && !in_capitals && !kind {
                // `Carla del Ponte`
                evidence.push(Evidence::AfterCapitalised);
            } else if kind {
                evidence.push(Evidence::AfterKind);
            } else {
                evidence.push(Evidence::AfterOf);
            }
        } else if lists.has(Class::Direction) {
            evidence.push(Evidence::AfterDirection);
        } else if lists.has(Class::Office) {
            evidence.push(Evidence::AfterTitle);
        } else if lists.has(Class::Kind) && (!capital || in_capitals) {
            evidence.push(Evidence::AfterKind);
        } else if in_capitals {
            if self.behind_first_name(prev) {
                evidence.push(Evidence::AfterFirstName);
            }
        } else if capital {
            let world = self.gazetteer.world();
            let first_name = world.is_some_and(|world| world.is_first_name(word));
            if first_name
                && self.found_at(prev).is_none_or(|i| {
                    self.name_of[i].is_none() || self.found[i].first == self.found[i].last
                })
            {
                evidence.push(Evidence::AfterFirstName);
            } else if !self.view.starts_sentence(prev) && self.found_at(prev).is_none() {
                evidence.push(Evidence::AfterCapitalised);
            }
        }
    }

    /// Examines the words after a name.
    pub(super) fn after(&self, name: &NameMatch, in_capitals: bool, evidence: &mut Vec<Evidence>) {
        let next = name.last + 1;
        let gap = self.view.gap(name.last);
        let word = self.view.folded(next);
        let lists = self.lexicon().of(word);
        if matches!(gap, "-" | "\u{2010}" | "\u{2011}") {
            if lists.has(Class::Based) {
                evidence.push(Evidence::BeforeBased);
            } else if self.view.is_capitalised(next)
                && !in_capitals
                && self.found_at(next).is_none()
            {
                evidence.push(Evidence::BeforeCapitalised);
            }
            return;
        }
        if gap == ", " {
            let age =
                word.len() <= 3 && word.parse::<u32>().is_ok_and(|age| (1..115).contains(&age));
            if age && next + 1 < self.view.len() && self.view.gap(next).starts_with([',', '.']) {
                evidence.push(Evidence::BeforeAge);
            } else if lists.has(Class::Suffix) {
                evidence.push(Evidence::BeforeSuffix);
            }
            return;
        }
        if !self.view.is_spaced(name.last) {
            return;
        }
        let capital = self.view.is_capitalised(next);
        if capital && self.names_form(name) {
            return; // `Kenya Defence Forces`, although Kenya is a first name
        }
        // `Paris Hilton`, although Hilton is also a place; but not `Florence Italy`.
        let declared = self
            .found_at(next)
            .is_some_and(|i| !self.found[i].entries.is_empty());
        let own = self.view.folded(name.first);
        let world = self.gazetteer.world();
        if capital
            && !in_capitals
            && !declared
            && name.first == name.last
            && world.is_some_and(|world| world.is_first_name(own))
        {
            evidence.push(Evidence::FirstName);
        }
        if lists.has(Class::Suffix) && capital {
            evidence.push(Evidence::BeforeSuffix);
        } else if lists.has(Class::Speech) {
            // `police in Barcelona said`
            if !evidence.contains(&Evidence::AfterIn) && !evidence.contains(&Evidence::AfterKind) {
                evidence.push(Evidence::BeforeSpeech);
            }
        } else if lists.has(Class::Kind) {
            evidence.push(Evidence::BeforeKind);
        } else if capital && lists.has_any(FIRM) {
            evidence.push(Evidence::BeforeFirm);
        } else if capital && self.before_group(next) {
            evidence.push(Evidence::BeforeGroup);
        } else if capital && lists.has(Class::Street) {
            evidence.push(Evidence::BeforeStreet);
        } else if capital && lists.has(Class::Body) {
            evidence.push(Evidence::BeforeBody);
        } else if capital && !in_capitals && self.found_at(next).is_none() {
            evidence.push(Evidence::BeforeCapitalised);
        }
    }

    /// Returns whether the name of a body that every country has follows a country.
    fn names_form(&self, name: &NameMatch) -> bool {
        let next = name.last + 1;
        let phrases = self.gazetteer.forms().behind(self.view.folded(next));
        let mut phrases = phrases.iter().filter(|phrase| !phrase.of_members);
        let is_country = |entry: &Entry| {
            let record = self.gazetteer.record(entry.entity);
            record.is_some_and(|record| {
                let mut standings = record.standings.iter();
                standings.any(|(facet, path)| {
                    self.gazetteer.facets()[*facet].places && facet_path::depth(path) == 1
                })
            })
        };
        phrases.any(|phrase| self.view.reads(next, &phrase.words))
            && name.entries.iter().any(is_country)
    }

    /// Returns whether word `i`, or the next one, is a word for a group, party or unit:
    /// `Lautaro Youth Movement`.
    fn before_group(&self, i: usize) -> bool {
        let is_group = |i: usize| {
            self.lexicon().of(self.view.folded(i)).has(Class::Group) && self.view.is_capitalised(i)
        };
        is_group(i) || (i + 1 < self.view.len() && self.view.is_spaced(i) && is_group(i + 1))
    }
}
