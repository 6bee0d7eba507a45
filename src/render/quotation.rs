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
    let parts = match before.is_empty() {
        true => without_title(report, passage),
        false => Cow::Borrowed(&passage.parts[..]),
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

/// Returns the text of a passage without the title of its report, if it begins with that on a line of its own.
pub fn without_title<'a>(report: &ReportHead, passage: &'a Passage) -> Cow<'a, [Part]> {
    let title = report.title.as_deref().unwrap_or_default();
    match beginning(&passage.parts, title) {
        Beginning::Title { rest, .. } => Cow::Owned(rest),
        Beginning::TitleGoingOn | Beginning::Other => Cow::Borrowed(&passage.parts[..]),
    }
}
