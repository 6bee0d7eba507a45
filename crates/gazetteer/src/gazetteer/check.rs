//! Finds possible errors in the tables of a schema: clashing names, places without a parent,
//! impossible positions, names that are common words.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::blob::Gazetteer;
use super::keys::{geonames_id, key};
use super::places::path_of;
use super::world::{Kind, World};
use crate::schema::{Entity, IndexSchema, SchemaError};
use reportage_text::facet_path;

/// A greater distance from the position in GeoNames is suspicious, in kilometres: the centre of a
/// country may be set anywhere in it, that of a town not.
const FAR: f64 = 100.0;

/// A possible error.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Finding {
    /// A name of several entities of one facet, which must be disambiguated by context.
    Clash {
        /// The name, folded.
        name: String,
        /// The ids of the entities, sorted.
        ids: Vec<String>,
    },
    /// The parent path of a place is not a place of the tables or the world.
    Orphan {
        /// The id of the place.
        id: String,
        /// The missing path.
        missing: String,
    },
    /// The position is 0, 0, or far from that of the place with this id in GeoNames.
    Position {
        /// The id of the place.
        id: String,
        /// The distance in kilometres; `None` for 0, 0.
        away: Option<u32>,
    },
    /// A name that counts without support is a common English word.
    Word {
        /// The id of the entity.
        id: String,
        /// The name.
        name: String,
    },
    /// The location of publishers or domains in the lexicon is not a place of the tables or the
    /// world.
    Home {
        /// The path.
        home: String,
        /// The publisher's first host or name, or the domain.
        of: String,
    },
}

/// Checks that each row that overrides a place outside the tables refers to a place of the world.
/// Does nothing without the feature `world`.
///
/// # Errors
/// [`SchemaError`] of the first row that does not.
pub fn rows_of_world(schema: &IndexSchema) -> Result<(), SchemaError> {
    if schema.of_world.is_empty() {
        return Ok(());
    }
    let Some(world) = World::shipped() else {
        return Ok(());
    };
    let is_there = |id| geonames_id(id).is_some_and(|id| world.index_of(id).is_some());
    match schema.of_world.iter().find(|row| !is_there(&row.id)) {
        Some(row) => Err(row.no_such_id()),
        None => Ok(()),
    }
}

/// Returns the possible errors by kind, then in order. Without the feature `world`, places are
/// compared with the tables only.
pub fn check(schema: &IndexSchema) -> Vec<Finding> {
    let world = World::shipped();
    let world = world.as_ref();
    let mut findings = BTreeSet::new();
    clashes(schema, &mut findings);
    for entity in &schema.entities {
        let Some(standing) = entity.standings.first() else {
            continue;
        };
        let places = schema.facets[standing.facet].places;
        if places {
            findings.extend(position(world, entity));
        }
        words(world, entity, &mut findings);
    }
    let gazetteer = Gazetteer::open(Gazetteer::compile(schema)).expect("just compiled");
    orphans(world, schema, &gazetteer, &mut findings);
    if let Some(world) = world {
        homes(world, schema, &gazetteer, &mut findings);
    }
    findings.into_iter().collect()
}

fn clashes(schema: &IndexSchema, findings: &mut BTreeSet<Finding>) {
    let mut owners: BTreeMap<(usize, String), BTreeSet<&str>> = BTreeMap::new();
    for entity in &schema.entities {
        let Some(standing) = entity.standings.first() else {
            continue;
        };
        for name in entity.names.iter().chain(&entity.acronyms) {
            let owned = owners.entry((standing.facet, key(name))).or_default();
            owned.insert(&entity.id);
        }
    }
    for ((_, name), ids) in owners {
        if ids.len() > 1 && !name.is_empty() {
            let ids = ids.into_iter().map(str::to_owned).collect();
            findings.insert(Finding::Clash { name, ids });
        }
    }
}

/// Finds publisher locations in the lexicon under which there are no places, so that they support
/// none.
fn homes(
    world: &World,
    schema: &IndexSchema,
    gazetteer: &Gazetteer,
    findings: &mut BTreeSet<Finding>,
) {
    let Some(facet) = schema.facets.iter().find(|facet| facet.world) else {
        return; // publisher locations are not used without the world
    };
    let countries = world.of_kind(Kind::Country);
    let countries: HashSet<String> = countries.filter_map(|i| path_of(gazetteer, i)).collect();
    let is_known = |home: &str| countries.contains(home) || gazetteer.has_entity(&facet.name, home);
    let publishers = schema.lexicon.publishers().iter().map(|publisher| {
        let first = publisher.hosts.first().or(publisher.names.first());
        (&publisher.home, first.map_or("", |name| name.as_str()))
    });
    let domains = schema.lexicon.domains().iter();
    let domains = domains.map(|domain| (&domain.home, domain.domain.as_str()));
    for (home, of) in publishers.chain(domains) {
        if !home.is_empty() && !is_known(home) {
            let (home, of) = (home.clone(), of.to_owned());
            findings.insert(Finding::Home { home, of });
        }
    }
}

fn orphans(
    world: Option<&World>,
    schema: &IndexSchema,
    gazetteer: &Gazetteer,
    findings: &mut BTreeSet<Finding>,
) {
    let mut paths: HashMap<usize, BTreeSet<&str>> = HashMap::new();
    for standing in schema.entities.iter().flat_map(|entity| &entity.standings) {
        paths
            .entry(standing.facet)
            .or_default()
            .insert(&standing.path);
    }
    let headings = shipped_headings();
    for entity in &schema.entities {
        let Some(standing) = entity.standings.first() else {
            continue;
        };
        if !schema.facets[standing.facet].places {
            continue; // in other facets a parent path is only a heading
        }
        let mut names = facet_path::names(&standing.path);
        names.pop();
        let missing = facet_path::join(&names);
        if names.is_empty() || headings.contains(&missing) {
            continue;
        }
        let facet = &schema.facets[standing.facet].name;
        let known = paths[&standing.facet].contains(missing.as_str())
            || gazetteer.has_entity(facet, &missing)
            || names.last()
                == world
                    .and_then(|world| division_in_world(world, &entity.id))
                    .as_ref();
        if !known {
            let id = entity.id.clone();
            findings.insert(Finding::Orphan { id, missing });
        }
    }
}

/// Returns the paths of the shipped schema that group places without being one (`/Regions`).
fn shipped_headings() -> BTreeSet<String> {
    let shipped = IndexSchema::shipped();
    let standings = shipped.entities.iter().flat_map(|entity| &entity.standings);
    let paths: BTreeSet<&str> = standings
        .filter(|standing| shipped.facets[standing.facet].places)
        .map(|standing| standing.path.as_str())
        .collect();
    let tops = paths.iter().map(|path| facet_path::top(path));
    tops.filter(|top| !paths.contains(top))
        .map(str::to_owned)
        .collect()
}

/// Returns the name of the first-level division that contains a place of the world.
fn division_in_world(world: &World, id: &str) -> Option<String> {
    let place = world.index_of(geonames_id(id)?)?;
    let (_, division) = world.country_and_division(place);
    division.map(|division| world.name(division))
}

fn position(world: Option<&World>, entity: &Entity) -> Option<Finding> {
    let (lat, lon) = entity.position?;
    let id = entity.id.clone();
    if lat == 0.0 && lon == 0.0 {
        return Some(Finding::Position { id, away: None });
    }
    let world = world?;
    let place = world.place(world.index_of(geonames_id(&entity.id)?)?)?;
    if place.kind.is_area() {
        return None;
    }
    let (known_lat, known_lon) = place.position?;
    let east = (known_lon - lon) * 111.0 * lat.to_radians().cos();
    let away = ((known_lat - lat) * 111.0).hypot(east);
    (away > FAR).then_some(Finding::Position {
        id,
        away: Some(away as u32),
    })
}

fn words(world: Option<&World>, entity: &Entity, findings: &mut BTreeSet<Finding>) {
    let Some(world) = world else {
        return;
    };
    if entity.needs_context {
        return;
    }
    for name in &entity.names {
        let folded = key(name);
        let first = world.keys().and_then(|keys| keys.get(&folded));
        let candidate = first.and_then(|first| world.candidates(first.value()).next());
        if candidate.is_some_and(|candidate| candidate.traits.word) && !folded.contains(' ') {
            let (id, name) = (entity.id.clone(), name.clone());
            findings.insert(Finding::Word { id, name });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::tests::schema;

    #[test]
    fn clashes_orphans_positions_and_words_are_found() {
        let mut schema = schema(
            "/Haiti\n/Haiti/Ouest\n/Haiti/Ouest/Milot\n/Haiti/Nord/Milot\n/Haiti/Nord\n\
             /Haiti/Sud/Camp/Reading\n/Haiti/Ouest/Kenscoff",
        );
        schema.entities[6].id = "geonames:3723440".to_owned();
        schema.entities[6].position = Some((-72.28, 18.45)); // latitude and longitude swapped
        schema.entities[0].position = Some((0.0, 0.0));
        let id = |i: usize| schema.entities[i].id.clone();
        let got = check(&schema);
        assert!(got.contains(&Finding::Clash {
            name: "milot".into(),
            ids: vec![id(3), id(2)]
        }));
        assert!(got.contains(&Finding::Orphan {
            id: id(5),
            missing: "/Haiti/Sud/Camp".into()
        }));
        assert!(got.contains(&Finding::Position {
            id: id(0),
            away: None
        }));
        assert!(got.iter().any(|finding| {
            matches!(finding, Finding::Position { id, away: Some(_) } if id == "geonames:3723440")
        }));
        assert!(got.contains(&Finding::Word {
            id: id(5),
            name: "Reading".into()
        }));
    }

    #[test]
    fn a_publisher_without_a_known_location_is_found_and_all_shipped_ones_have_one() {
        let mut schema = IndexSchema::shipped();
        let publishers = reportage_text::lexicon::File::Publishers;
        let row = "names\thosts\thome\nLake News\t\t/Kenia\n";
        schema.lexicon.read(publishers, row).unwrap();
        let homes = check(&schema).into_iter();
        let homes: Vec<Finding> = homes
            .filter(|finding| matches!(finding, Finding::Home { .. }))
            .collect();
        let wanted = Finding::Home {
            home: "/Kenia".to_owned(),
            of: "Lake News".to_owned(),
        };
        assert_eq!(homes, [wanted]);
    }
}
