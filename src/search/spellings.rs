//! Spelling variants of a query's words: other terms and phrases that they match.

use std::ops::Range;

use tantivy::Term;

use crate::analysis::affixes;
use crate::analysis::numbers;
use crate::analysis::spelling::{
    groups_of_number, joined_in_query, letters_and_digits, may_be_one, parts,
};
use crate::analysis::words::Words;
use crate::index::fields::{MOST_JOINED, joined_term, words_of_term};

use super::clause::{LookupTerm, Scope, TermMatcher};
use super::error::SearchError;
use super::matchers::Inflected;
use super::searcher::Searcher;
use super::terms::{Analyser, QueryWord};

/// Returns whether any of the terms is indexed.
pub type IndexedLookup<'a> = &'a mut dyn FnMut(&[LookupTerm]) -> Result<bool, SearchError>;

/// The minimum number of letters of a word that may be spelled with a hyphen or an apostrophe.
const SHORTEST_JOINED: usize = 3;
/// The number of digits in a group of a number.
const GROUP: usize = 3;

impl Analyser {
    /// Returns the terms of a folded word in texts of `scope` where it is written as several words (`cease-fire` for
    /// `ceasefire`, `1 660` for `1660`), and of the other number that it may mean (`1660` for `1.660`).
    pub(super) fn other_terms(&self, folded: &str, scope: &Scope) -> Vec<LookupTerm> {
        let mut terms = Vec::new();
        if let Some(number) = numbers::also_meant(folded) {
            terms.extend(self.stems(&number, scope));
            terms.extend(self.other_terms(&number, scope));
        } else if folded.bytes().all(|byte| byte.is_ascii_digit()) {
            let most = folded.len().div_ceil(GROUP).min(MOST_JOINED);
            let ways = [1, most].map(|words| LookupTerm {
                term: joined_term(words, "", folded),
                scope: scope.clone(),
            });
            terms.extend(ways);
            terms.dedup();
        } else if folded.chars().count() >= SHORTEST_JOINED {
            let stems = self.stems_by_language(folded, scope);
            terms.extend(stems.into_iter().map(|(language, stem, scope)| LookupTerm {
                term: joined_term(2, &language, &stem),
                scope,
            }));
            terms.push(LookupTerm {
                term: joined_term(2, "", folded),
                scope: scope.clone(),
            });
        }
        terms
    }

    /// Returns the terms of a word in any inflection and spelling that is one word.
    pub(super) fn in_any_form(&self, folded: &str, scope: &Scope) -> Vec<LookupTerm> {
        let mut terms = self.stems(folded, scope);
        terms.extend(self.other_terms(folded, scope));
        terms.sort_unstable();
        terms.dedup();
        terms
    }

    /// Returns the terms of a word in any inflection where it is written as one word. Where it is written as several,
    /// the separate words of a query match anyway.
    pub(super) fn as_one_word(&self, folded: &str, scope: &Scope) -> Vec<LookupTerm> {
        let mut terms = self.in_any_form(folded, scope);
        terms.retain(|term| words_of_term(&term.term) == 1);
        terms
    }

    /// Returns the two words that a folded word is also written as in one of the languages, with a space before or
    /// after an affix (Persian `می روند`).
    fn with_space<'a>(&self, folded: &'a str) -> Option<(&'a str, &'a str)> {
        let mut languages = self.languages();
        languages.find_map(|language| affixes::with_space(language, folded))
    }

    /// Returns how many of the folded words, starting with the first, are also looked up as one word; 1 if none.
    pub(super) fn words_as_one(&self, words: &[&str]) -> usize {
        let groups = groups_of_number(words.iter().copied());
        if groups > 1 {
            return groups;
        }
        let [first, second, ..] = words else {
            return 1;
        };
        let closed = format!("{first}{second}");
        let two = Some((*first, *second));
        let as_one = may_be_one(&self.tables().function_words, first, second)
            || letters_and_digits(&closed) == two
            || self.with_space(&closed) == two;
        if as_one { 2 } else { 1 }
    }
}

/// Returns the spellings of one word of a query, or of several with hyphens and apostrophes between them, each a
/// phrase: also closed for `cease-fire`, in two words for `ceasefire`. The spelling of the query comes first. No two of
/// them match at the same position.
pub fn of_word(
    analyser: &Analyser,
    text: &str,
    inflected: &Inflected,
    indexed: IndexedLookup<'_>,
) -> Result<Vec<Vec<TermMatcher>>, SearchError> {
    let mut rows = vec![inflected.matchers(analyser)];
    if let [
        QueryWord {
            folded: word,
            acronym,
        },
    ] = &inflected.words[..]
    {
        if acronym.is_some() {
            return Ok(rows);
        }
        for (first, second) in parts(&analyser.tables().function_words, word) {
            let first = analyser.exact(first);
            let second = analyser.stems(second, &inflected.scope);
            if indexed(&first)? && indexed(&second)? {
                rows.push(vec![TermMatcher::Terms(first), TermMatcher::Terms(second)]);
            }
        }
        if let Some((first, second)) = analyser.with_space(word) {
            let row = [first, second].map(|word| TermMatcher::Terms(analyser.exact(word)));
            rows.push(row.to_vec());
        }
        if rows.len() > 1 {
            let closed = analyser.as_one_word(word, &inflected.scope);
            rows[0] = vec![TermMatcher::Terms(closed)]; // its parts with a hyphen are in a row, too
        }
        return Ok(rows);
    }
    let words = Words::of(text);
    if words.len() != inflected.words.len() {
        return Ok(rows); // an article was left out
    }
    for joined in joined_in_query(&analyser.tables().function_words, text, &words) {
        let closed = analyser.as_one_word(&joined.closed, &inflected.scope);
        if indexed(&closed)? {
            let mut row = inflected.matchers(analyser);
            row.splice(joined.words, [TermMatcher::Terms(closed)]);
            rows.push(row);
        }
    }
    Ok(rows)
}

/// Returns the other spellings of a phrase: with one of its words split in two, or two or more of them joined, if these
/// are indexed.
pub fn of_phrase(
    analyser: &Analyser,
    text: &str,
    indexed: IndexedLookup<'_>,
) -> Result<Vec<Vec<TermMatcher>>, SearchError> {
    let words = Words::of(text);
    let mut rows = Vec::new();
    if words.has_unspaced() || words.len() < 2 {
        return Ok(rows);
    }
    let all: Vec<&str> = (0..words.len()).map(|i| words.folded(i)).collect();
    let mut closed: Vec<(Range<usize>, String)> = Vec::new();
    for joined in joined_in_query(&analyser.tables().function_words, text, &words) {
        closed.push((joined.words, joined.closed));
    }
    for i in 0..all.len() {
        let n = analyser.words_as_one(&all[i..]);
        if n > 1 && !closed.iter().any(|(words, _)| *words == (i..i + n)) {
            closed.push((i..i + n, all[i..i + n].concat()));
        }
    }
    for (words, closed) in closed {
        let closed = analyser.exact(&closed);
        if indexed(&closed)? {
            rows.push(with(analyser, &all, words, [TermMatcher::Terms(closed)]));
        }
    }
    for (i, word) in all.iter().enumerate() {
        for (first, second) in parts(&analyser.tables().function_words, word) {
            let two = [first, second].map(|part| analyser.exact(part));
            if indexed(&two[0])? && indexed(&two[1])? {
                rows.push(with(analyser, &all, i..i + 1, two.map(TermMatcher::Terms)));
            }
        }
    }
    Ok(rows)
}

/// Returns the phrase of words as written in which `instead` replaces the words `replaced`.
fn with<const N: usize>(
    analyser: &Analyser,
    words: &[&str],
    replaced: Range<usize>,
    instead: [TermMatcher; N],
) -> Vec<TermMatcher> {
    let matchers = words
        .iter()
        .map(|word| TermMatcher::Terms(analyser.exact(word)));
    let mut row: Vec<TermMatcher> = matchers.collect();
    row.splice(replaced, instead);
    row
}

impl Searcher {
    /// Returns whether any text has a word under one of the terms; deleted reports may count.
    pub(super) fn is_indexed(&self, terms: &[LookupTerm]) -> Result<bool, SearchError> {
        let fields = self.fields();
        for segment in self.segments() {
            for field in [fields.body, fields.title] {
                let index = segment.inverted_index(field);
                let index = index.map_err(|error| self.engine_error(error))?;
                for term in terms {
                    let term = Term::from_field_text(field, &term.term);
                    let n = index
                        .doc_freq(&term)
                        .map_err(|error| self.engine_error(error.into()))?;
                    if n > 0 {
                        return Ok(true);
                    }
                }
            }
        }
        Ok(false)
    }
}
