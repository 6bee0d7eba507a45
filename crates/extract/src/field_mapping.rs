//! Field mappings: the keys of the parts of a report, either common names or the columns that a
//! field map assigns.

use std::sync::Arc;

use super::values::{Entries, is_same_name};
use reportage_text::analysis::language_tables::LanguageCodes;
use reportage_text::field_map::{FieldMap, Joined};
use reportage_text::lexicon::Language;

const ID: &[&str] = &["id"];
const TITLE: &[&str] = &["title", "headline"];
const TEXT: &[&str] = &["text", "body", "content", "contents"];
const PUBLISHED: &[&str] = &["published", "date"];
const SOURCE: &[&str] = &["source"];
const URL: &[&str] = &["url"];
const LANGUAGE: &[&str] = &["language", "lang"];

/// The keys of title and text, for messages.
pub(super) const TAKEN: &str =
    "title, headline, text, body, content, contents, and what a field map of the schema names";

/// The field mappings of records: the plain one and one per field map.
#[derive(Debug, Default)]
pub(super) struct FieldMappings {
    /// The facets; their names are keys.
    pub facets: Vec<String>,
    /// The mapping of records that no field map matches.
    pub plain: FieldMapping,
    mapped: Vec<(FieldMap, FieldMapping)>,
}

/// Where to look for each part of a report, best first.
#[derive(Debug, Default)]
pub(super) struct FieldMapping {
    pub id: Vec<Joined>,
    pub title: Vec<Joined>,
    pub text: Vec<Joined>,
    pub html: Vec<Joined>,
    pub published: Vec<Joined>,
    pub date_format: Option<String>,
    pub source: Vec<Joined>,
    pub url: Vec<Joined>,
    pub language: Vec<Joined>,
    /// Each facet with the columns that assert its values.
    pub facets: Vec<(String, Vec<Joined>)>,
    /// Columns that are not searched.
    pub left_out: Vec<String>,
    /// The known languages.
    pub languages: Arc<LanguageCodes>,
    /// Whether the mapping comes from a field map.
    pub mapped: bool,
}

impl FieldMappings {
    pub fn new(facets: &[String], maps: &[FieldMap], languages: &[Language]) -> FieldMappings {
        let languages = Arc::new(LanguageCodes::with(languages));
        let mapped = maps
            .iter()
            .map(|map| (map.clone(), FieldMapping::of(facets, map, &languages)))
            .collect();
        let plain = FieldMapping {
            mapped: false,
            ..FieldMapping::of(facets, &FieldMap::default(), &languages)
        };
        FieldMappings {
            facets: facets.to_vec(),
            plain,
            mapped,
        }
    }

    /// Returns the known languages.
    pub fn languages(&self) -> &LanguageCodes {
        &self.plain.languages
    }

    /// Returns the mapping for a record with these entries: that of the best matching field map,
    /// the first of equals.
    pub fn of(&self, entries: &Entries) -> &FieldMapping {
        let mut best = None;
        for (map, mapping) in &self.mapped {
            let fit = map.fit(|column| entries.has(column));
            if fit > best.map(|(fit, _)| fit) {
                best = fit.map(|fit| (fit, mapping));
            }
        }
        best.map_or(&self.plain, |(_, mapping)| mapping)
    }

    /// Returns whether these are the keys of a report: one of them holds a title or text, or they
    /// match a field map as far as can be decided without the values.
    pub fn is_record(&self, keys: &[String]) -> bool {
        let begins = |column: &str| {
            is_among(keys, column)
                || column
                    .split_once('.')
                    .is_some_and(|(first, _)| is_among(keys, first))
        };
        TITLE.iter().chain(TEXT).any(|name| is_among(keys, name))
            || self.mapped.iter().any(|(map, _)| map.fit(begins).is_some())
    }

    /// Returns whether any of these keys has a meaning.
    pub fn are_known(&self, keys: &[String]) -> bool {
        let usual = [ID, TITLE, TEXT, PUBLISHED, SOURCE, URL, LANGUAGE];
        let usual = usual.into_iter().flatten().copied();
        let mut known = usual.chain(self.facets.iter().map(String::as_str));
        known.any(|name| is_among(keys, name)) || self.is_record(keys)
    }
}

fn is_among(keys: &[String], name: &str) -> bool {
    keys.iter().any(|key| is_same_name(key, name))
}

impl FieldMapping {
    /// Fields that the map does not assign use the common names.
    fn of(facets: &[String], map: &FieldMap, languages: &Arc<LanguageCodes>) -> FieldMapping {
        let or_usual = |mapped: &[Joined], usual: &[&str]| {
            let usual = usual.iter().map(|name| Joined(vec![(*name).to_owned()]));
            mapped.iter().cloned().chain(usual).collect()
        };
        let facet = |facet: &String| {
            let stated = map.facets.iter().find(|(name, _)| name == facet);
            let columns = stated.map_or(&[][..], |(_, columns)| columns);
            (facet.clone(), or_usual(columns, &[facet]))
        };
        FieldMapping {
            id: or_usual(&map.id, ID),
            title: or_usual(&map.title, TITLE),
            text: or_usual(&map.text, TEXT),
            html: map.html.clone(),
            published: or_usual(&map.date, PUBLISHED),
            date_format: map.date_format.clone(),
            source: or_usual(&map.source, SOURCE),
            url: or_usual(&map.url, URL),
            language: or_usual(&map.language, LANGUAGE),
            facets: facets.iter().map(facet).collect(),
            left_out: map.leave_out.clone(),
            languages: Arc::clone(languages),
            mapped: true,
        }
    }

    /// Returns whether a column has a meaning other than title or plain text, of which only one is
    /// used.
    pub fn is_metadata(&self, column: &str) -> bool {
        let all = [
            &self.id,
            &self.html,
            &self.published,
            &self.source,
            &self.url,
            &self.language,
        ];
        let facets = self.facets.iter().map(|(_, columns)| columns);
        let columns = all.into_iter().chain(facets).flatten().flat_map(|c| &c.0);
        let mut columns = columns.chain(&self.left_out);
        columns.any(|known| is_same_name(known, column))
    }

    /// Returns whether a record has a column for text or title, even an empty one.
    pub fn hold_text(&self, entries: &Entries) -> bool {
        let columns = self.title.iter().chain(&self.text).flat_map(|c| &c.0);
        columns.into_iter().any(|column| entries.has(column))
    }
}
