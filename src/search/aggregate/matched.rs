//! The reports that match a query, for counting.

use tantivy::DocId;

use crate::query;
use crate::response::counting::{CountUnit, CountedQuery};
use crate::response::translations;

use super::super::answer::Matched;
use super::super::error::SearchError;
use super::super::request::{Count, Request};
use super::super::searcher::Searcher;

/// The matches of a query.
pub struct MatchedReports {
    /// The reports of each segment, in order; with [`Count::Stories`], one of each story.
    pub docs: Vec<Vec<DocId>>,
    /// The matches before near duplicates were removed.
    pub matched: Matched,
    /// The query as shown with its counts.
    pub query: CountedQuery,
}

impl Searcher {
    /// Finds the reports that a request counts.
    pub(in crate::search) fn matched_reports(
        &self,
        request: &Request,
    ) -> Result<MatchedReports, SearchError> {
        let request = &self.with_facets(request)?;
        let mut notes = request.query.notes.clone();
        let matched = self.find(request, &mut notes)?;
        notes.extend(translations::notes(&matched.plan.translated_words()));
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

/// Returns a request for all reports with the dates of `request`.
pub fn all_of_dates(request: &Request) -> Request {
    Request {
        dates: request.dates,
        count: request.count,
        now: request.now,
        ..Request::new(query::plain(""))
    }
}

/// Returns the unit in which reports are counted.
pub fn unit(count: Count) -> CountUnit {
    match count {
        Count::Reports => CountUnit::Reports,
        Count::Stories => CountUnit::Stories,
    }
}
