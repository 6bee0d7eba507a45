//! Sources in the index whose files are missing. They leave the index, unless so many are missing at once that the folder
//! itself is more likely unavailable: a share that is not mounted, a disk that is not plugged in.

use std::collections::{HashMap, HashSet};

use crate::index::{Ledger, source_key};

use super::requested::{Requested, RootPlaces};
use super::walk::Walked;

/// The missing sources of a root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vanishing {
    /// The root's name.
    pub root: String,
    /// Its folder, as shown.
    pub place: String,
    /// How many sources are missing; at least one.
    pub gone: usize,
    /// How many sources of the root the index has.
    pub of: usize,
    /// What happened, as far as it can be seen.
    pub why: Vanished,
}

/// The state of a root's folder with missing sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vanished {
    /// The folder does not exist.
    Missing,
    /// The folder exists but contains no file that could be read.
    Empty,
    /// More than half of its sources are missing.
    Most,
    /// At most half of its sources are missing.
    Some,
}

impl Vanished {
    /// Returns whether it is doubtful that the sources were deleted for good.
    pub fn is_doubtful(self) -> bool {
        match self {
            Vanished::Missing | Vanished::Empty | Vanished::Most => true,
            Vanished::Some => false,
        }
    }
}

/// Returns the keys of missing sources below the requested paths, by root, in the order of reading. Sources below a folder
/// that cannot be read do not count as missing.
pub(super) fn gone(
    ledger: &Ledger,
    requested: &Requested,
    places: &RootPlaces,
    walked: &Walked,
) -> Vec<(u32, Vec<String>)> {
    let sources = walked.sources.iter().map(|found| found.key.as_str());
    let skipped = walked.skipped.iter().map(|(key, _)| key.as_str());
    let present: HashSet<&str> = sources.chain(skipped).collect();
    let is_unknown = |key: &str| {
        let path = places.path_of(key);
        path.is_some_and(|path| {
            walked
                .unknown
                .iter()
                .any(|unknown| path.starts_with(unknown))
        })
    };
    let mut gone: Vec<(u32, Vec<String>)> = Vec::new();
    for requested in &requested.looked_at {
        let keys = ledger.keys_below(requested.root, &requested.below);
        let keys = keys.into_iter().filter(|key| {
            !present.contains(key.as_str()) && (walked.unknown.is_empty() || !is_unknown(key))
        });
        match gone.iter_mut().find(|(root, _)| *root == requested.root) {
            Some((_, before)) => before.extend(keys),
            None => gone.push((requested.root, keys.collect())),
        }
    }
    for (_, keys) in &mut gone {
        keys.sort_by(|a, b| source_key::compare(a, b));
        keys.dedup();
    }
    gone
}

/// Describes the missing sources of a root. `gone` has their keys, without those of renamed files. `None` if none of them
/// had been read.
pub(super) fn describe(
    ledger: &Ledger,
    requested: &Requested,
    places: &RootPlaces,
    walked: &Walked,
    root: u32,
    gone: &[String],
) -> Option<Vanishing> {
    let is_read = |key: &String| ledger.row(key).is_some_and(|row| row.skipped.is_none());
    let gone = gone.iter().filter(|key| is_read(key)).count();
    if gone == 0 {
        return None;
    }
    let rows = ledger.rows().filter(|row| row.skipped.is_none());
    let of_root = |key: &str| source_key::parts_of(key).is_some_and(|(of, _)| of == root);
    let of = rows.filter(|row| of_root(&row.key)).count();
    let found = walked
        .sources
        .iter()
        .filter(|found| of_root(&found.key))
        .count();
    let whole_root = requested
        .looked_at
        .iter()
        .any(|requested| requested.root == root && requested.below.as_os_str().is_empty());
    let why = if walked.missing.contains(&root) {
        Vanished::Missing
    } else if whole_root && found == 0 {
        Vanished::Empty
    } else if gone * 2 > of {
        Vanished::Most
    } else {
        Vanished::Some
    };
    Some(Vanishing {
        root: requested.roots.numbered(root)?.name.clone(),
        place: places.place(root)?.display().to_string(),
        gone,
        of,
        why,
    })
}

/// Groups missing sources by size, to recognise those that were renamed.
pub(super) fn by_size<'a>(
    ledger: &'a Ledger,
    gone: &'a [(u32, Vec<String>)],
) -> HashMap<u64, Vec<&'a str>> {
    let mut by_size: HashMap<u64, Vec<&str>> = HashMap::new();
    for key in gone.iter().flat_map(|(_, keys)| keys) {
        let row = ledger.row(key);
        let stays = row.filter(|row| row.complete && !row.contested && row.skipped.is_none());
        if let Some(row) = stays {
            by_size.entry(row.size).or_default().push(key);
        }
    }
    by_size
}
