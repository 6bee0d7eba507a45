//! Scores and probabilities of candidates, without the support of other names.

use std::collections::HashSet;

use super::candidates::Source;
use super::context_features::ContextFeatures;
use super::prior_votes::is_beside;
use super::votes::PriorVotes;
use super::{Name, weights};
use crate::gazetteer::blob::Gazetteer;

/// Returns the score of each candidate of a name, without the support of other names.
pub(super) fn own_scores(
    gazetteer: &Gazetteer,
    name: &Name,
    features: &[ContextFeatures],
    beside: &HashSet<&str>,
    asserted: &PriorVotes,
    town: Option<Source>,
) -> Vec<f64> {
    let mut scores: Vec<f64> = name.candidates.iter().map(weights::prominence).collect();
    for (candidate, score) in name.candidates.iter().zip(&mut scores) {
        if is_beside(gazetteer, candidate, beside) {
            *score += weights::BESIDE;
        }
        if asserted.of(candidate).1 > 0.0 {
            *score += weights::STATED;
        }
        if town == Some(candidate.source) {
            *score += weights::PUBLISHER_TOWN;
        }
    }
    // One sense per report: what one mention says (`Paris, Texas`) applies to the others.
    let mut informative: Vec<usize> = features
        .iter()
        .filter_map(|features| features.within.map(|(i, _)| i))
        .collect();
    informative.dedup();
    for i in informative {
        scores[i] += weights::BESIDE;
    }
    scores
}

/// Returns the weight of a name's votes: the probability that it is a place name.
pub(super) fn voice(name: &Name, features: &[ContextFeatures]) -> f64 {
    let Some(first) = name.candidates.first() else {
        return 0.0;
    };
    let sums = features.iter().map(|features| {
        features.sum(first.declared)
            + if features.several_words {
                weights::SEVERAL_WORDS
            } else {
                0.0
            }
    });
    let most = sums.fold(f64::NEG_INFINITY, f64::max);
    let odds = weights::by_itself(first) + most;
    1.0 / (1.0 + (-odds).exp())
}

/// Returns what votes add to the score of a candidate.
pub(super) fn gain(weight: f64, votes: f64) -> f64 {
    if votes == 0.0 {
        return 0.0;
    }
    weight * (1.0 + 3.0 * votes).ln()
}

/// Converts scores to probabilities.
pub(super) fn softmax(mut scores: Vec<f64>) -> Vec<f64> {
    if let [only] = &mut scores[..] {
        *only = 1.0;
        return scores;
    }
    let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    for score in &mut scores {
        *score = (*score - most).exp();
    }
    let sum: f64 = scores.iter().sum();
    for score in &mut scores {
        *score /= sum;
    }
    scores
}

/// Returns the difference between the best probability and the next one.
pub(super) fn lead(likely: &[f64], best: usize) -> f64 {
    let others = likely.iter().enumerate().filter(|(i, _)| *i != best);
    likely[best] - others.map(|(_, value)| *value).fold(0.0, f64::max)
}

/// Returns the index of the greatest value, the first of equals.
pub(super) fn best(likely: &[f64]) -> usize {
    let mut best = 0;
    for (i, value) in likely.iter().enumerate() {
        if *value > likely[best] {
            best = i;
        }
    }
    best
}
