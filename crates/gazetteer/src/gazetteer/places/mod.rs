//! Decides which of the matched names are place names here, and of which places.
//!
//! There are two questions, each answered with a probability: is this a place name here
//! ([`features`], the context of the mention), and which place of that name is meant
//! ([`disambiguation`], the other names in the report). A mention counts if the product reaches
//! [`weights::LEAST_CONFIDENCE`].

mod candidates;
mod context_features;
mod decision;
mod disambiguation;
mod features;
mod near;
mod prior_votes;
mod publisher;
pub(super) mod regions;
mod scores;
mod support;
mod tags;
mod votes;
mod weights;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rapidhash::fast::RandomState;

use super::blob::Gazetteer;
use super::capitals::Capitals;
use super::evidence::Evidence;
use super::memory::Memory;
use super::mention::{Mention, NameKind, Why};
use super::name_match::NameMatch;
use crate::gazetteer::token_view::TokenView;
use crate::schema::Role;
pub(super) use candidates::{Candidate, Source, is_place};
pub(super) use publisher::PublisherLocation;
pub(super) use regions::path_of;
pub(super) use tags::{Filed, open_place, place_mentions};

/// Information about a report other than its text.
pub(super) struct ReportContext<'a> {
    /// Values asserted by metadata, as `(facet name, path)`.
    pub asserted: &'a [(String, String)],
    /// Mentions in another part of the report.
    pub beside: &'a [Mention],
    /// The location of its publisher.
    pub publisher: &'a PublisherLocation,
    /// Its language, if it is known; an ISO 639-1 code.
    pub language: Option<&'a str>,
    /// Whether the text has no capitals and is treated as all caps.
    pub is_lowercase: bool,
}

/// A place that is meant.
#[derive(Debug, Clone)]
pub(super) struct Meant {
    pub source: Source,
    pub kind: NameKind,
    pub confidence: f32,
    pub evidence: Vec<Evidence>,
}

/// A place name that was not resolved, and its likeliest candidates; none if it is not shown.
#[derive(Debug, Clone)]
pub(super) struct Open {
    pub why: Why,
    pub confidence: f32,
    pub evidence: Vec<Evidence>,
    pub candidates: Vec<Source>,
}

/// The mentions of one name, and its candidates.
struct Name {
    /// Indices of the matched names.
    mentions: Vec<usize>,
    candidates: Arc<[Candidate]>,
    /// The number of its letters.
    letters: usize,
    /// Whether it is a word like `de` or `la`, which in all-caps text is not a code for Delaware.
    particle: bool,
    /// Whether it is a function word of English, French or Spanish (`IN`, `OR`).
    function_word: bool,
    /// Whether it is written with dots, or its place has another name in the report, so that it is
    /// not a word even in all-caps text (`US`, `CAR`).
    in_full: bool,
}

/// Returns the path of the most prominent place under `facet` with this folded name.
pub(super) fn likeliest(gazetteer: &Gazetteer, facet: &str, folded: &str) -> Option<String> {
    let places = candidates::named(gazetteer, folded);
    let mut best: Option<(f64, String)> = None;
    for place in &places {
        let score = weights::prominence(place);
        if best.as_ref().is_none_or(|(most, _)| score > *most)
            && let Some(path) = tags::path_under(gazetteer, place.source, facet)
        {
            best = Some((score, path));
        }
    }
    best.map(|(_, path)| path)
}

/// Decides about each matched name: `None` if it is not a place name.
pub(super) fn decide(
    gazetteer: &Gazetteer,
    view: TokenView<'_>,
    found: &[NameMatch],
    report: &ReportContext<'_>,
    memory: &mut Memory,
) -> Vec<Option<Result<Meant, Open>>> {
    let mut outcomes: Vec<Option<Result<Meant, Open>>> = vec![None; found.len()];
    let mut names: Vec<Name> = Vec::new();
    let mut by_words: HashMap<Cow<'_, str>, usize, RandomState> = HashMap::default();
    let mut name_of: Vec<Option<usize>> = vec![None; found.len()];
    for (i, name) in found.iter().enumerate() {
        if name.definer.is_some() {
            continue;
        }
        let Some(candidates) = candidates::cached(gazetteer, view, name, memory) else {
            continue;
        };
        let key = candidates::key(view, name);
        let at = *by_words.entry(key).or_insert_with(|| {
            names.push(Name {
                mentions: Vec::new(),
                candidates,
                letters: (name.first..=name.last)
                    .map(|i| view.folded(i).chars().count())
                    .sum(),
                particle: name.first == name.last
                    && gazetteer
                        .lexicon()
                        .is_function_word(&["fr", "es"], view.folded(name.first)),
                function_word: name.first == name.last
                    && gazetteer
                        .lexicon()
                        .is_function_word(&["en", "fr", "es"], view.folded(name.first)),
                in_full: view.written(name.first).contains('.'),
            });
            names.len() - 1
        });
        names[at].mentions.push(i);
        name_of[i] = Some(at);
    }
    if names.is_empty() {
        return outcomes;
    }

    mark_acronyms_in_full(&mut names);
    let mut capitals = Capitals::new(view, found);
    // In text order, which is fast.
    let in_capitals: Vec<bool> = found
        .iter()
        .zip(&name_of)
        .map(|(name, name_of)| name_of.is_some() && capitals.around(name.first))
        .collect();
    let last_names = last_names(gazetteer, view, found, &name_of);
    let mut reader =
        features::FeatureReader::new(gazetteer, view, found, &name_of, &names, &last_names);
    reader.is_lowercase = report.is_lowercase;
    reader.language = report.language;
    let features: Vec<Vec<context_features::ContextFeatures>> = names
        .iter()
        .map(|name| {
            let mentions = name.mentions.iter();
            mentions
                .map(|&i| reader.around(i, in_capitals[i]))
                .collect()
        })
        .collect();
    let chosen = disambiguation::choose(gazetteer, &names, &features, report);
    for ((name, features), chosen) in names.iter().zip(&features).zip(&chosen) {
        let in_report = context_features::in_report(name, features);
        for (&i, features) in name.mentions.iter().zip(features) {
            outcomes[i] = decision::weigh(name, features, in_report, chosen);
        }
    }
    outcomes
}

/// Returns the folded last names of the people in the tables whose full names are in the text.
fn last_names<'w>(
    gazetteer: &Gazetteer,
    view: TokenView<'w>,
    found: &[NameMatch],
    name_of: &[Option<usize>],
) -> HashSet<&'w str, RandomState> {
    let of_person = |name: &NameMatch| {
        let mut strong = name.entries.iter().filter(|entry| !entry.weak);
        name.first < name.last
            && strong.any(|entry| {
                let record = gazetteer.record(entry.entity);
                record.is_some_and(|record| record.roles.has(Role::Person))
            })
    };
    // Names that certainly belong to people are not place names.
    let others = found.iter().zip(name_of);
    let others = others.filter(|(name, place)| place.is_none() && of_person(name));
    others.map(|(name, _)| view.folded(name.last)).collect()
}

/// Marks the acronyms whose place has another name in the report.
fn mark_acronyms_in_full(names: &mut [Name]) {
    let is_acronym = |candidate: &&Candidate| candidate.kind == NameKind::Acronym;
    let all = || names.iter().flat_map(|name| name.candidates.iter());
    // Few of the candidates have acronyms.
    let short: HashSet<Source, RandomState> =
        all().filter(is_acronym).map(|place| place.source).collect();
    if short.is_empty() {
        return;
    }
    let named: HashSet<Source, RandomState> = all()
        .filter(|place| !is_acronym(place) && short.contains(&place.source))
        .map(|place| place.source)
        .collect();
    for name in names {
        let mut acronyms = name.candidates.iter().filter(is_acronym);
        name.in_full |= acronyms.any(|place| named.contains(&place.source));
    }
}
