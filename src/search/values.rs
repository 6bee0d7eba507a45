//! What people write for a facet's value: a path, a suffix of a path, a name or an alias.

use std::collections::BTreeSet;

use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, TERMINATED};

use crate::analysis::words::Words;
use crate::facet_path;

use super::error::SearchError;
use super::searcher::Searcher;

/// How many values of similar name an error suggests.
const SUGGESTIONS: usize = 3;

impl Searcher {
    /// Returns the paths that `value` means, sorted, none below another: of the values that reports
    /// are filed under those at this path or with this ending, and of the known names those called
    /// so. A known name that no report is filed under counts as well: it finds nothing.
    ///
    /// # Errors
    /// No such facet, or no such value.
    pub fn facet_paths(
        &self,
        facet: &str,
        value: &str,
        span: Option<std::ops::Range<usize>>,
    ) -> Result<Vec<String>, SearchError> {
        self.must_know(facet, span.clone())?;
        let mut paths = BTreeSet::new();
        let wanted: Vec<String> = facet_path::names(value)
            .iter()
            .map(|name| key(name))
            .collect();
        let whole = value.starts_with('/');
        let filed: BTreeSet<String> = self.filed_paths(facet)?.into_iter().collect();
        for path in &filed {
            let names: Vec<String> = facet_path::names(path)
                .iter()
                .map(|name| key(name))
                .collect();
            let fits = if whole {
                names == wanted
            } else {
                names.ends_with(&wanted)
            };
            if fits && !wanted.is_empty() {
                paths.insert(path.clone());
            }
        }
        let gazetteer = self.gazetteer()?;
        if whole {
            let last = facet_path::names(value).pop().unwrap_or_default();
            let named = gazetteer.paths_named(facet, &last);
            let same = |path: &String| {
                let names = facet_path::names(path);
                names
                    .iter()
                    .map(|name| key(name))
                    .eq(wanted.iter().cloned())
            };
            paths.extend(named.into_iter().filter(same));
            // An old path still finds what it is shown as now.
            let given = facet_path::join(&facet_path::names(value));
            let shown = self.renames().shown(facet, &given);
            if *shown != given && filed.contains(shown.as_ref()) {
                paths.insert(shown.into_owned());
            }
        } else {
            let name = facet_path::names(value).join("/");
            // Of many places of a name, those that reports are filed under are meant.
            let named = gazetteer.paths_named(facet, &name);
            let is_filed = |path: &&String| {
                let mut filed = filed.iter();
                filed.any(|filed| facet_path::is_at_or_below(filed, path))
            };
            let known: Vec<String> = named.iter().filter(is_filed).cloned().collect();
            let any = !known.is_empty() || !paths.is_empty();
            paths.extend(if any { known } else { named });
        }
        let paths: BTreeSet<String> = paths
            .iter()
            .map(|path| self.renames().shown(facet, path).into_owned())
            .collect();
        if paths.is_empty() {
            let nearest = gazetteer.nearest(facet, value.trim_start_matches('/'), SUGGESTIONS);
            let (facet, value) = (facet.to_owned(), value.to_owned());
            return Err(SearchError::UnknownValue {
                facet,
                value,
                nearest,
                span,
            });
        }
        let all: Vec<String> = paths.into_iter().collect();
        let above = |path: &String| {
            !all.iter()
                .any(|other| other != path && facet_path::is_at_or_below(path, other))
        };
        Ok(all.iter().filter(|path| above(path)).cloned().collect())
    }

    /// Returns the top paths of a facet that living reports are filed under or below, sorted.
    ///
    /// # Errors
    /// No such facet.
    pub fn facet_roots(
        &self,
        facet: &str,
        span: Option<std::ops::Range<usize>>,
    ) -> Result<Vec<String>, SearchError> {
        self.must_know(facet, span)?;
        let mut roots = BTreeSet::new();
        for path in self.filed_paths(facet)? {
            let names = facet_path::names(&path);
            roots.extend(names.first().map(|root| facet_path::join(&[root])));
        }
        Ok(roots.into_iter().collect())
    }

    fn must_know(
        &self,
        facet: &str,
        span: Option<std::ops::Range<usize>>,
    ) -> Result<(), SearchError> {
        let names = self.facets().iter().map(|facet| facet.name.clone());
        let known: Vec<String> = names.collect();
        match known.iter().any(|name| name == facet) {
            true => Ok(()),
            false => Err(SearchError::UnknownFacet {
                name: facet.to_owned(),
                known,
                span,
            }),
        }
    }

    /// Returns all paths of a facet, as shown, that a living report is filed under or below, sorted.
    pub fn filed_paths(&self, facet: &str) -> Result<Vec<String>, SearchError> {
        let mut paths = BTreeSet::new();
        self.filed_paths_into(facet, &mut paths)
            .map_err(|error| self.engine_error(error))?;
        Ok(paths.into_iter().collect())
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

/// The form in which names of values are compared: words folded.
fn key(name: &str) -> String {
    let words = Words::of(name);
    let folded: Vec<&str> = (0..words.len()).map(|i| words.folded(i)).collect();
    folded.join(" ")
}
