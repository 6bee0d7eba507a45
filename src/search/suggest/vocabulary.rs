//! The vocabulary of the index: folded words with their document frequencies among living reports.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tantivy::postings::TermInfo;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, InvertedIndexReader, TERMINATED};
use tantivy_fst::Automaton;

use crate::index::fields::{EXACT_MARK, exact_term};
use crate::search::clause::TextFields;
use crate::search::searcher::Searcher;

/// The term dictionaries of bodies and titles, by segment.
pub struct Vocabulary<'a> {
    searcher: &'a Searcher,
    dictionaries: Vec<Dictionary>,
}

/// The term dictionary of one field of a segment.
struct Dictionary {
    /// The number of the segment.
    segment: usize,
    is_title: bool,
    index: Arc<InvertedIndexReader>,
}

impl<'a> Vocabulary<'a> {
    /// Opens the dictionaries of an index.
    pub fn open(searcher: &'a Searcher) -> tantivy::Result<Vocabulary<'a>> {
        let fields = searcher.fields();
        let mut dictionaries = Vec::new();
        for (segment, reader) in searcher.segments().iter().enumerate() {
            for (field, is_title) in [(fields.body, false), (fields.title, true)] {
                dictionaries.push(Dictionary {
                    segment,
                    is_title,
                    index: reader.inverted_index(field)?,
                });
            }
        }
        Ok(Vocabulary {
            searcher,
            dictionaries,
        })
    }

    /// Returns the dictionaries of some fields.
    fn of(&self, text_fields: TextFields) -> impl Iterator<Item = &Dictionary> {
        self.dictionaries
            .iter()
            .filter(move |dictionary| match text_fields {
                TextFields::Anywhere => true,
                TextFields::Title => dictionary.is_title,
                TextFields::Body => !dictionary.is_title,
            })
    }

    /// Returns the folded words that an automaton accepts as written, each with the number of living reports that have
    /// it; a report with the word in body and title counts twice.
    pub fn accepted<A>(
        &self,
        automaton: &A,
        text_fields: TextFields,
    ) -> tantivy::Result<BTreeMap<String, u64>>
    where
        A: Automaton,
        A::State: Clone,
    {
        self.accepted_behind(&exact_term(""), automaton, text_fields)
    }

    /// Returns the terms with a prefix that an automaton accepts (it reads the prefix, too), without the prefix; counted like
    /// [`Self::accepted`].
    pub fn accepted_behind<A>(
        &self,
        prefix: &str,
        automaton: &A,
        text_fields: TextFields,
    ) -> tantivy::Result<BTreeMap<String, u64>>
    where
        A: Automaton,
        A::State: Clone,
    {
        let mut found: BTreeMap<String, u64> = BTreeMap::new();
        for dictionary in self.of(text_fields) {
            let mut terms = dictionary.index.terms().search(automaton).into_stream()?;
            while terms.advance() {
                let n = self.living(dictionary, terms.value())?;
                let term = String::from_utf8_lossy(terms.key());
                if let Some(rest) = term.strip_prefix(prefix)
                    && n > 0
                {
                    *found.entry(rest.to_owned()).or_default() += n;
                }
            }
        }
        Ok(found)
    }

    /// Returns the folded words that start with `start`, each with its document frequency in bodies and titles together,
    /// deleted reports included.
    pub fn starting_with(&self, start: &str) -> tantivy::Result<BTreeMap<String, u64>> {
        let start = exact_term(start);
        let mut found: BTreeMap<String, u64> = BTreeMap::new();
        for dictionary in &self.dictionaries {
            let terms = dictionary.index.terms();
            let mut terms = terms.range().ge(start.as_bytes()).into_stream()?;
            while terms.advance() && terms.key().starts_with(start.as_bytes()) {
                let term = String::from_utf8_lossy(&terms.key()[EXACT_MARK.len_utf8()..]);
                *found.entry(term.into_owned()).or_default() += u64::from(terms.value().doc_freq);
            }
        }
        Ok(found)
    }

    /// Returns the number of living reports with a folded word, as written, in body or title.
    pub fn living_reports(&self, folded: &str) -> tantivy::Result<u64> {
        let term = exact_term(folded);
        let mut reports = BTreeSet::new();
        for dictionary in &self.dictionaries {
            let Some(info) = dictionary.index.terms().get(term.as_bytes())? else {
                continue;
            };
            let segment = self.searcher.segment(dictionary.segment);
            let option = IndexRecordOption::Basic;
            let mut postings = dictionary
                .index
                .read_postings_from_terminfo(&info, option)?;
            while postings.doc() != TERMINATED {
                if !segment.is_deleted(postings.doc()) {
                    reports.insert((dictionary.segment, postings.doc()));
                }
                postings.advance();
            }
        }
        Ok(reports.len() as u64)
    }

    /// Returns the number of living reports with a folded word, as written; counted like [`Self::accepted`].
    pub fn reports(&self, folded: &str, text_fields: TextFields) -> tantivy::Result<u64> {
        let term = exact_term(folded);
        let mut n = 0;
        for dictionary in self.of(text_fields) {
            if let Some(info) = dictionary.index.terms().get(term.as_bytes())? {
                n += self.living(dictionary, &info)?;
            }
        }
        Ok(n)
    }

    fn living(&self, dictionary: &Dictionary, info: &TermInfo) -> tantivy::Result<u64> {
        let segment = self.searcher.segment(dictionary.segment);
        if !segment.has_deletes() {
            return Ok(u64::from(info.doc_freq));
        }
        let option = IndexRecordOption::Basic;
        let index = &dictionary.index;
        let mut postings = index.read_postings_from_terminfo(info, option)?;
        let mut n = 0;
        while postings.doc() != TERMINATED {
            n += u64::from(!segment.is_deleted(postings.doc()));
            postings.advance();
        }
        Ok(n)
    }
}
