//! Escapes text of reports for HTML.

use crate::render::safe;
use crate::response::Part;

/// Escapes a text and marks its matches. Line breaks are kept.
pub(super) fn marked(parts: &[Part]) -> String {
    let lines = |text: &str| {
        let lines: Vec<String> = text.split('\n').map(escaped).collect();
        lines.join("\n")
    };
    let mut text = String::new();
    for part in parts {
        match part {
            Part::Plain(plain) => text.push_str(&lines(plain)),
            Part::Match { text: matched, .. } => {
                text.push_str(&format!("<mark>{}</mark>", lines(matched)));
            }
        }
    }
    text.trim().to_owned()
}

/// Escapes a text on one line, for element content and quoted attributes.
pub(in crate::render) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in safe(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}
