//! What every page has around its content: head, search box, language and colours, help.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::context::Context;
use super::forms::hidden;
use super::help::help_dialog;
use super::indexing::banner;
use super::texts::Language;
use crate::server::assets;

/// The content of a page.
pub struct Content {
    /// The title in the browser's tab, without the name of the program.
    pub title: String,
    /// What the search box holds.
    pub query: String,
    /// An error or notes, directly below the search box.
    pub below_box: Markup,
    /// The column beside the main part, if there is one.
    pub aside: Option<Markup>,
    /// The main part.
    pub main: Markup,
}

/// Writes a whole page.
pub fn frame(context: &Context, content: &Content) -> Markup {
    let texts = context.texts;
    let base = &context.base;
    let title = match content.title.as_str() {
        "" => "reportage".to_owned(),
        title => format!("{title} — reportage"),
    };
    let asset = |name: &str| format!("{base}{}", assets::path(name));
    html! {
        (DOCTYPE)
        html lang=(texts.language.code()) data-theme=[context.theme.name()] data-base=(base) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                link rel="stylesheet" href=(asset("style.css"));
                link rel="icon" type="image/svg+xml" href=(asset("icon.svg"));
                script type="module" src=(asset("page.js")) {}
            }
            body {
                a.skip href="#main" { (texts.text("skip")) }
                header.top {
                    a.brand href=(context.search(&context.address.only(&["lang"]))) { "reportage" }
                    (search_form(context, &content.query))
                    (work(context))
                    (preferences(context))
                }
                (banner(context))
                @if !content.below_box.0.is_empty() {
                    div.below-box { (content.below_box) }
                }
                div.columns.alone[content.aside.is_none()] {
                    @if let Some(aside) = &content.aside { (aside) }
                    main id="main" tabindex="-1" { (content.main) }
                }
                footer { (texts.text("footer")) }
                (help_dialog(context))
                p.visually-hidden role="status" id="status" {}
            }
        }
    }
}

/// Writes the search box. It keeps all filters.
fn search_form(context: &Context, query: &str) -> Markup {
    let texts = context.texts;
    html! {
        form.search role="search" action={ (context.base) "/" } method="get" {
            label.visually-hidden for="q" { (texts.text("search.label")) }
            div.box {
                input id="q" name="q" type="search" value=(query) dir="auto" autocomplete="off"
                    autocapitalize="off" spellcheck="false" enterkeyhint="search"
                    placeholder=(texts.text("search.placeholder"));
            }
            button type="submit" { (texts.text("search.button")) }
            (hidden(&context.address.but(&["q", "find"])))
        }
    }
}

/// The pages of what people keep and do beside searching, with the keys of their names.
const WORK: &[(&str, &str)] = &[
    ("/saved", "saved"),
    ("/basket", "basket"),
    ("/corrections", "corrections"),
    ("/index", "index"),
];

/// Writes the links to these pages.
fn work(context: &Context) -> Markup {
    let texts = context.texts;
    let query = context.address.only(&["lang"]).query();
    html! {
        nav.work aria-label=(texts.text("work")) {
            ul {
                @for (path, key) in WORK {
                    li {
                        a href={ (context.base) (path) (query) } {
                            (texts.text(key))
                            @if *key == "basket" && context.kept.count() > 0 {
                                " " span.count { (texts.number(context.kept.count() as u64)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Writes the choice of the language and of the colours, and the way to the help.
fn preferences(context: &Context) -> Markup {
    let texts = context.texts;
    html! {
        nav.preferences aria-label=(texts.text("preferences")) {
            ul {
                @for language in Language::ALL {
                    li {
                        // The link stays on this page: it consists of parameters only.
                        a href={ "?" (context.address.set("lang", language.code()).query().trim_start_matches('?')) }
                            lang=(language.code()) hreflang=(language.code())
                            aria-current=[(language == texts.language).then_some("true")]
                            title=(language.name()) {
                            (language.code())
                        }
                    }
                }
            }
            button type="button" id="theme" hidden
                aria-label=(texts.text("theme")) title=(texts.text("theme")) { (HALF_CIRCLE) }
            a id="help-link" href={ (context.base) "/help" (context.address.only(&["lang"]).query()) }
                aria-label=(texts.text("help")) title=(texts.text("help")) { "?" }
            @if let Some(token) = &context.logout {
                form.logout method="post" action={ (context.base) "/logout" } {
                    input type="hidden" name="token" value=(token);
                    button type="submit" { (texts.text("logout")) }
                }
            }
        }
    }
}

/// The sign for light and dark.
const HALF_CIRCLE: PreEscaped<&str> = PreEscaped(
    r#"<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false"><circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M8 1.5a6.5 6.5 0 0 1 0 13z" fill="currentColor"/></svg>"#,
);
