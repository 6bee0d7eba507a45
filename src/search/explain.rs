//! Explanations: the parts of a hit's score, each with its reason.

use crate::index::fields::PackedPassage;
use crate::response::Reason;

use super::hits::Chosen;
use super::passages::{Scored, Share};
use super::plan::{Plan, Translation};
use super::rank::{Ranked, Ranker};
use super::request::{Request, Sort, Unit};
use super::statistics::passages_of;
use super::weights;

/// A difference below this is rounding.
const NOTHING: f64 = 1e-9;

/// Returns the parts of the score of `chosen`, in the order of the query's words. A word that counts in several ways
/// (as a phrase of characters and as a word) has one number.
pub fn reasons(ranker: &Ranker<'_>, request: &Request, chosen: &Chosen) -> Vec<Reason> {
    let shown = chosen.passages.first().map(|&(n, _)| n);
    let passage = match request.unit {
        Unit::Passage => shown,
        Unit::Report => chosen
            .ranked
            .best_for_report
            .map(|best| best.number)
            .or(shown),
    };
    let found = &chosen.ranked.report;
    let passages = passages_of(&ranker.searcher.columns(found.segment).passages, found.doc);
    let class = passage.map_or(1.0, |n| weights::of_class(passages[n].class));
    let (of_words, of_near, of_report) = match (request.sort, request.unit) {
        (Sort::Relevance, Unit::Passage) => (class, class, class * weights::REPORT_SHARE),
        (Sort::Relevance, Unit::Report) => (
            class * weights::PASSAGE_SHARE,
            class * weights::NEAR_SHARE,
            1.0,
        ),
        (Sort::Newest | Sort::Oldest | Sort::Added, Unit::Passage | Unit::Report) => {
            (0.0, 0.0, 1.0)
        }
    };
    let mut reasons: Vec<Reason> = Vec::new();
    let mut add = |what: String, score: f64| {
        if score == 0.0 {
            return;
        }
        match reasons.iter_mut().find(|reason| reason.what == what) {
            Some(reason) => reason.score += score,
            None => reasons.push(Reason { what, score }),
        }
    };
    let shares = passage.map_or(Vec::new(), |n| {
        passage_shares(ranker, &chosen.ranked, &passages, n)
    });
    for (i, share) in shares.iter().enumerate() {
        let name = name(request, ranker.plan, i);
        add(format!("{name} in the passage"), of_words * share.words);
        add(
            format!("{name} near other words there"),
            of_near * share.near,
        );
    }
    for i in 0..ranker.plan.clauses.len() {
        let name = name(request, ranker.plan, i);
        let score = ranker.clause_score(&chosen.ranked, i);
        add(
            format!("{name} in the report's text"),
            of_report * score.body,
        );
        add(format!("{name} in its title"), of_report * score.title);
        add(format!("{name} in its first words"), of_report * score.lead);
    }
    let sum: f64 = reasons.iter().map(|reason| reason.score).sum();
    if (chosen.score - sum).abs() > NOTHING {
        reasons.push(Reason {
            what: format!("kept below the best {} reports", weights::BEST_REPORTS),
            score: chosen.score - sum,
        });
    }
    reasons
}

fn passage_shares(
    ranker: &Ranker<'_>,
    ranked: &Ranked,
    passages: &[PackedPassage],
    passage: usize,
) -> Vec<Share> {
    let clauses = &ranker.plan.clauses;
    let text = Scored::new(clauses, &ranked.occurrences, &ranker.duplicates, passages);
    let weights = ranker.weights_of(ranked.report.segment, ranked.report.doc);
    text.shares(passage, &weights.passage, weights.lengths.passage)
}

/// Returns the name of a clause: its text in the query, or the word that was added or taken from a report.
fn name(request: &Request, plan: &Plan, clause: usize) -> String {
    if let Some(word) = plan.like_word(clause) {
        return format!("`{word}`");
    }
    if let Some(Translation { of, into, .. }) = plan.translation(clause) {
        let (language, words) = (into.language.text(), into.words.join(", "));
        return format!("`{of}` as {language} {words}");
    }
    let clause = &plan.clauses[clause];
    match (
        request.query.text.get(clause.span.clone()),
        clause.kind.terms_of_word(),
    ) {
        (Some(text), _) if !text.is_empty() => format!("`{text}`"),
        (_, Some(terms)) => {
            let shortest = terms.iter().min_by_key(|term| term.term.len());
            format!("added `{}`", shortest.map_or("", |term| &term.term))
        }
        (_, None) => "added".to_owned(),
    }
}
