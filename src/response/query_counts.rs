//! Counts of matches for several queries.

use super::counting::CountedQuery;
use super::timeline::share;

/// Counts of several queries.
#[derive(Debug, Clone, PartialEq)]
pub struct QueryCounts {
    /// How many reports are in the index.
    pub all: u64,
    /// In the order of the requests.
    pub queries: Vec<QueryCount>,
}

/// The counts of one query.
#[derive(Debug, Clone, PartialEq)]
pub struct QueryCount {
    /// The query, with the number of matching reports.
    pub query: CountedQuery,
    /// How many passages of these reports match a word or facet value of the query; all passages if it has neither.
    pub passages: u64,
    /// How many stories the reports are, with near duplicates counted once; `None` if not requested.
    pub stories: Option<u64>,
}

impl QueryCounts {
    /// Returns the share of the index's reports that a query finds; `None` if the index is empty.
    pub fn share(&self, query: &QueryCount) -> Option<f64> {
        share(query.query.reports, self.all)
    }
}
