//! Query expansion by pseudo-relevance feedback: adds words that the best hits have in common (in the manner of Rocchio
//! 1971, with the saturation of BM25).
//!
//! Only the best passages of the best reports are read, so that a long report contributes only its relevant parts.
//! Added words score reports and are not highlighted. If any word of the query suffices, they also match further
//! reports.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use tantivy::DocAddress;

use crate::analysis::language_code::LanguageCode;
use crate::query::{Kind, Query};
use crate::response::{AddedWord, Matching};

use super::clause::{Clause, ClauseKind, LookupTerm, Scope, TermMatcher, TextClause, TextFields};
use super::duplicates::Duplicates;
use super::matching::SegmentMatch;
use super::plan::{Node, Plan};
use super::rank::{Ranked, Ranker, ReportScores, order, settle_reports};
use super::request::{Request, Sort};
use super::searcher::Searcher;
use super::significant::{
    AnalysedText, Forms, SignificantTerm, StemForms, StemsByLanguage, by_stem, most_often,
    most_significant,
};
use super::statistics::{passage_text, passages_of};
use super::terms::Analyser;
use super::weights::{self, saturation};

/// A word of the best reports.
#[derive(Default)]
struct Candidate {
    /// How often each of its forms occurs in them.
    forms: Forms,
    /// The number of reports that have it, by language.
    languages: BTreeMap<LanguageCode, usize>,
    /// The number of reports that have it; a report in which it is dense counts as [`weights::FEEDBACK_COMMON`].
    reports: usize,
    /// The sum of its saturated frequencies in the reports, weighted by the report's share in the feedback.
    mass: f64,
}

/// A word to add to a query.
struct Addition {
    word: String,
    terms: Vec<LookupTerm>,
    /// Its share of the added weight; sums to 1 over all additions.
    share: f64,
}

/// Returns `plan`, whose matches are `matches`, with words added, and these words, highest weight first.
pub fn expanded(
    searcher: &Searcher,
    analyser: &Analyser,
    request: &Request,
    (plan, matching): (&Plan, Matching),
    matches: &[SegmentMatch],
) -> tantivy::Result<(Plan, Vec<AddedWord>)> {
    let ranker = Ranker::new(searcher, plan, matches, &request.languages);
    let mut found = ranker.score_reports();
    order(&mut found, Sort::Relevance, weights::FEEDBACK_POOL);
    found.truncate(weights::FEEDBACK_POOL);
    found.retain(|found| found.score > 0.0);
    let mut best = ranker.rank_passages(&found, ReportScores::FromOccurrences)?;
    settle_reports(&mut best, &mut [], 0.0);
    best.truncate(weights::FEEDBACK_REPORTS);
    let candidates = candidates(searcher, analyser, &best)?;
    let additions = choose(searcher, analyser, candidates, best.len())?;
    Ok(with(plan, &request.query, matching, additions))
}

/// Collects the words of the best passages of `best`, by stem.
fn candidates(
    searcher: &Searcher,
    analyser: &Analyser,
    best: &[Ranked],
) -> tantivy::Result<BTreeMap<String, Candidate>> {
    let mut texts = Vec::with_capacity(best.len());
    for ranked in best {
        texts.push(feedback_text(searcher, ranked)?);
    }
    let length =
        |text: &[AnalysedText]| text.iter().map(|one| one.words.len()).sum::<usize>() as f64;
    let n_words: f64 = texts.iter().map(|text| length(text)).sum();
    let average = (n_words / texts.len().max(1) as f64).max(1.0);
    let squares: f64 = best.iter().map(|ranked| ranked.report.score.powi(2)).sum();
    let mut stems = StemsByLanguage::new(searcher.stem_exceptions());
    let mut candidates: BTreeMap<String, Candidate> = BTreeMap::new();
    for (ranked, text) in best.iter().zip(&texts) {
        let here = by_stem(analyser, &mut stems, text);
        let trust = ranked.report.score.powi(2) / squares;
        let (k1, b) = (weights::FEEDBACK_K1, weights::FEEDBACK_B);
        let n_words = length(text);
        for (stem, StemForms { language, forms }) in here {
            let times: u32 = forms.values().sum();
            let candidate = candidates.entry(stem).or_default();
            *candidate.languages.entry(language).or_default() += 1;
            let dense = f64::from(times) >= weights::FEEDBACK_DENSE * n_words;
            candidate.reports += if dense { weights::FEEDBACK_COMMON } else { 1 };
            candidate.mass += trust * saturation(f64::from(times), n_words, average, k1, b);
            for (form, n) in forms {
                *candidate.forms.entry(form).or_default() += n;
            }
        }
    }
    Ok(candidates)
}

/// Reads the title and the best passages of a report.
fn feedback_text(searcher: &Searcher, ranked: &Ranked) -> tantivy::Result<Vec<AnalysedText>> {
    let found = &ranked.report;
    let address = DocAddress::new(found.segment as u32, found.doc);
    let read = searcher.read(address)?;
    let language = read.head.language.as_deref();
    let passages = passages_of(&searcher.columns(found.segment).passages, found.doc);
    let title = read.head.title.as_deref().unwrap_or("");
    let mut analysed = vec![AnalysedText::title(title, language)];
    for &(n, _) in ranked.passages.iter().take(weights::FEEDBACK_PASSAGES) {
        let text = passage_text(read.offsets.body(), &passages, n);
        analysed.push(AnalysedText::passage(
            searcher.language_tables(),
            text,
            language,
        ));
    }
    Ok(analysed)
}

/// Selects the words that several of the best reports have and few others.
fn choose(
    searcher: &Searcher,
    analyser: &Analyser,
    candidates: BTreeMap<String, Candidate>,
    n_reports: usize,
) -> tantivy::Result<Vec<Addition>> {
    let fewest = weights::FEEDBACK_COMMON.min(n_reports);
    let mut common = Vec::new();
    for (stem, candidate) in candidates {
        if candidate.reports < fewest {
            continue;
        }
        let languages = candidate.languages.iter();
        let language = languages.max_by_key(|(code, n)| (**n, Reverse(**code)));
        if let (Some(word), Some((language, _))) = (most_often(&candidate.forms), language) {
            common.push(SignificantTerm {
                terms: analyser.stems(word, &Scope::Everywhere),
                word: word.to_owned(),
                stem,
                language: *language,
                mass: candidate.mass,
            });
        }
    }
    let chosen = most_significant(searcher, common, 0, weights::FEEDBACK_WORDS)?;
    let total: f64 = chosen.iter().map(|word| word.mass).sum();
    let addition = |chosen: SignificantTerm| Addition {
        word: chosen.word,
        terms: chosen.terms,
        share: chosen.mass / total,
    };
    Ok(chosen.into_iter().map(addition).collect())
}

fn word_clause(terms: Vec<LookupTerm>, weight: f64) -> Clause {
    Clause {
        kind: ClauseKind::word(TermMatcher::Terms(terms)),
        text_fields: TextFields::Anywhere,
        shows: true,
        weight,
        span: 0..0,
    }
}

/// Adds words to a plan. A word that is already in the query gets more weight instead.
fn with(
    plan: &Plan,
    query: &Query,
    matching: Matching,
    additions: Vec<Addition>,
) -> (Plan, Vec<AddedWord>) {
    let mut plan = plan.clone();
    let duplicates = Duplicates::of(&plan.clauses);
    let of_query = (0..plan.n_query_clauses)
        .filter(|&i| plan.clauses[i].shows && duplicates.before(i).is_empty());
    let of_query: f64 = of_query.map(|i| plan.clauses[i].weight).sum();
    let scale = of_query * weights::FEEDBACK / (1.0 - weights::FEEDBACK);
    let mut words = Vec::new();
    let first = plan.clauses.len();
    for Addition { word, terms, share } in additions {
        let weight = scale * share;
        match plan.clauses[..first]
            .iter_mut()
            .find(|clause| looks_up_any(clause, &terms))
        {
            Some(clause) => clause.weight += weight,
            None => {
                plan.clauses.push(word_clause(terms, weight));
                words.push(AddedWord {
                    word,
                    weight,
                    translation_of: None,
                });
            }
        }
    }
    if matching == Matching::Any {
        let added = (first..plan.clauses.len()).map(Node::Clause).collect();
        plan.root = widened(&plan, query, added);
    }
    (plan, words)
}

/// Returns whether a clause of the query looks up a word with one of `terms`.
fn looks_up_any(clause: &Clause, terms: &[LookupTerm]) -> bool {
    let Some(known) = clause.kind.terms_of_word() else {
        return false;
    };
    clause.shows
        && clause.text_fields == TextFields::Anywhere
        && known.iter().any(|term| terms.contains(term))
}

/// Lets added words match reports where any word of a sequence of the query suffices; operators and filters apply as
/// before.
fn widened(plan: &Plan, query: &Query, added: Vec<Node>) -> Node {
    let side_by_side = |kind: &Kind| matches!(kind, Kind::Sequence(_) | Kind::Word(_));
    let root = plan.root.clone();
    if !query
        .root
        .as_ref()
        .is_some_and(|expr| side_by_side(&expr.kind))
    {
        return root;
    }
    match root {
        // Filters, followed by the words.
        Node::All(mut nodes) => {
            let words = nodes.pop().map(|words| either(plan, words, added));
            nodes.extend(words);
            Node::All(nodes)
        }
        words @ (Node::Any(_) | Node::Clause(_)) => either(plan, words, added),
        other @ (Node::Everything | Node::Not(_) | Node::Passage(_)) => other,
    }
}

/// Adds `added` as alternatives to a node of words; returns other nodes unchanged.
fn either(plan: &Plan, node: Node, added: Vec<Node>) -> Node {
    let is_word = |node: &Node| match node {
        Node::Clause(clause) => match plan.clauses[*clause].kind {
            ClauseKind::Text(TextClause::Near(_)) => false,
            ClauseKind::Text(_) => true,
            ClauseKind::Facet { .. } | ClauseKind::Filter(_) => false,
        },
        Node::Everything | Node::All(_) | Node::Any(_) | Node::Not(_) | Node::Passage(_) => false,
    };
    match node {
        Node::Any(mut nodes) if nodes.iter().any(is_word) => {
            nodes.extend(added);
            Node::Any(nodes)
        }
        node if is_word(&node) => Node::Any(std::iter::once(node).chain(added).collect()),
        other => other,
    }
}
