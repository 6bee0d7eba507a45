//! The paths that reports are filed under, cached across queries.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, MutexGuard, PoisonError};

use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, TERMINATED};

use crate::analysis::words::Words;
use crate::facet_path;

use super::error::SearchError;
use super::searcher::Searcher;

/// All paths of a facet, as shown, that a living report is filed under or below.
#[derive(Debug)]
pub struct FiledPaths {
    /// Sorted.
    paths: Vec<String>,
    /// The [`key`] of the last name of each path.
    last: Vec<String>,
}

impl FiledPaths {
    /// Returns the paths, sorted.
    pub fn paths(&self) -> &[String] {
        &self.paths
    }

    /// Returns whether a report is filed under a path or below it.
    pub fn contains(&self, path: &str) -> bool {
        let found = self
            .paths
            .binary_search_by(|known| known.as_str().cmp(path));
        found.is_ok()
    }

    /// Yields the paths with the [`key`] of their last name.
    pub fn with_keys(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = self.paths.iter().zip(&self.last);
        pairs.map(|(path, key)| (path.as_str(), key.as_str()))
    }

    /// Yields the paths whose last name has this [`key`].
    pub fn ending_in<'a>(&'a self, last: &'a str) -> impl Iterator<Item = &'a str> {
        let pairs = self.paths.iter().zip(&self.last);
        pairs.filter_map(move |(path, known)| (known == last).then_some(path.as_str()))
    }
}

impl Searcher {
    /// Returns all paths of a facet, as shown, that a living report is filed under or below.
    pub(super) fn filed(&self, facet: &str) -> Result<Arc<FiledPaths>, SearchError> {
        if let Some(known) = self.filed_by_facet().get(facet) {
            return Ok(known.clone());
        }
        let mut paths = BTreeSet::new();
        self.filed_paths_into(facet, &mut paths)
            .map_err(|error| self.engine_error(error))?;
        let paths: Vec<String> = paths.into_iter().collect();
        let last = paths.iter().map(|path| key(&facet_path::last_name(path)));
        let last = last.collect();
        let filed = Arc::new(FiledPaths { paths, last });
        self.filed_by_facet()
            .insert(facet.to_owned(), filed.clone());
        Ok(filed)
    }

    /// Locks the cached paths. An entry is complete even if a thread panicked with the lock.
    fn filed_by_facet(&self) -> MutexGuard<'_, HashMap<String, Arc<FiledPaths>>> {
        let filed = self.filed_before().lock();
        filed.unwrap_or_else(PoisonError::into_inner)
    }

    fn filed_paths_into(&self, facet: &str, paths: &mut BTreeSet<String>) -> tantivy::Result<()> {
        let start = format!("{facet}\0");
        for segment in self.segments() {
            let index = segment.inverted_index(self.fields().facets)?;
            let mut terms = index.terms().range().ge(start.as_bytes()).into_stream()?;
            while terms.advance() && terms.key().starts_with(start.as_bytes()) {
                let info = terms.value().clone();
                if segment.has_deletes() {
                    let option = IndexRecordOption::Basic;
                    let mut postings = index.read_postings_from_terminfo(&info, option)?;
                    while postings.doc() != TERMINATED && segment.is_deleted(postings.doc()) {
                        postings.advance();
                    }
                    if postings.doc() == TERMINATED {
                        continue;
                    }
                }
                let encoded = String::from_utf8_lossy(&terms.key()[start.len()..]);
                let names: Vec<&str> = encoded.split('\0').collect();
                let path = facet_path::join(&names);
                let shown = self.renames().shown(facet, &path);
                paths.extend(facet_path::with_ancestors(&shown));
            }
        }
        Ok(())
    }
}

/// Returns the form in which names of values are compared: their folded words.
pub fn key(name: &str) -> String {
    Words::of(name).key()
}
