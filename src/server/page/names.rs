//! The names found in a report: each value with its mentions and the evidence for them.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use maud::{Markup, html};

use super::context::Context;
use super::filters::include;
use super::hits::{is_main, value_anchor};
use crate::facet_path;
use crate::response::{Mention, WholeReport};

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
                @let paths = with_mentioned(report, facet, paths);
                @if !paths.is_empty() {
                    h4 { (context.facet_label(facet)) }
                    ul.flat {
                        @for (n, path) in by_weight(report, facet, &paths) {
                            li id=(value_anchor(facet, n)) { (value(context, report, facet, path)) }
                        }
                    }
                }
            }
            @if !report.unresolved.is_empty() { (unresolved(context, report)) }
        }
    }
}

/// Adds to the most specific values of a report those above them that it mentions by name, too.
fn with_mentioned<'a>(report: &'a WholeReport, facet: &str, paths: &'a [String]) -> Vec<&'a str> {
    let mut all: Vec<&str> = paths.iter().map(String::as_str).collect();
    let mut seen: HashSet<&str> = all.iter().copied().collect();
    for mention in report.mentions.iter().chain(&report.title_mentions) {
        if let Some(path) = mention.value.as_deref()
            && mention.facet == facet
            && seen.insert(path)
        {
            all.push(path);
        }
    }
    all
}

/// Returns the values with their numbers, main topics first, then those with most mentions.
fn by_weight<'a>(report: &WholeReport, facet: &str, paths: &[&'a str]) -> Vec<(usize, &'a str)> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for mention in report.mentions.iter().chain(&report.title_mentions) {
        if let Some(path) = mention.value.as_deref().filter(|_| mention.facet == facet) {
            *counts.entry(path).or_default() += 1;
        }
    }
    let count = |path: &str| counts.get(path).copied().unwrap_or(0);
    let mut all: Vec<(usize, &str)> = paths.iter().copied().enumerate().collect();
    all.sort_by_cached_key(|&(_, path)| (!is_main_in(report, facet, path), Reverse(count(path))));
    all
}

fn is_main_in(report: &WholeReport, facet: &str, path: &str) -> bool {
    let mut main = report.head.main.iter().filter(|(name, _)| name == facet);
    main.any(|(_, main)| is_main(path, main))
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

fn value(context: &Context, report: &WholeReport, facet: &str, path: &str) -> Markup {
    let texts = context.texts;
    let of_value =
        |mention: &Mention| mention.facet == facet && mention.value.as_deref() == Some(path);
    let mentions = report.mentions.iter().enumerate();
    let mentions: Vec<(usize, &Mention)> =
        mentions.filter(|(_, mention)| of_value(mention)).collect();
    let in_title: Vec<&Mention> = report
        .title_mentions
        .iter()
        .filter(|m| of_value(m))
        .collect();
    let is_main = is_main_in(report, facet, path);
    let top = facet_path::names(facet_path::top(path))
        .pop()
        .unwrap_or_default();
    let stated: Vec<&str> = report
        .stated
        .iter()
        .filter(|(name, value)| name == facet && is_called(path, value))
        .map(|(_, value)| value.as_str())
        .collect();
    let to_search = context
        .address
        .only(&["lang"])
        .with("facet", &include(facet, path));
    let (shown, left) = mentions.split_at(mentions.len().min(SHOWN));
    html! {
        details.name {
            summary {
                bdi title=(path) { (facet_path::last_name(path)) }
                @if facet_path::depth(path) > 1 { " " span.above { bdi { (top) } } }
                @if is_main { " " span.main title=(texts.text("main.explained")) { "●" span.visually-hidden { (texts.text("main.explained")) } } }
                " " span.count { (texts.number((mentions.len() + in_title.len()) as u64)) }
            }
            p.where { bdi { (path) } " · " a href=(context.search(&to_search)) { (texts.text("names.search")) } }
            @for value in stated { p { (texts.with("names.stated", "value", value)) } }
            @for mention in in_title { (evidence(context, mention, MentionIn::Title)) }
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

/// Returns whether a value as metadata writes it may be this path: its last name, or all of it.
fn is_called(path: &str, value: &str) -> bool {
    let last = facet_path::names(value).pop().unwrap_or_default();
    let name = facet_path::last_name(path);
    name.to_lowercase() == last.to_lowercase() || path == value
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
