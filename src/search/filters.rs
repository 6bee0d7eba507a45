//! Filters: the documents of a segment by facet value, date, language and other metadata.

use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;

use tantivy::columnar::StrColumn;
use tantivy::schema::{Facet, Field};
use tantivy::{DocId, SegmentReader, Term};

use crate::analysis::words::Words;

use crate::facet_path;
use crate::index::fields::{Fields, Kind};
use crate::index::source_key::parts_of;

use super::clause::{Filing, MetadataField, StringField};
use super::pattern::Pattern;
use super::postings::{FieldReader, Texts};

/// Looks up the documents of one segment by their facet values and metadata.
pub struct Filters<'a> {
    segment: &'a SegmentReader,
    fields: Fields,
}

impl<'a> Filters<'a> {
    /// Creates the filters of `segment`.
    pub fn new(segment: &'a SegmentReader, fields: Fields) -> Filters<'a> {
        Filters { segment, fields }
    }

    /// Returns the living reports.
    pub fn reports(&self) -> tantivy::Result<Vec<DocId>> {
        let term = Term::from_field_u64(self.fields.kind, Kind::Report as u64);
        let mut docs = self.docs_of(self.fields.kind, &term)?;
        docs.retain(|&doc| !self.segment.is_deleted(doc));
        Ok(docs)
    }

    /// Returns the documents, deleted ones too, that are filed under a path or below it.
    pub fn filed_under(
        &self,
        facet: &str,
        path: &str,
        filing: Filing,
    ) -> tantivy::Result<Vec<DocId>> {
        let names = facet_path::names(path);
        let whole = std::iter::once(facet).chain(names.iter().map(String::as_str));
        let facet = Facet::from_path(whole);
        let field = filing.field(self.fields);
        self.docs_of(field, &Term::from_facet(field, &facet))
    }

    /// Returns the documents, deleted ones too, in a language.
    pub fn in_language(&self, language: &str) -> tantivy::Result<Vec<DocId>> {
        let term = Term::from_field_text(self.fields.language, language);
        self.docs_of(self.fields.language, &term)
    }

    /// Returns the documents, deleted ones too, with an id.
    pub fn called(&self, id: &str) -> tantivy::Result<Vec<DocId>> {
        let term = Term::from_field_text(self.fields.id, id);
        self.docs_of(self.fields.id, &term)
    }

    /// Returns the documents, deleted ones too, whose id has one of these hashes, which are sorted.
    pub fn with_hashes(&self, hashes: &[u64]) -> tantivy::Result<Vec<DocId>> {
        let name = self.segment.schema().get_field_name(self.fields.id_hash);
        let column = self.segment.fast_fields().u64(name)?;
        let is_one = |hash: u64| hashes.binary_search(&hash).is_ok();
        let docs = 0..self.segment.max_doc();
        Ok(docs
            .filter(|&doc| column.first(doc).is_some_and(is_one))
            .collect())
    }

    /// Returns the documents, deleted ones too, whose date may lie between these seconds.
    pub fn dated(&self, since: i64, until: i64) -> tantivy::Result<Vec<DocId>> {
        let schema = self.segment.schema();
        let columns = self.segment.fast_fields();
        let first = columns.i64(schema.get_field_name(self.fields.first_second))?;
        let last = columns.i64(schema.get_field_name(self.fields.last_second))?;
        let overlaps = |doc: &DocId| match (first.first(*doc), last.first(*doc)) {
            (Some(first), Some(last)) => first <= until && last >= since,
            _ => false,
        };
        Ok((0..self.segment.max_doc()).filter(overlaps).collect())
    }

    /// Returns the documents, deleted ones too, that were added between these seconds.
    pub fn added(&self, since: i64, until: i64) -> tantivy::Result<Vec<DocId>> {
        self.within(self.fields.added, since..=until)
    }

    /// Returns the documents, deleted ones too, that were added or last changed in this second or later.
    pub fn changed(&self, since: i64) -> tantivy::Result<Vec<DocId>> {
        self.within(self.fields.changed, since..=i64::MAX)
    }

    fn within(&self, field: Field, seconds: RangeInclusive<i64>) -> tantivy::Result<Vec<DocId>> {
        let name = self.segment.schema().get_field_name(field);
        let column = self.segment.fast_fields().i64(name)?;
        let is_within = |doc: &DocId| column.first(*doc).is_some_and(|at| seconds.contains(&at));
        Ok((0..self.segment.max_doc()).filter(is_within).collect())
    }

    /// Returns the documents, deleted ones too, whose `field` contains these words as a phrase; an id must match as
    /// a whole.
    pub fn with_metadata(
        &self,
        field: StringField,
        row: &[Pattern],
    ) -> tantivy::Result<Vec<DocId>> {
        let column = match field {
            StringField::Source => self.fields.source,
            StringField::Url => self.fields.url,
            StringField::Id => self.fields.id,
        };
        let Some(column) = self.column(column)? else {
            return Ok(Vec::new());
        };
        let mut wanted = HashSet::new();
        let mut values = column.dictionary().stream()?;
        while values.advance() {
            let value = String::from_utf8_lossy(values.key());
            let fits = match field {
                StringField::Id => matches!(row, [whole] if whole.fits(&value)),
                StringField::Source | StringField::Url => holds(&value, row),
            };
            if fits {
                wanted.insert(values.term_ord());
            }
        }
        let is_wanted = |doc: &DocId| column.term_ords(*doc).any(|ord| wanted.contains(&ord));
        Ok((0..self.segment.max_doc()).filter(is_wanted).collect())
    }

    /// Returns the documents, deleted ones too, in files whose absolute path contains these words as a phrase. `roots`
    /// are the absolute paths of the roots by number: the number in the segment plus `root_offset`.
    pub fn in_path(
        &self,
        row: &[Pattern],
        roots: &[(u32, String)],
        root_offset: u32,
    ) -> tantivy::Result<Vec<DocId>> {
        let paths = self.column(self.fields.path)?;
        let keys = self.column(self.fields.source_key)?;
        let (Some(paths), Some(keys)) = (paths, keys) else {
            return Ok(Vec::new());
        };
        let (mut root_of_key, mut fits) = (HashMap::new(), HashMap::new());
        let mut docs = Vec::new();
        let mut text = String::new();
        for doc in 0..self.segment.max_doc() {
            let ords = paths.term_ords(doc).next().zip(keys.term_ords(doc).next());
            let Some((path, key)) = ords else {
                continue;
            };
            let root = match root_of_key.get(&key) {
                Some(root) => *root,
                None => {
                    text.clear();
                    keys.ord_to_str(key, &mut text)?;
                    let root = parts_of(&text).map(|(root, _)| root + root_offset);
                    root_of_key.insert(key, root);
                    root
                }
            };
            let fits = match fits.get(&(path, root)) {
                Some(fits) => *fits,
                None => {
                    text.clear();
                    paths.ord_to_str(path, &mut text)?;
                    let place = roots.iter().find(|(number, _)| Some(*number) == root);
                    let whole = match place {
                        Some((_, place)) => format!("{place}/{text}"),
                        None => text.clone(),
                    };
                    let holds = holds(&whole, row);
                    fits.insert((path, root), holds);
                    holds
                }
            };
            if fits {
                docs.push(doc);
            }
        }
        Ok(docs)
    }

    /// Returns the documents, deleted ones too, that have this field of metadata.
    pub fn has(&self, known: MetadataField) -> tantivy::Result<Vec<DocId>> {
        let docs = 0..self.segment.max_doc();
        let columns = self.segment.fast_fields();
        let name = |field| self.segment.schema().get_field_name(field);
        let text = |field| -> tantivy::Result<Vec<DocId>> {
            let column = self.column(field)?;
            let is_there = |doc: &DocId| match &column {
                Some(column) => column.term_ords(*doc).next().is_some(),
                None => false,
            };
            Ok((0..self.segment.max_doc()).filter(is_there).collect())
        };
        match known {
            MetadataField::Source => text(self.fields.source),
            MetadataField::Url => text(self.fields.url),
            MetadataField::Language => text(self.fields.language),
            MetadataField::Date => {
                let first = columns.i64(name(self.fields.first_second))?;
                Ok(docs.filter(|&doc| first.first(doc).is_some()).collect())
            }
            MetadataField::Title => {
                let words = columns.u64(name(self.fields.title_words))?;
                Ok(docs.filter(|&doc| words.first(doc) > Some(0)).collect())
            }
        }
    }

    fn column(&self, field: Field) -> tantivy::Result<Option<StrColumn>> {
        let name = self.segment.schema().get_field_name(field);
        self.segment.fast_fields().str(name)
    }

    fn docs_of(&self, field: Field, term: &Term) -> tantivy::Result<Vec<DocId>> {
        FieldReader::open(self.segment, field, Texts::Other)?.docs(term)
    }
}

/// Returns whether `text` contains words that match these patterns as a phrase.
fn holds(text: &str, row: &[Pattern]) -> bool {
    let words = Words::of(text);
    let is_here = |at: usize| {
        let mut pairs = row.iter().zip(at..);
        pairs.all(|(pattern, word)| pattern.fits(words.folded(word)))
    };
    (0..(words.len() + 1).saturating_sub(row.len())).any(is_here)
}
