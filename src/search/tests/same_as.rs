//! Renamed values behave as if the reports were filed under what they are shown as.

use std::path::Path;

use proptest::prelude::*;
use proptest::sample::select;

use crate::index::Renames;
use crate::schema::same_as;

use super::*;

const PATHS: &[&str] = &["/A", "/A/X", "/A/X/1", "/A/Y", "/AB", "/B", "/B/Z"];

fn rows(pairs: &[(&str, &str)]) -> Option<Vec<same_as::SameAs>> {
    let lines = pairs
        .iter()
        .map(|(from, to)| format!("area\t{from}\t{to}\n"));
    let text = format!("facet\tpath\tsame-as\n{}", lines.collect::<String>());
    same_as::parse(
        Path::new("same-as.tsv"),
        &text,
        &["area", "actor"],
        Vec::new(),
    )
    .ok()
}

fn filed_by(filed: &[Vec<String>]) -> Searcher {
    let reports = filed.iter().enumerate().map(|(n, paths)| {
        let stated: Vec<(&str, &str)> = paths.iter().map(|path| ("area", path.as_str())).collect();
        super::filed(&n.to_string(), &stated)
    });
    searcher(&reports.collect::<Vec<Report>>())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn renamed_values_behave_as_if_reports_were_filed_under_them(
        filed in proptest::collection::vec(proptest::collection::vec(select(PATHS), 0..3), 1..6),
        pairs in proptest::collection::vec((select(PATHS), select(PATHS)), 0..3),
    ) {
        let rows = rows(&pairs);
        prop_assume!(rows.is_some());
        let rows = rows.unwrap();
        let as_filed: Vec<Vec<String>> = filed
            .iter()
            .map(|paths| {
                // Ancestors of a value are not stored in addition to it.
                let paths = paths.iter().map(|path| (*path).to_owned());
                crate::facet_path::without_implied(paths.collect())
            })
            .collect();
        let as_shown: Vec<Vec<String>> = as_filed
            .iter()
            .map(|paths| paths.iter().map(|path| same_as::shown(&rows, "area", path).unwrap()).collect())
            .collect();
        let renamed = filed_by(&as_filed).with_renames(Renames::of(rows.clone()));
        let plain = filed_by(&as_shown);

        let counting = Request { count_facets: true, ..request("") };
        let (got, wanted) = (renamed.search(&counting).unwrap(), plain.search(&counting).unwrap());
        prop_assert_eq!(&got.facets, &wanted.facets);
        let heads = |response: &Response| -> Vec<_> {
            response.hits.iter().map(|hit| (hit.report.id.clone(), hit.report.facets.clone())).collect()
        };
        prop_assert_eq!(heads(&got), heads(&wanted));
        for (n, _) in filed.iter().enumerate() {
            let facets = |searcher: &Searcher| searcher.report(&n.to_string()).unwrap().unwrap().head.facets;
            prop_assert_eq!(facets(&renamed), facets(&plain));
        }
        for path in plain.filed("area").unwrap().paths() {
            for filter in [filter("area", path), excluding("area", path)] {
                let filtered = Request { facets: vec![filter], ..request("") };
                prop_assert_eq!(found_by(&renamed, &filtered), found_by(&plain, &filtered));
            }
            let query = format!("area:\"{path}\"");
            prop_assert_eq!(found(&renamed, &query), found(&plain, &query));
        }
    }
}

#[test]
fn a_mention_is_highlighted_for_the_value_that_it_is_shown_as() {
    let reports = [report("1", "They fled from Solino today.")];
    let path = searcher(&reports)
        .filed("area")
        .unwrap()
        .paths()
        .last()
        .unwrap()
        .clone();
    let renamed =
        searcher(&reports).with_renames(Renames::of(rows(&[(&path, "/New/Name")]).unwrap()));
    for query in ["area:Name", "area:\"/New\"", "area:Solino"] {
        assert_eq!(marked(&renamed, query), ["Solino"], "{query}");
    }
    let whole = renamed.report("1").unwrap().unwrap();
    assert_eq!(whole.mentions[0].value.as_deref(), Some("/New/Name"));
    assert_eq!(
        found(&searcher(&reports), "area:Solino"),
        "1",
        "and is what it was when the row is gone"
    );
}
