//! Finds people by partial names: by the last name, if the report also contains the full name
//! (`Daniel arap Moi … Moi`), and by a title and a rare name, in a report about their country
//! (`President Aristide`).
//!
//! Runs on resolved names, and uses words that belong to no other name.

use std::collections::{HashMap, HashSet};

use rapidhash::fast::RandomState;

use super::neighbours::Neighbours;
use crate::gazetteer::annotations::Annotations;
use crate::gazetteer::blob::Gazetteer;
use crate::gazetteer::context::Context;
use crate::gazetteer::keys::key;
use crate::gazetteer::memory::Memory;
use crate::gazetteer::mention::{Mention, NameKind};
use crate::gazetteer::token_view::TokenView;
use crate::schema::Role;
use reportage_text::facet_path;

/// The shortest last name, in characters; shorter ones are given names in Korea and China.
const SHORTEST: usize = 3;

/// Adds the mentions of people by partial names to `annotations`.
pub(super) fn people(
    view: TokenView<'_>,
    context: &mut Context<'_>,
    annotations: &mut Annotations,
) {
    let (gazetteer, beside) = (context.gazetteer, context.beside);
    let mut found = last_names(gazetteer, view, beside, annotations, context.memory);
    found.extend(titled(gazetteer, view, annotations));
    if found.is_empty() {
        return;
    }
    let taken: HashSet<usize> = found.iter().map(|mention| mention.first_word).collect();
    annotations.retain_unresolved(|name| !taken.contains(&name.first_word));
    annotations.add(found);
}

fn last_names(
    gazetteer: &Gazetteer,
    view: TokenView<'_>,
    beside: &[Mention],
    annotations: &Annotations,
    memory: &mut Memory,
) -> Vec<Mention> {
    let mut persons: HashMap<String, Vec<&Mention>, RandomState> = HashMap::default();
    for mention in annotations.mentions().iter().chain(beside) {
        if mention.kind != NameKind::Name || !is_person(gazetteer, mention, memory) {
            continue;
        }
        let own_name = facet_path::split(&mention.path).and_then(|mut names| names.pop());
        let Some(last) = own_name.as_deref().and_then(last_name) else {
            continue;
        };
        let of_this_name = persons.entry(last).or_default();
        if !of_this_name.iter().any(|other| same_value(other, mention)) {
            of_this_name.push(mention);
        }
    }
    if persons.is_empty() {
        return Vec::new();
    }
    let neighbours = Neighbours {
        lexicon: gazetteer.lexicon(),
        view,
        annotations,
    };
    let mut found = Vec::new();
    let mut strangers: HashSet<&str> = HashSet::new();
    let mut first_bytes = [false; 256];
    for byte in persons.keys().filter_map(|name| name.bytes().next()) {
        first_bytes[usize::from(byte)] = true;
    }
    for i in 0..view.len() {
        let may_be_last_name = first_bytes[usize::from(view.folded(i).as_bytes()[0])];
        if !may_be_last_name || !view.may_start_name(i) {
            continue;
        }
        let Some(of_this_name) = persons.get(view.folded(i)) else {
            continue;
        };
        let one = of_this_name
            .iter()
            .all(|mention| mention.entity == of_this_name[0].entity);
        if !one || neighbours.is_named(i) {
            continue;
        }
        if neighbours.unknown_word_before(i) || neighbours.unknown_word_after(i) {
            strangers.insert(view.folded(i)); // `Toribiong Moi`: another person with the name
            continue;
        }
        for mention in of_this_name {
            found.push(Mention {
                start: view.span(i).start,
                end: view.span(i).end,
                first_word: i,
                last_word: i,
                kind: NameKind::Nickname,
                ..(*mention).clone()
            });
        }
    }
    found.retain(|mention| !strangers.contains(view.folded(mention.first_word)));
    found
}

/// Finds unresolved names with a title before them, or a government after them.
fn titled(gazetteer: &Gazetteer, view: TokenView<'_>, annotations: &Annotations) -> Vec<Mention> {
    let neighbours = Neighbours {
        lexicon: gazetteer.lexicon(),
        view,
        annotations,
    };
    let mut found = Vec::new();
    for name in annotations.unresolved() {
        let led = neighbours.government_behind(name.last_word);
        let titled = neighbours.title_before(name.first_word)
            && !neighbours.unknown_word_after(name.last_word);
        if !(led || titled) {
            continue;
        }
        let Some(first) = gazetteer
            .names()
            .and_then(|names| names.get(key(&view.text()[name.start..name.end])))
        else {
            continue;
        };
        let records = gazetteer.entries(first.value());
        let records = records.filter_map(|entry| gazetteer.record(entry.entity));
        let at_home: Vec<_> = records
            .filter(|record| {
                let mut standings = record.standings.iter();
                record.roles.has(Role::Person)
                    && standings.any(|(_, value)| home_is_named(gazetteer, annotations, value))
            })
            .collect();
        let [record] = &at_home[..] else {
            continue;
        };
        for (facet, value) in &record.standings {
            found.push(Mention {
                facet: gazetteer.facets()[*facet].name.clone(),
                path: (*value).to_owned(),
                entity: Some(record.id.to_owned()),
                lat: None,
                lon: None,
                start: name.start,
                end: name.end,
                first_word: name.first_word,
                last_word: name.last_word,
                kind: NameKind::Nickname,
                confidence: None,
                evidence: Vec::new(),
            });
        }
    }
    found
}

fn is_person(gazetteer: &Gazetteer, mention: &Mention, memory: &mut Memory) -> bool {
    // Most mentions are of places, and looking up an entity is slow.
    if gazetteer.is_of_places(&mention.facet) {
        return false;
    }
    let id = mention.entity.as_deref();
    let index = id.and_then(|id| memory.entities.get(id, || gazetteer.index_of(id)));
    let record = index.and_then(|index| gazetteer.record(index));
    record.is_some_and(|record| record.roles.has(Role::Person))
}

fn same_value(a: &Mention, b: &Mention) -> bool {
    (&a.facet, &a.path) == (&b.facet, &b.path)
}

/// Returns the folded last name in a full name.
fn last_name(name: &str) -> Option<String> {
    let mut words = name.split([' ', '-']).filter(|word| !word.is_empty());
    let last = words.next_back()?;
    words.next()?; // a single word is not a last name
    let long = last.chars().count() >= SHORTEST;
    (long && last.starts_with(char::is_uppercase)).then(|| key(last))
}

/// Returns whether the country by which a person is filed, or a place in it, is named.
fn home_is_named(gazetteer: &Gazetteer, annotations: &Annotations, value: &str) -> bool {
    let home = facet_path::split(value).and_then(|names| names.into_iter().nth(1));
    let Some(home) = home.map(|home| facet_path::join(&[home.as_str()])) else {
        return false;
    };
    annotations.mentions().iter().any(|mention| {
        gazetteer.is_of_places(&mention.facet) && facet_path::top(&mention.path) == home
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_last_name_is_the_last_of_several_words_with_a_capital() {
        assert_eq!(last_name("Daniel arap Moi").as_deref(), Some("moi"));
        assert_eq!(last_name("Jimmy Chérizier").as_deref(), Some("cherizier"));
        for none in ["Suharto", "Kim Jong Un", "Ali the elder", ""] {
            assert_eq!(last_name(none), None, "{none}");
        }
    }
}
