//! The keys by which names and places of the world are looked up.

use crate::schema::GEONAMES;
use reportage_text::analysis::words::Words;

/// Returns the words of a name as they are looked up: folded, with single spaces between.
pub(super) fn key(name: &str) -> String {
    let words = Words::of(name);
    let folded: Vec<&str> = (0..words.len()).map(|i| words.folded(i)).collect();
    folded.join(" ")
}

/// Returns the number in an id like `geonames:3723841`.
pub(super) fn geonames_id(id: &str) -> Option<u32> {
    id.strip_prefix(GEONAMES)?.parse().ok()
}
