//! Prior votes from outside the text: metadata, and names in another part of the report.

use std::collections::HashSet;

use super::candidates::{Candidate, Source};
use super::votes::PriorVotes;
use super::{ReportContext, weights};
use crate::gazetteer::blob::Gazetteer;

/// Returns the votes of metadata.
pub(super) fn asserted_votes(gazetteer: &Gazetteer, report: &ReportContext<'_>) -> PriorVotes {
    let mut votes = PriorVotes::default();
    for (facet, value) in report.asserted {
        votes.add_path(gazetteer, facet, value, weights::STATED_VOTES);
    }
    votes
}

/// Returns the votes of metadata and of names in another part of the report.
pub(super) fn prior_votes(gazetteer: &Gazetteer, report: &ReportContext<'_>) -> PriorVotes {
    let mut votes = asserted_votes(gazetteer, report);
    let mut seen = HashSet::new();
    for mention in report.beside {
        if seen.insert(&mention.path) {
            let weight = weights::BESIDE_VOTES;
            votes.add_path(gazetteer, &mention.facet, &mention.path, weight);
        }
    }
    votes
}

/// Returns whether another part of the report, with the entities `beside`, names a candidate.
pub(super) fn is_beside(
    gazetteer: &Gazetteer,
    candidate: &Candidate,
    beside: &HashSet<&str>,
) -> bool {
    if beside.is_empty() {
        return false;
    }
    let id = match candidate.source {
        Source::Table(entity) => gazetteer.record(entity).map(|record| record.id.to_owned()),
        Source::World(place) => {
            let place = gazetteer.world().and_then(|world| world.place(place));
            place.map(|place| format!("geonames:{}", place.id))
        }
    };
    id.is_some_and(|id| beside.contains(id.as_str()))
}
