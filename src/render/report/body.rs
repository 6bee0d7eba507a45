//! The text of a whole report as lines, with page numbers, highlighted headings and marked matches.

use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use super::text::ReportSettings;
use crate::render::look::{Look, paint};
use crate::render::safe;
use crate::render::wrap::{unwrapped, wrap};
use crate::response::layout::ReportLayout;
use crate::response::{Part, WholeReport};

/// Returns the lines of the text. Lines wider than the settings allow are wrapped; the others stay unchanged. A line in
/// which a page starts is split there, with the page number in between.
pub(super) fn body_lines(
    report: &WholeReport,
    settings: &ReportSettings,
    look: &Look,
) -> Vec<String> {
    let no_layout = ReportLayout::default();
    let layout = settings.layout.unwrap_or(&no_layout);
    let body = Body {
        spans: settings.marks.map_or(&[], |marks| &marks.body),
        headings: &layout.headings,
        width: settings.width,
        look,
    };
    let mut pages = layout.pages.iter().peekable();
    let mut lines = Vec::new();
    let mut start = 0;
    for line in report.body.split_inclusive('\n') {
        let end = start + line.chars().count();
        let text = line.strip_suffix('\n').unwrap_or(line);
        let text = text.strip_suffix('\r').unwrap_or(text);
        let mut rest = (start, text);
        while let Some(page) = pages.next_if(|page| page.start < end) {
            let (before, after) = cut(rest, page.start);
            if !before.1.trim().is_empty() {
                lines.extend(body.lines(before.0, before.1.trim_end()));
            }
            lines.push(paint(look.dim, &format!("— p. {} —", page.page)));
            rest = after;
        }
        lines.extend(body.lines(rest.0, rest.1));
        start = end;
    }
    lines
}

/// Splits a text, given with its start in the body, at another offset (both in code points), and drops white space after
/// the split.
fn cut((start, text): (usize, &str), at: usize) -> ((usize, &str), (usize, &str)) {
    let points = at.saturating_sub(start);
    let byte = text.char_indices().nth(points);
    let (before, after) = text.split_at(byte.map_or(text.len(), |(byte, _)| byte));
    let spaces = after.chars().take_while(|c| c.is_whitespace()).count();
    match points {
        0 => ((start, ""), (start, text)),
        _ => (
            (start, before),
            (start + points + spaces, after.trim_start()),
        ),
    }
}

/// Settings for writing the text of a body.
struct Body<'a> {
    /// Spans of matches, in code points of the body.
    spans: &'a [[usize; 2]],
    headings: &'a [[usize; 2]],
    width: Option<usize>,
    look: &'a Look,
}

impl Body<'_> {
    /// Returns the lines of a text without line breaks; `start` is its offset in the body, in code points.
    fn lines(&self, start: usize, text: &str) -> Vec<String> {
        let end = start + text.chars().count();
        let mut headings = self.headings.iter();
        let marks = match headings.any(|&[from, to]| from < end && start < to) {
            true => self.look.title,
            false => self.look.passage,
        };
        let parts = parts(text, start, self.spans);
        match self.width {
            Some(width) if safe(text).width() > width => wrap(&parts, width, marks),
            Some(_) | None => vec![unwrapped(&parts, marks)],
        }
    }
}

/// Splits a text at the spans of matches; `start` is its offset in the body, in code points.
pub(super) fn parts(line: &str, start: usize, spans: &[[usize; 2]]) -> Vec<Part> {
    let characters: Vec<(usize, char)> = line.char_indices().collect();
    let bytes = |from: usize, to: usize| -> Range<usize> {
        let at = |n: usize| characters.get(n).map_or(line.len(), |&(at, _)| at);
        at(from)..at(to)
    };
    let end = start + characters.len();
    let first = spans.partition_point(|span| span[1] <= start);
    let here = spans[first..].iter().take_while(|span| span[0] < end);
    let (mut parts, mut done) = (Vec::new(), 0);
    for &[from, to] in here {
        let (from, to) = (from.max(start) - start, to.min(end) - start);
        if done < from {
            parts.push(Part::Plain(line[bytes(done, from)].to_owned()));
        }
        parts.push(Part::Match {
            text: line[bytes(from, to)].to_owned(),
            line: None,
            page: None,
        });
        done = to;
    }
    if done < characters.len() {
        parts.push(Part::Plain(line[bytes(done, characters.len())].to_owned()));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::look::{COLOURED, PLAIN};
    use crate::render::report::{Additions, write_json};
    use crate::render::sample;
    use crate::response::layout::{PageStart, ReportMarks};

    /// A report with two pages; "attack" matches on the second.
    fn report() -> (WholeReport, ReportLayout, ReportMarks) {
        let body = "Échos\n\nAll was calm  on that day.\n\nThen an attack came from the hills.\n";
        let layout = ReportLayout {
            pages: vec![
                PageStart { start: 0, page: 1 },
                PageStart { start: 35, page: 2 },
            ],
            headings: vec![[0, 5]],
        };
        let marks = ReportMarks {
            title: vec![[0, 3]],
            body: vec![[43, 49]],
        };
        let report = WholeReport {
            head: sample::passages().hits.remove(0).report,
            body: body.to_owned(),
            mentions: Vec::new(),
            title_mentions: Vec::new(),
            unresolved: Vec::new(),
            stated: Vec::new(),
            recipients: Vec::new(),
            group: None,
        };
        (report, layout, marks)
    }

    #[test]
    fn page_numbers_are_shown_and_matches_are_marked() {
        let (report, layout, marks) = report();
        let settings = ReportSettings {
            layout: Some(&layout),
            marks: Some(&marks),
            ..ReportSettings::default()
        };
        let wanted = [
            "— p. 1 —",
            "Échos",
            "",
            "All was calm  on that day.",
            "",
            "— p. 2 —",
            "Then an **attack** came from the hills.",
        ];
        assert_eq!(body_lines(&report, &settings, &PLAIN), wanted);
    }

    #[test]
    fn a_page_that_starts_within_a_line_splits_it() {
        let (report, mut layout, marks) = report();
        layout.pages[1].start = 49;
        let settings = ReportSettings {
            layout: Some(&layout),
            marks: Some(&marks),
            ..ReportSettings::default()
        };
        let got = body_lines(&report, &settings, &PLAIN);
        let wanted = ["Then an **attack**", "— p. 2 —", "came from the hills."];
        assert_eq!(got[got.len() - 3..], wanted);
    }

    #[test]
    fn wide_lines_are_wrapped_and_headings_are_bold() {
        let (report, layout, marks) = report();
        let settings = ReportSettings {
            width: Some(26),
            colour: true,
            layout: Some(&layout),
            marks: Some(&marks),
            ..ReportSettings::default()
        };
        let got = body_lines(&report, &settings, &COLOURED);
        assert_eq!(got[1], "\x1b[1mÉchos\x1b[0m");
        assert_eq!(got[3], "All was calm  on that day.");
        assert_eq!(got[6], "Then an \x1b[1;31mattack\x1b[0m came from");
        assert_eq!(got[7], "the hills.");
    }

    #[test]
    fn without_layout_and_matches_the_text_is_unchanged() {
        let (report, ..) = report();
        let lines: Vec<&str> = report.body.lines().collect();
        assert_eq!(
            body_lines(&report, &ReportSettings::default(), &PLAIN),
            lines
        );
    }

    #[test]
    fn json_has_the_spans_of_body_and_title() {
        let (report, _, marks) = report();
        let mut out = Vec::new();
        let additions = Additions {
            marks: Some(&marks),
            layout: None,
        };
        write_json(&mut out, &report, additions).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(
            text.ends_with(",\"matches\":[[43,49]],\"title_matches\":[[0,3]]}\n"),
            "{text}"
        );
    }
}
