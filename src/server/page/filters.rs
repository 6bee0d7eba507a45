//! The filters in force, each with a link that removes it, and the order of the hits.

use maud::{Markup, html};

use super::address::Address;
use super::context::Context;
use super::views::View;
use crate::facet_path;
use crate::server::parameters::CHANGED_SINCE;

/// The orders of hits, as in an address, with the keys of their names.
const ORDERS: &[(&str, &str)] = &[
    ("relevance", "sort.relevance"),
    ("newest", "sort.newest"),
    ("oldest", "sort.oldest"),
    ("added", "sort.added"),
];

/// A filter by a facet value, as an address has it: `area=Haiti` or `area!=Haiti`.
pub struct FacetParameter<'a> {
    /// The facet's name.
    pub name: &'a str,
    /// The value, as written.
    pub value: &'a str,
    /// Whether reports with it are left out.
    pub exclude: bool,
}

impl<'a> FacetParameter<'a> {
    /// Reads a parameter; `None` if it is not of this form.
    pub fn of(text: &'a str) -> Option<FacetParameter<'a>> {
        let (name, value) = text.split_once('=')?;
        let (name, exclude) = match name.strip_suffix('!') {
            Some(name) => (name, true),
            None => (name, false),
        };
        Some(FacetParameter {
            name,
            value,
            exclude,
        })
    }
}

/// Returns the parameter that keeps reports with a facet value.
pub fn include(facet: &str, path: &str) -> String {
    format!("{facet}={path}")
}

/// Returns the parameter that leaves out reports with a facet value.
pub fn exclude(facet: &str, path: &str) -> String {
    format!("{facet}!={path}")
}

/// Writes the filters in force, with links to `view` without them; empty if there are none.
pub fn filters(context: &Context, view: View) -> Markup {
    let texts = context.texts;
    let address = &context.address;
    let mut chips: Vec<(String, String, Address)> = Vec::new();
    for text in address.all("facet") {
        if let Some(filter) = FacetParameter::of(text) {
            let name = facet_path::names(filter.value).pop();
            let name = name.unwrap_or_else(|| filter.value.to_owned());
            let label = context.facet_label(filter.name);
            let label = match filter.exclude {
                true => texts.with("filter.not", "facet", &label),
                false => label,
            };
            chips.push((label, name, address.without("facet", text)));
        }
    }
    for code in address.all("language") {
        let label = texts.text("by.language").to_owned();
        let name = texts.language_name(code).to_owned();
        chips.push((label, name, address.without("language", code)));
    }
    for (key, label) in [
        ("since", "filter.since"),
        ("until", "filter.until"),
        ("within", "filter.within"),
        (CHANGED_SINCE, "filter.changed_since"),
    ] {
        let value = address.first(key);
        if !value.is_empty() {
            let label = texts.text(label).to_owned();
            chips.push((label, value.to_owned(), address.set(key, "")));
        }
    }
    if !address.first("plain").is_empty() {
        let label = texts.text("filter.plain").to_owned();
        chips.push((label, String::new(), address.set("plain", "")));
    }
    if !address.first("main").is_empty() {
        let label = texts.text("main_only").to_owned();
        chips.push((label, String::new(), address.set("main", "")));
    }
    if chips.is_empty() {
        return Markup::default();
    }
    html! {
        ul.chips aria-label=(texts.text("filters.active")) {
            @for (label, value, without) in &chips {
                li {
                    a href=(context.view(view, without)) title=(texts.text("filter.remove")) {
                        span.label { (label) } " " bdi { (value) }
                        span.x aria-hidden="true" { "×" }
                        span.visually-hidden { " — " (texts.text("filter.remove")) }
                    }
                }
            }
            @if chips.len() > 1 {
                li {
                    a.all href=(context.view(view, &address.only(&["q", "lang", "sort"]))) {
                        (texts.text("filter.remove_all"))
                    }
                }
            }
        }
    }
}

/// Writes the choice of the order.
pub fn orders(context: &Context) -> Markup {
    let texts = context.texts;
    let address = &context.address;
    let by_default = match address.first("q").trim() {
        "" => "newest",
        _ => "relevance",
    };
    let current = match address.first("sort") {
        "" => by_default,
        sort => sort,
    };
    html! {
        nav.orders aria-label=(texts.text("sort")) {
            ul {
                @for (name, key) in ORDERS {
                    li {
                        a href=(context.search(&address.set("sort", if *name == by_default { "" } else { name })))
                            aria-current=[(*name == current).then_some("true")] {
                            (texts.text(key))
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_read_as_it_is_written() {
        let text = exclude("area", "/Haiti/a=b");
        let filter = FacetParameter::of(&text).unwrap();
        assert_eq!(
            (filter.name, filter.value, filter.exclude),
            ("area", "/Haiti/a=b", true)
        );
        let text = include("area", "/Haiti");
        assert!(!FacetParameter::of(&text).unwrap().exclude);
        assert!(FacetParameter::of("Haiti").is_none());
    }
}
