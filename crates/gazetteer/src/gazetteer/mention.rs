//! Mentions of facet values in a text, and unresolved names.

use std::fmt;

use super::evidence::Evidence;

/// How an entity is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// By a full name or an alias.
    Name,
    /// By a demonym: what its people and things are called (`Haitian`, `Haitian army`).
    Demonym,
    /// By a declared acronym.
    Acronym,
    /// By a name that counts only with support.
    Nickname,
    /// By an acronym that the report itself introduces, or by a short form of a name that it gives
    /// in full.
    Defined,
    /// By a composed name: a country with a form (`Kenyan police`), or an unlisted local place
    /// (`the Escalón neighborhood`).
    Composed,
    /// By words for its members, its equipment or its kind, which are no name: `Chadian troops`,
    /// `the army`.
    Described,
}

impl NameKind {
    /// All kinds; the index of each is its serialized form.
    pub(super) const ALL: [NameKind; 7] = [
        NameKind::Name,
        NameKind::Demonym,
        NameKind::Acronym,
        NameKind::Nickname,
        NameKind::Defined,
        NameKind::Composed,
        NameKind::Described,
    ];

    /// Returns its name in lowercase.
    pub fn word(self) -> &'static str {
        match self {
            NameKind::Name => "name",
            NameKind::Demonym => "demonym",
            NameKind::Acronym => "acronym",
            NameKind::Nickname => "nickname",
            NameKind::Defined => "defined",
            NameKind::Composed => "composed",
            NameKind::Described => "described",
        }
    }
}

/// Writes its name in lowercase.
impl fmt::Display for NameKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A facet value named in a text. An entity that is filed under two facets has two mentions.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// The name of the facet.
    pub facet: String,
    /// The path of the entity under that facet.
    pub path: String,
    /// The id of the entity.
    pub entity: Option<String>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// Where the name starts in the text, in bytes.
    pub start: usize,
    /// Where it ends, in bytes, exclusive; a possessive is not included.
    pub end: usize,
    /// Its first word.
    pub first_word: usize,
    /// Its last word, inclusive.
    pub last_word: usize,
    /// How the entity is named.
    pub kind: NameKind,
    /// The probability that this entity is meant, 0 to 1; `None` for names that are not scored.
    pub confidence: Option<f32>,
    /// The evidence for and against it.
    pub evidence: Vec<Evidence>,
}

/// A declared name in a text that was not resolved.
#[derive(Debug, Clone, PartialEq)]
pub struct Unresolved {
    /// The candidates as `(facet name, path)`, sorted. The path is empty for an unlisted place
    /// whose area is unknown.
    pub candidates: Vec<(String, String)>,
    /// Why none of them was chosen.
    pub why: Why,
    /// The probability of the likeliest candidate, 0 to 1; `None` for names that are not scored.
    pub confidence: Option<f32>,
    /// The evidence for and against it.
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

/// Why a name was not resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Several entities have it, and nothing in the report indicates which is meant.
    Ambiguous,
    /// It needs the support of another name, and there is none.
    Unsupported,
    /// It is next to a capitalised word and may be part of an unknown name (`Jean Massillon`).
    PartOfName,
    /// It is an acronym in all-caps text without other support.
    InCapitals,
}

/// The tags of a text, in text order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tags {
    /// Mentions of facet values. Those of one name are adjacent, in the order of its entity's
    /// facets.
    pub mentions: Vec<Mention>,
    /// Unresolved names.
    pub unresolved: Vec<Unresolved>,
}
