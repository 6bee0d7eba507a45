//! The owners of ids: no two reports of an index have the same id.

use std::collections::HashSet;
use std::sync::Arc;

use tantivy::Searcher;

use super::fields::{Fields, hash_of_id};
use super::ids_of_run::IdsOfRun;
use super::manifest;

/// Tracks which ids were taken when a run began, which have been freed since, and which the run has
/// assigned.
pub(super) struct IdRegistry {
    fields: Fields,
    /// The index at the start of the run.
    before: Searcher,
    /// Keys of the sources in `before` whose reports were removed or are about to be replaced.
    released: HashSet<String>,
    given: IdsOfRun,
}

/// The owner of an id.
pub(super) enum IdOwner {
    /// The id is free.
    Nobody,
    /// A report that this run has added, from the source with this key.
    ThisRun(Arc<str>),
    /// A report that was in the index before, from the source with this key.
    Before(String),
}

impl IdRegistry {
    /// Starts with the current index.
    pub fn new(before: Searcher, fields: Fields) -> IdRegistry {
        IdRegistry {
            fields,
            before,
            released: HashSet::new(),
            given: IdsOfRun::default(),
        }
    }

    /// Returns the index at the start of the run.
    pub fn before(&self) -> &Searcher {
        &self.before
    }

    /// Frees the ids of a source for other sources; the source itself still [holds](Self::holder)
    /// them.
    pub fn release(&mut self, key: String) {
        self.released.insert(key);
    }

    /// Returns whether a source has released its ids.
    pub fn is_released(&self, key: &str) -> bool {
        self.released.contains(key)
    }

    /// Returns whether any source has released its ids.
    pub fn any_released(&self) -> bool {
        !self.released.is_empty()
    }

    /// Returns the owner of `id`, as seen from the source `asking`.
    pub fn holder(&self, id: &str, asking: &str) -> tantivy::Result<IdOwner> {
        if let Some(key) = self.given.owner(hash_of_id(id)) {
            return Ok(IdOwner::ThisRun(key.clone()));
        }
        let before = manifest::source_of(&self.before, self.fields, id)?;
        Ok(match before {
            Some(key) if key == asking || !self.released.contains(&key) => IdOwner::Before(key),
            Some(_) | None => IdOwner::Nobody,
        })
    }

    /// Revokes the ids that this run has assigned to the source with this key.
    pub fn withdraw(&mut self, key: &str) {
        self.given.withdraw(key);
    }

    /// Assigns `id` to the source with this key.
    pub fn give(&mut self, id: &str, key: &Arc<str>) {
        self.given.give(hash_of_id(id), key);
    }
}
