//! Ranking in two stages: reports by BM25 over title and body, then the passages of the best reports by the positions
//! of the query's words.
//!
//! All sums are in `f64` and in the order of the query's clauses, so that scores do not depend on how reports are
//! distributed over segments. Ties are broken by a hash of the id.

use std::cmp::Ordering;
use std::ops::Range;

use tantivy::DocId;
use tantivy::columnar::Column;

use crate::analysis::passages::PassageClass;
use crate::index::fields::{POSITIONS_PER_PASSAGE, PackedPassage};

use super::clause::{ClauseOccurrences, Occurrence, Posting};
use super::duplicates::Duplicates;
use super::lookup::{ClauseReader, InPassage};
use super::matching::{Counting, SegmentMatch};
use super::passages::{Scored, Share};
use super::plan::Plan;
use super::request::{Sort, Unit};
use super::searcher::Searcher;
use super::statistics::passages_of;
use super::weigh::{LanguageWeights, Weights};
use super::weights::{self, saturation};

/// A report that was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScoredReport {
    /// Which segment.
    pub segment: usize,
    /// Which document of it.
    pub doc: DocId,
    /// By BM25; after the second stage, with the share of its best passage.
    pub score: f64,
    /// The last tie-break.
    pub id_hash: u64,
    /// When it was published, in microseconds since 1970 UTC; `None` if undated.
    pub published: Option<i64>,
    /// When it was added to the index, in seconds since 1970 UTC.
    pub added: Option<i64>,
}

/// A report with its passages ranked.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranked {
    /// The report.
    pub report: ScoredReport,
    /// Its passages with any occurrence, best first: number and score. If there are none, the
    /// first passage of prose with the report's share of the score; empty if the report has no text.
    pub passages: Vec<(usize, f64)>,
    /// The passage that adds most to the report's score when reports are ranked.
    pub best_for_report: Option<BestPassage>,
    /// The positions of the first words of its prose.
    pub lead: Range<u32>,
    /// The occurrences of the clauses that count.
    pub occurrences: ClauseOccurrences,
}

/// What a clause adds to the score of a report.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct ClauseScore {
    /// For its text.
    pub body: f64,
    /// For its title.
    pub title: f64,
    /// For the first words of its text.
    pub lead: f64,
}

impl ClauseScore {
    fn sum(self) -> f64 {
        self.body + self.title + self.lead
    }
}

/// How often a clause occurs in the texts of a report.
#[derive(Debug, Clone, Copy)]
struct Times {
    body: f64,
    title: f64,
}

impl Times {
    /// Counts an occurrence once for each term that it is indexed under.
    fn under_terms(posting: &Posting) -> Times {
        Times {
            body: f64::from(posting.body),
            title: f64::from(posting.title),
        }
    }
}

/// The passage that adds most to the score of its report.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BestPassage {
    /// Its number.
    pub number: usize,
    /// What it adds.
    pub score: f64,
}

/// Which scores of reports are kept when their passages are ranked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportScores {
    /// New ones, computed from the occurrences of the clauses.
    FromOccurrences,
    /// Those of the first stage, for the reports after the best ones.
    Kept,
}

/// Ranks the matches of a plan.
pub struct Ranker<'a> {
    pub(super) searcher: &'a Searcher,
    pub(super) plan: &'a Plan,
    matches: &'a [SegmentMatch],
    /// For each segment and clause, where in the found reports the clause counts.
    counting: Vec<Vec<Counting>>,
    pub(super) duplicates: Duplicates,
    pub(super) weights: Weights,
}

impl<'a> Ranker<'a> {
    /// Creates a ranker for the matches of `plan`, one for each segment, in reports in `languages`; if empty, in all.
    pub fn new(
        searcher: &'a Searcher,
        plan: &'a Plan,
        matches: &'a [SegmentMatch],
        languages: &[String],
    ) -> Ranker<'a> {
        let counting = matches.iter().map(SegmentMatch::counting).collect();
        let weights = Weights::of(searcher, plan, matches, languages);
        Ranker {
            searcher,
            plan,
            matches,
            counting,
            duplicates: Duplicates::of(&plan.clauses),
            weights,
        }
    }

    /// Scores every matching report; returns them in no particular order.
    pub fn score_reports(&self) -> Vec<ScoredReport> {
        let mut all = Vec::with_capacity(self.matches.iter().map(|found| found.docs.len()).sum());
        for (segment, found) in self.matches.iter().enumerate() {
            let columns = self.searcher.columns(segment);
            for (&doc, score) in found.docs.iter().zip(self.segment_scores(segment)) {
                all.push(ScoredReport {
                    segment,
                    doc,
                    score,
                    id_hash: columns.id_hash.first(doc).unwrap_or(0),
                    published: columns.moment.first(doc),
                    added: columns.added.first(doc),
                });
            }
        }
        all
    }

    /// Returns the score of each report found in a segment.
    fn segment_scores(&self, segment: usize) -> Vec<f64> {
        let found = &self.matches[segment];
        let mut scores = vec![0.0; found.docs.len()];
        for (clause, counting) in self.counting[segment].iter().enumerate() {
            if !self.plan.clauses[clause].shows || !self.weights.scores(clause) {
                continue;
            }
            let mut postings = found.postings[clause].iter();
            let mut at = 0;
            for &doc in &counting.docs {
                if self.has_duplicate_before(segment, clause, doc) {
                    continue;
                }
                while found.docs[at] < doc {
                    at += 1;
                }
                let Some(posting) = postings.find(|posting| posting.doc == doc) else {
                    break;
                };
                let times = Times::under_terms(posting);
                let (body, title) = self.text_scores(segment, clause, doc, times);
                scores[at] += body;
                scores[at] += title;
            }
        }
        scores
    }

    /// Returns what a clause adds to the score of a report whose occurrences were read. In the first stage an
    /// occurrence in the inflection of the query counts twice, under its stem and as written; here it counts
    /// 1 + [`weights::AS_WRITTEN`], and any other 1; a mention of a value below that of the query counts
    /// [`weights::BELOW`].
    pub fn clause_score(&self, ranked: &Ranked, clause: usize) -> ClauseScore {
        let ScoredReport { segment, doc, .. } = ranked.report;
        let counting = &self.counting[segment][clause];
        let shows = self.plan.clauses[clause].shows && self.weights.scores(clause);
        let counts = shows && counting.docs.binary_search(&doc).is_ok();
        if !counts || self.has_duplicate_before(segment, clause, doc) {
            return ClauseScore::default();
        }
        let posting = self.posting(segment, clause, doc);
        let found = ranked.occurrences.of(clause);
        let each = self.plan.clauses[clause].kind.occurrences_each();
        let below = found.below.len() as f64;
        let times = |under_terms: u32, occurrences: &[Occurrence]| {
            let n = occurrences.len().div_ceil(each) as u32;
            let as_written = match counting.passages {
                Some(_) => 0, // the posting counts those in other passages, too
                None => under_terms.saturating_sub(n),
            };
            f64::from(n) + weights::AS_WRITTEN * f64::from(as_written)
        };
        let times = match clause < self.plan.n_query_clauses {
            true => Times {
                body: times(posting.body, &found.body) - (1.0 - weights::BELOW) * below,
                title: times(posting.title, &found.title),
            },
            // Occurrences of added clauses are not read.
            false => Times::under_terms(&posting),
        };
        let (body, title) = self.text_scores(segment, clause, doc, times);
        let lead = match found.body_from(ranked.lead.start, ranked.lead.end) {
            [] => 0.0,
            [_, ..] => weights::LEAD * self.weights_of(segment, doc).report[clause],
        };
        ClauseScore { body, title, lead }
    }

    fn posting(&self, segment: usize, clause: usize, doc: DocId) -> Posting {
        let postings = &self.matches[segment].postings[clause];
        match postings.binary_search_by_key(&doc, |posting| posting.doc) {
            Ok(at) => postings[at],
            Err(_) => Posting {
                doc,
                body: 0,
                title: 0,
            },
        }
    }

    /// Returns whether a duplicate before a clause counts in a report.
    fn has_duplicate_before(&self, segment: usize, clause: usize, doc: DocId) -> bool {
        let language = || self.searcher.segment_languages(segment).of_report(doc);
        let mut duplicates = self.duplicates.before(clause).iter();
        duplicates.any(|duplicate| {
            let counting = &self.counting[segment][duplicate.clause];
            counting.docs.binary_search(&doc).is_ok() && duplicate.scope.has(language())
        })
    }

    /// Returns what a clause that occurs `times` times adds to the score of a report, for body and title.
    fn text_scores(&self, segment: usize, clause: usize, doc: DocId, times: Times) -> (f64, f64) {
        let columns = self.searcher.columns(segment);
        let weights = self.weights_of(segment, doc);
        let weight = weights.report[clause];
        let lengths = &weights.lengths;
        let (k1, b) = lengths.of_reports;
        let score = |times: f64, words: &Column<u64>, average: f64| match times > 0.0 {
            true => weight * saturation(times, first(words, doc), average, k1, b),
            false => 0.0,
        };
        let body = score(times.body, &columns.body_words, lengths.body);
        let title = score(times.title, &columns.title_words, lengths.title);
        (body, weights::TITLE * title)
    }

    /// Returns the weights by which a report and its passages are scored: those of its language.
    pub(super) fn weights_of(&self, segment: usize, doc: DocId) -> &LanguageWeights {
        let languages = self.searcher.segment_languages(segment);
        self.weights.in_language(languages.of_report(doc))
    }

    /// Reads the occurrences of the clauses in the reports `found` and scores their passages.
    pub fn rank_passages(
        &self,
        found: &[ScoredReport],
        scores: ReportScores,
    ) -> tantivy::Result<Vec<Ranked>> {
        let mut ranked: Vec<Ranked> = found
            .iter()
            .map(|&report| Ranked {
                report,
                passages: Vec::new(),
                best_for_report: None,
                lead: 0..0,
                occurrences: ClauseOccurrences::default(),
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
                let passages = passages_of(&columns.passages, found[i].doc);
                let first = first_of_prose(&passages);
                ranked[i].lead = lead(first);
                match scores {
                    ReportScores::FromOccurrences => {
                        let clauses = 0..self.plan.clauses.len();
                        let scores =
                            clauses.map(|clause| self.clause_score(&ranked[i], clause).sum());
                        ranked[i].report.score = scores.sum();
                    }
                    ReportScores::Kept => {}
                }
                let share = weights::REPORT_SHARE * ranked[i].report.score;
                let clauses = &self.plan.clauses;
                let text =
                    Scored::new(clauses, &ranked[i].occurrences, &self.duplicates, &passages);
                let weights = self.weights_of(segment, found[i].doc);
                let scored = text.passages(&weights.passage, weights.lengths.passage);
                (ranked[i].passages, ranked[i].best_for_report) =
                    with_share(scored, share, &passages);
                if ranked[i].passages.is_empty()
                    && let Some(passage) = passages.get(first)
                {
                    let weight = weights::of_class(passage.class);
                    ranked[i].passages.push((first, weight * share));
                }
            }
        }
        Ok(ranked)
    }

    /// Reads the occurrences of the clauses in the reports `here` of a segment, which are sorted.
    fn read_occurrences(
        &self,
        segment: usize,
        here: &[usize],
        ranked: &mut [Ranked],
    ) -> tantivy::Result<()> {
        let reader = ClauseReader::new(self.searcher, segment);
        let of_query = &self.counting[segment][..self.plan.n_query_clauses];
        for (clause, counting) in of_query.iter().enumerate() {
            let rewritten = &self.matches[segment].clauses[clause];
            if !rewritten.shows {
                continue;
            }
            let counts = |i: &usize| counting.docs.binary_search(&ranked[*i].report.doc).is_ok();
            let wanted: Vec<usize> = here.iter().copied().filter(counts).collect();
            let docs: Vec<DocId> = wanted.iter().map(|&i| ranked[i].report.doc).collect();
            let occurrences = reader.occurrences(rewritten, &docs)?;
            for (i, mut occurrences) in wanted.into_iter().zip(occurrences) {
                if let Some(passages) = &counting.passages {
                    let doc = ranked[i].report.doc;
                    occurrences.body.retain(|occurrence| {
                        let passage = occurrence.passage();
                        passages.binary_search(&InPassage { doc, passage }).is_ok()
                    });
                    let body = &occurrences.body;
                    let is_kept = |at: &u32| body.binary_search_by_key(at, |o| o.position).is_ok();
                    occurrences.below.retain(is_kept);
                }
                ranked[i].occurrences.push(clause, occurrences);
            }
        }
        Ok(())
    }
}

/// Returns the number of a report's first passage of prose; 0 if there is none.
fn first_of_prose(passages: &[PackedPassage]) -> usize {
    let is_prose = |passage: &PackedPassage| passage.class == PassageClass::Prose;
    passages.iter().position(is_prose).unwrap_or(0)
}

/// Returns the positions of the first words of a report's prose, which begins with passage `first`.
fn lead(first: usize) -> Range<u32> {
    let start = first as u32 * POSITIONS_PER_PASSAGE;
    start..start + weights::LEAD_WORDS
}

/// Adds the report's share to the scores of its passages and lowers those that are not prose. Returns the passages,
/// best first and ties in text order, and the one that adds most to the report's score.
fn with_share(
    scored: Vec<(usize, Share)>,
    share: f64,
    read: &[PackedPassage],
) -> (Vec<(usize, f64)>, Option<BestPassage>) {
    let mut best: Option<BestPassage> = None;
    let mut passages = Vec::with_capacity(scored.len());
    for (n, own) in scored {
        let weight = weights::of_class(read[n].class);
        passages.push((n, weight * (own.words + own.near + share)));
        let of_report = weights::PASSAGE_SHARE * own.words + weights::NEAR_SHARE * own.near;
        if best.is_none_or(|best| weight * of_report > best.score) {
            best = Some(BestPassage {
                number: n,
                score: weight * of_report,
            });
        }
    }
    passages.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    (passages, best)
}

/// Sorts the first `n` to the front; the others stay in no particular order.
pub fn order(found: &mut [ScoredReport], sort: Sort, n: usize) {
    let by = |a: &ScoredReport, b: &ScoredReport| compare(a, b, sort);
    if n < found.len() {
        found.select_nth_unstable_by(n, by);
        found[..n].sort_unstable_by(by);
    } else {
        found.sort_unstable_by(by);
    }
}

fn compare(a: &ScoredReport, b: &ScoredReport, sort: Sort) -> Ordering {
    let by_sort = match sort {
        Sort::Relevance => b.score.total_cmp(&a.score),
        Sort::Newest => b.published.cmp(&a.published),
        Sort::Added => (b.added, b.published).cmp(&(a.added, a.published)),
        Sort::Oldest => {
            let key = |found: &ScoredReport| found.published.unwrap_or(i64::MAX);
            key(a).cmp(&key(b))
        }
    };
    // Only indexes that are opened together have two reports with the same id: the first index comes first.
    let place = |found: &ScoredReport| (found.id_hash, found.segment, found.doc);
    by_sort.then_with(|| place(a).cmp(&place(b)))
}

/// Adds the shares of their best passages to the scores of the best reports, sorts these again, and scales the scores
/// of the others down, so that none of these ranks above a report whose passages were scored. `last_before` is the
/// first-stage score of the last of the best.
pub fn settle_reports(best: &mut [Ranked], others: &mut [ScoredReport], last_before: f64) {
    for ranked in best.iter_mut() {
        ranked.report.score += ranked.best_for_report.map_or(0.0, |best| best.score);
    }
    best.sort_by(|a, b| compare(&a.report, &b.report, Sort::Relevance));
    let floor = best
        .last()
        .map_or(f64::INFINITY, |ranked| ranked.report.score);
    lower(others, last_before, floor);
}

/// Scales the scores of the reports after the best so that none exceeds `floor`. `last_before` is the first-stage score
/// of the last of the best.
pub fn lower(others: &mut [ScoredReport], last_before: f64, floor: f64) {
    if !floor.is_finite() || last_before <= 0.0 {
        return;
    }
    for found in others {
        found.score = floor * (found.score / last_before).min(1.0);
    }
}

/// Returns whether all passages are ranked together rather than in the order of their reports.
pub fn passages_compete(unit: Unit, sort: Sort) -> bool {
    unit == Unit::Passage && sort == Sort::Relevance
}

fn first(column: &Column<u64>, doc: DocId) -> f64 {
    column.first(doc).unwrap_or(0) as f64
}
