//! What the passes of the tagger know beside the text.

use super::blob::Gazetteer;
use super::local::Locals;
use super::memory::Memory;
use super::mention::Mention;
use super::metadata::Publication;
use reportage_text::analysis::vocabulary::Numbers;

/// What passes know beside the text.
pub(super) struct Context<'a> {
    pub gazetteer: &'a Gazetteer,
    /// The numbers of the text's words.
    pub numbers: &'a Numbers,
    /// Values that metadata asserts, as `(facet name, path)`.
    pub asserted: &'a [(String, String)],
    pub publication: Publication<'a>,
    /// What is named in another part of the report.
    pub beside: &'a [Mention],
    /// Whether the text has no capitals, and is read as if it were all caps.
    pub is_lowercase: bool,
    pub memory: &'a mut Memory,
    /// What the text calls places of a local kind; from when they are found until they are composed.
    pub locals: Locals<'a>,
}
