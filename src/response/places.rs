//! Places that hits name.

use super::facets::Position;

/// A place that a passage names.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedPlace {
    /// The facet.
    pub facet: String,
    /// Its path.
    pub path: String,
    /// The name as the passage has it.
    pub text: String,
    /// Where it is.
    pub position: Position,
}
