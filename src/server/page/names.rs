//! The names found in a report: each value with its mentions and the evidence for them.

use maud::{Markup, html};

use super::context::Context;
use super::corrections::decide;
use super::filters::include;
use super::hits::value_anchor;
use super::report_values::{ReportValue, values_of};
use crate::facet_path;
use crate::response::{Mention, WholeReport};
use crate::schema::corrections::Verdict;

/// How many mentions of a value are listed before the rest is folded.
const SHOWN: usize = 4;

/// Writes the values of each facet with their mentions.
pub fn names(context: &Context, report: &WholeReport) -> Markup {
    let texts = context.texts;
    html! {
        section.facet.names id="names" {
            h3 { (texts.text("names")) }
            @if report.head.facets.iter().all(|(_, paths)| paths.is_empty()) {
                p { (texts.text("names.none")) }
            }
            @for (facet, paths) in &report.head.facets {
                @let values = values_of(report, facet, paths);
                @if !values.is_empty() {
                    h4 { (context.facet_label(facet)) }
                    ul.flat {
                        @for of_facet in &values {
                            li id=(value_anchor(facet, of_facet.number)) { (value(context, &report.head.id, facet, of_facet)) }
                        }
                    }
                }
            }
            @if !report.unresolved.is_empty() { (unresolved(context, report)) }
        }
    }
}

/// The text that a mention is in.
#[derive(Debug, Clone, Copy)]
enum MentionIn {
    /// In the title.
    Title,
    /// In the body, with its number among the mentions there.
    Body(usize),
    /// In the body, of a name that is not resolved.
    Unresolved,
}

fn value(context: &Context, id: &str, facet: &str, value: &ReportValue) -> Markup {
    let texts = context.texts;
    let path = value.path;
    let top = facet_path::last_name(facet_path::top(path));
    let to_search = context
        .address
        .only(&["lang"])
        .with("facet", &include(facet, path));
    let back = format!("{}#corrections", context.report(id));
    let (shown, left) = value.mentions.split_at(value.mentions.len().min(SHOWN));
    html! {
        details.name {
            summary {
                bdi title=(path) { (facet_path::last_name(path)) }
                @if facet_path::depth(path) > 1 { " " span.above { bdi { (top) } } }
                @if value.is_main { " " span.main title=(texts.text("main.explained")) { "●" span.visually-hidden { (texts.text("main.explained")) } } }
                " " span.count { (texts.number(value.count() as u64)) }
            }
            div.where {
                bdi { (path) } " · " a href=(context.search(&to_search)) { (texts.text("names.search")) }
                (decide(context, id, facet, path, Verdict::Reject, &back))
            }
            @for value in &value.stated { p { (texts.with("names.stated", "value", value)) } }
            @for mention in &value.in_title { (evidence(context, mention, MentionIn::Title)) }
            @for (n, mention) in shown { (evidence(context, mention, MentionIn::Body(*n))) }
            @if !left.is_empty() {
                details {
                    summary { (texts.count("values.more.one", "values.more.many", left.len() as u64)) }
                    @for (n, mention) in left { (evidence(context, mention, MentionIn::Body(*n))) }
                }
            }
        }
    }
}

/// Writes a mention: its words, where they are, how sure its value is, and what speaks for and against it.
fn evidence(context: &Context, mention: &Mention, within: MentionIn) -> Markup {
    let texts = context.texts;
    let percent = mention.confidence.map(|p| (p * 100.0).round() as u64);
    let id = match within {
        MentionIn::Body(n) => Some(format!("name-{n}")),
        MentionIn::Title | MentionIn::Unresolved => None,
    };
    html! {
        div.evidence id=[id] {
            p {
                @match within {
                    MentionIn::Body(n) => a href={ "#mention-" (n) } { q { bdi { (mention.text) } } },
                    MentionIn::Title => { q { bdi { (mention.text) } } " · " (texts.text("names.in_title")) },
                    MentionIn::Unresolved => q { bdi { (mention.text) } },
                }
                @match (mention.page, mention.line) {
                    (Some(page), _) => { " · " (texts.with("at.page", "n", &page.to_string())) },
                    (None, Some(line)) => { " · " (texts.with("at.line", "n", &line.to_string())) },
                    (None, None) => {},
                }
                " · " span lang="en" { (mention.kind) }
                @if let Some(percent) = percent {
                    " · " (texts.with("names.confidence", "n", &percent.to_string()))
                }
            }
            @if !mention.evidence.is_empty() {
                ul lang="en" { @for reason in &mention.evidence { li { (reason) } } }
            }
        }
    }
}

fn unresolved(context: &Context, report: &WholeReport) -> Markup {
    let texts = context.texts;
    html! {
        details.name {
            summary {
                (texts.text("names.unresolved")) " "
                span.count { (texts.number(report.unresolved.len() as u64)) }
            }
            @for mention in &report.unresolved { (evidence(context, mention, MentionIn::Unresolved)) }
        }
    }
}
