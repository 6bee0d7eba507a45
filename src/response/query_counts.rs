//! How much each of several queries finds.

use super::counting::CountedQuery;
use super::timeline::share;

/// Counts of several queries.
#[derive(Debug, Clone, PartialEq)]
pub struct QueryCounts {
    /// How many reports the index has.
    pub all: u64,
    /// In the order of the requests.
    pub queries: Vec<QueryCount>,
}

/// What one query finds.
#[derive(Debug, Clone, PartialEq)]
pub struct QueryCount {
    /// The query, with how many reports it finds.
    pub query: CountedQuery,
    /// In how many of their passages a word or a facet value of it matches; all of them if it has neither.
    pub passages: u64,
    /// How many stories the reports are, near duplicates counting once; `None` if that was not requested.
    pub stories: Option<u64>,
}

impl QueryCounts {
    /// Returns the reports of a query as a share of all; `None` if there are none.
    pub fn share(&self, query: &QueryCount) -> Option<f64> {
        share(query.query.reports, self.all)
    }
}
