//! The overview of a result that an HTML page shows: publication dates and places of the reports found.

use super::facets::Position;
use super::timeline::Timeline;

/// Publication dates and places of all reports that a query finds, not only of the listed hits.
#[derive(Debug, Clone, PartialEq)]
pub struct Overview {
    /// A timeline with one series, from the first to the last period with a report.
    pub timeline: Timeline,
    /// The places of the reports: the most specific ones of each report, or their nearest ancestors with a known position.
    /// Ordered by descending count, then by path.
    pub places: Vec<CountedPlace>,
    /// How many further values are not in `places` because their positions are unknown or there are too many.
    pub more_places: usize,
}

/// A place and the number of its reports.
#[derive(Debug, Clone, PartialEq)]
pub struct CountedPlace {
    /// Its facet.
    pub facet: String,
    /// Its path in its facet (`/Haiti/Ouest/Kenscoff`).
    pub path: String,
    /// At least 1.
    pub count: u64,
    /// Its position.
    pub position: Position,
}
