//! The positions of the places that facet values stand for.

use crate::facet_path;
use crate::response::facets::Position;

use super::error::SearchError;
use super::searcher::Searcher;

/// For each facet value, by node, the position of the nearest place at or above it.
pub struct NodePositions(Vec<Option<Position>>);

impl NodePositions {
    /// Looks up all values.
    pub fn read(searcher: &Searcher) -> Result<NodePositions, SearchError> {
        let nodes = searcher.facet_nodes();
        let nodes = nodes.map_err(|error| searcher.engine_error(error))?;
        let mut positions: Vec<Option<Position>> = Vec::new();
        // The value above another one comes first.
        for node in nodes.iter() {
            let facet = &searcher.facets()[node.facet].name;
            let above = || positions[node.parent?];
            positions.push(match searcher.position_of(facet, node.path)? {
                Some(position) => Some(position),
                None => above(),
            });
        }
        Ok(NodePositions(positions))
    }

    /// Returns for each node whether its position satisfies a condition.
    pub fn select(&self, fits: impl Fn(Position) -> bool) -> Vec<bool> {
        let positions = self.0.iter();
        positions
            .map(|position| position.is_some_and(&fits))
            .collect()
    }
}

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
