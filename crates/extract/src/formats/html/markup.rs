//! Reads markup as a sequence of tags and texts: measures its depth, and extracts text from pages
//! that are too deep for a tree.

use std::collections::HashMap;

use scraper::Html;

use crate::line_counter::LineCounter;

/// Elements without an end tag, or with an optional one; they do not count towards depth.
#[rustfmt::skip]
const UNCLOSED: &[&str] = &[
    "area", "base", "body", "br", "caption", "col", "colgroup", "dd", "dt", "embed", "head", "hr",
    "html", "img", "input", "li", "link", "meta", "option", "optgroup", "p", "param", "rp", "rt",
    "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
];

/// Elements whose content is neither markup nor shown.
const RAW: &[&str] = &["script", "style", "textarea", "title"];

/// Inline elements.
#[rustfmt::skip]
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "em", "font", "i", "img", "ins",
    "kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var",
    "wbr",
];

/// One piece of markup.
pub(super) enum Piece<'a> {
    Text { start: usize, text: &'a str },
    Open { name: String, whole: bool },
    Close { name: String },
}

/// Iterates over tags and texts, skipping comments, declarations and raw content.
pub(super) struct Pieces<'a> {
    source: &'a str,
    at: usize,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        loop {
            let rest = self.source.get(self.at..).filter(|rest| !rest.is_empty())?;
            if let Some(comment) = rest.strip_prefix("<!--") {
                self.at += comment.find("-->").map_or(rest.len(), |end| end + 7);
                continue;
            }
            if rest.starts_with("<!") || rest.starts_with("<?") {
                self.at += rest.find('>').map_or(rest.len(), |end| end + 1);
                continue;
            }
            let closes = rest.starts_with("</");
            let from = if closes { 2 } else { 1 };
            let named = rest
                .as_bytes()
                .get(from)
                .is_some_and(u8::is_ascii_alphabetic);
            if !rest.starts_with('<') || !named {
                // A `<` that does not start a tag is text.
                let first = usize::from(rest.starts_with('<'));
                let end = rest[first..]
                    .find('<')
                    .map_or(rest.len(), |end| end + first);
                let start = self.at;
                self.at += end;
                let text = &rest[..end];
                return Some(Piece::Text { start, text });
            }
            let end = tag_end(rest);
            let tag = &rest[from..end];
            let length = tag.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'));
            let name = tag[..length.unwrap_or(tag.len())].to_ascii_lowercase();
            self.at += end;
            if closes {
                return Some(Piece::Close { name });
            }
            if RAW.contains(&name.as_str()) {
                self.at = raw_end(self.source, self.at, &name);
                continue;
            }
            let whole = tag.ends_with("/>");
            return Some(Piece::Open { name, whole });
        }
    }
}

/// Returns the offset after the `>` that ends a tag; quoted values may contain `>`.
fn tag_end(rest: &str) -> usize {
    let mut quote = None;
    let mut before = b' ';
    for (i, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return i + 1,
            // A quote counts only at the start of a value.
            (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    rest.len()
}

fn raw_end(source: &str, from: usize, name: &str) -> usize {
    let bytes = source.as_bytes();
    for at in memchr::memmem::find_iter(&bytes[from..], b"</") {
        let start = from + at + 2;
        let found = bytes.get(start..start + name.len());
        if found.is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes())) {
            return from + at;
        }
    }
    source.len()
}

pub(super) fn pieces(source: &str) -> Pieces<'_> {
    Pieces { source, at: 0 }
}

/// Elements that a parser reopens after the end of their parent.
#[rustfmt::skip]
const FORMATTING: &[&str] = &[
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// Returns whether elements may be nested deeper than `limit`, ignoring optional end tags.
pub(super) fn is_deeper(source: &str, limit: usize) -> bool {
    let mut open: Vec<String> = Vec::new();
    for piece in pieces(source) {
        match piece {
            Piece::Text { .. } => {}
            Piece::Open { name, whole } => {
                let drawing = open.iter().any(|name| name == "svg" || name == "math");
                // `/>` closes an element only in SVG.
                if (whole && drawing) || UNCLOSED.contains(&name.as_str()) {
                    continue;
                }
                open.push(name);
                if open.len() > limit {
                    return true;
                }
            }
            Piece::Close { name } => {
                if let Some(at) = open.iter().rposition(|opened| *opened == name) {
                    let above = open.split_off(at);
                    let stays = |name: &String| FORMATTING.contains(&name.as_str());
                    open.extend(above.into_iter().skip(1).filter(stays));
                }
            }
        }
    }
    false
}

/// Returns the text between the tags, as paragraphs with their source lines.
pub(super) fn paragraphs(source: &str) -> Vec<(u32, String)> {
    let mut found = Vec::new();
    let mut line = LineCounter::new(source.as_bytes(), 1);
    let mut current: Option<(u32, String)> = None;
    let mut entities = Entities::default();
    for piece in pieces(source) {
        match piece {
            Piece::Text { start, text } => {
                let Some(first) = text.find(|c: char| !c.is_whitespace()) else {
                    continue;
                };
                let line = line.at(start + first);
                let (_, paragraph) = current.get_or_insert_with(|| (line, String::new()));
                for word in entities.decode(text).split_whitespace() {
                    if !paragraph.is_empty() {
                        paragraph.push(' ');
                    }
                    paragraph.push_str(word);
                }
            }
            Piece::Open { name, .. } | Piece::Close { name } => {
                if !INLINE.contains(&name.as_str()) {
                    found.extend(current.take());
                }
            }
        }
    }
    found.extend(current);
    found
}

/// Decodes entities such as `&eacute;` with the HTML parser, once for each.
#[derive(Default)]
pub(super) struct Entities(HashMap<String, String>);

impl Entities {
    pub fn decode(&mut self, text: &str) -> String {
        const LONGEST: usize = 32; // bytes
        let mut decoded = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find('&') {
            decoded.push_str(&rest[..at]);
            rest = &rest[at..];
            let inner = rest[1..].bytes().take(LONGEST);
            let length = 1 + inner
                .take_while(|b| b.is_ascii_alphanumeric() || *b == b'#')
                .count();
            let end = length + usize::from(rest.as_bytes().get(length) == Some(&b';'));
            decoded.push_str(self.one(&rest[..end]));
            rest = &rest[end..];
        }
        decoded.push_str(rest);
        decoded
    }

    fn one(&mut self, entity: &str) -> &str {
        self.0.entry(entity.to_owned()).or_insert_with(|| {
            let parsed = Html::parse_fragment(entity);
            parsed.root_element().text().collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_counts_what_must_be_closed() {
        assert!(!is_deeper("<div><p>a<p>b<br><b>c</b></div><div>", 2));
        assert!(is_deeper(&"<div>".repeat(51), 50));
        assert!(!is_deeper(&"<p>".repeat(51), 50));
        assert!(is_deeper(&"<div/>".repeat(51), 50));
        assert!(is_deeper(&"<div><font></i></div>".repeat(51), 50));
        assert!(!is_deeper(&format!("<svg>{}", "<path/>".repeat(51)), 50));
    }

    #[test]
    fn paragraphs_come_without_a_tree() {
        let source = "<style>no</style><div>one\n<b>two</b>\n<div>three < four &lt;";
        let got = paragraphs(source);
        assert_eq!(got, [(1, "one two".into()), (3, "three < four <".into())]);
    }
}
