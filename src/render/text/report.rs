//! The lines of consecutive hits of a report: title, passages, metadata.

use unicode_width::UnicodeWidthStr;

use super::LEAST_WIDTH;
use crate::render::citation::{about_lines, origin, place};
use crate::render::cite::{CiteStyle, line};
use crate::render::hanging;
use crate::render::hyperlink::{FileLink, linked};
use crate::render::look::{Look, paint};
use crate::render::quotation::quotations;
use crate::render::safe;
use crate::render::title::{Beginning, beginning, is_marked};
use crate::render::wrap::{literal, wrap};
use crate::response::{Hit, Passage, ReportHead};

/// The prefix of lines of context passages.
const BAR: &str = "| ";
/// The width of a score and the space after it, in columns.
const BEHIND_SCORE: usize = 11;
/// The separator between the pieces of a line about a report.
const BETWEEN: &str = " · ";

/// The style of the lines of a report.
pub struct Style<'a> {
    /// The maximum line width, in columns.
    pub width: usize,
    pub look: &'a Look,
    /// The style of references to passages; `None` for no references.
    pub cite: Option<CiteStyle>,
    /// The link target for its path.
    pub link: Option<&'a FileLink>,
}

impl Style<'_> {
    /// Returns the position of a passage, coloured and linked.
    fn place(&self, place: &str) -> String {
        linked(self.link, paint(self.look.place, place))
    }
}

/// Returns the lines for consecutive `hits` of a report, the first line of each hit with its rank.
pub fn report_lines(hits: &[Hit], style: &Style) -> Vec<(Option<usize>, String)> {
    let &Style {
        width, look, cite, ..
    } = style;
    let mut lines = ReportLines::default();
    let (Some(first), Some(last)) = (hits.first(), hits.last()) else {
        return lines.lines;
    };
    let report = &first.report;
    let several = hits.iter().map(|hit| hit.passages().len()).sum::<usize>() > 1;
    // A single passage is cited on the line about the report, several ones each below its text.
    let mut cited = place(report, None);
    let reference = |passage| cite.map(|style| paint(look.dim, &line(style, report, passage)));
    let mut last_reference = None;
    for (i, hit) in hits.iter().enumerate() {
        lines.rank = Some(hit.rank);
        if i == 0 {
            lines.add(title_lines(report, hit.passages(), width, look));
        }
        for passage in hit.passages() {
            lines.add(passage_lines(report, passage, width, look));
            let place = place(report, Some(passage));
            match several {
                true => {
                    lines.add([style.place(&place)]);
                    lines.add(reference(Some(passage)));
                }
                false => {
                    cited = place;
                    last_reference = reference(Some(passage));
                }
            }
        }
        if hits.len() > 1 {
            lines.add(reason_lines(hit, width, look));
        }
    }
    lines.add(about(report, &cited, style));
    lines.add(last_reference);
    let about = about_lines(report, last, width, "+");
    let about = about.iter().map(|line| literal(line, look.passage));
    lines.add(about.map(|line| paint(look.dim, &line)));
    if let [only] = hits {
        lines.add(reason_lines(only, width, look));
    }
    lines.lines
}

/// The lines of a report. The first line of each hit has its rank.
#[derive(Default)]
struct ReportLines {
    lines: Vec<(Option<usize>, String)>,
    /// The rank of a hit that has no line yet.
    rank: Option<usize>,
}

impl ReportLines {
    fn add(&mut self, lines: impl IntoIterator<Item = String>) {
        for line in lines {
            self.lines.push((self.rank.take(), line));
        }
    }
}

/// Returns the title to show above `passages`; empty if the first passage shows it anyway.
fn title_lines(
    report: &ReportHead,
    passages: &[Passage],
    width: usize,
    look: &Look,
) -> Vec<String> {
    let Some(title) = &report.title else {
        return Vec::new();
    };
    match passages.first().map(|first| beginning(&first.parts, title)) {
        Some(Beginning::TitleGoingOn) => Vec::new(),
        Some(Beginning::Title { heading, .. }) if is_marked(&heading) => {
            wrap(&heading, width, look.title)
        }
        Some(Beginning::Title { .. } | Beginning::Other) | None => wrap(title, width, look.title),
    }
}

/// Returns the addends of a hit's score, if requested.
fn reason_lines(hit: &Hit, width: usize, look: &Look) -> Vec<String> {
    let Some(reasons) = &hit.reasons else {
        return Vec::new();
    };
    let reasons = reasons
        .iter()
        .map(|reason| (reason.score, reason.what.as_str()));
    let all = [(hit.score, "score")].into_iter().chain(reasons);
    let lines = all.flat_map(|(score, what)| {
        let line = format!("{score:>9.4}  {}", safe(what));
        hanging(&line, width, BEHIND_SCORE)
    });
    lines.map(|line| paint(look.dim, &line)).collect()
}

/// Returns a passage, and its context prefixed by a bar. A title at the start of the passage is left out: it is shown
/// above.
fn passage_lines(report: &ReportHead, passage: &Passage, width: usize, look: &Look) -> Vec<String> {
    let bar = paint(look.dim, BAR);
    let context_width = width.saturating_sub(BAR.width()).max(LEAST_WIDTH);
    let mut lines = Vec::new();
    for quotation in quotations(report, passage) {
        if quotation.is_context {
            let of_context = wrap(&quotation.parts, context_width, look.passage);
            lines.extend(of_context.into_iter().map(|line| format!("{bar}{line}")));
        } else {
            lines.extend(wrap(&quotation.parts, width, look.passage));
        }
    }
    lines
}

/// Returns date, source and position, on one line if they fit.
fn about(report: &ReportHead, place: &str, style: &Style) -> Vec<String> {
    let origin = origin(report, BETWEEN);
    let origin = literal(&origin, style.look.passage);
    let painted = style.place(place);
    if origin.width() + BETWEEN.width() + place.width() > style.width {
        let mut lines = hanging(&origin, style.width, 0);
        lines.push(painted);
        return lines;
    }
    vec![format!("{origin}{BETWEEN}{painted}")]
}
