//! What an index contains, in numbers.

use std::path::PathBuf;

use crate::index::{SourceRow, size_of, source_order};
use crate::response::statistics::IndexStatistics;

use super::error::SearchError;
use super::searcher::Searcher;

impl Searcher {
    /// Returns what the index contains; `dirs` are its directories, several if they were opened together.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn index_statistics(&self, dirs: &[PathBuf]) -> Result<IndexStatistics, SearchError> {
        let ledger = self.index().ledger()?;
        let mut sources: Vec<&SourceRow> = ledger.rows().collect();
        sources.sort_by(|a, b| source_order(&a.key, &b.key));
        let all = sources.len();
        sources.retain(|source| source.skipped.is_none());
        let statistics = self.statistics();
        let names: Vec<String> = dirs.iter().map(|dir| dir.display().to_string()).collect();
        let facets = self.facets().iter().map(|facet| facet.name.clone());
        Ok(IndexStatistics {
            index: names.join(", "),
            reports: statistics.reports,
            passages: statistics.passages,
            words: statistics.body_words,
            languages: self.languages().to_vec(),
            facets: facets.collect(),
            sources: sources.len(),
            unfinished_sources: sources.iter().filter(|source| !source.complete).count(),
            skipped: all - sources.len(),
            failures: sources
                .iter()
                .flat_map(|source| ledger.failures(source))
                .collect(),
            bytes: dirs.iter().map(|dir| size_of(dir)).sum(),
            verified_files: None,
        })
    }
}
