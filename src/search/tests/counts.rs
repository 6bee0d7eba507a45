//! Facet counts equal counts by brute force.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::sample::select;

use crate::facet_path::{is_at_or_below, with_ancestors};
use crate::response::FacetValue;

use super::*;

const PATHS: &[&str] = &[
    "/A", "/A/X", "/A/X/1", "/A/X/2", "/A/Y", "/AB", "/AB/X", "/B", "/B/Z",
];

/// For each facet, its paths.
type Filed = [Vec<&'static str>; 2];

const FACETS: [&str; 2] = ["area", "actor"];

fn filed_paths() -> impl Strategy<Value = Filed> {
    let some = || proptest::collection::vec(select(PATHS), 0..4);
    [some(), some()]
}

/// Facet, path and whether it excludes.
fn filters() -> impl Strategy<Value = Vec<(usize, &'static str, bool)>> {
    proptest::collection::vec(
        (0usize..2, select(PATHS), proptest::bool::weighted(0.3)),
        0..4,
    )
}

fn make(n: usize, filed: &Filed, has_word: bool) -> Report {
    let stated = FACETS.iter().zip(filed).flat_map(|(facet, paths)| {
        let value = |path: &&str| ((*facet).to_owned(), (*path).to_owned());
        paths.iter().map(value).collect::<Vec<_>>()
    });
    Report {
        stated: stated.collect(),
        ..report(
            &n.to_string(),
            if has_word { "Word here." } else { "Nothing." },
        )
    }
}

/// Whether a report passes the filters, except those that keep values of the facet `open`.
fn passes(filed: &Filed, filters: &[(usize, &str, bool)], open: Option<usize>) -> bool {
    let stands =
        |facet: usize, path: &str| filed[facet].iter().any(|filed| is_at_or_below(filed, path));
    (0..2).all(|facet| {
        let mut of_facet = filters.iter().filter(|(of, ..)| *of == facet);
        let excluded = of_facet.any(|&(_, path, exclude)| exclude && stands(facet, path));
        let mut chosen = filters
            .iter()
            .filter(|(of, _, exclude)| *of == facet && !exclude);
        let none_chosen = chosen.clone().next().is_none() || open == Some(facet);
        !excluded && (none_chosen || chosen.any(|(_, path, _)| stands(facet, path)))
    })
}

fn flatten(values: &[FacetValue], above: &str, out: &mut BTreeMap<String, u64>) {
    let order = |value: &FacetValue| (u64::MAX - value.count, value.path.clone());
    assert!(values.is_sorted_by_key(order), "{values:?}");
    for value in values {
        assert!(value.path.rsplit_once('/').unwrap().0 == above, "{value:?}");
        assert_eq!(out.insert(value.path.clone(), value.count), None);
        flatten(&value.children, &value.path, out);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn facet_counts_equal_brute_force_counts(
        reports in proptest::collection::vec((filed_paths(), any::<bool>()), 1..10),
        requests in proptest::collection::vec((filters(), any::<bool>()), 5),
    ) {
        let made: Vec<Report> = reports
            .iter()
            .enumerate()
            .map(|(n, (filed, has_word))| make(n, filed, *has_word))
            .collect();
        let searcher = searcher(&made);
        for (filters, by_word) in requests {
            let known = |&(facet, path, _): &(usize, &str, bool)| {
                let mut paths = reports.iter().flat_map(|(filed, _)| &filed[facet]);
                paths.any(|filed| is_at_or_below(filed, path))
            };
            let facets = filters.iter().map(|&(facet, path, exclude)| FacetFilter {
                exclude,
                ..filter(FACETS[facet], path)
            });
            let request = Request {
                facets: facets.collect(),
                count_facets: true,
                words: crate::search::WordsRule::All,
                ..request(if by_word { "word" } else { "" })
            };
            if !filters.iter().all(known) {
                prop_assert!(searcher.search(&request).is_err());
                continue;
            }
            let response = searcher.search(&request).unwrap();

            let found = |open: Option<usize>| {
                let all = reports.iter().enumerate();
                all.filter(move |(_, (_, has_word))| *has_word || !by_word)
                    .filter(|(_, (filed, _))| passes(filed, &filters, open))
                    .map(|(n, _)| n)
                    .collect::<Vec<_>>()
            };
            let ids: Vec<String> = found(None).iter().map(usize::to_string).collect();
            prop_assert_eq!(ids_of(&response), ids);
            prop_assert_eq!(response.total as usize, found(None).len());

            for (facet, counted) in response.facets.unwrap().iter().enumerate() {
                let mut wanted: BTreeMap<String, u64> = BTreeMap::new();
                for n in found(Some(facet)) {
                    let paths = reports[n].0[facet].iter();
                    let nodes: BTreeSet<String> = paths.flat_map(|path| with_ancestors(path)).collect();
                    for node in nodes {
                        *wanted.entry(node).or_default() += 1;
                    }
                }
                let mut got = BTreeMap::new();
                flatten(&counted.values, "", &mut got);
                prop_assert_eq!(&counted.name, FACETS[facet]);
                prop_assert_eq!(got, wanted);
            }
        }
    }
}

#[test]
fn a_report_counts_once_however_often_a_value_is_mentioned_or_asserted() {
    let twice = Report {
        stated: vec![("area".to_owned(), "Kenscoff".to_owned())],
        ..titled("a", "Kenscoff", "Kenscoff and Solino, then Kenscoff again.")
    };
    let searcher = searcher(&[twice]);
    let request = Request {
        count_facets: true,
        ..request("kenscoff")
    };
    let response = searcher.search(&request).unwrap();
    let mut got = BTreeMap::new();
    flatten(&response.facets.unwrap()[0].values, "", &mut got);
    assert!(
        got.len() == 5 && got.values().all(|&count| count == 1),
        "{got:?}"
    );
}

#[test]
fn an_asserted_value_that_is_not_a_path_is_ignored() {
    let searcher = searcher(&[filed(
        "a",
        &[("area", "/"), ("area", "\0"), ("area", "/\0/ ")],
    )]);
    let whole = searcher.report("a").unwrap().unwrap();
    assert_eq!(whole.head.facets[0], ("area".to_owned(), Vec::new()));
}

#[test]
fn values_of_one_level_are_sorted_by_reports_and_then_by_path() {
    let searcher = searcher(&[
        filed("1", &[("area", "/B"), ("area", "/A/X"), ("area", "/C/Y")]),
        filed("2", &[("area", "/C"), ("area", "/B/Z"), ("actor", "/A")]),
        filed("3", &[("area", "/C/Y")]),
    ]);
    let mut request = request("");
    request.count_facets = true;
    let facets = searcher.search(&request).unwrap().facets.unwrap();
    let value = |path: &str, count, children| FacetValue {
        path: path.to_owned(),
        count,
        children,
    };
    assert_eq!(facets[0].name, "area");
    assert_eq!(
        facets[0].values,
        [
            value("/C", 3, vec![value("/C/Y", 2, vec![])]),
            value("/B", 2, vec![value("/B/Z", 1, vec![])]),
            value("/A", 1, vec![value("/A/X", 1, vec![])]),
        ]
    );
    assert_eq!(facets[1].values, [value("/A", 1, vec![])]);
}
