//! Converts decisions about places to mentions of facet values.

use std::sync::Arc;

use super::candidates::Source;
use super::regions::path_of;
use super::{Meant, Open};
use crate::gazetteer::blob::Gazetteer;
use crate::gazetteer::memory::Memory;
use crate::gazetteer::mention::{Mention, Unresolved};
use crate::gazetteer::name_match::NameMatch;
use crate::gazetteer::token_view::TokenView;

/// A place in the facets: facet index and path, id, position.
pub(in crate::gazetteer) struct Filed {
    standings: Vec<(usize, String)>,
    id: String,
    position: Option<(f64, f64)>,
}

fn filed(gazetteer: &Gazetteer, source: Source) -> Option<Filed> {
    match source {
        Source::Table(entity) => {
            let record = gazetteer.record(entity)?;
            let standings = record.standings.iter();
            Some(Filed {
                standings: standings
                    .map(|(facet, path)| (*facet, (*path).to_owned()))
                    .collect(),
                id: record.id.to_owned(),
                position: record.position,
            })
        }
        Source::World(i) => {
            let place = gazetteer.world()?.place(i)?;
            let facet = gazetteer.facets().iter().position(|facet| facet.world)?;
            Some(Filed {
                standings: vec![(facet, path_of(gazetteer, i)?)],
                id: format!("geonames:{}", place.id),
                position: place.position,
            })
        }
    }
}

fn cached(gazetteer: &Gazetteer, source: Source, memory: &mut Memory) -> Option<Arc<Filed>> {
    let find = || filed(gazetteer, source).map(Arc::new);
    memory.filed.get(&source, find)
}

/// Returns the path of a place under the facet named `facet`.
pub(super) fn path_under(gazetteer: &Gazetteer, source: Source, facet: &str) -> Option<String> {
    let standings = filed(gazetteer, source)?.standings.into_iter();
    let mut under = standings.filter(|(i, _)| gazetteer.facets()[*i].name == facet);
    under.next().map(|(_, path)| path)
}

/// Adds the mentions of a place that is meant.
pub(in crate::gazetteer) fn place_mentions(
    gazetteer: &Gazetteer,
    view: TokenView<'_>,
    name: &NameMatch,
    place: &Meant,
    memory: &mut Memory,
    mentions: &mut Vec<Mention>,
) {
    let Some(filed) = cached(gazetteer, place.source, memory) else {
        return;
    };
    for (facet, path) in &filed.standings {
        let facet = &gazetteer.facets()[*facet];
        mentions.push(Mention {
            facet: facet.name.clone(),
            path: path.clone(),
            entity: Some(filed.id.clone()),
            lat: filed.position.map(|(lat, _)| lat),
            lon: filed.position.map(|(_, lon)| lon),
            start: view.span(name.first).start,
            end: view.span(name.last).end,
            first_word: name.first,
            last_word: name.last,
            kind: place.kind,
            confidence: Some(place.confidence),
            evidence: place.evidence.clone(),
        });
    }
}

/// Makes the record of an unresolved place name.
pub(in crate::gazetteer) fn open_place(
    gazetteer: &Gazetteer,
    view: TokenView<'_>,
    name: &NameMatch,
    open: Open,
    memory: &mut Memory,
) -> Unresolved {
    let mut candidates: Vec<(String, String)> = Vec::new();
    for source in open.candidates {
        let filed = cached(gazetteer, source, memory);
        for (facet, path) in filed.iter().flat_map(|filed| &filed.standings) {
            candidates.push((gazetteer.facets()[*facet].name.clone(), path.clone()));
        }
    }
    candidates.sort_unstable();
    candidates.dedup();
    Unresolved {
        candidates,
        why: open.why,
        confidence: Some(open.confidence),
        evidence: open.evidence,
        start: view.span(name.first).start,
        end: view.span(name.last).end,
        first_word: name.first,
        last_word: name.last,
    }
}
