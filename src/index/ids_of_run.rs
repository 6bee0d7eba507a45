//! The ids that a run has assigned, with their sources: about 20 bytes each.

use std::collections::HashMap;
use std::sync::Arc;

use rapidhash::fast::RandomState;

/// The hash of an id in two parts, so that an entry needs no padding.
type Key = [u32; 2];

/// The number of hash tables. A full table is reallocated, and only one is duplicated meanwhile.
const TABLES: usize = 64;

/// The ids assigned in a run, by hash.
pub(super) struct IdsOfRun {
    /// The keys of the sources; a source may occur several times.
    owners: Vec<Arc<str>>,
    /// The index of each id's owner.
    tables: Vec<HashMap<Key, u32, RandomState>>,
}

impl Default for IdsOfRun {
    fn default() -> IdsOfRun {
        IdsOfRun {
            owners: Vec::new(),
            tables: vec![HashMap::default(); TABLES],
        }
    }
}

impl IdsOfRun {
    /// Returns the key of the source that owns an id.
    pub fn owner(&self, hash: u64) -> Option<&Arc<str>> {
        let number = self.tables[table(hash)].get(&key(hash))?;
        self.owners.get(*number as usize)
    }

    /// Assigns an id to a source.
    pub fn give(&mut self, hash: u64, shown: &Arc<str>) {
        let is_last = |owner: &Arc<str>| Arc::ptr_eq(owner, shown);
        if !self.owners.last().is_some_and(is_last) {
            self.owners.push(shown.clone());
        }
        let number = self.owners.len() as u32 - 1;
        self.tables[table(hash)].insert(key(hash), number);
    }

    /// Revokes the ids of a source.
    pub fn withdraw(&mut self, shown: &str) {
        let owners = &self.owners;
        for table in &mut self.tables {
            table.retain(|_, number| {
                owners
                    .get(*number as usize)
                    .is_none_or(|owner| &**owner != shown)
            });
        }
    }
}

fn key(hash: u64) -> Key {
    [hash as u32, (hash >> 32) as u32]
}

fn table(hash: u64) -> usize {
    (hash % TABLES as u64) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_belongs_to_its_owner_until_it_is_revoked() {
        let (a, b): (Arc<str>, Arc<str>) = (Arc::from("a"), Arc::from("b"));
        let mut given = IdsOfRun::default();
        given.give(1, &a);
        given.give(1 << 40, &b);
        given.give(65, &a);
        let owners = |given: &IdsOfRun| {
            [1, 65, 1 << 40, 2].map(|id| given.owner(id).map(|owner| owner.to_string()))
        };
        let some = |name: &str| Some(name.to_owned());
        assert_eq!(owners(&given), [some("a"), some("a"), some("b"), None]);
        given.withdraw("a");
        assert_eq!(owners(&given), [None, None, some("b"), None]);
    }
}
