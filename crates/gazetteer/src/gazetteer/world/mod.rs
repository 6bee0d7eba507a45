//! The world: countries, divisions and populated places of GeoNames, in a separate file that is
//! opened without deserializing it.
//!
//! ```text
//! magic, version, lengths of the six sections, checksum of the automata, checksum of all
//! keys       an automaton from folded names to where the list of their candidates starts
//! candidates lists of places with flags, 3 bytes each
//! places     one row of fixed length each, in the order of their names
//! spelling   the names as written, shortened by what they share with the one before
//! ids        the places by GeoNames id, 3 bytes each
//! people     an automaton of common first names, folded
//! ```
//!
//! [`write`](fn@write) makes the file from rows; `examples/world.rs` reads those from GeoNames
//! tables.

mod rows;
mod write;

use fst::raw::Fst;
use rapidhash::v3::rapidhash_v3;

use super::bytes::{Bytes, Reader};
use crate::schema::WORLD;
pub use rows::{Kind, NameCandidate, Place, Traits};
pub use write::{SourcePlace, write};

const MAGIC: [u8; 8] = *b"repwrld\n";
/// Increment when the layout or word folding changes.
const VERSION: u32 = 1;
const SECTIONS: usize = 6;
const HEADER_BYTES: usize = 8 + 4 + SECTIONS * 8 + 8 + 8;
/// Names per block of front-coded names; only the first of a block is found directly.
const SPELLING_BLOCK: usize = 16;

/// The opened places of the world. Cheap to clone.
#[derive(Debug, Clone)]
pub struct World {
    fingerprint: u64,
    keys: Bytes,
    candidates: Bytes,
    places: Bytes,
    spelling: Bytes,
    ids: Bytes,
    people: Bytes,
}

/// A name of places of the world.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct WorldName {
    /// The start of its list of candidates.
    pub first: u64,
    /// Its other meanings.
    pub traits: Traits,
}

impl World {
    /// Opens the embedded world; `None` without the feature `world`.
    pub fn shipped() -> Option<World> {
        WORLD.map(|world| World::open(world).expect("a test opens the file that is embedded"))
    }

    /// Opens the output of [`write`](fn@write); `None` if the format is wrong. The bytes are
    /// shared, not copied.
    pub fn open(bytes: impl AsRef<[u8]> + Send + Sync + 'static) -> Option<World> {
        let bytes = Bytes::new(bytes);
        let mut reader = Reader(bytes.as_ref());
        if reader.array()? != MAGIC || reader.u32()? != VERSION {
            return None;
        }
        let mut lengths = [0; SECTIONS];
        for length in &mut lengths {
            *length = usize::try_from(reader.u64()?).ok()?;
        }
        let automata = reader.u64()?;
        let fingerprint = reader.u64()?;
        let mut start = HEADER_BYTES;
        let mut part = |length: usize| {
            let end = start.checked_add(length)?;
            let part = bytes.part(start..end);
            start = end;
            part
        };
        let [keys, candidates, places, spelling, ids, people] = lengths;
        let world = World {
            fingerprint,
            keys: part(keys)?,
            candidates: part(candidates)?,
            places: part(places)?,
            spelling: part(spelling)?,
            ids: part(ids)?,
            people: part(people)?,
        };
        // Reading an automaton cannot be checked step by step.
        if checksum(&[world.keys.as_ref(), world.people.as_ref()]) != automata {
            return None;
        }
        Fst::new(world.keys.as_ref()).ok()?;
        Fst::new(world.people.as_ref()).ok()?;
        Some(world)
    }

    /// Returns the hash of all sections, as stored in the file.
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// Returns the automaton of folded names.
    pub(super) fn keys(&self) -> Option<Fst<&[u8]>> {
        Fst::new(self.keys.as_ref()).ok()
    }

    /// Returns whether a folded word is a common first name.
    pub fn is_first_name(&self, word: &str) -> bool {
        let people = Fst::new(self.people.as_ref());
        people.is_ok_and(|people| people.contains_key(word))
    }

    /// Returns the name whose list of candidates starts at `first`, a value of the automaton.
    pub(super) fn name_of(&self, first: u64) -> Option<WorldName> {
        let traits = self.candidates(first).next()?.traits;
        Some(WorldName { first, traits })
    }

    /// Returns the places in the list that starts at `first`, a value of the automaton.
    pub(super) fn candidates(&self, first: u64) -> impl Iterator<Item = NameCandidate> {
        let start = usize::try_from(first).ok();
        let rest = start.and_then(|start| self.candidates.as_ref().get(start..));
        let mut reader = Reader(rest.unwrap_or_default());
        let mut ended = false;
        std::iter::from_fn(move || {
            if ended {
                return None;
            }
            let (candidate, last) = NameCandidate::from_bytes(reader.array()?);
            ended = last;
            Some(candidate)
        })
    }

    /// Returns the number of places.
    pub fn len(&self) -> usize {
        self.places.as_ref().len() / rows::ROW_BYTES
    }

    /// Returns whether there are no places.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns place `i`; `None` if it does not exist.
    pub fn place(&self, i: u32) -> Option<Place> {
        let start = (i as usize).checked_mul(rows::ROW_BYTES)?;
        Place::from_bytes(Reader(self.places.as_ref().get(start..)?).array()?)
    }

    /// Returns the places of one kind, reading only the kind of the others.
    pub(super) fn of_kind(&self, kind: Kind) -> impl Iterator<Item = u32> {
        let rows = self.places.as_ref().chunks_exact(rows::ROW_BYTES);
        let of_kind =
            move |(i, row): (usize, &[u8])| (row.last() == Some(&(kind as u8))).then_some(i as u32);
        rows.enumerate().filter_map(of_kind)
    }

    /// Returns the name of place `i`; empty if it does not exist.
    pub fn name(&self, i: u32) -> String {
        self.spelt(i).unwrap_or_default()
    }

    fn spelt(&self, i: u32) -> Option<String> {
        let spelling = self.spelling.as_ref();
        let block = i as usize / SPELLING_BLOCK;
        let start = Reader(spelling.get(block * 4..)?).u32()?;
        let mut reader = Reader(spelling.get(start as usize..)?);
        let mut name = Vec::new();
        for _ in 0..=i as usize % SPELLING_BLOCK {
            let shared = usize::from(reader.u8()?);
            let own = usize::from(reader.u8()?);
            name.truncate(shared);
            name.extend(reader.take(own)?);
        }
        String::from_utf8(name).ok()
    }

    /// Returns the place with this GeoNames id.
    pub fn index_of(&self, id: u32) -> Option<u32> {
        let ids = self.ids.as_ref();
        let at = |i: usize| Some(rows::u24(Reader(ids.get(i * 3..)?).array()?));
        let (mut low, mut high) = (0, ids.len() / 3);
        while low < high {
            let middle = low + (high - low) / 2;
            let index = at(middle)?;
            match self.place(index)?.id.cmp(&id) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Some(index),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// Returns the country and first-level division of a place, if any; the place itself, if it is
    /// one.
    pub fn country_and_division(&self, i: u32) -> (Option<u32>, Option<u32>) {
        let (mut country, mut division) = (None, None);
        let mut at = Some(i);
        for _ in 0..4 {
            let Some((index, place)) = at.and_then(|i| Some((i, self.place(i)?))) else {
                break;
            };
            match place.kind {
                Kind::Country => country = Some(index),
                Kind::Division => division = Some(index),
                Kind::District
                | Kind::Capital
                | Kind::Seat
                | Kind::DistrictSeat
                | Kind::Town
                | Kind::Quarter => {}
            }
            at = place.parent;
        }
        (country, division)
    }
}

/// Returns the checksum of sections.
fn checksum(sections: &[&[u8]]) -> u64 {
    let sums: Vec<u8> = sections
        .iter()
        .flat_map(|section| rapidhash_v3(section).to_le_bytes())
        .collect();
    rapidhash_v3(&sums)
}

#[cfg(test)]
mod tests;
