//! Postings: in which documents of a segment the words of one field stand, how often and where.

use std::borrow::Cow;
use std::sync::Arc;

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, InvertedIndexReader, SegmentReader, TERMINATED, Term};

use crate::index::fields::{EXACT_MARK, exact_term};

use super::fuzzy::Fuzzy;
use super::leaf::Slot;
use super::pattern::Pattern;

/// Reads one field of a segment.
pub struct FieldReader {
    field: Field,
    index: Arc<InvertedIndexReader>,
}

impl FieldReader {
    /// Opens `field`.
    pub fn open(segment: &SegmentReader, field: Field) -> tantivy::Result<FieldReader> {
        let index = segment.inverted_index(field)?;
        Ok(FieldReader { field, index })
    }

    /// Returns the documents, deleted ones too, that a term of any type stands in, in order.
    pub fn docs(&self, term: &Term) -> tantivy::Result<Vec<DocId>> {
        let Some(mut postings) = self.index.read_postings(term, IndexRecordOption::Basic)? else {
            return Ok(Vec::new());
        };
        let mut docs = Vec::with_capacity(postings.size_hint() as usize);
        while postings.doc() != TERMINATED {
            docs.push(postings.doc());
            postings.advance();
        }
        Ok(docs)
    }

    /// Returns the documents, deleted ones too, that any word of `slot` stands in, in order.
    pub fn slot_docs(&self, slot: &Slot) -> tantivy::Result<Vec<DocId>> {
        let mut docs = Vec::new();
        for term in self.terms(slot)?.iter() {
            docs.extend(self.docs(&Term::from_field_text(self.field, term))?);
        }
        docs.sort_unstable();
        docs.dedup();
        Ok(docs)
    }

    /// Returns in how many documents, deleted ones too, a term stands, without reading which.
    pub fn n_docs(&self, term: &str) -> tantivy::Result<u64> {
        let term = Term::from_field_text(self.field, term);
        Ok(u64::from(self.index.doc_freq(&term)?))
    }

    /// Returns the documents, deleted ones too, that a word stands in, and how often, in order.
    pub fn counts(&self, term: &str) -> tantivy::Result<Vec<(DocId, u32)>> {
        let Some(mut postings) = self.postings(term, IndexRecordOption::WithFreqs)? else {
            return Ok(Vec::new());
        };
        let mut counts = Vec::with_capacity(postings.size_hint() as usize);
        while postings.doc() != TERMINATED {
            counts.push((postings.doc(), postings.term_freq()));
            postings.advance();
        }
        Ok(counts)
    }

    /// Returns the positions of any of `terms` in each of `docs`, which are in order; in order, each
    /// once. One list is open at a time: a prefix may have very many.
    pub fn positions(&self, terms: &[String], docs: &[DocId]) -> tantivy::Result<Vec<Vec<u32>>> {
        let mut all = vec![Vec::new(); docs.len()];
        let option = IndexRecordOption::WithFreqsAndPositions;
        for term in terms {
            let Some(mut postings) = self.postings(term, option)? else {
                continue;
            };
            for (positions, &doc) in all.iter_mut().zip(docs) {
                if postings.doc() < doc {
                    postings.seek(doc);
                }
                if postings.doc() == doc {
                    postings.append_positions_with_offset(0, positions);
                } else if postings.doc() == TERMINATED {
                    break;
                }
            }
        }
        if terms.len() > 1 {
            for positions in &mut all {
                positions.sort_unstable();
                positions.dedup();
            }
        }
        Ok(all)
    }

    /// Returns the terms that a slot stands for in this segment.
    pub fn terms<'s>(&self, slot: &'s Slot) -> tantivy::Result<Cow<'s, [String]>> {
        Ok(match slot {
            Slot::Terms(terms) => Cow::Borrowed(terms),
            Slot::Pattern(pattern) => Cow::Owned(self.written_so(pattern)?),
            Slot::Fuzzy(word, edits) => Cow::Owned(self.like(word, *edits)?),
            Slot::Any(slots) => {
                let mut all = Vec::new();
                for slot in slots {
                    all.extend_from_slice(&self.terms(slot)?);
                }
                all.sort();
                all.dedup();
                Cow::Owned(all)
            }
        })
    }

    /// Returns the terms of all words that are written so.
    fn written_so(&self, pattern: &Pattern) -> tantivy::Result<Vec<String>> {
        let from = exact_term(pattern.start());
        let range = self.index.terms().range().ge(from.as_bytes());
        let mut stream = range.into_stream()?;
        let mut terms = Vec::new();
        while stream.advance() && stream.key().starts_with(from.as_bytes()) {
            let term = String::from_utf8_lossy(stream.key());
            if pattern.fits(&term[EXACT_MARK.len_utf8()..]) {
                terms.push(term.into_owned());
            }
        }
        Ok(terms)
    }

    /// Returns the terms of all words that differ from `word` by few edits.
    fn like(&self, word: &str, edits: u8) -> tantivy::Result<Vec<String>> {
        let search = self.index.terms().search(Fuzzy::of(word, edits));
        let mut stream = search.into_stream()?;
        let mut terms = Vec::new();
        while stream.advance() {
            terms.push(String::from_utf8_lossy(stream.key()).into_owned());
        }
        Ok(terms)
    }

    fn postings(
        &self,
        term: &str,
        option: IndexRecordOption,
    ) -> tantivy::Result<Option<SegmentPostings>> {
        let term = Term::from_field_text(self.field, term);
        Ok(self.index.read_postings(&term, option)?)
    }
}
