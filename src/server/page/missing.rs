//! The page of a report that is not in the index.

use maud::{Markup, html};

use super::context::Context;
use super::frame::{Content, frame};

/// Writes the page.
pub fn missing_page(context: &Context) -> Markup {
    let texts = context.texts;
    let content = Content {
        title: texts.text("report.missing").to_owned(),
        query: context.address.first("q").to_owned(),
        below_box: Markup::default(),
        aside: None,
        main: html! {
            h1 { (texts.text("report.missing")) }
            p.back {
                a href=(context.search(&context.address.only(&["q", "lang"]))) { "← " (texts.text("report.back")) }
            }
        },
    };
    frame(context, &content)
}
