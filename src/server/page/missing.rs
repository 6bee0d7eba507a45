//! The pages of what cannot be shown: a path or report that does not exist, a server that is busy, a change that is refused.

use maud::{Markup, html};

use super::context::Context;
use super::frame::{Content, frame};
use crate::server::problem::Problem;

/// Writes the page of a report that is not in the index.
pub fn missing_page(context: &Context) -> Markup {
    page(context, context.texts.text("report.missing"), None)
}

/// Writes the page of a problem.
pub fn problem_page(context: &Context, problem: &Problem) -> Markup {
    if problem.is_missing() {
        return page(context, context.texts.text("missing"), Some(problem));
    }
    page(context, context.texts.text("problem"), Some(problem))
}

fn page(context: &Context, heading: &str, problem: Option<&Problem>) -> Markup {
    let texts = context.texts;
    let content = Content {
        title: heading.to_owned(),
        query: context.address.first("q").to_owned(),
        below_box: Markup::default(),
        aside: None,
        main: html! {
            h1 { (heading) }
            @if let Some(problem) = problem {
                p lang="en" { (problem.title()) ": " (problem.detail()) }
                @if let Some(hint) = problem.hint_text() { p.hint lang="en" { (hint) } }
            }
            p.back {
                a href=(context.search(&context.address.of_hits())) { "← " (texts.text("report.back")) }
            }
        },
    };
    frame(context, &content)
}
