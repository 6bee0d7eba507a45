//! The lines of a report: its title, the passages of it that follow each other in the list, and what the report is.

use unicode_width::UnicodeWidthStr;

use super::LEAST_WIDTH;
use super::look::{Look, paint};
use crate::render::citation::{about_lines, origin, place};
use crate::render::cite::{CiteStyle, line};
use crate::render::quotation::quotations;
use crate::render::safe;
use crate::render::title::{Beginning, beginning, is_marked};
use crate::render::wrap::wrap;
use crate::response::{Hit, Passage, ReportHead};

/// Before each line of the passages around one.
const BAR: &str = "| ";
/// Between the pieces of a line about a report.
const BETWEEN: &str = " · ";

/// Returns what is shown of a report: `hits` are those of it that follow each other in the list.
pub fn report_lines(
    hits: &[Hit],
    width: usize,
    look: &Look,
    cite: Option<CiteStyle>,
) -> Vec<(Option<usize>, String)> {
    let mut lines = ReportLines::default();
    let (Some(first), Some(last)) = (hits.first(), hits.last()) else {
        return lines.lines;
    };
    let report = &first.report;
    let several = hits.iter().map(|hit| hit.passages().len()).sum::<usize>() > 1;
    // The only passage is cited with the report, several ones each below its text.
    let mut cited = place(report, None);
    let reference = |passage| cite.map(|style| paint(look.aside, &line(style, report, passage)));
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
                    lines.add([paint(look.place, &place)]);
                    lines.add(reference(Some(passage)));
                }
                false => {
                    cited = place;
                    last_reference = reference(Some(passage));
                }
            }
        }
        if hits.len() > 1 {
            lines.add(reason_lines(hit, look));
        }
    }
    lines.add(about(report, &cited, width, look));
    lines.add(last_reference);
    let about = about_lines(report, last, width, "+");
    lines.add(about.iter().map(|line| paint(look.aside, line)));
    if let [only] = hits {
        lines.add(reason_lines(only, look));
    }
    lines.lines
}

/// The lines of a report. The rank of a hit stands with its first line.
#[derive(Default)]
struct ReportLines {
    lines: Vec<(Option<usize>, String)>,
    /// Of a hit that has no line yet.
    rank: Option<usize>,
}

impl ReportLines {
    fn add(&mut self, lines: impl IntoIterator<Item = String>) {
        for line in lines {
            self.lines.push((self.rank.take(), line));
        }
    }
}

/// Returns the title, to stand above `passages`; nothing where the first of them shows it anyway.
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

/// Returns what a hit's score is the sum of, if that was requested.
fn reason_lines(hit: &Hit, look: &Look) -> Vec<String> {
    let Some(reasons) = &hit.reasons else {
        return Vec::new();
    };
    let line = |score: f64, what: &str| paint(look.aside, &format!("{score:>9.4}  {}", safe(what)));
    let mut lines = vec![line(hit.score, "score")];
    lines.extend(
        reasons
            .iter()
            .map(|reason| line(reason.score, &reason.what)),
    );
    lines
}

/// Returns a passage, with those around it behind a bar. A title that it begins with stands above already.
fn passage_lines(report: &ReportHead, passage: &Passage, width: usize, look: &Look) -> Vec<String> {
    let bar = paint(look.aside, BAR);
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

/// Returns date, source and place, on one line if they fit.
fn about(report: &ReportHead, place: &str, width: usize, look: &Look) -> Vec<String> {
    let origin = origin(report, BETWEEN);
    let painted = paint(look.place, place);
    if origin.width() + BETWEEN.width() + place.width() > width {
        return vec![origin, painted];
    }
    vec![format!("{origin}{BETWEEN}{painted}")]
}
