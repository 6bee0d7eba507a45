//! Reads whole reports back out of an index.

use tantivy::schema::Value;
use tantivy::store::StoreReader;
use tantivy::{DocAddress, DocId, Searcher, TantivyDocument, TantivyError};

use crate::report::Report;

use super::fields::Fields;
use super::stored::{Evidence, StoredHead};

/// A report as it is stored.
#[derive(Debug, Clone)]
pub struct StoredReport {
    /// All but body and mentions.
    pub head: StoredHead,
    /// The body.
    pub body: String,
    /// The mentions, as JSON; see [`StoredReport::evidence`].
    evidence: String,
}

impl StoredReport {
    /// Reads the mentions.
    pub fn evidence(&self) -> tantivy::Result<Evidence> {
        serde_json::from_str(&self.evidence).map_err(damaged)
    }
}

/// Reads the report at `address`.
pub fn stored(
    searcher: &Searcher,
    fields: Fields,
    address: DocAddress,
) -> tantivy::Result<StoredReport> {
    from_document(searcher.doc(address)?, fields)
}

/// Reads the report `doc` of a segment's store.
pub fn from_store(
    store: &StoreReader,
    fields: Fields,
    doc: DocId,
) -> tantivy::Result<StoredReport> {
    from_document(store.get(doc)?, fields)
}

fn from_document(document: TantivyDocument, fields: Fields) -> tantivy::Result<StoredReport> {
    let text = |field| {
        document
            .get_first(field)
            .and_then(|value| value.as_str())
            .unwrap_or("")
    };
    Ok(StoredReport {
        head: serde_json::from_str(text(fields.head)).map_err(damaged)?,
        body: text(fields.text).to_owned(),
        evidence: text(fields.evidence).to_owned(),
    })
}

fn damaged(error: serde_json::Error) -> TantivyError {
    TantivyError::InternalError(format!("a stored report cannot be read: {error}"))
}

/// Yields every living report as it was read, with the key of its source.
pub fn whole(
    searcher: &Searcher,
    fields: Fields,
) -> impl Iterator<Item = (String, tantivy::Result<Report>)> + '_ {
    addresses(searcher, fields).map(move |address| match stored(searcher, fields, address) {
        Ok(stored) => {
            let key = stored.head.source_key.clone();
            (key, Ok(stored.head.into_report(stored.body)))
        }
        Err(error) => (String::new(), Err(error)),
    })
}

/// Yields where every living report stands, in the order of the store.
pub fn addresses(searcher: &Searcher, fields: Fields) -> impl Iterator<Item = DocAddress> + '_ {
    let segments = searcher.segment_readers().iter().enumerate();
    segments.flat_map(move |(ord, segment)| {
        let hashes = segment
            .fast_fields()
            .u64(searcher.schema().get_field_name(fields.id_hash));
        segment
            .doc_ids_alive()
            // Only reports have a hash.
            .filter(move |&doc| {
                hashes
                    .as_ref()
                    .is_ok_and(|column| column.first(doc).is_some())
            })
            .map(move |doc| DocAddress::new(ord as u32, doc))
    })
}
