//! Flat counts beside the hits: years, languages, sources, formats.

use maud::{Markup, html};

use super::address::Address;
use super::context::Context;
use super::forms::hidden;
use super::narrow::{by_no_date, by_qualifier, negated, qualifier, without_qualifier};
use crate::response::facets::{CountedValue, FacetTable};

/// How many sources and the like are shown before the rest is folded.
const SHOWN: usize = 8;
/// How many years are shown before the earlier ones are folded.
const YEARS: usize = 12;
/// The width of the longest bar, in units of the picture.
const BAR: u64 = 100;

/// Writes the years as bars, latest first, and a form for any range of dates.
pub fn dates(context: &Context, table: &FacetTable) -> Markup {
    let texts = context.texts;
    let address = &context.address;
    let most = table.values.iter().map(|value| value.count).max();
    let most = most.unwrap_or(0).max(1);
    let used = table.values.iter().rev().filter(|value| value.count > 0);
    let years: Vec<&CountedValue> = used.collect();
    let (since, until) = (address.first("since"), address.first("until"));
    let row = |value: &CountedValue| {
        let year = value.value.as_str();
        let is_chosen = since == year && until == year;
        let to = match is_chosen {
            true => address.set("since", "").set("until", ""),
            false => address.set("since", year).set("until", year),
        };
        html! {
            li {
                a.value.year.chosen[is_chosen] href=(context.search(&to)) {
                    span { (year) }
                    svg.bar viewBox={ "0 0 " (BAR) " 10" } preserveAspectRatio="none" aria-hidden="true" {
                        rect width=((value.count * BAR).div_ceil(most)) height="10" {}
                    }
                    span.count { (texts.number(value.count)) }
                }
            }
        }
    };
    html! {
        section.facet.dates {
            h3 { (texts.text("by.date")) }
            (folded(context, &years, YEARS, &row))
            @if table.without > 0 {
                p { a href=(context.search(&by_no_date(address))) {
                    (texts.count("timeline.undated.one", "timeline.undated.many", table.without))
                } }
            }
            form.range action={ (context.base) "/" } method="get" {
                (hidden(&address.but(&["since", "until"])))
                label { span { (texts.text("filter.since")) } input name="since" value=(since) placeholder="2024-10" size="9"; }
                label { span { (texts.text("filter.until")) } input name="until" value=(until) placeholder="2025-02" size="9"; }
                button type="submit" { (texts.text("apply")) }
            }
        }
    }
}

/// Writes the languages; empty if all reports have the same and none is chosen.
pub fn languages(context: &Context, table: &FacetTable) -> Markup {
    let address = &context.address;
    let chosen: Vec<&str> = address.all("language").collect();
    if table.values.len() < 2 && chosen.is_empty() {
        return Markup::default();
    }
    let texts = context.texts;
    let row = |value: &CountedValue| {
        let code = value.value.as_str();
        let is_chosen = chosen.contains(&code);
        let to = match is_chosen {
            true => address.without("language", code),
            false => address.with("language", code),
        };
        let without = without_qualifier(address, &qualifier("language", code));
        link(
            context,
            texts.language_name(code),
            value.count,
            is_chosen,
            &to,
            &without,
        )
    };
    html! {
        section.facet {
            h3 { (texts.text("by.language")) }
            (folded(context, &table.values.iter().collect::<Vec<_>>(), SHOWN, &row))
        }
    }
}

/// Writes the sources, which are qualifiers of the query; empty if there are none.
pub fn sources(context: &Context, table: &FacetTable) -> Markup {
    let row = |value: &CountedValue| {
        let qualifier = qualifier("source", &value.value);
        qualified(context, value, &qualifier)
    };
    section(context, context.texts.text("by.source"), table, &row)
}

/// Writes the formats of files, which are words of the path; empty if there is only one and none is chosen.
pub fn formats(context: &Context, table: &FacetTable) -> Markup {
    let qualifier = |value: &CountedValue| format!("path:{}", value.value);
    let is_chosen = |value| context.address.first("q").contains(&qualifier(value));
    if table.values.len() < 2 && !table.values.iter().any(is_chosen) {
        return Markup::default();
    }
    let row = |value: &CountedValue| qualified(context, value, &qualifier(value));
    section(context, context.texts.text("by.format"), table, &row)
}

fn section(
    context: &Context,
    heading: &str,
    table: &FacetTable,
    row: &dyn Fn(&CountedValue) -> Markup,
) -> Markup {
    if table.values.is_empty() {
        return Markup::default();
    }
    html! {
        section.facet {
            h3 { (heading) }
            (folded(context, &table.values.iter().collect::<Vec<_>>(), SHOWN, row))
            @if table.more > 0 {
                p.more { (context.texts.count("values.more.one", "values.more.many", table.more as u64)) }
            }
        }
    }
}

/// Writes a list whose end can be opened.
fn folded(
    context: &Context,
    values: &[&CountedValue],
    most: usize,
    row: &dyn Fn(&CountedValue) -> Markup,
) -> Markup {
    let texts = context.texts;
    let (shown, left) = values.split_at(values.len().min(most));
    html! {
        ul.flat { @for value in shown { (row(value)) } }
        @if !left.is_empty() {
            details.rest {
                summary { (texts.count("values.more.one", "values.more.many", left.len() as u64)) }
                ul.flat { @for value in left { (row(value)) } }
            }
        }
    }
}

/// Writes a value that a qualifier of the query keeps or leaves out.
fn qualified(context: &Context, value: &CountedValue, qualifier: &str) -> Markup {
    let address = &context.address;
    let query = address.first("q");
    let is_chosen = query.contains(qualifier) && !query.contains(&negated(qualifier));
    let to = match is_chosen {
        true => address.set("q", query.replace(qualifier, "").trim()),
        false => by_qualifier(address, qualifier),
    };
    let without = without_qualifier(address, qualifier);
    link(context, &value.value, value.count, is_chosen, &to, &without)
}

/// Writes a value with its links: `to` keeps its reports, or all again if it is chosen; `without` leaves them out.
fn link(
    context: &Context,
    name: &str,
    count: u64,
    is_chosen: bool,
    to: &Address,
    without: &Address,
) -> Markup {
    let texts = context.texts;
    html! {
        li {
            a.value.chosen[is_chosen] href=(context.search(to)) {
                bdi { (name) } " " span.count { (texts.number(count)) }
                @if is_chosen { span.visually-hidden { " — " (texts.text("filter.remove")) } }
            }
            @if !is_chosen {
                a.exclude href=(context.search(without)) title=(texts.text("filter.exclude"))
                    aria-label={ (texts.text("filter.exclude")) ": " (name) } { "−" }
            }
        }
    }
}
