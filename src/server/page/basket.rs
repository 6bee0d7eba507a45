//! The basket: its page, and the buttons that put passages into it.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::context::Context;
use super::forms::{Button, button, form, hidden};
use super::frame::{Content, frame};
use crate::render::CiteStyle;
use crate::render::basket::{BasketFormat, citation, paragraphs};
use crate::response::basket::BasketPassage;
use crate::response::{Passage, ReportHead};

/// The passages in the basket: the ids of their reports and where they start.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kept(BTreeSet<(String, usize)>);

impl Kept {
    /// Returns those of a basket.
    pub fn of(passages: &[BasketPassage]) -> Kept {
        let passages = passages.iter();
        Kept(
            passages
                .map(|one| (one.report.clone(), one.start))
                .collect(),
        )
    }

    /// Returns how many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    fn has(&self, report: &str, start: usize) -> bool {
        self.0.contains(&(report.to_owned(), start))
    }
}

/// The forms with their names, which are the same in all languages.
const FORMATS: &[(BasketFormat, &str)] = &[
    (BasketFormat::Docx, "Word (DOCX)"),
    (BasketFormat::Markdown, "Markdown"),
    (BasketFormat::Html, "HTML"),
    (BasketFormat::Csv, "CSV"),
    (BasketFormat::JsonLines, "JSON Lines"),
];

/// The styles of citations, as a parameter has them, with their names, which are the same in all languages.
const CITATIONS: &[(&str, &str)] = &[("plain", "plain"), ("chicago", "Chicago")];

/// Writes the page.
pub fn basket_page(context: &Context, passages: &[BasketPassage]) -> Markup {
    let texts = context.texts;
    let content = Content {
        title: texts.text("basket").to_owned(),
        query: String::new(),
        below_box: Markup::default(),
        aside: None,
        main: html! {
            h1 { (texts.text("basket")) }
            p.about-counts { (texts.text("basket.explained")) }
            @if passages.is_empty() {
                p.nothing { (texts.text("basket.none")) }
            } @else {
                (export(context))
                ol.cards {
                    @for (n, one) in passages.iter().enumerate() {
                        li.card id={ "kept-" (n + 1) } { (card(context, one, n, passages.len())) }
                    }
                }
            }
        },
    };
    frame(context, &content)
}

/// Writes the choice of a form to save the basket in.
fn export(context: &Context) -> Markup {
    let texts = context.texts;
    html! {
        form.export method="get" action={ (context.base) "/api/v1/basket/export" } {
            label { span { (texts.text("export.format")) }
                select name="format" {
                    @for (format, name) in FORMATS { option value=(format.name()) { (name) } }
                }
            }
            label { span { (texts.text("export.citations")) }
                select name="cite" {
                    @for (value, name) in CITATIONS { option value=(value) { (name) } }
                }
            }
            button type="submit" { (texts.text("export")) }
        }
    }
}

fn card(context: &Context, one: &BasketPassage, n: usize, of: usize) -> Markup {
    let texts = context.texts;
    let start = one.start.to_string();
    let at = |number: usize| format!("{}/basket#kept-{number}", context.base);
    let named = [("report", one.report.as_str()), ("start", &start)];
    let up = [named[0], named[1], ("to", "up")];
    let down = [named[0], named[1], ("to", "down")];
    let cited = citation(one, CiteStyle::Plain);
    let (back, above, below) = (at(n + 1), at(n), at(n + 2));
    let remove = Button {
        to: "/basket/remove",
        fields: &named,
        back: &back,
        label: texts.text("remove"),
        about: &cited,
    };
    let move_up = Button {
        to: "/basket/move",
        fields: &up,
        back: &above,
        label: texts.text("basket.up"),
        ..remove
    };
    let move_down = Button {
        fields: &down,
        back: &below,
        label: texts.text("basket.down"),
        ..move_up
    };
    let link = format!("{}#passage-{}", context.report(&one.report), one.passage);
    html! {
        blockquote.passage dir="auto" {
            div lang=[one.language.as_deref()] {
                @for paragraph in paragraphs(one) { p { (paragraph) } }
            }
        }
        p.origin { a href=(link) { bdi { (cited) } } }
        @if context.changes.is_some() {
            (form(context, "/basket/note", &back, &note(context, one, n)))
            div.buttons {
                @if n > 0 { (button(context, &move_up)) }
                @if n + 1 < of { (button(context, &move_down)) }
                (button(context, &remove))
            }
        } @else if !one.note.is_empty() {
            p.lines dir="auto" { (one.note) }
        }
    }
}

fn note(context: &Context, one: &BasketPassage, n: usize) -> Markup {
    let texts = context.texts;
    let rows = one.note.lines().count().clamp(1, 12);
    html! {
        input type="hidden" name="report" value=(one.report);
        input type="hidden" name="start" value=(one.start);
        label.visually-hidden for={ "note-" (n + 1) } { (texts.text("basket.note")) }
        textarea id={ "note-" (n + 1) } name="note" rows=(rows) dir="auto" maxlength="20000"
            placeholder=(texts.text("basket.note")) { (one.note) }
        button type="submit" { (texts.text("basket.save_note")) }
    }
}

/// Writes the form of the buttons that put passages of a report into the basket; its id is `id`. Buttons are elsewhere, so
/// that there is one form for all passages.
pub fn add_form(context: &Context, id: &str, report: &ReportHead, back: &str) -> Markup {
    html! {
        @if let Some(token) = &context.changes {
            form id=(id) method="post" action={ (context.base) "/api/v1/basket" } hidden {
                input type="hidden" name="token" value=(token);
                input type="hidden" name="back" value=(back);
                input type="hidden" name="report" value=(report.id);
                (hidden(&context.address.only(&["q", "plain", "match"])))
            }
        }
    }
}

/// Writes the button that puts a passage into the basket, by the form `form`; or says that it is there.
pub fn add_button(context: &Context, form: &str, report: &ReportHead, passage: &Passage) -> Markup {
    add(context, form, &report.id, passage.index, passage.start)
}

/// Does the same for the passage with this number that starts at `start`.
pub fn add(context: &Context, form: &str, report: &str, number: usize, start: usize) -> Markup {
    let texts = context.texts;
    let nth = texts.with("at.passage", "n", &texts.number(number as u64 + 1));
    html! {
        @if context.kept.has(report, start) {
            span.kept title=(texts.text("basket.kept")) { "✓" span.visually-hidden { (texts.text("basket.kept")) } }
        } @else if context.changes.is_some() {
            button.keep type="submit" form=(form) name="passage" value=(number)
                title=(texts.text("basket.add"))
                aria-label={ (texts.text("basket.add")) ": " (nth) } {}
        }
    }
}
