//! Texts with their matches as HTML.

use maud::{Markup, html};

use crate::response::Part;

/// Writes a text with its matches marked.
pub fn marked(parts: &[Part]) -> Markup {
    html! {
        @for part in parts {
            @match part {
                Part::Plain(text) => (text),
                Part::Match { text, .. } => mark { (text) },
            }
        }
    }
}

/// Returns the day of a date: what stands before the time.
pub fn day(published: &str) -> &str {
    published.split('T').next().unwrap_or(published)
}
