//! Resolves facet values as users write them: a path, a suffix of a path, a name or an alias.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::facet_path;
use crate::query::{Query, own_names};

use super::error::SearchError;
use super::filed_paths::key;
use super::searcher::Searcher;

/// The maximum number of similar values that an error suggests.
const SUGGESTIONS: usize = 3;

/// The paths that a value resolves to within a facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValuesOf {
    /// The facet's name.
    pub facet: String,
    /// Its paths, sorted, none below another.
    pub paths: Vec<String>,
}

/// Returns the names similar to `name`, nearest first.
pub(super) fn near_names<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let most = (name.chars().count() / 3).clamp(1, 2);
    let distance = |known: &'a str| (strsim::osa_distance(name, known), known);
    let mut near: Vec<(usize, &str)> = names.map(distance).collect();
    near.retain(|(distance, _)| *distance <= most);
    near.sort_unstable();
    near.truncate(SUGGESTIONS);
    near.into_iter()
        .map(|(_, known)| known.to_owned())
        .collect()
}

/// Adds a note if a value of a facet resolves to several paths.
pub fn note_several(facet: &str, value: &str, paths: &[String], notes: &mut Vec<String>) {
    if paths.len() > 1 {
        notes.push(format!(
            "{facet} `{value}` means any of {}",
            paths.join(", ")
        ));
    }
}

/// Returns a note if a value of any facet resolves to several paths.
pub fn several(value: &str, found: &[ValuesOf]) -> Option<String> {
    let mut all: Vec<String> = Vec::new();
    for ValuesOf { facet, paths } in found {
        all.extend(paths.iter().map(|path| format!("{facet} {path}")));
    }
    (all.len() > 1).then(|| format!("about `{value}` means any of {}", all.join(", ")))
}

impl Searcher {
    /// Checks that every facet name with a colon in a query is followed by a value.
    pub(super) fn check_names(&self, query: &Query) -> Result<(), SearchError> {
        for span in &query.bare_names {
            let written = query.text.get(span.clone()).unwrap_or_default();
            let name = written.trim_end_matches(':');
            if name == "has" || self.facets().iter().any(|facet| facet.name == name) {
                return Err(SearchError::Misfit {
                    expected: format!("a value directly after `{written}`"),
                    span: span.clone(),
                });
            }
        }
        Ok(())
    }

    /// Resolves `value` in each facet that has it, like [`Searcher::facet_paths`]. If it is the name of an entity in
    /// some facets, only these count: Haiti is the place, not the people of Haiti, who are filed below a value of that
    /// name.
    ///
    /// # Errors
    /// No facet has such a value.
    pub(super) fn facet_paths_anywhere(
        &self,
        value: &str,
        span: Option<Range<usize>>,
    ) -> Result<Vec<ValuesOf>, SearchError> {
        let mut found = Vec::new();
        for facet in self.facets() {
            let facet = facet.name.clone();
            let paths = self.paths_meant(&facet, value)?;
            if !paths.is_empty() {
                found.push(ValuesOf { facet, paths });
            }
        }
        let is_path = value.starts_with('/');
        let gazetteer = self.gazetteer()?;
        let name = facet_path::names(value).join("/");
        let is_called = |of: &ValuesOf| !gazetteer.paths_named(&of.facet, &name).is_empty();
        if !is_path && found.iter().any(is_called) {
            found.retain(is_called);
        }
        if found.is_empty() {
            let mut nearest = Vec::new();
            for facet in self.facets() {
                nearest.extend(self.nearest_values(&facet.name, value)?);
            }
            nearest.truncate(SUGGESTIONS);
            return Err(SearchError::UnknownAnywhere {
                value: value.to_owned(),
                nearest,
                span,
            });
        }
        Ok(found)
    }

    /// Resolves `value` to paths, sorted, none below another: of the values that reports are filed under, those at this
    /// path or with this suffix, and the gazetteer's values with this name. A gazetteer value without reports is valid:
    /// it matches nothing.
    ///
    /// # Errors
    /// No such facet, or no such value.
    pub fn facet_paths(
        &self,
        facet: &str,
        value: &str,
        span: Option<Range<usize>>,
    ) -> Result<Vec<String>, SearchError> {
        self.unharmed(|| {
            self.must_know(facet, span.clone())?;
            let paths = self.paths_meant(facet, value)?;
            if paths.is_empty() {
                return Err(SearchError::UnknownValue {
                    nearest: self.nearest_values(facet, value)?,
                    facet: facet.to_owned(),
                    value: value.to_owned(),
                    span,
                });
            }
            Ok(paths)
        })
    }

    /// Like [`Searcher::facet_paths`] for an existing facet; empty if it has no such value.
    fn paths_meant(&self, facet: &str, value: &str) -> Result<Vec<String>, SearchError> {
        let mut paths = BTreeSet::new();
        let wanted: Vec<String> = facet_path::names(value)
            .iter()
            .map(|name| key(name))
            .collect();
        let whole = value.starts_with('/');
        let filed = self.filed(facet)?;
        let last = wanted.last().map_or("", String::as_str);
        for path in filed.ending_in(last) {
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
                paths.insert(path.to_owned());
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
            // An old path resolves to what it is shown as now.
            let given = facet_path::join(&facet_path::names(value));
            let shown = self.renames().shown(facet, &given);
            if *shown != given && filed.contains(&shown) {
                paths.insert(shown.into_owned());
            }
        } else {
            let name = facet_path::names(value).join("/");
            // Of several places with a name, those that reports are filed under take precedence.
            let named = gazetteer.paths_named(facet, &name);
            let is_filed = |path: &&String| filed.contains(path);
            let known: Vec<String> = named.iter().filter(is_filed).cloned().collect();
            let any = !known.is_empty() || !paths.is_empty();
            paths.extend(if any { known } else { named });
        }
        let paths: BTreeSet<String> = paths
            .iter()
            .map(|path| self.renames().shown(facet, path).into_owned())
            .collect();
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
        span: Option<Range<usize>>,
    ) -> Result<Vec<String>, SearchError> {
        self.unharmed(|| {
            self.must_know(facet, span)?;
            let mut roots = BTreeSet::new();
            for path in self.filed(facet)?.paths() {
                let names = facet_path::names(path);
                roots.extend(names.first().map(|root| facet_path::join(&[root])));
            }
            Ok(roots.into_iter().collect())
        })
    }

    pub(super) fn must_know(
        &self,
        facet: &str,
        span: Option<Range<usize>>,
    ) -> Result<(), SearchError> {
        let names = self.facets().iter().map(|facet| facet.name.clone());
        let known: Vec<String> = names.collect();
        if known.iter().any(|name| name == facet) {
            return Ok(());
        }
        // A flag takes facets only; in a query, fields can also precede a colon.
        let fields = own_names().iter().filter(|_| span.is_some());
        let names = known.iter().map(String::as_str).chain(fields.copied());
        Err(SearchError::UnknownFacet {
            name: facet.to_owned(),
            nearest: near_names(facet, names),
            known,
            span,
        })
    }

    /// Returns the values of a facet similar to `value`, nearest first: of those that reports are filed under, by last
    /// name, and of the gazetteer, by any name.
    fn nearest_values(&self, facet: &str, value: &str) -> Result<Vec<String>, SearchError> {
        let name = value.trim_start_matches('/');
        let last = facet_path::names(name).pop().unwrap_or_default();
        let wanted = key(&last);
        let most = wanted.chars().count() / 3 + 1;
        let mut near: Vec<(usize, String)> = Vec::new();
        for path in self.filed(facet)?.paths() {
            let known = key(&facet_path::last_name(path));
            let mut words = known.split(' ');
            let holds = !wanted.is_empty() && words.any(|word| word == wanted);
            if !holds && known.len().abs_diff(wanted.len()) > most * 4 {
                continue; // a letter has up to four bytes
            }
            let distance = strsim::osa_distance(&wanted, &known);
            if holds || distance <= most {
                near.push((if holds { distance.min(1) } else { distance }, path.clone()));
            }
        }
        near.sort_unstable();
        let least = near.first().map_or(0, |(distance, _)| *distance);
        near.retain(|(distance, _)| *distance <= least + 1);
        let mut nearest: Vec<String> = near.into_iter().map(|(_, path)| path).collect();
        for path in self.gazetteer()?.nearest(facet, name, SUGGESTIONS) {
            let path = self.renames().shown(facet, &path).into_owned();
            if !nearest.contains(&path) {
                nearest.push(path);
            }
        }
        nearest.truncate(SUGGESTIONS);
        Ok(nearest)
    }
}
