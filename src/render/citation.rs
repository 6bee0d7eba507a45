//! Pieces common to all formats for people: file and line, date and source, facets, number of hits.

use std::collections::HashSet;

use super::filed::facet_line;
use super::safe;
use super::similar::similar_line;
use crate::response::{Hit, Passage, ReportHead, Response, Shown};

/// Returns whether two hits are of the same report. Consecutive hits of a report share one title.
pub(super) fn of_one_report(a: &Hit, b: &Hit) -> bool {
    a.report.id == b.report.id
}

/// Returns the position of a passage: the file, and the line or page of its first match, or else those on which it starts.
pub(super) fn place(report: &ReportHead, passage: Option<&Passage>) -> String {
    let mut place = safe(&report.path).into_owned();
    let Some(passage) = passage else {
        return place;
    };
    let (line, page) = passage.cited_at();
    if let Some(line) = line {
        place.push_str(&format!(":{line}"));
    }
    if let Some(page) = page {
        place.push_str(&format!(" p. {page}"));
    }
    place
}

/// Returns the date of a report, and its source if known.
pub(super) fn origin(report: &ReportHead, between: &str) -> String {
    let mut origin = match &report.published {
        Some(published) => safe(published).into_owned(),
        None => "undated".to_owned(),
    };
    if let Some(source) = &report.source {
        origin.push_str(between);
        origin.push_str(&safe(source));
    }
    origin
}

/// Returns the lines below the passages of a report: facet values, number of further passages (prefixed by `more`), near
/// duplicates. `last` is the last of its consecutive hits; `width` is in columns.
pub(super) fn about_lines(
    report: &ReportHead,
    last: &Hit,
    width: usize,
    more: &str,
) -> Vec<String> {
    let labelled = report
        .labels
        .iter()
        .filter(|(_, labels)| !labels.is_empty());
    let mut about: Vec<String> = labelled
        .map(|(facet, labels)| facet_line(facet, labels, width))
        .collect();
    if last.more_passages > 0 {
        let n = last.more_passages as u64;
        about.push(format!("{more}{n} more passage{}", plural(n)));
    }
    if let Some(similar) = &last.similar {
        about.push(similar_line(similar, report, width));
    }
    about
}

/// Returns the plural `s`; empty for 1.
pub(super) fn plural(n: u64) -> &'static str {
    if n == 1 { "" } else { "s" }
}

/// Returns a summary: the number of hits, of their reports, and of all matching reports.
pub(super) fn totals(response: &Response) -> String {
    let total = response.total;
    let mut all = format!("{total} report{}", plural(total));
    if let Some(stories) = response.stories {
        let stories = match stories {
            1 => "1 story".to_owned(),
            n => format!("{n} stories"),
        };
        all.push_str(&format!(" ({stories})"));
    }
    let ids: HashSet<&str> = response
        .hits
        .iter()
        .map(|hit| hit.report.id.as_str())
        .collect();
    let (hits, reports) = (response.hits.len() as u64, ids.len());
    match response.hits.first().map(|hit| &hit.shown) {
        None if total == 0 => all,
        None if total == 1 => format!("{all} matches, none shown"),
        None => format!("{all} match, none shown"),
        Some(Shown::Passage(_)) => {
            format!("{hits} passage{} from {reports} of {all}", plural(hits))
        }
        Some(Shown::Passages(_)) => format!("{reports} of {all}"),
    }
}
