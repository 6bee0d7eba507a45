//! The views of a result, each a page with the same search: its reports, its dates and places, its cross-table.

use maud::{Markup, html};

use super::address::Address;
use super::context::Context;

/// A view of a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// The reports themselves.
    Hits,
    /// When they were published and where they are about.
    Overview,
    /// How often pairs of values are in a report.
    Crosstab,
    /// What is named in the same passages.
    Together,
}

impl View {
    /// All views, in the order of their links.
    const ALL: [View; 4] = [View::Hits, View::Overview, View::Crosstab, View::Together];

    /// Returns the path of the page.
    pub fn path(self) -> &'static str {
        match self {
            View::Hits => "/",
            View::Overview => "/overview",
            View::Crosstab => "/crosstab",
            View::Together => "/together",
        }
    }

    /// Returns the key of the name.
    pub fn name(self) -> &'static str {
        match self {
            View::Hits => "view.hits",
            View::Overview => "view.overview",
            View::Crosstab => "view.crosstab",
            View::Together => "view.together",
        }
    }
}

/// Writes the links to all views.
pub fn views(context: &Context, current: View) -> Markup {
    let texts = context.texts;
    let search = context.address.of_hits();
    let to = |view: View| match view {
        View::Hits => context.search(&search),
        // A page of hits is no part of the other views.
        View::Overview | View::Crosstab | View::Together => {
            context.view(view, &search.set("page", ""))
        }
    };
    html! {
        nav.views aria-label=(texts.text("views")) {
            ul {
                @for view in View::ALL {
                    li {
                        a href=(to(view)) aria-current=[(view == current).then_some("page")] {
                            (texts.text(view.name()))
                        }
                    }
                }
            }
        }
    }
}

/// Writes a row of links that each set a parameter of this page; `None` removes it.
pub fn choices(
    context: &Context,
    view: View,
    label: &'static str,
    parameter: &str,
    choices: &[(Option<&str>, &'static str)],
    current: Option<&str>,
) -> Markup {
    let texts = context.texts;
    let to = |value: Option<&str>| -> Address {
        context.address.set(parameter, value.unwrap_or_default())
    };
    html! {
        nav.views aria-label=(texts.text(label)) {
            ul {
                @for (value, key) in choices {
                    li {
                        a href=(context.view(view, &to(*value)))
                            aria-current=[(*value == current).then_some("true")] {
                            (texts.text(key))
                        }
                    }
                }
            }
        }
    }
}
