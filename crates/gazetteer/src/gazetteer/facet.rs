//! A facet in the compiled gazetteer.

/// A facet in the compiled gazetteer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// The name used in queries.
    pub name: String,
    /// The display name.
    pub label: String,
    /// Whether its values are places within places.
    pub places: bool,
    /// Whether it includes the places of the world.
    pub world: bool,
    /// Whether demonyms of its entities count.
    pub demonyms: bool,
}
