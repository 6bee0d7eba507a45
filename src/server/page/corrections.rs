//! What people have corrected: a page of all corrections, and those of one report with a form for a further one.

use maud::{Markup, html};

use super::context::Context;
use super::forms::{Button, button, hidden};
use super::frame::{Content, frame};
use super::notes;
use crate::schema::corrections::Verdict;
use crate::server::corrected::Corrected;
use crate::server::problem::{QueryError, Remedy};

/// The parameters of an address that look for a value to accept: the facet, and the name of the value.
pub const ACCEPT: (&str, &str) = ("in", "find");

/// Values that a person has looked for to file a report under.
pub struct Found {
    /// The name of the facet.
    pub facet: String,
    /// The paths of the values with the name; or why there are none.
    pub paths: Result<Vec<String>, QueryError>,
}

/// Writes the page of all corrections.
pub fn corrections_page(context: &Context, corrections: &[Corrected]) -> Markup {
    let texts = context.texts;
    let back = format!("{}/corrections", context.base);
    let content = Content {
        title: texts.text("corrections").to_owned(),
        query: String::new(),
        below_box: Markup::default(),
        aside: None,
        main: html! {
            h1 { (texts.text("corrections")) }
            p.about-counts { (texts.text("corrections.explained")) }
            @if corrections.is_empty() { p.nothing { (texts.text("corrections.none")) } }
            ul.corrections {
                @for corrected in corrections {
                    @let id = &corrected.correction.report;
                    li {
                        a href={ (context.report(id)) "#corrections" } { bdi { (id) } }
                        (correction(context, corrected, &back))
                    }
                }
            }
        },
    };
    frame(context, &content)
}

/// Writes the corrections of a report, and a form that looks for a value to accept.
pub fn of_report(
    context: &Context,
    id: &str,
    corrections: &[Corrected],
    found: Option<&Found>,
) -> Markup {
    let texts = context.texts;
    if corrections.is_empty() && context.changes.is_none() {
        return Markup::default();
    }
    let back = format!("{}#corrections", context.report(id));
    html! {
        section.facet id="corrections" {
            h3 { (texts.text("corrections")) }
            ul.corrections {
                @for corrected in corrections {
                    li { (correction(context, corrected, &back)) }
                }
            }
            @if context.changes.is_some() { (accepting(context, id, found, &back)) }
        }
    }
}

/// Writes a correction with a button that undoes it.
fn correction(context: &Context, corrected: &Corrected, back: &str) -> Markup {
    let texts = context.texts;
    let row = &corrected.correction;
    let verdict = match row.verdict {
        Verdict::Reject => texts.text("corrections.rejected"),
        Verdict::Accept => texts.text("corrections.accepted"),
    };
    let fields = [
        ("report", row.report.as_str()),
        ("facet", &row.facet),
        ("value", &row.path),
        ("verdict", "undo"),
    ];
    let undo = Button {
        to: "/corrections",
        fields: &fields,
        back,
        label: texts.text("undo"),
        about: &row.path,
    };
    html! {
        p.correction {
            span { (verdict) ": " (context.facet_label(&row.facet)) " " bdi { (row.path) } }
            @if !corrected.is_applied { " " small { (texts.text("corrections.pending")) } }
            (button(context, &undo))
        }
    }
}

/// Writes the form that looks for a value, and what it has found.
fn accepting(context: &Context, id: &str, found: Option<&Found>, back: &str) -> Markup {
    let texts = context.texts;
    let (facet_key, name_key) = ACCEPT;
    let address = context.address.of_hits();
    let chosen = context.address.first(facet_key);
    let action = context.report(id);
    let action = action.split('?').next().unwrap_or_default();
    html! {
        form.find.accept method="get" action={ (action) "#corrections" } {
            (hidden(&address))
            label.visually-hidden for="accept-facet" { (texts.text("corrections.facet")) }
            select id="accept-facet" name=(facet_key) {
                @for facet in &context.facets {
                    option value=(facet.name) selected[facet.name == chosen] { (context.facet_label(&facet.name)) }
                }
            }
            label.visually-hidden for="accept-name" { (texts.text("corrections.find")) }
            input type="search" id="accept-name" name=(name_key) required autocomplete="off"
                value=(context.address.first(name_key)) placeholder=(texts.text("corrections.find"));
            button type="submit" { (texts.text("find.button")) }
        }
        @if let Some(found) = found {
            @match &found.paths {
                Ok(paths) => ul.corrections {
                    @for path in paths {
                        li { p.correction {
                            bdi { (path) }
                            (decide(context, id, &found.facet, path, Verdict::Accept, back))
                        } }
                    }
                },
                Err(error) => {
                    p.error role="alert" { span lang="en" { (error.message) } }
                    @if let Some(Remedy::Values { facet, nearest, .. }) = error.remedy.as_deref() {
                        (notes::values(context, nearest, &|path| {
                            let to = address.set(facet_key, facet).set(name_key, path);
                            format!("{action}{}#corrections", to.query())
                        }))
                    }
                },
            }
        }
    }
}

/// Writes the button that rejects or accepts a value for a report.
pub fn decide(
    context: &Context,
    id: &str,
    facet: &str,
    path: &str,
    verdict: Verdict,
    back: &str,
) -> Markup {
    let texts = context.texts;
    let fields = [
        ("report", id),
        ("facet", facet),
        ("value", path),
        ("verdict", verdict.name()),
    ];
    let label = match verdict {
        Verdict::Reject => texts.text("reject"),
        Verdict::Accept => texts.text("accept"),
    };
    let decision = Button {
        to: "/corrections",
        fields: &fields,
        back,
        label,
        about: path,
    };
    button(context, &decision)
}
