//! Selects the hits among the ranked reports and passages, and orders them.

use std::rc::Rc;

use crate::response::Hit;

use super::explain::reasons;
use super::matching::SegmentMatch;
use super::plan::Plan;
use super::rank::{
    Ranked, Ranker, ReportScores, ScoredReport, lower, order, passages_compete, settle_reports,
};
use super::read;
use super::request::{Request, Sort, Unit};
use super::searcher::Searcher;
use super::stories::Collapsed;
use super::weights::BEST_REPORTS;

/// How many passages of a report are shown when reports are the unit.
const PASSAGES_PER_REPORT: usize = 3;

/// How many passages of a report are among the hits when passages are the unit, so that one report does
/// not fill the list.
const HITS_PER_REPORT: usize = 2;

/// A hit, chosen but not read.
pub struct Chosen {
    /// The score of the hit.
    pub score: f64,
    /// The report, shared by its hits.
    pub ranked: Rc<Ranked>,
    /// Numbers and scores of its passages to show.
    pub passages: Vec<(usize, f64)>,
    /// How many other passages of the report match but are shown on no page of the list.
    pub more: usize,
}

/// Returns the maximum number of passages of one of the best reports that are hits, or shown below it: as requested, or
/// by default. A list of passages without a limit has all of them.
fn most_of_a_report(request: &Request) -> usize {
    match (request.per_report, request.unit, request.limit) {
        (Some(most), _, _) => most,
        (None, Unit::Report, _) => PASSAGES_PER_REPORT,
        (None, Unit::Passage, Some(_)) => HITS_PER_REPORT,
        (None, Unit::Passage, None) => usize::MAX,
    }
}

/// Ranks the matches and reads the requested hits.
pub fn ranked(
    searcher: &Searcher,
    request: &Request,
    plan: &Plan,
    matches: &[SegmentMatch],
) -> tantivy::Result<Vec<Hit>> {
    let ranker = Ranker::new(searcher, plan, matches, &request.languages);
    let wanted = match request.limit {
        Some(limit) => request.offset.saturating_add(limit),
        None => usize::MAX,
    };
    let mut found = ranker.score_reports();
    let collapsed = match request.collapse && !plan.has_near_duplicate_filter() {
        true => searcher.stories()?.collapse(&mut found),
        false => Collapsed::default(),
    };
    let chosen = match request.sort {
        Sort::Relevance => by_relevance(&ranker, request, &mut found, wanted)?,
        Sort::Newest | Sort::Oldest | Sort::Added => {
            order(&mut found, request.sort, wanted);
            found.truncate(wanted);
            in_order(&ranker, request, &found)?
        }
    };
    let page = chosen.into_iter().skip(request.offset);
    let page: Vec<Chosen> = page.take(request.limit.unwrap_or(usize::MAX)).collect();
    let mut hits = read::hits(searcher, request, plan, &page)?;
    for (hit, chosen) in hits.iter_mut().zip(&page) {
        hit.similar = searcher.similar(collapsed.by(&chosen.ranked.report))?;
    }
    if request.explain {
        for (hit, chosen) in hits.iter_mut().zip(&page) {
            hit.reasons = Some(reasons(&ranker, request, chosen));
        }
    }
    Ok(hits)
}

/// Returns the passages of the best reports by score, then one passage of each further report; or, if reports are the
/// unit, the best reports by both stages, then the others.
fn by_relevance(
    ranker: &Ranker<'_>,
    request: &Request,
    found: &mut [ScoredReport],
    wanted: usize,
) -> tantivy::Result<Vec<Chosen>> {
    order(found, Sort::Relevance, wanted.max(BEST_REPORTS));
    let (best, others) = found.split_at_mut(BEST_REPORTS.min(found.len()));
    let last_of_best = best.last().map_or(0.0, |found| found.score);
    let mut best = ranker.rank_passages(best, ReportScores::FromOccurrences)?;
    let mut chosen = match request.unit {
        Unit::Report => {
            settle_reports(&mut best, others, last_of_best);
            let one = |ranked| one_report(ranked, most_of_a_report(request));
            best.into_iter().map(one).collect()
        }
        Unit::Passage => {
            let (passages, floor) = compete(best, wanted, most_of_a_report(request));
            lower(others, last_of_best, floor);
            passages
        }
    };
    if wanted > chosen.len() {
        let n = others.len().min(wanted - chosen.len());
        for ranked in ranker.rank_passages(&others[..n], ReportScores::Kept)? {
            push_hits(ranked, request, &mut chosen);
        }
    }
    Ok(chosen)
}

/// Returns the `wanted` best passages of all reports, at most `most` of each report, and the lowest score of any
/// passage.
fn compete(best: Vec<Ranked>, wanted: usize, most: usize) -> (Vec<Chosen>, f64) {
    let mut all: Vec<(f64, usize, usize)> = Vec::new();
    for (i, ranked) in best.iter().enumerate() {
        let passages = ranked.passages.iter().take(most);
        all.extend(passages.map(|&(n, score)| (score, i, n)));
        if ranked.passages.is_empty() {
            // A report without text, found by its title.
            let score = ranked.report.score * super::weights::REPORT_SHARE;
            all.push((score, i, usize::MAX));
        }
    }
    let hash = |i: usize| best[i].report.id_hash;
    all.sort_by(|a, b| {
        b.0.total_cmp(&a.0)
            .then(hash(a.1).cmp(&hash(b.1)))
            .then((a.1, a.2).cmp(&(b.1, b.2)))
    });
    let floor = all.last().map_or(f64::INFINITY, |&(score, ..)| score);
    all.truncate(wanted);
    let best: Vec<Rc<Ranked>> = best.into_iter().map(Rc::new).collect();
    let chosen = all.into_iter().map(|(score, i, n)| Chosen {
        score,
        ranked: best[i].clone(),
        passages: match n {
            usize::MAX => Vec::new(),
            n => vec![(n, score)],
        },
        more: best[i].passages.len().saturating_sub(most),
    });
    (chosen.collect(), floor)
}

/// Returns the reports in the given order, each with its best passage or passages.
fn in_order(
    ranker: &Ranker<'_>,
    request: &Request,
    found: &[ScoredReport],
) -> tantivy::Result<Vec<Chosen>> {
    debug_assert!(!passages_compete(request.unit, request.sort));
    let mut chosen = Vec::new();
    for ranked in ranker.rank_passages(found, ReportScores::FromOccurrences)? {
        push_hits(ranked, request, &mut chosen);
    }
    Ok(chosen)
}

/// Adds the hits of a report whose passages are not ranked together with those of others: the report itself, or its
/// best passages, by default one.
fn push_hits(ranked: Ranked, request: &Request, chosen: &mut Vec<Chosen>) {
    match request.unit {
        Unit::Report => {
            chosen.push(one_report(ranked, most_of_a_report(request)));
        }
        Unit::Passage => {
            let score = ranked.report.score;
            let ranked = Rc::new(ranked);
            let most = request.per_report.unwrap_or(1);
            // A report without text is a hit, too.
            let n = ranked.passages.len().max(1);
            for i in 0..n.min(most) {
                let passage = ranked.passages.get(i);
                chosen.push(Chosen {
                    score,
                    passages: passage.map(|&(n, _)| (n, score)).into_iter().collect(),
                    more: ranked.passages.len().saturating_sub(most),
                    ranked: ranked.clone(),
                });
            }
        }
    }
}

fn one_report(ranked: Ranked, most: usize) -> Chosen {
    let passages = ranked.passages.iter().take(most).copied().collect();
    Chosen {
        score: ranked.report.score,
        passages,
        more: ranked.passages.len().saturating_sub(most),
        ranked: Rc::new(ranked),
    }
}
