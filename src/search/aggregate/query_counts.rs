//! Counts the matches of several queries.

use crate::response::query_counts::{QueryCount, QueryCounts};

use super::super::error::SearchError;
use super::super::request::{Count, Request};
use super::super::searcher::Searcher;

impl Searcher {
    /// Counts the reports, the passages and, with [`Count::Stories`], the stories that each request matches.
    ///
    /// # Errors
    /// Those of [`Searcher::search`], with the index of the request.
    pub fn query_counts(&self, requests: &[Request]) -> Result<QueryCounts, (usize, SearchError)> {
        let mut queries = Vec::with_capacity(requests.len());
        for (n, request) in requests.iter().enumerate() {
            let counted = self.unharmed(|| self.query_count(request));
            queries.push(counted.map_err(|error| (n, error))?);
        }
        Ok(QueryCounts {
            all: self.statistics().reports,
            queries,
        })
    }

    fn query_count(&self, request: &Request) -> Result<QueryCount, SearchError> {
        let reports = Request {
            count: Count::Reports,
            ..request.clone()
        };
        let found = self.matched_reports(&reports)?;
        let passages = self.matched_passages(&found);
        let passages = passages.map_err(|error| self.engine_error(error))?;
        let stories = match request.count {
            Count::Reports => None,
            Count::Stories => {
                let mut docs = found.docs;
                self.count_once(Count::Stories, &mut docs)?;
                Some(docs.iter().map(|docs| docs.len() as u64).sum())
            }
        };
        Ok(QueryCount {
            query: found.query,
            passages: passages.iter().map(|passages| passages.len() as u64).sum(),
            stories,
        })
    }
}
