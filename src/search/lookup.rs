//! Looking clauses up in a segment: in which documents they stand, how often and where.

use tantivy::{DocId, SegmentReader};

use crate::analysis::language_code::LanguageCode;
use crate::index::Renames;
use crate::index::fields::{Fields, mention_term};

use super::clause::{
    Clause, Entry, Filing, Filter, LookupTerm, Occurrence, Occurrences, Place, TermMatcher,
    TextClause, What,
};
use super::docs::{intersect, unite};
use super::entries::{counted, filed, united};
use super::filters::Filters;
use super::languages::SegmentLanguages;
use super::postings::{FieldReader, Texts};
use super::renamed::{MentionTerms, Renamed};
use super::rows::{DOCS_AT_ONCE, any_row, in_a_row, near_each_other, singles, words_at};

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
    segment: &'a SegmentReader,
    languages: &'a SegmentLanguages,
    fields: Fields,
    renames: &'a Renames,
}

impl<'a> ClauseReader<'a> {
    /// Makes a reader of `segment`, whose texts are in `languages`.
    pub fn new(
        segment: &'a SegmentReader,
        languages: &'a SegmentLanguages,
        fields: Fields,
        renames: &'a Renames,
    ) -> ClauseReader<'a> {
        ClauseReader {
            segment,
            languages,
            fields,
            renames,
        }
    }

    /// Returns `clause` rewritten to the terms that this segment has: those that its patterns expand to, and of
    /// the others those that are indexed, so that missing ones are looked up once only. A distance keeps its
    /// own: which of its parts are alike is asked of the query.
    pub fn rewritten(&self, clause: &Clause) -> tantivy::Result<Clause> {
        let mut rewritten = clause.clone();
        let mut matchers: Vec<&mut TermMatcher> = match &mut rewritten.what {
            What::Text(TextClause::Word(matcher)) => vec![matcher],
            What::Text(TextClause::Phrase(matchers)) => matchers.iter_mut().collect(),
            What::Text(TextClause::Spellings(rows)) => rows.iter_mut().flatten().collect(),
            What::Text(TextClause::Near(_)) | What::Facet { .. } | What::Filter(_) => {
                return Ok(rewritten);
            }
        };
        let fields = self.word_fields(clause.place)?;
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

    /// Returns the living documents that `clause` stands in, in order.
    pub fn entries(&self, clause: &Clause) -> tantivy::Result<Vec<Entry>> {
        let mut entries = match &clause.what {
            What::Text(text) => self.text_entries(clause.place, text)?,
            What::Facet {
                facet,
                paths,
                filing,
            } => self.facet_entries(facet, paths, *filing)?,
            What::Filter(filter) => filed(self.filtered(clause.place, filter)?),
        };
        if self.segment.has_deletes() {
            entries.retain(|entry| !self.segment.is_deleted(entry.doc));
        }
        Ok(entries)
    }

    fn filtered(&self, place: Place, filter: &Filter) -> tantivy::Result<Vec<DocId>> {
        match filter {
            Filter::Dates(since, until) => self.filters().dated(*since, *until),
            Filter::Added(since, until) => self.filters().added(*since, *until),
            Filter::Language(code) => self.filters().in_language(code),
            Filter::WrittenIn(languages) => self.written_in(languages, place),
            Filter::Stated(field, row) => self.filters().stated(*field, row),
            Filter::InPath(row, roots) => self.filters().in_path(row, roots),
            Filter::Report(id) => self.filters().called(id),
            Filter::Reports(hashes) => self.filters().with_hashes(hashes),
            Filter::Has(known) => self.filters().has(*known),
        }
    }

    /// Returns where `clause` stands in each of `docs`, which are in order.
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
        match &clause.what {
            What::Text(text) => {
                for (field, is_title) in self.word_fields(clause.place)? {
                    let rows = self.rows(&field, is_title, text, docs)?;
                    for (place, row) in found.iter_mut().zip(rows) {
                        match is_title {
                            true => place.title = row,
                            false => place.body = row,
                        }
                    }
                }
            }
            What::Facet { facet, paths, .. } => {
                let terms = self.mention_terms(facet, paths)?;
                let mentions = FieldReader::open(self.segment, self.fields.mentions, Texts::Other)?;
                let positions = mentions.positions(&terms.wanted, docs)?;
                for (place, positions) in found.iter_mut().zip(positions) {
                    place.body = singles(positions);
                }
                if !terms.elsewhere.is_empty() {
                    let elsewhere = mentions.positions(&terms.elsewhere, docs)?;
                    for (place, positions) in found.iter_mut().zip(elsewhere) {
                        let elsewhere = singles(positions);
                        place
                            .body
                            .retain(|here| elsewhere.binary_search(here).is_err());
                    }
                }
            }
            What::Filter(_) => {}
        }
        Ok(found)
    }

    /// Returns the passages of `docs`, which are in order, that `clause` stands in; in order.
    pub fn passages(&self, clause: &Clause, docs: &[DocId]) -> tantivy::Result<Vec<InPassage>> {
        if let What::Filter(Filter::WrittenIn(languages)) = &clause.what {
            let mut places = self.all_passages(docs)?;
            places.retain(|place| {
                let language = self.languages.of_passage(place.doc, place.passage);
                languages.contains(&language)
            });
            return Ok(places);
        }
        let mut places = Vec::new();
        for docs in docs.chunks(DOCS_AT_ONCE) {
            for (&doc, found) in docs.iter().zip(self.occurrences(clause, docs)?) {
                for occurrence in &found.body {
                    let passage = occurrence.passage();
                    let place = InPassage { doc, passage };
                    if places.last() != Some(&place) {
                        places.push(place);
                    }
                }
            }
        }
        Ok(places)
    }

    /// Returns all passages of `docs`, in order.
    pub fn all_passages(&self, docs: &[DocId]) -> tantivy::Result<Vec<InPassage>> {
        let name = self.segment.schema().get_field_name(self.fields.passages);
        let column = self.segment.fast_fields().u64(name)?;
        let mut places = Vec::new();
        for &doc in docs {
            let n = column.index.value_row_ids(doc).len() as u32;
            places.extend((0..n).map(|passage| InPassage { doc, passage }));
        }
        Ok(places)
    }

    /// Returns what filters the segment's documents.
    pub fn filters(&self) -> Filters<'a> {
        Filters::new(self.segment, self.fields)
    }

    /// Returns the living reports of which a text at `place` is in one of `languages`.
    fn written_in(&self, languages: &[LanguageCode], place: Place) -> tantivy::Result<Vec<DocId>> {
        let has = |doc: &DocId| {
            let others = match place {
                Place::Anywhere | Place::Body => self.languages.others_of(*doc),
                Place::Title => &[],
            };
            languages.contains(&self.languages.of_report(*doc))
                || others.iter().any(|(.., other)| languages.contains(other))
        };
        let mut docs = self.filters().reports()?;
        docs.retain(has);
        Ok(docs)
    }

    /// Opens the fields in which words are looked up; each with whether it is the title.
    fn word_fields(&self, place: Place) -> tantivy::Result<Vec<(FieldReader<'a>, bool)>> {
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
        Ok(match place {
            Place::Anywhere => vec![body()?, title()?],
            Place::Title => vec![title()?],
            Place::Body => vec![body()?],
        })
    }

    fn word_entries(&self, place: Place, matcher: &TermMatcher) -> tantivy::Result<Vec<Entry>> {
        let mut lists = Vec::new();
        for (field, is_title) in self.word_fields(place)? {
            for term in field.terms(matcher)?.iter() {
                lists.push(counted(field.counts(term)?, is_title));
            }
        }
        Ok(united(lists))
    }

    fn facet_entries(
        &self,
        facet: &str,
        paths: &[String],
        filing: Filing,
    ) -> tantivy::Result<Vec<Entry>> {
        let renamed = !self.renames.is_empty(facet);
        let mut docs = Vec::new();
        match renamed {
            true => docs = self.renamed(facet).docs(paths, filing)?,
            false => {
                for path in paths {
                    docs = unite(&docs, &self.filters().filed_under(facet, path, filing)?);
                }
            }
        }
        let mut lists = Vec::new();
        let mentions = FieldReader::open(self.segment, self.fields.mentions, Texts::Other)?;
        for term in self.mention_terms(facet, paths)?.wanted {
            let mut counts = counted(mentions.counts(&term)?, false);
            // Postings of a mention hold more: what is shown elsewhere, and passing mentions.
            if renamed || filing == Filing::Main {
                counts.retain(|entry| docs.binary_search(&entry.doc).is_ok());
            }
            lists.push(counts);
        }
        lists.push(filed(docs));
        Ok(united(lists))
    }

    fn mention_terms(&self, facet: &str, paths: &[String]) -> tantivy::Result<MentionTerms> {
        if !self.renames.is_empty(facet) {
            return self.renamed(facet).mention_terms(paths);
        }
        let wanted = paths.iter().map(|path| mention_term(facet, path));
        let wanted = wanted.map(LookupTerm::everywhere);
        Ok(MentionTerms {
            wanted: wanted.collect(),
            elsewhere: Vec::new(),
        })
    }

    fn renamed<'f>(&'f self, facet: &'f str) -> Renamed<'f> {
        Renamed {
            segment: self.segment,
            fields: self.fields,
            renames: self.renames,
            facet,
        }
    }

    fn text_entries(&self, place: Place, text: &TextClause) -> tantivy::Result<Vec<Entry>> {
        match text {
            TextClause::Word(matcher) => self.word_entries(place, matcher),
            TextClause::Phrase(matchers) => {
                self.row_entries(place, text, &[std::slice::from_ref(matchers)])
            }
            TextClause::Spellings(rows) => self.spelling_entries(place, rows),
            TextClause::Near(near) => {
                let parts: Vec<&[Vec<TermMatcher>]> =
                    near.parts.iter().map(Vec::as_slice).collect();
                self.row_entries(place, text, &parts)
            }
        }
    }

    /// Returns the documents that any of several rows stands in. What stands under several terms counts for each of
    /// them, as a word does under its exact term and its stem.
    fn spelling_entries(
        &self,
        place: Place,
        rows: &[Vec<TermMatcher>],
    ) -> tantivy::Result<Vec<Entry>> {
        let mut lists = Vec::with_capacity(rows.len());
        for row in rows {
            lists.push(match &row[..] {
                [matcher] => self.word_entries(place, matcher)?,
                _ => self.text_entries(place, &TextClause::Phrase(row.clone()))?,
            });
        }
        Ok(united(lists))
    }

    /// Returns the documents that a row or a distance stands in, which has all `parts`, each in one of several rows.
    fn row_entries(
        &self,
        place: Place,
        text: &TextClause,
        parts: &[&[Vec<TermMatcher>]],
    ) -> tantivy::Result<Vec<Entry>> {
        let each = text.occurrences_each();
        let mut lists = Vec::new();
        for (field, is_title) in self.word_fields(place)? {
            let candidates = in_all(parts, |rows: &&[Vec<TermMatcher>]| {
                let mut docs = Vec::new();
                for row in *rows {
                    docs = unite(&docs, &in_all(row, |matcher| field.candidates(matcher))?);
                }
                Ok(docs)
            })?;
            let rows = self.rows(&field, is_title, text, &candidates)?;
            let counts = candidates.into_iter().zip(rows);
            let counts = counts.map(|(doc, row)| (doc, row.len().div_ceil(each) as u32));
            lists.push(counted(counts.filter(|&(_, n)| n > 0).collect(), is_title));
        }
        Ok(united(lists))
    }

    /// Returns where words stand in a field of each of `docs`, which are in order.
    fn rows(
        &self,
        field: &FieldReader<'_>,
        is_title: bool,
        text: &TextClause,
        docs: &[DocId],
    ) -> tantivy::Result<Vec<Vec<Occurrence>>> {
        match text {
            TextClause::Word(matcher) => words_at(field, &field.terms(matcher)?, docs),
            TextClause::Phrase(matchers) => in_a_row(field, matchers, docs),
            TextClause::Spellings(rows) => any_row(field, rows, docs),
            TextClause::Near(near) => near_each_other(field, is_title, near, docs),
        }
    }
}

/// How far back a part of a row is looked for that asks for the same.
const LOOKED_BACK: usize = 64;

/// Returns the documents, in order, that have all `parts`: `docs_of` returns those that have one.
fn in_all<T: PartialEq>(
    parts: &[T],
    docs_of: impl Fn(&T) -> tantivy::Result<Vec<DocId>>,
) -> tantivy::Result<Vec<DocId>> {
    let mut all: Option<Vec<DocId>> = None;
    for (i, part) in parts.iter().enumerate() {
        // What is asked for again, right before, is not looked up again.
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
