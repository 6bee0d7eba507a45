//! How the text of a whole report is laid out, and what of it a query marks.

use super::{Hit, matches_of};

/// Where pages begin and which lines are headings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportLayout {
    /// The pages in the order of the text; empty if the format has none.
    pub pages: Vec<PageStart>,
    /// Where headings start and end in the body, in code points, in order.
    pub headings: Vec<[usize; 2]>,
}

/// Where a page begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageStart {
    /// In the body, in code points.
    pub start: usize,
    /// The page, 1-based.
    pub page: u32,
}

/// What matches in a whole report, in code points and in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportMarks {
    /// Spans of the title.
    pub title: Vec<[usize; 2]>,
    /// Spans of the body.
    pub body: Vec<[usize; 2]>,
}

impl ReportMarks {
    /// Gathers the matches of a hit that has all passages of its report, one of them with those around it.
    pub fn of(hit: &Hit) -> ReportMarks {
        let mut body = Vec::new();
        for passage in hit.passages() {
            let around = passage.context.iter();
            let around = around.flat_map(|context| context.before.iter().chain(&context.after));
            for passage in around.chain([passage]) {
                let spans = matches_of(&passage.parts).into_iter();
                body.extend(spans.map(|span| span.map(|at| passage.start + at)));
            }
        }
        body.sort_unstable();
        body.dedup();
        let title = hit.report.title.as_deref().unwrap_or_default();
        let title = matches_of(title);
        ReportMarks { title, body }
    }
}
