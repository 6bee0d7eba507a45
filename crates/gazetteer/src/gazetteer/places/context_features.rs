//! The context features of a mention, and the probability that it is a place.

use super::candidates::Candidate;
use super::support::Chosen;
use super::{Name, weights};
use crate::gazetteer::evidence::Evidence;
use crate::gazetteer::world::Kind;

/// The context features of a mention.
#[derive(Debug, Clone, Default)]
pub(super) struct ContextFeatures {
    pub evidence: Vec<Evidence>,
    /// The candidate that is in the area that follows, or that contains the place before, with the
    /// probability.
    pub within: Option<(usize, f64)>,
    pub several_words: bool,
    /// The names before and after it in a list.
    pub peers: [Option<usize>; 2],
}

impl ContextFeatures {
    /// Returns the sum of the weights of its evidence, for a name of the tables (`declared`) or
    /// not.
    pub fn sum(&self, declared: bool) -> f64 {
        let evidence: f64 = self
            .evidence
            .iter()
            .map(|evidence| evidence.weight(declared))
            .sum();
        let within = match self.within {
            Some(_) => Evidence::AreaFollows.weight(declared),
            None => 0.0,
        };
        evidence + within
    }
}

/// What the mentions of a name in a report add to each other.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct InReport {
    adds: f64,
    /// Whether the name is only that of a country.
    sure: bool,
}

/// Returns what the mentions of a name in the report add to each other.
pub(super) fn in_report(name: &Name, features: &[ContextFeatures]) -> InReport {
    if features.len() < 2 {
        return InReport::default();
    }
    let (mut place, mut other) = (false, false);
    let first = name.candidates.first();
    let declared = first.is_some_and(|candidate| candidate.declared);
    let sure = first.is_some_and(|candidate| {
        let traits = candidate.traits;
        let ambiguous = traits.word || traits.first_name || traits.surname || candidate.weak;
        candidate.declared && candidate.class == Kind::Country && !ambiguous
    });
    for features in features {
        let sum = features.sum(declared);
        place |= sum >= weights::SURE;
        // A report on Swiss francs, the Geneva Conventions or the Bank of Boston may well also name
        // the place.
        let longer = |evidence: &Evidence| {
            matches!(evidence, Evidence::OfCurrency | Evidence::OfAgreement)
                || (declared && *evidence == Evidence::OfFirm)
        };
        other |= sum <= -weights::SURE && !features.evidence.iter().any(longer);
    }
    let adds = match (place, other) {
        (true, false) => weights::PLACE_ELSEWHERE,
        (false, true) => weights::OTHER_ELSEWHERE,
        (true, true) | (false, false) => 0.0,
    };
    InReport { adds, sure }
}

/// Returns the probability that a mention is a place, if `candidate` is the place meant.
pub(super) fn probability(
    candidate: &Candidate,
    features: &ContextFeatures,
    in_report: InReport,
    chosen: &Chosen,
) -> f64 {
    let around = features.sum(candidate.declared);
    let mut odds = weights::by_itself(candidate) + around;
    // An unambiguous country name (`Bangladesh`) remains one, even if a person's name precedes it
    // once.
    if !(in_report.sure && in_report.adds < 0.0 && around > -weights::SURE) {
        odds += in_report.adds;
    }
    if features.several_words {
        odds += weights::SEVERAL_WORDS;
    }
    let support = chosen.support.evidence().weight(candidate.declared);
    odds += match candidate.declared {
        true => support,
        false => support * chosen.locality,
    };
    let is_large = candidate.population >= weights::LARGE_PLACE;
    if !candidate.declared && !is_large && features.within.is_none() {
        odds += weights::FROM_AFAR * (1.0 - chosen.locality);
    }
    if features.evidence.contains(&Evidence::MaybeInList) && chosen.support.is_close() {
        odds += weights::LISTED_CLOSELY;
    }
    if !candidate.declared
        && features.evidence.contains(&Evidence::GenericWords)
        && !chosen.is_supported()
    {
        odds += weights::UNSUPPORTED_GENERIC;
    }
    1.0 / (1.0 + (-odds).exp())
}
