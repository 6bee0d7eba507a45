//! Significant words: words that are more frequent in matching reports than in the whole index, by document frequency.
//!
//! Reports are compared with those of their own language; otherwise common words of a language would stand out.

use std::collections::HashMap;

use rapidhash::fast::RandomState;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, TERMINATED};

use crate::analysis::language_code::LanguageCode;
use crate::index::fields::EXACT_MARK;
use crate::response::significant_words::{SignificantWord, SignificantWords};

use super::super::error::SearchError;
use super::super::filters::Filters;
use super::super::request::Request;
use super::super::searcher::Searcher;
use super::super::significant::says_something;
use super::log_likelihood::Occurrence2x2;

/// The number of matching reports, and of all.
#[derive(Debug, Clone, Copy, Default)]
struct Reports {
    found: u64,
    all: u64,
}

/// For each language, by its number.
type ByLanguage = Vec<Reports>;

impl Searcher {
    /// Finds the `top` words that are in more of the matching reports than by chance, by log-likelihood. Function
    /// words, numbers and single letters are left out; titles are not read.
    ///
    /// # Errors
    /// Those of [`Searcher::search`].
    pub fn significant_words(
        &self,
        request: &Request,
        top: usize,
    ) -> Result<SignificantWords, SearchError> {
        self.unharmed(|| {
            let found = self.matched_reports(request)?;
            let counted = WordCounts::of(self, &found.docs);
            let counted = counted.map_err(|error| self.engine_error(error))?;
            let mut words = counted.significant(self, request);
            let more = words.len().saturating_sub(top);
            words.truncate(top);
            Ok(SignificantWords {
                query: found.query,
                all: self.statistics().reports,
                words,
                more,
            })
        })
    }
}

/// The document frequency of each word.
struct WordCounts {
    languages: Vec<LanguageCode>,
    totals: ByLanguage,
    words: HashMap<String, ByLanguage, RandomState>,
}

impl WordCounts {
    fn of(searcher: &Searcher, found: &[Vec<DocId>]) -> tantivy::Result<WordCounts> {
        let mut counts = WordCounts {
            languages: Vec::new(),
            totals: Vec::new(),
            words: HashMap::default(),
        };
        for (segment, found) in found.iter().enumerate() {
            counts.add_segment(searcher, segment, found)?;
        }
        Ok(counts)
    }

    fn add_segment(
        &mut self,
        searcher: &Searcher,
        segment: usize,
        found: &[DocId],
    ) -> tantivy::Result<()> {
        let languages = searcher.segment_languages(segment);
        let reader = searcher.segment(segment);
        let mut is_found = vec![false; reader.max_doc() as usize];
        found.iter().for_each(|&doc| is_found[doc as usize] = true);
        // The number of the language of each living report.
        let mut language_of: Vec<Option<u32>> = vec![None; reader.max_doc() as usize];
        for doc in Filters::new(reader, searcher.fields()).reports()? {
            let language = self.number_of(languages.of_report(doc));
            language_of[doc as usize] = Some(language);
            let total = &mut self.totals[language as usize];
            total.all += 1;
            total.found += u64::from(is_found[doc as usize]);
        }
        let index = reader.inverted_index(searcher.fields().body)?;
        let start = EXACT_MARK.to_string();
        let mut terms = index.terms().range().ge(start.as_bytes()).into_stream()?;
        let mut here: ByLanguage = Vec::new();
        while terms.advance() && terms.key().starts_with(start.as_bytes()) {
            here.clear();
            here.resize(self.languages.len(), Reports::default());
            let option = IndexRecordOption::Basic;
            let mut postings = index.read_postings_from_terminfo(terms.value(), option)?;
            while postings.doc() != TERMINATED {
                let doc = postings.doc() as usize;
                if let Some(language) = language_of[doc] {
                    let count = &mut here[language as usize];
                    count.all += 1;
                    count.found += u64::from(is_found[doc]);
                }
                postings.advance();
            }
            if here.iter().any(|count| count.all > 0) {
                let word = String::from_utf8_lossy(&terms.key()[start.len()..]);
                self.add(&word, &here);
            }
        }
        Ok(())
    }

    fn number_of(&mut self, language: LanguageCode) -> u32 {
        let known = self.languages.iter().position(|known| *known == language);
        let number = known.unwrap_or_else(|| {
            self.languages.push(language);
            self.totals.push(Reports::default());
            self.languages.len() - 1
        });
        number as u32
    }

    fn add(&mut self, word: &str, here: &ByLanguage) {
        if !self.words.contains_key(word) {
            self.words.insert(word.to_owned(), Vec::new());
        }
        let Some(counts) = self.words.get_mut(word) else {
            return;
        };
        counts.resize(self.languages.len(), Reports::default());
        for (count, here) in counts.iter_mut().zip(here) {
            count.found += here.found;
            count.all += here.all;
        }
    }

    /// Returns the words that are in more matching reports than by chance, the most significant first.
    fn significant(&self, searcher: &Searcher, request: &Request) -> Vec<SignificantWord> {
        let analyser = searcher.analyser(request);
        let mut significant = Vec::new();
        for (word, counts) in &self.words {
            let languages = self.languages.iter().zip(&self.totals).zip(counts);
            for ((language, total), count) in languages {
                let occurrence = Occurrence2x2 {
                    both: count.found,
                    first: total.found,
                    second: count.all,
                    total: total.all,
                };
                if count.found as f64 <= occurrence.expected() {
                    continue;
                }
                if !says_something(word) || analyser.is_function_word(word) {
                    break;
                }
                significant.push(SignificantWord {
                    word: word.clone(),
                    language: Some(language.text()).filter(|code| !code.is_empty()),
                    cell: occurrence.cell(),
                    found: total.found,
                    reports: count.all,
                });
            }
        }
        significant.sort_by(|a, b| {
            let by_g2 = b.cell.g2.total_cmp(&a.cell.g2);
            by_g2.then_with(|| (&a.word, &a.language).cmp(&(&b.word, &b.language)))
        });
        significant
    }
}
