//! Finds declared names in text, resolves them to entities and keeps the evidence.
//!
//! A schema is compiled to one blob ([`Gazetteer::compile`]), which is opened without unpacking it
//! ([`Gazetteer::open`]): an automaton of all names, folded, and a table of entities that is read
//! where it is needed. Beside it stands the [`world`], if the schema asks for it.
//!
//! [`Gazetteer::tag`], or a [`Tagger`] for many texts, runs the passes that `tagging` lists. A pass reads the
//! text through a `TokenView`, gets in `Context` what is known beside it, and edits the `Annotations`. The first
//! ones match names (`scan`) and find those that the text itself introduces; then `places` decides which are
//! names of places and of which, and `tagging::resolve` what the others stand for; the last ones add what is
//! named by more or less than a declared name. `local` files places that only the text itself calls so.
//! [`Evidence`] says what speaks for a mention, with its weight and its words in one table.
//! Of what was found, [`aboutness`] says what the report is mainly about.

mod abbreviation;
pub mod aboutness;
mod annotations;
mod asserted_values;
mod automaton;
mod blob;
mod bytes;
pub mod candidates;
mod capitals;
pub mod check;
mod compile;
mod context;
mod entry;
mod evidence;
mod facet;
mod forms;
mod gap;
pub mod import;
mod keys;
mod lexicon;
mod local;
mod lookup;
mod memory;
mod mention;
mod merged;
mod metadata;
mod name_match;
pub mod phrases;
mod places;
mod scan;
mod small_words;
mod stems;
mod tagging;
mod token_view;
pub mod world;

use crate::schema::IndexSchema;
use reportage_text::analysis::vocabulary::Vocabulary;
use reportage_text::analysis::words::Words;

pub use blob::{Gazetteer, GazetteerError, MAGIC};
pub use bytes::Bytes;
pub use evidence::Evidence;
pub use facet::Facet;
pub use lookup::{Known, People};
pub use mention::{Mention, NameKind, Tags, Unresolved, Why};
pub use metadata::{Publication, ReportMetadata};
pub use tagging::{Tagger, Text};

impl Gazetteer {
    /// Compiles the names of a schema. The same schema gives the same bytes.
    pub fn compile(schema: &IndexSchema) -> Vec<u8> {
        compile::compile(schema)
    }

    /// Finds what `text` names; `words` are its words.
    pub fn tag(&self, text: &str, words: &Words) -> Tags {
        self.tag_with(text, words, ReportMetadata::default(), &Tags::default())
    }

    /// Finds what `text` names, being part of a report of which more is known: what its metadata
    /// gives, and what is named `beside` (in the body, for a title). Both support names that need support, as
    /// if they stood in the text.
    pub fn tag_with(
        &self,
        text: &str,
        words: &Words,
        metadata: ReportMetadata<'_>,
        beside: &Tags,
    ) -> Tags {
        let numbers = &Vocabulary::default().number(words);
        let text = Text {
            text,
            words,
            numbers,
        };
        let mut memory = memory::Memory::default();
        tagging::tag(self, text, metadata, beside, &mut memory)
    }
}

#[cfg(test)]
mod tests;
