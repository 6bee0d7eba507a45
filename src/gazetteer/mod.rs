//! Finds declared names in text, resolves them to entities and keeps the evidence.
//!
//! A schema is compiled to one blob ([`Gazetteer::compile`]), which is opened without unpacking it
//! ([`Gazetteer::open`]): an automaton of all names, folded, and a table of entities that is read
//! where it is needed. Beside it stands the [`world`], if the schema asks for it. [`Gazetteer::tag`],
//! or a [`Tagger`] for many texts, works in steps, a file each: `small_letters` tells text without capitals, `scan` finds the longest names that are written as declared, `define`
//! and `long_forms` find acronyms and names in full that the text itself introduces, `places` weighs which names are places and which,
//! `resolve` decides which entity another name stands for, or that it cannot be known, `shared_demonyms` which country
//! *Congolese* is of; last, `local` files places that
//! only the text itself calls so, `compose` puts together what every country has (`Kenyan police`), `people` finds last names,
//! `bylines` takes out who brought the report, `governments` finds those called by a person's name or a party's, and
//! `home_forces` state forces of the country that the report is about.
//! Of what was found, [`salience`] says what the report is mainly about.

mod abbreviation;
mod annotations;
mod automaton;
mod blob;
mod bylines;
mod bytes;
pub mod candidates;
mod capitals;
pub mod check;
mod compile;
mod compose;
mod context;
mod define;
mod entry;
mod evidence;
mod forms;
mod gap;
mod governments;
mod home_forces;
pub mod import;
mod lexicon;
mod local;
mod long_forms;
mod lookup;
mod memory;
mod merged;
mod name_match;
mod named_entities;
mod outcomes;
mod people;
pub mod phrases;
mod places;
mod resolve;
pub mod salience;
mod scan;
mod shared_demonyms;
mod short_forms;
mod small_letters;
mod small_words;
mod stated;
mod stems;
mod tagger;
mod token_view;
mod units;
pub mod world;

use std::fmt;

use crate::analysis::vocabulary::Vocabulary;
use crate::analysis::words::Words;
use crate::schema::IndexSchema;

pub use blob::{Gazetteer, GazetteerError, MAGIC};
pub use bytes::Bytes;
pub use evidence::Evidence;
pub use lookup::{Known, People};
pub use tagger::{Tagger, Text};

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
    const ALL: [NameKind; 6] = [
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

/// What a report's metadata gives beside its text.
#[derive(Debug, Clone, Copy, Default)]
pub struct Given<'a> {
    /// Values that it states, as `(facet name, path)`.
    pub stated: &'a [(String, String)],
    /// Who published it and where.
    pub publication: Publication<'a>,
}

/// Who published a report and where. The publisher's home supports places there.
#[derive(Debug, Clone, Copy, Default)]
pub struct Publication<'a> {
    /// The publisher's name, or the host it publishes at.
    pub source: Option<&'a str>,
    /// The report's address.
    pub url: Option<&'a str>,
    /// ISO 639-1 code (639-3 where there is none).
    pub language: Option<&'a str>,
}

impl Gazetteer {
    /// Compiles the names of a schema. The same schema gives the same bytes.
    pub fn compile(schema: &IndexSchema) -> Vec<u8> {
        compile::compile(schema)
    }

    /// Finds what `text` names; `words` are its words.
    pub fn tag(&self, text: &str, words: &Words) -> Tags {
        self.tag_with(text, words, Given::default(), &Tags::default())
    }

    /// Finds what `text` names, being part of a report of which more is known: what its metadata
    /// gives, and what is named `beside` (in the body, for a title). Both support names that need support, as
    /// if they stood in the text.
    pub fn tag_with(&self, text: &str, words: &Words, given: Given<'_>, beside: &Tags) -> Tags {
        let numbers = &Vocabulary::default().number(words);
        let text = Text {
            text,
            words,
            numbers,
        };
        let mut memory = memory::Memory::default();
        tagger::tag(self, text, given, beside, &mut memory)
    }
}

#[cfg(test)]
mod tests;
