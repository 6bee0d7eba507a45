//! Mentions that say nothing about what a report is about: in letterheads, footnotes and lists of
//! values.

use std::collections::HashSet;
use std::ops::Range;

use super::ReportMentions;
use crate::gazetteer::documents::letterhead_end;
use crate::gazetteer::facet::Facet;
use crate::gazetteer::mention::Mention;
use reportage_text::facet_path;

/// The number of different values in a list, at least.
const LIST: usize = 8;
/// The most bytes between two values of a list.
const GAP: usize = 16;

/// The spans of a body in which mentions of a facet do not count.
#[derive(Debug)]
pub(super) struct Uncounted {
    /// The end of the letterhead, in bytes.
    pub letterhead: usize,
    /// In order.
    lists: Vec<Range<usize>>,
    /// In order.
    notes: Vec<Range<usize>>,
}

impl Uncounted {
    /// Finds the spans for a facet.
    pub fn of(facet: &Facet, report: &ReportMentions<'_>) -> Uncounted {
        Uncounted {
            letterhead: letterhead_end(report.body),
            lists: lists(facet, report.in_body),
            notes: report.notes.to_vec(),
        }
    }

    /// Returns whether a mention that starts at byte `start` does not count.
    pub fn contains(&self, start: usize) -> bool {
        start < self.letterhead || within(&self.lists, start) || within(&self.notes, start)
    }
}

fn within(sorted: &[Range<usize>], at: usize) -> bool {
    let next = sorted.partition_point(|span| span.end <= at);
    sorted.get(next).is_some_and(|span| span.start <= at)
}

/// Returns the runs of close mentions, in text order, that have many different values; of places,
/// many countries, because a list of places in one country is about that country.
fn lists(facet: &Facet, mentions: &[Mention]) -> Vec<Range<usize>> {
    let mut lists = Vec::new();
    let mut run: Option<Range<usize>> = None;
    let mut values: HashSet<&str> = HashSet::new();
    let mut close = |run: Option<Range<usize>>, values: &mut HashSet<&str>| {
        if let Some(run) = run.filter(|_| values.len() >= LIST) {
            lists.push(run);
        }
        values.clear();
    };
    for mention in mentions
        .iter()
        .filter(|mention| mention.facet == facet.name)
    {
        match &mut run {
            Some(run) if mention.start <= run.end + GAP => run.end = run.end.max(mention.end),
            Some(_) | None => {
                close(run.take(), &mut values);
                run = Some(mention.start..mention.end);
            }
        }
        values.insert(match facet.places {
            true => facet_path::top(&mention.path),
            false => &mention.path,
        });
    }
    close(run, &mut values);
    lists
}
