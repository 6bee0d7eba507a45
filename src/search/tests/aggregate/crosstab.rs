//! Cross-tables equal counts by brute force over the reports or their passages.

use crate::response::crosstab::{Axis, Crosstab};
use crate::search::{CrosstabRequest, Filing, Within};

use super::passages::{SENTENCES, of_facet, of_sentences, passages_of, texts};
use super::*;

/// A unit: the values of the rows and of the columns.
type Values = (BTreeSet<String>, BTreeSet<String>);

/// Counts by brute force and compares every number.
fn assert_equals(crosstab: &Crosstab, units: &[Values]) {
    assert_eq!(crosstab.total as usize, units.len());
    let count =
        |has: &dyn Fn(&Values) -> bool| units.iter().filter(|unit| has(unit)).count() as u64;
    let of_axis = |axis: &Axis, pick: &dyn Fn(&Values) -> &BTreeSet<String>| {
        let all: BTreeSet<&String> = units.iter().flat_map(pick).collect();
        let mut wanted: Vec<(String, u64)> = all
            .into_iter()
            .map(|value| (value.clone(), count(&|unit| pick(unit).contains(value))))
            .collect();
        if !axis.by.starts_with("date") {
            wanted.sort_by_key(|(value, count)| (u64::MAX - count, value.clone()));
        }
        let got: Vec<(String, u64)> = axis
            .values
            .iter()
            .map(|value| (value.value.clone(), value.count))
            .collect();
        assert_eq!(axis.more, wanted.len() - got.len());
        wanted.truncate(got.len());
        assert_eq!(got, wanted);
        assert_eq!(axis.without, count(&|unit| pick(unit).is_empty()));
    };
    of_axis(&crosstab.rows, &|unit| &unit.0);
    of_axis(&crosstab.columns, &|unit| &unit.1);
    let total = crosstab.total as f64;
    for (n, row) in crosstab.rows.values.iter().enumerate() {
        for (m, column) in crosstab.columns.values.iter().enumerate() {
            let cell = crosstab.cells[n][m];
            let both = count(&|unit| unit.0.contains(&row.value) && unit.1.contains(&column.value));
            assert_eq!(cell.count, both, "{} {}", row.value, column.value);
            let expected = row.count as f64 * column.count as f64 / total;
            assert!((cell.expected - expected).abs() < 1e-9);
            assert!((cell.lift - both as f64 / expected).abs() < 1e-9);
            let share = both as f64 / row.count as f64;
            assert_eq!(crosstab.row_share(n, m), Some(share));
        }
    }
}

const DIMENSIONS: &[&str] = &[
    "area",
    "area@2",
    "actor@leaves",
    "actor@all",
    "area=/A",
    "area=/A@leaves",
    "date@quarter",
    "date",
    "source",
    "language",
    "format",
    "root",
];

fn request_of(
    searcher: &Searcher,
    rows: &str,
    columns: &str,
    request: Request,
) -> Option<CrosstabRequest> {
    Some(CrosstabRequest {
        rows: searcher.dimension(rows).ok()?,
        columns: searcher.dimension(columns).ok()?,
        request,
        within: Within::Reports,
        top: None,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn a_cross_table_equals_brute_force_counts(
        reports in reports(),
        pairs in proptest::collection::vec((select(DIMENSIONS), select(DIMENSIONS)), 8),
        top in proptest::option::of(1usize..4),
        // Values asserted by metadata are main topics.
        filing in select(&[Filing::All, Filing::Main][..]),
    ) {
        let (searcher, living) = indexed(&reports);
        for (rows, columns) in pairs {
            let Some(request) = request_of(&searcher, rows, columns, Request { filing, ..having("word") }) else {
                continue; // no report is filed at or below /A
            };
            let crosstab = searcher.crosstab(&CrosstabRequest { top, ..request }).unwrap();
            let found = living.iter().filter(|report| report.words.contains(&"word"));
            let units: Vec<Values> = found
                .map(|report| (report.values(rows), report.values(columns)))
                .collect();
            assert_equals(&crosstab, &units);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn a_cross_table_of_passages_equals_brute_force_counts(
        texts in texts(),
        pairs in proptest::collection::vec(select(&[
            ("area@leaves", "actor@leaves"), ("area", "actor"), ("area@all", "date"), ("actor@2", "area@3"),
            ("area=/Haiti/Ouest", "actor=/Police@leaves"),
        ][..]), 3),
        query in select(&[("", ""), ("gunmen", "Gunmen"), ("road", "road"), ("passage:(kenscoff quiet)", "Kenscoff was quiet")][..]),
    ) {
        let (searcher, living) = of_sentences(&texts);
        let passages: Vec<_> = living.iter().flat_map(|id| passages_of(&searcher, id)).collect();
        for (rows, columns) in pairs {
            let Some(request) = request_of(&searcher, rows, columns, having(query.0)) else {
                continue;
            };
            let request = CrosstabRequest { within: Within::Passages, ..request };
            let crosstab = searcher.crosstab(&request).unwrap();
            let values = |mentions: &[(String, String)], dimension: &str| {
                if dimension == "date" {
                    return BTreeSet::from(["2024".to_owned()]);
                }
                let (node, level) = dimension.split_once('@').unwrap_or((dimension, "1"));
                let (facet, below) = node.split_once('=').unwrap_or((node, ""));
                values_at(&of_facet(mentions, facet), below, level)
            };
            let matching = passages.iter().filter(|(text, _)| text.contains(query.1));
            let units: Vec<Values> = matching
                .map(|(_, mentions)| (values(mentions, rows), values(mentions, columns)))
                .collect();
            assert_equals(&crosstab, &units);
        }
    }
}

fn passages(searcher: &Searcher, rows: &str, columns: &str, request: Request) -> Crosstab {
    let request = request_of(searcher, rows, columns, request).unwrap();
    let within = Within::Passages;
    searcher
        .crosstab(&CrosstabRequest { within, ..request })
        .unwrap()
}

/// Values with their counts, followed by the cells of the first row.
fn written(crosstab: &Crosstab) -> String {
    let values = |axis: &Axis| {
        let all = axis.values.iter();
        let all: Vec<String> = all
            .map(|value| format!("{} {}", value.value, value.count))
            .collect();
        all.join(", ")
    };
    let first = crosstab
        .cells
        .first()
        .map(|row| row.iter().map(|cell| cell.count).collect::<Vec<_>>());
    format!(
        "{} | {} | {:?}",
        values(&crosstab.rows),
        values(&crosstab.columns),
        first.unwrap_or_default()
    )
}

#[test]
fn renamed_values_count_as_what_they_are_shown_as() {
    let rename = |path: &str, same_as: &str| crate::schema::same_as::SameAs {
        facet: "area".to_owned(),
        from: path.to_owned(),
        to: same_as.to_owned(),
    };
    let searcher = searcher(&[report("a", SENTENCES[0]), report("b", SENTENCES[1])]);
    let shown = crate::index::Renames::of(vec![rename("/Haiti/Ouest/Kenscoff", "/Hills/Kenscoff")]);
    let searcher = searcher.with_renames(shown);
    let crosstab = passages(&searcher, "area@leaves", "area", request(""));
    assert_eq!(
        written(&crosstab),
        "/Hills/Kenscoff 2, /Haiti/Ouest/Port-au-Prince/Solino 1 | /Hills 2, /Haiti 1 | [2, 1]"
    );
}

#[test]
fn with_main_topics_only_passing_mentions_are_not_counted() {
    let body = format!(
        "{}\n\n{}\n\n{}\n\n{}",
        SENTENCES[0], SENTENCES[0], SENTENCES[0], SENTENCES[4]
    );
    let searcher = searcher(&[report("a", &body)]);
    let with = |filing| Request {
        filing,
        ..request("")
    };
    let all = passages(&searcher, "area", "date", with(Filing::All));
    assert_eq!(written(&all), "/Haiti 3, /Kenya 1 |  | []");
    let main = passages(&searcher, "area", "date", with(Filing::Main));
    assert_eq!(written(&main), "/Haiti 3 |  | []");
}

#[test]
fn only_passages_in_which_the_query_matches_count() {
    let searcher = searcher(&[titled("a", "Gunmen", &SENTENCES[..4].join("\n\n"))]);
    let total = |query: &str| passages(&searcher, "area", "actor", request(query)).total;
    assert_eq!(total(""), 4);
    assert_eq!(total("language:en"), 4);
    assert_eq!(total("title:gunmen"), 4);
    assert_eq!(total("gunmen"), 1);
    assert_eq!(total("rain nobody"), 2);
    assert_eq!(total("rain -nowhere"), 1);
    assert_eq!(total("area:Solino"), 2);
    assert_eq!(total("passage:(solino kenscoff)"), 1);
}

#[test]
fn values_of_the_same_name_are_told_apart() {
    let searcher = searcher(&[
        report("a", "Milot in Haiti."),
        report("b", "Milot in Kenya."),
    ]);
    let request = CrosstabRequest {
        request: request(""),
        rows: searcher.dimension("area@leaves").unwrap(),
        columns: searcher.dimension("area").unwrap(),
        within: Within::Reports,
        top: None,
    };
    let crosstab = searcher.crosstab(&request).unwrap();
    let labels = crosstab.rows.values.iter().map(|row| row.label.as_str());
    let labels: Vec<&str> = labels.collect();
    assert_eq!(labels, ["Milot (Nord)", "Milot (Coast)"]);
}
