//! Forms that change something, by the paths of `api`. A server that changes nothing has none.

use maud::{Markup, html};

use super::address::Address;
use super::context::Context;

/// Writes the parameters of an address as hidden fields, so that a form keeps them.
pub fn hidden(address: &Address) -> Markup {
    html! {
        @for (name, value) in address.pairs() { input type="hidden" name=(name) value=(value); }
    }
}

/// A form of one button.
pub struct Button<'a> {
    /// The path that it is sent to, below `/api/v1`.
    pub to: &'a str,
    /// The fields that are sent, besides those that all forms have.
    pub fields: &'a [(&'a str, &'a str)],
    /// The page that it leads back to.
    pub back: &'a str,
    /// The text on the button.
    pub label: &'a str,
    /// What the button is about, for those who cannot see where it is; may be empty.
    pub about: &'a str,
}

/// Writes a form of one button.
pub fn button(context: &Context, button: &Button) -> Markup {
    let about = (!button.about.is_empty()).then(|| format!("{}: {}", button.label, button.about));
    let content = html! {
        @for (name, value) in button.fields { input type="hidden" name=(name) value=(value); }
        button type="submit" aria-label=[about] { (button.label) }
    };
    form(context, button.to, button.back, &content)
}

/// Writes a form with this content.
pub fn form(context: &Context, to: &str, back: &str, content: &Markup) -> Markup {
    html! {
        @if let Some(token) = &context.changes {
            form.change method="post" action={ (context.base) "/api/v1" (to) } {
                input type="hidden" name="token" value=(token);
                input type="hidden" name="back" value=(back);
                (content)
            }
        }
    }
}
