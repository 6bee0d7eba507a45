//! The candidates of a place name.

use std::borrow::Cow;
use std::sync::Arc;

use super::regions::region_key;
use crate::gazetteer::blob::{Gazetteer, Record};
use crate::gazetteer::entry::Entry;
use crate::gazetteer::keys::geonames_id;
use crate::gazetteer::memory::Memory;
use crate::gazetteer::mention::NameKind;
use crate::gazetteer::name_match::NameMatch;
use crate::gazetteer::token_view::TokenView;
use crate::gazetteer::world::{Kind, Traits, World};
use crate::schema::{Role, RoleSet};
use reportage_text::facet_path;

/// Where a place is declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::gazetteer) enum Source {
    /// Index of a table entity.
    Table(u32),
    /// Index of a place of the world.
    World(u32),
}

/// A place that may be meant.
#[derive(Debug, Clone)]
pub(in crate::gazetteer) struct Candidate {
    pub source: Source,
    pub kind: NameKind,
    /// Whether it counts only with support.
    pub weak: bool,
    pub position: Option<(f64, f64)>,
    pub population: u32,
    pub class: Kind,
    /// Identifies the country.
    pub country: u64,
    /// Identifies the first-level division; 0 if there is none.
    pub division: u64,
    /// The district that contains it, as an index in the world.
    pub district: Option<u32>,
    /// Index in the world.
    pub place: Option<u32>,
    pub alternate: bool,
    pub short_form: bool,
    pub traits: Traits,
    /// Whether a person of the tables has the name.
    pub person: bool,
    /// Whether it is a district whose name has several words or no other meaning (`Butler County`).
    pub district_in_full: bool,
    /// Whether a row of the tables declares this name.
    pub declared: bool,
}

/// Returns the folded words of a matched name.
pub(super) fn key<'a>(view: TokenView<'a>, name: &NameMatch) -> Cow<'a, str> {
    if name.first == name.last {
        return view.folded(name.first).into();
    }
    let folded: Vec<&str> = (name.first..=name.last).map(|i| view.folded(i)).collect();
    folded.join(" ").into()
}

/// Returns the candidates of a matched name; `None` if it is not a place name, because no place has
/// it or another entity certainly does.
pub(super) fn cached(
    gazetteer: &Gazetteer,
    view: TokenView<'_>,
    name: &NameMatch,
    memory: &mut Memory,
) -> Option<Arc<[Candidate]>> {
    if is_function_word(gazetteer, view, name) {
        return None;
    }
    let find = || may_be_place(gazetteer, name).then(|| of(gazetteer, name).into());
    memory.places.get(&whose_name(name), find)
}

/// Returns the cache key of a name: the entries, the list of candidates and whether it has several
/// words, as bytes.
fn whose_name(name: &NameMatch) -> Vec<u8> {
    let mut bytes = name.entries.len().to_le_bytes().to_vec();
    bytes.extend(name.entries.iter().flat_map(|entry| entry.to_bytes(false)));
    bytes.extend(name.world.iter().flat_map(|name| name.first.to_le_bytes()));
    bytes.push(u8::from(name.first < name.last));
    bytes
}

/// Returns whether a matched name may be that of a place, and certainly belongs to nothing else.
fn may_be_place(gazetteer: &Gazetteer, name: &NameMatch) -> bool {
    let of_place = |entry: &Entry| is_place(gazetteer, entry);
    let mut strong = name.entries.iter().filter(|entry| !entry.weak);
    if strong.any(|entry| !of_place(entry)) {
        return false;
    }
    name.world.is_some() || name.entries.iter().any(of_place)
}

/// Returns whether a name outside the tables is a function word.
fn is_function_word(gazetteer: &Gazetteer, view: TokenView<'_>, name: &NameMatch) -> bool {
    const LANGUAGES: [&str; 3] = ["en", "fr", "es"];
    let folded = view.folded(name.first);
    name.entries.is_empty()
        && name.first == name.last
        && gazetteer.lexicon().is_function_word(&LANGUAGES, folded)
}

pub(in crate::gazetteer) fn is_place(gazetteer: &Gazetteer, entry: &Entry) -> bool {
    let record = gazetteer.record(entry.entity);
    record.is_some_and(|record| places_path(gazetteer, &record).is_some())
}

/// Returns the path of an entity whose own facet is one of places.
fn places_path<'a>(gazetteer: &Gazetteer, record: &Record<'a>) -> Option<&'a str> {
    let (facet, path) = record.standings.first()?;
    gazetteer.facets()[*facet].places.then_some(*path)
}

/// Returns the places with a folded name, excluding demonyms.
pub(super) fn named(gazetteer: &Gazetteer, folded: &str) -> Vec<Candidate> {
    let names = gazetteer.names();
    let listed = names.and_then(|names| names.get(folded));
    let entries = listed.map(|first| gazetteer.entries(first.value()));
    let world = gazetteer.world();
    let keys = world.and_then(World::keys);
    let first = keys.and_then(|keys| keys.get(folded));
    let name = NameMatch {
        first: 0,
        last: 0,
        entries: entries
            .into_iter()
            .flatten()
            .filter(|entry| entry.kind != NameKind::Demonym)
            .collect(),
        world: first.and_then(|first| gazetteer.world_name(first.value())),
        definer: None,
    };
    of(gazetteer, &name)
}

/// Returns the candidates of a name, each once: table rows before places of the world, which are
/// ordered by population.
pub(super) fn of(gazetteer: &Gazetteer, name: &NameMatch) -> Vec<Candidate> {
    let traits = name.world.map(|name| name.traits).unwrap_or_default();
    let mut records = name
        .entries
        .iter()
        .filter_map(|entry| gazetteer.record(entry.entity));
    let person = records.any(|record| record.roles.has(Role::Person));
    let mut found: Vec<Candidate> = Vec::new();
    for entry in &name.entries {
        if let Some(candidate) = of_entry(gazetteer, entry, traits)
            && found.iter().all(|other| other.source != candidate.source)
        {
            found.push(candidate);
        }
    }
    let Some(world) = gazetteer.world() else {
        return found;
    };
    let candidates = name.world.map(|name| gazetteer.candidates(name.first));
    for candidate in candidates.into_iter().flatten() {
        let Some(place) = world.place(candidate.place) else {
            continue;
        };
        let merged = gazetteer.merged(candidate.place);
        let source = merged.map_or(Source::World(candidate.place), Source::Table);
        if found.iter().any(|other| other.source == source) {
            continue;
        }
        let region = gazetteer.regions().around(world, candidate.place);
        let district = place.parent.filter(|&parent| {
            world
                .place(parent)
                .is_some_and(|parent| parent.kind == Kind::District)
        });
        // If the table says that a place needs context, the names that the world adds need it, too.
        let needs_context = merged
            .and_then(|entity| gazetteer.record(entity))
            .is_some_and(|record| record.needs_context);
        found.push(Candidate {
            source,
            kind: NameKind::Name,
            weak: needs_context,
            position: place.position,
            population: place.population,
            class: place.kind,
            country: region.map_or(0, |region| region.country),
            division: region.map_or(0, |region| region.division),
            district,
            place: Some(candidate.place),
            alternate: candidate.alternate,
            short_form: candidate.short_form,
            traits,
            person,
            district_in_full: place.kind == Kind::District
                && !candidate.short_form
                && (name.first < name.last || !(traits.word || traits.surname)),
            declared: false,
        });
    }
    found
}

fn of_entry(gazetteer: &Gazetteer, entry: &Entry, traits: Traits) -> Option<Candidate> {
    let record = gazetteer.record(entry.entity)?;
    let path = places_path(gazetteer, &record)?;
    let world = gazetteer.world();
    let place = world.and_then(|world| world.index_of(geonames_id(record.id)?));
    let row = world.and_then(|world| world.place(place?));
    let region = world.and_then(|world| gazetteer.regions().around(world, place?));
    let depth = facet_path::depth(path);
    let division = match region {
        Some(region) => region.division,
        None if depth >= 2 => region_key(&path[..facet_path::top_end(path, 2)]),
        None => 0,
    };
    let class = row.map_or_else(|| class_of(record.roles, depth), |row| row.kind);
    Some(Candidate {
        source: Source::Table(entry.entity),
        kind: entry.kind,
        weak: entry.weak,
        position: record.position,
        population: row.map_or(0, |row| row.population),
        class,
        country: region_key(facet_path::top(path)),
        division,
        district: row.and_then(|row| row.parent),
        place,
        alternate: false,
        short_form: false,
        traits,
        person: false,
        district_in_full: false,
        declared: true,
    })
}

/// Returns the class of a table place that is not in the world, by the level of its kind and its
/// depth.
fn class_of(roles: RoleSet, depth: usize) -> Kind {
    match depth {
        0 | 1 => Kind::Country,
        2 if roles.has(Role::Division) => Kind::Division,
        _ if roles.has(Role::District) => Kind::District,
        _ if roles.has(Role::Quarter) => Kind::Quarter,
        _ => Kind::Town,
    }
}
