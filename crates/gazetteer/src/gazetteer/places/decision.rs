//! Decides whether a mention counts as a place, by combining both probabilities.

use super::context_features::{self, ContextFeatures, InReport};
use super::support::{Chosen, Support};
use super::{Meant, Name, Open, weights};
use crate::gazetteer::evidence::Evidence;
use crate::gazetteer::mention::{NameKind, Why};
use crate::gazetteer::world::Kind;

/// Combines the two probabilities for one mention.
pub(super) fn weigh(
    name: &Name,
    features: &ContextFeatures,
    in_report: InReport,
    chosen: &Chosen,
) -> Option<Result<Meant, Open>> {
    // If the mention itself identifies the place (`Paris, Texas`), that takes precedence over the
    // sense in the report.
    let (best, sure, support) = match features.within {
        Some((candidate, _)) => (candidate, 0.97, None),
        None => (chosen.best, chosen.probability, Some(chosen.support)),
    };
    let tie = features.within.is_none() && chosen.lead < weights::LEAST_LEAD;
    let candidate = name.candidates.get(best)?;
    let is_place = context_features::probability(candidate, features, in_report, chosen);
    let confidence = (is_place * sure) as f32;
    let mut evidence = features.evidence.clone();
    evidence.extend(support.map(Support::evidence));
    if !candidate.declared {
        evidence.extend(weights::traits(candidate));
    }
    if features.within.is_some() {
        evidence.push(Evidence::AreaFollows);
    }
    let in_capitals = features.evidence.contains(&Evidence::InAllCaps);
    let is_acronym = candidate.kind == NameKind::Acronym && !name.in_full;
    let acronym_or_word = in_capitals && (is_acronym || candidate.weak && name.particle);
    let part = features
        .evidence
        .iter()
        .any(|evidence| evidence.is_of_longer_name());
    let part_of_name = candidate.weak && part && features.within.is_none();
    let is_short = match candidate.kind {
        // Nicknames of countries are not abbreviations (`Congo`).
        NameKind::Nickname => {
            candidate.class != Kind::Country && name.letters <= weights::ABBREVIATION
        }
        NameKind::Acronym => !name.in_full && name.letters <= weights::POSTAL_CODE,
        NameKind::Name
        | NameKind::Demonym
        | NameKind::Defined
        | NameKind::Composed
        | NameKind::Described => false,
    };
    let dateline = features.evidence.contains(&Evidence::InDateline);
    let unsupported = is_short || !(chosen.is_supported() || dateline);
    let alone = candidate.kind == NameKind::Name
        && candidate.place.is_some()
        && f64::from(confidence) >= weights::COUNTS_ALONE;
    let weak = candidate.weak && features.within.is_none() && unsupported && !alone;
    if f64::from(confidence) >= weights::LEAST_CONFIDENCE
        && is_place >= weights::LEAST_IS_PLACE
        && !weak
        && !acronym_or_word
        && !tie
        && !part_of_name
    {
        return Some(Ok(Meant {
            source: candidate.source,
            kind: candidate.kind,
            confidence,
            evidence,
        }));
    }
    if f64::from(confidence) < weights::LEAST_TOLD && !candidate.declared {
        return None;
    }
    let why = if tie && is_place >= weights::LEAST_IS_PLACE {
        Why::Ambiguous
    } else if acronym_or_word {
        Why::InCapitals
    } else if part {
        Why::PartOfName
    } else if weak || is_place < weights::LEAST_IS_PLACE {
        Why::Unsupported
    } else {
        Why::Ambiguous
    };
    // `IN` and `OR` are in every sentence of all-caps text; nobody expects Indiana there.
    let is_word = acronym_or_word && name.function_word && candidate.class != Kind::Country;
    let shown = if is_word { 0 } else { weights::MOST_SHOWN };
    let sources = name.candidates.iter().take(shown);
    Some(Err(Open {
        why,
        confidence,
        evidence,
        candidates: sources.map(|candidate| candidate.source).collect(),
    }))
}
