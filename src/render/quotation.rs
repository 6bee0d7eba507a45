//! What is shown of a passage, in order: the passages before it, itself, those after it.

use std::borrow::Cow;

use super::title::{Beginning, beginning};
use crate::response::{Part, Passage, ReportHead};

/// A passage that was found, or one around it.
pub(super) struct Quotation<'a> {
    /// Whether it is one around.
    pub is_context: bool,
    /// Its text; maybe nothing.
    pub parts: Cow<'a, [Part]>,
}

/// Returns a passage with those around it. A title that it begins with is left out where nothing is before: the title
/// is above already.
pub(super) fn quotations<'a>(report: &ReportHead, passage: &'a Passage) -> Vec<Quotation<'a>> {
    let around = |passage: &'a Passage| Quotation {
        is_context: true,
        parts: Cow::Borrowed(&passage.parts[..]),
    };
    let context = passage.context.as_ref();
    let before = context.map_or(&[][..], |context| &context.before);
    let after = context.map_or(&[][..], |context| &context.after);
    let title = report.title.as_deref().unwrap_or_default();
    let parts = match beginning(&passage.parts, title) {
        Beginning::Title { rest, .. } if before.is_empty() => Cow::Owned(rest),
        Beginning::Title { .. } | Beginning::TitleGoingOn | Beginning::Other => {
            Cow::Borrowed(&passage.parts[..])
        }
    };
    let found = Quotation {
        is_context: false,
        parts,
    };
    let before = before.iter().map(around);
    before
        .chain([found])
        .chain(after.iter().map(around))
        .collect()
}
