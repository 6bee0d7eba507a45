//! A passage with its context, in the order to show them.

use std::borrow::Cow;

use super::title::{Beginning, beginning};
use crate::response::{Part, Passage, ReportHead};

/// A hit's passage, or one of its context.
pub(super) struct Quotation<'a> {
    /// Whether it is part of the context.
    pub is_context: bool,
    /// Its text; may be empty.
    pub parts: Cow<'a, [Part]>,
}

/// Returns a passage with its context. Unless there is context before it, a title at its start is left out, as the title
/// is shown above.
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
