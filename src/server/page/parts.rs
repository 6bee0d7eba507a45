//! Texts with their matches as HTML.

use std::ops::Range;

use maud::{Markup, html};

use crate::response::{Part, text_of};

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

/// The signs before a heading in Markdown and similar formats.
pub const HEADING_SIGNS: &[char] = &['#', '='];

/// Splits a text that begins with a heading of Markdown into the heading, without its signs, and the text after it.
pub fn split_heading(parts: &[Part]) -> (Vec<Part>, Vec<Part>) {
    let text = text_of(parts);
    let start = text.len() - text.trim_start_matches(HEADING_SIGNS).len();
    let end = text.find('\n').unwrap_or(text.len());
    let is_heading = start > 0 && text[start..].starts_with(' ') && text[end..].trim() != "";
    match is_heading {
        true => (within(parts, start..end), within(parts, end..text.len())),
        false => (Vec::new(), parts.to_vec()),
    }
}

/// Cuts parts to a span of their joined text, in bytes, at the ends of characters.
fn within(parts: &[Part], span: Range<usize>) -> Vec<Part> {
    let (mut cut, mut at) = (Vec::new(), 0);
    for part in parts {
        let text = part.text();
        let from = span.start.clamp(at, at + text.len()) - at;
        let to = span.end.clamp(at, at + text.len()) - at;
        at += text.len();
        if from == to {
            continue;
        }
        let text = text[from..to].to_owned();
        cut.push(match part {
            Part::Plain(_) => Part::Plain(text),
            Part::Match { line, page, .. } => Part::Match {
                text,
                line: *line,
                page: *page,
            },
        });
    }
    cut
}

/// Returns the date and the time of an RFC 3339 time, to the minute.
pub fn minute(time: &str) -> String {
    let end = time.char_indices().nth(16).map_or(time.len(), |(at, _)| at);
    time[..end].replace('T', " ")
}

/// Returns the name of a file, for a report without a title.
pub fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// Returns the day of a date: without the time.
pub fn day(published: &str) -> &str {
    published.split('T').next().unwrap_or(published)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_is_split_from_the_text_below_it() {
        let plain = |text: &str| Part::Plain(text.to_owned());
        let matched = |text: &str| Part::Match {
            text: text.to_owned(),
            line: None,
            page: None,
        };
        let parts = [
            plain("## The "),
            matched("raid"),
            plain("\n\nAt dawn a "),
            matched("raid"),
        ];
        let (heading, text) = split_heading(&parts);
        assert_eq!(heading, [plain(" The "), matched("raid")]);
        assert_eq!(text, [plain("\n\nAt dawn a "), matched("raid")]);
        for text in [
            "#1 of the list\nmore",
            "no heading\nmore",
            "# only a heading",
            "",
        ] {
            let parts = [plain(text)];
            assert_eq!(
                split_heading(&parts),
                (Vec::new(), parts.to_vec()),
                "{text}"
            );
        }
    }
}
