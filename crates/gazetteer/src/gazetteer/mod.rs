//! Finds declared names in text, resolves them to entities and keeps the evidence.
//!
//! A schema is compiled to one blob ([`Gazetteer::compile`]), which is opened without deserializing
//! it ([`Gazetteer::open`]): an automaton of all folded names, and a table of entities that is read
//! on demand. The [`world`] is a separate file, used if the schema includes it.
//!
//! [`Gazetteer::tag`], or a [`Tagger`] for many texts, runs the passes listed in `tagging`. A pass
//! reads the text through a `TokenView`, gets other information in `Context`, and edits the
//! `Annotations`. The first passes match names (`scan`) and find those that the text introduces;
//! then `places` decides which are place names and disambiguates them, and `tagging::resolve`
//! resolves the others; the last passes add entities that are named by more or less than a declared
//! name. `local` files places that only the text describes. [`Evidence`] lists the evidence for a
//! mention, with weights and descriptions in one table. [`aboutness`] determines what the report is
//! mainly about.

mod abbreviation;
pub mod aboutness;
mod adjectives;
mod annotations;
mod asserted_values;
mod automaton;
mod blob;
mod bytes;
pub mod candidates;
mod capitals;
pub mod check;
mod common_words;
mod compile;
mod context;
mod documents;
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
mod name_affixes;
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
    /// Compiles the names of a schema. The same schema always gives the same bytes.
    pub fn compile(schema: &IndexSchema) -> Vec<u8> {
        compile::compile(schema)
    }

    /// Tags `text`, whose words are `words`.
    pub fn tag(&self, text: &str, words: &Words) -> Tags {
        self.tag_with(text, words, ReportMetadata::default(), &Tags::default())
    }

    /// Tags `text` as part of a report with metadata and with names in another part of it, `beside`
    /// (the body, when tagging a title). Both support names that need support, as if they were in
    /// the text.
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
