//! The weights of a plan's clauses: inverse document frequencies among the reports of a language.
//!
//! A report is scored with the statistics of its language (number of reports, document frequencies, average lengths),
//! so that reports in other languages do not change the ranking within one. The weights of a word in two languages
//! cannot be compared: an English word that Romanian texts quote is rare there. Scores can be, as shares of the maximum
//! that a query reaches in a language, so the weights of each language are scaled to the same sum.

use std::collections::BTreeMap;

use crate::analysis::language_code::LanguageCode;

use super::clause::{Clause, ClauseKind, TermMatcher, TextClause};
use super::matching::SegmentMatch;
use super::plan::Plan;
use super::searcher::Searcher;
use super::statistics::Statistics;
use super::weights::{self, ACROSS, idf};

/// The weights of a plan's clauses in every language of an index.
pub struct Weights {
    by_language: BTreeMap<LanguageCode, LanguageWeights>,
    all: LanguageWeights,
}

/// The weights of a plan's clauses in texts of one language.
#[derive(Debug, Clone)]
pub struct LanguageWeights {
    /// Of each clause, among reports.
    pub report: Vec<f64>,
    /// Of each clause, among passages.
    pub passage: Vec<f64>,
    /// Of the texts of the language.
    pub lengths: Lengths,
}

/// The average lengths of the texts of one language, in words, and the BM25 parameters that depend on them.
#[derive(Debug, Clone, Copy)]
pub struct Lengths {
    /// Of a body.
    pub body: f64,
    /// Of a title.
    pub title: f64,
    /// Of a passage.
    pub passage: f64,
    /// BM25's k1 and b for reports.
    pub of_reports: (f64, f64),
}

impl Lengths {
    fn of(statistics: &Statistics) -> Lengths {
        let body = statistics.average_body();
        Lengths {
            body,
            title: statistics.average_title(),
            passage: statistics.average_passage(),
            of_reports: weights::of_reports(body),
        }
    }
}

/// The frequencies of a clause in the reports of one language.
#[derive(Debug, Clone, Copy, Default)]
struct Frequency {
    /// In how many reports.
    df: u64,
    /// How often in their bodies.
    ctf: u64,
}

impl Weights {
    /// Weighs the clauses of `plan`; `matches` has its matches in each segment. Scores are on the scale of one
    /// language: of `requested`, or of all if there are none, the one with the highest sum of document frequencies.
    pub fn of(
        searcher: &Searcher,
        plan: &Plan,
        matches: &[SegmentMatch],
        requested: &[String],
    ) -> Weights {
        let languages: Vec<LanguageCode> = searcher.languages_scored().collect();
        let frequencies: Vec<Frequencies> = (0..plan.clauses.len())
            .map(|clause| Frequencies::of(searcher, &languages, matches, clause))
            .collect();
        let raw = |language: Option<usize>| {
            let code = language.map_or(LanguageCode::UNKNOWN, |i| languages[i]);
            let statistics = *searcher.statistics_of(code);
            let mut weights = LanguageWeights {
                report: Vec::with_capacity(plan.clauses.len()),
                passage: Vec::with_capacity(plan.clauses.len()),
                lengths: Lengths::of(&statistics),
            };
            for (clause, frequencies) in plan.clauses.iter().zip(&frequencies) {
                let frequency = match language {
                    Some(i) => frequencies.by_language[i],
                    None => frequencies.all,
                };
                let (report, passage) = match frequencies.all.df {
                    0 => (0.0, idf(passages(&statistics), 0.0)),
                    _ => rarity(&statistics, frequency),
                };
                weights.report.push(clause.weight * report);
                weights.passage.push(clause.weight * passage);
            }
            weights
        };
        let mut weights = Weights {
            by_language: (0..languages.len())
                .map(|i| (languages[i], raw(Some(i))))
                .collect(),
            all: raw(None),
        };
        let requested: Vec<LanguageCode> = requested
            .iter()
            .map(|code| LanguageCode::of(code))
            .collect();
        let is_requested = |&i: &usize| requested.is_empty() || requested.contains(&languages[i]);
        let most = (0..languages.len()).filter(is_requested).max_by_key(|&i| {
            let df = frequencies
                .iter()
                .map(|of_clause| of_clause.by_language[i].df);
            (df.sum::<u64>(), std::cmp::Reverse(i))
        });
        let scale = most.map(|i| languages[i]).or(requested.first().copied());
        let scale = scale.unwrap_or_default();
        weights.bring_to_scale_of(scale, &|i, language| {
            let clause = &plan.clauses[i];
            clause.shows && frequencies[i].all.df > 0 && may_count_in(clause, language)
        });
        // After the weights are on one scale, which would undo it.
        for translation in &plan.translations {
            weights.multiply(translation.clause, ACROSS);
        }
        weights
    }

    /// Returns the weights in texts of a language; where it is unknown, those in all texts.
    pub fn in_language(&self, language: LanguageCode) -> &LanguageWeights {
        self.by_language.get(&language).unwrap_or(&self.all)
    }

    /// Returns whether a clause scores in any report: a filter does not.
    pub fn scores(&self, clause: usize) -> bool {
        self.all.report[clause] != 0.0
    }

    fn multiply(&mut self, clause: usize, factor: f64) {
        for weights in self.by_language.values_mut().chain([&mut self.all]) {
            weights.report[clause] *= factor;
            weights.passage[clause] *= factor;
        }
    }

    /// Scales the weights of every language so that the weights of the clauses that count have the same sum as in
    /// `language`.
    fn bring_to_scale_of(
        &mut self,
        language: LanguageCode,
        counts: &dyn Fn(usize, LanguageCode) -> bool,
    ) {
        let sums = |weights: &LanguageWeights, language: LanguageCode| {
            let sum = |of: &[f64]| -> f64 {
                let counting = (0..of.len()).filter(|&i| counts(i, language));
                counting.map(|i| of[i]).sum()
            };
            (sum(&weights.report), sum(&weights.passage))
        };
        let wanted = sums(self.in_language(language), language);
        let unknown = (LanguageCode::UNKNOWN, &mut self.all);
        let known = self.by_language.iter_mut();
        let known = known.map(|(&language, weights)| (language, weights));
        for (other, weights) in known.chain([unknown]) {
            if other == language {
                continue; // so that no rounding changes it
            }
            let own = sums(weights, other);
            scale(&mut weights.report, wanted.0, own.0);
            scale(&mut weights.passage, wanted.1, own.1);
        }
    }
}

fn scale(weights: &mut [f64], wanted: f64, own: f64) {
    if wanted > 0.0 && own > 0.0 {
        for weight in weights {
            *weight *= wanted / own;
        }
    }
}

/// Returns the idf of a clause among the reports of a language, and among their passages.
///
/// The number of passages that have it is estimated from its frequency in bodies: `ctf` occurrences distributed at
/// random over `p` passages hit `p (1 - exp(-ctf / p))` of them.
fn rarity(statistics: &Statistics, Frequency { df, ctf }: Frequency) -> (f64, f64) {
    let p = passages(statistics);
    let hit = p * (1.0 - (-(ctf as f64) / p).exp());
    let report = idf(statistics.reports as f64, df as f64);
    (report, idf(p, hit.min(p)))
}

fn passages(statistics: &Statistics) -> f64 {
    (statistics.passages as f64).max(1.0)
}

/// Returns whether a clause can match in texts of a language: a function word that is not looked up there cannot.
fn may_count_in(clause: &Clause, language: LanguageCode) -> bool {
    let has = |matcher: &TermMatcher| match matcher {
        TermMatcher::Terms(terms) => terms.iter().any(|term| term.scope.has(language)),
        TermMatcher::Pattern(_) | TermMatcher::Fuzzy(..) | TermMatcher::Any(_) => true,
    };
    match &clause.kind {
        ClauseKind::Text(TextClause::Word(matcher)) => has(matcher),
        ClauseKind::Text(TextClause::Spellings(rows)) => rows.iter().any(|row| row.iter().all(has)),
        ClauseKind::Text(TextClause::Near(near)) => near.parts.iter().all(|rows| {
            let mut rows = rows.iter();
            rows.any(|row| row.iter().all(has))
        }),
        ClauseKind::Text(TextClause::Phrase(_))
        | ClauseKind::Facet { .. }
        | ClauseKind::Filter(_) => true,
    }
}

/// The frequencies of a clause by language.
struct Frequencies {
    /// In the order of the languages.
    by_language: Vec<Frequency>,
    /// In all reports, including those of unknown language.
    all: Frequency,
}

impl Frequencies {
    fn of(
        searcher: &Searcher,
        languages: &[LanguageCode],
        matches: &[SegmentMatch],
        clause: usize,
    ) -> Frequencies {
        let mut frequencies = Frequencies {
            by_language: vec![Frequency::default(); languages.len()],
            all: Frequency::default(),
        };
        for (segment, found) in matches.iter().enumerate() {
            let of_segment = searcher.segment_languages(segment);
            for posting in &found.postings[clause] {
                if posting.body + posting.title == 0 {
                    continue;
                }
                frequencies.all.add(posting.body);
                let language = of_segment.of_report(posting.doc);
                if let Ok(i) = languages.binary_search(&language) {
                    frequencies.by_language[i].add(posting.body);
                }
            }
        }
        frequencies
    }
}

impl Frequency {
    fn add(&mut self, times: u32) {
        self.df += 1;
        self.ctf += u64::from(times);
    }
}
