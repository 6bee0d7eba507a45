//! Places mentioned in hits.

use super::facets::Position;

/// A place mentioned in a passage.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedPlace {
    /// The facet.
    pub facet: String,
    /// Its path.
    pub path: String,
    /// The name as written in the passage.
    pub text: String,
    /// Its position.
    pub position: Position,
}
