//! Under which keys the parts of a report stand: the names that people use for them, or what a field
//! map says of the columns of an export.

use super::values::Entries;
use crate::field_map::{FieldMap, Joined};

const ID: &[&str] = &["id"];
const TITLE: &[&str] = &["title", "headline"];
const TEXT: &[&str] = &["text", "body", "content", "contents"];
const PUBLISHED: &[&str] = &["published", "date"];
const SOURCE: &[&str] = &["source"];
const URL: &[&str] = &["url"];
const LANGUAGE: &[&str] = &["language", "lang"];

/// The keys of title and text, in words.
pub(super) const TAKEN: &str =
    "title, headline, text, body, content, contents, and what a field map of the schema names";

/// All that is known about the keys of records.
#[derive(Debug, Default)]
pub(super) struct AllKeys {
    /// The facets, whose names are keys.
    pub facets: Vec<String>,
    /// What holds without a map.
    pub plain: Keys,
    /// Those with more columns to be known by first.
    mapped: Vec<(Vec<String>, Keys)>,
}

/// Where to look for each part of a report, best first.
#[derive(Debug, Default)]
pub(super) struct Keys {
    pub id: Vec<Joined>,
    pub title: Vec<Joined>,
    pub text: Vec<Joined>,
    pub html: Vec<Joined>,
    pub published: Vec<Joined>,
    pub date_format: Option<String>,
    pub source: Vec<Joined>,
    pub url: Vec<Joined>,
    pub language: Vec<Joined>,
    /// Each facet with the columns that state its values.
    pub facets: Vec<(String, Vec<Joined>)>,
    /// Whether a field map says so.
    pub mapped: bool,
}

impl AllKeys {
    pub fn new(facets: &[String], maps: &[FieldMap]) -> AllKeys {
        let mut mapped: Vec<(Vec<String>, Keys)> = maps
            .iter()
            .map(|map| (map.when.clone(), Keys::of(facets, map)))
            .collect();
        mapped.sort_by_key(|(when, _)| std::cmp::Reverse(when.len()));
        let plain = Keys {
            mapped: false,
            ..Keys::of(facets, &FieldMap::default())
        };
        AllKeys {
            facets: facets.to_vec(),
            plain,
            mapped,
        }
    }

    /// Returns how a record of these entries is read.
    pub fn of(&self, entries: &Entries) -> &Keys {
        for (when, keys) in &self.mapped {
            if when.iter().all(|column| entries.has(column)) {
                return keys;
            }
        }
        &self.plain
    }

    /// Returns whether keys like these are those of a report: one of them holds its title or text,
    /// or they are those of a mapped export as far as can be told without their values.
    pub fn is_record(&self, keys: &[String]) -> bool {
        let there = |name: &str| keys.iter().any(|key| key.trim().eq_ignore_ascii_case(name));
        let begins = |column: &String| {
            there(column)
                || column
                    .split_once('.')
                    .is_some_and(|(first, _)| there(first))
        };
        TITLE.iter().chain(TEXT).any(|name| there(name))
            || self.mapped.iter().any(|(when, _)| when.iter().all(begins))
    }
}

impl Keys {
    /// What a map leaves open stands where it always does.
    fn of(facets: &[String], map: &FieldMap) -> Keys {
        let or_usual = |mapped: &[Joined], usual: &[&str]| {
            let usual = usual.iter().map(|name| Joined(vec![(*name).to_owned()]));
            mapped.iter().cloned().chain(usual).collect()
        };
        let facet = |facet: &String| {
            let stated = map.facets.iter().find(|(name, _)| name == facet);
            let columns = stated.map_or(&[][..], |(_, columns)| columns);
            (facet.clone(), or_usual(columns, &[facet]))
        };
        Keys {
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
            mapped: true,
        }
    }
}
