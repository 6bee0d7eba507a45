//! Leaves: what a plan looks up, where it stands in a segment, and how often.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, InvertedIndexReader, SegmentReader, TERMINATED, Term};

use crate::index::fields::{EXACT_MARK, Fields, mention_term};

use super::docs::{intersect, unite};

/// For how many documents the positions of a phrase's words are held at once.
const DOCS_AT_ONCE: usize = 4096;

/// Something to be looked up.
#[derive(Debug, Clone, PartialEq)]
pub struct Leaf {
    /// What.
    pub what: What,
    /// Where.
    pub place: Place,
    /// Whether it scores and is marked; not so below a NOT.
    pub shows: bool,
    /// What it counts beside the other leaves: 1, unless it is asked otherwise.
    pub weight: f64,
    /// Where the query says so, in bytes.
    pub span: Range<usize>,
}

/// What a leaf looks up.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// A word.
    Word(Slot),
    /// Words in a row.
    Phrase(Vec<Slot>),
    /// Filed under any of these paths of a facet, or below.
    Facet {
        /// The facet's name.
        facet: String,
        /// Paths.
        paths: Vec<String>,
    },
    /// Published in this range of seconds, at least in part.
    Dates(i64, i64),
}

/// One word that is looked up.
#[derive(Debug, Clone, PartialEq)]
pub enum Slot {
    /// Any word that stands under one of these terms.
    Terms(Vec<String>),
    /// Any word that starts so, folded.
    Start(String),
}

/// In which fields words are looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Title and body.
    Anywhere,
    /// Title only.
    Title,
}

/// A document a leaf stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// In its segment.
    pub doc: DocId,
    /// How often in the body.
    pub body: u32,
    /// How often in the title.
    pub title: u32,
}

/// One place a leaf stands at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occurrence {
    /// Position of its first word.
    pub position: u32,
    /// How many words it has.
    pub words: u32,
}

/// Where a leaf stands in one document, in rising order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Occurrences {
    /// Whether the leaf counts in the document: it may without standing in its words (a facet that
    /// metadata states).
    pub counts: bool,
    /// In the body.
    pub body: Vec<Occurrence>,
    /// In the title.
    pub title: Vec<Occurrence>,
}

impl Occurrences {
    /// Returns those in the body from position `start` on and before `end`.
    pub fn body_from(&self, start: u32, end: u32) -> &[Occurrence] {
        let before = |limit| {
            self.body
                .partition_point(|occurrence| occurrence.position < limit)
        };
        &self.body[before(start)..before(end)]
    }
}

/// Looks leaves up in one segment.
pub struct LeafReader<'a> {
    segment: &'a SegmentReader,
    fields: Fields,
}

impl<'a> LeafReader<'a> {
    /// Makes a reader of `segment`.
    pub fn new(segment: &'a SegmentReader, fields: Fields) -> LeafReader<'a> {
        LeafReader { segment, fields }
    }

    /// Returns the living documents that `leaf` stands in, in order.
    pub fn entries(&self, leaf: &Leaf) -> tantivy::Result<Vec<Entry>> {
        let mut entries = match &leaf.what {
            What::Word(Slot::Terms(terms)) => self.word_entries(leaf.place, terms)?,
            What::Word(Slot::Start(start)) => {
                let mut entries = Vec::new();
                for (field, is_title) in self.word_fields(leaf.place) {
                    for term in self.expand(field, start)? {
                        entries.extend(self.term_entries(field, &term, is_title)?);
                    }
                }
                sum_up(entries)
            }
            What::Phrase(slots) => self.phrase_entries(leaf.place, slots)?,
            What::Facet { facet, paths } => self.facet_entries(facet, paths)?,
            What::Dates(since, until) => self.dated(*since, *until)?,
        };
        if self.segment.has_deletes() {
            entries.retain(|entry| !self.segment.is_deleted(entry.doc));
        }
        Ok(entries)
    }

    /// Returns where `leaf` stands in each of `docs`, which are in order.
    pub fn occurrences(&self, leaf: &Leaf, docs: &[DocId]) -> tantivy::Result<Vec<Occurrences>> {
        let counting = Occurrences {
            counts: true,
            ..Occurrences::default()
        };
        let mut found = vec![counting; docs.len()];
        match &leaf.what {
            What::Word(slot) => {
                for (field, is_title) in self.word_fields(leaf.place) {
                    let terms = self.terms_of(field, slot)?;
                    self.collect(field, &terms, docs, &mut found, is_title)?;
                }
            }
            What::Phrase(slots) => {
                for (field, is_title) in self.word_fields(leaf.place) {
                    let in_rows = self.phrase_occurrences(field, slots, docs)?;
                    for (place, starts) in found.iter_mut().zip(in_rows) {
                        let row = if is_title {
                            &mut place.title
                        } else {
                            &mut place.body
                        };
                        *row = starts;
                    }
                }
            }
            What::Facet { facet, paths } => {
                let terms: Vec<String> =
                    paths.iter().map(|path| mention_term(facet, path)).collect();
                self.collect(self.fields.mentions, &terms, docs, &mut found, false)?;
            }
            What::Dates(..) => {}
        }
        Ok(found)
    }

    fn word_fields(&self, place: Place) -> Vec<(Field, bool)> {
        match place {
            Place::Anywhere => vec![(self.fields.body, false), (self.fields.title, true)],
            Place::Title => vec![(self.fields.title, true)],
        }
    }

    fn word_entries(&self, place: Place, terms: &[String]) -> tantivy::Result<Vec<Entry>> {
        let mut all: Vec<Entry> = Vec::new();
        for (field, is_title) in self.word_fields(place) {
            for term in terms {
                let entries = self.term_entries(field, term, is_title)?;
                all = if all.is_empty() {
                    entries
                } else {
                    merge(&all, &entries)
                };
            }
        }
        Ok(all)
    }

    fn term_entries(
        &self,
        field: Field,
        term: &str,
        is_title: bool,
    ) -> tantivy::Result<Vec<Entry>> {
        let Some(mut postings) = self.postings(field, term, IndexRecordOption::WithFreqs)? else {
            return Ok(Vec::new());
        };
        let mut entries = Vec::with_capacity(postings.size_hint() as usize);
        while postings.doc() != TERMINATED {
            let (doc, n) = (postings.doc(), postings.term_freq());
            let (body, title) = if is_title { (0, n) } else { (n, 0) };
            entries.push(Entry { doc, body, title });
            postings.advance();
        }
        Ok(entries)
    }

    fn facet_entries(&self, facet: &str, paths: &[String]) -> tantivy::Result<Vec<Entry>> {
        let mut docs = Vec::new();
        let mut mentions = Vec::new();
        for path in paths {
            docs = unite(&docs, &self.filed_under(facet, path)?);
            let term = mention_term(facet, path);
            mentions.extend(self.term_entries(self.fields.mentions, &term, false)?);
        }
        let filed = docs.into_iter().map(|doc| Entry {
            doc,
            body: 0,
            title: 0,
        });
        Ok(sum_up(filed.chain(mentions).collect()))
    }

    /// Returns the documents, deleted ones too, that are filed under a path or below it.
    pub fn filed_under(&self, facet: &str, path: &str) -> tantivy::Result<Vec<DocId>> {
        let names = crate::facet_path::names(path);
        let whole = std::iter::once(facet).chain(names.iter().map(String::as_str));
        let facet = tantivy::schema::Facet::from_path(whole);
        let term = Term::from_facet(self.fields.facets, &facet);
        self.docs_of(self.fields.facets, &term)
    }

    /// Returns the documents, deleted ones too, in a language.
    pub fn in_language(&self, language: &str) -> tantivy::Result<Vec<DocId>> {
        let term = Term::from_field_text(self.fields.language, language);
        self.docs_of(self.fields.language, &term)
    }

    fn docs_of(&self, field: Field, term: &Term) -> tantivy::Result<Vec<DocId>> {
        let index = self.segment.inverted_index(field)?;
        let Some(mut postings) = index.read_postings(term, IndexRecordOption::Basic)? else {
            return Ok(Vec::new());
        };
        let mut docs = Vec::with_capacity(postings.size_hint() as usize);
        while postings.doc() != TERMINATED {
            docs.push(postings.doc());
            postings.advance();
        }
        Ok(docs)
    }

    /// Returns the living reports.
    pub fn reports(&self) -> tantivy::Result<Vec<DocId>> {
        let kind = crate::index::fields::Kind::Report as u64;
        let term = Term::from_field_u64(self.fields.kind, kind);
        let mut docs = self.docs_of(self.fields.kind, &term)?;
        docs.retain(|&doc| !self.segment.is_deleted(doc));
        Ok(docs)
    }

    fn dated(&self, since: i64, until: i64) -> tantivy::Result<Vec<Entry>> {
        let schema = self.segment.schema();
        let columns = self.segment.fast_fields();
        let first = columns.i64(schema.get_field_name(self.fields.first_second))?;
        let last = columns.i64(schema.get_field_name(self.fields.last_second))?;
        let mut entries = Vec::new();
        for doc in 0..self.segment.max_doc() {
            if let (Some(first), Some(last)) = (first.first(doc), last.first(doc))
                && first <= until
                && last >= since
            {
                entries.push(Entry {
                    doc,
                    body: 0,
                    title: 0,
                });
            }
        }
        Ok(entries)
    }

    /// Returns the terms of words as written that start with `start`.
    fn expand(&self, field: Field, start: &str) -> tantivy::Result<Vec<String>> {
        let from = format!("{EXACT_MARK}{start}");
        let index = self.segment.inverted_index(field)?;
        let mut stream = index.terms().range().ge(from.as_bytes()).into_stream()?;
        let mut terms = Vec::new();
        while stream.advance() && stream.key().starts_with(from.as_bytes()) {
            terms.push(String::from_utf8_lossy(stream.key()).into_owned());
        }
        Ok(terms)
    }

    fn terms_of<'s>(&self, field: Field, slot: &'s Slot) -> tantivy::Result<Cow<'s, [String]>> {
        Ok(match slot {
            Slot::Terms(terms) => Cow::Borrowed(terms),
            Slot::Start(start) => Cow::Owned(self.expand(field, start)?),
        })
    }

    fn phrase_entries(&self, place: Place, slots: &[Slot]) -> tantivy::Result<Vec<Entry>> {
        let mut entries = Vec::new();
        for (field, is_title) in self.word_fields(place) {
            let mut candidates: Option<Vec<DocId>> = None;
            for slot in slots {
                let mut docs = Vec::new();
                for term in self.terms_of(field, slot)?.iter() {
                    let term = Term::from_field_text(field, term);
                    docs.extend(self.docs_of(field, &term)?);
                }
                docs.sort_unstable();
                docs.dedup();
                candidates = Some(match candidates {
                    Some(before) => intersect(&before, &docs),
                    None => docs,
                });
            }
            let candidates = candidates.unwrap_or_default();
            let rows = self.phrase_occurrences(field, slots, &candidates)?;
            for (doc, starts) in candidates.into_iter().zip(rows) {
                let n = starts.len() as u32;
                let (body, title) = if is_title { (0, n) } else { (n, 0) };
                if n > 0 {
                    entries.push(Entry { doc, body, title });
                }
            }
        }
        Ok(sum_up(entries))
    }

    /// Returns where the words of `slots` stand in a row in each of `docs`, which are in order.
    fn phrase_occurrences(
        &self,
        field: Field,
        slots: &[Slot],
        docs: &[DocId],
    ) -> tantivy::Result<Vec<Vec<Occurrence>>> {
        let words = slots.len() as u32;
        let mut terms = Vec::with_capacity(slots.len());
        for slot in slots {
            terms.push(self.terms_of(field, slot)?);
        }
        let mut all = Vec::with_capacity(docs.len());
        for docs in docs.chunks(DOCS_AT_ONCE) {
            let mut rows: Option<Vec<Vec<u32>>> = None;
            for (i, terms) in terms.iter().enumerate() {
                let next = self.positions(field, terms, docs)?;
                let Some(rows) = &mut rows else {
                    rows = Some(next);
                    continue;
                };
                for (starts, next) in rows.iter_mut().zip(next) {
                    starts.retain(|start| next.binary_search(&(start + i as u32)).is_ok());
                }
            }
            let in_row = |position| Occurrence { position, words };
            for starts in rows.unwrap_or_default() {
                all.push(starts.into_iter().map(in_row).collect());
            }
        }
        Ok(all)
    }

    /// Adds where any of `terms` stands in each of `docs`.
    fn collect(
        &self,
        field: Field,
        terms: &[String],
        docs: &[DocId],
        found: &mut [Occurrences],
        is_title: bool,
    ) -> tantivy::Result<()> {
        let single = |position| Occurrence { position, words: 1 };
        for (place, positions) in found.iter_mut().zip(self.positions(field, terms, docs)?) {
            let row = if is_title {
                &mut place.title
            } else {
                &mut place.body
            };
            row.extend(positions.into_iter().map(single));
        }
        Ok(())
    }

    /// Returns the positions of any of `terms` in each of `docs`, which are in order; in order, each
    /// once. One list is open at a time: a prefix may have very many.
    fn positions(
        &self,
        field: Field,
        terms: &[String],
        docs: &[DocId],
    ) -> tantivy::Result<Vec<Vec<u32>>> {
        let mut all = vec![Vec::new(); docs.len()];
        let option = IndexRecordOption::WithFreqsAndPositions;
        for term in terms {
            let Some(mut postings) = self.postings(field, term, option)? else {
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

    fn postings(
        &self,
        field: Field,
        term: &str,
        option: IndexRecordOption,
    ) -> tantivy::Result<Option<SegmentPostings>> {
        let index: Arc<InvertedIndexReader> = self.segment.inverted_index(field)?;
        Ok(index.read_postings(&Term::from_field_text(field, term), option)?)
    }
}

/// Merges two ordered lists, adding up what stands in both.
fn merge(a: &[Entry], b: &[Entry]) -> Vec<Entry> {
    let mut out = Vec::with_capacity(a.len() + b.len());
    let (mut i, mut j) = (0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.doc.cmp(&y.doc) {
            std::cmp::Ordering::Less => {
                out.push(*x);
                i += 1;
            }
            std::cmp::Ordering::Greater => {
                out.push(*y);
                j += 1;
            }
            std::cmp::Ordering::Equal => {
                out.push(Entry {
                    doc: x.doc,
                    body: x.body + y.body,
                    title: x.title + y.title,
                });
                i += 1;
                j += 1;
            }
        }
    }
    out.extend_from_slice(&a[i..]);
    out.extend_from_slice(&b[j..]);
    out
}

/// Sorts a list and adds up what stands in it for one document.
fn sum_up(mut entries: Vec<Entry>) -> Vec<Entry> {
    entries.sort_unstable_by_key(|entry| entry.doc);
    entries.dedup_by(|next, kept| {
        let same = next.doc == kept.doc;
        if same {
            kept.body += next.body;
            kept.title += next.title;
        }
        same
    });
    entries
}
