//! Compounds: words of the index of which a query word is the head (*Sprengstoffanschlag* for *Anschlag*), in languages
//! that write them as one word.

use std::collections::BTreeSet;

use crate::analysis::compounds::{SHORTEST_HEAD, compounds};
use crate::index::fields::exact_term;

use super::clause::{LookupTerm, Scope};
use super::error::SearchError;
use super::searcher::Searcher;
use super::terms::Analyser;

/// The shortest stem of a head, in bytes.
const SHORTEST_STEM: usize = 3;
/// The longest ending after the stem of a head, in bytes.
const LONGEST_ENDING: usize = 4;
/// The shortest compound, in bytes.
const SHORTEST: usize = 7;
/// The maximum number of compounds of one word per language; the shortest are taken.
const MOST: usize = 200;

impl Searcher {
    /// Returns the terms of the compounds that a folded word is the head of, in any inflection, in texts of `scope`;
    /// sorted. Names are excluded.
    ///
    /// If the index has a language with compounds, the first call reads all its words: 12 ms for a collection of
    /// 32 million words, on one core.
    pub(super) fn compounds(
        &self,
        analyser: &Analyser,
        word: &str,
        scope: &Scope,
    ) -> Result<Vec<LookupTerm>, SearchError> {
        let mut terms = Vec::new();
        if word.chars().count() < SHORTEST_HEAD {
            return Ok(terms);
        }
        for (language, stem, scope) in analyser.stems_by_language(word, scope) {
            let Some(rules) = compounds(&language) else {
                continue;
            };
            if stem.len() < SHORTEST_STEM {
                continue;
            }
            let mut of_language = Vec::new();
            for candidate in self.long_words()?.ending(&stem) {
                if self.stem_exceptions().is_name(candidate) {
                    continue;
                }
                for (at, _) in candidate.match_indices(&stem) {
                    let (first, head) = candidate.split_at(at);
                    let is_word = |word: &str| self.is_indexed(&[LookupTerm::exact(word)]);
                    if analyser.stem_in(&language, head).as_deref() == Some(&stem)
                        && rules.is_compound((first, head), word, is_word)?
                    {
                        of_language.push(candidate);
                        break;
                    }
                }
            }
            of_language.sort_by_key(|compound| compound.len()); // of equals the first in order
            of_language.truncate(MOST);
            terms.extend(of_language.iter().map(|compound| LookupTerm {
                term: exact_term(compound),
                scope: scope.clone(),
            }));
        }
        terms.sort_unstable();
        Ok(terms)
    }

    /// Returns the words of all segments that may be compounds; reads the term dictionaries once.
    fn long_words(&self) -> Result<&LongWords, SearchError> {
        if let Some(words) = self.long_words_read().get() {
            return Ok(words);
        }
        let mut text = String::from(BETWEEN);
        let fields = self.fields();
        for segment in self.segments() {
            for field in [fields.body, fields.title] {
                let index = segment.inverted_index(field);
                let index = index.map_err(|error| self.engine_error(error))?;
                let from = exact_term("");
                let stream = index.terms().range().ge(from.as_bytes()).into_stream();
                let mut stream = stream.map_err(|error| self.engine_error(error.into()))?;
                while stream.advance()
                    && let Some(word) = stream.key().strip_prefix(from.as_bytes())
                {
                    if word.len() >= SHORTEST
                        && word[0].is_ascii_lowercase()
                        && let Ok(word) = std::str::from_utf8(word)
                    {
                        text.push_str(word);
                        text.push(BETWEEN);
                    }
                }
            }
        }
        let words = LongWords { text };
        Ok(self.long_words_read().get_or_init(|| words))
    }
}

/// Words of an index that are long enough to be compounds, folded.
#[derive(Debug, Default)]
pub struct LongWords {
    /// Separated by [`BETWEEN`], which is also at both ends; a word is repeated for each dictionary that has it.
    text: String,
}

/// Separates words; never part of a folded word.
const BETWEEN: char = '\n';

impl LongWords {
    /// Returns the words that contain `stem`, followed by at most a short ending; sorted.
    fn ending(&self, stem: &str) -> BTreeSet<&str> {
        let mut words = BTreeSet::new();
        for at in memchr::memmem::find_iter(self.text.as_bytes(), stem) {
            let (before, behind) = self.text.split_at(at + stem.len());
            let start = before.rfind(BETWEEN).map_or(0, |start| start + 1);
            let ending = behind.find(BETWEEN).unwrap_or(behind.len());
            if ending <= LONGEST_ENDING {
                words.insert(&self.text[start..at + stem.len() + ending]);
            }
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_that_have_the_stem_with_a_short_ending_behind_it() {
        const WANTED: [&str; 4] = [
            "anschlag",
            "anschlaganschlags",
            "anschlagen",
            "bombenanschlag",
        ];
        let words = "\nanschlag\nbombenanschlag\nanschlagen\nanschlaganschlags\nanschlagsorte\nanschla\nschlag\n";
        let words = LongWords {
            text: words.to_owned(),
        };
        let got: Vec<&str> = words.ending("anschlag").into_iter().collect();
        assert_eq!(got, WANTED);
        assert!(words.ending("zug").is_empty() && LongWords::default().ending("zug").is_empty());
    }
}
