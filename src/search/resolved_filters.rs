//! Resolved filters: the values of facets that a request filters by.

use super::error::SearchError;
use super::request::Request;
use super::searcher::Searcher;
use super::values::note_several;

/// The chosen values of one facet.
pub struct ResolvedFilter {
    /// The facet's name.
    pub facet: String,
    /// Their paths.
    pub paths: Vec<String>,
    /// Whether reports filed there are left out rather than kept.
    pub exclude: bool,
}

impl Searcher {
    /// Resolves the facet filters of a request: one for each facet, its values united.
    pub(super) fn resolved_filters(
        &self,
        request: &Request,
        notes: &mut Vec<String>,
    ) -> Result<Vec<ResolvedFilter>, SearchError> {
        let mut filters: Vec<ResolvedFilter> = Vec::new();
        for filter in &request.facets {
            let paths = self.facet_paths(&filter.name, &filter.value, None)?;
            note_several(&filter.name, &filter.value, &paths, notes);
            let same = |resolved: &&mut ResolvedFilter| {
                resolved.facet == filter.name && resolved.exclude == filter.exclude
            };
            match filters.iter_mut().find(same) {
                Some(resolved) => resolved.paths.extend(paths),
                None => filters.push(ResolvedFilter {
                    facet: filter.name.clone(),
                    paths,
                    exclude: filter.exclude,
                }),
            }
        }
        Ok(filters)
    }
}
