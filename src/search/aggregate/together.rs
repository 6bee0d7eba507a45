//! Co-occurrence: the facet values that are mentioned in passages in which a query matches.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use crate::facet_path;
use crate::query;
use crate::response::crosstab::Cell;
use crate::response::together::{Together, TogetherValue};
use crate::response::{Detail, Hit};

use super::super::error::SearchError;
use super::super::hits::Chosen;
use super::super::lookup::InPassage;
use super::super::rank::{Ranked, Ranker, ReportScores};
use super::super::read;
use super::super::request::{Count, Request, Unit};
use super::super::searcher::Searcher;
use super::assignment::Assignment;
use super::dimension::{Dimension, Level};
use super::log_likelihood::Occurrence2x2;
use super::matched::MatchedReports;

/// A request for the facet values that co-occur with a query.
#[derive(Debug, Clone, PartialEq)]
pub struct TogetherRequest {
    /// The query, and which reports it searches. Its own facet values, their ancestors and descendants are left out.
    pub request: Request,
    /// The facets whose values are returned; all if empty.
    pub facets: Vec<String>,
    /// The maximum number of values.
    pub top: usize,
}

/// A passage of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct PassageAddress {
    segment: usize,
    passage: InPassage,
}

/// A value that occurs together with the query more often than by chance.
struct Candidate {
    facet: String,
    value: String,
    cell: Cell,
    /// The number of passages that mention it.
    named: u64,
    /// The passages in which it occurs together with the query.
    passages: Vec<PassageAddress>,
}

impl Searcher {
    /// Finds the facet values that passages in which a query matches mention more often than by chance, the highest
    /// log-likelihood first, each with the passage that ranks first for the query. The base rate is that of all
    /// passages with the dates, languages and facet values of the request. Only the most specific values of a passage
    /// count.
    ///
    /// # Errors
    /// Those of [`Searcher::search`].
    pub fn together(&self, request: &TogetherRequest) -> Result<Together, SearchError> {
        self.unharmed(|| {
            for name in &request.facets {
                self.must_know(name, None)?;
            }
            // With stories, the query and the base rate could select different reports of a story.
            let reports = Request {
                count: Count::Reports,
                ..request.request.clone()
            };
            let found = self.matched_reports(&reports)?;
            let everything = Request {
                query: query::plain(""),
                ..reports
            };
            let all = self.matched_reports(&everything)?;
            self.together_of(request, found, &all)
                .map_err(|error| self.engine_error(error))
        })
    }

    fn together_of(
        &self,
        request: &TogetherRequest,
        found: MatchedReports,
        all: &MatchedReports,
    ) -> tantivy::Result<Together> {
        let matched = self.matched_passages(&found)?;
        let all = self.matched_passages(all)?;
        let is_matched = mark(&all, &matched);
        let own = found.own_values();
        let mut candidates = Vec::new();
        for facet in self.facets() {
            if !request.facets.is_empty() && !request.facets.contains(&facet.name) {
                continue;
            }
            let leaves = Dimension::Facet {
                name: facet.name.clone(),
                below: Vec::new(),
                level: Level::Leaves,
            };
            let named = self.assign_passages(&leaves, request.request.filing, &all)?;
            let of_facet = candidates_of(&facet.name, &named, &is_matched);
            candidates.extend(of_facet.into_iter().filter(|candidate| {
                let mut own = own.iter();
                !own.any(|(facet, path)| {
                    *facet == candidate.facet && are_related(path, &candidate.value)
                })
            }));
            candidates.sort_by(|a, b| {
                let by_g2 = b.cell.g2.total_cmp(&a.cell.g2);
                by_g2.then_with(|| (&a.facet, &a.value).cmp(&(&b.facet, &b.value)))
            });
            // Passages are collected only for the candidates that are kept.
            let kept = request.top.min(candidates.len());
            collect_passages(&facet.name, &named, &is_matched, &mut candidates[..kept]);
        }
        let more = candidates.len().saturating_sub(request.top);
        candidates.truncate(request.top);
        let best = self.best_passages(request, &found, &candidates)?;
        let values = candidates.into_iter().zip(best);
        let values = values.map(|(candidate, best)| TogetherValue {
            facet: candidate.facet,
            value: candidate.value,
            cell: candidate.cell,
            passages: candidate.named,
            best,
        });
        Ok(Together {
            query: found.query.clone(),
            matched: matched.iter().map(|passages| passages.len() as u64).sum(),
            all: all.iter().map(|passages| passages.len() as u64).sum(),
            values: values.collect(),
            more,
        })
    }

    /// Reads the passage of each candidate that ranks first for the query.
    fn best_passages(
        &self,
        request: &TogetherRequest,
        found: &MatchedReports,
        candidates: &[Candidate],
    ) -> tantivy::Result<Vec<Hit>> {
        let (plan, segments) = (&found.matched.plan, &found.matched.segments);
        let ranker = Ranker::new(self, plan, segments, &request.request.languages);
        let passages = candidates.iter().flat_map(|candidate| &candidate.passages);
        let needed: BTreeSet<(usize, u32)> = passages
            .map(|passage| (passage.segment, passage.passage.doc))
            .collect();
        let mut reports = ranker.score_reports();
        reports.retain(|report| needed.contains(&(report.segment, report.doc)));
        let ranked = ranker.rank_passages(&reports, ReportScores::FromOccurrences)?;
        let ranked: HashMap<(usize, u32), Rc<Ranked>> = ranked
            .into_iter()
            .map(|ranked| ((ranked.report.segment, ranked.report.doc), Rc::new(ranked)))
            .collect();
        let page = candidates
            .iter()
            .filter_map(|candidate| best_of(candidate, &ranked));
        let page: Vec<Chosen> = page.collect();
        debug_assert_eq!(page.len(), candidates.len());
        let as_passages = Request {
            unit: Unit::Passage,
            detail: Detail::Data,
            offset: 0,
            context: 0,
            ..request.request.clone()
        };
        read::hits(self, &as_passages, plan, &page)
    }
}

/// Returns the addresses of all passages, in order, and whether each is one of the matched, which are a subset.
fn mark(all: &[Vec<InPassage>], matched: &[Vec<InPassage>]) -> Vec<(PassageAddress, bool)> {
    let mut marked = Vec::new();
    for (segment, (all, matched)) in all.iter().zip(matched).enumerate() {
        let mut next = matched.iter().peekable();
        for &passage in all {
            let is_matched = next.next_if(|matched| **matched == passage).is_some();
            marked.push((PassageAddress { segment, passage }, is_matched));
        }
        debug_assert!(next.peek().is_none(), "every matched passage is counted");
    }
    marked
}

/// Returns the values that occur in matched passages more often than by chance.
fn candidates_of(
    facet: &str,
    named: &Assignment,
    marked: &[(PassageAddress, bool)],
) -> Vec<Candidate> {
    let buckets = named.buckets();
    let mut both = vec![0u64; buckets.len()];
    for (values, (_, is_matched)) in named.units().zip(marked) {
        if *is_matched {
            values.iter().for_each(|&bucket| both[bucket as usize] += 1);
        }
    }
    let first = marked.iter().filter(|(_, is_matched)| *is_matched).count() as u64;
    let total = marked.len() as u64;
    let mut candidates = Vec::new();
    for ((value, both), second) in buckets.keys().zip(both).zip(named.totals()) {
        let occurrence = Occurrence2x2 {
            both,
            first,
            second,
            total,
        };
        if both as f64 > occurrence.expected() {
            candidates.push(Candidate {
                facet: facet.to_owned(),
                value: value.to_owned(),
                cell: occurrence.cell(),
                named: second,
                passages: Vec::new(),
            });
        }
    }
    candidates
}

/// Collects the matched passages of those candidates that are values of `facet`.
fn collect_passages(
    facet: &str,
    named: &Assignment,
    marked: &[(PassageAddress, bool)],
    candidates: &mut [Candidate],
) {
    let buckets = named.buckets();
    let mut of_value: HashMap<String, &mut Candidate> = HashMap::new();
    for candidate in candidates
        .iter_mut()
        .filter(|candidate| candidate.facet == facet)
    {
        of_value.insert(candidate.value.clone(), candidate);
    }
    let mut of_bucket: Vec<Option<&mut Candidate>> = Vec::with_capacity(buckets.len());
    of_bucket.extend(buckets.keys().map(|value| of_value.remove(value)));
    for (values, (address, is_matched)) in named.units().zip(marked) {
        if *is_matched {
            for &bucket in values {
                if let Some(candidate) = &mut of_bucket[bucket as usize] {
                    candidate.passages.push(*address);
                }
            }
        }
    }
}

/// Returns the passage of a candidate that ranks first.
fn best_of(candidate: &Candidate, ranked: &HashMap<(usize, u32), Rc<Ranked>>) -> Option<Chosen> {
    let mut best: Option<(f64, u64, usize, &Rc<Ranked>)> = None;
    for address in &candidate.passages {
        let passage = address.passage.passage as usize;
        let of_report = ranked.get(&(address.segment, address.passage.doc))?;
        let mut scored = of_report.passages.iter();
        let score = scored
            .find(|(n, _)| *n == passage)
            .map_or(0.0, |&(_, score)| score);
        let this = (score, of_report.report.id_hash, passage, of_report);
        let is_better = best.is_none_or(|best| {
            let by_score = this.0.total_cmp(&best.0);
            by_score
                .then_with(|| (best.1, best.2).cmp(&(this.1, this.2)))
                .is_gt()
        });
        if is_better {
            best = Some(this);
        }
    }
    best.map(|(score, _, passage, ranked)| Chosen {
        score,
        passages: vec![(passage, score)],
        ranked: Rc::clone(ranked),
        more: 0,
    })
}

/// Returns whether two paths are equal or one is an ancestor of the other.
fn are_related(a: &str, b: &str) -> bool {
    facet_path::is_at_or_below(a, b) || facet_path::is_at_or_below(b, a)
}
