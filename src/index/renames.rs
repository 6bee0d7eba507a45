//! Facet values that are shown as others: the rows of `same-as.tsv` in the schema's folder and in
//! the index directory, read when an index is opened. Stored data is unchanged.

use std::borrow::Cow;
use std::path::Path;

use crate::facet_path;
use crate::schema::same_as::{self, SAME_AS_FILE, SameAs};

use super::error::IndexError;
use super::filing::Filed;
use super::payload::Payload;
use super::user_files;

/// Facet values that are shown as others.
#[derive(Debug, Clone, Default)]
pub struct Renames(Vec<SameAs>);

impl Renames {
    /// Reads the rows for the index in `dir`, if there are any.
    pub(super) fn load(dir: &Path, payload: &Payload) -> Result<Renames, IndexError> {
        let facets: Vec<&str> = payload
            .facets
            .iter()
            .map(|facet| facet.name.as_str())
            .collect();
        let mut rows: Vec<SameAs> = Vec::new();
        for folder in user_files::folders(dir, payload) {
            let path = folder.join(SAME_AS_FILE);
            if let Some(text) = user_files::read_if_exists(&path)? {
                rows = same_as::parse(&path, &text, &facets, rows)?;
            }
        }
        Ok(Renames(rows))
    }

    /// Creates it from rows.
    pub fn of(rows: Vec<SameAs>) -> Renames {
        Renames(rows)
    }

    /// Returns whether no value of a facet is shown as another.
    pub fn is_empty(&self, facet: &str) -> bool {
        !self.0.iter().any(|row| row.facet == facet)
    }

    /// Returns the value that is shown instead.
    pub fn shown<'a>(&self, facet: &str, path: &'a str) -> Cow<'a, str> {
        if self.is_empty(facet) {
            return path.into();
        }
        match same_as::shown(&self.0, facet, path) {
            Some(shown) => shown.into(),
            None => path.into(), // unreachable: cycles are rejected
        }
    }

    /// Returns the shown paths of a facet, sorted and without implied ancestors.
    pub fn shown_paths(&self, facet: &str, paths: Vec<String>) -> Vec<String> {
        if self.is_empty(facet) {
            return paths;
        }
        let shown = paths
            .iter()
            .map(|path| self.shown(facet, path).into_owned());
        facet_path::without_implied(shown.collect())
    }

    /// Returns the shown facet values of a report. A shown main value is shortened to an ancestor
    /// that the report has: a value may be main because of several values below it, and rows may
    /// show those elsewhere.
    pub fn shown_filed(&self, filed: Filed) -> Filed {
        let shown = filed.facets.into_iter().map(|(facet, paths)| {
            let paths = self.shown_paths(&facet, paths);
            (facet, paths)
        });
        let facets: Vec<(String, Vec<String>)> = shown.collect();
        let main = filed.main.into_iter().map(|(facet, mut main)| {
            if !self.is_empty(&facet) {
                let filed = facets.iter().find(|(name, _)| *name == facet);
                let filed = filed.map_or(&[][..], |(_, paths)| paths);
                let shown = main.iter().filter_map(|path| {
                    let all = facet_path::with_ancestors(&self.shown(&facet, path));
                    let stands = |path: &String| {
                        let mut filed = filed.iter();
                        filed.any(|filed| facet_path::is_at_or_below(filed, path))
                    };
                    all.into_iter().rfind(stands)
                });
                main = facet_path::without_implied(shown.collect());
            }
            (facet, main)
        });
        let main = main.collect();
        Filed { facets, main }
    }
}
