//! The positions of the places that facet values stand for.

use std::collections::HashMap;

use crate::facet_path;
use crate::response::facets::Position;

use super::error::SearchError;
use super::searcher::Searcher;

/// For each facet value, by node, the nearest place at or above it whose position is known.
pub struct NodePositions {
    /// The node of the place, and its position.
    places: Vec<Option<(usize, Position)>>,
    /// The nodes by path, for each facet by its position in the schema.
    nodes: Vec<HashMap<String, usize>>,
}

impl NodePositions {
    /// Looks up all values.
    pub fn read(searcher: &Searcher) -> Result<NodePositions, SearchError> {
        let nodes = searcher.facet_nodes();
        let nodes = nodes.map_err(|error| searcher.engine_error(error))?;
        let mut positions = NodePositions {
            places: Vec::new(),
            nodes: vec![HashMap::new(); searcher.facets().len()],
        };
        // The value above another one comes first.
        for (number, node) in nodes.iter().enumerate() {
            let facet = &searcher.facets()[node.facet].name;
            let above = || positions.places[node.parent?];
            let place = match searcher.position_of(facet, node.path)? {
                Some(position) => Some((number, position)),
                None => above(),
            };
            positions.places.push(place);
            positions.nodes[node.facet].insert(node.path.to_owned(), number);
        }
        Ok(positions)
    }

    /// Returns for each node whether its position satisfies a condition.
    pub fn select(&self, fits: impl Fn(Position) -> bool) -> Vec<bool> {
        let places = self.places.iter();
        places
            .map(|place| place.is_some_and(|(_, position)| fits(position)))
            .collect()
    }

    /// Returns the node of the nearest place at or above a value of a facet (its position in the schema), and its position.
    pub fn nearest(&self, facet: usize, path: &str) -> Option<(usize, Position)> {
        self.places[*self.nodes.get(facet)?.get(path)?]
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
        let named = self.gazetteer()?;
        let named = named.positions_named(facet, &facet_path::last_name(path));
        let is_here = |at: &str| *self.renames().shown(facet, at) == *path;
        let position = named.into_iter().find(|(at, _)| is_here(at));
        Ok(position.map(|(_, (lat, lon))| Position { lat, lon }))
    }
}
