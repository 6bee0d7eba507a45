//! Splits a report whose text is too long: indexing needs many times the memory of a text.

use super::report::{Anchor, Lines, Report};

/// The parts of a report, one at a time. Their concatenated bodies are the body of the report. All
/// have its metadata; the second has the id `a#part2`.
pub(super) struct Parts {
    report: Report,
    /// The end offsets of the remaining parts in the body, in bytes.
    ends: std::vec::IntoIter<usize>,
    start: usize,
    number: u32,
}

impl Parts {
    /// Splits the body of `report` into parts of at most `longest` bytes (but at least one
    /// character), preferably at the end of a paragraph, line or word in their last quarter.
    pub fn of(report: Report, longest: usize) -> Parts {
        let body = report.body.as_str();
        let mut ends = Vec::new();
        let mut start = 0;
        while start < body.len() {
            start = end_of_part(body, start, longest);
            ends.push(start);
        }
        Parts {
            report,
            ends: ends.into_iter(),
            start: 0,
            number: 0,
        }
    }

    /// Returns the number of remaining parts.
    pub fn left(&self) -> usize {
        self.ends.len()
    }
}

impl Iterator for Parts {
    type Item = Report;

    fn next(&mut self) -> Option<Report> {
        let (start, end) = (self.start, self.ends.next()?);
        self.start = end;
        self.number += 1;
        let whole = &self.report;
        let id = match self.number {
            1 => whole.id.clone(),
            number => format!("{}#part{number}", whole.id),
        };
        let notes = whole.notes.iter().filter_map(|note| {
            let (from, to) = (note.start.max(start), note.end.min(end));
            (from < to).then(|| from - start..to - start)
        });
        Some(Report {
            id,
            title: whole.title.clone(),
            body: whole.body[start..end].to_owned(),
            published: whole.published,
            source: whole.source.clone(),
            url: whole.url.clone(),
            language: whole.language.clone(),
            stated: whole.stated.clone(),
            recipients: whole.recipients.clone(),
            path: whole.path.clone(),
            lines: lines_of(whole, start, end),
            text_end: whole
                .text_end
                .filter(|text_end| *text_end < end)
                .map(|text_end| text_end.saturating_sub(start)),
            notes: notes.collect(),
        })
    }
}

/// Returns the end of the part of `body` that starts at `start`; always greater than `start` except
/// at the end of the body.
fn end_of_part(body: &str, start: usize, longest: usize) -> usize {
    let most = start.saturating_add(longest.max(char::MAX.len_utf8()));
    if most >= body.len() {
        return body.len();
    }
    let most = boundary_before(body, most);
    let least = boundary_before(body, most - longest / 4).max(start + 1);
    let Some(last) = body.get(least..most) else {
        return most;
    };
    for end in ["\n\n", "\n"] {
        if let Some(at) = last.rfind(end) {
            return least + at + end.len();
        }
    }
    let space = last.char_indices().rfind(|(_, c)| c.is_whitespace());
    space.map_or(most, |(at, c)| least + at + c.len_utf8())
}

/// Returns the last character boundary at or before `at`.
pub(super) fn boundary_before(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn lines_of(whole: &Report, start: usize, end: usize) -> Lines {
    let (line, page) = whole.lines.locate(&whole.body, start);
    match &whole.lines {
        Lines::Follow { first } => Lines::Follow {
            first: line.unwrap_or(*first),
        },
        Lines::At(anchors) => {
            let mut of_part = vec![Anchor {
                start: 0,
                line,
                page,
            }];
            let after = anchors.partition_point(|anchor| anchor.start <= start);
            let before = anchors.partition_point(|anchor| anchor.start < end);
            for anchor in anchors.get(after..before).unwrap_or_default() {
                of_part.push(Anchor {
                    start: anchor.start - start,
                    ..*anchor
                });
            }
            Lines::At(of_part)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metadata::Metadata;

    fn report(body: &str, lines: Lines) -> Report {
        let metadata = Metadata {
            title: Some("T".into()),
            ..Metadata::default()
        };
        metadata.with_body(body.to_owned(), lines, "a.txt", "a.txt".to_owned())
    }

    #[test]
    fn the_parts_in_a_row_are_the_text_and_each_is_cited_by_its_lines() {
        let whole = report("one two\nthree\n\nfour five", Lines::Follow { first: 1 });
        let parts: Vec<Report> = Parts::of(whole.clone(), 16).collect();
        let bodies: Vec<&str> = parts.iter().map(|part| part.body.as_str()).collect();
        assert_eq!(bodies, ["one two\nthree\n\n", "four five"]);
        let ids: Vec<&str> = parts.iter().map(|part| part.id.as_str()).collect();
        assert_eq!(ids, ["a.txt", "a.txt#part2"]);
        assert_eq!(parts[1].lines, Lines::Follow { first: 4 });
        assert_eq!(parts[1].title.as_deref(), Some("T"));
    }

    #[test]
    fn notes_anchors_and_the_end_of_the_text_move_with_their_part() {
        let anchor = |start, page| Anchor {
            start,
            line: None,
            page: Some(page),
        };
        let mut whole = report(
            "aaaa bbbb cccc",
            Lines::At(vec![anchor(0, 1), anchor(7, 2)]),
        );
        whole.text_end = Some(9);
        whole.notes = std::iter::once(2..8).collect();
        let parts: Vec<Report> = Parts::of(whole, 5).collect();
        let got: Vec<_> = parts
            .iter()
            .map(|part| (part.body.as_str(), part.text_end, part.notes.clone()))
            .collect();
        assert_eq!(
            got,
            [
                ("aaaa ", None, std::iter::once(2..5).collect()),
                ("bbbb ", Some(4), std::iter::once(0..3).collect()),
                ("cccc", Some(0), vec![])
            ]
        );
        assert_eq!(parts[1].lines, Lines::At(vec![anchor(0, 1), anchor(2, 2)]));
        assert_eq!(parts[2].lines, Lines::At(vec![anchor(0, 2)]));
    }

    proptest::proptest! {
        #[test]
        fn no_part_is_empty_or_too_long_and_none_of_the_text_is_lost(
            body in "[aé海😀 \n]{0,60}", longest in 0usize..20
        ) {
            let whole = report(&body, Lines::Follow { first: 1 });
            let mut all = String::new();
            for part in Parts::of(whole.clone(), longest) {
                proptest::prop_assert!(!part.body.is_empty() && part.body.len() <= longest.max(4));
                let line = part.lines.locate(&part.body, 0);
                proptest::prop_assert_eq!(line, whole.lines.locate(&body, all.len()));
                all.push_str(&part.body);
            }
            proptest::prop_assert_eq!(all, body);
        }
    }
}
