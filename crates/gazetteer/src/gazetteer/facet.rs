//! A facet, as the gazetteer knows it.

/// A facet as the gazetteer knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// As typed in queries.
    pub name: String,
    /// As shown.
    pub label: String,
    /// Whether its values are places within places.
    pub places: bool,
    /// Whether the world stands under it.
    pub world: bool,
    /// Whether demonyms of its entities count.
    pub demonyms: bool,
}
