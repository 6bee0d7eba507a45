//! Facet tables equal counts by brute force over the reports.

use crate::facet_path::last_name;
use crate::response::facets::FacetTable;
use crate::search::FacetsRequest;

use super::*;

fn tables(searcher: &Searcher, dimensions: &str, request: Request) -> Vec<FacetTable> {
    let request = FacetsRequest {
        request,
        dimensions: searcher.dimensions(dimensions).unwrap(),
        matching: None,
        top: None,
        positions: false,
    };
    searcher.facet_tables(&request).unwrap().tables
}

fn written(table: &FacetTable) -> Vec<(String, u64)> {
    let values = table.values.iter();
    values
        .map(|value| (value.value.clone(), value.count))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn facet_tables_equal_brute_force_counts(
        reports in reports(),
        matching in proptest::option::of(select(&["x", "Z", "2", "paper"][..])),
        top in proptest::option::of(0usize..4),
    ) {
        const DIMENSIONS: &[&str] = &[
            "area", "area@all", "area@2", "actor@leaves", "source", "language", "format", "date@month", "root",
        ];
        let (searcher, living) = indexed(&reports);
        let request = FacetsRequest {
            request: having("word"),
            dimensions: searcher.dimensions(&DIMENSIONS.join(",")).unwrap(),
            matching: matching.map(str::to_owned),
            top,
            positions: false,
        };
        let found: Vec<&&Known> = living.iter().filter(|report| report.words.contains(&"word")).collect();
        let answer = searcher.facet_tables(&request).unwrap();
        prop_assert_eq!(answer.query.reports as usize, found.len());
        for (table, dimension) in answer.tables.iter().zip(DIMENSIONS) {
            let values: Vec<BTreeSet<String>> = found.iter().map(|report| report.values(dimension)).collect();
            let mut wanted: BTreeMap<&String, u64> = BTreeMap::new();
            values.iter().flatten().for_each(|value| *wanted.entry(value).or_default() += 1);
            prop_assert_eq!(table.total as usize, found.len());
            prop_assert_eq!(table.without as usize, values.iter().filter(|values| values.is_empty()).count());
            if let Some(matching) = matching {
                let name = |value: &str| match value.starts_with('/') {
                    true => last_name(value),
                    false => value.to_owned(),
                };
                wanted.retain(|value, _| name(value).to_lowercase().contains(&matching.to_lowercase()));
            }
            let got: BTreeMap<&String, u64> = table.values.iter().map(|value| (&value.value, value.count)).collect();
            prop_assert_eq!(table.more, wanted.len() - got.len(), "{}", dimension);
            match top.filter(|_| !dimension.starts_with("date")) {
                None => prop_assert_eq!(&got, &wanted),
                Some(top) => {
                    let mut order: Vec<(u64, &String)> = wanted.iter().map(|(value, n)| (u64::MAX - n, *value)).collect();
                    order.sort();
                    order.truncate(top);
                    let top: BTreeMap<&String, u64> = order.into_iter().map(|(n, value)| (value, u64::MAX - n)).collect();
                    prop_assert_eq!(&got, &top);
                }
            }
            for value in &table.values {
                let below = format!("{}/", value.value);
                let all: BTreeSet<String> = found.iter().flat_map(|report| report.values(&format!("{}@all", table.name))).collect();
                let children = all.iter().filter(|path| path.strip_prefix(&below).is_some_and(|rest| !rest.contains('/')));
                let children = value.value.starts_with('/').then(|| children.count());
                prop_assert_eq!(value.children, children);
            }
        }
    }
}

fn small() -> Searcher {
    searcher(&[
        filed("a", &[("area", "/A/X/1"), ("area", "/B")]),
        filed("b", &[("area", "/A/X")]),
        filed("c", &[("area", "/B/Washington, DC")]),
        filed("d", &[("area", "/B/Y")]),
    ])
}

#[test]
fn values_of_several_levels_are_listed_below_their_parents() {
    let searcher = small();
    let value = |(value, count): (&str, u64)| (value.to_owned(), count);
    let wanted = [
        ("/B", 3),
        ("/B/Washington, DC", 1),
        ("/B/Y", 1),
        ("/A", 2),
        ("/A/X", 2),
    ];
    let got = &tables(&searcher, "area@..2", request(""))[0];
    assert_eq!(written(got), wanted.map(value));
    let below = &tables(&searcher, "area=/A@..2", request(""))[0];
    assert_eq!(written(below), [("/A/X", 2), ("/A/X/1", 1)].map(value));
    assert_eq!(below.below[0].count, 2);
    assert_eq!(below.without, 2);
}

#[test]
fn renamed_places_have_positions() {
    let mut schema = schema();
    let kenscoff = schema
        .entities
        .iter_mut()
        .find(|entity| entity.id.ends_with("Kenscoff"));
    kenscoff.unwrap().position = Some((18.5, -72.25));
    let mut mirror = Mirror::in_memory(&schema, SMALL).unwrap();
    add(
        &mut mirror,
        "a",
        report("a", "Kenscoff and Solino were calm."),
    );
    let searcher = Searcher::new(mirror.finish().unwrap().1).unwrap();
    let positions = |searcher: &Searcher| {
        let request = FacetsRequest {
            request: request(""),
            dimensions: searcher.dimensions("area@leaves,language").unwrap(),
            matching: None,
            top: None,
            positions: true,
        };
        let tables = searcher.facet_tables(&request).unwrap().tables;
        let values = tables.into_iter().flat_map(|table| table.values);
        values
            .map(|value| (value.value, value.position))
            .collect::<Vec<_>>()
    };
    let there = Some(crate::response::facets::Position {
        lat: 18.5,
        lon: -72.25,
    });
    let solino = "/Haiti/Ouest/Port-au-Prince/Solino".to_owned();
    let found = positions(&searcher);
    assert_eq!(found[0], ("/Haiti/Ouest/Kenscoff".to_owned(), there));
    assert_eq!(found[1..], [(solino, None), ("en".to_owned(), None)]);
    let shown = crate::index::Renames::of(vec![crate::schema::same_as::SameAs {
        facet: "area".to_owned(),
        from: "/Haiti/Ouest/Kenscoff".to_owned(),
        to: "/A/Kenscoff".to_owned(),
    }]);
    let found = positions(&searcher.with_renames(shown));
    assert_eq!(found[0], ("/A/Kenscoff".to_owned(), there));
}

#[test]
fn commas_separate_dimensions_and_a_value_may_contain_one() {
    let searcher = small();
    let of = |text: &str| {
        let read = searcher.dimensions(text).unwrap();
        read.iter().map(Dimension::to_string).collect::<Vec<_>>()
    };
    assert_eq!(
        of("area, date@month,source"),
        ["area", "date@month", "source"]
    );
    assert_eq!(
        of("area=Washington, DC,actor"),
        ["area=/B/Washington, DC", "actor"]
    );
    assert!(searcher.dimensions("area,sauce").is_err());
}

#[test]
fn a_filter_by_a_value_does_not_change_the_counts_of_its_facet() {
    let searcher = small();
    let chosen = Request {
        facets: vec![filter("area", "/A")],
        ..request("")
    };
    let got = tables(&searcher, "area,language", chosen);
    assert_eq!(
        written(&got[0]),
        [("/B".to_owned(), 3), ("/A".to_owned(), 2)]
    );
    assert_eq!(written(&got[1]), [("en".to_owned(), 2)]);
}
