//! `within:` and the filter by region: the reports of which a most specific place is in a part of the earth.

use std::ops::Range;

use tantivy::DocId;

use crate::geo_box::{GeoBox, distance_km};
use crate::query::{Centre, Region};
use crate::response::facets::Position;

use super::error::SearchError;
use super::searcher::Searcher;
use super::values::ValuesOf;

/// The places of an index that are in a region.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacesWithin {
    /// For each facet value, by node, whether its place is in the region.
    pub nodes: Vec<bool>,
    /// The values that are in the region with all values below them, by facet; of these, the highest.
    pub whole: Vec<ValuesOf>,
    /// Notes for the user on what was taken as the centre.
    pub notes: Vec<String>,
}

/// A region with positions in place of names.
enum Located {
    Box(GeoBox),
    /// A distance in kilometres from any of these.
    Around(f64, Vec<Position>),
}

impl Located {
    fn contains(&self, position: Position) -> bool {
        let (lat, lon) = (position.lat, position.lon);
        match self {
            Located::Box(region) => region.contains(lat, lon),
            Located::Around(kilometres, centres) => centres
                .iter()
                .any(|centre| distance_km((centre.lat, centre.lon), (lat, lon)) <= *kilometres),
        }
    }
}

impl Searcher {
    /// Returns the smallest box around a region; around places on both sides of the 180th meridian, it may be larger.
    ///
    /// # Errors
    /// The centre of a circle is not the name of a place, or its position is unknown.
    pub fn box_around(&self, region: &Region) -> Result<GeoBox, SearchError> {
        let (kilometres, centres) = match self.located_region(region, None, &mut Vec::new())? {
            Located::Box(region) => return Ok(region),
            Located::Around(kilometres, centres) => (kilometres, centres),
        };
        let boxes = centres
            .iter()
            .map(|centre| GeoBox::around(kilometres, centre.lat, centre.lon));
        let around = boxes.reduce(|a, b| GeoBox {
            south: a.south.min(b.south),
            west: a.west.min(b.west),
            north: a.north.max(b.north),
            east: a.east.max(b.east),
        });
        Ok(around.expect("a circle has a centre"))
    }

    /// Finds the places in a region, which is at `span` of the query, in bytes.
    ///
    /// # Errors
    /// The centre of a circle is not the name of a place, or its position is unknown.
    pub(super) fn places_within(
        &self,
        region: &Region,
        span: Range<usize>,
    ) -> Result<PlacesWithin, SearchError> {
        let mut notes = Vec::new();
        let nodes = self.nodes_within(region, Some(span), &mut notes)?;
        Ok(PlacesWithin {
            whole: self.whole_within(&nodes)?,
            nodes,
            notes,
        })
    }

    /// Returns for each facet value, by node, whether its place is in a region; adds a note on what was taken as the centre.
    /// `span` is its span in the query, in bytes; `None` if it was given as a flag.
    ///
    /// # Errors
    /// As of [`Searcher::places_within`].
    pub(super) fn nodes_within(
        &self,
        region: &Region,
        span: Option<Range<usize>>,
        notes: &mut Vec<String>,
    ) -> Result<Vec<bool>, SearchError> {
        let located = self.located_region(region, span, notes)?;
        let positions = self.node_positions()?;
        Ok(positions.select(|position| located.contains(position)))
    }

    fn located_region(
        &self,
        region: &Region,
        span: Option<Range<usize>>,
        notes: &mut Vec<String>,
    ) -> Result<Located, SearchError> {
        let (kilometres, centre) = match region {
            Region::Box(region) => return Ok(Located::Box(*region)),
            Region::Circle { kilometres, centre } => (*kilometres, centre),
        };
        let name = match centre {
            Centre::Position(lat, lon) => {
                let (lat, lon) = (*lat, *lon);
                return Ok(Located::Around(kilometres, vec![Position { lat, lon }]));
            }
            Centre::Place(name) => name,
        };
        let named = self.facet_paths_anywhere(name, span.clone())?;
        let mut places = Vec::new();
        for ValuesOf { facet, paths } in named {
            let filed = self.filed(&facet)?;
            for path in paths {
                if let Some(position) = self.position_of(&facet, &path)? {
                    places.push((filed.contains(&path), path, position));
                }
            }
        }
        // Of several places with the name, those that reports are filed under.
        if places.iter().any(|(is_filed, ..)| *is_filed) {
            places.retain(|(is_filed, ..)| *is_filed);
        }
        if places.is_empty() {
            return Err(SearchError::NoPosition {
                value: name.clone(),
                span,
            });
        }
        let described = places
            .iter()
            .map(|(_, path, at)| format!("{path} ({}, {})", at.lat, at.lon));
        let described: Vec<String> = described.collect();
        notes.push(format!(
            "within {kilometres} km of {}",
            described.join(" or of ")
        ));
        let centres = places.into_iter().map(|(.., position)| position);
        Ok(Located::Around(kilometres, centres.collect()))
    }

    /// Returns the highest values that are selected with all values below them.
    fn whole_within(&self, selected: &[bool]) -> Result<Vec<ValuesOf>, SearchError> {
        let nodes = self
            .facet_nodes()
            .map_err(|error| self.engine_error(error))?;
        let mut whole = selected.to_vec();
        let all: Vec<_> = nodes.iter().collect();
        // A value comes after the one above it.
        for (number, node) in all.iter().enumerate().rev() {
            if let Some(parent) = node.parent {
                whole[parent] &= whole[number];
            }
        }
        let mut found: Vec<ValuesOf> = Vec::new();
        for (number, node) in all.iter().enumerate() {
            if !whole[number] || node.parent.is_some_and(|parent| whole[parent]) {
                continue;
            }
            let facet = &self.facets()[node.facet].name;
            let path = node.path.to_owned();
            match found.iter_mut().find(|of| of.facet == *facet) {
                Some(of) => of.paths.push(path),
                None => found.push(ValuesOf {
                    facet: facet.clone(),
                    paths: vec![path],
                }),
            }
        }
        found.iter_mut().for_each(|of| of.paths.sort_unstable());
        Ok(found)
    }

    /// Returns the documents of a segment, deleted ones too, of which a most specific value is among `nodes`.
    pub(super) fn docs_within(
        &self,
        segment: usize,
        nodes: &[bool],
    ) -> tantivy::Result<Vec<DocId>> {
        self.facet_nodes()?.docs_with_leaf(self, segment, nodes)
    }
}
