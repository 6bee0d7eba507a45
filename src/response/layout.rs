//! The layout of a whole report, and the matches of a query in it.

use super::{Hit, matches_of};

/// Page starts and headings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportLayout {
    /// Page starts in text order; empty if the format has no pages.
    pub pages: Vec<PageStart>,
    /// Spans of headings in the body, in code points, in text order.
    pub headings: Vec<[usize; 2]>,
}

/// The start of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageStart {
    /// Offset in the body, in code points.
    pub start: usize,
    /// The page number, 1-based.
    pub page: u32,
}

/// The matches in a whole report, in code points and in text order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportMarks {
    /// Spans in the title.
    pub title: Vec<[usize; 2]>,
    /// Spans in the body.
    pub body: Vec<[usize; 2]>,
}

impl ReportMarks {
    /// Collects the matches from the passages of a hit and their context; together these must be the whole report.
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
