//! The layout of a whole report, its pages and its headings, and the matches of a query in it.

use crate::analysis::outline::headings;
use crate::analysis::words::Words;
use crate::response::layout::{PageStart, ReportLayout};
use crate::response::{Hit, ReportHead, Response};

use super::body_offsets::BodyOffsets;
use super::error::SearchError;
use super::request::Request;
use super::searcher::Searcher;

impl Searcher {
    /// Returns the layout of the report with this id; `None` if there is no such report.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn layout(&self, id: &str) -> Result<Option<ReportLayout>, SearchError> {
        self.unharmed(|| self.layout_at(id).map_err(|error| self.engine_error(error)))
    }

    /// Searches one report; returns the response without hits, and the hit, `None` if the report does not match.
    ///
    /// # Errors
    /// Those of [`Searcher::search`].
    pub fn report_hit(
        &self,
        report: &ReportHead,
        request: Request,
    ) -> Result<(Response, Option<Hit>), SearchError> {
        let mut response = self.search(&Request {
            // Suggestions would be about all reports.
            suggest: false,
            ..request.of_report(&report.id)
        })?;
        // Several indexes may have a report with this id.
        let mut hits = response.hits.drain(..);
        let hit = hits.find(|hit| hit.report.path == report.path);
        drop(hits);
        Ok((response, hit))
    }

    fn layout_at(&self, id: &str) -> tantivy::Result<Option<ReportLayout>> {
        let Some(address) = self.address_of(id)? else {
            return Ok(None);
        };
        Ok(Some(self.layout_of(&self.read(address)?.offsets)))
    }

    fn layout_of(&self, offsets: &BodyOffsets) -> ReportLayout {
        let body = offsets.body();
        let found = headings(self.language_tables(), body, &Words::of(body));
        let found = found.into_iter();
        let pages = offsets.pages().into_iter();
        ReportLayout {
            pages: pages
                .map(|(start, page)| PageStart {
                    start: offsets.points(start),
                    page,
                })
                .collect(),
            headings: found
                .map(|bytes| [offsets.points(bytes.start), offsets.points(bytes.end)])
                .collect(),
        }
    }
}
