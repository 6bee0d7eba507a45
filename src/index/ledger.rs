//! What an index knows about its sources: its roots, and each file below them that was read or
//! skipped.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::changes::{Plan, SourceState};
use super::roots::{Places, Root, Roots};
use super::source_key::{self, parts_of};
use super::stored::SourceRow;

/// The roots and source rows of an index.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    /// The index directory; empty for an index in memory.
    pub(super) dir: PathBuf,
    pub(super) roots: Roots,
    /// The roots of the index that is being replaced by a rebuild.
    pub(super) replaced_roots: Roots,
    /// By key.
    pub(super) rows: HashMap<String, SourceRow>,
    /// The locations of the sources.
    pub(super) places: Places,
}

impl Ledger {
    /// Creates a ledger.
    pub(super) fn new(dir: &Path, roots: Roots, rows: HashMap<String, SourceRow>) -> Ledger {
        Ledger {
            dir: dir.to_owned(),
            places: Places::of(&roots, dir),
            roots,
            replaced_roots: Roots::default(),
            rows,
        }
    }

    /// Returns the roots.
    pub fn roots(&self) -> &Roots {
        &self.roots
    }

    /// Returns the name, in the index being replaced by a rebuild, of the root at an absolute path.
    pub fn replaced_name(&self, place: &Path) -> Option<&str> {
        let mut roots = self.replaced_roots.iter();
        let same = roots.find(|root| root.place(&self.dir) == place);
        same.map(|root| root.name.as_str())
    }

    /// Returns the index directory; empty for an index in memory.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Returns the row of a source.
    pub fn row(&self, key: &str) -> Option<&SourceRow> {
        self.rows.get(key)
    }

    /// Yields all rows, unordered.
    pub fn rows(&self) -> impl Iterator<Item = &SourceRow> {
        self.rows.values()
    }

    /// Returns the keys of the sources at or below the path `below` in a root (empty for the root
    /// itself), unordered.
    pub fn keys_below(&self, root: u32, below: &Path) -> Vec<String> {
        let is_below = |key: &&String| {
            let parts = parts_of(key).filter(|(of, _)| *of == root);
            let is_root = below.as_os_str().is_empty();
            parts.is_some_and(|(_, path)| is_root || source_key::path_of(path).starts_with(below))
        };
        self.rows.keys().filter(is_below).cloned().collect()
    }

    /// Returns the root of a source; `None` for a stream.
    pub fn root_of(&self, key: &str) -> Option<&Root> {
        parts_of(key).and_then(|(root, _)| self.roots.numbered(root))
    }

    /// Returns the path that opens a source, as shown to users.
    pub fn shown(&self, key: &str) -> String {
        self.places.shown_source(key)
    }

    /// Returns what could not be read of a source, each a line that begins with its path.
    pub fn failures(&self, row: &SourceRow) -> Vec<String> {
        self.failures_behind(row, &self.shown(&row.key))
    }

    /// Returns what could not be read of a source whose path is `shown`.
    pub fn failures_behind(&self, row: &SourceRow, shown: &str) -> Vec<String> {
        let failures = row.failures.iter();
        let line = |failure: &String| format!("{shown}{}", self.places.with_paths(failure));
        failures.map(line).collect()
    }

    /// Decides what to do with a source.
    pub fn plan(&self, state: &SourceState) -> Plan {
        match self.rows.get(&state.key) {
            None => Plan::New,
            Some(row) if row.skipped.is_some() => Plan::New,
            Some(row) if row.hash != state.hash || row.size != state.size => Plan::Changed,
            Some(row) if !row.complete => Plan::Resumed,
            Some(row) if !row.failures.is_empty() && row.read_with != state.read_with => {
                Plan::Changed
            }
            Some(row) if row.contested => Plan::Contested,
            Some(_) => Plan::Unchanged,
        }
    }
}
