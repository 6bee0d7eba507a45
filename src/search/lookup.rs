//! Looks clauses up in a segment: the documents they match, with frequencies and occurrences.

use tantivy::{DocId, SegmentReader};

use crate::analysis::language_code::LanguageCode;
use crate::facet_path;
use crate::index::fields::{Fields, mention_term};

use super::clause::{
    Clause, ClauseKind, Filing, Filter, LookupTerm, Occurrence, Occurrences, Posting, TermMatcher,
    TextClause, TextFields,
};
use super::docs::{intersect, unite};
use super::filters::Filters;
use super::languages::SegmentLanguages;
use super::phrases::{
    DOCS_AT_ONCE, any_phrase, phrase_occurrences, proximity_occurrences, singles, word_occurrences,
};
use super::posting_lists::{counted, filed, united};
use super::postings::{FieldReader, Texts};
use super::renamed::{MentionTerms, Renamed};
use super::searcher::Searcher;

/// A passage of a report of one segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct InPassage {
    /// The report.
    pub doc: DocId,
    /// The passage's number, from 0.
    pub passage: u32,
}

/// Looks clauses up in one segment.
pub struct ClauseReader<'a> {
    searcher: &'a Searcher,
    /// The number of the segment.
    number: usize,
    segment: &'a SegmentReader,
    languages: &'a SegmentLanguages,
    fields: Fields,
    /// The offset to add to the root numbers of the segment.
    root_offset: u32,
}

impl<'a> ClauseReader<'a> {
    /// Creates a reader of one segment of the index.
    pub fn new(searcher: &'a Searcher, segment: usize) -> ClauseReader<'a> {
        ClauseReader {
            searcher,
            number: segment,
            segment: searcher.segment(segment),
            languages: searcher.segment_languages(segment),
            fields: searcher.fields(),
            root_offset: searcher.root_offset(segment),
        }
    }

    /// Rewrites `clause` to the terms of this segment: expands patterns, and drops terms that are not indexed, so that
    /// these are looked up only once. A [`TextClause::Near`] is left as it is: which of its parts are equal depends on
    /// the query.
    pub fn rewritten(&self, clause: &Clause) -> tantivy::Result<Clause> {
        let mut rewritten = clause.clone();
        let mut matchers: Vec<&mut TermMatcher> = match &mut rewritten.kind {
            ClauseKind::Text(TextClause::Word(matcher)) => vec![matcher],
            ClauseKind::Text(TextClause::Phrase(matchers)) => matchers.iter_mut().collect(),
            ClauseKind::Text(TextClause::Spellings(rows)) => rows.iter_mut().flatten().collect(),
            ClauseKind::Text(TextClause::Near(_))
            | ClauseKind::Facet { .. }
            | ClauseKind::Filter(_) => {
                return Ok(rewritten);
            }
        };
        let fields = self.word_fields(clause.text_fields)?;
        for matcher in &mut matchers {
            let mut all = Vec::new();
            for (field, _) in &fields {
                all.extend(field.indexed(matcher)?);
            }
            all.sort_unstable();
            all.dedup();
            **matcher = TermMatcher::Terms(all);
        }
        Ok(rewritten)
    }

    /// Returns the postings of `clause` in living documents, in order.
    pub fn postings(&self, clause: &Clause) -> tantivy::Result<Vec<Posting>> {
        let mut postings = match &clause.kind {
            ClauseKind::Text(text) => self.text_postings(clause.text_fields, text)?,
            ClauseKind::Facet {
                facet,
                paths,
                filing,
            } => self.facet_postings(facet, paths, *filing)?,
            ClauseKind::Filter(filter) => filed(self.filtered(clause.text_fields, filter)?),
        };
        if self.segment.has_deletes() {
            postings.retain(|posting| !self.segment.is_deleted(posting.doc));
        }
        Ok(postings)
    }

    fn filtered(&self, text_fields: TextFields, filter: &Filter) -> tantivy::Result<Vec<DocId>> {
        match filter {
            Filter::Dates(since, until) => self.filters().dated(*since, *until),
            Filter::Added(since, until) => self.filters().added(*since, *until),
            Filter::Language(code) => self.filters().in_language(code),
            Filter::WrittenIn(languages) => self.written_in(languages, text_fields),
            Filter::Metadata(field, row) => self.filters().with_metadata(*field, row),
            Filter::InPath(row, roots) => {
                let filters = self.filters();
                filters.in_path(row, roots, self.root_offset)
            }
            Filter::Within(nodes) => self.searcher.docs_within(self.number, nodes),
            Filter::Report(id) => self.filters().called(id),
            Filter::Reports(hashes) => self.filters().with_hashes(hashes),
            Filter::Has(known) => self.filters().has(*known),
        }
    }

    /// Returns the occurrences of `clause` in each of `docs`, which are in order.
    pub fn occurrences(
        &self,
        clause: &Clause,
        docs: &[DocId],
    ) -> tantivy::Result<Vec<Occurrences>> {
        let counting = Occurrences {
            counts: true,
            ..Occurrences::default()
        };
        let mut found = vec![counting; docs.len()];
        match &clause.kind {
            ClauseKind::Text(text) => {
                for (field, is_title) in self.word_fields(clause.text_fields)? {
                    let occurrences = self.text_occurrences(&field, is_title, text, docs)?;
                    for (of_doc, occurrences) in found.iter_mut().zip(occurrences) {
                        match is_title {
                            true => of_doc.title = occurrences,
                            false => of_doc.body = occurrences,
                        }
                    }
                }
            }
            ClauseKind::Facet { facet, paths, .. } => {
                let terms = self.mention_terms(facet, paths)?;
                let mentions = FieldReader::open(self.segment, self.fields.mentions, Texts::Other)?;
                let positions = mentions.positions(&terms.wanted, docs)?;
                let below = mentions.positions(&self.terms_below(facet, paths)?, docs)?;
                for ((occurrences, positions), below) in found.iter_mut().zip(positions).zip(below)
                {
                    occurrences.body = singles(positions);
                    occurrences.below = below;
                }
                if !terms.elsewhere.is_empty() {
                    let elsewhere = mentions.positions(&terms.elsewhere, docs)?;
                    for (occurrences, positions) in found.iter_mut().zip(elsewhere) {
                        let elsewhere = singles(positions);
                        occurrences
                            .body
                            .retain(|here| elsewhere.binary_search(here).is_err());
                    }
                }
            }
            ClauseKind::Filter(_) => {}
        }
        Ok(found)
    }

    /// Returns the passages of `docs`, which are in order, that `clause` matches; in order.
    pub fn passages(&self, clause: &Clause, docs: &[DocId]) -> tantivy::Result<Vec<InPassage>> {
        if let ClauseKind::Filter(Filter::WrittenIn(languages)) = &clause.kind {
            let mut passages = self.all_passages(docs)?;
            passages.retain(|in_passage| {
                let language = self
                    .languages
                    .of_passage(in_passage.doc, in_passage.passage);
                languages.contains(&language)
            });
            return Ok(passages);
        }
        let mut passages = Vec::new();
        for docs in docs.chunks(DOCS_AT_ONCE) {
            for (&doc, found) in docs.iter().zip(self.occurrences(clause, docs)?) {
                for occurrence in &found.body {
                    let passage = occurrence.passage();
                    let in_passage = InPassage { doc, passage };
                    if passages.last() != Some(&in_passage) {
                        passages.push(in_passage);
                    }
                }
            }
        }
        Ok(passages)
    }

    /// Returns all passages of `docs`, in order.
    pub fn all_passages(&self, docs: &[DocId]) -> tantivy::Result<Vec<InPassage>> {
        let name = self.segment.schema().get_field_name(self.fields.passages);
        let column = self.segment.fast_fields().u64(name)?;
        let mut passages = Vec::new();
        for &doc in docs {
            let n = column.index.value_row_ids(doc).len() as u32;
            passages.extend((0..n).map(|passage| InPassage { doc, passage }));
        }
        Ok(passages)
    }

    /// Returns the filters of the segment.
    pub fn filters(&self) -> Filters<'a> {
        Filters::new(self.segment, self.fields)
    }

    /// Returns the living reports with a text in one of `languages` in these fields.
    fn written_in(
        &self,
        languages: &[LanguageCode],
        text_fields: TextFields,
    ) -> tantivy::Result<Vec<DocId>> {
        let has = |doc: &DocId| {
            let others = match text_fields {
                TextFields::Anywhere | TextFields::Body => self.languages.others_of(*doc),
                TextFields::Title => &[],
            };
            languages.contains(&self.languages.of_report(*doc))
                || others.iter().any(|(.., other)| languages.contains(other))
        };
        let mut docs = self.filters().reports()?;
        docs.retain(has);
        Ok(docs)
    }

    /// Opens the fields in which words are looked up; each with whether it is the title.
    fn word_fields(
        &self,
        text_fields: TextFields,
    ) -> tantivy::Result<Vec<(FieldReader<'a>, bool)>> {
        let body = || {
            let texts = Texts::Bodies(self.languages);
            let field = FieldReader::open(self.segment, self.fields.body, texts);
            field.map(|field| (field, false))
        };
        let title = || {
            let texts = Texts::Titles(self.languages);
            let field = FieldReader::open(self.segment, self.fields.title, texts);
            field.map(|field| (field, true))
        };
        Ok(match text_fields {
            TextFields::Anywhere => vec![body()?, title()?],
            TextFields::Title => vec![title()?],
            TextFields::Body => vec![body()?],
        })
    }

    fn word_postings(
        &self,
        text_fields: TextFields,
        matcher: &TermMatcher,
    ) -> tantivy::Result<Vec<Posting>> {
        let mut lists = Vec::new();
        for (field, is_title) in self.word_fields(text_fields)? {
            for term in field.terms(matcher)?.iter() {
                lists.push(counted(field.counts(term)?, is_title));
            }
        }
        Ok(united(lists))
    }

    fn facet_postings(
        &self,
        facet: &str,
        paths: &[String],
        filing: Filing,
    ) -> tantivy::Result<Vec<Posting>> {
        let docs = self
            .searcher
            .docs_filed(self.number, facet, paths, filing)?;
        let renamed = !self.searcher.renames().is_empty(facet);
        let mut lists = Vec::new();
        let mentions = FieldReader::open(self.segment, self.fields.mentions, Texts::Other)?;
        for term in self.mention_terms(facet, paths)?.wanted {
            let mut counts = counted(mentions.counts(&term)?, false);
            // The postings of mentions also have values that are shown elsewhere, and passing mentions.
            if renamed || filing == Filing::Main {
                counts.retain(|posting| docs.binary_search(&posting.doc).is_ok());
            }
            lists.push(counts);
        }
        lists.push(filed(docs));
        Ok(united(lists))
    }

    fn mention_terms(&self, facet: &str, paths: &[String]) -> tantivy::Result<MentionTerms> {
        if !self.searcher.renames().is_empty(facet) {
            return self.renamed(facet).mention_terms(paths);
        }
        let wanted = paths.iter().map(|path| mention_term(facet, path));
        let wanted = wanted.map(LookupTerm::everywhere);
        Ok(MentionTerms {
            wanted: wanted.collect(),
            elsewhere: Vec::new(),
        })
    }

    /// Returns the terms of the values directly below `paths`, which mentions of values further
    /// below also have.
    fn terms_below(&self, facet: &str, paths: &[String]) -> tantivy::Result<Vec<LookupTerm>> {
        if !self.searcher.renames().is_empty(facet) {
            return self.renamed(facet).terms_below(paths);
        }
        let index = self.segment.inverted_index(self.fields.mentions)?;
        let mut below = Vec::new();
        for path in paths {
            let start = mention_term(facet, path) + "/";
            let mut terms = index.terms().range().ge(start.as_bytes()).into_stream()?;
            while terms.advance() && terms.key().starts_with(start.as_bytes()) {
                let term = String::from_utf8_lossy(terms.key());
                if facet_path::names(&term[start.len()..]).len() == 1 {
                    below.push(LookupTerm::everywhere(term.into_owned()));
                }
            }
        }
        Ok(below)
    }

    fn renamed<'f>(&'f self, facet: &'f str) -> Renamed<'f> {
        Renamed {
            searcher: self.searcher,
            number: self.number,
            facet,
        }
    }

    fn text_postings(
        &self,
        text_fields: TextFields,
        text: &TextClause,
    ) -> tantivy::Result<Vec<Posting>> {
        match text {
            TextClause::Word(matcher) => self.word_postings(text_fields, matcher),
            TextClause::Phrase(matchers) => {
                self.phrase_postings(text_fields, text, &[std::slice::from_ref(matchers)])
            }
            TextClause::Spellings(rows) => self.spelling_postings(text_fields, rows),
            TextClause::Near(near) => {
                let parts: Vec<&[Vec<TermMatcher>]> =
                    near.parts.iter().map(Vec::as_slice).collect();
                self.phrase_postings(text_fields, text, &parts)
            }
        }
    }

    /// Returns the postings of any of several phrases. What is indexed under several terms counts for each of them,
    /// as a word does under its exact term and its stem.
    fn spelling_postings(
        &self,
        text_fields: TextFields,
        rows: &[Vec<TermMatcher>],
    ) -> tantivy::Result<Vec<Posting>> {
        let mut lists = Vec::with_capacity(rows.len());
        for row in rows {
            lists.push(match &row[..] {
                [matcher] => self.word_postings(text_fields, matcher)?,
                _ => self.text_postings(text_fields, &TextClause::Phrase(row.clone()))?,
            });
        }
        Ok(united(lists))
    }

    /// Returns the postings of a phrase or a distance, which has all `parts`, each in one of several spellings.
    fn phrase_postings(
        &self,
        text_fields: TextFields,
        text: &TextClause,
        parts: &[&[Vec<TermMatcher>]],
    ) -> tantivy::Result<Vec<Posting>> {
        let each = text.occurrences_each();
        let mut lists = Vec::new();
        for (field, is_title) in self.word_fields(text_fields)? {
            let candidates = in_all(parts, |rows: &&[Vec<TermMatcher>]| {
                let mut docs = Vec::new();
                for row in *rows {
                    docs = unite(&docs, &in_all(row, |matcher| field.candidates(matcher))?);
                }
                Ok(docs)
            })?;
            let occurrences = self.text_occurrences(&field, is_title, text, &candidates)?;
            let counts = candidates.into_iter().zip(occurrences);
            let counts = counts.map(|(doc, found)| (doc, found.len().div_ceil(each) as u32));
            lists.push(counted(counts.filter(|&(_, n)| n > 0).collect(), is_title));
        }
        Ok(united(lists))
    }

    /// Returns the occurrences of a text clause in a field of each of `docs`, which are in order.
    fn text_occurrences(
        &self,
        field: &FieldReader<'_>,
        is_title: bool,
        text: &TextClause,
        docs: &[DocId],
    ) -> tantivy::Result<Vec<Vec<Occurrence>>> {
        match text {
            TextClause::Word(matcher) => word_occurrences(field, &field.terms(matcher)?, docs),
            TextClause::Phrase(matchers) => phrase_occurrences(field, matchers, docs),
            TextClause::Spellings(rows) => any_phrase(field, rows, docs),
            TextClause::Near(near) => proximity_occurrences(field, is_title, near, docs),
        }
    }
}

/// The number of preceding parts that a part is compared with, so that equal ones are looked up once.
const LOOKED_BACK: usize = 64;

/// Returns the documents, in order, that match all `parts`; `docs_of` returns those that match one.
fn in_all<T: PartialEq>(
    parts: &[T],
    docs_of: impl Fn(&T) -> tantivy::Result<Vec<DocId>>,
) -> tantivy::Result<Vec<DocId>> {
    let mut all: Option<Vec<DocId>> = None;
    for (i, part) in parts.iter().enumerate() {
        // An equal part close before it has been looked up.
        let before = &parts[i.saturating_sub(LOOKED_BACK)..i];
        if before.contains(part) {
            continue;
        }
        if all.as_ref().is_some_and(Vec::is_empty) {
            break;
        }
        let docs = docs_of(part)?;
        all = Some(match all {
            Some(before) => intersect(&before, &docs),
            None => docs,
        });
    }
    Ok(all.unwrap_or_default())
}
