//! Who with whom: the names in the same passages as a query, each with its best passage.

use maud::{Markup, html};

use super::context::Context;
use super::counts::with_query;
use super::hits::{cited_at, origin};
use super::narrow::by_value;
use super::overview::{Counted, counting_page};
use super::parts::{file_name, marked, split_heading};
use super::views::View;
use crate::facet_path;
use crate::render::without_title;
use crate::response::Hit;
use crate::response::together::{Together, TogetherValue};
use crate::server::problem::QueryError;

/// Writes the page.
pub fn together_page(context: &Context, data: &Result<Together, QueryError>) -> Markup {
    counting_page(context, View::Together, data, |together| Counted {
        query: &together.query,
        main: html! {
            section.counts {
                (content(context, together))
            }
        },
        stays: false,
    })
}

fn content(context: &Context, together: &Together) -> Markup {
    let texts = context.texts;
    if with_query(&context.address).first("q").is_empty() {
        return html! { p.nothing { (texts.text("together.no_query")) } };
    }
    if together.values.is_empty() {
        return html! { p.nothing { (texts.text("together.none")) } };
    }
    html! {
        p.about-counts {
            (texts.count("together.explained.one", "together.explained.many", together.matched))
        }
        table.together {
            thead {
                tr {
                    th scope="col" { (texts.text("together.name")) }
                    th scope="col" { (texts.text("together.passages")) }
                    th scope="col" { (texts.text("together.best")) }
                }
            }
            tbody {
                @for value in &together.values { (row(context, value)) }
            }
        }
        @if together.more > 0 {
            p.more { (texts.count("values.more.one", "values.more.many", together.more as u64)) }
        }
    }
}

fn row(context: &Context, value: &TogetherValue) -> Markup {
    let texts = context.texts;
    let to = by_value(&with_query(&context.address), &value.facet, &value.value);
    html! {
        tr {
            th scope="row" {
                a.value data-facet=(value.facet) href=(context.search(&to.of_hits())) title=(value.value) {
                    bdi { (facet_path::last_name(&value.value)) }
                }
                small { (context.facet_label(&value.facet)) }
            }
            td {
                (texts.number(value.cell.count))
                small { "×" (format!("{:.1}", value.cell.lift)) }
            }
            td { (best(context, &value.best)) }
        }
    }
}

/// Writes the best passage with its citation.
fn best(context: &Context, hit: &Hit) -> Markup {
    let report = &hit.report;
    let link = Context {
        address: with_query(&context.address),
        ..context.clone()
    };
    let link = link.report(&report.id);
    let passages = hit.passages();
    html! {
        @if let Some(passage) = passages.first() {
            blockquote.passage dir="auto" {
                p lang=[report.language.as_deref()] {
                    (marked(&split_heading(&without_title(report, passage)).1))
                }
                a.cited href={ (link) "#passage-" (passage.index) } { (cited_at(context, passage)) }
            }
        }
        p.of-report dir="auto" lang=[report.language.as_deref()] {
            a href=(link) {
                @match report.title.as_deref() {
                    Some(title) => (marked(title)),
                    None => (file_name(&report.path)),
                }
            }
        }
        (origin(context, report))
    }
}
