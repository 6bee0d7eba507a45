//! The pages of what cannot be shown: a report that is not in the index, a server that is busy.

use maud::{Markup, html};

use super::context::Context;
use super::frame::{Content, frame};
use crate::server::problem::Problem;

/// Writes the page of a report that is not in the index.
pub fn missing_page(context: &Context) -> Markup {
    page(context, context.texts.text("report.missing"), None)
}

/// Writes the page of a problem that is not one of the query.
pub fn problem_page(context: &Context, problem: &Problem) -> Markup {
    let detail = format!("{}: {}", problem.title(), problem.detail());
    page(context, context.texts.text("problem"), Some(&detail))
}

/// `detail` is in English.
fn page(context: &Context, heading: &str, detail: Option<&str>) -> Markup {
    let texts = context.texts;
    let content = Content {
        title: heading.to_owned(),
        query: context.address.first("q").to_owned(),
        below_box: Markup::default(),
        aside: None,
        main: html! {
            h1 { (heading) }
            @if let Some(detail) = detail { p lang="en" { (detail) } }
            p.back {
                a href=(context.search(&context.address.of_hits())) { "← " (texts.text("report.back")) }
            }
        },
    };
    frame(context, &content)
}
