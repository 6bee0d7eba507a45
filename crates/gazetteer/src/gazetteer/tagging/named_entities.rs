//! The entities that a report certainly names, as context for ambiguous names.

use std::collections::{HashMap, HashSet};

use rapidhash::fast::RandomState;

use crate::gazetteer::blob::{Gazetteer, Record};
use crate::gazetteer::entry::Entry;
use crate::gazetteer::memory::Memory;
use crate::gazetteer::mention::{Mention, NameKind, Why};
use crate::gazetteer::name_match::NameMatch;
use crate::schema::Role;
use reportage_text::facet_path;

/// The outcome for a name.
pub(super) type Outcome = Result<(u32, NameKind), Why>;

/// The entities that a report certainly names, and those that it may name.
pub(super) struct NamedEntities<'a> {
    pub gazetteer: &'a Gazetteer,
    pub records: HashMap<u32, Record<'a>, RandomState>,
    pub named: HashSet<u32, RandomState>,
    /// The number of mentions by facet and first name of the path.
    tops: HashMap<(usize, &'a str), usize, RandomState>,
    asserted: HashSet<(usize, &'a str)>,
    /// Whether the text has the symbol of an official document.
    pub has_symbol: bool,
}

impl<'a> NamedEntities<'a> {
    /// Starts with the values asserted by metadata, as `(facet name, path)`; unknown facets and
    /// invalid paths are ignored.
    pub fn new(
        gazetteer: &'a Gazetteer,
        found: &[NameMatch],
        asserted: &'a [(String, String)],
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
        let asserted: HashSet<(usize, &str)> = asserted
            .iter()
            .filter(|(_, value)| facet_path::split(value).is_some())
            .filter_map(|(facet, value)| Some((facet_of(facet)?, value.as_str())))
            .collect();
        let tops = asserted
            .iter()
            .map(|&(facet, value)| ((facet, facet_path::top(value)), 1));
        NamedEntities {
            gazetteer,
            records,
            named: HashSet::default(),
            tops: tops.collect(),
            asserted,
            has_symbol: false,
        }
    }

    /// Records the mentions in another part of the report.
    pub fn mentions(&mut self, mentions: &[Mention], memory: &mut Memory) {
        for id in mentions
            .iter()
            .filter_map(|mention| mention.entity.as_deref())
        {
            let index = memory.entities.get(id, || self.gazetteer.index_of(id));
            let Some(entity) = index else {
                continue; // most are places that are not in the tables
            };
            if !self.records.contains_key(&entity)
                && let Some(record) = self.gazetteer.record(entity)
            {
                self.records.insert(entity, record);
            }
            self.name(entity);
        }
    }

    /// Records another certain mention of an entity.
    pub fn name(&mut self, entity: u32) {
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

    /// Returns how often the report names the country by which an entity is filed
    /// (`/Armed groups/El Salvador/...`), or places in it. Always 0 for people: a report on their
    /// country also names others with the same name.
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

    /// Returns whether something else in the report supports an entity.
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
                .any(|standing| self.asserted.contains(standing))
            || (of_places && self.top_is_named(record))
            || self.home_named(entity) > 0
    }

    /// Returns whether the report names the body that an entity is part of, or other parts of it, or
    /// is a document of theirs: the General Assembly in a report on the United Nations.
    fn whole_named(&self, entity: u32) -> bool {
        let Some(record) = self.records.get(&entity) else {
            return false;
        };
        let facets = self.gazetteer.facets();
        let is_part = |&(facet, path): &(usize, &str)| {
            let top = facet_path::top(path);
            top != path
                && !facets[facet].places
                && self.tops.contains_key(&(facet, top))
                && self.gazetteer.has_entity(&facets[facet].name, top)
        };
        !record.roles.has(Role::Person)
            && ((self.has_symbol && record.roles.has(Role::SymbolBody))
                || record.standings.iter().any(is_part))
    }

    /// Decides about a name that is ambiguous or needs support. `beside_capital` returns whether
    /// it is next to an unknown capitalised word, `goes_on` whether the next words name what
    /// it belongs to.
    pub fn decide(
        &self,
        name: &NameMatch,
        doubtful: bool,
        beside_capital: impl Fn() -> bool,
        goes_on: impl Fn() -> bool,
    ) -> Outcome {
        let (mut strong, mut weak) = (Vec::new(), Vec::new());
        let mut why = Why::Unsupported;
        for entry in &name.entries {
            let named = self.named.contains(&entry.entity);
            let at_home = || !entry.weak && self.home_named(entry.entity) > 0;
            if doubtful && entry.kind == NameKind::Acronym && !named && !at_home() {
                why = Why::InCapitals;
            } else if !entry.weak {
                strong.push(entry);
            } else if self.supports(entry.entity)
                || (name.last > name.first && self.whole_named(entry.entity) && !goes_on())
            {
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

    /// Chooses among possible entries.
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
    pub fn is_place(&self, entity: u32) -> bool {
        let record = self.records.get(&entity);
        let first = record.and_then(|record| record.standings.first());
        first.is_some_and(|(facet, _)| self.gazetteer.facets()[*facet].places)
    }
}

/// Returns the first of the entries if all belong to one entity.
pub(super) fn only_entity<'a>(entries: &[&'a Entry]) -> Option<&'a Entry> {
    let (first, rest) = entries.split_first()?;
    rest.iter()
        .all(|entry| entry.entity == first.entity)
        .then_some(*first)
}
