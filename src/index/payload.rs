//! What every commit carries about the index as a whole. One function commits, with the payload: a
//! plain commit would erase it.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use tantivy::{IndexWriter, TantivyError};

use crate::schema::{FacetDef, IndexSchema};

use super::fields::FORMAT_VERSION;

/// The index as a whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Payload {
    /// See [`FORMAT_VERSION`].
    pub format: u32,
    /// Fingerprint of the index schema that its reports were tagged with.
    pub schema: u64,
    /// The folder of that schema, absolute; `None`: the one that the program carries.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schema_dir: Option<PathBuf>,
    /// The facets, in order.
    pub facets: Vec<FacetNames>,
    /// Differs when the schema says otherwise of how files are read: which keys state values of a
    /// facet, and what the columns of exports mean.
    #[serde(default)]
    pub reading: u64,
}

/// A facet as people know it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FacetNames {
    /// As in queries.
    pub name: String,
    /// As in headings.
    pub label: String,
}

impl Payload {
    /// Describes an index whose reports are tagged by `schema`.
    pub fn of(schema: &IndexSchema) -> Payload {
        let names = |facet: &FacetDef| FacetNames {
            name: facet.name.clone(),
            label: facet.label.clone(),
        };
        Payload {
            format: FORMAT_VERSION,
            schema: schema.fingerprint,
            schema_dir: schema.origin.clone(),
            facets: schema.facets.iter().map(names).collect(),
            reading: schema.reading(),
        }
    }
}

/// Makes everything handed to the writer durable, with the payload.
pub fn commit(writer: &mut IndexWriter, payload: &Payload) -> Result<(), TantivyError> {
    let text = serde_json::to_string(payload)
        .map_err(|error| TantivyError::InternalError(error.to_string()))?;
    let mut prepared = writer.prepare_commit()?;
    prepared.set_payload(&text);
    prepared.commit()?;
    Ok(())
}
