//! Co-occurring values equal those found by brute force over the passages.

use crate::response::together::Together;
use crate::search::TogetherRequest;

use super::passages::{SENTENCES, of_facet, of_sentences, passages_of, texts};
use super::*;

fn together(searcher: &Searcher, query: &str, top: usize) -> Together {
    let request = TogetherRequest {
        request: having(query),
        facets: Vec::new(),
        top,
    };
    searcher.together(&request).unwrap()
}

/// Facet, value, the number of passages with both, and the number with the value.
type Row = (String, String, u64, u64);

fn row(value: &crate::response::together::TogetherValue) -> Row {
    (
        value.facet.clone(),
        value.value.clone(),
        value.cell.count,
        value.passages,
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn co_occurring_values_equal_those_of_brute_force(
        texts in texts(),
        query in select(&[("gunmen", "Gunmen", ""), ("road", "road", ""), ("area:Solino", "Solino", "/Haiti/Ouest/Port-au-Prince/Solino")][..]),
    ) {
        let (searcher, living) = of_sentences(&texts);
        let passages: Vec<_> = living.iter().flat_map(|id| passages_of(&searcher, id)).collect();
        let (query, text, own) = query;
        let found = together(&searcher, query, 100);
        let is_matched = |passage: &str| passage.contains(text);
        let matched = passages.iter().filter(|(passage, _)| is_matched(passage)).count();
        prop_assert_eq!((found.matched as usize, found.all as usize), (matched, passages.len()));
        let mut wanted: BTreeSet<Row> = BTreeSet::new();
        for facet in ["area", "actor"] {
            let leaves = |mentions: &[(String, String)]| values_at(&of_facet(mentions, facet), "", "leaves");
            let all: BTreeSet<String> = passages.iter().flat_map(|(_, mentions)| leaves(mentions)).collect();
            for value in all {
                let has: Vec<&str> = passages
                    .iter()
                    .filter(|(_, mentions)| leaves(mentions).contains(&value))
                    .map(|(text, _)| text.as_str())
                    .collect();
                let both = has.iter().filter(|text| is_matched(text)).count();
                let is_own = facet == "area" && !own.is_empty() && (own.starts_with(&value) || value.starts_with(own));
                if both * passages.len() > matched * has.len() && !is_own {
                    wanted.insert((facet.to_owned(), value, both as u64, has.len() as u64));
                }
            }
        }
        prop_assert!(found.values.is_sorted_by(|a, b| a.cell.g2 >= b.cell.g2));
        prop_assert_eq!(found.values.iter().map(row).collect::<BTreeSet<Row>>(), wanted);
        for value in &found.values {
            let best = text_of(&passage(&value.best).parts);
            let is_together = passages.iter().any(|(text, mentions)| {
                let leaves = values_at(&of_facet(mentions, &value.facet), "", "leaves");
                *text == best && is_matched(text) && leaves.contains(&value.value)
            });
            prop_assert!(is_together, "{:?}", value);
        }
        let top = together(&searcher, query, 1);
        prop_assert_eq!(&top.values[..], &found.values[..found.values.len().min(1)]);
        prop_assert_eq!(top.more, found.values.len() - top.values.len());
    }
}

#[test]
fn the_passage_that_ranks_first_is_shown_with_its_highlights() {
    let body = [
        "Officers of the Haiti National Police spoke of one attack there.",
        "Attack upon attack: the Haiti National Police met an attack.",
        "Nothing more than rain was seen in the hills on that day.",
    ];
    let searcher = searcher(&[report("a", &body.join("\n\n"))]);
    let found = together(&searcher, "attack", 1);
    assert_eq!(found.values[0].value, "/Police/Haiti National Police");
    assert_eq!(found.values[0].cell.count, 2);
    let best = passage(&found.values[0].best);
    let hit = &search(&searcher, "attack").hits[0];
    assert_eq!(text_of(&best.parts), text_of(&passage(hit).parts));
    assert_eq!(marked_parts(&best.parts).len(), 3);
}

#[test]
fn flags_choose_the_passages_that_are_compared() {
    let searcher = searcher(&[
        Report {
            published: Date::parse("2024").ok(),
            ..report("a", &SENTENCES[..2].join("\n\n"))
        },
        Report {
            published: Date::parse("2020").ok(),
            ..report("b", &SENTENCES[2..4].join("\n\n"))
        },
    ]);
    let dates = crate::query::DateRange {
        since: Date::parse("2022").ok(),
        until: None,
    };
    let request = TogetherRequest {
        request: Request {
            dates,
            ..having("gunmen")
        },
        facets: vec!["actor".to_owned()],
        top: 10,
    };
    let found = searcher.together(&request).unwrap();
    assert_eq!((found.matched, found.all), (1, 2));
    assert_eq!(
        found.values.iter().map(row).collect::<Vec<Row>>(),
        [(
            "actor".to_owned(),
            "/Armed groups/Viv Ansanm".to_owned(),
            1,
            1
        ),]
    );
    let wrong = TogetherRequest {
        facets: vec!["colour".to_owned()],
        ..request
    };
    assert!(matches!(
        searcher.together(&wrong),
        Err(SearchError::UnknownFacet { .. })
    ));
}
