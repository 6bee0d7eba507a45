//! Ranking in two stages: reports by BM25 over title and body, then the passages of the best of
//! them by the positions of the query's words.
//!
//! All sums are in `f64` and run over the query's leaves in their order, so that the same reports
//! give the same scores however the engine cut them into segments. Ties go by a hash of the id.

use std::cmp::Ordering;

use tantivy::DocId;
use tantivy::columnar::Column;

use crate::analysis::passages::PassageClass;

use super::leaf::{Entry, Occurrences};
use super::lookup::{InPassage, LeafReader};
use super::matching::{Counting, SegmentMatch};
use super::passages::Scored;
use super::plan::Plan;
use super::request::{Sort, Unit};
use super::searcher::Searcher;
use super::statistics::{classes_of, passages_of};
use super::twins::Twins;
use super::weigh::{LanguageWeights, Weights};
use super::weights::{self, saturation};

/// A report that was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// Which segment.
    pub segment: usize,
    /// Which document of it.
    pub doc: DocId,
    /// By BM25, then with its best passage's share.
    pub score: f64,
    /// The last tie-break.
    pub id_hash: u64,
    /// The moment of its publication, in microseconds since 1970 UTC; `None` if undated.
    pub published: Option<i64>,
}

/// A report with its passages ranked.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranked {
    /// The report.
    pub found: Found,
    /// Its passages that anything stands in, best first: number and score. If there are none, the
    /// first passage of prose with the report's share of the score; empty if the report has no text.
    pub passages: Vec<(usize, f64)>,
    /// What its best passage scores without the report's share.
    pub best_passage: f64,
    /// For each leaf, where it stands; empty where it does not count.
    pub occurrences: Vec<Occurrences>,
}

/// Ranks what a plan found.
pub struct Ranker<'a> {
    pub(super) searcher: &'a Searcher,
    pub(super) plan: &'a Plan,
    matches: &'a [SegmentMatch],
    /// For each segment and leaf, where in the found reports the leaf counts.
    counting: Vec<Vec<Counting>>,
    pub(super) twins: Twins,
    pub(super) weights: Weights,
}

impl<'a> Ranker<'a> {
    /// Prepares to rank what `plan` found in reports in `language`, or in any: a match for each segment.
    pub fn new(
        searcher: &'a Searcher,
        plan: &'a Plan,
        matches: &'a [SegmentMatch],
        language: Option<&str>,
    ) -> Ranker<'a> {
        let counting = matches.iter().map(SegmentMatch::counting).collect();
        let weights = Weights::of(searcher, plan, matches, language);
        Ranker {
            searcher,
            plan,
            matches,
            counting,
            twins: Twins::of(&plan.leaves),
            weights,
        }
    }

    /// Scores every report that was found; they come in no particular order.
    pub fn score_reports(&self) -> Vec<Found> {
        let mut all = Vec::with_capacity(self.matches.iter().map(|found| found.docs.len()).sum());
        for (segment, found) in self.matches.iter().enumerate() {
            let columns = self.searcher.columns(segment);
            for (&doc, score) in found.docs.iter().zip(self.segment_scores(segment)) {
                all.push(Found {
                    segment,
                    doc,
                    score,
                    id_hash: columns.id_hash.first(doc).unwrap_or(0),
                    published: columns.moment.first(doc),
                });
            }
        }
        all
    }

    /// Returns the score of each report found in a segment.
    fn segment_scores(&self, segment: usize) -> Vec<f64> {
        let found = &self.matches[segment];
        let mut scores = vec![0.0; found.docs.len()];
        for (leaf, counting) in self.counting[segment].iter().enumerate() {
            if !self.plan.leaves[leaf].shows || !self.weights.scores(leaf) {
                continue;
            }
            let mut entries = found.entries[leaf].iter();
            let mut at = 0;
            for &doc in &counting.docs {
                if self.is_said_before(segment, leaf, doc) {
                    continue;
                }
                while found.docs[at] < doc {
                    at += 1;
                }
                let Some(entry) = entries.find(|entry| entry.doc == doc) else {
                    break;
                };
                let (body, title) = self.entry_scores(segment, leaf, entry);
                scores[at] += body;
                scores[at] += title;
            }
        }
        scores
    }

    /// Returns what a leaf adds to the score of a found report, for its body and for its title.
    pub fn leaf_scores(&self, segment: usize, leaf: usize, doc: DocId) -> (f64, f64) {
        let counts = self.plan.leaves[leaf].shows
            && self.counting[segment][leaf]
                .docs
                .binary_search(&doc)
                .is_ok()
            && !self.is_said_before(segment, leaf, doc);
        let entries = &self.matches[segment].entries[leaf];
        match entries.binary_search_by_key(&doc, |entry| entry.doc) {
            Ok(at) if counts => self.entry_scores(segment, leaf, &entries[at]),
            Ok(_) | Err(_) => (0.0, 0.0),
        }
    }

    /// Returns whether a twin before a leaf counts in a report.
    fn is_said_before(&self, segment: usize, leaf: usize, doc: DocId) -> bool {
        let language = || self.searcher.segment_languages(segment).of_report(doc);
        let mut twins = self.twins.before(leaf).iter();
        twins.any(|twin| {
            let counting = &self.counting[segment][twin.leaf];
            counting.docs.binary_search(&doc).is_ok() && twin.scope.has(language())
        })
    }

    fn entry_scores(&self, segment: usize, leaf: usize, entry: &Entry) -> (f64, f64) {
        let columns = self.searcher.columns(segment);
        let weights = self.weights_of(segment, entry.doc);
        let statistics = &weights.statistics;
        let weight = weights.report[leaf];
        let score = |times: u32, words: &Column<u64>, average: f64| match times {
            0 => 0.0,
            _ => {
                let (k1, b) = (weights::REPORT_K1, weights::REPORT_B);
                let length = first(words, entry.doc);
                weight * saturation(f64::from(times), length, average, k1, b)
            }
        };
        let body = score(entry.body, &columns.body_words, statistics.average_body());
        let title = score(
            entry.title,
            &columns.title_words,
            statistics.average_title(),
        );
        (body, weights::TITLE * title)
    }

    /// Returns the weights by which a report and its passages are scored: those of its language.
    pub(super) fn weights_of(&self, segment: usize, doc: DocId) -> &LanguageWeights {
        let languages = self.searcher.segment_languages(segment);
        self.weights.in_language(languages.of_report(doc))
    }

    /// Reads where the leaves stand in `found` and scores its passages.
    pub fn rank_passages(&self, found: &[Found]) -> tantivy::Result<Vec<Ranked>> {
        let mut ranked: Vec<Ranked> = found
            .iter()
            .map(|&found| Ranked {
                found,
                passages: Vec::new(),
                best_passage: 0.0,
                occurrences: vec![Occurrences::default(); self.plan.leaves.len()],
            })
            .collect();
        for segment in 0..self.matches.len() {
            let mut here: Vec<usize> = (0..found.len())
                .filter(|&i| found[i].segment == segment)
                .collect();
            here.sort_unstable_by_key(|&i| found[i].doc);
            self.read_occurrences(segment, &here, &mut ranked)?;
            let columns = self.searcher.columns(segment);
            for i in here {
                let lengths = passages_of(&columns.passages, found[i].doc);
                let share = weights::REPORT_SHARE * found[i].score;
                let leaves = &self.plan.leaves;
                let text = Scored::new(leaves, &ranked[i].occurrences, &self.twins, &lengths);
                let weights = self.weights_of(segment, found[i].doc);
                let average = weights.statistics.average_passage();
                let scored = text.passages(&weights.passage, average);
                let classes = classes_of(&columns.passages, found[i].doc);
                (ranked[i].passages, ranked[i].best_passage) = with_share(scored, share, &classes);
                if ranked[i].passages.is_empty() && !lengths.is_empty() {
                    let is_prose = |class: &PassageClass| *class == PassageClass::Prose;
                    let first = classes.iter().position(is_prose).unwrap_or(0);
                    let weight = weights::of_class(classes[first]);
                    ranked[i].passages.push((first, weight * share));
                }
            }
        }
        Ok(ranked)
    }

    /// Reads where the leaves stand in the reports `here` of a segment, which are in its order.
    fn read_occurrences(
        &self,
        segment: usize,
        here: &[usize],
        ranked: &mut [Ranked],
    ) -> tantivy::Result<()> {
        let reader = LeafReader::new(
            self.searcher.segment(segment),
            self.searcher.segment_languages(segment),
            self.searcher.fields(),
            self.searcher.renames(),
        );
        let asked = &self.counting[segment][..self.plan.asked];
        for (leaf, counting) in asked.iter().enumerate() {
            let settled = &self.matches[segment].leaves[leaf];
            if !settled.shows {
                continue;
            }
            let counts = |i: &usize| counting.docs.binary_search(&ranked[*i].found.doc).is_ok();
            let wanted: Vec<usize> = here.iter().copied().filter(counts).collect();
            let docs: Vec<DocId> = wanted.iter().map(|&i| ranked[i].found.doc).collect();
            let occurrences = reader.occurrences(settled, &docs)?;
            for (i, mut occurrences) in wanted.into_iter().zip(occurrences) {
                if let Some(passages) = &counting.passages {
                    let doc = ranked[i].found.doc;
                    occurrences.body.retain(|occurrence| {
                        let passage = occurrence.passage();
                        passages.binary_search(&InPassage { doc, passage }).is_ok()
                    });
                }
                ranked[i].occurrences[leaf] = occurrences;
            }
        }
        Ok(())
    }
}

/// Adds the report's share to the scores of its passages and lowers those that are no prose. Best first, the
/// earlier of equals first; then what the best of them scores without the share.
fn with_share(
    scored: Vec<(usize, f64)>,
    share: f64,
    classes: &[PassageClass],
) -> (Vec<(usize, f64)>, f64) {
    let lowered = |(n, score): (usize, f64)| {
        let weight = weights::of_class(classes[n]);
        (n, weight * (score + share), weight * score)
    };
    let mut all: Vec<(usize, f64, f64)> = scored.into_iter().map(lowered).collect();
    all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let best = all.first().map_or(0.0, |&(_, _, own)| own);
    let passages = all.into_iter().map(|(n, score, _)| (n, score));
    (passages.collect(), best)
}

/// Puts the first `n` in order at the front; those after them stay in no particular order.
pub fn order(found: &mut [Found], sort: Sort, n: usize) {
    let by = |a: &Found, b: &Found| compare(a, b, sort);
    if n < found.len() {
        found.select_nth_unstable_by(n, by);
        found[..n].sort_unstable_by(by);
    } else {
        found.sort_unstable_by(by);
    }
}

fn compare(a: &Found, b: &Found, sort: Sort) -> Ordering {
    let by_sort = match sort {
        Sort::Relevance => b.score.total_cmp(&a.score),
        Sort::Newest => b.published.cmp(&a.published),
        Sort::Oldest => {
            let key = |found: &Found| found.published.unwrap_or(i64::MAX);
            key(a).cmp(&key(b))
        }
    };
    by_sort.then(a.id_hash.cmp(&b.id_hash))
}

/// Gives the best reports their best passages' share, puts them in order again, and makes the
/// scores of the others go down from there: what was not looked into never stands above what was.
pub fn settle_reports(best: &mut [Ranked], others: &mut [Found]) {
    let last_before = best.last().map_or(0.0, |ranked| ranked.found.score);
    for ranked in best.iter_mut() {
        ranked.found.score += weights::PASSAGE_SHARE * ranked.best_passage;
    }
    best.sort_by(|a, b| compare(&a.found, &b.found, Sort::Relevance));
    let floor = best
        .last()
        .map_or(f64::INFINITY, |ranked| ranked.found.score);
    lower(others, last_before, floor);
}

/// Scales the scores of reports that come after the best so that they start at most at `floor`,
/// where the last of the best had `last_before`.
pub fn lower(others: &mut [Found], last_before: f64, floor: f64) {
    if !floor.is_finite() || last_before <= 0.0 {
        return;
    }
    for found in others {
        found.score = floor * (found.score / last_before).min(1.0);
    }
}

/// Returns whether passages are ranked among all, or follow the order of their reports.
pub fn passages_compete(unit: Unit, sort: Sort) -> bool {
    unit == Unit::Passage && sort == Sort::Relevance
}

fn first(column: &Column<u64>, doc: DocId) -> f64 {
    column.first(doc).unwrap_or(0) as f64
}
