//! The hits of a search: reports with their best passages.

use maud::{Markup, html};

use super::basket::{add_button, add_form};
use super::context::Context;
use super::copy::citations;
use super::parts::{day, file_name, marked, split_heading};
use crate::facet_path;
use crate::render::without_title;
use crate::response::{Hit, Passage, ReportHead, Similar, values_of_facet};
use crate::search::values_in_order;

/// How many facet values are shown below a hit.
const VALUES: usize = 8;
/// How many of one facet are shown before those of others.
const VALUES_OF_FACET: usize = 3;

/// Writes the hits as a list; `first` is the rank of the first.
pub fn hits(context: &Context, hits: &[Hit]) -> Markup {
    let first = hits.first().map_or(1, |hit| hit.rank);
    html! {
        ol.hits start=(first) {
            @for hit in hits {
                li.hit id={ "hit-" (hit.rank) } { (article(context, hit)) }
            }
        }
    }
}

fn article(context: &Context, hit: &Hit) -> Markup {
    let texts = context.texts;
    let report = &hit.report;
    let link = context.report(&report.id);
    let passages = hit.passages();
    let form = format!("keep-{}", hit.rank);
    let back = format!("{}#hit-{}", context.search(&context.address), hit.rank);
    html! {
        article aria-labelledby={ "title-" (hit.rank) } {
            h2 id={ "title-" (hit.rank) } dir="auto" lang=[report.language.as_deref()] {
                a.title href=(link) {
                    @match report.title.as_deref() {
                        Some(title) => (marked(title)),
                        None => (file_name(&report.path)),
                    }
                }
            }
            (origin(context, report))
            (add_form(context, &form, report, &back))
            @for passage in passages.iter().filter(|passage| !passage.parts.is_empty()) {
                (quotation(context, report, passage, &link, &form))
            }
            @if let Some(also) = also(context, hit, &link) { p.also { (also) } }
            (values(context, report, &link))
            div.hit-actions {
                details.cite {
                    summary { (texts.text("cite")) }
                    (citations(context, report, passages.first()))
                }
                a.original href=(original(context, hit)) { (texts.text("report.original")) }
            }
        }
    }
}

/// Returns the address of the original, at the page of the best passage.
fn original(context: &Context, hit: &Hit) -> String {
    let page = hit.passages().first();
    let page = page.and_then(|passage| passage.cited_at().1);
    context.original(&hit.report.id, page)
}

/// Writes date, source, language and file.
pub fn origin(context: &Context, report: &ReportHead) -> Markup {
    let texts = context.texts;
    html! {
        p.origin {
            @match report.published.as_deref() {
                Some(published) => time datetime=(published) { (day(published)) },
                None => span { (texts.text("undated")) },
            }
            @if let Some(source) = &report.source { span.source dir="auto" { (source) } }
            @if let Some(language) = &report.language { span.language { (texts.language_name(language)) } }
            span.path { bdi { (report.path) } }
        }
    }
}

fn quotation(
    context: &Context,
    report: &ReportHead,
    passage: &Passage,
    link: &str,
    form: &str,
) -> Markup {
    let (heading, text) = split_heading(&without_title(report, passage));
    html! {
        blockquote.passage dir="auto" {
            p lang=[report.language.as_deref()] {
                @if !heading.is_empty() { span.heading { (marked(&heading)) } }
                (marked(&text))
            }
            span.cited {
                a href={ (link) "#passage-" (passage.index) } { (cited_at(context, passage)) }
                (add_button(context, form, report, passage))
            }
        }
    }
}

/// Writes the page or line of a passage; without either, its number.
pub fn cited_at(context: &Context, passage: &Passage) -> String {
    let texts = context.texts;
    match passage.cited_at() {
        (_, Some(page)) => texts.with("at.page", "n", &page.to_string()),
        (Some(line), None) => texts.with("at.line", "n", &line.to_string()),
        (None, None) => texts.with("at.passage", "n", &texts.number(passage.index as u64 + 1)),
    }
}

/// Writes the links to what the hit does not show: more passages, near duplicates. `None` if there is nothing.
fn also(context: &Context, hit: &Hit, link: &str) -> Option<Markup> {
    let texts = context.texts;
    let more = hit.more_passages as u64;
    if more == 0 && hit.similar.is_none() {
        return None;
    }
    Some(html! {
        @if more > 0 {
            a href={ (link) "#marks" } { (texts.count("more.one", "more.many", more)) }
        }
        @if let Some(similar) = &hit.similar { (similar_link(context, &hit.report, similar)) }
    })
}

fn similar_link(context: &Context, report: &ReportHead, similar: &Similar) -> Markup {
    let texts = context.texts;
    let n = similar.count as u64;
    let names: Vec<&str> = similar
        .reports
        .iter()
        .map(|report| report.source.as_deref().unwrap_or(&report.path))
        .collect();
    html! {
        a href=[by_id(context, "similar", &report.id)] title=(names.join(", ")) {
            (texts.count("similar.one", "similar.many", n))
        }
    }
}

/// Returns the address of a search by a qualifier for an id, `like:` or `similar:`; `None` if a query cannot have the id.
pub fn by_id(context: &Context, qualifier: &str, id: &str) -> Option<String> {
    let query = format!("{qualifier}:\"{id}\"");
    let address = context.address.only(&["lang"]).set("q", &query);
    (!id.contains('"')).then(|| context.search(&address))
}

/// Writes the facet values, main topics first, some of each facet. Each leads to its evidence in the report.
fn values(context: &Context, report: &ReportHead, link: &str) -> Markup {
    let texts = context.texts;
    let (mut shown, mut left) = (Vec::new(), 0);
    for (number, facet) in context.facets.iter().enumerate() {
        let filed = values_of_facet(&report.facets, &facet.name);
        let main = values_of_facet(&report.main, &facet.name);
        let values = values_in_order(facet, filed, main);
        left += values.len();
        for (rank, path) in values.into_iter().take(VALUES).enumerate() {
            let anchor = match filed.iter().position(|filed| filed == path) {
                Some(n) => value_anchor(&facet.name, n),
                None => "names".to_owned(),
            };
            let order = (rank >= VALUES_OF_FACET, number, rank);
            shown.push((order, &facet.name, path, !is_main(path, main), anchor));
        }
    }
    shown.sort_by_key(|&(order, ..)| order);
    shown.truncate(VALUES);
    left -= shown.len();
    html! {
        @if !shown.is_empty() {
            ul.values aria-label=(texts.text("values.of_hit")) {
                @for (_, facet, path, is_passing, anchor) in &shown {
                    li {
                        a.value data-facet=(facet) .passing[*is_passing]
                            href={ (link) "#" (anchor) }
                            title={ (context.facet_label(facet)) ": " (path) " — " (texts.text("why")) } {
                            bdi { (facet_path::last_name(path)) }
                        }
                    }
                }
                @if left > 0 {
                    li { a href={ (link) "#names" } { "+" (texts.number(left as u64)) } }
                }
            }
        }
    }
}

/// Returns whether a report with these main topics is mainly about a value: it or a value below it is one of them.
fn is_main(path: &str, main: &[String]) -> bool {
    let mut main = main.iter();
    main.any(|main| facet_path::is_at_or_below(main, path))
}

/// Returns the id, on the page of a report, of the evidence for the `n`-th value of a facet there.
pub fn value_anchor(facet: &str, n: usize) -> String {
    format!("value-{facet}-{n}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_mainly_about_its_main_topics_and_the_values_above_them() {
        let main = ["/Haiti/Ouest/Port-au-Prince".to_owned()];
        assert!(is_main("/Haiti/Ouest/Port-au-Prince", &main));
        assert!(is_main("/Haiti", &main));
        assert!(!is_main("/Haiti/Ouest/Port-au-Prince/Solino", &main));
        assert!(!is_main("/Haiti/Ouest/Kenscoff", &main));
    }
}
