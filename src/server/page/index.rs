//! The page of the index: what is in it, and what was not read.

use maud::{Markup, html};

use super::context::Context;
use super::frame::{Content, frame};
use super::indexing::folders;
use super::sources::unread;
use crate::response::sources::SourceStatus;
use crate::response::statistics::IndexStatistics;

/// What the page shows.
pub struct IndexData {
    /// The index in numbers.
    pub statistics: IndexStatistics,
    /// Its files.
    pub sources: Vec<SourceStatus>,
}

/// Writes the page.
pub fn index_page(context: &Context, data: &IndexData) -> Markup {
    let texts = context.texts;
    let content = Content {
        title: texts.text("index").to_owned(),
        query: String::new(),
        below_box: Markup::default(),
        aside: None,
        main: html! {
            h1 { (texts.text("index")) }
            (folders(context, &format!("{}/index", context.base)))
            (numbers(context, &data.statistics))
            (unread(context, &data.sources))
        },
    };
    frame(context, &content)
}

fn numbers(context: &Context, statistics: &IndexStatistics) -> Markup {
    let texts = context.texts;
    let rows = [
        ("index.reports", texts.number(statistics.reports)),
        ("index.passages", texts.number(statistics.passages)),
        ("index.words", texts.number(statistics.words)),
        ("index.files", texts.number(statistics.sources as u64)),
        (
            "index.megabytes",
            texts.number(statistics.bytes.div_ceil(1 << 20)),
        ),
        ("index.place", statistics.index.clone()),
    ];
    html! {
        section.counts.metadata {
            dl {
                @for (key, value) in rows {
                    dt { (texts.text(key)) }
                    dd { bdi { (value) } }
                }
            }
        }
    }
}
