//! A name as it is matched in a text, before it is resolved.

use super::entry::Entry;
use super::world::WorldName;

/// A stretch of words that is a name.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct NameMatch {
    pub first: usize,
    /// Inclusive.
    pub last: usize,
    /// Whose name it may be, by the way it is written. Empty only if `world` or `definer` is not.
    pub entries: Vec<Entry>,
    /// The name, if places of the world have it.
    pub world: Option<WorldName>,
    /// The first word of the name that gives this one its meaning, if one does: of the name in full that
    /// introduced this acronym, say.
    pub definer: Option<usize>,
}
