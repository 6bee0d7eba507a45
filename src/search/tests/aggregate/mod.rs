//! Aggregates equal counts by brute force. This module builds the reports, in several segments and some deleted, with
//! their expected values.

mod crosstab;
mod dimensions;
mod facets;
mod overview;
mod passages;
mod query_counts;
mod significant_words;
mod timeline;
mod together;

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::sample::select;

use crate::facet_path::with_ancestors;
use crate::search::{Count, Dimension, WordsRule};

use super::*;

const PATHS: &[&str] = &[
    "/A", "/A/X", "/A/X/1", "/A/X/2", "/A/Y", "/AB", "/AB/X", "/B", "/B/Z", "/B/Z/@2",
];

const DATES: &[Option<&str>] = &[
    None,
    Some("2021"),
    Some("2023"),
    Some("2023-04"),
    Some("2023-12-31"),
    Some("2024-01-01"),
    Some("2024-01-07T23:59:59-11:00"),
    Some("2024-01-08"),
    Some("2024-02"),
];

/// A report with its expected values.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub id: String,
    pub date: Option<&'static str>,
    pub source: Option<&'static str>,
    pub language: Option<&'static str>,
    pub format: Option<&'static str>,
    pub areas: Vec<&'static str>,
    pub actors: Vec<&'static str>,
    /// Which of `word`, `noun` and `verb` it contains.
    pub words: Vec<&'static str>,
    deleted: bool,
    /// Whether it is the last of a segment.
    ends_segment: bool,
}

impl Known {
    fn report(&self) -> Report {
        let of = |facet: &str, paths: &[&str]| -> Vec<(String, String)> {
            let value = |path: &&str| (facet.to_owned(), (*path).to_owned());
            paths.iter().map(value).collect()
        };
        // Makes sure that no text is a near duplicate of another.
        let body = format!(
            "{} a{1} b{1} c{1} d{1} e{1}.",
            self.words.join(" "),
            self.id
        );
        Report {
            published: self.date.map(|date| Date::parse(date).unwrap()),
            source: self.source.map(str::to_owned),
            language: self.language.map(str::to_owned),
            stated: [of("area", &self.areas), of("actor", &self.actors)].concat(),
            path: match self.format {
                Some(format) => format!("{}.{format}", self.id),
                None => self.id.clone(),
            },
            ..report(&self.id, &body)
        }
    }

    /// The expected values of a dimension, without repetitions.
    pub(super) fn values(&self, dimension: &str) -> BTreeSet<String> {
        let one = |value: Option<&str>| value.map(str::to_owned).into_iter().collect();
        let paths = |facet: &str| match facet {
            "area" => &self.areas,
            _ => &self.actors,
        };
        match dimension {
            "source" => one(self.source),
            "language" => one(self.language),
            "format" => one(self.format),
            "root" => one(Some("0")),
            _ if dimension.starts_with("date") => {
                let period = dimension.strip_prefix("date@").unwrap_or("year");
                self.period(period).into_iter().collect()
            }
            _ => {
                let (node, level) = dimension.split_once('@').unwrap_or((dimension, "1"));
                let (facet, below) = node.split_once('=').unwrap_or((node, ""));
                values_at(paths(facet), below, level)
            }
        }
    }

    /// The period of its date, derived from the date as text.
    pub(super) fn period(&self, period: &str) -> Option<String> {
        let date = self.date?;
        let month = || date.get(5..7)?.parse::<u32>().ok();
        Some(match period {
            "year" => date[..4].to_owned(),
            "quarter" => format!("{}-Q{}", &date[..4], month()?.div_ceil(3)),
            "month" => date.get(..7)?.to_owned(),
            "day" => date.get(..10)?.to_owned(),
            _ => match date.get(..10)? {
                "2023-12-31" => "2023-W52".to_owned(),
                "2024-01-01" | "2024-01-07" => "2024-W01".to_owned(),
                _ => "2024-W02".to_owned(),
            },
        })
    }
}

/// The values at a level of paths and their ancestors, by a slow and simple method.
pub(super) fn values_at(paths: &[&str], below: &str, level: &str) -> BTreeSet<String> {
    let all: BTreeSet<String> = paths.iter().flat_map(|path| with_ancestors(path)).collect();
    let names = |path: &str| path.matches('/').count();
    let is_below = |path: &str| below.is_empty() || path.starts_with(&format!("{below}/"));
    let picked = all.iter().filter(|path| match level {
        "leaves" => {
            let has_more = all
                .iter()
                .any(|other| other.starts_with(&format!("{path}/")));
            (is_below(path) || *path == below) && !has_more
        }
        "all" => is_below(path),
        depth => is_below(path) && names(path) == names(below) + depth.parse::<usize>().unwrap(),
    });
    picked.cloned().collect()
}

fn known() -> impl Strategy<Value = Known> {
    let some = || proptest::collection::vec(select(PATHS), 0..4);
    let words = proptest::sample::subsequence(vec!["word", "noun", "verb"], 0..=3);
    let field = |values: &'static [Option<&'static str>]| select(values);
    (
        select(DATES),
        field(&[None, Some("The Paper"), Some("Wire")]),
        field(&[Some("en"), Some("fr")]),
        field(&[None, Some("txt"), Some("pdf")]),
        some(),
        some(),
        words,
        proptest::bool::weighted(0.2),
        proptest::bool::weighted(0.2),
    )
        .prop_map(
            |(date, source, language, format, areas, actors, words, deleted, ends_segment)| Known {
                id: String::new(),
                date,
                source,
                language,
                format,
                areas,
                actors,
                words,
                deleted,
                ends_segment,
            },
        )
}

/// Generates reports.
pub(super) fn reports() -> impl Strategy<Value = Vec<Known>> {
    proptest::collection::vec(known(), 1..12).prop_map(|mut reports| {
        for (n, report) in reports.iter_mut().enumerate() {
            report.id = format!("r{n}");
        }
        reports
    })
}

/// Builds an index of the reports, in several segments; returns it with the reports that were not deleted.
pub(super) fn indexed(reports: &[Known]) -> (Searcher, Vec<&Known>) {
    let mut mirror = Mirror::in_memory(&SCHEMA, SMALL).unwrap();
    mirror.set_now(1_740_000_000);
    for report in reports {
        add(&mut mirror, &report.id, report.report());
        if report.ends_segment {
            mirror.commit().unwrap();
        }
    }
    mirror.commit().unwrap();
    for report in reports.iter().filter(|report| report.deleted) {
        mirror.remove(&format!("0/{}", report.id));
    }
    let searcher = Searcher::new(mirror.finish().unwrap().1).unwrap();
    let living = reports.iter().filter(|report| !report.deleted);
    (searcher, living.collect())
}

/// A request for the reports with a word; without a word, for all.
pub(super) fn having(word: &str) -> Request {
    Request {
        words: WordsRule::All,
        ..request(word)
    }
}
