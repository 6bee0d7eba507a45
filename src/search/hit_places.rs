//! The places that hits mention, with their positions, for maps.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};

use crate::index::reports;
use crate::response::facets::Position;
use crate::response::places::NamedPlace;
use crate::response::{Hit, Passage, ReportHead};

use super::error::SearchError;
use super::searcher::Searcher;

/// A place that a body mentions, and the start of the mention, in code points.
type Mentioned = (usize, NamedPlace);

impl Searcher {
    /// Returns for each hit the places with known positions that its passages mention, in the order of the passages,
    /// each once.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn places_of_hits(&self, hits: &[Hit]) -> Result<Vec<Vec<NamedPlace>>, SearchError> {
        self.unharmed(|| {
            let mut of_reports: HashMap<(&str, &str), Vec<Mentioned>> = HashMap::new();
            let mut all = Vec::with_capacity(hits.len());
            for hit in hits {
                let report = &hit.report;
                let mentioned = match of_reports.entry((&report.id, &report.path)) {
                    Entry::Occupied(known) => known.into_mut(),
                    Entry::Vacant(vacant) => {
                        let mentioned = self.places_of_report(report);
                        vacant.insert(mentioned.map_err(|error| self.engine_error(error))?)
                    }
                };
                all.push(within(mentioned, hit.passages()));
            }
            Ok(all)
        })
    }

    fn places_of_report(&self, report: &ReportHead) -> tantivy::Result<Vec<Mentioned>> {
        let Some(address) = self.address_of_shown(report)? else {
            return Ok(Vec::new());
        };
        let stored = reports::stored(self.engine(), self.fields(), address)?;
        let mut evidence = stored.evidence.read()?;
        self.show_renamed(&mut evidence);
        let mut places = Vec::new();
        let (mut bytes, mut characters) = (0, 0);
        for mention in evidence.body {
            let text = stored.body.get(mention.start..mention.end);
            let before = stored.body.get(bytes..mention.start);
            let (Some(text), Some(before)) = (text, before) else {
                continue; // cannot be: spans are those of words, in order
            };
            (bytes, characters) = (mention.start, characters + before.chars().count());
            if let (Some(path), Some(lat), Some(lon)) = (mention.path, mention.lat, mention.lon) {
                let place = NamedPlace {
                    facet: mention.facet,
                    path,
                    text: text.to_owned(),
                    position: Position { lat, lon },
                };
                places.push((characters, place));
            }
        }
        Ok(places)
    }
}

/// Returns the places that are mentioned in passages, each once.
fn within(mentioned: &[Mentioned], passages: &[Passage]) -> Vec<NamedPlace> {
    let mut seen = BTreeSet::new();
    let mut places = Vec::new();
    for passage in passages {
        for (start, place) in mentioned {
            let is_within = (passage.start..passage.end).contains(start);
            if is_within && seen.insert((&place.facet, &place.path)) {
                places.push(place.clone());
            }
        }
    }
    places
}
