//! Main topics: queries, filters and counts agree with the heads of reports.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use proptest::prelude::*;
use proptest::sample::select;

use crate::facet_path::{is_at_or_below, with_ancestors};
use crate::index::Renames;
use crate::response::{FacetValue, ReportHead};
use crate::schema::same_as;
use crate::search::Filing;

use super::*;

const FACETS: [&str; 2] = ["area", "actor"];

const NAMED: &[&str] = &[
    "Haiti",
    "Kenya",
    "Kenscoff",
    "Solino",
    "Port-au-Prince",
    "Viv Ansanm",
    "Haiti National Police",
    "nobody",
];

/// Rows that rename values, to their ancestors and to other values.
const ROWS: &[(&str, &str)] = &[
    ("/Haiti/Ouest/Kenscoff", "/Kenya/Coast"),
    ("/Haiti/Ouest", "/New/Name"),
    ("/Haiti/Ouest/Port-au-Prince", "/Haiti"),
    ("/Haiti", "/Kenya"),
];

/// A report that mentions each name this often, in this order, after a lead without names.
fn naming(id: &str, times: &[(&str, usize)]) -> Report {
    let mut body = format!("{}\n\n", "Rain fell all day. ".repeat(6));
    for (name, n) in times {
        body.push_str(&format!("They spoke of {name} here.\n\n").repeat(*n));
    }
    report(id, &body)
}

/// Names with their frequencies in the body, and the name in the title.
type Named = (Vec<(&'static str, usize)>, Option<&'static str>);

fn reports() -> impl Strategy<Value = Vec<Report>> {
    let named = proptest::collection::vec((select(NAMED), 1..9usize), 0..5);
    let title = proptest::option::weighted(0.3, select(NAMED));
    proptest::collection::vec((named, title), 1..6).prop_map(|all| {
        let make = |(n, (named, title)): (usize, Named)| Report {
            title: title.map(|name| format!("On {name}")),
            ..naming(&n.to_string(), &named)
        };
        all.into_iter().enumerate().map(make).collect()
    })
}

fn renames(rows: &[(&str, &str)]) -> Option<Renames> {
    let lines = rows
        .iter()
        .map(|(from, to)| format!("area\t{from}\t{to}\n"));
    let text = format!("facet\tpath\tsame-as\n{}", lines.collect::<String>());
    let rows = same_as::parse(Path::new("same-as.tsv"), &text, &FACETS, Vec::new());
    rows.ok().map(Renames::of)
}

/// The main topics of a report in a facet.
fn main_of<'a>(head: &'a ReportHead, facet: &str) -> &'a [String] {
    let mut main = head.main.iter();
    main.find(|(name, _)| name == facet)
        .map_or(&[], |(_, paths)| paths)
}

fn is_about(head: &ReportHead, facet: &str, path: &str) -> bool {
    let mut main = main_of(head, facet).iter();
    main.any(|main| is_at_or_below(main, path))
}

fn flatten(values: &[FacetValue], out: &mut BTreeMap<String, u64>) {
    for value in values {
        out.insert(value.path.clone(), value.count);
        flatten(&value.children, out);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn queries_filters_and_counts_agree_with_the_heads(
        reports in reports(),
        rows in proptest::sample::subsequence(ROWS, 0..3),
    ) {
        let Some(renames) = renames(&rows) else {
            return Ok(()); // in a circle
        };
        let searcher = searcher(&reports).with_renames(renames);
        let everything = Request { count_facets: true, filing: Filing::Main, ..request("") };
        let response = searcher.search(&everything).unwrap();
        let heads: Vec<&ReportHead> = response.hits.iter().map(|hit| &hit.report).collect();
        prop_assert_eq!(heads.len(), reports.len());
        let about = |facet: &str, path: &str| {
            let found = heads.iter().filter(|head| is_about(head, facet, path));
            let mut ids: Vec<&str> = found.map(|head| head.id.as_str()).collect();
            ids.sort_unstable();
            ids.join(" ")
        };
        for (facet, counted) in FACETS.iter().zip(response.facets.as_ref().unwrap()) {
            let mut wanted: BTreeMap<String, u64> = BTreeMap::new();
            for head in &heads {
                let main = main_of(head, facet).iter();
                let nodes: BTreeSet<String> = main.flat_map(|path| with_ancestors(path)).collect();
                let filed = head.facets.iter().find(|(name, _)| name == facet).unwrap();
                for node in nodes {
                    let mut paths = filed.1.iter();
                    prop_assert!(paths.any(|path| is_at_or_below(path, &node)), "{:?}", head);
                    *wanted.entry(node).or_default() += 1;
                }
            }
            let mut got = BTreeMap::new();
            flatten(&counted.values, &mut got);
            prop_assert_eq!(got, wanted);

            for path in searcher.filed(facet).unwrap().paths() {
                let facets = vec![filter(facet, path)];
                let chosen = Request { facets, filing: Filing::Main, ..request("") };
                prop_assert_eq!(found_by(&searcher, &chosen), about(facet, path));
                // No path belongs to both facets here.
                prop_assert_eq!(found(&searcher, &format!("about:\"{path}\"")), about(facet, path));
            }
        }
    }
}

#[test]
fn a_passing_mention_matches_and_is_highlighted_by_area_but_not_by_about() {
    let searcher = searcher(&[
        naming("a", &[("Haiti", 4), ("Kenya", 1)]),
        naming("b", &[("Kenya", 4), ("Haiti", 1)]),
    ]);
    assert_eq!(found(&searcher, "area:Kenya"), "a b");
    assert_eq!(found(&searcher, "about:Kenya"), "b");
    assert_eq!(found(&searcher, "-about:Kenya"), "a");
    assert_eq!(found(&searcher, "about:(Kenya OR Haiti)"), "a b");
    let marks = marked(&searcher, "about:Kenya OR (about:Haiti AND absent)");
    assert_eq!(marks, ["Kenya"; 4]);
    for (filing, counts) in [(Filing::All, [2, 2]), (Filing::Main, [1, 1])] {
        let request = Request {
            filing,
            count_facets: true,
            facets: vec![filter("area", "Kenya")],
            ..request("")
        };
        let response = searcher.search(&request).unwrap();
        assert_eq!(response.total, counts[1]);
        let mut got = BTreeMap::new();
        flatten(&response.facets.unwrap()[0].values, &mut got);
        let got = ["/Haiti", "/Kenya"].map(|path| got[path]);
        assert_eq!(got, counts, "a choice leaves the other values their counts");
    }
}

#[test]
fn about_resolves_to_values_of_any_facet_by_name_before_path_suffix() {
    let searcher = searcher(&[
        filed("a", &[("actor", "/Armed groups/Kenya/Lake side")]),
        filed("b", &[("area", "/Kenya/Lake side")]),
        filed("c", &[("actor", "Living Together")]),
    ]);
    assert_eq!(
        found(&searcher, "about:Kenya"),
        "b",
        "a country is called so"
    );
    assert_eq!(found(&searcher, "about:\"Viv Ansanm\""), "c");
    assert_eq!(found(&searcher, "about:\"Armed groups\""), "a c");
    let response = search(&searcher, "about:\"Lake side\"");
    assert_eq!(ids_of(&response), ["a", "b"]);
    assert_eq!(
        response.notes,
        [
            "about `Lake side` means any of area /Kenya/Lake side, actor /Armed groups/Kenya/Lake side"
        ]
    );
    match searcher.search(&request("x about:Kenyo")) {
        Err(error @ SearchError::UnknownAnywhere { .. }) => {
            assert_eq!(error.to_string(), "no value of a facet is called `Kenyo`");
        }
        other => panic!("{other:?}"),
    }
}
