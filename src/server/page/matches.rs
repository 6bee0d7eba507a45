//! The matches of a query in a whole report: as a list, and as a picture of where they are.

use maud::{Markup, html};

use super::basket::add_button;
use super::context::Context;
use super::copy::citations;
use super::hits::cited_at;
use super::report::KEEP;
use crate::response::layout::ReportMarks;
use crate::response::{Hit, Part, Passage, ReportHead, WholeReport};

/// The height of the picture of all matches, in its own units.
const MINIMAP: usize = 1000;
/// How much of the text before and after a match is shown in the list, in characters.
const AROUND: usize = 32;

/// Writes the list of all matches: where each is, with the words around it.
pub fn matches(
    context: &Context,
    report: &ReportHead,
    hit: Option<&Hit>,
    marks: &ReportMarks,
) -> Markup {
    let texts = context.texts;
    let Some(hit) = hit.filter(|_| !marks.body.is_empty()) else {
        return Markup::default();
    };
    let mut n = 0;
    html! {
        section.facet.marks id="marks" {
            h3 { (texts.count("marks.one", "marks.many", marks.body.len() as u64)) }
            p.step hidden {
                button type="button" id="previous-mark" { "↑ " (texts.text("marks.previous")) }
                button type="button" id="next-mark" { "↓ " (texts.text("marks.next")) }
            }
            ol {
                @for passage in hit.passages_in_order() {
                    @let (first, number) = (n, matches_in(passage));
                    @if number > 0 {
                        @let () = n += number;
                        li {
                            a href={ "#mark-" (first) } dir="auto" { (excerpt(passage)) }
                            " " span.cited { (cited_at(context, passage)) }
                            (add_button(context, KEEP, report, passage))
                            @if number > 1 {
                                " " span.count { (texts.number(number as u64)) "×" }
                            }
                            details.cite {
                                summary { (texts.text("cite")) }
                                (citations(context, report, Some(passage)))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn matches_in(passage: &Passage) -> usize {
    let is_match = |part: &&Part| matches!(part, Part::Match { .. });
    passage.parts.iter().filter(is_match).count()
}

/// Writes the first match of a passage with the words around it.
fn excerpt(passage: &Passage) -> Markup {
    let at = passage
        .parts
        .iter()
        .position(|part| matches!(part, Part::Match { .. }));
    let at = at.unwrap_or(0);
    let text = |part: Option<&Part>| part.map_or("", Part::text).to_owned();
    let before: Vec<char> = match at {
        0 => Vec::new(),
        at => text(passage.parts.get(at - 1)).chars().collect(),
    };
    let mut start = before.len().saturating_sub(AROUND);
    if start > 0 {
        let rest = before[start..].iter();
        start += rest.take_while(|c| !c.is_whitespace()).count();
    }
    let before_end: String = before[start..].iter().collect();
    let rest = text(passage.parts.get(at + 1));
    let mut after: String = rest.chars().take(AROUND).collect();
    let is_cut = after.len() < rest.len();
    if is_cut {
        after.truncate(after.rfind(char::is_whitespace).unwrap_or(after.len()));
    }
    html! {
        @if start > 0 { "…" }
        (before_end) mark { (text(passage.parts.get(at))) } (after)
        @if is_cut { "…" }
    }
}

/// Writes a picture of where in the text the matches are; each leads there.
pub fn minimap(report: &WholeReport, marks: &ReportMarks) -> Markup {
    let length = report.body.chars().count().max(1);
    html! {
        @if !marks.body.is_empty() {
            svg.minimap viewBox={ "0 0 10 " (MINIMAP) } preserveAspectRatio="none" aria-hidden="true" {
                @for (n, [start, _]) in marks.body.iter().enumerate() {
                    a href={ "#mark-" (n) } tabindex="-1" {
                        rect x="0" width="10" y=(start * MINIMAP / length) height="6" {}
                    }
                }
            }
        }
    }
}
