//! A matched name, before it is resolved.

use super::entry::Entry;
use super::world::WorldName;

/// A run of words that is a name.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct NameMatch {
    pub first: usize,
    /// Inclusive.
    pub last: usize,
    /// The entries of the name that fit its spelling. Empty only if `world` or `definer` is not.
    pub entries: Vec<Entry>,
    /// The name, if places of the world have it.
    pub world: Option<WorldName>,
    /// The first word of the name that defines this one, if any: for example of the full name that
    /// introduced this acronym.
    pub definer: Option<usize>,
}
