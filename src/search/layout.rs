//! The layout of a whole report: its pages and its headings.

use crate::analysis::passages::headings;
use crate::analysis::words::Words;
use crate::response::layout::{PageStart, ReportLayout};

use super::body_offsets::BodyOffsets;
use super::error::SearchError;
use super::searcher::Searcher;

impl Searcher {
    /// Returns the layout of the report with this id; `None` if there is no such report.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn layout(&self, id: &str) -> Result<Option<ReportLayout>, SearchError> {
        self.unharmed(|| self.layout_at(id).map_err(|error| self.engine_error(error)))
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
