//! What every commit carries about the index as a whole. One function commits, with the payload: a
//! plain commit would erase it.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use tantivy::{IndexWriter, TantivyError};

use crate::facet_path;
use crate::schema::{COUNTRY_SLOT, FacetDef, IndexSchema};

use super::fields::FORMAT_VERSION;
use super::roots::Roots;

/// The index as a whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Payload {
    /// The number of its layout; this version of the library reads one alone.
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
    /// The folders it mirrors.
    #[serde(default)]
    pub roots: Roots,
}

/// A facet as people know it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FacetNames {
    /// As in queries.
    pub name: String,
    /// As in headings.
    pub label: String,
    /// Whether its values are places.
    #[serde(default)]
    pub places: bool,
    /// Where bodies stand that every country has.
    #[serde(default)]
    pub of_countries: Vec<CountryPattern>,
}

/// The path of a body that every country has: the names before that of the country, and those after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountryPattern {
    /// From the top.
    pub before: Vec<String>,
    /// The last is that of the body; none if the country's name stands for it.
    pub after: Vec<String>,
}

impl Payload {
    /// Describes an index whose reports are tagged by `schema`.
    pub fn of(schema: &IndexSchema) -> Payload {
        let names = |(i, facet): (usize, &FacetDef)| FacetNames {
            name: facet.name.clone(),
            label: facet.label.clone(),
            places: facet.places,
            of_countries: patterns(schema, i),
        };
        Payload {
            format: FORMAT_VERSION,
            schema: schema.fingerprint,
            schema_dir: schema.origin.clone(),
            facets: schema.facets.iter().enumerate().map(names).collect(),
            reading: schema.reading(),
            roots: Roots::default(),
        }
    }
}

/// Returns where the bodies are in a facet that every country has, each path once.
fn patterns(schema: &IndexSchema, facet: usize) -> Vec<CountryPattern> {
    let standings = schema.forms.iter().flat_map(|form| &form.standings);
    let mut patterns = Vec::new();
    for standing in standings.filter(|standing| standing.facet == facet) {
        let mut before = facet_path::names(&standing.path);
        if let Some(slot) = before.iter().position(|name| name == COUNTRY_SLOT) {
            let after = before.split_off(slot + 1);
            before.pop();
            patterns.push(CountryPattern { before, after });
        }
    }
    patterns.dedup();
    patterns
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
