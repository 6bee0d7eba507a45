//! Look-up keys of names and places of the world.

use crate::schema::GEONAMES;
use reportage_text::analysis::words::Words;

/// Returns the look-up key of a name: its folded words, separated by single spaces.
pub(super) fn key(name: &str) -> String {
    Words::of(name).key()
}

/// Returns the number in an id like `geonames:3723841`.
pub(super) fn geonames_id(id: &str) -> Option<u32> {
    id.strip_prefix(GEONAMES)?.parse().ok()
}
