//! A query's words as the terms they are indexed under, in every language of the index.

use std::cell::RefCell;
use std::collections::BTreeSet;

use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, Searcher, TERMINATED};

use crate::analysis::function_words::may_be_dropped;
use crate::analysis::stems::Stems;
use crate::analysis::words::Words;
use crate::index::fields::{Fields, exact_term, other_language_of};

/// The languages that texts of the index are in.
pub struct Languages {
    /// Those of reports, in order of their codes.
    reports: Vec<String>,
    /// Those of reports, empty if unknown, each with one that some of their passages are in instead.
    passages: Vec<(String, String)>,
}

impl Languages {
    /// Finds the languages of the living reports.
    pub fn of(searcher: &Searcher, fields: Fields) -> tantivy::Result<Languages> {
        let others = living_terms(searcher, fields.other_languages)?;
        let pair = |term: &String| {
            let (report, passage) = other_language_of(term);
            (report.to_owned(), passage.to_owned())
        };
        Ok(Languages {
            reports: living_terms(searcher, fields.language)?,
            passages: others.iter().map(pair).collect(),
        })
    }

    /// Returns those of reports, in order of their codes.
    pub fn of_reports(&self) -> &[String] {
        &self.reports
    }

    /// Returns those that words are stemmed in, in order of their codes: of all reports and their
    /// passages, or of reports in `language` and theirs.
    pub fn stemmed(&self, language: Option<&str>) -> Vec<String> {
        let mut all: BTreeSet<&str> = match language {
            Some(language) => BTreeSet::from([language]),
            None => self.reports.iter().map(String::as_str).collect(),
        };
        for (report, passage) in &self.passages {
            if language.is_none_or(|language| language == report) {
                all.insert(passage);
            }
        }
        all.into_iter().map(str::to_owned).collect()
    }
}

/// Returns the terms of a field that living documents have, in order.
fn living_terms(searcher: &Searcher, field: Field) -> tantivy::Result<Vec<String>> {
    let mut found = BTreeSet::new();
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(field)?;
        let mut terms = index.terms().stream()?;
        while terms.advance() {
            let info = terms.value().clone();
            let mut postings =
                index.read_postings_from_terminfo(&info, IndexRecordOption::Basic)?;
            while postings.doc() != TERMINATED && segment.is_deleted(postings.doc()) {
                postings.advance();
            }
            if postings.doc() != TERMINATED {
                found.insert(String::from_utf8_lossy(terms.key()).into_owned());
            }
        }
    }
    Ok(found.into_iter().collect())
}

/// Analyses a query's words for a set of languages.
pub struct Analyser {
    languages: Vec<(String, RefCell<Stems>)>,
}

impl Analyser {
    /// Makes an analyser for `languages` (ISO 639 codes).
    pub fn new(languages: &[String]) -> Analyser {
        let with_stems = |code: &String| (code.clone(), RefCell::new(Stems::new(code)));
        Analyser {
            languages: languages.iter().map(with_stems).collect(),
        }
    }

    /// Returns the words of a text as typed, folded.
    pub fn words(&self, text: &str) -> Vec<String> {
        let words = Words::of(text);
        (0..words.len())
            .map(|i| words.folded(i).to_owned())
            .collect()
    }

    /// Returns the terms under which any inflection of a folded word stands: its stem in each
    /// language, and itself, as it stands in reports of unknown language; each also as written,
    /// since a word that is its own stem is indexed only so. Sorted, each once.
    pub fn stems(&self, folded: &str) -> Vec<String> {
        let mut forms = BTreeSet::from([folded.to_owned()]);
        for (_, stems) in &self.languages {
            forms.insert(stems.borrow_mut().stem(folded).to_owned());
        }
        let mut terms: Vec<String> = forms.iter().map(|form| exact_term(form)).collect();
        terms.extend(forms);
        terms.sort();
        terms
    }

    /// Returns the term under which a folded word stands as written.
    pub fn exact(&self, folded: &str) -> Vec<String> {
        vec![exact_term(folded)]
    }

    /// Returns whether a folded word is a function word of one of the languages.
    pub fn is_function_word(&self, folded: &str) -> bool {
        self.languages
            .iter()
            .any(|(code, _)| may_be_dropped(code, folded))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_a_stem_for_each_language_and_itself() {
        let analyser = Analyser::new(&["en".to_owned(), "fr".to_owned(), "ht".to_owned()]);
        assert_eq!(
            analyser.stems("attacks"),
            ["=attack", "=attacks", "attack", "attacks"]
        );
        assert_eq!(analyser.exact("attacks"), ["=attacks"]);
    }

    #[test]
    fn words_are_stemmed_in_the_languages_of_reports_and_of_their_passages() {
        let languages = Languages {
            reports: ["en", "es", "fr"].map(str::to_owned).to_vec(),
            passages: [("", "de"), ("en", "fr"), ("en", "ru")]
                .map(|(report, passage)| (report.to_owned(), passage.to_owned()))
                .to_vec(),
        };
        assert_eq!(languages.stemmed(None), ["de", "en", "es", "fr", "ru"]);
        assert_eq!(languages.stemmed(Some("en")), ["en", "fr", "ru"]);
        assert_eq!(languages.stemmed(Some("es")), ["es"]);
        assert_eq!(languages.stemmed(Some("ht")), ["ht"]);
    }

    #[test]
    fn function_words_count_in_the_languages_of_the_index_only() {
        let english = Analyser::new(&["en".to_owned()]);
        assert!(english.is_function_word("the") && !english.is_function_word("les"));
    }
}
