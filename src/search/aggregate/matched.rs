//! The reports that a query finds, to be counted.

use tantivy::DocId;

use crate::query;
use crate::response::counting::{CountUnit, CountedQuery};

use super::super::answer::Matched;
use super::super::error::SearchError;
use super::super::request::{Count, Request};
use super::super::searcher::Searcher;

/// What a query finds.
pub struct MatchedReports {
    /// The reports of each segment, in order; of stories, those that stand for one.
    pub docs: Vec<Vec<DocId>>,
    /// What was found, before stories were counted once.
    pub matched: Matched,
    /// What is said of the query.
    pub query: CountedQuery,
}

impl Searcher {
    /// Finds what a request counts.
    pub(in crate::search) fn matched_reports(
        &self,
        request: &Request,
    ) -> Result<MatchedReports, SearchError> {
        let request = &self.with_facets(request)?;
        let mut notes = request.query.notes.clone();
        let matched = self.find(request, &mut notes)?;
        let docs = matched.segments.iter().map(|segment| segment.docs.clone());
        let mut docs: Vec<Vec<DocId>> = docs.collect();
        let query = CountedQuery {
            query: request.query.text.clone(),
            matching: matched.matching,
            reports: docs.iter().map(|docs| docs.len() as u64).sum(),
            undated: matched.undated,
            notes,
        };
        self.count_once(request.count, &mut docs)?;
        Ok(MatchedReports {
            docs,
            matched,
            query,
        })
    }
}

/// Returns a request for all that the index has of the dates of `request`.
pub fn all_of_dates(request: &Request) -> Request {
    Request {
        dates: request.dates,
        count: request.count,
        now: request.now,
        ..Request::new(query::plain(""))
    }
}

/// Returns what reports are counted as.
pub fn unit(count: Count) -> CountUnit {
    match count {
        Count::Reports => CountUnit::Reports,
        Count::Stories => CountUnit::Stories,
    }
}
