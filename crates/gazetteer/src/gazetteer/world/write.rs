//! Writes the file of the world from rows.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use fst::{MapBuilder, SetBuilder};

use super::rows::{Kind, MOST_PLACES, NameCandidate, Place, Traits, u24_out};
use super::{MAGIC, SECTIONS, SPELLING_BLOCK, VERSION, checksum};
use crate::gazetteer::keys::key;

/// A place to be written.
#[derive(Debug, Clone)]
pub struct SourcePlace {
    /// Its GeoNames id, unique.
    pub id: u32,
    /// The name used in its path.
    pub name: String,
    /// Alternate names.
    pub alternates: Vec<String>,
    /// Names without the word for the kind (`Harris` for Harris County).
    pub short_forms: Vec<String>,
    /// Degrees north and east; `None` if unknown.
    pub position: Option<(f64, f64)>,
    /// 0 if unknown.
    pub population: u32,
    /// The GeoNames id of the place that contains it.
    pub parent: Option<u32>,
    /// Its kind.
    pub kind: Kind,
}

/// Writes the file. `traits` returns the other meanings of a folded name; `first_names` are folded.
/// The same places, in any order, give the same bytes. A parent that is not among them is ignored;
/// of rows with one id, the first in name order is used; if there are more than 262,143 places, the
/// last in name order are left out.
pub fn write(
    mut places: Vec<SourcePlace>,
    traits: impl Fn(&str) -> Traits,
    first_names: &BTreeSet<String>,
) -> Vec<u8> {
    let mut keyed: Vec<(String, SourcePlace)> = places
        .drain(..)
        .map(|place| (key(&place.name), place))
        .filter(|(key, _)| !key.is_empty())
        .collect();
    keyed.sort_by(|(a_key, a), (b_key, b)| {
        let people = b.population.cmp(&a.population);
        a_key.cmp(b_key).then(people).then(a.id.cmp(&b.id))
    });
    let mut index_of: HashMap<u32, u32> = HashMap::new();
    keyed.retain(|(_, place)| {
        let next = index_of.len() as u32;
        let before = index_of.len();
        index_of.entry(place.id).or_insert(next);
        index_of.len() > before
    });
    for (_, place) in keyed.drain(keyed.len().min(MOST_PLACES - 1)..) {
        index_of.remove(&place.id);
    }

    let mut lists: BTreeMap<String, Vec<NameCandidate>> = BTreeMap::new();
    for (i, (main, place)) in keyed.iter().enumerate() {
        let mut add = |key: String, alternate: bool, short_form: bool| {
            let traits = traits(&key);
            let candidates = lists.entry(key).or_default();
            let place = i as u32;
            if candidates.iter().all(|candidate| candidate.place != place) {
                candidates.push(NameCandidate {
                    place,
                    alternate,
                    short_form,
                    traits,
                });
            }
        };
        add(main.clone(), false, false);
        for name in &place.alternates {
            add(key(name), true, false);
        }
        for name in &place.short_forms {
            add(key(name), true, true);
        }
    }
    lists.remove("");

    let mut keys = MapBuilder::memory();
    let mut candidates = Vec::new();
    for (key, list) in &lists {
        keys.insert(key, candidates.len() as u64)
            .expect("keys are sorted and unique, and memory takes what is written");
        for (i, candidate) in list.iter().enumerate() {
            candidates.extend(candidate.to_bytes(i + 1 == list.len()));
        }
    }
    let rows = keyed.iter().flat_map(|(_, place)| {
        let parent = place.parent.and_then(|id| index_of.get(&id).copied());
        let row = Place {
            id: place.id,
            position: place.position,
            population: place.population,
            parent,
            kind: place.kind,
        };
        row.to_bytes()
    });
    let rows = rows.collect();
    let mut by_id: Vec<(u32, u32)> = index_of.into_iter().collect();
    by_id.sort_unstable();
    let ids = by_id.into_iter().flat_map(|(_, index)| u24_out(index));
    let mut people = SetBuilder::memory();
    for name in first_names {
        people
            .insert(name)
            .expect("names are sorted and unique, and memory takes what is written");
    }
    let names: Vec<&str> = keyed.iter().map(|(_, place)| place.name.as_str()).collect();
    assemble([
        keys.into_inner().expect("memory takes what is written"),
        candidates,
        rows,
        spelling(&names),
        ids.collect(),
        people.into_inner().expect("memory takes what is written"),
    ])
}

fn assemble(sections: [Vec<u8>; SECTIONS]) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    out.extend(VERSION.to_le_bytes());
    for section in &sections {
        out.extend((section.len() as u64).to_le_bytes());
    }
    let parts = sections.each_ref().map(Vec::as_slice);
    let [keys, .., people] = parts;
    out.extend(checksum(&[keys, people]).to_le_bytes());
    out.extend(checksum(&parts).to_le_bytes());
    out.extend(sections.concat());
    out
}

/// Front-codes names: writes the offset of each block, and each name as the number of bytes shared
/// with the previous one and the rest.
fn spelling(names: &[&str]) -> Vec<u8> {
    let blocks = names.chunks(SPELLING_BLOCK);
    let mut starts = Vec::new();
    let mut texts: Vec<u8> = Vec::new();
    let head = blocks.len() * 4;
    for block in blocks {
        starts.extend(((head + texts.len()) as u32).to_le_bytes());
        let mut before: &[u8] = &[];
        for name in block {
            let name = &name.as_bytes()[..name.len().min(255)];
            let shared = before.iter().zip(name).take_while(|(a, b)| a == b).count();
            texts.push(shared as u8);
            texts.push((name.len() - shared) as u8);
            texts.extend(&name[shared..]);
            before = name;
        }
    }
    [starts, texts].concat()
}
