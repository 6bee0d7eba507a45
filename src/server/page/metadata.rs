//! What is known of a report, and where each of it comes from.

use maud::{Markup, html};

use super::context::Context;
use super::parts::day;
use crate::response::{WholeReport, text_of};

/// Writes the metadata as a list.
pub fn metadata(context: &Context, report: &WholeReport) -> Markup {
    let texts = context.texts;
    let head = &report.head;
    let title = head.title.as_deref().map(text_of);
    let rows = [
        (texts.text("meta.title"), title.as_deref()),
        (texts.text("meta.published"), head.published.as_deref()),
        (texts.text("by.source"), head.source.as_deref()),
        (
            texts.text("by.language"),
            head.language
                .as_deref()
                .map(|code| texts.language_name(code)),
        ),
        (texts.text("meta.url"), head.url.as_deref()),
        (texts.text("meta.path"), Some(head.path.as_str())),
        (texts.text("meta.id"), Some(head.id.as_str())),
        (texts.text("meta.added"), head.added.as_deref().map(day)),
        (texts.text("meta.changed"), head.changed.as_deref().map(day)),
    ];
    html! {
        section.facet.metadata {
            h3 { (texts.text("meta")) }
            dl {
                @for (name, value) in rows {
                    @if let Some(value) = value {
                        dt { (name) }
                        dd { bdi { (value) } }
                    }
                }
                @if !report.recipients.is_empty() {
                    dt { (texts.text("meta.recipients")) }
                    @for recipient in &report.recipients { dd { bdi { (recipient) } } }
                }
                @for (facet, value) in &report.stated {
                    dt { (context.facet_label(facet)) }
                    dd { bdi { (value) } " " small { (texts.text("meta.stated")) } }
                }
            }
        }
    }
}
