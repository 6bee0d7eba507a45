//! Decides which entity a found name stands for, by what else the report names.
//!
//! First come the names that can mean one thing only; what they name is the evidence for the rest.
//! A name of several entities goes to those that the evidence speaks for, then to the shallowest
//! (the country before a town of its name); a name that needs support to those that have it. What
//! remains open is left out and kept as unresolved.

use super::annotations::{Annotations, overlaps};
use super::tagger::Context;
use std::collections::{HashMap, HashSet};

use rapidhash::fast::RandomState;

use super::blob::{Gazetteer, Record};
use super::capitals::Capitals;
use super::entry::Entry;
use super::memory::Memory;
use super::places::{self, Home, Known, Meant, Open, Source, open_place, place_mentions};
use super::scan::Found;
use super::token_view::TokenView;
use super::{Mention, NameKind, Tags, Unresolved, Why};
use crate::analysis::function_words::is_listed;
use crate::facet_path;
use crate::schema::Role;

/// What became of a name.
type Outcome = Result<(u32, NameKind), Why>;
/// What became of a name of places, decided before.
type PlaceOutcome = Option<Result<Meant, Open>>;

/// Decides what the names stand for, places first.
pub(super) fn resolve_names(
    view: TokenView<'_>,
    context: &mut Context<'_>,
    annotations: &mut Annotations,
) {
    let (gazetteer, beside, stated) = (context.gazetteer, context.beside, context.stated);
    let (names, memory) = (annotations.names(), &mut *context.memory);
    let home = Home::of(gazetteer, context.publication, memory);
    let known = Known {
        stated,
        beside,
        home: &home,
        small_letters: context.is_lowercase,
    };
    let places = places::decide(gazetteer, view, names, &known, memory);
    let mut named = NamedEntities::new(gazetteer, names, stated);
    if !names.is_empty() {
        named.mentions(beside, memory);
    }
    let tags = resolve(named, view, names, places, memory);
    annotations.resolve(tags);
}

/// Decides what the names in `found` stand for, with the evidence so far; `places` are decided
/// already.
fn resolve(
    mut named: NamedEntities<'_>,
    view: TokenView<'_>,
    found: &[Found],
    places: Vec<PlaceOutcome>,
    memory: &mut Memory,
) -> Tags {
    for place in places.iter().flatten().flatten() {
        if let Source::Table(entity) = place.source {
            named.name(entity);
        }
    }
    let mut capitals = Capitals::new(view, found);
    let doubtful: Vec<bool> = found
        .iter()
        .map(|name| {
            let acronym = |entry: &Entry| entry.kind == NameKind::Acronym;
            name.entries.iter().any(acronym) && capitals.around(name.first)
        })
        .collect();

    let named_beside = named.named.clone();
    let mut outcomes: Vec<Option<Outcome>> = vec![None; found.len()];
    let decided = |i: usize| matches!(places.get(i), Some(Some(_)));
    for (i, ((name, &doubtful), outcome)) in
        found.iter().zip(&doubtful).zip(&mut outcomes).enumerate()
    {
        if name.definer.is_some() || decided(i) {
            continue;
        }
        let only_acronym = name
            .entries
            .iter()
            .all(|entry| entry.kind == NameKind::Acronym);
        let beside = |entry: &Entry| named_beside.contains(&entry.entity);
        let is_word = only_acronym && is_listed(&["en"], view.folded(name.first));
        if doubtful && is_word && capitals.throughout() && !name.entries.iter().any(beside) {
            // `WHO` or `US` in a text of capitals is a word, whoever else it names.
            *outcome = Some(Err(Why::InCapitals));
            continue;
        }
        let strong = name.entries.iter().filter(|entry| !entry.weak);
        let strong: Vec<&Entry> = strong
            .filter(|entry| !(doubtful && entry.kind == NameKind::Acronym))
            .collect();
        if let Some(entry) = only_entity(&strong) {
            named.name(entry.entity);
            *outcome = Some(Ok((entry.entity, entry.kind)));
        }
    }
    for (i, ((name, &doubtful), outcome)) in
        found.iter().zip(&doubtful).zip(&mut outcomes).enumerate()
    {
        // Of an open name of places, another entity may still be meant.
        let is_place = places
            .get(i)
            .and_then(Option::as_ref)
            .is_some_and(Result::is_ok);
        if outcome.is_none() && name.definer.is_none() && !is_place {
            let beside = || beside_capital(view, found, name);
            let mut rest = name.clone();
            if decided(i) {
                rest.entries.retain(|entry| !named.is_place(entry.entity));
            }
            *outcome = Some(named.decide(&rest, doubtful, beside));
        }
    }
    let place_outcomes = found.iter().zip(&places).filter_map(|(name, place)| {
        let place = place.as_ref()?.as_ref().ok()?;
        match place.source {
            Source::Table(entity) => Some((name.first, Ok((entity, place.kind)))),
            Source::World(_) => None,
        }
    });
    if found.iter().all(|name| name.definer.is_none()) {
        return named.into_tags(view, found, outcomes, places, memory);
    }
    let outcome_of: HashMap<usize, Outcome, RandomState> = found
        .iter()
        .zip(&outcomes)
        .filter_map(|(name, outcome)| Some((name.first, (*outcome)?)))
        .chain(place_outcomes)
        .collect();
    for (name, outcome) in found.iter().zip(&mut outcomes) {
        let Some(definer) = name.definer else {
            continue;
        };
        *outcome = Some(match outcome_of.get(&definer) {
            Some(Ok((entity, _))) => {
                let declared = name.entries.iter().any(|entry| entry.entity == *entity);
                let kind = if declared {
                    NameKind::Acronym
                } else {
                    NameKind::Defined
                };
                Ok((*entity, kind))
            }
            // The name in full is left out itself: the acronym means what it otherwise does.
            Some(Err(_)) | None => named.decide(name, false, || false),
        });
    }
    named.into_tags(view, found, outcomes, places, memory)
}

/// Returns the first of the entries if all are of one entity.
fn only_entity<'a>(entries: &[&'a Entry]) -> Option<&'a Entry> {
    let (first, rest) = entries.split_first()?;
    rest.iter()
        .all(|entry| entry.entity == first.entity)
        .then_some(*first)
}

/// Returns whether a name stands directly beside a capitalised word that belongs to no found name,
/// not counting the first word of a sentence before it.
fn beside_capital(view: TokenView<'_>, found: &[Found], name: &Found) -> bool {
    let of_a_name = |i: usize| overlaps(found, i, i);
    let stranger = |i: usize| view.is_capitalised(i) && !of_a_name(i);
    let before = name
        .first
        .checked_sub(1)
        .is_some_and(|i| view.is_spaced(i) && stranger(i) && !view.starts_sentence(i));
    let after = name.last + 1;
    before || (after < view.len() && view.is_spaced(name.last) && stranger(after))
}

/// What a report surely names, and the entities that it may.
struct NamedEntities<'a> {
    gazetteer: &'a Gazetteer,
    records: HashMap<u32, Record<'a>, RandomState>,
    named: HashSet<u32, RandomState>,
    /// How often something is named under a facet and the first name of a path.
    tops: HashMap<(usize, &'a str), usize, RandomState>,
    stated: HashSet<(usize, &'a str)>,
}

impl<'a> NamedEntities<'a> {
    /// Starts with what metadata states, as `(facet name, path)`; what is no facet or path there
    /// says nothing.
    pub fn new(
        gazetteer: &'a Gazetteer,
        found: &[Found],
        stated: &'a [(String, String)],
    ) -> NamedEntities<'a> {
        let mut records: HashMap<u32, Record<'a>, RandomState> = HashMap::default();
        for entry in found.iter().flat_map(|name| &name.entries) {
            if let std::collections::hash_map::Entry::Vacant(place) = records.entry(entry.entity)
                && let Some(record) = gazetteer.record(entry.entity)
            {
                place.insert(record);
            }
        }
        let facet_of = |name: &str| {
            gazetteer
                .facets()
                .iter()
                .position(|facet| facet.name == name)
        };
        let stated: HashSet<(usize, &str)> = stated
            .iter()
            .filter(|(_, value)| facet_path::split(value).is_some())
            .filter_map(|(facet, value)| Some((facet_of(facet)?, value.as_str())))
            .collect();
        let tops = stated
            .iter()
            .map(|&(facet, value)| ((facet, facet_path::top(value)), 1));
        NamedEntities {
            gazetteer,
            records,
            named: HashSet::default(),
            tops: tops.collect(),
            stated,
        }
    }

    /// Takes note of the mentions elsewhere in the report.
    pub fn mentions(&mut self, mentions: &[Mention], memory: &mut Memory) {
        for id in mentions
            .iter()
            .filter_map(|mention| mention.entity.as_deref())
        {
            let index = memory.entities.get(id, || self.gazetteer.index_of(id));
            let Some(entity) = index else {
                continue; // most are places that no table has
            };
            if !self.records.contains_key(&entity)
                && let Some(record) = self.gazetteer.record(entity)
            {
                self.records.insert(entity, record);
            }
            self.name(entity);
        }
    }

    /// Takes note that an entity is surely named, once more.
    fn name(&mut self, entity: u32) {
        self.named.insert(entity);
        let standings = self
            .records
            .get(&entity)
            .map(|record| record.standings.as_slice());
        for &(facet, value) in standings.unwrap_or_default() {
            let top = (facet, facet_path::top(value));
            *self.tops.entry(top).or_insert(0) += 1;
        }
    }

    fn top_is_named(&self, record: &Record<'_>) -> bool {
        let mut standings = record.standings.iter();
        standings.any(|&(facet, value)| self.tops.contains_key(&(facet, facet_path::top(value))))
    }

    /// Returns how often the report names an entity's home or places in it: the country by whose
    /// name its kind is divided (`/Armed groups/El Salvador/...`). People have none: the report that
    /// names their country speaks of others of their name as well.
    fn home_named(&self, entity: u32) -> usize {
        let Some(record) = self.records.get(&entity) else {
            return 0;
        };
        if record.roles.has(Role::Person) {
            return 0;
        }
        let facets = self.gazetteer.facets();
        let home = |&(facet, value): &(usize, &str)| {
            let name = facet_path::split(value)?.into_iter().nth(1)?;
            (!facets.get(facet)?.places).then(|| facet_path::join(&[name.as_str()]))
        };
        let homes = record.standings.iter().filter_map(home);
        let named = homes.flat_map(|home| {
            let places = (0..facets.len()).filter(|&facet| facets[facet].places);
            places.filter_map(move |facet| self.tops.get(&(facet, home.as_str())).copied())
        });
        named.max().unwrap_or(0)
    }

    /// Returns whether something else in the report speaks for an entity.
    fn supports(&self, entity: u32) -> bool {
        let Some(record) = self.records.get(&entity) else {
            return false;
        };
        let of_places = record.standings.iter().any(|(facet, _)| {
            let facet = self.gazetteer.facets().get(*facet);
            facet.is_some_and(|facet| facet.places)
        });
        self.named.contains(&entity)
            || record
                .standings
                .iter()
                .any(|standing| self.stated.contains(standing))
            || (of_places && self.top_is_named(record))
            || self.home_named(entity) > 0
    }

    /// Decides a name that can mean several things or needs support.
    fn decide(&self, name: &Found, doubtful: bool, beside_capital: impl Fn() -> bool) -> Outcome {
        let (mut strong, mut weak) = (Vec::new(), Vec::new());
        let mut why = Why::Unsupported;
        for entry in &name.entries {
            let named = self.named.contains(&entry.entity);
            let at_home = || !entry.weak && self.home_named(entry.entity) > 0;
            if doubtful && entry.kind == NameKind::Acronym && !named && !at_home() {
                why = Why::InCapitals;
            } else if !entry.weak {
                strong.push(entry);
            } else if self.supports(entry.entity) {
                weak.push(entry);
            }
        }
        if !strong.is_empty() {
            return self.narrow(strong);
        }
        if weak.is_empty() {
            return Err(why);
        }
        let needs_context = |entry: &&Entry| {
            let record = self.records.get(&entry.entity);
            record.is_some_and(|record| record.needs_context)
        };
        if weak.iter().any(needs_context) && beside_capital() {
            weak.retain(|entry| !needs_context(entry));
            if weak.is_empty() {
                return Err(Why::PartOfName);
            }
        }
        self.narrow(weak)
    }

    /// Chooses among entries, each of which may be meant.
    fn narrow(&self, mut entries: Vec<&Entry>) -> Outcome {
        let by_name = |entry: &&Entry| self.named.contains(&entry.entity);
        let by_top = |entry: &&Entry| {
            let record = self.records.get(&entry.entity);
            record.is_some_and(|record| self.top_is_named(record))
        };
        if entries.iter().any(by_name) {
            entries.retain(by_name);
        } else if entries.iter().any(by_top) {
            entries.retain(by_top);
        }
        let at_home = |entry: &Entry| self.home_named(entry.entity);
        let most = entries.iter().map(|entry| at_home(entry)).max();
        entries.retain(|entry| Some(at_home(entry)) == most);
        let depth = |entry: &&Entry| {
            let record = self.records.get(&entry.entity);
            let standing = record.and_then(|record| record.standings.first());
            standing.map_or(usize::MAX, |(_, value)| facet_path::depth(value))
        };
        let least = entries.iter().map(depth).min();
        entries.retain(|entry| Some(depth(entry)) == least);
        match only_entity(&entries) {
            Some(entry) => Ok((entry.entity, entry.kind)),
            None => Err(Why::Ambiguous),
        }
    }

    /// Returns whether an entity's own facet is one of places.
    fn is_place(&self, entity: u32) -> bool {
        let record = self.records.get(&entity);
        let first = record.and_then(|record| record.standings.first());
        first.is_some_and(|(facet, _)| self.gazetteer.facets()[*facet].places)
    }

    /// Writes outcomes, one for each found name, as mentions of facet values.
    fn into_tags(
        self,
        view: TokenView<'_>,
        found: &[Found],
        outcomes: Vec<Option<Outcome>>,
        places: Vec<PlaceOutcome>,
        memory: &mut Memory,
    ) -> Tags {
        let facets = self.gazetteer.facets();
        let mut tags = Tags::default();
        for ((name, outcome), place) in found.iter().zip(outcomes).zip(places) {
            let (start, end) = (view.span(name.first).start, view.span(name.last).end);
            match (place, outcome) {
                (Some(Ok(place)), _) => {
                    let mentions = &mut tags.mentions;
                    place_mentions(self.gazetteer, view, name, &place, memory, mentions);
                    continue;
                }
                (Some(Err(open)), None | Some(Err(_))) if open.candidates.is_empty() => continue,
                (Some(Err(open)), None | Some(Err(_))) => {
                    let open = open_place(self.gazetteer, view, name, open, memory);
                    tags.unresolved.push(open);
                    continue;
                }
                (Some(Err(_)) | None, Some(_)) | (None, None) => {}
            }
            let Some(outcome) = outcome else { continue };
            match outcome {
                Ok((entity, kind)) => {
                    let Some(record) = self.records.get(&entity) else {
                        continue;
                    };
                    let is_place = record
                        .standings
                        .first()
                        .map(|(facet, _)| facets[*facet].places);
                    for (facet, value) in &record.standings {
                        // `Kenyan police` names Kenya as an adjective does.
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
                    let records = records.filter_map(|entry| self.records.get(&entry.entity));
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
}
