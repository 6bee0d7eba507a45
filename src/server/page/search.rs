//! The search page: hits, and beside them the facets.

use maud::{Markup, html};

use super::context::Context;
use super::facets::{Chosen, facet};
use super::filters::{filters, orders};
use super::frame::{Content, frame};
use super::hits::hits;
use super::indexing::first_start;
use super::notes;
use super::paging::paging;
use super::saved::save_form;
use super::tables;
use super::views::{View, views};
use super::welcome::{is_start, welcome};
use crate::response::Response;
use crate::response::facets::FacetTable;
use crate::search::WordsRule;
use crate::server::problem::QueryError;

/// The number of reports on a page of hits.
pub const PAGE_SIZE: usize = 20;

/// The formats of an export, with their names.
const EXPORTS: &[(&str, &str)] = &[("csv", "CSV"), ("jsonl", "JSON Lines")];

/// What the search page shows of a query.
pub struct SearchData {
    /// The response; it has one hit more than a page if others follow.
    pub response: Response,
    /// Whether the words of the query may be any of them.
    pub words: WordsRule,
    /// The facet values in force as filters.
    pub chosen: Vec<Chosen>,
    /// Counts by year, by language, by source and by format.
    pub tables: Tables,
}

/// Counts beside the facets.
pub struct Tables {
    /// By year.
    pub dates: FacetTable,
    /// By language.
    pub languages: FacetTable,
    /// By source.
    pub sources: FacetTable,
    /// By format of the files.
    pub formats: FacetTable,
}

/// Writes the page of an answer, or of a query that has none.
pub fn search_page(context: &Context, data: &Result<SearchData, QueryError>) -> Markup {
    let query = context.address.first("q").to_owned();
    let content = match data {
        Ok(data) => Content {
            title: query.clone(),
            query,
            below_box: notes::notes(context, &data.response, data.words),
            aside: Some(aside(context, data)),
            main: main(context, data),
        },
        Err(error) => Content {
            title: query.clone(),
            below_box: notes::error(context, &query, error),
            query,
            aside: None,
            main: html! {
                h1.visually-hidden { (context.texts.text("search.label")) }
                (filters(context, View::Hits))
            },
        },
    };
    frame(context, &content)
}

fn main(context: &Context, data: &SearchData) -> Markup {
    let texts = context.texts;
    let response = &data.response;
    let shown = response.hits.len().min(PAGE_SIZE);
    let has_next = response.hits.len() > PAGE_SIZE;
    html! {
        (filters(context, View::Hits))
        div.above-hits {
            h1.total {
                (texts.count("total.one", "total.many", response.total))
                @if let Some(stories) = response.stories.filter(|n| *n != response.total) {
                    " " small { "(" (texts.count("stories.one", "stories.many", stories)) ")" }
                }
            }
            @if response.total > 0 { (views(context, View::Hits)) }
            @if response.total > 1 { (orders(context)) }
        }
        @if context.is_empty {
            (first_start(context))
        } @else if response.total == 0 {
            p.nothing { (texts.text("nothing")) }
        } @else if shown == 0 {
            p.nothing { (texts.text("pages.none")) }
        }
        @if !context.is_empty {
            @if is_start(context) { (welcome(context, data)) }
            div.of-result { (save_form(context)) (exports(context)) }
        }
        (hits(context, &response.hits[..shown]))
        (paging(context, has_next))
    }
}

/// Writes the links to all reports of the result as files.
fn exports(context: &Context) -> Markup {
    let texts = context.texts;
    let address = context.address.of_query();
    html! {
        p.exports {
            (texts.text("export")) ": "
            @for (n, (format, name)) in EXPORTS.iter().enumerate() {
                @let query = address.query();
                @let separator = if query.is_empty() { "?" } else { "&" };
                @if n > 0 { " · " }
                a href={ (context.base) "/api/v1/export" (query) (separator) "format=" (format) } { (name) }
            }
        }
    }
}

/// Writes the facets, which are folded on a narrow screen.
fn aside(context: &Context, data: &SearchData) -> Markup {
    let texts = context.texts;
    let address = &context.address;
    let is_main = !address.first("main").is_empty();
    let to = match is_main {
        true => address.set("main", ""),
        false => address.set("main", "1"),
    };
    let is_across = !address.first("across").is_empty();
    let across = match is_across {
        true => address.set("across", ""),
        false => address.set("across", "all"),
    };
    html! {
        aside aria-label=(texts.text("filters")) {
            details.filters {
                summary { (texts.text("filters")) }
                div {
                    @if is_across || !address.first("q").is_empty() {
                        p.main-only {
                            a.switch.on[is_across] href=(context.search(&across)) title=(texts.text("across.explained")) {
                                (texts.text("across"))
                                @if is_across { span.visually-hidden { " — " (texts.text("filter.remove")) } }
                            }
                        }
                    }
                    p.main-only {
                        a.switch.on[is_main] href=(context.search(&to)) title=(texts.text("main.explained")) {
                            (texts.text("main_only"))
                            @if is_main { span.visually-hidden { " — " (texts.text("filter.remove")) } }
                        }
                    }
                    @for counts in data.response.facets.iter().flatten() {
                        (facet(context, counts, &data.chosen))
                    }
                    (tables::dates(context, &data.tables.dates))
                    (tables::sources(context, &data.tables.sources))
                    (tables::languages(context, &data.tables.languages))
                    (tables::formats(context, &data.tables.formats))
                }
            }
        }
    }
}
