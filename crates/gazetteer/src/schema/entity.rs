//! An entity: what a row of a table declares.

/// Something that has a name: a place, a group, a person, a body.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Entity {
    /// Unique in the schema (`iso:HT`).
    pub id: String,
    /// Where it is filed, the facet of its table first. Never empty.
    pub standings: Vec<Standing>,
    /// What it is, in the table's words (`commune`); may be empty.
    pub kind: String,
    /// Its names, the last part of its path first unless another column says otherwise.
    pub names: Vec<String>,
    /// Names that count in capitals only.
    pub acronyms: Vec<String>,
    /// What its people and things are called (`Haitian`).
    pub demonyms: Vec<String>,
    /// Names that count only where something else in the report supports them.
    pub nicknames: Vec<String>,
    /// Whether all of its names count only with support.
    pub needs_context: bool,
    /// Whether it takes the place of the entity of its id in a table before its own, and of the place of
    /// the world with that id: no name but its own is theirs any more.
    pub overrides: bool,
    /// Latitude and longitude in degrees.
    pub position: Option<(f64, f64)>,
    /// The id of the group that a person belongs to.
    pub group: Option<String>,
    /// The ids of the [forms](super::Form) that this is in its country, the second name of its path.
    pub forms: Vec<String>,
    /// The arrondissement that a place lies in; may be empty.
    pub arrondissement: String,
    /// Anything; may be empty.
    pub note: String,
}

/// A facet and the path under which an entity is filed there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Index into [`facets`](super::IndexSchema::facets).
    pub facet: usize,
    /// As written (`/Haiti/Ouest`).
    pub path: String,
}
