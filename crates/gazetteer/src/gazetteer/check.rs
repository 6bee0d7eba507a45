//! Finds what may be wrong in the tables of a schema: names that clash, places in nowhere, coordinates
//! that cannot be, names that are common words.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::blob::Gazetteer;
use super::keys::{geonames_id, key};
use super::places::path_of;
use super::world::{Kind, World};
use crate::schema::{Entity, IndexSchema, SchemaError};
use reportage_text::facet_path;

/// Further from where GeoNames has a place than this is worth a look, in kilometres: a country's middle
/// may be set anywhere in it, a town's not.
const FAR: f64 = 100.0;

/// Something worth a look.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Finding {
    /// A name of several entities of one facet; which one is meant has to be decided from context.
    Clash {
        /// The name, folded.
        name: String,
        /// Their ids, sorted.
        ids: Vec<String>,
    },
    /// The path above a place's is no place's, neither of the tables nor of the world.
    Orphan {
        /// Its id.
        id: String,
        /// The path that is missing.
        missing: String,
    },
    /// The position is 0, 0, or far from where GeoNames has the place of that id.
    Position {
        /// Its id.
        id: String,
        /// Kilometres from there; `None` for 0, 0.
        away: Option<u32>,
    },
    /// A name that counts without support is a common word of English.
    Word {
        /// Its id.
        id: String,
        /// The name.
        name: String,
    },
    /// The home of publishers or domains of the lexicon is no place of the tables or the world.
    Home {
        /// The path.
        home: String,
        /// The first of the publisher's hosts or names, or the domain.
        of: String,
    },
}

/// Checks that each row that takes the place of what no table has takes that of a place of the world. Without the
/// feature `world` there is nothing to check.
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

/// Returns what is worth a look, by kind, then in order. Without the feature `world`, places are compared with the
/// tables alone.
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

/// Finds homes in the lexicon that nothing is filed under, so that they support no place.
fn homes(
    world: &World,
    schema: &IndexSchema,
    gazetteer: &Gazetteer,
    findings: &mut BTreeSet<Finding>,
) {
    let Some(facet) = schema.facets.iter().find(|facet| facet.world) else {
        return; // without the world, nobody asks for them
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
            continue; // in other facets a path above is a heading
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

/// Returns the paths that group places without being one in the schema that the program carries
/// (`/Regions`).
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

/// Returns the name of the first-level division that a place of the world lies in.
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
        schema.entities[6].position = Some((-72.28, 18.45)); // turned round
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
    fn a_publisher_at_home_nowhere_is_found_and_the_program_s_are_at_home_somewhere() {
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
