//! The postings of one field of a segment: documents, frequencies and positions.

use std::borrow::Cow;
use std::sync::Arc;

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, InvertedIndexReader, SegmentReader, TERMINATED, Term};

use crate::index::fields::{EXACT_MARK, POSITIONS_PER_PASSAGE, exact_term};

use super::clause::{LookupTerm, Scope, TermMatcher};
use super::fuzzy::Fuzzy;
use super::languages::SegmentLanguages;
use super::pattern::Pattern;

/// Reads one field of a segment.
pub struct FieldReader<'a> {
    field: Field,
    index: Arc<InvertedIndexReader>,
    texts: Texts<'a>,
}

/// The texts of a field, which determine the language at a position.
#[derive(Clone, Copy)]
pub enum Texts<'a> {
    /// Titles, each in the language of its report.
    Titles(&'a SegmentLanguages),
    /// Bodies, passage by passage.
    Bodies(&'a SegmentLanguages),
    /// Anything else; its terms have no language.
    Other,
}

/// Where in one document a term counts.
enum Counts {
    Everywhere,
    Nowhere,
    /// In the passages that are in languages of the term; the document has passages in several languages.
    InPassages,
}

impl Texts<'_> {
    /// Returns where a term of this scope counts in a document.
    fn counts(&self, scope: &Scope, doc: DocId) -> Counts {
        let (languages, has_passages) = match self {
            Texts::Other => return Counts::Everywhere,
            _ if *scope == Scope::Everywhere => return Counts::Everywhere,
            Texts::Titles(languages) => (languages, false),
            Texts::Bodies(languages) => (languages, true),
        };
        if has_passages && !languages.others_of(doc).is_empty() {
            return Counts::InPassages;
        }
        match scope.has(languages.of_report(doc)) {
            true => Counts::Everywhere,
            false => Counts::Nowhere,
        }
    }

    /// Returns whether a term of this scope counts at a position of a body.
    fn counts_at(&self, scope: &Scope, doc: DocId, position: u32) -> bool {
        match self {
            Texts::Titles(languages) => scope.has(languages.of_report(doc)),
            Texts::Bodies(languages) => {
                scope.has(languages.of_passage(doc, position / POSITIONS_PER_PASSAGE))
            }
            Texts::Other => true,
        }
    }
}

impl<'a> FieldReader<'a> {
    /// Opens `field`, which holds `texts`.
    pub fn open(
        segment: &SegmentReader,
        field: Field,
        texts: Texts<'a>,
    ) -> tantivy::Result<FieldReader<'a>> {
        let index = segment.inverted_index(field)?;
        Ok(FieldReader {
            field,
            index,
            texts,
        })
    }

    /// Returns the documents, deleted ones too, that contain a term of any type, in order.
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

    /// Returns the documents, deleted ones too, that contain any word of `matcher`, in order, whether it counts there
    /// or not.
    pub fn candidates(&self, matcher: &TermMatcher) -> tantivy::Result<Vec<DocId>> {
        let mut docs = Vec::new();
        for LookupTerm { term, scope: _ } in self.terms(matcher)?.iter() {
            docs.extend(self.docs(&Term::from_field_text(self.field, term))?);
        }
        docs.sort_unstable();
        docs.dedup();
        Ok(docs)
    }

    /// Returns the document frequency of a term, deleted documents included, without reading its postings.
    pub fn n_docs(&self, term: &str) -> tantivy::Result<u64> {
        let term = Term::from_field_text(self.field, term);
        Ok(u64::from(self.index.doc_freq(&term)?))
    }

    /// Returns the documents, deleted ones too, in which a term counts, with its frequency there, in order.
    pub fn counts(&self, term: &LookupTerm) -> tantivy::Result<Vec<(DocId, u32)>> {
        let option = match (&self.texts, &term.scope) {
            (Texts::Titles(_) | Texts::Other, _) | (Texts::Bodies(_), Scope::Everywhere) => {
                IndexRecordOption::WithFreqs
            }
            (Texts::Bodies(_), Scope::In(_) | Scope::NotIn(_)) => {
                IndexRecordOption::WithFreqsAndPositions
            }
        };
        let Some(mut postings) = self.postings(&term.term, option)? else {
            return Ok(Vec::new());
        };
        let mut counts = Vec::with_capacity(postings.size_hint() as usize);
        let mut positions = Vec::new();
        while postings.doc() != TERMINATED {
            let doc = postings.doc();
            let n = match self.texts.counts(&term.scope, doc) {
                Counts::Everywhere => postings.term_freq(),
                Counts::Nowhere => 0,
                Counts::InPassages => {
                    positions.clear();
                    postings.append_positions_with_offset(0, &mut positions);
                    let here = |at: &&u32| self.texts.counts_at(&term.scope, doc, **at);
                    positions.iter().filter(here).count() as u32
                }
            };
            if n > 0 {
                counts.push((doc, n));
            }
            postings.advance();
        }
        Ok(counts)
    }

    /// Returns the positions at which any of `terms` counts in each of `docs`, which are in order; sorted, each once.
    /// Opens one posting list at a time: a prefix may expand to very many.
    pub fn positions(
        &self,
        terms: &[LookupTerm],
        docs: &[DocId],
    ) -> tantivy::Result<Vec<Vec<u32>>> {
        let mut all = vec![Vec::new(); docs.len()];
        let option = IndexRecordOption::WithFreqsAndPositions;
        for LookupTerm { term, scope } in terms {
            let Some(mut postings) = self.postings(term, option)? else {
                continue;
            };
            for (positions, &doc) in all.iter_mut().zip(docs) {
                if postings.doc() < doc {
                    postings.seek(doc);
                }
                if postings.doc() == doc {
                    let before = positions.len();
                    match self.texts.counts(scope, doc) {
                        Counts::Everywhere => postings.append_positions_with_offset(0, positions),
                        Counts::Nowhere => {}
                        Counts::InPassages => {
                            postings.append_positions_with_offset(0, positions);
                            let here = |at: &u32| self.texts.counts_at(scope, doc, *at);
                            let kept = positions.split_off(before).into_iter().filter(here);
                            positions.extend(kept);
                        }
                    }
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

    /// Expands a matcher to terms; patterns and fuzzy words to those that this segment has.
    pub fn terms<'s>(&self, matcher: &'s TermMatcher) -> tantivy::Result<Cow<'s, [LookupTerm]>> {
        Ok(match matcher {
            TermMatcher::Terms(terms) => Cow::Borrowed(terms),
            TermMatcher::Pattern(pattern) => Cow::Owned(self.written_so(pattern)?),
            TermMatcher::Fuzzy(word, edits) => Cow::Owned(self.like(word, *edits)?),
            TermMatcher::Any(matchers) => {
                let mut all = Vec::new();
                for matcher in matchers {
                    all.extend_from_slice(&self.terms(matcher)?);
                }
                all.sort();
                all.dedup();
                Cow::Owned(all)
            }
        })
    }

    /// Returns the terms of a matcher that this segment has.
    pub fn indexed(&self, matcher: &TermMatcher) -> tantivy::Result<Vec<LookupTerm>> {
        let terms = match matcher {
            TermMatcher::Pattern(_) | TermMatcher::Fuzzy(..) => {
                return Ok(self.terms(matcher)?.into_owned());
            }
            TermMatcher::Terms(_) | TermMatcher::Any(_) => self.terms(matcher)?,
        };
        let mut indexed = Vec::with_capacity(terms.len());
        for term in terms.iter() {
            if self.n_docs(&term.term)? > 0 {
                indexed.push(term.clone());
            }
        }
        Ok(indexed)
    }

    /// Returns the terms of all words that match a pattern.
    fn written_so(&self, pattern: &Pattern) -> tantivy::Result<Vec<LookupTerm>> {
        let from = exact_term(pattern.start());
        let range = self.index.terms().range().ge(from.as_bytes());
        let mut stream = range.into_stream()?;
        let mut terms = Vec::new();
        while stream.advance() && stream.key().starts_with(from.as_bytes()) {
            let term = String::from_utf8_lossy(stream.key());
            if pattern.fits(&term[EXACT_MARK.len_utf8()..]) {
                terms.push(LookupTerm::everywhere(term.into_owned()));
            }
        }
        Ok(terms)
    }

    /// Returns the terms of all words within `edits` edits of `word`.
    fn like(&self, word: &str, edits: u8) -> tantivy::Result<Vec<LookupTerm>> {
        let search = self.index.terms().search(Fuzzy::of(word, edits));
        let mut stream = search.into_stream()?;
        let mut terms = Vec::new();
        while stream.advance() {
            let term = String::from_utf8_lossy(stream.key()).into_owned();
            terms.push(LookupTerm::everywhere(term));
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
