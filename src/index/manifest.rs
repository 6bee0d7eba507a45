//! The manifest: the sources in an index, read from the index itself.

use std::collections::HashMap;

use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, Searcher, SegmentReader, TERMINATED, Term};

use super::fields::{Fields, id_term};
use super::stored::SourceRow;

/// Reads all source rows, by key.
pub fn source_rows(
    searcher: &Searcher,
    fields: Fields,
) -> tantivy::Result<HashMap<String, SourceRow>> {
    let name = searcher.schema().get_field_name(fields.row);
    let mut rows = HashMap::new();
    for segment in searcher.segment_readers() {
        let Some(column) = segment.fast_fields().str(name)? else {
            continue;
        };
        let alive = segment.doc_ids_alive();
        let mut ords: Vec<u64> = alive.flat_map(|doc| column.term_ords(doc)).collect();
        ords.sort_unstable();
        ords.dedup();
        // In dictionary order: looking each one up would decode its block again.
        let mut ords = ords.into_iter().peekable();
        let mut texts = column.dictionary().stream()?;
        while let Some(&ord) = ords.peek()
            && texts.advance()
        {
            if texts.term_ord() != ord {
                continue;
            }
            ords.next();
            let row: SourceRow = serde_json::from_slice(texts.key())
                .map_err(|error| tantivy::TantivyError::InternalError(error.to_string()))?;
            rows.insert(row.key.clone(), row);
        }
    }
    Ok(rows)
}

/// Returns the key of the source of the live report `id`; `None` if there is no such report.
pub fn source_of(searcher: &Searcher, fields: Fields, id: &str) -> tantivy::Result<Option<String>> {
    let name = searcher.schema().get_field_name(fields.source_key);
    for segment in searcher.segment_readers() {
        let Some(doc) = living_report(segment, fields, id)? else {
            continue;
        };
        let mut key = String::new();
        if let Some(column) = segment.fast_fields().str(name)?
            && let Some(ord) = column.term_ords(doc).next()
        {
            column.ord_to_str(ord, &mut key)?;
        }
        return Ok(Some(key));
    }
    Ok(None)
}

/// Finds the live report `id` in one segment.
pub fn living_report(
    segment: &SegmentReader,
    fields: Fields,
    id: &str,
) -> tantivy::Result<Option<tantivy::DocId>> {
    let term = Term::from_field_text(fields.id, &id_term(id));
    let index = segment.inverted_index(fields.id)?;
    let Some(mut postings) = index.read_postings(&term, IndexRecordOption::Basic)? else {
        return Ok(None);
    };
    while postings.doc() != TERMINATED {
        if !segment.is_deleted(postings.doc()) {
            return Ok(Some(postings.doc()));
        }
        postings.advance();
    }
    Ok(None)
}
