//! Indexing from the page: the folders with their buttons and how far each is, and a line about it on every page.

use std::time::Duration;

use maud::{Markup, html};

use super::context::Context;
use super::forms::{Button, button};
use crate::server::indexing::Phase;
use crate::server::options::Folder;

/// Writes the folders that can be indexed; empty if the server was started without any.
pub fn folders(context: &Context, back: &str) -> Markup {
    html! {
        @if !context.folders.is_empty() {
            @let is_active = context.folders.iter().any(|(_, phase)| phase.is_active());
            ul.cards.folders data-active[is_active] {
                @for (number, (folder, phase)) in context.folders.iter().enumerate() {
                    li.card { (card(context, number, folder, phase, back)) }
                }
            }
        }
    }
}

fn card(context: &Context, number: usize, folder: &Folder, phase: &Phase, back: &str) -> Markup {
    let texts = context.texts;
    let path = folder.path.display().to_string();
    let number = number.to_string();
    let label = match phase {
        Phase::Idle if context.is_empty => texts.text("indexing.first"),
        _ => texts.text("indexing.again"),
    };
    let start = Button {
        to: "/indexing",
        fields: &[("folder", &number)],
        back,
        label,
        about: &path,
    };
    html! {
        p { bdi.path { (path) } }
        @if let Phase::Running(progress, _) = phase {
            progress max=(progress.total.max(1)) value=(progress.bytes.min(progress.total)) aria-label=(path) {}
        }
        p.phase { (words(context, phase)) }
        @match phase.is_active() {
            true => p { a href=(back) { (texts.text("indexing.refresh")) } },
            false => div.buttons { (button(context, &start)) },
        }
    }
}

/// Writes what is going on with a folder.
fn words(context: &Context, phase: &Phase) -> Markup {
    let texts = context.texts;
    match phase {
        Phase::Idle => Markup::default(),
        Phase::Waiting => html! { (texts.text("indexing.waiting")) },
        Phase::Running(progress, time) => html! {
            (texts.text("indexing.running")) " "
            (texts.count("total.one", "total.many", progress.reports)) ", "
            (rate(context, progress.reports, *time))
        },
        Phase::Done(progress, time) => html! {
            (texts.text("indexing.done")) " "
            (texts.count("indexing.read.one", "indexing.read.many", progress.reports)) ", "
            (rate(context, progress.reports, *time))
        },
        Phase::Failed(message) => {
            html! { span.wrong { (texts.text("indexing.failed")) } " " span lang="en" { (message) } }
        }
    }
}

fn rate(context: &Context, reports: u64, time: Duration) -> String {
    let rate = reports as f64 / time.as_secs_f64().max(0.001);
    let texts = context.texts;
    texts.with("indexing.rate", "n", &texts.number(rate.round() as u64))
}

/// Writes what to do first where the index has no report.
pub fn first_start(context: &Context) -> Markup {
    let texts = context.texts;
    let back = context.search(&context.address);
    html! {
        section.first-start {
            h2 { (texts.text("empty")) }
            @if context.folders.is_empty() {
                p { (texts.text("empty.command")) " " code { "reportage index FOLDER" } }
            } @else if context.changes.is_some() {
                p { (texts.text("empty.choose")) }
            }
            (folders(context, &back))
        }
    }
}

/// Writes, on every page, that a folder is being indexed; empty if none is.
pub fn banner(context: &Context) -> Markup {
    let texts = context.texts;
    let is_active = context.folders.iter().any(|(_, phase)| phase.is_active());
    let reports = context.folders.iter().map(|(_, phase)| match phase {
        Phase::Running(progress, _) => progress.reports,
        Phase::Idle | Phase::Waiting | Phase::Done(..) | Phase::Failed(_) => 0,
    });
    html! {
        @if is_active {
            p.indexing {
                a href={ (context.base) "/index" (context.address.only(&["lang"]).query()) } { (texts.text("indexing.now")) }
                " " (texts.count("indexing.read.one", "indexing.read.many", reports.sum()))
            }
        }
    }
}
