//! Statistics of the living reports, exact whatever was deleted or merged.

use tantivy::Searcher;
use tantivy::schema::Field;

use crate::index::fields::{Fields, unpack_passage};

/// How much there is in an index. Deleted reports do not count.
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

impl Statistics {
    /// Counts, from columns alone.
    pub fn of(searcher: &Searcher, fields: Fields) -> tantivy::Result<Statistics> {
        let name = |field: Field| searcher.schema().get_field_name(field);
        let mut statistics = Statistics::default();
        for segment in searcher.segment_readers() {
            let columns = segment.fast_fields();
            let body_words = columns.u64(name(fields.body_words))?;
            let title_words = columns.u64(name(fields.title_words))?;
            let passages = columns.u64(name(fields.passages))?;
            for doc in segment.doc_ids_alive() {
                let Some(words) = body_words.first(doc) else {
                    continue; // a source row
                };
                statistics.reports += 1;
                statistics.body_words += words;
                statistics.title_words += title_words.first(doc).unwrap_or(0);
                statistics.passages += passages.index.value_row_ids(doc).len() as u64;
            }
        }
        Ok(statistics)
    }

    /// Words of a body on average.
    pub fn average_body(&self) -> f64 {
        average(self.body_words, self.reports)
    }

    /// Words of a title on average.
    pub fn average_title(&self) -> f64 {
        average(self.title_words, self.reports)
    }

    /// Words of a passage on average.
    pub fn average_passage(&self) -> f64 {
        average(self.body_words, self.passages)
    }
}

/// At least 1, so that it can divide.
fn average(total: u64, n: u64) -> f64 {
    (total as f64 / n.max(1) as f64).max(1.0)
}

/// Reads the start (bytes) and length (words) of every passage of a report, in order.
pub fn passages_of(column: &tantivy::columnar::Column<u64>, doc: u32) -> Vec<(usize, usize)> {
    column.values_for_doc(doc).map(unpack_passage).collect()
}

/// Returns the text of passage `n` of a body, up to the next one; empty if there is no such passage.
/// `passages` are those of the body.
pub fn passage_text<'a>(body: &'a str, passages: &[(usize, usize)], n: usize) -> &'a str {
    let start_of = |n: usize| passages.get(n).map_or(body.len(), |&(start, _)| start);
    body.get(start_of(n)..start_of(n + 1)).unwrap_or("")
}
