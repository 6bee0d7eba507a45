//! The context features of a mention, and how likely that makes it one of a place.

use super::candidates::Candidate;
use super::support::Chosen;
use super::{Name, weights};
use crate::gazetteer::evidence::Evidence;
use crate::gazetteer::world::Kind;

/// The context features of a mention.
#[derive(Debug, Clone, Default)]
pub(super) struct ContextFeatures {
    pub evidence: Vec<Evidence>,
    /// The candidate that lies in the area that follows, or holds the place before; and how surely.
    pub within: Option<(usize, f64)>,
    pub several_words: bool,
    /// The names before and behind it in a list.
    pub peers: [Option<usize>; 2],
}

impl ContextFeatures {
    /// Returns the sum of what its evidence weighs for a name that a table declares, or not.
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

/// What the mentions of a name in a report say about each of them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct InReport {
    adds: f64,
    /// Whether the name is nothing but that of a country.
    sure: bool,
}

/// Returns what the other mentions of a name in the report say about each of them.
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
        // Who writes of Swiss francs, the Geneva Conventions or the Bank of Boston may well write of the
        // place.
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

/// Returns how likely a mention is one of a place, if `candidate` is that of its name that is meant.
pub(super) fn probability(
    candidate: &Candidate,
    features: &ContextFeatures,
    in_report: InReport,
    chosen: &Chosen,
) -> f64 {
    let around = features.sum(candidate.declared);
    let mut odds = weights::by_itself(candidate) + around;
    // A country whose name nobody has (`Bangladesh`) stays one, whoever stands before it once.
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
