//! Reads the chosen hits for display. A report is read once, however many of its passages are shown.

use std::ops::Range;

use tantivy::DocAddress;

use crate::analysis::function_words::FunctionWords;
use crate::date::Date;
use crate::index::stored::{Evidence, StoredMention};
use crate::response::{Context, Detail, Hit, Part, Passage, ReportHead, Shown};

use super::body_offsets::BodyOffsets;
use super::clause::ClauseKind;
use super::hits::Chosen;
use super::marks;
use super::plan::Plan;
use super::rank::{Ranked, ScoredReport};
use super::request::{Request, Unit};
use super::searcher::Searcher;
use super::statistics::passages_of;

/// Reads a page of hits, in order; the first is number `request.offset`, from 0.
pub fn hits(
    searcher: &Searcher,
    request: &Request,
    plan: &Plan,
    page: &[Chosen],
) -> tantivy::Result<Vec<Hit>> {
    let place = |&i: &usize| (page[i].ranked.report.segment, page[i].ranked.report.doc);
    let mut by_report: Vec<usize> = (0..page.len()).collect();
    by_report.sort_by_key(place); // stable: within a report as on the page
    let mut hits = Vec::with_capacity(page.len());
    for of_report in by_report.chunk_by(|a, b| place(a) == place(b)) {
        let chosen: Vec<&Chosen> = of_report.iter().map(|&i| &page[i]).collect();
        let found = &chosen[0].ranked.report;
        let read = match request.detail {
            Detail::Labelled | Detail::Data => in_full(searcher, plan, request, &chosen)?,
            Detail::Ids => {
                let head = ids(searcher, found)?;
                vec![(head, Vec::new()); chosen.len()]
            }
        };
        for (&i, (report, passages)) in of_report.iter().zip(read) {
            hits.push(Hit {
                rank: request.offset + i + 1,
                score: page[i].score,
                reasons: None,
                more_passages: page[i].more,
                similar: None,
                report,
                shown: match request.unit {
                    Unit::Report => Shown::Passages(passages),
                    Unit::Passage => Shown::Passage(passages.into_iter().next().unwrap_or(NO_TEXT)),
                },
            });
        }
    }
    hits.sort_unstable_by_key(|hit| hit.rank);
    Ok(hits)
}

/// The passage shown of a report without text.
const NO_TEXT: Passage = Passage {
    index: 0,
    score: 0.0,
    start: 0,
    end: 0,
    line: None,
    page: None,
    parts: Vec::new(),
    context: None,
};

/// Reads id and path only, from columns.
fn ids(searcher: &Searcher, found: &ScoredReport) -> tantivy::Result<ReportHead> {
    let address = DocAddress::new(found.segment as u32, found.doc);
    Ok(ReportHead {
        id: searcher.id_of(address)?,
        title: None,
        published: None,
        added: None,
        changed: None,
        language: None,
        source: None,
        url: None,
        path: searcher.path_of(address)?,
        facets: Vec::new(),
        main: Vec::new(),
        labels: Vec::new(),
    })
}

/// Reads a report once for all its hits; returns the head and the passages of each.
fn in_full(
    searcher: &Searcher,
    plan: &Plan,
    request: &Request,
    chosen: &[&Chosen],
) -> tantivy::Result<Vec<(ReportHead, Vec<Passage>)>> {
    let found = &chosen[0].ranked.report;
    let address = DocAddress::new(found.segment as u32, found.doc);
    let read = searcher.read(address)?;
    let marks_facets = plan
        .clauses
        .iter()
        .any(|clause| clause.shows && matches!(clause.kind, ClauseKind::Facet { .. }));
    let mut evidence = match marks_facets {
        true => read.evidence()?,
        false => Evidence::default(),
    };
    searcher.show_renamed(&mut evidence);
    let head = &read.head;
    let filed = searcher.renames().shown_filed(head.filed.clone());
    let passages = passages_of(&searcher.columns(found.segment).passages, found.doc);
    let reading = Reading {
        function_words: &searcher.language_tables().function_words,
        plan,
        ranked: &chosen[0].ranked,
        offsets: &read.offsets,
        starts: passages.iter().map(|passage| passage.start).collect(),
        mentions: &evidence.body,
    };
    let report = ReportHead {
        id: head.id.clone(),
        title: head
            .title
            .as_ref()
            .map(|title| reading.title(title, &evidence.title)),
        published: head.published.clone(),
        added: Some(Date::of_second(head.added).to_string()),
        changed: Some(Date::of_second(head.changed).to_string()),
        language: head.language.clone(),
        source: head.source.clone(),
        url: head.url.clone(),
        path: searcher.shown_path(found.segment, &head.source_key, &head.path),
        labels: match request.detail {
            Detail::Labelled => searcher.labels(&filed),
            Detail::Data | Detail::Ids => Vec::new(),
        },
        facets: filed.facets,
        main: filed.main,
    };
    let passages = |chosen: &&Chosen| {
        let passages = chosen.passages.iter();
        let passages = passages.map(|&(n, score)| Passage {
            context: reading.context(n, request.context),
            ..reading.passage(n, score)
        });
        (report.clone(), passages.collect())
    };
    Ok(chosen.iter().map(passages).collect())
}

/// A report being read for its passages.
struct Reading<'a> {
    function_words: &'a FunctionWords,
    plan: &'a Plan,
    ranked: &'a Ranked,
    offsets: &'a BodyOffsets,
    /// Where each passage starts, in bytes.
    starts: Vec<usize>,
    mentions: &'a [StoredMention],
}

impl Reading<'_> {
    fn title(&self, title: &str, mentions: &[StoredMention]) -> Vec<Part> {
        let clauses = self.plan.query_clauses();
        let spans = marks::in_title(
            self.function_words,
            clauses,
            &self.ranked.occurrences,
            title,
            mentions,
        );
        let parts = marks::parts(title, 0, &spans, |_| (None, None));
        match parts.is_empty() {
            true => vec![Part::Plain(String::new())],
            false => parts,
        }
    }

    fn passage(&self, n: usize, score: f64) -> Passage {
        let body = self.offsets.body();
        let start = self.starts.get(n).copied().unwrap_or(0);
        let end = self.starts.get(n + 1).copied().unwrap_or(body.len());
        let text = body.get(start..end).unwrap_or("").trim_end();
        let occurrences = &self.ranked.occurrences;
        let clauses = self.plan.query_clauses();
        let spans = marks::in_passage(
            self.function_words,
            clauses,
            occurrences,
            n,
            start,
            text,
            self.mentions,
        );
        Passage {
            index: n,
            score,
            start: self.offsets.points(start),
            end: self.offsets.points(start + text.len()),
            line: self.offsets.line(start),
            page: self.offsets.page(start),
            parts: marks::parts(text, start, &spans, |at| {
                (self.offsets.line(at), self.offsets.page(at))
            }),
            context: None,
        }
    }

    /// Reads up to `most` passages before passage `n` and as many after it.
    fn context(&self, n: usize, most: usize) -> Option<Context> {
        if most == 0 {
            return None;
        }
        let last = self
            .starts
            .len()
            .min(n.saturating_add(most).saturating_add(1));
        let read = |passages: Range<usize>| passages.map(|n| self.passage(n, 0.0)).collect();
        Some(Context {
            before: read(n.saturating_sub(most)..n),
            after: read((n + 1).min(last)..last),
        })
    }
}
