//! Disambiguates demonyms of several countries (`Congolese`, `Dominican`, `Guinean`): chooses the
//! country that the report names most, directly or by its places, people and groups. If there is
//! none, or a tie, the most prominent one is kept.

use std::collections::HashMap;

use rapidhash::fast::RandomState;

use crate::gazetteer::annotations::Annotations;
use crate::gazetteer::blob::{Gazetteer, Record};
use crate::gazetteer::context::Context;
use crate::gazetteer::evidence::Evidence;
use crate::gazetteer::mention::{Mention, NameKind};
use crate::gazetteer::token_view::TokenView;
use reportage_text::facet_path;

/// How many mentions an assertion by metadata counts as.
const STATED: usize = 3;

/// Assigns each mention of a shared demonym to the country that the report names most.
pub(super) fn choose(
    _view: TokenView<'_>,
    context: &mut Context<'_>,
    annotations: &mut Annotations,
) {
    let gazetteer = context.gazetteer;
    let mut shared: HashMap<usize, Vec<Record<'_>>, RandomState> = HashMap::default();
    for name in annotations
        .names()
        .iter()
        .filter(|name| name.entries.len() > 1)
    {
        let demonyms = name.entries.iter();
        let demonyms = demonyms.filter(|entry| entry.kind == NameKind::Demonym);
        let records = demonyms.filter_map(|entry| gazetteer.record(entry.entity));
        let countries: Vec<Record<'_>> = records
            .filter(|record| country_of(gazetteer, record).is_some())
            .collect();
        if countries.len() > 1 {
            shared.insert(name.first, countries);
        }
    }
    if shared.is_empty() {
        return;
    }
    let mut counts = Counts::default();
    for (facet, path) in context.asserted {
        counts.add(gazetteer, facet, path, STATED);
    }
    // A report repeats few distinct values.
    let mut values: HashMap<(&str, &str), usize, RandomState> = HashMap::default();
    for mention in context.beside.iter().chain(annotations.mentions()) {
        if mention.kind != NameKind::Demonym {
            *values.entry((&mention.facet, &mention.path)).or_insert(0) += 1;
        }
    }
    for ((facet, path), times) in values {
        counts.add(gazetteer, facet, path, times);
    }
    for mention in annotations.mentions_mut() {
        let countries = match mention.kind {
            NameKind::Demonym => shared.get(&mention.first_word),
            NameKind::Name
            | NameKind::Acronym
            | NameKind::Nickname
            | NameKind::Defined
            | NameKind::Composed
            | NameKind::Described => None,
        };
        if let Some(record) = countries.and_then(|countries| counts.most(gazetteer, countries)) {
            give(gazetteer, record, mention);
        }
    }
}

/// Returns the path of a country's record.
fn country_of<'a>(gazetteer: &Gazetteer, record: &Record<'a>) -> Option<&'a str> {
    let (facet, path) = record.standings.first()?;
    let is_country = gazetteer.facets()[*facet].places && facet_path::depth(path) == 1;
    is_country.then_some(*path)
}

/// Changes `mention` to one of a country.
fn give(gazetteer: &Gazetteer, record: &Record<'_>, mention: &mut Mention) {
    let Some(path) = country_of(gazetteer, record) else {
        return;
    };
    if mention.path == path {
        return;
    }
    mention.path = path.to_owned();
    mention.entity = Some(record.id.to_owned());
    mention.lat = record.position.map(|(lat, _)| lat);
    mention.lon = record.position.map(|(_, lon)| lon);
    mention.evidence = vec![Evidence::DemonymOfReport];
}

/// The number of mentions of each country, by name.
#[derive(Default)]
struct Counts(HashMap<String, usize, RandomState>);

impl Counts {
    /// Counts a value: for places, the containing country; for other facets, the country by which
    /// they are filed (`/People/Congo/...`).
    fn add(&mut self, gazetteer: &Gazetteer, facet: &str, path: &str, count: usize) {
        let mut facets = gazetteer.facets().iter();
        let Some(facet) = facets.find(|known| known.name == facet) else {
            return;
        };
        let at = if facet.places { 0 } else { 1 };
        if let Some(country) = facet_path::split(path).and_then(|names| names.into_iter().nth(at)) {
            *self.0.entry(country).or_insert(0) += count;
        }
    }

    /// Returns the country that is named most; `None` if there is a tie.
    fn most<'r, 'a>(
        &self,
        gazetteer: &Gazetteer,
        countries: &'r [Record<'a>],
    ) -> Option<&'r Record<'a>> {
        let count = |record: &Record<'_>| {
            let name = country_of(gazetteer, record).map(facet_path::last_name);
            name.and_then(|name| self.0.get(&name))
                .copied()
                .unwrap_or(0)
        };
        let best = countries.iter().max_by_key(|record| count(record))?;
        let most = count(best);
        let alike = countries.iter().filter(|record| count(record) == most);
        (most > 0 && alike.count() == 1).then_some(best)
    }
}
