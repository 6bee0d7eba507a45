//! Paths of the world's places: below the rows of the tables if they have the country or division,
//! otherwise below their own names.

use std::collections::{HashMap, HashSet};

use rapidhash::v3::rapidhash_v3;

use crate::gazetteer::blob::Gazetteer;
use crate::gazetteer::keys::key;
use crate::gazetteer::world::{Kind, World};
use reportage_text::facet_path;

/// A country or first-level division of the world.
#[derive(Debug, Clone)]
pub(in crate::gazetteer) struct Region {
    pub path: String,
    /// Identifies the country in comparisons.
    pub country: u64,
    /// Identifies the division; 0 for a country.
    pub division: u64,
}

/// All regions by their index in the world, and the keys of the countries.
#[derive(Debug, Default)]
pub(in crate::gazetteer) struct Regions(HashMap<u32, Region>, HashSet<u64>);

impl Regions {
    pub(in crate::gazetteer) fn of(gazetteer: &Gazetteer) -> Regions {
        let mut regions = HashMap::new();
        let Some(world) = gazetteer.world() else {
            return Regions::default();
        };
        for i in world.of_kind(Kind::Country) {
            let path = table_path(gazetteer, i).unwrap_or_else(|| join("", &world.name(i)));
            let country = region_key(facet_path::top(&path));
            regions.insert(
                i,
                Region {
                    path,
                    country,
                    division: 0,
                },
            );
        }
        for i in world.of_kind(Kind::Division) {
            let parent = world.place(i).and_then(|place| place.parent);
            let parent = parent.and_then(|parent| regions.get(&parent));
            let (above, country) = parent.map_or(("", 0), |region| (&region.path, region.country));
            let path = table_path(gazetteer, i).unwrap_or_else(|| join(above, &world.name(i)));
            let region = Region {
                country,
                division: region_key(&path),
                path,
            };
            regions.insert(i, region);
        }
        let countries = regions.values().map(|region| region.country).collect();
        Regions(regions, countries)
    }

    /// Returns whether a path is at or below a country; always true without the world.
    pub(in crate::gazetteer) fn in_country(&self, path: &str) -> bool {
        self.1.is_empty() || self.1.contains(&region_key(facet_path::top(path)))
    }

    /// Returns the country or division that contains or is place `i`: the division, if there is
    /// one.
    pub(in crate::gazetteer) fn around(&self, world: &World, i: u32) -> Option<&Region> {
        let (country, division) = world.country_and_division(i);
        division.or(country).and_then(|i| self.0.get(&i))
    }
}

/// Returns the comparison key of a path.
pub(super) fn region_key(path: &str) -> u64 {
    rapidhash_v3(path.as_bytes()).max(1)
}

/// Returns the path of a place of the world. A town with the name of its division gets the
/// division's path; of several towns with one name in a division, all but the largest have their
/// district in brackets.
pub(in crate::gazetteer) fn path_of(gazetteer: &Gazetteer, i: u32) -> Option<String> {
    if let Some(path) = table_path(gazetteer, i) {
        return Some(path);
    }
    let world = gazetteer.world()?;
    let place = world.place(i)?;
    let around = gazetteer.regions().around(world, i);
    if matches!(place.kind, Kind::Country | Kind::Division) {
        return around.map(|region| region.path.clone());
    }
    let above = around.map_or("", |region| region.path.as_str());
    let mut name = world.name(i);
    let folded = key(&name);
    let above_name = facet_path::names(above).pop().unwrap_or_default();
    if key(&above_name) == folded {
        return Some(above.to_owned());
    }
    if has_larger_twin(world, i, &folded) {
        let district = place.parent.filter(|&parent| {
            let kind = world.place(parent).map(|place| place.kind);
            kind == Some(Kind::District)
        });
        let further = match district {
            Some(district) => world.name(district),
            None => place.id.to_string(),
        };
        name = format!("{name} ({further})");
    }
    Some(join(above, &name))
}

/// Returns whether a place before `i`, which is larger, has the same name and division.
fn has_larger_twin(world: &World, i: u32, folded: &str) -> bool {
    let region = world.country_and_division(i);
    let before = (0..i).rev();
    let mut alike = before.take_while(|&other| key(&world.name(other)) == folded);
    alike.any(|other| {
        let is_area = world.place(other).is_none_or(|place| place.kind.is_area());
        !is_area && world.country_and_division(other) == region
    })
}

fn table_path(gazetteer: &Gazetteer, i: u32) -> Option<String> {
    let record = gazetteer.record(gazetteer.merged(i)?)?;
    let facets = gazetteer.facets();
    let mut standings = record.standings.iter();
    let (_, path) = standings.find(|(facet, _)| facets[*facet].world)?;
    Some((*path).to_owned())
}

fn join(above: &str, name: &str) -> String {
    let mut names = facet_path::names(above);
    names.push(name.to_owned());
    facet_path::join(&names)
}
