//! The help: keys, and what a query can say, as a dialog on every page and as a page of its own.

use maud::{Markup, html};

use super::context::Context;
use super::frame::{Content, frame};

/// Examples of queries, each with the key of its explanation.
const QUERIES: &[(&str, &str)] = &[
    ("kenscoff helicopters", "help.words"),
    ("\"police union\"", "help.phrase"),
    ("displac* cherizier~1 =attacks", "help.forms"),
    ("\"police attack\"~5", "help.near"),
    ("passage:(helicopters police)", "help.passage"),
    (
        "kidnapping AND (school OR church) NOT ransom",
        "help.together",
    ),
    ("area:Kenscoff actor:\"Viv Ansanm\"", "help.facet"),
    ("about:Artibonite", "help.about"),
    ("within:50km@Port-au-Prince", "help.within"),
    ("date:2024-10..2025-02 new:2d", "help.date"),
    ("source:Reuters path:2025 title:massacre", "help.metadata"),
];

/// Keys, each with the key of its explanation in the table.
const KEYS: &[(&str, &str)] = &[
    ("/", "key.search"),
    ("j k", "key.hits"),
    ("n p", "key.marks"),
    ("o", "key.original"),
    ("?", "key.help"),
    ("Esc", "key.close"),
];

/// Writes the dialog, which a script opens.
pub fn help_dialog(context: &Context) -> Markup {
    let texts = context.texts;
    html! {
        dialog id="help" aria-labelledby="help-title" {
            form method="dialog" {
                h2 id="help-title" { (texts.text("help")) }
                button type="submit" { (texts.text("close")) }
            }
            (tables(context))
        }
    }
}

/// Writes the page `/help`.
pub fn help_page(context: &Context) -> Markup {
    let texts = context.texts;
    let content = Content {
        title: texts.text("help").to_owned(),
        query: String::new(),
        below_box: Markup::default(),
        aside: None,
        main: html! { h1 { (texts.text("help")) } (tables(context)) },
    };
    frame(context, &content)
}

fn tables(context: &Context) -> Markup {
    let texts = context.texts;
    html! {
        table.help {
            caption { (texts.text("help.queries")) }
            tbody {
                @for (query, key) in QUERIES {
                    tr {
                        th scope="row" { code { (query) } }
                        td { (texts.text(key)) }
                    }
                }
            }
        }
        table.help {
            caption { (texts.text("help.keys")) }
            tbody {
                @for (keys, key) in KEYS {
                    tr {
                        th scope="row" {
                            @for one in keys.split(' ') { kbd { (one) } " " }
                        }
                        td { (texts.text(key)) }
                    }
                }
            }
        }
    }
}
