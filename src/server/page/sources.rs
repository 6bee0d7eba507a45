//! The files of the index that could not be read or were skipped, with the reasons.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::context::Context;
use crate::response::sources::{SourceState, SourceStatus};

/// How many files with failures are listed.
const FAILED: usize = 500;
/// How many reasons of one file are listed.
const REASONS: usize = 20;
/// How many skipped files of one kind are listed.
const SKIPPED: usize = 200;

/// Writes what was not read.
pub fn unread(context: &Context, sources: &[SourceStatus]) -> Markup {
    let texts = context.texts;
    let in_state = |state| sources.iter().filter(move |source| source.state == state);
    let failed: Vec<&SourceStatus> = in_state(SourceState::Failed).collect();
    let unfinished: Vec<&SourceStatus> = in_state(SourceState::Unfinished).collect();
    let mut skipped: BTreeMap<&str, Vec<&SourceStatus>> = BTreeMap::new();
    for source in in_state(SourceState::Skipped) {
        let kind = source.kind.as_deref().unwrap_or_default();
        skipped.entry(kind).or_default().push(source);
    }
    html! {
        section.counts id="failures" {
            h2 { (texts.text("failures")) }
            @if failed.is_empty() && unfinished.is_empty() { p { (texts.text("failures.none")) } }
            ul.sources {
                @for source in failed.iter().take(FAILED) { li { (failure(context, source)) } }
            }
            (more(context, failed.len().saturating_sub(FAILED)))
            @if !unfinished.is_empty() {
                details {
                    summary {
                        (texts.count("unfinished.one", "unfinished.many", unfinished.len() as u64))
                    }
                    (paths(context, &unfinished))
                }
            }
        }
        section.counts id="skipped" {
            h2 { (texts.text("skipped")) }
            p.about-counts { (texts.text(if skipped.is_empty() { "skipped.none" } else { "skipped.explained" })) }
            @for (kind, sources) in &skipped {
                details {
                    summary { bdi lang="en" { (kind) } " " span.count { (texts.number(sources.len() as u64)) } }
                    (paths(context, sources))
                }
            }
        }
    }
}

/// Writes a file with what could not be read in it. Reasons are in English and begin with the path.
fn failure(context: &Context, source: &SourceStatus) -> Markup {
    let texts = context.texts;
    let reasons = source.failures.iter().map(|failure| {
        let reason = failure
            .strip_prefix(source.path.as_str())
            .unwrap_or(failure);
        reason.trim_start_matches(": ")
    });
    html! {
        p {
            bdi.path { (source.path) }
            @if let Some(since) = &source.failing_since {
                " · " (texts.with("failures.since", "date", since))
            }
            @if source.reports > 0 {
                " · " (texts.count("failures.read.one", "failures.read.many", source.reports))
            }
        }
        ul.reasons lang="en" { @for reason in reasons.take(REASONS) { li { bdi { (reason) } } } }
        (more(context, source.failures.len().saturating_sub(REASONS)))
    }
}

fn paths(context: &Context, sources: &[&SourceStatus]) -> Markup {
    html! {
        ul.sources { @for source in sources.iter().take(SKIPPED) { li { bdi.path { (source.path) } } } }
        (more(context, sources.len().saturating_sub(SKIPPED)))
    }
}

fn more(context: &Context, left: usize) -> Markup {
    let texts = context.texts;
    html! {
        @if left > 0 { p.more { (texts.count("values.more.one", "values.more.many", left as u64)) } }
    }
}
