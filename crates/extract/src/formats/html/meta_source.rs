//! Finds the source lines of `meta` elements.

use crate::line_counter::LineCounter;

/// Returns the 1-based line of the tag of each of `metas` (name and content, in page order); `None`
/// if no tag contains the name literally, for example because it is escaped.
pub(super) fn lines(source: &str, metas: &[(String, String)]) -> Vec<Option<u32>> {
    /// How many tags without name or content may precede one.
    const MOST_SKIPPED: usize = 100;
    let tags = tags(source);
    let mut next = 0;
    let mut lines = Vec::new();
    for (name, _) in metas {
        let candidates = tags.iter().enumerate().skip(next).take(MOST_SKIPPED);
        let found = candidates
            .filter(|(_, tag)| has_name(tag.text, name))
            .map(|(i, tag)| (i, tag.line))
            .next();
        next = found.map_or(next, |(i, _)| i + 1);
        lines.push(found.map(|(_, line)| line));
    }
    lines
}

struct Tag<'a> {
    line: u32,
    /// The tag, possibly with some text after it.
    text: &'a [u8],
}

fn tags(source: &str) -> Vec<Tag<'_>> {
    /// Longer tags contain whole articles after their names.
    const LONGEST: usize = 4096; // bytes
    const START: &[u8] = b"<meta";
    let source = source.as_bytes();
    let is_start = |at: &usize| {
        let tag = source.get(*at..*at + START.len());
        tag.is_some_and(|tag| tag.eq_ignore_ascii_case(START))
    };
    let starts: Vec<usize> = memchr::memchr_iter(b'<', source).filter(is_start).collect();
    let ends = starts.iter().skip(1).copied().chain([source.len()]);
    let mut tags = Vec::new();
    let mut lines = LineCounter::new(source, 1);
    for (start, end) in starts.iter().copied().zip(ends) {
        let line = lines.at(start);
        let text = &source[start..end.min(start + LONGEST)];
        tags.push(Tag { line, text });
    }
    tags
}

/// Returns whether an attribute value starts with a name.
fn has_name(tag: &[u8], name: &str) -> bool {
    let is_value = |at: usize| matches!(tag[at - 1], b'"' | b'\'' | b'=' | b' ');
    memchr::memmem::find_iter(tag, name.as_bytes()).any(|at| at > 0 && is_value(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_element_is_on_the_line_of_its_tag() {
        let source = "author\n<meta charset=x><meta name='author' content='A'>\n<p rel=author>\n\
                      <META property=tag\ncontent=B>\n<meta name=author content=C>";
        let metas =
            ["author", "tag", "t&ag", "author"].map(|name| (name.to_owned(), String::new()));
        assert_eq!(lines(source, &metas), [Some(2), Some(4), None, Some(6)]);
    }
}
