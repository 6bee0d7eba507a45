//! Outcomes of the parts of a query in one report, and how operators combine them.

use std::ops::Range;

use crate::facet_path::is_at_or_below;

use super::super::NAMES;
use super::read::{Read, Token, Unit};

/// The outcome of an expression in one report; it has spans only if the expression matches.
pub struct Outcome {
    pub holds: bool,
    pub spans: Vec<(Unit, Range<usize>)>,
}

/// The outcome of a facet value; an empty value matches any.
pub fn facet(name: &str, value: &str, report: &Read) -> Outcome {
    let below = |facet: &str, path: &str| {
        let known = NAMES.iter().filter(|(facet, ..)| *facet == name);
        let mut paths = known.filter(|(_, path, _)| path.ends_with(&format!("/{value}")));
        facet == name && (value.is_empty() || paths.any(|(_, of, _)| is_at_or_below(path, of)))
    };
    let mut spans = Vec::new();
    for (facet, path, unit, span) in &report.named {
        if below(facet, path) {
            spans.push((*unit, span.clone()));
        }
    }
    Outcome {
        holds: report.filed.iter().any(|(facet, path)| below(facet, path)),
        spans,
    }
}

/// The outcome of `about:` with a value of any facet.
pub fn about(value: &str, report: &Read) -> Outcome {
    let mut of_facets = Vec::new();
    for name in ["area", "actor"] {
        let main = Read {
            filed: report.main.clone(),
            ..report.clone()
        };
        of_facets.push(facet(name, value, &main));
    }
    any(of_facets).unwrap()
}

pub fn all(outcomes: Vec<Outcome>) -> Option<Outcome> {
    if outcomes.is_empty() {
        return None;
    }
    let holds = outcomes.iter().all(|outcome| outcome.holds);
    let spans = outcomes.into_iter().flat_map(|outcome| outcome.spans);
    Some(Outcome {
        holds,
        spans: spans.filter(|_| holds).collect(),
    })
}

pub fn any(outcomes: Vec<Outcome>) -> Option<Outcome> {
    if outcomes.is_empty() {
        return None;
    }
    let holding = outcomes.into_iter().filter(|outcome| outcome.holds);
    let spans: Vec<Outcome> = holding.collect();
    Some(Outcome {
        holds: !spans.is_empty(),
        spans: spans
            .into_iter()
            .flat_map(|outcome| outcome.spans)
            .collect(),
    })
}

pub fn join_overlapping(spans: &mut Vec<Range<usize>>) {
    spans.sort_by_key(|span| (span.start, span.end));
    let mut apart: Vec<Range<usize>> = Vec::new();
    for span in spans.drain(..) {
        match apart.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => apart.push(span),
        }
    }
    *spans = apart;
}

/// Joins the highlights of the two parts of one word.
pub fn join_parts(spans: &mut Vec<Range<usize>>, tokens: &[Token]) {
    for two in tokens.windows(2).filter(|two| two[0].goes_on) {
        let first = spans.iter().position(|span| span.end == two[0].span.end);
        let second = spans
            .iter()
            .position(|span| span.start == two[1].span.start);
        if let (Some(first), Some(second)) = (first, second) {
            spans[first].end = spans.remove(second).end;
        }
    }
}
