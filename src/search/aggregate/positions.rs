//! The positions of the places that facet values stand for.

use crate::facet_path;
use crate::response::facets::Position;

use super::super::error::SearchError;
use super::super::searcher::Searcher;

impl Searcher {
    /// Returns the position of the place of a facet value; `None` if the tables have no place at that path, or no
    /// position for it.
    pub(super) fn position_of(
        &self,
        facet: &str,
        path: &str,
    ) -> Result<Option<Position>, SearchError> {
        let stands =
            |(of, at): &(String, String)| of == facet && *self.renames().shown(facet, at) == *path;
        let named = self.gazetteer()?.named(&facet_path::last_name(path));
        let mut there = named
            .iter()
            .filter(|known| known.standings.iter().any(stands));
        let position = there.find_map(|known| known.position);
        Ok(position.map(|(lat, lon)| Position { lat, lon }))
    }
}
