//! Suggestions: corrections of query words that occur in no report, or in hardly any while a similar word is common,
//! and other spellings of names. The query itself is not changed.
//!
//! Candidates are found by walking the term dictionaries: by edit distance and, for names in Latin letters, by sound
//! ([`candidates`], [`sound`]). Joined or split words are tried as well ([`compound`]). Counts are those of living
//! reports and ties are broken, so that the suggestions do not depend on segments.

mod candidates;
mod compound;
pub(super) mod distance;
mod query_words;
mod sound;
mod sources;
pub(super) mod vocabulary;
mod written;

use std::cell::Cell;
use std::ops::Range;

use crate::query::{Query, is_quote};
use crate::response::{SuggestedWord, Suggestion};

use super::clause::{Clause, ClauseKind, TermMatcher, TextClause, TextFields};
use super::lookup::ClauseReader;
use super::matchers;
use super::matching::SegmentMatch;
use super::plan::Plan;
use super::searcher::Searcher;
use super::terms::Analyser;

use candidates::by_likelihood;
use query_words::{Form, QueryWord};
use vocabulary::Vocabulary;
use written::Written;

/// The maximum number of suggestions for one word.
const SUGGESTIONS: usize = 3;
/// The maximum number of words of a query that get suggestions: each takes a walk of the dictionaries.
const WORDS: usize = 3;
/// A word is rare if it is in at most this many reports, or in at most one of this many of all reports.
const RARE: (u64, u64) = (3, 500);
/// The minimum number of letters of a word that gets suggestions.
const SHORTEST: usize = 3;
/// The maximum number of candidates that are counted in all their forms.
const COUNTED: usize = 8;
/// The maximum number of candidates whose spelling is read from reports.
const LOOKED_INTO: usize = 4;

/// A candidate whose likelihood is lower than the best by more than this is dropped.
const FAR: f64 = 5.0;
/// A candidate that is in this many times fewer reports than the best is a typo in those reports.
const MISTAKE: u64 = 200;

/// The suggestions for a query.
#[derive(Debug, Default)]
pub struct Suggestions {
    /// In the order of the query.
    pub of_words: Vec<Suggestion>,
    /// The query with each word that no report has replaced by its first suggestion.
    pub corrected: Option<String>,
}

/// Why a word gets suggestions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reason {
    /// No report has it.
    Missing,
    /// Hardly any report has it.
    Rare,
}

/// Returns suggestions for the words of `query`; `matches` are those of its plan.
pub fn suggestions(
    searcher: &Searcher,
    analyser: &Analyser,
    query: &Query,
    plan: &Plan,
    matches: &[SegmentMatch],
) -> tantivy::Result<Suggestions> {
    let queried = query_words::words(analyser, query);
    let suggester = Suggester {
        searcher,
        analyser,
        vocabulary: Vocabulary::open(searcher)?,
        sounds: Cell::new(0),
    };
    let mut replaced: Vec<(Range<usize>, String)> = Vec::new();
    let mut suggestions = Suggestions::default();
    let mut sought = 0;
    let mut i = 0;
    while i < queried.len() && sought < WORDS {
        let word = &queried[i];
        i += 1;
        if queried[..i - 1].iter().any(|before| before.is_same(word)) {
            continue;
        }
        let (reports, reason) = match suggester.reason(word, plan, matches)? {
            Some(reason) => reason,
            None => continue,
        };
        sought += 1;
        let mut span = word.span.clone();
        let mut words = Vec::new();
        if reason == Reason::Missing {
            let pairs = [
                i.checked_sub(2).map(|before| (&queried[before], word)),
                queried.get(i).map(|next| (word, next)),
            ];
            for (first, second) in pairs.into_iter().flatten() {
                if let Some(joined) = suggester.joined(&query.text, first, second)? {
                    span = first.span.start..second.span.end;
                    words.push(joined);
                    break;
                }
            }
        }
        if words.is_empty() {
            words = suggester.words(word, reports, reason)?;
        }
        if words.is_empty() {
            continue;
        }
        if reason == Reason::Missing {
            let first = query_words::as_queried(&words[0].word, word.form);
            replaced.extend(first.map(|first| (span.clone(), first)));
        }
        let suggestion = suggestion(&query.text, span, reports, words);
        suggestions.of_words.push(suggestion);
    }
    for (name, span) in sources::queried(query).into_iter().take(WORDS) {
        let words = suggester.sources(&name)?;
        if let Some(first) = words.first() {
            let first = match query.text[..span.start].ends_with(is_quote) {
                true => Some(first.word.clone()),
                false => query_words::as_queried(&first.word, Form::Any),
            };
            replaced.extend(first.map(|first| (span.clone(), first)));
            let suggestion = suggestion(&query.text, span, 0, words);
            suggestions.of_words.push(suggestion);
        }
    }
    suggestions
        .of_words
        .sort_by_key(|suggestion| suggestion.start);
    suggestions.corrected = query_words::replaced(&query.text, replaced);
    Ok(suggestions)
}

fn suggestion(
    query: &str,
    span: Range<usize>,
    reports: u64,
    words: Vec<SuggestedWord>,
) -> Suggestion {
    let points = |to: usize| query[..to].chars().count();
    Suggestion {
        word: query[span.clone()].to_owned(),
        start: points(span.start),
        end: points(span.end),
        reports,
        words,
    }
}

struct Suggester<'a> {
    searcher: &'a Searcher,
    analyser: &'a Analyser,
    vocabulary: Vocabulary<'a>,
    /// The number of words for which similar sounding ones were searched.
    sounds: Cell<usize>,
}

impl Suggester<'_> {
    /// Returns the number of reports with a word and why it gets suggestions; `None` if it gets none.
    fn reason(
        &self,
        word: &QueryWord,
        plan: &Plan,
        matches: &[SegmentMatch],
    ) -> tantivy::Result<Option<(u64, Reason)>> {
        if !word.may_be_mistaken() {
            return Ok(None);
        }
        // A word of another language than the reports is no mistake if it is translated.
        let mut translated = plan.translations.iter();
        if translated.any(|one| plan.clauses[one.clause].span == word.span) {
            return Ok(None);
        }
        let found = self.found_by_plan(word, plan, matches);
        let rare = RARE.0.max(self.searcher.statistics().reports / RARE.1);
        let reports = match found {
            Some(n) if n > rare => n,
            Some(_) | None => self.reports(&word.folded, word.form, word.text_fields)?,
        };
        Ok(match reports {
            0 => Some((0, Reason::Missing)),
            n if n <= rare => Some((n, Reason::Rare)),
            _ => None,
        })
    }

    /// Returns the number of reports that match the clause that looks up a word, alone or with others; `None` if there
    /// is no such clause.
    fn found_by_plan(
        &self,
        word: &QueryWord,
        plan: &Plan,
        matches: &[SegmentMatch],
    ) -> Option<u64> {
        let holds = |clause: &Clause| {
            clause.span.start <= word.span.start && word.span.end <= clause.span.end
        };
        let clauses = plan.query_clauses().iter().enumerate();
        let clauses = clauses.filter(|(_, clause)| clause.shows && holds(clause));
        let n_reports = |clause: usize| {
            let postings = matches
                .iter()
                .map(|found| found.postings[clause].len() as u64);
            postings.sum::<u64>()
        };
        clauses.map(|(clause, _)| n_reports(clause)).max()
    }

    /// Counts the living reports that match a word.
    fn reports(&self, folded: &str, form: Form, text_fields: TextFields) -> tantivy::Result<u64> {
        self.reports_of(self.matchers(folded, form), text_fields)
    }

    fn reports_of(
        &self,
        matchers: Vec<TermMatcher>,
        text_fields: TextFields,
    ) -> tantivy::Result<u64> {
        match clause(matchers, text_fields) {
            Some(clause) => self.count(&clause),
            None => Ok(0),
        }
    }

    /// Counts the living reports that match a clause.
    fn count(&self, clause: &Clause) -> tantivy::Result<u64> {
        let mut n = 0;
        for segment in 0..self.searcher.segments().len() {
            let reader = ClauseReader::new(self.searcher, segment);
            n += reader.postings(clause)?.len();
        }
        Ok(n as u64)
    }

    fn matchers(&self, folded: &str, form: Form) -> Vec<TermMatcher> {
        match form {
            Form::Any => matchers::any_form_everywhere(self.analyser, folded),
            Form::AsWritten => matchers::as_written(self.analyser, folded),
        }
    }

    /// Returns the clause of a phrase of folded words, as written.
    fn row(&self, words: &[String], text_fields: TextFields) -> Option<Clause> {
        let words = words.iter();
        let matchers = words.flat_map(|word| self.matchers(word, Form::AsWritten));
        clause(matchers.collect(), text_fields)
    }

    fn written(&self, clause: &Clause) -> tantivy::Result<Written> {
        written::written(self.searcher, clause)
    }

    /// Returns suggestions for a word that is in `reports` reports, the likeliest first.
    fn words(
        &self,
        word: &QueryWord,
        reports: u64,
        reason: Reason,
    ) -> tantivy::Result<Vec<SuggestedWord>> {
        let mut candidates = self.candidates(word, reports, reason)?;
        let mut words = Vec::new();
        if reason == Reason::Missing
            && candidates.iter().all(|candidate| candidate.cost > 1.0)
            && let Some(apart) = compound::apart(self, word)?
        {
            words.push(apart);
        }
        candidates.sort_by(by_likelihood);
        if let Some(best) = candidates.first() {
            let (least, most) = (best.likelihood() - FAR, best.reports);
            candidates.retain(|candidate| {
                // A much rarer word is a typo itself, unless it is another spelling of a name.
                let is_mistake = candidate.reports * MISTAKE < most && !candidate.by_sound;
                candidate.likelihood() >= least && !is_mistake
            });
        }
        // Sort the likeliest again by the number of reports that they match in any form.
        candidates.truncate(COUNTED);
        for candidate in &mut candidates {
            let matchers = self.matchers(&candidate.term, word.form);
            candidate.reports = self.reports_of(matchers, word.text_fields)?;
        }
        candidates.sort_by(by_likelihood);
        let mut looked_into = 0;
        // A candidate that matches the word itself is no other word.
        let mut taken = match reason {
            Reason::Missing => Vec::new(),
            Reason::Rare => vec![self.matchers(&word.folded, word.form)],
        };
        for candidate in candidates {
            if words.len() == SUGGESTIONS || looked_into == LOOKED_INTO {
                break;
            }
            let matchers = self.matchers(&candidate.term, word.form);
            // Forms of one word match the same reports.
            if word.form == Form::Any && taken.iter().any(|taken| share_a_term(taken, &matchers)) {
                continue;
            }
            looked_into += 1;
            let Some(clause) = self.row(std::slice::from_ref(&candidate.term), word.text_fields)
            else {
                continue;
            };
            let written = self.written(&clause)?;
            let is_name = candidate.by_sound_alone || (reports > 0 && word.is_name());
            if (is_name && !written.is_capitalised())
                || (written.is_acronym() && !word.may_be_acronym())
            {
                continue;
            }
            taken.push(matchers);
            words.push(SuggestedWord {
                word: written.text_for(word).unwrap_or(candidate.term),
                reports: candidate.reports,
            });
        }
        Ok(words)
    }

    /// Returns the word that two adjacent words make, if any report has it.
    fn joined(
        &self,
        query: &str,
        first: &QueryWord,
        second: &QueryWord,
    ) -> tantivy::Result<Option<SuggestedWord>> {
        if !compound::can_be_joined(query, first, second) {
            return Ok(None);
        }
        let term = format!("{}{}", first.folded, second.folded);
        let reports = self.reports(&term, first.form, first.text_fields)?;
        if reports == 0 {
            return Ok(None);
        }
        let written = match self.row(std::slice::from_ref(&term), first.text_fields) {
            Some(clause) => self.written(&clause)?.text_for(first),
            None => None,
        };
        Ok(Some(SuggestedWord {
            word: written.unwrap_or(term),
            reports,
        }))
    }
}

fn clause(mut matchers: Vec<TermMatcher>, text_fields: TextFields) -> Option<Clause> {
    let text_clause = match matchers.len() {
        0 => return None,
        1 => TextClause::Word(matchers.remove(0)),
        _ => TextClause::Phrase(matchers),
    };
    Some(Clause {
        kind: ClauseKind::Text(text_clause),
        text_fields,
        shows: true,
        weight: 1.0,
        span: 0..0,
    })
}

/// Returns whether two words can match the same term.
fn share_a_term(one: &[TermMatcher], other: &[TermMatcher]) -> bool {
    match (one, other) {
        ([TermMatcher::Terms(one)], [TermMatcher::Terms(other)]) => {
            one.iter().any(|term| other.contains(term))
        }
        _ => one == other,
    }
}
