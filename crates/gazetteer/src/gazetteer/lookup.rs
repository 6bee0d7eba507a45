//! Looks up facet values as typed by users, and entities by id.

use std::collections::{BTreeMap, HashMap, HashSet};

use fst::Streamer;

use super::blob::Gazetteer;
use super::candidates::Guess;
use super::facet::Facet;
use super::keys::{geonames_id, key};
use super::mention::{Mention, NameKind};
use super::places::{self, path_of};
use crate::schema::Role;
use reportage_text::analysis::words::Words;
use reportage_text::facet_path;

/// An entity.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    /// Unique in the schema.
    pub id: String,
    /// Its kind (`commune`); may be empty.
    pub kind: String,
    /// Its `(facet name, path)` pairs, the facet of its table first.
    pub standings: Vec<(String, String)>,
    /// Latitude and longitude in degrees.
    pub position: Option<(f64, f64)>,
    /// The id of the group that a person belongs to.
    pub group: Option<String>,
    /// The arrondissement that contains a place.
    pub arrondissement: Option<String>,
    /// The number of inhabitants, if the world has the place.
    pub people: Option<People>,
}

/// The number of inhabitants of a place, according to GeoNames.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum People {
    /// The population of a town or quarter.
    Population(u32),
    /// The sum over the known places of a country, division or district, which is less than its
    /// population, often by far.
    InKnownPlaces(u32),
}

impl Gazetteer {
    /// Returns the entity with this id.
    pub fn entity(&self, id: &str) -> Option<Known> {
        let Some(index) = self.index_of(id) else {
            return self.entity_of_world(id);
        };
        let record = self.record(index)?;
        let standings = record.standings.iter();
        let standings = standings.map(|(facet, value)| {
            let facet = self.facets()[*facet].name.clone();
            (facet, (*value).to_owned())
        });
        let unless_empty = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Some(Known {
            id: record.id.to_owned(),
            kind: record.kind.to_owned(),
            standings: standings.collect(),
            position: record.position,
            group: unless_empty(record.group),
            arrondissement: unless_empty(record.arrondissement),
            people: self.people(id),
        })
    }

    fn entity_of_world(&self, id: &str) -> Option<Known> {
        let world = self.world()?;
        let index = world.index_of(geonames_id(id)?)?;
        let place = world.place(index)?;
        let facet = self.facets().iter().find(|facet| facet.world)?;
        Some(Known {
            id: id.to_owned(),
            kind: place.kind.to_string(),
            standings: vec![(facet.name.clone(), path_of(self, index)?)],
            position: place.position,
            group: None,
            arrondissement: None,
            people: self.people(id),
        })
    }

    /// Returns the entities composed as `value` (`Kenyan police`), ignoring case. Unlisted ones
    /// have the kind `composed`.
    pub fn composed(&self, value: &str) -> Vec<Known> {
        let mut all: Vec<Known> = Vec::new();
        for mention in self.composed_mentions(value) {
            let Some(id) = mention.entity else {
                continue;
            };
            if all
                .iter()
                .any(|known| known.id == id && self.is_listed(&id))
            {
                continue;
            }
            let standing = (mention.facet, mention.path);
            match all.iter_mut().find(|known| known.id == id) {
                Some(known) => known.standings.push(standing),
                None => all.push(self.entity(&id).unwrap_or_else(|| Known {
                    id,
                    kind: NameKind::Composed.to_string(),
                    standings: vec![standing],
                    position: None,
                    group: None,
                    arrondissement: None,
                    people: None,
                })),
            }
        }
        all
    }

    fn people(&self, id: &str) -> Option<People> {
        let world = self.world()?;
        let place = world.place(world.index_of(geonames_id(id)?)?)?;
        match (place.population, place.kind.is_area()) {
            (0, _) => None,
            (people, true) => Some(People::InKnownPlaces(people)),
            (people, false) => Some(People::Population(people)),
        }
    }

    /// Returns all entities with `value` as a name of any kind, ignoring case: those of the tables
    /// in their order, then places of the world, largest first.
    pub fn named(&self, value: &str) -> Vec<Known> {
        let folded = key(value);
        let mut ids: Vec<String> = Vec::new();
        let names = self.names();
        if let Some(first) = names.and_then(|names| names.get(&folded)) {
            let records = self
                .entries(first.value())
                .filter_map(|entry| self.record(entry.entity));
            ids.extend(records.map(|record| record.id.to_owned()));
        }
        if let Some(world) = self.world()
            && let Some(first) = world.keys().and_then(|keys| keys.get(&folded))
        {
            let places = self
                .candidates(first.value())
                .filter_map(|candidate| world.place(candidate.place));
            let mut places: Vec<(u32, u32)> = places
                .map(|place| (u32::MAX - place.population, place.id))
                .collect();
            places.sort_unstable();
            ids.extend(places.into_iter().map(|(_, id)| format!("geonames:{id}")));
        }
        let mut seen = HashSet::new();
        ids.retain(|id| seen.insert(id.clone()));
        ids.iter().filter_map(|id| self.entity(id)).collect()
    }

    /// Returns the positions (latitude and longitude in degrees) of all entities with `value` as a name
    /// of any kind, ignoring case, each with its path under the facet named `facet`: those of the
    /// tables, then places of the world.
    pub fn positions_named(&self, facet: &str, value: &str) -> Vec<(String, (f64, f64))> {
        let folded = key(value);
        let mut found = Vec::new();
        if let Some(first) = self.names().and_then(|names| names.get(&folded)) {
            let entries = self.entries(first.value());
            for record in entries.filter_map(|entry| self.record(entry.entity)) {
                let Some(position) = record.position else {
                    continue;
                };
                let standings = record.standings.iter();
                let standings = standings.filter(|(of, _)| self.facets()[*of].name == facet);
                found.extend(standings.map(|(_, path)| ((*path).to_owned(), position)));
            }
        }
        found.extend(self.places_in_world(facet, &folded).filter_map(|place| {
            let position = self.world()?.place(place)?.position?;
            Some((path_of(self, place)?, position))
        }));
        found
    }

    /// Returns whether `value` is in the tables as the name of the people of a place and as no other
    /// name, ignoring case: *French*, *Haitian*.
    pub fn is_demonym(&self, value: &str) -> bool {
        let names = self.names().and_then(|names| names.get(key(value)));
        names.is_some_and(|first| {
            let mut entries = self.entries(first.value());
            entries.all(|entry| entry.kind == NameKind::Demonym)
        })
    }

    /// Returns whether an entity with this id is in the tables, and not only in the world.
    pub fn is_listed(&self, id: &str) -> bool {
        self.index_of(id).is_some()
    }

    /// Returns the path of the place named `name`, ignoring case, directly below the path `above`
    /// (empty: at the top); the first in the order of [`Gazetteer::named`].
    pub fn place_right_below(&self, above: &str, name: &str) -> Option<String> {
        let named = self.named(name).into_iter();
        let standings = named.flat_map(|known| known.standings);
        let mut paths = standings
            .filter(|(facet, _)| self.is_of_places(facet))
            .map(|(_, path)| path);
        paths.find(|path| path.strip_suffix(facet_path::last_part(path)) == Some(above))
    }

    /// Returns whether a listed (not composed) entity has `path` under the facet named `facet`.
    /// Paths that only group others (`/Regions`) have none.
    pub fn has_entity(&self, facet: &str, path: &str) -> bool {
        let folded = key(&facet_path::last_name(path));
        let stands = |named: Vec<String>| named.iter().any(|known| known == path);
        self.paths_in_tables(facet, &folded).is_some_and(stands)
            || stands(self.paths_in_world(facet, &folded))
    }

    /// Returns whether the entity of a mention is a media organisation.
    pub fn is_media(&self, mention: &Mention) -> bool {
        self.has_role(mention.entity.as_deref(), Role::Media)
    }

    /// Returns the first name of the paths of most people, groups or other bodies in the tables,
    /// the alphabetically first of equals; `None` for places, and if there are none.
    pub fn heading(&self, of: Guess) -> Option<String> {
        let role = match of {
            Guess::Person => Role::Person,
            Guess::Group => Role::ArmedGroup,
            Guess::Body => Role::Body,
            Guess::Place | Guess::Unknown => return None,
        };
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let records = (0..).map_while(|i| self.record(i));
        for record in records.filter(|record| record.roles.has(role)) {
            let heading = record
                .standings
                .first()
                .and_then(|(_, path)| facet_path::names(path).into_iter().next());
            if let Some(heading) = heading {
                *counts.entry(heading).or_default() += 1;
            }
        }
        let most = counts.values().copied().max()?;
        counts
            .into_iter()
            .find(|(_, count)| *count == most)
            .map(|(heading, _)| heading)
    }

    /// Returns the paths under the facet named `facet` of all entities with `value` as a name,
    /// nickname or acronym, ignoring case, or composed as `value`; sorted.
    pub fn paths_named(&self, facet: &str, value: &str) -> Vec<String> {
        let folded = key(value);
        let mut paths = match self.paths_in_tables(facet, &folded) {
            Some(paths) => paths,
            None => self.paths_composed(facet, value),
        };
        paths.extend(self.paths_in_world(facet, &folded));
        paths.sort_unstable();
        paths.dedup();
        paths
    }

    /// Returns the paths of table entities by a folded name; `None` if there are none.
    fn paths_in_tables(&self, facet: &str, folded: &str) -> Option<Vec<String>> {
        let first = self.names()?.get(folded)?;
        Some(self.paths_of(facet, first.value()).collect())
    }

    /// Returns the paths of places of the world by a folded name.
    fn paths_in_world(&self, facet: &str, folded: &str) -> Vec<String> {
        self.places_in_world(facet, folded)
            .filter_map(|place| path_of(self, place))
            .collect()
    }

    /// Yields the places of the world by a folded name, as indexes; none if the facet has none.
    fn places_in_world(&self, facet: &str, folded: &str) -> impl Iterator<Item = u32> {
        let is_world = |known: &Facet| known.name == facet && known.world;
        let world = self.world().filter(|_| self.facets().iter().any(is_world));
        let first = world.and_then(|world| world.keys()?.get(folded));
        let candidates = first.into_iter();
        candidates
            .flat_map(|first| self.candidates(first.value()))
            .map(|candidate| candidate.place)
    }

    /// Returns the paths under the facet named `facet` of entities composed as `value`
    /// (`Kenyan police`), ignoring case.
    fn paths_composed(&self, facet: &str, value: &str) -> Vec<String> {
        let mentions = self.composed_mentions(value).into_iter();
        let of_facet = mentions.filter(|mention| mention.facet == facet);
        of_facet.map(|mention| mention.path).collect()
    }

    /// Returns the mentions composed from all of `value`.
    fn composed_mentions(&self, value: &str) -> Vec<Mention> {
        let text = with_capitals(value);
        let words = Words::of(&text);
        let mut mentions = self.tag(&text, &words).mentions;
        mentions.retain(|mention| {
            matches!(mention.kind, NameKind::Composed | NameKind::Described)
                && mention.first_word == 0
                && mention.last_word + 1 == words.len()
        });
        mentions
    }

    /// Returns the path of the most likely entity for `value` under the facet named `facet`: the
    /// most prominent place, otherwise the shallowest path, then the first by path.
    pub fn likeliest(&self, facet: &str, value: &str) -> Option<String> {
        let folded = key(value);
        if self.is_of_places(facet) {
            return places::likeliest(self, facet, &folded);
        }
        let named = self.paths_named(facet, value);
        named
            .into_iter()
            .min_by_key(|named| facet_path::depth(named))
    }

    /// Returns the paths under the facet named `facet` of up to `n` entities with a name similar to
    /// `value` (or to its last part, if it is a path), nearest first, then by path. Names that
    /// differ in more than a third of their letters, or in two letters more than the nearest, are
    /// not similar.
    pub fn nearest(&self, facet: &str, value: &str, n: usize) -> Vec<String> {
        let last_part = facet_path::split(value).and_then(|mut parts| parts.pop());
        let wanted = key(last_part.as_deref().unwrap_or(value));
        let most = wanted.chars().count() / 3 + 1;
        let mut distances: HashMap<String, usize> = HashMap::new();
        let Some(names) = self.names() else {
            return Vec::new();
        };
        let mut names = names.stream();
        while let Some((name, first)) = names.next() {
            if name.len().abs_diff(wanted.len()) > most * 2 {
                continue;
            }
            let distance = strsim::osa_distance(&wanted, &String::from_utf8_lossy(name));
            if distance > most {
                continue;
            }
            for path in self.paths_of(facet, first.value()) {
                let least = distances.entry(path).or_insert(distance);
                *least = distance.min(*least);
            }
        }
        let mut nearest: Vec<(usize, String)> = distances
            .into_iter()
            .map(|(path, distance)| (distance, path))
            .collect();
        nearest.sort_unstable();
        // Names clearly farther than the nearest do not help.
        let least = nearest.first().map_or(0, |(distance, _)| *distance);
        nearest.retain(|(distance, _)| *distance <= least + 1);
        nearest.into_iter().take(n).map(|(_, path)| path).collect()
    }

    /// Returns the paths under a facet of the entities in the list of entries that starts at
    /// `first`, except demonyms.
    fn paths_of(&self, facet: &str, first: u64) -> impl Iterator<Item = String> {
        let facet = self.facets().iter().position(|known| known.name == facet);
        let names = self
            .entries(first)
            .filter(|entry| entry.kind != NameKind::Demonym);
        let records = names.filter_map(|entry| self.record(entry.entity));
        records.flat_map(move |record| {
            let standings = record.standings.into_iter();
            let paths = standings.filter(|(standing, _)| Some(*standing) == facet);
            paths
                .map(|(_, value)| value.to_owned())
                .collect::<Vec<String>>()
        })
    }
}

/// Capitalises each word of `value`.
fn with_capitals(value: &str) -> String {
    let mut before = ' ';
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        match before.is_alphanumeric() {
            true => out.push(c),
            false => out.extend(c.to_uppercase()),
        }
        before = c;
    }
    out
}
