//! What a reader sees before the first search: what is indexed, and queries to begin with, made from what is in the index.

use maud::{Markup, html};

use super::address::Address;
use super::context::Context;
use super::narrow::qualifier;
use super::search::SearchData;
use crate::facet_path;

/// How many languages are named.
const LANGUAGES: usize = 6;

/// Returns whether a page shows all reports, without a query and filters, from the first on.
pub fn is_start(context: &Context) -> bool {
    let address = &context.address;
    let is_all = address.set("sort", "").of_request() == Address::default();
    !context.is_empty && address.page() == 1 && is_all
}

/// Writes the introduction.
pub fn welcome(context: &Context, data: &SearchData) -> Markup {
    let texts = context.texts;
    let languages = data.tables.languages.values.iter().take(LANGUAGES);
    let languages: Vec<String> = languages
        .map(|counted| {
            let name = texts.language_name(&counted.value);
            format!("{name} {}", texts.number(counted.count))
        })
        .collect();
    let mut years = data
        .tables
        .dates
        .values
        .iter()
        .filter(|year| year.count > 0);
    let first = years.next().map(|year| year.value.as_str());
    let last = years.next_back().map(|year| year.value.as_str()).or(first);
    html! {
        section.welcome {
            p {
                (texts.count("welcome.one", "welcome.many", data.response.total))
                @if let (Some(first), Some(last)) = (first, last) {
                    " " (texts.with("welcome.dates", "first", first).replace("{last}", last))
                }
                @if !languages.is_empty() { " " (texts.text("by.language")) ": " (languages.join(", ")) "." }
            }
            p.examples {
                (texts.text("welcome.try")) " "
                @for query in examples(data) {
                    a href=(context.search(&Address::default().set("q", &query).set("lang", context.address.first("lang")))) {
                        code dir="auto" { (query) }
                    }
                    " "
                }
                a href={ (context.base) "/help" (context.address.only(&["lang"]).query()) } { (texts.text("welcome.help")) }
            }
        }
    }
}

/// Returns queries that find something: a frequent value of each facet, as specific as there are, and the latest year.
fn examples(data: &SearchData) -> Vec<String> {
    let facets = data.response.facets.iter().flatten();
    let mut queries: Vec<String> = facets
        .filter_map(|facet| {
            let mut value = facet.values.first()?;
            while let Some(child) = value.children.first() {
                value = child;
            }
            Some(qualifier(&facet.name, &facet_path::last_name(&value.path)))
        })
        .collect();
    let mut years = data.tables.dates.values.iter().rev();
    let latest = years.find(|year| year.count > 0);
    queries.extend(latest.map(|year| format!("date:{}", year.value)));
    queries
}
