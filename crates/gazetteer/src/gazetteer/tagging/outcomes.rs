//! Converts outcomes for names to mentions of facet values.

use super::named_entities::{NamedEntities, Outcome};
use crate::gazetteer::memory::Memory;
use crate::gazetteer::mention::{Mention, NameKind, Tags, Unresolved};
use crate::gazetteer::name_match::NameMatch;
use crate::gazetteer::places::{Meant, Open, open_place, place_mentions};
use crate::gazetteer::token_view::TokenView;

/// The outcome for a place name, decided before.
pub(super) type PlaceOutcome = Option<Result<Meant, Open>>;

/// Converts outcomes, one for each matched name, to mentions of facet values.
pub(super) fn to_tags(
    named: &NamedEntities<'_>,
    view: TokenView<'_>,
    found: &[NameMatch],
    outcomes: Vec<Option<Outcome>>,
    places: Vec<PlaceOutcome>,
    memory: &mut Memory,
) -> Tags {
    let facets = named.gazetteer.facets();
    let mut tags = Tags::default();
    for ((name, outcome), place) in found.iter().zip(outcomes).zip(places) {
        let (start, end) = (view.span(name.first).start, view.span(name.last).end);
        match (place, outcome) {
            (Some(Ok(place)), _) => {
                let mentions = &mut tags.mentions;
                place_mentions(named.gazetteer, view, name, &place, memory, mentions);
                continue;
            }
            (Some(Err(open)), None | Some(Err(_))) if open.candidates.is_empty() => continue,
            (Some(Err(open)), None | Some(Err(_))) => {
                let open = open_place(named.gazetteer, view, name, open, memory);
                tags.unresolved.push(open);
                continue;
            }
            (Some(Err(_)) | None, Some(_)) | (None, None) => {}
        }
        let Some(outcome) = outcome else { continue };
        match outcome {
            Ok((entity, kind)) => {
                let Some(record) = named.records.get(&entity) else {
                    continue;
                };
                let is_place = record
                    .standings
                    .first()
                    .map(|(facet, _)| facets[*facet].places);
                for (facet, value) in &record.standings {
                    // `Kenyan police` names Kenya like an adjective.
                    let by_people = facets[*facet].places && is_place == Some(false);
                    let kind = if by_people { NameKind::Demonym } else { kind };
                    tags.mentions.push(Mention {
                        facet: facets[*facet].name.clone(),
                        path: (*value).to_owned(),
                        entity: Some(record.id.to_owned()),
                        lat: record.position.map(|(lat, _)| lat),
                        lon: record.position.map(|(_, lon)| lon),
                        start,
                        end,
                        first_word: name.first,
                        last_word: name.last,
                        kind,
                        confidence: None,
                        evidence: Vec::new(),
                    });
                }
            }
            Err(why) => {
                let records = name.entries.iter();
                let records = records.filter_map(|entry| named.records.get(&entry.entity));
                let mut candidates: Vec<(String, String)> = records
                    .flat_map(|record| &record.standings)
                    .map(|(facet, value)| (facets[*facet].name.clone(), (*value).to_owned()))
                    .collect();
                candidates.sort_unstable();
                candidates.dedup();
                if candidates.is_empty() {
                    continue;
                }
                tags.unresolved.push(Unresolved {
                    candidates,
                    why,
                    confidence: None,
                    evidence: Vec::new(),
                    start,
                    end,
                    first_word: name.first,
                    last_word: name.last,
                });
            }
        }
    }
    tags
}
