//! The payload of each commit, which describes the whole index. All commits go through one
//! function, because a plain commit would erase the payload.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use tantivy::{IndexWriter, TantivyError};

use crate::facet_path;
use crate::schema::{COUNTRY_PLACEHOLDER, FacetDef, IndexSchema};

use super::fields::FORMAT_VERSION;
use super::roots::Roots;

/// Metadata of the whole index.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Payload {
    /// The format version; this version of the library reads only one.
    pub format: u32,
    /// Fingerprint of the schema with which its reports were tagged.
    pub schema: u64,
    /// The absolute folder of that schema; `None` for the shipped one.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "path_text")]
    pub schema_dir: Option<PathBuf>,
    /// The facets, in order.
    pub facets: Vec<FacetNames>,
    /// A hash that changes when the schema changes how files are read: which keys assert facet
    /// values, and what the columns of exports mean.
    #[serde(default)]
    pub reading: u64,
    /// The folders that it mirrors.
    #[serde(default)]
    pub roots: Roots,
    /// A hash of the rows of `corrections.tsv` with which each report was tagged, by its id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub corrected: BTreeMap<String, u64>,
}

/// A path as text, in the form of [`text_of`](super::source_key::text_of): JSON cannot have a path that is not UTF-8.
mod path_text {
    use std::path::PathBuf;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::index::source_key::{path_of, text_of};

    pub fn serialize<S: Serializer>(path: &Option<PathBuf>, to: S) -> Result<S::Ok, S::Error> {
        path.as_deref().map(text_of).serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<PathBuf>, D::Error> {
        let text = Option::<String>::deserialize(from)?;
        Ok(text.as_deref().map(path_of))
    }
}

/// The names of a facet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FacetNames {
    /// The name used in queries.
    pub name: String,
    /// The display name.
    pub label: String,
    /// Whether its values are places.
    #[serde(default)]
    pub places: bool,
    /// The paths of bodies that every country has.
    #[serde(default)]
    pub of_countries: Vec<CountryPattern>,
}

/// The path of a body that every country has: the names before and after that of the country.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountryPattern {
    /// From the top.
    pub before: Vec<String>,
    /// The last is the name of the body; empty if the country's name represents it.
    pub after: Vec<String>,
}

impl Payload {
    /// Describes an index whose reports are tagged with `schema`.
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
            corrected: BTreeMap::new(),
        }
    }
}

/// Returns the distinct paths in a facet of bodies that every country has.
fn patterns(schema: &IndexSchema, facet: usize) -> Vec<CountryPattern> {
    let standings = schema.forms.iter().flat_map(|form| &form.standings);
    let mut patterns = Vec::new();
    for standing in standings.filter(|standing| standing.facet == facet) {
        let mut before = facet_path::names(&standing.path);
        if let Some(country) = before.iter().position(|name| name == COUNTRY_PLACEHOLDER) {
            let after = before.split_off(country + 1);
            before.pop();
            patterns.push(CountryPattern { before, after });
        }
    }
    patterns.dedup();
    patterns
}

/// Makes everything passed to the writer durable, with the payload.
pub fn commit(writer: &mut IndexWriter, payload: &Payload) -> Result<(), TantivyError> {
    let text = serde_json::to_string(payload)
        .map_err(|error| TantivyError::InternalError(error.to_string()))?;
    let mut prepared = writer.prepare_commit()?;
    prepared.set_payload(&text);
    prepared.commit()?;
    Ok(())
}
