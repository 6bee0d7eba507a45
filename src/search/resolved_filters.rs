//! Resolves the filters of a request: facet values to paths, a region to the places in it.

use super::error::SearchError;
use super::request::Request;
use super::searcher::Searcher;
use super::values::note_several;

/// The filters of a request that need lookups.
pub struct ResolvedFilters {
    /// By facet values.
    pub facets: Vec<ResolvedFilter>,
    /// For each facet value, by node, whether its place is in the region to keep; `None` keeps all.
    pub within: Option<Vec<bool>>,
}

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
    /// Resolves the facet filters of a request, with the values of each facet combined, and its region.
    pub(super) fn resolved_filters(
        &self,
        request: &Request,
        notes: &mut Vec<String>,
    ) -> Result<ResolvedFilters, SearchError> {
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
        let within = request.within.as_ref();
        let within = within.map(|region| self.nodes_within(region, None, notes));
        Ok(ResolvedFilters {
            facets: filters,
            within: within.transpose()?,
        })
    }
}
