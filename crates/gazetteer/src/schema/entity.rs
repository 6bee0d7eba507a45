//! An entity, as declared by a row of a table.

/// Something with a name: a place, a group, a person, a body.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Entity {
    /// Unique in the schema (`iso:HT`).
    pub id: String,
    /// The facet values under which it is filed, the facet of its table first. Never empty.
    pub standings: Vec<Standing>,
    /// Its kind, in the words of the table (`commune`); may be empty.
    pub kind: String,
    /// Its names, the last part of its path first unless the row says otherwise.
    pub names: Vec<String>,
    /// Names that count only in all caps.
    pub acronyms: Vec<String>,
    /// Names of its people and things (`Haitian`).
    pub demonyms: Vec<String>,
    /// Names that count only with support from the rest of the report.
    pub nicknames: Vec<String>,
    /// Whether all of its names count only with support.
    pub needs_context: bool,
    /// Whether it replaces the entity with its id in an earlier table, and the place of the world
    /// with that id: their other names are dropped.
    pub overrides: bool,
    /// Latitude and longitude in degrees.
    pub position: Option<(f64, f64)>,
    /// The id of the group that a person belongs to.
    pub group: Option<String>,
    /// The ids of the [forms](super::Form) that it is in its country, which is the second name of
    /// its path.
    pub forms: Vec<String>,
    /// The arrondissement that contains a place; may be empty.
    pub arrondissement: String,
    /// A comment; may be empty.
    pub note: String,
}

/// A facet and the path of an entity under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Index into [`facets`](super::IndexSchema::facets).
    pub facet: usize,
    /// As written (`/Haiti/Ouest`).
    pub path: String,
}
