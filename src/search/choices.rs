//! Choices: the values of facets that a request filters by.

use super::error::SearchError;
use super::request::Request;
use super::searcher::Searcher;
use super::values::note_several;

/// The chosen values of one facet.
pub struct Choice {
    /// The facet's name.
    pub facet: String,
    /// Their paths.
    pub paths: Vec<String>,
    /// Whether reports filed there are left out rather than kept.
    pub exclude: bool,
}

impl Searcher {
    /// Resolves the facet filters: one choice for each facet, its values united.
    pub(super) fn choices(
        &self,
        request: &Request,
        notes: &mut Vec<String>,
    ) -> Result<Vec<Choice>, SearchError> {
        let mut choices: Vec<Choice> = Vec::new();
        for filter in &request.facets {
            let paths = self.facet_paths(&filter.name, &filter.value, None)?;
            note_several(&filter.name, &filter.value, &paths, notes);
            let same = |choice: &&mut Choice| {
                choice.facet == filter.name && choice.exclude == filter.exclude
            };
            match choices.iter_mut().find(same) {
                Some(choice) => choice.paths.extend(paths),
                None => choices.push(Choice {
                    facet: filter.name.clone(),
                    paths,
                    exclude: filter.exclude,
                }),
            }
        }
        Ok(choices)
    }
}
