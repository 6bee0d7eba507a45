//! Queries that consist of words only.

use std::ops::Range;

use super::lex::is_within_number;
use super::parse::joined;
use super::tree::{Expr, Kind, Query};

/// Parses `text` as words separated by white space, without any operators.
pub fn plain(text: &str) -> Query {
    let mut words = Vec::new();
    let mut before = None;
    let between = |(at, c): (usize, char)| {
        let space = c.is_whitespace() && !is_within_number(before, c, &text[at..]);
        before = Some(c);
        space.then_some(at..at + c.len_utf8())
    };
    let mut ends: Vec<Range<usize>> = text.char_indices().filter_map(between).collect();
    ends.push(text.len()..text.len());
    let mut from = 0;
    for gap in ends {
        let word = &text[from..gap.start];
        from = gap.end;
        if word.is_empty() {
            continue;
        }
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        words.push(Expr {
            kind: Kind::Word(word.to_owned()),
            span: start..start + word.len(),
        });
    }
    let span = match (words.first(), words.last()) {
        (Some(first), Some(last)) => first.span.start..last.span.end,
        _ => 0..0,
    };
    let root = if words.is_empty() {
        None
    } else {
        Some(joined(words, span, Kind::Sequence))
    };
    Query {
        text: text.to_owned(),
        root,
        bare_names: Vec::new(),
        notes: Vec::new(),
    }
}
