//! Links to the previous and the next page of hits.

use maud::{Markup, html};

use super::context::Context;

/// Writes the links; empty if there is only one page. `has_next`: whether hits follow those of this page.
pub fn paging(context: &Context, has_next: bool) -> Markup {
    let texts = context.texts;
    let page = context.address.page();
    if page == 1 && !has_next {
        return Markup::default();
    }
    let to = |page: usize| {
        let number = match page {
            1 => String::new(),
            page => page.to_string(),
        };
        context.search(&context.address.set("page", &number))
    };
    html! {
        nav.paging aria-label=(texts.text("pages")) {
            @if page > 1 { a rel="prev" href=(to(page - 1)) { (texts.text("pages.previous")) } }
            span aria-current="page" {
                (texts.with("pages.this", "n", &texts.number(page as u64)))
            }
            @if has_next { a rel="next" href=(to(page + 1)) { (texts.text("pages.next")) } }
        }
    }
}
