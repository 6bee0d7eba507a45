//! Tests of names and stems.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, LazyLock};

use crate::gazetteer::keys::key;
use crate::gazetteer::world::{Kind, World};
use crate::gazetteer::*;
use crate::schema::IndexSchema;
use reportage_text::analysis::language_tables;
use reportage_text::analysis::stems::{Stems, languages};

static SHIPPED: LazyLock<(IndexSchema, Gazetteer)> = LazyLock::new(|| {
    let schema = IndexSchema::shipped();
    (schema, Gazetteer::clone(&super::shipped::SHIPPED))
});

/// The folded one-word names of countries and capitals in the tables, and of cities of the world
/// with more than half a million inhabitants.
fn names_of_places(schema: &IndexSchema) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for entity in &schema.entities {
        if matches!(entity.kind.as_str(), "country" | "territory" | "city") {
            names.extend(entity.names.iter().map(|name| key(name)));
        }
    }
    let world = World::shipped().unwrap();
    for i in 0..world.len() as u32 {
        let place = world.place(i).unwrap();
        if place.kind == Kind::Capital || !place.kind.is_area() && place.population > 500_000 {
            names.insert(key(&world.name(i)));
        }
    }
    names.retain(|name| !name.contains(' ') && name.chars().count() > 2);
    names
}

#[test]
fn no_country_capital_or_large_city_is_found_by_a_common_or_function_word() {
    let (schema, gazetteer) = &*SHIPPED;
    let mut words: HashMap<&str, BTreeSet<String>> = HashMap::new();
    for (language, word) in &schema.stems.common_words {
        words.entry(language).or_default().insert(key(word));
    }
    let tables = language_tables::shipped();
    for list in tables.function_words.lists() {
        let all = list.plain.iter().chain(&list.ambiguous);
        let of_language = words.entry(&list.language).or_default();
        of_language.extend(all.cloned());
    }
    let names = names_of_places(schema);
    assert!(names.len() > 1_500, "{}", names.len());
    let mut wrong = Vec::new();
    for language in languages() {
        let mut stems = Stems::with_exceptions(language, gazetteer.stem_exceptions());
        let mut by_stem: HashMap<String, &str> = HashMap::new();
        for word in words.get(language).into_iter().flatten() {
            by_stem.insert(stems.stem(word).to_owned(), word);
        }
        for name in &names {
            // A name matches words that have its stem, or have it as their stem.
            for stem in [stems.stem(name).to_owned(), name.clone()] {
                if let Some(word) = by_stem.get(&stem).filter(|word| **word != name) {
                    wrong.push(format!("{language}: {name} finds {word}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn names_keep_apart_from_words_and_their_own_forms_together() {
    let (_, gazetteer) = &*SHIPPED;
    for (language, one, other, together) in [
        ("fr", "paris", "pari", false),
        ("fr", "moise", "mois", false),
        ("es", "canada", "can", false),
        ("es", "sudan", "sud", false),
        ("es", "mali", "mal", false),
        ("it", "goma", "gomma", false),
        ("ru", "дания", "данные", false),
        ("ru", "дания", "данию", true),
        ("ru", "россия", "россии", true),
        ("ru", "украина", "украине", true),
        ("de", "deutschland", "deutschlands", true),
        ("fi", "helsinki", "helsinkia", true),
        ("tr", "turkiye", "turkiyede", true),
        ("sv", "sverige", "sveriges", true),
        ("en", "haitian", "haitians", true),
        ("fr", "haitien", "haitiens", true),
        ("fr", "pierre", "pierres", true),
        ("es", "flores", "flor", true),
        ("ar", "السودان", "والسودان", true),
        ("ar", "السودان", "سود", false),
    ] {
        let mut stems = Stems::with_exceptions(language, gazetteer.stem_exceptions());
        let [one, other] = [one, other].map(|word| stems.stem(&key(word)).to_owned());
        assert_eq!(one == other, together, "{language} {one} {other}");
    }
}

#[test]
fn exceptions_conflate_and_separate_words_as_expected() {
    let (_, gazetteer) = &*SHIPPED;
    let together = |language: &str, one: &str, other: &str| {
        let mut stems = Stems::with_exceptions(language, gazetteer.stem_exceptions());
        let stem = stems.stem(one).to_owned();
        stem == stems.stem(other)
    };
    for (language, one, other) in [
        ("en", "refugee", "refuge"),
        ("en", "organisation", "organ"),
        ("en", "general", "generate"),
        ("en", "experience", "experiment"),
        ("en", "unit", "united"),
        ("en", "goods", "good"),
        ("fr", "departement", "depart"),
        ("fr", "armee", "arme"),
        ("es", "casos", "casas"),
        ("es", "puerto", "puerta"),
    ] {
        assert!(!together(language, one, other), "{language} {one} {other}");
    }
    for (language, one, other) in [
        ("en", "crisis", "crises"),
        ("en", "refugee", "refugees"),
        ("en", "woman", "women"),
        ("en", "attacks", "attacked"),
        ("fr", "journal", "journaux"),
        ("es", "autoridad", "autoridades"),
    ] {
        assert!(together(language, one, other), "{language} {one} {other}");
    }
}

#[test]
fn the_rows_of_a_schema_go_before_those_of_the_program() {
    let mut schema = IndexSchema::shipped();
    let text = "language\twords\tstem\nen\tcrisis attack\tattack\n";
    let path = std::path::Path::new("exceptions.tsv");
    schema.stems.add_exceptions(path, text).unwrap();
    let gazetteer = Gazetteer::open(Gazetteer::compile(&schema)).unwrap();
    let exceptions = Arc::clone(&gazetteer.stem_exceptions());
    assert_eq!(exceptions.get("en", "crisis"), Some("attack"));
    assert_eq!(exceptions.get("en", "crises"), Some("crisis"));
}
