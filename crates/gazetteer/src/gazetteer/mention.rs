//! Mentions of facet values in a text, and names in it that are not counted.

use std::fmt;

use super::evidence::Evidence;

/// How an entity is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// By a name in full or an alias.
    Name,
    /// By what its people and things are called (`Haitian`, `Haitian army`).
    Demonym,
    /// By an acronym that is declared.
    Acronym,
    /// By a name that counts only with support.
    Nickname,
    /// By an acronym that the report itself introduces, or by a short form of a name that it gives in
    /// full.
    Defined,
    /// By a country and what every country has (`Kenyan police`), or by a name that nobody listed and the
    /// text calls one of a place of a local kind (`the Escalón neighborhood`).
    Composed,
}

impl NameKind {
    /// All kinds, each at the index that it is written as.
    pub(super) const ALL: [NameKind; 6] = [
        NameKind::Name,
        NameKind::Demonym,
        NameKind::Acronym,
        NameKind::Nickname,
        NameKind::Defined,
        NameKind::Composed,
    ];

    /// Returns the lower-case word for it.
    pub fn word(self) -> &'static str {
        match self {
            NameKind::Name => "name",
            NameKind::Demonym => "demonym",
            NameKind::Acronym => "acronym",
            NameKind::Nickname => "nickname",
            NameKind::Defined => "defined",
            NameKind::Composed => "composed",
        }
    }
}

/// Writes the lower-case word.
impl fmt::Display for NameKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A value of a facet, named in a text. An entity that stands under two facets is two mentions.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// The facet's name.
    pub facet: String,
    /// Where the entity is filed there.
    pub path: String,
    /// The entity's id.
    pub entity: Option<String>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// Where the name starts in the text, in bytes.
    pub start: usize,
    /// Where it ends, in bytes, exclusive; a possessive is outside.
    pub end: usize,
    /// Its first word.
    pub first_word: usize,
    /// Its last word, inclusive.
    pub last_word: usize,
    /// How the entity is named.
    pub kind: NameKind,
    /// How likely this is what is meant, 0 to 1; `None` for names that are never weighed.
    pub confidence: Option<f32>,
    /// What speaks for and against it.
    pub evidence: Vec<Evidence>,
}

/// A declared name in a text that was not counted.
#[derive(Debug, Clone, PartialEq)]
pub struct Unresolved {
    /// Whom or what it may stand for, as `(facet name, path)`, sorted; the path is empty for a place that
    /// nobody listed and of which nothing tells in which area it lies.
    pub candidates: Vec<(String, String)>,
    /// Why none of them was taken.
    pub why: Why,
    /// How likely the likeliest of them is meant, 0 to 1; `None` for names that are never weighed.
    pub confidence: Option<f32>,
    /// What speaks for and against it.
    pub evidence: Vec<Evidence>,
    /// Where the name starts in the text, in bytes.
    pub start: usize,
    /// Where it ends, in bytes, exclusive.
    pub end: usize,
    /// Its first word.
    pub first_word: usize,
    /// Its last word, inclusive.
    pub last_word: usize,
}

/// Why a name was not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Several entities have it and nothing in the report tells which is meant.
    Ambiguous,
    /// It needs the support of another name, and there is none.
    Unsupported,
    /// It stands beside a capitalised word, as parts of unknown names do (`Jean Massillon`).
    PartOfName,
    /// It is an acronym in text that is all capitals, and nothing else supports it.
    InCapitals,
}

/// What a text names, in its order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tags {
    /// What is counted. Mentions of one name stand together, in the order of the facets declared
    /// for its entity.
    pub mentions: Vec<Mention>,
    /// What is not.
    pub unresolved: Vec<Unresolved>,
}
