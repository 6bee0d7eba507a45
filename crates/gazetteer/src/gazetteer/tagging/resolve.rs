//! Resolves matched names to entities, by the other names in the report.
//!
//! Unambiguous names come first; they are the evidence for the rest. An ambiguous name is resolved
//! to the entities that the evidence supports, then to the shallowest (the country before a town of
//! the same name); a name that needs support to those that have it. Other names are kept as
//! unresolved.

use std::collections::HashMap;

use rapidhash::fast::RandomState;

use super::named_entities::{NamedEntities, Outcome, only_entity};
use super::outcomes::{PlaceOutcome, to_tags};
use crate::gazetteer::annotations::{Annotations, overlaps};
use crate::gazetteer::capitals::Capitals;
use crate::gazetteer::context::Context;
use crate::gazetteer::documents::symbols;
use crate::gazetteer::entry::Entry;
use crate::gazetteer::lexicon::Lexicon;
use crate::gazetteer::memory::Memory;
use crate::gazetteer::mention::{NameKind, Tags, Why};
use crate::gazetteer::name_match::NameMatch;
use crate::gazetteer::places::{self, PublisherLocation, ReportContext, Source};
use crate::gazetteer::token_view::TokenView;
use reportage_text::lexicon::Class;

/// Resolves names, places first.
pub(super) fn resolve_names(
    view: TokenView<'_>,
    context: &mut Context<'_>,
    annotations: &mut Annotations,
) {
    let (gazetteer, beside, asserted) = (context.gazetteer, context.beside, context.asserted);
    let (names, memory) = (annotations.names(), &mut *context.memory);
    let publisher = PublisherLocation::of(gazetteer, context.publication, memory);
    let report = ReportContext {
        language: context.publication.language,
        asserted,
        beside,
        publisher: &publisher,
        is_lowercase: context.is_lowercase,
    };
    let places = places::decide(gazetteer, view, names, &report, memory);
    let mut named = NamedEntities::new(gazetteer, names, asserted);
    if !names.is_empty() {
        named.mentions(beside, memory);
        named.has_symbol = symbols(view.text()).next().is_some();
    }
    let tags = resolve(named, view, names, places, memory);
    annotations.resolve(tags);
}

/// Resolves the names in `found` by the evidence so far; `places` have been decided.
fn resolve(
    mut named: NamedEntities<'_>,
    view: TokenView<'_>,
    found: &[NameMatch],
    places: Vec<PlaceOutcome>,
    memory: &mut Memory,
) -> Tags {
    for place in places.iter().flatten().flatten() {
        if let Source::Table(entity) = place.source {
            named.name(entity);
        }
    }
    let mut capitals = Capitals::new(view, found);
    let doubtful: Vec<bool> = found
        .iter()
        .map(|name| {
            let acronym = |entry: &Entry| entry.kind == NameKind::Acronym;
            name.entries.iter().any(acronym) && capitals.around(name.first)
        })
        .collect();

    let lexicon = named.gazetteer.lexicon();
    let named_beside = named.named.clone();
    let mut outcomes: Vec<Option<Outcome>> = vec![None; found.len()];
    let decided = |i: usize| matches!(places.get(i), Some(Some(_)));
    for (i, ((name, &doubtful), outcome)) in
        found.iter().zip(&doubtful).zip(&mut outcomes).enumerate()
    {
        if name.definer.is_some() || decided(i) {
            continue;
        }
        let only_acronym = name
            .entries
            .iter()
            .all(|entry| entry.kind == NameKind::Acronym);
        let beside = |entry: &Entry| named_beside.contains(&entry.entity);
        let is_word = only_acronym
            && named
                .gazetteer
                .lexicon()
                .is_function_word(&["en"], view.folded(name.first));
        if doubtful && is_word && capitals.throughout() && !name.entries.iter().any(beside) {
            // `WHO` or `US` in an all-caps text is a word, even if other entities also have the
            // name.
            *outcome = Some(Err(Why::InCapitals));
            continue;
        }
        let strong = name.entries.iter().filter(|entry| !entry.weak);
        let strong: Vec<&Entry> = strong
            .filter(|entry| !(doubtful && entry.kind == NameKind::Acronym))
            .collect();
        if let Some(entry) = only_entity(&strong) {
            named.name(entry.entity);
            *outcome = Some(Ok((entry.entity, entry.kind)));
        }
    }
    for (i, ((name, &doubtful), outcome)) in
        found.iter().zip(&doubtful).zip(&mut outcomes).enumerate()
    {
        // An unresolved place name may still mean another entity.
        let is_place = places
            .get(i)
            .and_then(Option::as_ref)
            .is_some_and(Result::is_ok);
        if outcome.is_none() && name.definer.is_none() && !is_place {
            let beside = || beside_capital(view, found, name);
            let mut rest = name.clone();
            if decided(i) {
                rest.entries.retain(|entry| !named.is_place(entry.entity));
            }
            let goes_on = || is_of_another(lexicon, view, name.last);
            *outcome = Some(named.decide(&rest, doubtful, beside, goes_on));
        }
    }
    let place_outcomes = found.iter().zip(&places).filter_map(|(name, place)| {
        let place = place.as_ref()?.as_ref().ok()?;
        match place.source {
            Source::Table(entity) => Some((name.first, Ok((entity, place.kind)))),
            Source::World(_) => None,
        }
    });
    if found.iter().all(|name| name.definer.is_none()) {
        return to_tags(&named, view, found, outcomes, places, memory);
    }
    let outcome_of: HashMap<usize, Outcome, RandomState> = found
        .iter()
        .zip(&outcomes)
        .filter_map(|(name, outcome)| Some((name.first, (*outcome)?)))
        .chain(place_outcomes)
        .collect();
    for (name, outcome) in found.iter().zip(&mut outcomes) {
        let Some(definer) = name.definer else {
            continue;
        };
        *outcome = Some(match outcome_of.get(&definer) {
            Some(Ok((entity, _))) => {
                let declared = name.entries.iter().any(|entry| entry.entity == *entity);
                let kind = if declared {
                    NameKind::Acronym
                } else {
                    NameKind::Defined
                };
                Ok((*entity, kind))
            }
            // The full name itself is unresolved: the acronym has its other meanings.
            Some(Err(_)) | None => named.decide(name, false, || false, || false),
        });
    }
    to_tags(&named, view, found, outcomes, places, memory)
}

/// Returns whether the words after word `last` name what a body belongs to: `of the Church`.
fn is_of_another(lexicon: &Lexicon, view: TokenView<'_>, last: usize) -> bool {
    view.next(last)
        .is_some_and(|next| view.is_spaced(last) && lexicon.has(view.folded(next), Class::Of))
}

/// Returns whether a name is directly next to a capitalised word that belongs to no matched name,
/// ignoring the first word of a sentence before it.
fn beside_capital(view: TokenView<'_>, found: &[NameMatch], name: &NameMatch) -> bool {
    let of_a_name = |i: usize| overlaps(found, i, i);
    let stranger = |i: usize| view.is_capitalised(i) && !of_a_name(i);
    let before = name
        .first
        .checked_sub(1)
        .is_some_and(|i| view.is_spaced(i) && stranger(i) && !view.starts_sentence(i));
    let after = name.last + 1;
    before || (after < view.len() && view.is_spaced(name.last) && stranger(after))
}
