//! Names as stemming needs them: which are looked up as written because their stem is that of another word.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::keys::key;
use super::world::{Kind, World};
use crate::schema::{Entity, IndexSchema, Role};
use reportage_text::analysis::function_words;
use reportage_text::analysis::stem_exceptions::{Builder, UNINFLECTED_NAMES};
use reportage_text::analysis::stems::{self, Stems};

/// How many people a place of the world has, at the least, whose name is kept apart from other words.
const LARGE_CITY: u32 = 500_000;
/// The fewest letters of a part of a person's name that is a name by itself.
const FEWEST_LETTERS: usize = 3;

/// Compiles the exceptions of a schema: those of its tables, and its names.
pub(super) fn compile(schema: &IndexSchema) -> Vec<u8> {
    let mut builder = Builder {
        names: names(schema),
        ..Builder::default()
    };
    let common_words = common_words(schema);
    for language in stems::languages() {
        let stemmer = Stems::new(language);
        let empty = HashSet::new();
        let words = common_words.get(language).unwrap_or(&empty);
        let is_inflected = !UNINFLECTED_NAMES.contains(&language);
        let mut taken = HashSet::new();
        if is_inflected {
            taken.extend(words.iter().map(|word| stemmer.by_rule(word)));
        }
        for name in &builder.names {
            let is_word = words.contains(name);
            if is_inflected == is_word {
                continue;
            }
            let stem = stemmer.by_rule(name);
            let kept = match is_inflected {
                true if stem != *name && taken.contains(&stem) => name,
                true => continue,
                // Names are kept there; this one is a word.
                false => &stem,
            };
            let of = (language.to_owned(), name.clone());
            builder.stems.insert(of, kept.clone());
        }
    }
    for row in &schema.stems.exceptions {
        let of = (row.language.clone(), key(&row.word));
        builder.stems.insert(of, key(&row.stem));
    }
    builder.build()
}

/// Returns the common words and function words of each language, folded.
fn common_words(schema: &IndexSchema) -> HashMap<&str, HashSet<String>> {
    let mut all: HashMap<&str, HashSet<String>> = HashMap::new();
    for (language, word) in &schema.stems.common_words {
        all.entry(language).or_default().insert(key(word));
    }
    for list in function_words::LANGUAGES.iter() {
        let words = list.plain.iter().chain(&list.ambiguous);
        let of_language = all.entry(&list.language).or_default();
        of_language.extend(words.cloned());
    }
    all
}

/// Returns the names that are one word, folded: of whatever the tables declare, the parts of people's
/// names, and of the world its countries, first-level divisions and their seats, capitals and large cities.
fn names(schema: &IndexSchema) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for entity in &schema.entities {
        add_names(schema, entity, &mut names);
    }
    if schema.facets.iter().any(|facet| facet.world)
        && let Some(world) = World::shipped()
    {
        for i in 0..world.len() as u32 {
            let is_large = world.place(i).is_some_and(|place| {
                let is_known = matches!(
                    place.kind,
                    Kind::Country | Kind::Division | Kind::Capital | Kind::Seat
                );
                is_known || !place.kind.is_area() && place.population >= LARGE_CITY
            });
            if is_large {
                add(&world.name(i), &mut names);
            }
        }
    }
    names
}

fn add_names(schema: &IndexSchema, entity: &Entity, names: &mut BTreeSet<String>) {
    for name in &entity.names {
        add(name, names);
        if schema.roles.of(&entity.kind).has(Role::Person) {
            let parts = name.split([' ', '-', '\'', '’']);
            for part in parts.filter(|part| part.chars().count() >= FEWEST_LETTERS) {
                add(part, names);
            }
        }
    }
}

/// Adds a name that is one word, written as names are: not in lowercase, not an acronym.
fn add(name: &str, names: &mut BTreeSet<String>) {
    let is_lowercase = name.starts_with(char::is_lowercase);
    let is_acronym = name.chars().filter(|c| c.is_uppercase()).count() > 1;
    let key = key(name);
    if !is_lowercase && !is_acronym && !key.is_empty() && !key.contains(' ') {
        names.insert(key);
    }
}
