//! Stemming of names: those whose stem is that of another word are looked up unstemmed.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use rapidhash::v3::rapidhash_v3;

use super::keys::key;
use super::world::{Kind, World};
use crate::schema::{Entity, IndexSchema, Role};
use reportage_text::analysis::fold::fold;
use reportage_text::analysis::stem_exceptions::{Builder, UNINFLECTED_NAMES};
use reportage_text::analysis::stems::{self, Stems};
use reportage_text::lexicon::Class;

/// The smallest population of a city of the world whose name is distinguished from other words.
const LARGE_CITY: u32 = 500_000;
/// The shortest part of a person's name that is a name by itself, in letters.
const FEWEST_LETTERS: usize = 3;

/// The result of [`compute`] for the shipped schema, with the hash of its inputs.
const OF_SHIPPED: &str = include_str!("../../../../index-schema/stems/names.tsv");
/// Precedes the hash.
const HASH_LINE: &str = "# hash: ";

/// A language and a folded word of it.
type WordOf = (String, String);

/// Compiles the stemming exceptions of a schema: those of its tables, and its names.
pub(super) fn compile(schema: &IndexSchema) -> Vec<u8> {
    let names = names(schema);
    let common_words = common_words(schema);
    let known = known(OF_SHIPPED, hash(&names, &common_words));
    let mut builder = Builder {
        stems: known.unwrap_or_else(|| compute(&names, &common_words)),
        names,
    };
    for row in &schema.stems.exceptions {
        let of = (row.language.clone(), key(&row.word));
        builder.stems.insert(of, key(&row.stem));
    }
    builder.build()
}

/// Returns the stems of names that differ from those of their language's rules. It stems each name
/// in each language, which takes a quarter of a second for the shipped schema.
fn compute(names: &BTreeSet<String>, common_words: &CommonWords<'_>) -> BTreeMap<WordOf, String> {
    let mut stems = BTreeMap::new();
    for language in stems::languages() {
        let stemmer = Stems::new(language);
        let empty = BTreeSet::new();
        let words = common_words.get(language).unwrap_or(&empty);
        let is_inflected = !UNINFLECTED_NAMES.contains(&language);
        let mut taken = HashSet::new();
        if is_inflected {
            taken.extend(words.iter().map(|word| stemmer.by_rule(word)));
        }
        for name in names {
            let is_word = words.contains(name);
            if is_inflected == is_word || is_inflected && stemmer.keeps_as_is(name) {
                continue;
            }
            let stem = stemmer.by_rule(name);
            let kept = match is_inflected {
                true if stem != *name && taken.contains(&stem) => name,
                true => continue,
                // Names are not stemmed in that language; this one is a word.
                false => &stem,
            };
            stems.insert((language.to_owned(), name.clone()), kept.clone());
        }
    }
    stems
}

/// Returns the stems in a table, if it was made from inputs with this hash.
fn known(table: &str, hash: u64) -> Option<BTreeMap<WordOf, String>> {
    let mut lines = table.lines();
    let stated = lines.find_map(|line| line.strip_prefix(HASH_LINE))?;
    if stated != format!("{hash:016x}") {
        return None;
    }
    let mut stems = BTreeMap::new();
    for line in lines.skip(1) {
        let mut cells = line.split('\t');
        let (language, word, stem) = (cells.next()?, cells.next()?, cells.next()?);
        stems.insert((language.to_owned(), word.to_owned()), stem.to_owned());
    }
    Some(stems)
}

/// Returns the table that [`known`] reads.
#[cfg(test)]
fn table(stems: &BTreeMap<WordOf, String>, hash: u64) -> String {
    let mut out = format!(
        "# What names of the shipped tables are stemmed to where it is not what the rules of a language say: names whose\n\
         # stem is that of a common word, and names that are common words. Made by\n\
         #   REPORTAGE_BLESS=1 cargo test -p reportage-gazetteer stems_of_shipped_names\n\
         # and only used for names and common words with this hash; for others it is computed.\n\
         {HASH_LINE}{hash:016x}\nlanguage\tword\tstem\n"
    );
    for ((language, word), stem) in stems {
        out.push_str(&format!("{language}\t{word}\t{stem}\n"));
    }
    out
}

/// Returns a hash that changes with the names or common words.
fn hash(names: &BTreeSet<String>, common_words: &CommonWords<'_>) -> u64 {
    let mut all = String::new();
    let mut push = |word: &str| {
        all.push_str(word);
        all.push('\n'); // separator, contained in no word
    };
    names.iter().for_each(|name| push(name));
    for (language, words) in common_words {
        push("");
        push(language);
        words.iter().for_each(|word| push(word));
    }
    rapidhash_v3(all.as_bytes())
}

/// Folded words by language.
type CommonWords<'a> = BTreeMap<&'a str, BTreeSet<String>>;

/// Returns the common words and function words of each language, folded.
fn common_words(schema: &IndexSchema) -> CommonWords<'_> {
    let mut all = CommonWords::new();
    for (language, word) in &schema.stems.common_words {
        all.entry(language).or_default().insert(key(word));
    }
    for class in [Class::FunctionWord, Class::FunctionWordOrOther] {
        for row in schema.lexicon.of_class(class) {
            let of_language = all.entry(&row.language).or_default();
            of_language.insert(fold(&row.word));
        }
    }
    all
}

/// Returns the folded one-word names: all names in the tables, the parts of people's names, and
/// from the world its countries, first-level divisions and their seats, capitals and large cities.
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

/// Adds a one-word name that is neither lowercase nor an acronym.
fn add(name: &str, names: &mut BTreeSet<String>) {
    let is_lowercase = name.starts_with(char::is_lowercase);
    let is_acronym = name.chars().filter(|c| c.is_uppercase()).count() > 1;
    let key = key(name);
    if !is_lowercase && !is_acronym && !key.is_empty() && !key.contains(' ') {
        names.insert(key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_table_of_name_stems_is_up_to_date() {
        let schema = IndexSchema::shipped();
        let (names, common_words) = (names(&schema), common_words(&schema));
        let stems = compute(&names, &common_words);
        let hash = hash(&names, &common_words);
        let table = table(&stems, hash);
        if std::env::var_os("REPORTAGE_BLESS").is_some() {
            let path = concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/../../index-schema/stems/names.tsv"
            );
            std::fs::write(path, &table).unwrap();
        } else {
            assert!(OF_SHIPPED == table, "REPORTAGE_BLESS=1 renews it");
        }
        assert_eq!(known(&table, hash), Some(stems));
        assert_eq!(known(&table, hash ^ 1), None);
    }
}
