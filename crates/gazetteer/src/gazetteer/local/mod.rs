//! Composes local places that are not listed: a name that the text describes as a neighbourhood,
//! village, camp or airport is filed below the area that the text gives.
//!
//! This takes two steps. Before names are resolved, [`Locals::find`] finds such names and removes
//! shorter matches inside them (`El Salvador` in `Villa El Salvador district`). Afterwards,
//! [`Locals::compose`] files those that are not listed, if the areas around them are clear. If the
//! world has a place of that name in the area, that place is meant.

mod file;
pub(super) mod kinds;
mod names;
mod parents;
mod phrases;
mod written;

use std::collections::HashMap;

use rapidhash::fast::RandomState;

use super::annotations::Annotations;
use super::blob::Gazetteer;
use super::memory::Memory;
use super::mention::Mention;
use crate::gazetteer::token_view::TokenView;
use file::Composer;
use phrases::Phrase;

/// Names that a text describes as local places.
#[derive(Default)]
pub(super) struct Locals<'a> {
    phrases: Vec<Phrase<'a>>,
    /// Other occurrences of the names.
    repeats: Vec<Repeat>,
}

/// An occurrence of a name without the word for its kind.
struct Repeat {
    first: usize,
    /// Inclusive.
    last: usize,
    /// Index of the first phrase with that name.
    phrase: usize,
}

impl<'a> Locals<'a> {
    /// Finds local places, and removes shorter matches inside their names.
    pub fn find(
        gazetteer: &'a Gazetteer,
        view: TokenView<'_>,
        annotations: &mut Annotations,
    ) -> Locals<'a> {
        if !gazetteer.facets().iter().any(|facet| facet.places) {
            return Locals::default();
        }
        let phrases = phrases::phrases(gazetteer, view, annotations.names());
        if phrases.is_empty() {
            return Locals::default();
        }
        let repeats = repeats(view, &phrases);
        annotations.retain_names(|name| {
            let next = phrases.partition_point(|phrase| phrase.last < name.first);
            // A phrase is shown including the words of its kind.
            let mut near = phrases[next.saturating_sub(1)..].iter().take(3);
            let next = repeats.partition_point(|repeat| repeat.last < name.first);
            let alone = repeats.get(next).is_some_and(|repeat| {
                let shorter = (repeat.first, repeat.last) != (name.first, name.last);
                repeat.first <= name.first && name.last <= repeat.last && shorter
            });
            !(alone || near.any(|phrase| phrase.takes(name)))
        });
        Locals { phrases, repeats }
    }

    /// Adds the mentions of unlisted local places to `annotations`; `beside` are the mentions in
    /// another part of the report.
    pub fn compose(
        &self,
        gazetteer: &Gazetteer,
        view: TokenView<'_>,
        beside: &[Mention],
        annotations: &mut Annotations,
        memory: &mut Memory,
    ) {
        if self.phrases.is_empty() {
            return;
        }
        let mut facets = gazetteer.facets().iter().filter(|facet| facet.places);
        let facet = facets
            .clone()
            .find(|facet| facet.world)
            .or_else(|| facets.next());
        let Some(facet) = facet.map(|facet| facet.name.as_str()) else {
            return;
        };
        let composer = Composer {
            gazetteer,
            view,
            facet,
        };
        composer.compose(self, beside, annotations, memory);
    }
}

/// Returns the other occurrences of the names of phrases, in order.
fn repeats(view: TokenView<'_>, phrases: &[Phrase]) -> Vec<Repeat> {
    let mut by_first: HashMap<&str, Vec<usize>, RandomState> = HashMap::default();
    let row = |phrase: &Phrase| view.words().folded_row(phrase.first..phrase.last + 1);
    for (i, phrase) in phrases.iter().enumerate() {
        let alike = by_first.entry(view.folded(phrase.first)).or_default();
        if !alike
            .iter()
            .any(|&other| row(&phrases[other]) == row(phrase))
        {
            alike.push(i);
        }
    }
    let mut repeats: Vec<Repeat> = Vec::new();
    let mut next = 0;
    for first in 0..view.len() {
        while phrases.get(next).is_some_and(|phrase| phrase.last < first) {
            next += 1;
        }
        let Some(alike) = by_first.get(view.folded(first)) else {
            continue;
        };
        let is_new = repeats.last().is_none_or(|last| last.last < first);
        if !is_new || !view.is_capitalised(first) {
            continue;
        }
        let here = alike.iter().find_map(|&i| {
            let last = first + phrases[i].last - phrases[i].first;
            let same = last < view.len()
                && view.words().folded_row(first..last + 1) == row(&phrases[i])
                && phrases.get(next).is_none_or(|phrase| phrase.first > last);
            same.then_some(Repeat {
                first,
                last,
                phrase: i,
            })
        });
        repeats.extend(here);
    }
    repeats
}
