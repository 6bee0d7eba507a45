//! The places of the world that are entities of the tables, and those whose names the tables
//! override.

use std::sync::Arc;

use super::blob::Gazetteer;
use super::bytes::{Bytes, Reader};
use super::keys::geonames_id;
use super::world::{NameCandidate, World, WorldName};
use crate::schema::IndexSchema;

/// Flag of an entity that overrides a place of the world.
const REPLACES: u32 = 1 << 31;

/// The opened pairs of place and entity, by place.
#[derive(Debug, Clone)]
pub(super) struct Merged {
    pairs: Bytes,
    /// The overridden places, sorted.
    replaced: Arc<[u32]>,
}

/// Returns the pairs of a schema, 8 bytes each, sorted by GeoNames id.
pub(super) fn compile(schema: &IndexSchema) -> Vec<u8> {
    if !schema.facets.iter().any(|facet| facet.world) {
        return Vec::new();
    }
    let Some(world) = World::shipped() else {
        return Vec::new();
    };
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for (i, entity) in schema.entities.iter().enumerate() {
        if let Some(place) = geonames_id(&entity.id).and_then(|id| world.index_of(id)) {
            let replaces = if entity.overrides { REPLACES } else { 0 };
            pairs.push((place, i as u32 | replaces));
        }
    }
    pairs.sort_unstable();
    let both = pairs
        .into_iter()
        .flat_map(|(place, entity)| [place, entity]);
    both.flat_map(u32::to_le_bytes).collect()
}

impl Merged {
    pub fn open(pairs: Bytes) -> Merged {
        let rows = pairs.as_ref().chunks_exact(8).map(Reader);
        let replaced = rows.filter_map(|mut pair| {
            let (place, entity) = (pair.u32()?, pair.u32()?);
            (entity & REPLACES != 0).then_some(place)
        });
        let replaced = replaced.collect();
        Merged { pairs, replaced }
    }

    /// Returns the entity that is this place of the world.
    pub fn entity(&self, place: u32) -> Option<u32> {
        let pairs = self.pairs.as_ref();
        let at = |i: usize| Reader(pairs.get(i * 8..)?).u32();
        let (mut low, mut high) = (0, pairs.len() / 8);
        while low < high {
            let middle = low + (high - low) / 2;
            match at(middle)?.cmp(&place) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => {
                    let entity = Reader(pairs.get(middle * 8 + 4..)?).u32()?;
                    return Some(entity & !REPLACES);
                }
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }
}

impl Gazetteer {
    /// Returns the table entity that is this place of the world.
    pub(super) fn merged(&self, place: u32) -> Option<u32> {
        self.merged.entity(place)
    }

    /// Returns the places of the world in the list that starts at `first`, except those whose names
    /// the tables override.
    pub(super) fn candidates(&self, first: u64) -> impl Iterator<Item = NameCandidate> {
        let candidates = self.world().into_iter();
        let candidates = candidates.flat_map(move |world| world.candidates(first));
        let replaced = &self.merged.replaced;
        candidates.filter(|candidate| replaced.binary_search(&candidate.place).is_err())
    }

    /// Returns the name of the world whose list of candidates starts at `first`; `None` if the
    /// tables override all of them.
    pub(super) fn world_name(&self, first: u64) -> Option<WorldName> {
        let name = self.world()?.name_of(first)?;
        let kept = self.merged.replaced.is_empty() || self.candidates(first).next().is_some();
        kept.then_some(name)
    }
}
