//! The page of all values of a facet, for finding one by its name.

use maud::{Markup, html};

use super::context::Context;
use super::facets::{Chosen, value};
use super::forms::hidden;
use super::frame::{Content, frame};
use super::notes;
use crate::facet_path;
use crate::response::facets::FacetTable;
use crate::server::problem::QueryError;

/// The most values that the page lists.
pub const MOST: usize = 500;

/// What the page shows.
pub struct ValuesData {
    /// The values of all levels, whose names contain the text looked for.
    pub table: FacetTable,
    /// The facet values in force as filters.
    pub chosen: Vec<Chosen>,
}

/// Writes the page; `facet` is the facet's name.
pub fn values_page(
    context: &Context,
    facet: &str,
    data: &Result<ValuesData, QueryError>,
) -> Markup {
    let texts = context.texts;
    let label = context.facet_label(facet);
    let query = context.address.first("q");
    let find = context.address.first("find");
    let (below_box, list) = match data {
        Ok(data) => (Markup::default(), list(context, facet, data)),
        Err(error) => (notes::error(context, query, error), Markup::default()),
    };
    let content = Content {
        title: label.clone(),
        query: query.to_owned(),
        below_box,
        aside: None,
        main: html! {
            h1 { (label) }
            p.back {
                a href=(context.search(&context.address.of_hits())) { "← " (texts.text("report.back")) }
            }
            form.find action=(context.values(facet, &Default::default())) method="get" {
                (hidden(&context.address.but(&["find"])))
                label.visually-hidden for="find" { (texts.with("find.label", "facet", &label)) }
                input type="search" id="find" name="find" value=(find) autocomplete="off"
                    placeholder=(texts.text("find.placeholder"));
                button type="submit" { (texts.text("find.button")) }
            }
            (list)
        },
    };
    frame(context, &content)
}

fn list(context: &Context, facet: &str, data: &ValuesData) -> Markup {
    let texts = context.texts;
    // The links of the values lead to the search page.
    let without_find = Context {
        address: context.address.of_hits(),
        ..context.clone()
    };
    let chosen: Vec<&Chosen> = data
        .chosen
        .iter()
        .filter(|one| one.facet == facet)
        .collect();
    html! {
        @if data.table.values.is_empty() { p.nothing { (texts.text("values.none")) } }
        ul.tree.all {
            @for counted in &data.table.values {
                li {
                    (value(&without_find, facet, &counted.value, counted.count, &chosen))
                    @if let Some(above) = above(&counted.value) { " " small.above { bdi { (above) } } }
                }
            }
        }
        @if data.table.more > 0 {
            p.more { (texts.count("values.more.one", "values.more.many", data.table.more as u64)) }
        }
    }
}

/// Returns the names above a value, the nearest first; `None` at the top.
fn above(path: &str) -> Option<String> {
    let mut names = facet_path::names(path);
    names.pop();
    names.reverse();
    (!names.is_empty()).then(|| names.join(", "))
}
