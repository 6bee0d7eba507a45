//! The context of the tagger's passes.

use super::blob::Gazetteer;
use super::local::Locals;
use super::memory::Memory;
use super::mention::Mention;
use super::metadata::Publication;
use reportage_text::analysis::vocabulary::Numbers;

/// What passes know in addition to the text.
pub(super) struct Context<'a> {
    pub gazetteer: &'a Gazetteer,
    /// The numbers of the text's words.
    pub numbers: &'a Numbers,
    /// Values asserted by metadata, as `(facet name, path)`.
    pub asserted: &'a [(String, String)],
    pub publication: Publication<'a>,
    /// Mentions in another part of the report.
    pub beside: &'a [Mention],
    /// Whether the text has no capitals, and is treated as all caps.
    pub is_lowercase: bool,
    pub memory: &'a mut Memory,
    /// Names that the text itself describes as local places, between the pass that finds them and
    /// the one that composes them.
    pub locals: Locals<'a>,
}
