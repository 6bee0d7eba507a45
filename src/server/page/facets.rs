//! The facets beside the hits: trees of values with exact counts, each with links that add, exclude or remove it.

use maud::{Markup, html};

use super::context::Context;
use super::filters::{exclude, include};
use crate::facet_path;
use crate::response::{FacetCounts, FacetValue};

/// How many values of the top level are shown, and how many below each value.
const SHOWN: (usize, usize) = (8, 10);
/// The number of values below which there is no need to search among them.
const FEW: usize = 6;

/// A facet value in force as a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// The facet's name.
    pub facet: String,
    /// The path that the filter resolves to.
    pub path: String,
    /// The filter as the address has it.
    pub parameter: String,
    /// Whether reports with it are left out.
    pub exclude: bool,
}

/// Writes the tree of a facet; empty if no report has a value.
pub fn facet(context: &Context, counts: &FacetCounts, chosen: &[Chosen]) -> Markup {
    if counts.values.is_empty() {
        return Markup::default();
    }
    let texts = context.texts;
    let tree = Tree {
        context,
        facet: &counts.name,
        chosen: chosen
            .iter()
            .filter(|one| one.facet == counts.name)
            .collect(),
    };
    let label = context.facet_label(&counts.name);
    html! {
        section.facet data-facet=(counts.name) {
            h3 { (label) }
            @if number_of(&counts.values) > FEW {
                form.find action=(context.values(&counts.name, &Default::default())) method="get" role="search" {
                    @for (key, value) in context.address.pairs() {
                        @if key != "find" && key != "page" { input type="hidden" name=(key) value=(value); }
                    }
                    label.visually-hidden for={ "find-" (counts.name) } {
                        (texts.with("find.label", "facet", &label))
                    }
                    input type="search" id={ "find-" (counts.name) } name="find" autocomplete="off"
                        placeholder=(texts.text("find.placeholder"));
                    button type="submit" { (texts.text("find.button")) }
                }
            }
            (tree.values(&counts.values, SHOWN.0, 0))
            p.all-values {
                a href=(context.values(&counts.name, &context.address)) {
                    (texts.with("all_values", "facet", &label.to_lowercase()))
                }
            }
        }
    }
}

/// Writes one value with its links, as they stand in a tree or a list.
pub fn value(context: &Context, facet: &str, path: &str, count: u64, chosen: &[&Chosen]) -> Markup {
    let texts = context.texts;
    let address = &context.address;
    let name = facet_path::last_name(path);
    let of_value = chosen.iter().find(|one| one.path == path);
    let number = html! { span.count { (texts.number(count)) } };
    match of_value {
        Some(Chosen {
            parameter, exclude, ..
        }) => html! {
            a.value.chosen[!*exclude].excluded[*exclude]
                href=(context.search(&address.without("facet", parameter)))
                title=(texts.text("filter.remove")) {
                bdi { (name) } " " (number)
                span.visually-hidden { " — " (texts.text("filter.remove")) }
            }
        },
        None => html! {
            a.value href=(context.search(&address.with("facet", &include(facet, path)))) title=(path) {
                bdi { (name) } " " (number)
            }
            a.exclude href=(context.search(&address.with("facet", &exclude(facet, path))))
                title=(texts.text("filter.exclude"))
                aria-label={ (texts.text("filter.exclude")) ": " (name) } { "−" }
        },
    }
}

fn number_of(values: &[FacetValue]) -> usize {
    let below = values.iter().map(|value| number_of(&value.children));
    values.len() + below.sum::<usize>()
}

struct Tree<'a> {
    context: &'a Context,
    facet: &'a str,
    /// The filters by this facet.
    chosen: Vec<&'a Chosen>,
}

impl Tree<'_> {
    /// Writes the most frequent values, and all that are chosen or have a chosen one below.
    fn values(&self, values: &[FacetValue], most: usize, depth: usize) -> Markup {
        let texts = self.context.texts;
        let (shown, left): (Vec<_>, Vec<_>) = values
            .iter()
            .enumerate()
            .partition(|(n, value)| *n < most || self.is_above_chosen(&value.path));
        html! {
            ul.tree {
                @for (n, value) in shown {
                    li {
                        (self::value(self.context, self.facet, &value.path, value.count, &self.chosen))
                        @if !value.children.is_empty() {
                            @let is_open = self.is_above_chosen(&value.path) || (depth == 0 && n == 0);
                            details open[is_open] {
                                summary {
                                    span.visually-hidden {
                                        (texts.with("values.below", "value", &facet_path::last_name(&value.path)))
                                    }
                                }
                                (self.values(&value.children, SHOWN.1, depth + 1))
                            }
                        }
                    }
                }
                @if !left.is_empty() {
                    li.more {
                        (texts.count("values.more.one", "values.more.many", left.len() as u64))
                    }
                }
            }
        }
    }

    /// Returns whether a filter is by this value or by one below.
    fn is_above_chosen(&self, path: &str) -> bool {
        let mut chosen = self.chosen.iter();
        chosen.any(|one| facet_path::is_at_or_below(&one.path, path))
    }
}
