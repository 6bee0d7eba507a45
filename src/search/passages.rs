//! Scores the passages of one report from the positions of the query's words: by BM25 and by proximity.

use crate::index::fields::PackedPassage;

use super::clause::{Clause, ClauseOccurrences, Occurrence};
use super::duplicates::Duplicates;
use super::weights::{self, saturation};

/// The occurrences of a query's clauses in one body, prepared for scoring.
pub struct Scored<'a> {
    /// Occurrences with their clauses, in text order; of duplicate clauses at one position, the first.
    standing: Vec<(Occurrence, usize)>,
    /// The occurrences of values below that of a facet clause, with their clauses, sorted.
    below: Vec<(u32, usize)>,
    passages: &'a [PackedPassage],
    clauses: &'a [Clause],
}

/// What a clause, or all together, adds to a passage's score.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Share {
    /// For its words.
    pub words: f64,
    /// For its proximity to others.
    pub near: f64,
}

impl<'a> Scored<'a> {
    /// Gathers the occurrences of all clauses in one body.
    pub fn new(
        clauses: &'a [Clause],
        occurrences: &ClauseOccurrences,
        duplicates: &Duplicates,
        passages: &'a [PackedPassage],
    ) -> Scored<'a> {
        let (mut standing, mut below) = (Vec::new(), Vec::new());
        for (clause, found) in occurrences.iter() {
            below.extend(found.below.iter().map(|&position| (position, clause)));
            standing.extend(found.body.iter().map(|&occurrence| (occurrence, clause)));
        }
        standing.sort_unstable();
        below.sort_unstable();
        standing.dedup_by(|next: &mut (Occurrence, usize), kept| {
            next.0 == kept.0
                && duplicates
                    .before(next.1)
                    .iter()
                    .any(|duplicate| duplicate.clause == kept.1)
        });
        Scored {
            standing,
            below,
            passages,
            clauses,
        }
    }

    /// Scores the passages with any occurrence, in text order: their numbers and the sums over all clauses.
    ///
    /// `weights` are those of the clauses; `average` is the average length of a passage in words.
    pub fn passages(&self, weights: &[f64], average: f64) -> Vec<(usize, Share)> {
        let same =
            |a: &(Occurrence, usize), b: &(Occurrence, usize)| passage_of(&a.0) == passage_of(&b.0);
        let mut scored = Vec::new();
        let mut shares = Vec::with_capacity(self.clauses.len());
        for here in self.standing.chunk_by(same) {
            let passage = passage_of(&here[0].0);
            // Always present: positions and lengths are written together.
            if let Some(PackedPassage { words, .. }) = self.passages.get(passage) {
                self.shares_of(here, *words, weights, average, &mut shares);
                scored.push((passage, sum(&shares)));
            }
        }
        scored
    }

    /// Returns what each clause adds to one passage's score; see [`Scored::passages`].
    pub fn shares(&self, passage: usize, weights: &[f64], average: f64) -> Vec<Share> {
        let before = |n: usize| {
            self.standing
                .partition_point(|(occurrence, _)| passage_of(occurrence) < n)
        };
        let here = &self.standing[before(passage)..before(passage + 1)];
        let length = self
            .passages
            .get(passage)
            .map_or(0, |passage| passage.words);
        let mut shares = Vec::new();
        self.shares_of(here, length, weights, average, &mut shares);
        shares
    }

    /// Fills `shares` with what each clause adds to the score of the passage that the occurrences `here` are in.
    fn shares_of(
        &self,
        here: &[(Occurrence, usize)],
        length: usize,
        weights: &[f64],
        average: f64,
        shares: &mut Vec<Share>,
    ) {
        shares.clear();
        shares.resize(self.clauses.len(), Share::default());
        for &(occurrence, clause) in here {
            let key = (occurrence.position, clause);
            shares[clause].words += match self.below.binary_search(&key) {
                Ok(_) => weights::BELOW,
                Err(_) => 1.0,
            };
        }
        add_nearness(here, weights, shares);
        for ((share, clause), weight) in shares.iter_mut().zip(self.clauses).zip(weights) {
            let (k1, b) = (weights::PASSAGE_K1, weights::PASSAGE_B);
            let times = share.words / clause.kind.occurrences_each() as f64;
            share.words = weight * saturation(times, length as f64, average, k1, b);
            let (k1, b) = (weights::NEAR_K1, weights::NEAR_B);
            let near = saturation(share.near, length as f64, average, k1, b);
            share.near = weights::NEAR * weight.min(1.0) * near;
        }
    }
}

/// Adds the shares up, in the order of the clauses.
fn sum(shares: &[Share]) -> Share {
    Share {
        words: shares.iter().map(|share| share.words).sum(),
        near: shares.iter().map(|share| share.near).sum(),
    }
}

/// Adds the proximity of each clause to others in one passage: of two adjacent occurrences, each adds the weight of the
/// other, divided by their distance (Büttcher, Clarke and Lushman 2006, who take the distance squared).
fn add_nearness(here: &[(Occurrence, usize)], weights: &[f64], shares: &mut [Share]) {
    for pair in here.windows(2) {
        let ((first, a), (second, b)) = (pair[0], pair[1]);
        let end = first.position + first.words.saturating_sub(1);
        let distance = second.position.saturating_sub(end);
        if a != b && distance > 0 && distance <= weights::NEAR_WORDS {
            shares[a].near += weights[b] / f64::from(distance);
            shares[b].near += weights[a] / f64::from(distance);
        }
    }
}

/// Returns the passage that an occurrence is in.
pub fn passage_of(occurrence: &Occurrence) -> usize {
    occurrence.passage() as usize
}
