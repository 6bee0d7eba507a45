//! Whose an id is: no two reports of an index have the same one.

use std::collections::HashSet;
use std::sync::Arc;

use tantivy::Searcher;

use super::fields::{Fields, hash_of_id};
use super::ids_of_run::IdsOfRun;
use super::manifest;

/// Knows which ids were taken when a run began, which of them have come free since, and which the
/// run has given out itself.
pub(super) struct IdRegistry {
    fields: Fields,
    /// The index as it stood at the start.
    before: Searcher,
    /// Keys of the sources of `before` whose reports are gone or about to be replaced.
    released: HashSet<String>,
    given: IdsOfRun,
}

/// Who has an id.
pub(super) enum IdOwner {
    /// Nobody: it is free.
    Nobody,
    /// A report that this run has added, of the source with this key.
    ThisRun(Arc<str>),
    /// A report that stood in the index before, of the source with this key.
    Before(String),
}

impl IdRegistry {
    /// Starts with the index as it stands.
    pub fn new(before: Searcher, fields: Fields) -> IdRegistry {
        IdRegistry {
            fields,
            before,
            released: HashSet::new(),
            given: IdsOfRun::default(),
        }
    }

    /// Returns the index as it stood at the start.
    pub fn before(&self) -> &Searcher {
        &self.before
    }

    /// Frees the ids that a source had before the run, but to itself: it still [holds](Self::holder) them.
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

    /// Tells who has `id`, from where the source `asking` stands.
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

    /// Takes back the ids that this run has given to the source with this key.
    pub fn withdraw(&mut self, key: &str) {
        self.given.withdraw(key);
    }

    /// Gives `id` to the source with this key.
    pub fn give(&mut self, id: &str, key: &Arc<str>) {
        self.given.give(hash_of_id(id), key);
    }
}
