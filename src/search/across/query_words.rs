//! The words of a query that are looked up, and which of them may be names.

use crate::analysis::capitals;
use crate::analysis::words::Words;
use crate::gazetteer::{self, Gazetteer, People};
use crate::query::{Kind, Query};

/// The population from which a place of the world is well known.
const LARGE: u32 = 100_000;

/// A word of a query.
#[derive(Debug, Clone, PartialEq)]
pub struct QueryWord {
    /// Folded.
    pub folded: String,
    /// Whether it starts with an uppercase letter.
    pub is_capitalised: bool,
    /// Whether it does so for another reason than that it is the first of several words.
    pub is_marked: bool,
    /// How the gazetteer knows a capitalised word; `None` if it does not.
    pub known: Option<Known>,
}

/// How the gazetteer knows a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// Something in its tables, or a place of [`LARGE`] people.
    Well,
    /// Something else of this name.
    Little,
}

/// Returns the words of a query that are looked up, without acronyms and numbers, each once.
pub fn of(query: &Query, gazetteer: &Gazetteer) -> Vec<QueryWord> {
    let mut found: Vec<QueryWord> = Vec::new();
    let mut is_first = true;
    let Some(root) = &query.root else {
        return found;
    };
    root.visit(&mut |part| {
        let (Kind::Word(text) | Kind::Translated(text) | Kind::Phrase(text)) = &part.kind else {
            return;
        };
        let words = Words::of(text);
        for i in 0..words.len() {
            let written = &text[words.span(i)];
            let is_capitalised = written.starts_with(char::is_uppercase);
            let word = QueryWord {
                folded: words.folded(i).to_owned(),
                is_capitalised,
                is_marked: is_capitalised && !is_first,
                known: None,
            };
            is_first = false;
            let is_word = written.chars().all(char::is_alphabetic);
            if is_word && capitals::acronym(written).is_none() && !found.contains(&word) {
                found.push(word);
            }
        }
    });
    if let [single] = &mut found[..] {
        single.is_marked = single.is_capitalised;
    }
    for word in found.iter_mut().filter(|word| word.is_capitalised) {
        word.known = known(gazetteer, &word.folded);
    }
    found
}

fn known(gazetteer: &Gazetteer, folded: &str) -> Option<Known> {
    // The people of a place are called by a word of the language.
    if gazetteer.is_demonym(folded) {
        return None;
    }
    let named = gazetteer.named(folded);
    let is_well_known = |one: &gazetteer::Known| {
        let is_large = matches!(one.people, Some(People::Population(people)) if people >= LARGE);
        is_large || gazetteer.is_listed(&one.id)
    };
    if named.iter().any(is_well_known) {
        Some(Known::Well)
    } else {
        (!named.is_empty()).then_some(Known::Little)
    }
}
