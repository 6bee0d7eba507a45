//! Reads whole reports from an index.

use tantivy::schema::Field;
use tantivy::schema::document::{DeserializeError, DocumentDeserialize, DocumentDeserializer};
use tantivy::{DocAddress, Searcher, TantivyError};

use crate::report::Report;

use super::fields::Fields;
use super::stored::{Evidence, StoredHead};

/// A stored report.
#[derive(Debug, Clone)]
pub struct StoredReport {
    /// Everything except body and mentions.
    pub head: StoredHead,
    /// The body.
    pub body: String,
    /// The mentions.
    pub evidence: StoredEvidence,
}

/// The mentions of a report as JSON, parsed on demand.
#[derive(Debug, Clone)]
pub struct StoredEvidence(String);

impl StoredEvidence {
    /// Parses the mentions.
    pub fn read(&self) -> tantivy::Result<Evidence> {
        serde_json::from_str(&self.0).map_err(damaged)
    }

    /// The length of the JSON, in bytes.
    pub fn bytes(&self) -> usize {
        self.0.len()
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

/// The stored texts of a document. Tantivy's own document type copies each once more, which is
/// noticeable for long reports.
struct Texts(Vec<(Field, String)>);

impl DocumentDeserialize for Texts {
    fn deserialize<'de, D>(mut document: D) -> Result<Texts, DeserializeError>
    where
        D: DocumentDeserializer<'de>,
    {
        let mut texts = Vec::with_capacity(document.size_hint());
        while let Some(text) = document.next_field()? {
            texts.push(text);
        }
        Ok(Texts(texts))
    }
}

fn from_document(Texts(mut texts): Texts, fields: Fields) -> tantivy::Result<StoredReport> {
    let mut text = |wanted| {
        let found = texts.iter_mut().find(|(field, _)| *field == wanted);
        found.map_or_else(String::new, |(_, text)| std::mem::take(text))
    };
    Ok(StoredReport {
        head: serde_json::from_str(&text(fields.head)).map_err(damaged)?,
        body: text(fields.text),
        evidence: StoredEvidence(text(fields.evidence)),
    })
}

fn damaged(error: serde_json::Error) -> TantivyError {
    TantivyError::InternalError(format!("a stored report cannot be read: {error}"))
}

/// Yields every live report as it was read, with the key of its source.
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

/// Yields the addresses of all live reports, in store order.
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
