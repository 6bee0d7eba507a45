//! The places that hits mention, with their positions, for maps.

use std::collections::{BTreeSet, HashMap};

use tantivy::DocAddress;

use crate::index::manifest::living_report;
use crate::index::reports;
use crate::response::facets::Position;
use crate::response::places::NamedPlace;
use crate::response::{Hit, Passage};

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
            let mut of_reports: HashMap<&str, Vec<Mentioned>> = HashMap::new();
            let mut all = Vec::with_capacity(hits.len());
            for hit in hits {
                let id = hit.report.id.as_str();
                if !of_reports.contains_key(id) {
                    let mentioned = self.places_of_report(id);
                    let mentioned = mentioned.map_err(|error| self.engine_error(error))?;
                    of_reports.insert(id, mentioned);
                }
                let mentioned = of_reports.get(id).map_or(&[][..], Vec::as_slice);
                all.push(within(mentioned, hit.passages()));
            }
            Ok(all)
        })
    }

    fn places_of_report(&self, id: &str) -> tantivy::Result<Vec<Mentioned>> {
        for (segment, reader) in self.segments().iter().enumerate() {
            let Some(doc) = living_report(reader, self.fields(), id)? else {
                continue;
            };
            let address = DocAddress::new(segment as u32, doc);
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
                if let (Some(path), Some(lat), Some(lon)) = (mention.path, mention.lat, mention.lon)
                {
                    let place = NamedPlace {
                        facet: mention.facet,
                        path,
                        text: text.to_owned(),
                        position: Position { lat, lon },
                    };
                    places.push((characters, place));
                }
            }
            return Ok(places);
        }
        Ok(Vec::new())
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
