//! Candidates for suggestions: terms of the index with a similar spelling or sound.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use crate::search::fuzzy::Fuzzy;

use super::distance::{self, cost, edits};
use super::query_words::QueryWord;
use super::sound::{self, Sound};
use super::{Reason, Suggester};

/// A word is suggested for a rare one only if it is in this many times as many reports.
const COMMON: u64 = 50;
/// The maximum number of words of a query for which similar sounding terms are searched: that walk is the longest.
const WORDS_BY_SOUND: usize = 2;
/// The minimum frequency of another spelling of a rare name, relative to the name.
const OTHER_SPELLING: f64 = 0.5;
/// Words of at least this many letters may differ by two edits, shorter ones by one.
const TWO_EDITS: usize = 5;
/// The cost of an edit relative to the logarithm of the number of reports: it offsets a frequency ratio of `e^EDIT`.
/// A choice; with it the intended word came first for 255 of 300 words with artificial typos, over 10,952
/// speeches.
const EDIT: f64 = 4.0;
/// The minimum likelihood at which a candidate that differs by one edit is taken to be the intended word.
const LIKELY: f64 = 0.0;

/// A term that may be the intended word.
pub(super) struct Candidate {
    /// Folded.
    pub(super) term: String,
    /// The number of living reports that have it in the body, plus those that have it in the title.
    pub(super) reports: u64,
    /// Its distance from the word, as in [`cost`].
    pub(super) cost: f64,
    /// Whether it sounds like the word.
    pub(super) by_sound: bool,
    /// Whether it sounds like the word but differs by too many edits to be a typo.
    pub(super) by_sound_alone: bool,
}

impl Candidate {
    /// Returns how likely it is the intended word, on an arbitrary scale.
    pub(super) fn likelihood(&self) -> f64 {
        (self.reports.max(1) as f64).ln() - EDIT * self.cost
    }
}

/// Orders candidates by descending likelihood, ties alphabetically.
pub(super) fn by_likelihood(a: &Candidate, b: &Candidate) -> Ordering {
    let by_likelihood = b.likelihood().total_cmp(&a.likelihood());
    by_likelihood.then_with(|| a.term.cmp(&b.term))
}

impl Suggester<'_> {
    /// Finds the terms that may be the intended word.
    pub(super) fn candidates(
        &self,
        word: &QueryWord,
        reports: u64,
        reason: Reason,
    ) -> tantivy::Result<Vec<Candidate>> {
        let letters = word.letters();
        let mut all: BTreeMap<String, Candidate> = BTreeMap::new();
        let add = |all: &mut BTreeMap<String, Candidate>, found: BTreeMap<String, u64>| {
            for (term, reports) in found {
                let cost = cost(&word.folded, &term);
                all.entry(term.clone()).or_insert(Candidate {
                    term,
                    reports,
                    cost,
                    by_sound: false,
                    by_sound_alone: false,
                });
            }
        };
        let fuzzy = Fuzzy::of(&word.folded, 1);
        add(
            &mut all,
            self.vocabulary.accepted(&fuzzy, word.text_fields)?,
        );
        // Two edits are tried only if one gives no likely candidate: that walk is long.
        let is_settled = all.values().any(|one| one.likelihood() >= LIKELY);
        if reason == Reason::Missing && letters >= TWO_EDITS && !is_settled {
            let fuzzy = Fuzzy::with_first_letter(&word.folded, 2);
            add(
                &mut all,
                self.vocabulary.accepted(&fuzzy, word.text_fields)?,
            );
        }
        // The same holds for words that sound alike, if no report has the word: that walk is the longest.
        let by_sound = match reason {
            Reason::Missing => all.is_empty() || (word.is_name() && !is_settled),
            Reason::Rare => word.is_name(),
        };
        let sound = match by_sound && self.sounds.get() < WORDS_BY_SOUND {
            true => Sound::of(&word.folded),
            false => None,
        };
        if let Some(sound) = sound {
            self.sounds.set(self.sounds.get() + 1);
            for (term, n) in self.vocabulary.accepted(&sound, word.text_fields)? {
                let edits = edits(&word.folded, &term);
                let longer = letters.max(term.len());
                if edits > (longer * 2).div_ceil(5) || !sound.is_like(&term) {
                    continue;
                }
                let cost = sound::COST + sound::COST_OF_EDIT * edits as f64;
                let new = Candidate {
                    term: term.clone(),
                    reports: n,
                    cost,
                    by_sound: true,
                    by_sound_alone: true,
                };
                let candidate = all.entry(term).or_insert(new);
                candidate.cost = candidate.cost.min(cost);
                candidate.by_sound = true;
            }
        }
        let mut candidates: Vec<Candidate> = all.into_values().collect();
        candidates.retain(|candidate| {
            let is_word = !candidate.term.contains(|c: char| c.is_ascii_digit());
            is_word && candidate.term != word.folded
        });
        if reason == Reason::Rare {
            let entities = self.entities(&word.typed);
            candidates.retain(|candidate| {
                let is_common = letters >= TWO_EDITS
                    && candidate.reports >= reports * COMMON
                    && !candidate.by_sound_alone
                    && (entities.is_empty() || self.entities(&candidate.term).is_empty());
                is_common || self.is_other_spelling(word, reports, &entities, candidate)
            });
        }
        Ok(candidates)
    }

    /// Returns whether a candidate may be another spelling of a name that is in `reports` reports and belongs to
    /// `entities` of the gazetteer: it is a name of one of these; or of no known entity, not much rarer and, if the
    /// name itself is known, one edit away.
    fn is_other_spelling(
        &self,
        word: &QueryWord,
        reports: u64,
        entities: &BTreeSet<String>,
        candidate: &Candidate,
    ) -> bool {
        let is_close = edits(&word.folded, &candidate.term) <= distance::close(word.letters());
        if !candidate.by_sound || !is_close {
            return false;
        }
        if !entities.is_empty() {
            let others = self.entities(&candidate.term);
            let is_typed_otherwise = edits(&word.folded, &candidate.term) == 1;
            match others.is_empty() {
                true if is_typed_otherwise => {}
                true => return false,
                false => return !entities.is_disjoint(&others),
            }
        }
        candidate.reports as f64 >= reports as f64 * OTHER_SPELLING
    }

    /// Returns the ids of the gazetteer's entities with a name.
    fn entities(&self, name: &str) -> BTreeSet<String> {
        let named = self
            .searcher
            .gazetteer()
            .map(|gazetteer| gazetteer.named(name));
        let named = named.unwrap_or_default().into_iter();
        named.map(|known| known.id).collect()
    }
}
