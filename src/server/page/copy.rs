//! Passages with their citations, to be copied.

use maud::{Markup, html};

use super::context::Context;
use crate::render::{QuoteStyle, quote};
use crate::response::{Passage, ReportHead};

/// The styles with their names, which are the same in all languages.
const STYLES: &[(&str, QuoteStyle)] = &[
    ("Text", QuoteStyle::Plain),
    ("Markdown", QuoteStyle::Markdown),
    ("BibTeX", QuoteStyle::Bibtex),
];

/// Writes a passage with its citation in each style, to be selected; a script adds buttons that copy it.
pub fn citations(context: &Context, report: &ReportHead, passage: Option<&Passage>) -> Markup {
    let texts = context.texts;
    html! {
        @for (name, style) in STYLES {
            figure.citation data-copy=(texts.text("copy")) data-copied=(texts.text("copied")) {
                figcaption { (name) }
                pre tabindex="0" dir="auto" { (quote(*style, report, passage)) }
            }
        }
    }
}
