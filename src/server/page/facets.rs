//! The facets beside the hits: trees of values with exact counts, each with links that add, exclude or remove it.

use std::cmp::Reverse;
use std::collections::HashSet;

use maud::{Markup, html};

use super::context::Context;
use super::filters::{exclude, include};
use super::forms::hidden;
use crate::facet_path;
use crate::response::{FacetCounts, FacetValue};

/// How many values of the top level are shown at most, and how many below each value.
const SHOWN: (usize, usize) = (8, 10);
/// How many values of a facet are shown at most, of all levels: those with the most reports.
const ALL_SHOWN: usize = 120;
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
        frequent: most_frequent(&counts.values),
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
                    (hidden(&context.address.but(&["find"])))
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

/// Writes one value with its links, for a tree or a list.
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

/// Returns the paths of the values with the most reports. No value has more than the one above it, which is among them, too.
fn most_frequent(values: &[FacetValue]) -> HashSet<&str> {
    let mut all = Vec::new();
    collect(values, 0, &mut all);
    all.sort_unstable_by_key(|&(depth, value)| (Reverse(value.count), depth, &value.path));
    let most = all.iter().take(ALL_SHOWN);
    most.map(|(_, value)| value.path.as_str()).collect()
}

fn collect<'a>(values: &'a [FacetValue], depth: usize, into: &mut Vec<(usize, &'a FacetValue)>) {
    for value in values {
        into.push((depth, value));
        collect(&value.children, depth + 1, into);
    }
}

fn number_of(values: &[FacetValue]) -> usize {
    let below = values.iter().map(|value| number_of(&value.children));
    values.len() + below.sum::<usize>()
}

struct Tree<'a> {
    context: &'a Context,
    facet: &'a str,
    /// The paths of the values that may be shown.
    frequent: HashSet<&'a str>,
    /// The filters by this facet.
    chosen: Vec<&'a Chosen>,
}

impl Tree<'_> {
    /// Writes the most frequent values, and all that are chosen or have a chosen one below.
    fn values(&self, values: &[FacetValue], most: usize, depth: usize) -> Markup {
        let texts = self.context.texts;
        let (shown, left): (Vec<_>, Vec<_>) = values.iter().enumerate().partition(|(n, value)| {
            let is_frequent = *n < most && self.frequent.contains(value.path.as_str());
            is_frequent || self.is_above_chosen(&value.path)
        });
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::page::sample;

    /// A value with `width` children at each of `depth` levels.
    fn value(path: &str, count: u64, width: u64, depth: usize) -> FacetValue {
        let children = (0..if depth == 0 { 0 } else { width }).map(|n| {
            let path = format!("{path}/{n:02}");
            value(&path, count / 2 + width - n, width, depth - 1)
        });
        FacetValue {
            path: path.to_owned(),
            count,
            children: children.collect(),
        }
    }

    #[test]
    fn a_large_tree_is_cut_but_never_above_a_chosen_value() {
        let counts = FacetCounts {
            name: "area".to_owned(),
            values: vec![value("/Haiti", 100_000, 15, 3)],
        };
        let shown = |chosen: &[Chosen]| {
            let page = facet(&sample::context(""), &counts, chosen).0;
            (
                page.matches("<li>").count(),
                page.contains("title=\"/Haiti/14/14/14\""),
            )
        };
        let (number, is_there) = shown(&[]);
        assert!(number <= ALL_SHOWN && !is_there, "{number}");
        let chosen = Chosen {
            facet: "area".to_owned(),
            path: "/Haiti/14/14/14".to_owned(),
            parameter: "area=/Haiti/14/14/14".to_owned(),
            exclude: false,
        };
        let page = facet(&sample::context(""), &counts, &[chosen]).0;
        assert!(page.contains("class=\"value chosen\""), "{page}");
    }
}
