//! Resolves the facet filters of a request to paths.

use super::error::SearchError;
use super::request::Request;
use super::searcher::Searcher;
use super::values::note_several;

/// The values of one facet that a request filters by.
pub struct ResolvedFilter {
    /// The facet's name.
    pub facet: String,
    /// Their paths.
    pub paths: Vec<String>,
    /// Whether to exclude the reports filed there instead of keeping them.
    pub exclude: bool,
}

impl Searcher {
    /// Resolves the facet filters of a request, with the values of each facet combined.
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
