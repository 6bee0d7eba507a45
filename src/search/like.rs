//! `like:ID`: the significant words of a report, to search other reports for.

use std::cmp::Reverse;
use std::ops::Range;

use tantivy::DocAddress;

use crate::analysis::language_code::LanguageCode;
use crate::index::reports;
use crate::response::{AddedWord, Like};

use super::clause::{LookupTerm, Scope};
use super::error::SearchError;
use super::searcher::Searcher;
use super::significant::{
    AnalysedText, SignificantTerm, StemForms, StemsByLanguage, by_stem, most_often,
    most_significant,
};
use super::statistics::{passage_text, passages_of};
use super::terms::Analyser;
use super::weights::{self, saturation};

/// The maximum number of similar ids that an error suggests.
const SUGGESTIONS: usize = 3;
/// The minimum document frequency of a word: another report must have it, too.
const FEWEST: u64 = 2;

/// The words of a report that `like:` searches for.
#[derive(Debug, Clone, PartialEq)]
pub struct Wanted {
    /// The words as shown in the response.
    pub like: Like,
    /// The terms of each.
    pub terms: Vec<Vec<LookupTerm>>,
}

impl Searcher {
    /// Returns the significant words of the report `id`, most significant first.
    ///
    /// # Errors
    /// No report has this id.
    pub(super) fn words_like(
        &self,
        analyser: &Analyser,
        id: &str,
        span: Range<usize>,
    ) -> Result<Wanted, SearchError> {
        let address = self.address_of(id);
        let Some(address) = address.map_err(|error| self.engine_error(error))? else {
            return Err(self.unknown_report(id, span)?);
        };
        let words = self.significant(analyser, address);
        Ok(wanted(id, words.map_err(|error| self.engine_error(error))?))
    }

    /// Returns the error that no report has the id `id`, at `span` of the query, with similar ids.
    ///
    /// # Errors
    /// The index cannot be read.
    pub(super) fn unknown_report(
        &self,
        id: &str,
        span: Range<usize>,
    ) -> Result<SearchError, SearchError> {
        Ok(SearchError::UnknownReport {
            id: id.to_owned(),
            nearest: nearest(id, self.ids()?),
            span,
        })
    }

    fn significant(
        &self,
        analyser: &Analyser,
        address: DocAddress,
    ) -> tantivy::Result<Vec<SignificantTerm>> {
        let stored = reports::stored(self.engine(), self.fields(), address)?;
        let language = stored.head.language.as_deref();
        let title = stored.head.title.as_deref().unwrap_or("");
        let mut analysed = vec![AnalysedText::title(title, language)];
        let columns = self.columns(address.segment_ord as usize);
        let passages = passages_of(&columns.passages, address.doc_id);
        for n in 0..passages.len() {
            let text = passage_text(&stored.body, &passages, n);
            analysed.push(AnalysedText::passage(
                self.language_tables(),
                text,
                language,
            ));
        }
        let n_words: usize = analysed.iter().map(|text| text.words.len()).sum();
        let statistics = self.statistics_of(LanguageCode::of_optional(language));
        let average = statistics.average_body();
        let (k1, b) = (weights::LIKE_K1, weights::LIKE_B);
        let mut all = Vec::new();
        let mut stems = StemsByLanguage::new(self.stem_exceptions());
        let by_stem = by_stem(analyser, &mut stems, &analysed);
        for (stem, StemForms { language, forms }) in by_stem {
            let times = f64::from(forms.values().sum::<u32>());
            if let Some(word) = most_often(&forms) {
                all.push(SignificantTerm {
                    terms: analyser.stems(word, &Scope::Everywhere),
                    word: word.to_owned(),
                    stem,
                    language,
                    mass: saturation(times, n_words as f64, average, k1, b),
                });
            }
        }
        most_significant(self, all, FEWEST, weights::LIKE_WORDS)
    }
}

/// Weighs words by their term frequency; the most frequent one has the weight of a query word.
fn wanted(id: &str, words: Vec<SignificantTerm>) -> Wanted {
    let most = words.iter().map(|word| word.mass).fold(0.0, f64::max);
    let mut terms = Vec::with_capacity(words.len());
    let mut added = Vec::with_capacity(words.len());
    for significant in words {
        terms.push(significant.terms);
        added.push(AddedWord {
            word: significant.word,
            weight: significant.mass / most,
            translation_of: None,
        });
    }
    let like = Like {
        id: id.to_owned(),
        words: added,
    };
    Wanted { like, terms }
}

/// Returns the ids that are most similar to `id`: those that contain it, then those with an edit distance of up to
/// about a third of its letters, nearest first.
fn nearest(id: &str, ids: Vec<String>) -> Vec<String> {
    let wanted = id.to_lowercase();
    let most = wanted.chars().count() / 3 + 1;
    let mut near = Vec::new();
    for known in ids {
        let lower = known.to_lowercase();
        let holds = lower.contains(&wanted);
        if !holds && lower.len().abs_diff(wanted.len()) > most * 4 {
            continue; // a letter has up to four bytes
        }
        let distance = strsim::osa_distance(&wanted, &lower);
        if holds || distance <= most {
            near.push((Reverse(holds), distance, known));
        }
    }
    near.sort_unstable();
    // Ids that are clearly further away than the nearest are no help.
    let least = near.first().map_or(0, |(_, distance, _)| *distance);
    near.retain(|(holds, distance, _)| holds.0 || *distance <= least + 1);
    near.truncate(SUGGESTIONS);
    near.into_iter().map(|(_, _, known)| known).collect()
}
