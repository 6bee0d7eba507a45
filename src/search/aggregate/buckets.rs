//! Buckets: the values of a dimension, numbered in order of appearance.

use std::collections::HashMap;

use rapidhash::fast::RandomState;

use crate::facet_path;

/// The values of a dimension that were read so far.
#[derive(Default)]
pub struct Buckets {
    keys: Vec<String>,
    /// For each bucket of a facet path, the bucket of its parent.
    parents: Vec<Option<u32>>,
    numbers: HashMap<String, u32, RandomState>,
}

impl Buckets {
    /// Returns how many there are.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Returns the value of a bucket.
    pub fn key(&self, bucket: u32) -> &str {
        &self.keys[bucket as usize]
    }

    /// Yields the values of all buckets.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().map(String::as_str)
    }

    /// Returns the bucket of a value; adds one if it has none.
    pub fn of(&mut self, key: &str) -> u32 {
        self.with_parent(key, None)
    }

    /// Returns the buckets of a well-formed path and its ancestors, shortest first; adds those that are missing.
    pub fn of_path(&mut self, path: &str) -> Vec<u32> {
        let mut buckets = Vec::new();
        for names in 1..=facet_path::depth(path) {
            let end = facet_path::top_end(path, names);
            let parent = buckets.last().copied();
            buckets.push(self.with_parent(&path[..end], parent));
        }
        buckets
    }

    /// Returns the bucket of the parent path.
    pub fn parent(&self, bucket: u32) -> Option<u32> {
        self.parents[bucket as usize]
    }

    fn with_parent(&mut self, key: &str, parent: Option<u32>) -> u32 {
        if let Some(&known) = self.numbers.get(key) {
            return known;
        }
        let new = self.keys.len() as u32;
        self.keys.push(key.to_owned());
        self.parents.push(parent);
        self.numbers.insert(key.to_owned(), new);
        new
    }
}
