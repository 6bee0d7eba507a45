//! Statistics of the living reports, exact after deletions and merges.

use std::collections::BTreeMap;

use tantivy::Searcher;
use tantivy::schema::Field;

use crate::analysis::language_code::LanguageCode;
use crate::index::fields::{Fields, PackedPassage};

use super::languages::SegmentLanguages;

/// The size of an index, or of its reports in one language. Deleted reports do not count.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Statistics {
    /// Living reports.
    pub reports: u64,
    /// Words of all bodies.
    pub body_words: u64,
    /// Words of all titles.
    pub title_words: u64,
    /// Passages of all bodies.
    pub passages: u64,
}

/// Statistics of an index, and of its reports by language.
#[derive(Debug, Default)]
pub struct CollectionStatistics {
    /// Of all reports.
    pub all: Statistics,
    /// Of the reports in each known language. A report counts in its own language only, whatever the languages of its
    /// passages.
    pub by_language: BTreeMap<LanguageCode, Statistics>,
}

impl CollectionStatistics {
    /// Computes the statistics from columns. `languages` are those of the segments.
    pub fn of<'a>(
        searcher: &Searcher,
        fields: Fields,
        languages: impl Iterator<Item = &'a SegmentLanguages>,
    ) -> tantivy::Result<CollectionStatistics> {
        let name = |field: Field| searcher.schema().get_field_name(field);
        let mut statistics = CollectionStatistics::default();
        for (segment, languages) in searcher.segment_readers().iter().zip(languages) {
            let columns = segment.fast_fields();
            let body_words = columns.u64(name(fields.body_words))?;
            let title_words = columns.u64(name(fields.title_words))?;
            let passages = columns.u64(name(fields.passages))?;
            for (docs, language) in languages.runs() {
                let mut of_run = Statistics::default();
                for doc in docs.filter(|&doc| !segment.is_deleted(doc)) {
                    let Some(words) = body_words.first(doc) else {
                        continue; // a source row
                    };
                    of_run.add(Statistics {
                        reports: 1,
                        body_words: words,
                        title_words: title_words.first(doc).unwrap_or(0),
                        passages: passages.index.value_row_ids(doc).len() as u64,
                    });
                }
                if of_run.reports == 0 {
                    continue;
                }
                statistics.all.add(of_run);
                if language != LanguageCode::UNKNOWN {
                    let of_language = statistics.by_language.entry(language).or_default();
                    of_language.add(of_run);
                }
            }
        }
        Ok(statistics)
    }

    /// Returns the statistics used to score texts in a language: those of its reports, or of all if it is unknown.
    pub fn scoring(&self, language: LanguageCode) -> &Statistics {
        self.by_language.get(&language).unwrap_or(&self.all)
    }
}

impl Statistics {
    fn add(&mut self, other: Statistics) {
        self.reports += other.reports;
        self.body_words += other.body_words;
        self.title_words += other.title_words;
        self.passages += other.passages;
    }

    /// Returns the average length of a body, in words.
    pub fn average_body(&self) -> f64 {
        average(self.body_words, self.reports)
    }

    /// Returns the average length of a title, in words.
    pub fn average_title(&self) -> f64 {
        average(self.title_words, self.reports)
    }

    /// Returns the average length of a passage, in words.
    pub fn average_passage(&self) -> f64 {
        average(self.body_words, self.passages)
    }
}

/// Returns the average, at least 1, so that it can be a divisor.
fn average(total: u64, n: u64) -> f64 {
    (total as f64 / n.max(1) as f64).max(1.0)
}

/// Reads the passages of a report from the column, in order.
pub fn passages_of(column: &tantivy::columnar::Column<u64>, doc: u32) -> Vec<PackedPassage> {
    let passages = column.values_for_doc(doc);
    passages.map(PackedPassage::unpack).collect()
}

/// Returns the text of passage `n` of a body, up to the next one; empty if there is no such passage.
/// `passages` are those of the body.
pub fn passage_text<'a>(body: &'a str, passages: &[PackedPassage], n: usize) -> &'a str {
    let start_of = |n: usize| passages.get(n).map_or(body.len(), |passage| passage.start);
    body.get(start_of(n)..start_of(n + 1)).unwrap_or("")
}
