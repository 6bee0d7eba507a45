//! What a page about an answer shows beside its hits: when the reports found were published, and which places they name.

use super::facets::Position;
use super::timeline::Timeline;

/// When and where all reports are that a query finds, not only those whose hits are listed.
#[derive(Debug, Clone, PartialEq)]
pub struct Overview {
    /// Of one series, from the first to the last period in which a report found was published.
    pub timeline: Timeline,
    /// The places that reports are filed under: of each report the most specific, or the nearest above whose position is known.
    /// The most frequent first, then by path.
    pub places: Vec<CountedPlace>,
    /// How many further values of the same facets are not in `places`: their positions are unknown, or they are too many.
    pub more_places: usize,
}

/// A place and how many reports are filed there.
#[derive(Debug, Clone, PartialEq)]
pub struct CountedPlace {
    /// Its path in its facet (`/Haiti/Ouest/Kenscoff`).
    pub path: String,
    /// At least 1.
    pub count: u64,
    /// Where it is.
    pub position: Position,
}
