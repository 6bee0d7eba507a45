//! Compiles the names of a schema to the blob that [`blob`](super::blob) opens.

use std::collections::BTreeSet;

use fst::MapBuilder;

use super::adjectives;
use super::blob::{self, Sections};
use super::bytes::push_text;
use super::entry::Entry;
use super::forms;
use super::keys::key;
use super::lexicon;
use super::mention::NameKind;
use super::merged;
use super::small_words;
use super::stems;
use crate::schema::{Entity, IndexSchema};
use reportage_text::analysis::spelling::with_other_digits;

pub(super) fn compile(schema: &IndexSchema) -> Vec<u8> {
    let (names, entries, small_words) = names(&schema.entities);
    let (records, offsets) = records(schema);
    blob::write(
        schema.fingerprint,
        Sections {
            facets: facets(schema),
            small_words,
            stems: stems::compile(schema),
            names,
            entries,
            offsets,
            ids: ids(&schema.entities),
            records,
            forms: forms::compile(schema),
            merged: merged::compile(schema),
            lexicon: lexicon::compile(schema),
        },
    )
}

/// Returns the automaton that maps keys to their first entry, the entries, and the set of first
/// words in lowercase.
fn names(entities: &[Entity]) -> (Vec<u8>, Vec<u8>, Vec<u8>) {
    let mut keyed: Vec<(String, Entry)> = Vec::with_capacity(entities.len() * 2);
    for (i, entity) in entities.iter().enumerate() {
        let forms = entity
            .demonyms
            .iter()
            .flat_map(|name| adjectives::forms(name));
        let demonyms: Vec<String> = entity.demonyms.iter().cloned().chain(forms).collect();
        let lists = [
            (&entity.names, NameKind::Name, entity.needs_context),
            (&demonyms, NameKind::Demonym, entity.needs_context),
            (&entity.acronyms, NameKind::Acronym, entity.needs_context),
            (&entity.nicknames, NameKind::Nickname, true),
        ];
        for (names, kind, weak) in lists {
            for name in names {
                // An acronym that has other meanings: all caps only, and weak.
                let kind = match kind {
                    NameKind::Nickname if is_acronym(name) => NameKind::Acronym,
                    kind => kind,
                };
                let entry = Entry::new(i as u32, name, kind, weak);
                keyed.push((key(name), entry));
                let other = with_other_digits(name);
                keyed.extend(other.map(|words| (words.join(" "), entry)));
            }
        }
    }
    // Names that consist of symbols have no words and cannot be found.
    keyed.retain(|(key, _)| !key.is_empty());
    keyed.sort_unstable();
    keyed.dedup();

    let mut names = MapBuilder::memory();
    let mut entries = Vec::new();
    let mut small = BTreeSet::new();
    for (i, (key, entry)) in keyed.iter().enumerate() {
        let of_this_key = |i: usize| keyed.get(i).is_some_and(|(other, _)| other == key);
        if i == 0 || !of_this_key(i - 1) {
            names
                .insert(key, i as u64)
                .expect("keys are sorted and unique, and memory takes what is written");
        }
        entries.extend(entry.to_bytes(!of_this_key(i + 1)));
        if entry.small_start {
            small.insert(key.split(' ').next().unwrap_or_default());
        }
    }
    let names = names.into_inner().expect("memory takes what is written");
    (names, entries, small_words::build(small.into_iter()))
}

fn is_acronym(name: &str) -> bool {
    let capitals = name.chars().filter(|c| c.is_uppercase()).count();
    capitals > 1 && !name.contains(|c: char| c.is_lowercase() || c.is_whitespace())
}

fn facets(schema: &IndexSchema) -> Vec<u8> {
    let mut out = (schema.facets.len() as u32).to_le_bytes().to_vec();
    for facet in &schema.facets {
        push_text(&mut out, &facet.name);
        push_text(&mut out, &facet.label);
        out.extend([facet.places, facet.world, facet.demonyms].map(u8::from));
    }
    out
}

/// Returns the records of the entities and their offsets, with the end of the last record.
fn records(schema: &IndexSchema) -> (Vec<u8>, Vec<u8>) {
    let (mut records, mut offsets) = (Vec::new(), Vec::new());
    for entity in &schema.entities {
        offsets.extend((records.len() as u64).to_le_bytes());
        blob::write_record(&mut records, entity, schema.roles.of(&entity.kind));
    }
    offsets.extend((records.len() as u64).to_le_bytes());
    (records, offsets)
}

/// Returns the indices of the entities in the order of their ids.
fn ids(entities: &[Entity]) -> Vec<u8> {
    let mut order: Vec<u32> = (0..entities.len() as u32).collect();
    order.sort_unstable_by_key(|&i| entities[i as usize].id.as_str());
    order.into_iter().flat_map(u32::to_le_bytes).collect()
}
