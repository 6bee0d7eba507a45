//! Every query that parses gets a response or an error with a span.

use proptest::prelude::*;
use proptest::sample::select;

use crate::query::MAX_DEPTH;
use crate::search::Unit;

use super::*;

/// Parts of queries, both punctuation and words; most sequences of them are valid.
const PIECES: &[&str] = &[
    "attack",
    "police ",
    "Port-au-Prince",
    "=gangs ",
    "pol*",
    "*",
    "~1",
    "~2 ",
    "~>3",
    "~5",
    "^2",
    "^0 ",
    "\"police attack\"",
    "\"",
    "(",
    ")",
    " (",
    ") ",
    " AND ",
    " OR ",
    " NOT ",
    " -",
    "passage:",
    "passage:(",
    "title:",
    "area:Kenya",
    "area:(",
    "about:Kenya ",
    "about:",
    "has:area",
    "has:date ",
    "source:x",
    "language:en",
    "id:a*",
    "path:(",
    "date:undated",
    "date:2024..",
    "the ",
    "?",
    "l’attaque",
    "京",
    "😀",
    "\u{202e}",
];

fn reports() -> Vec<Report> {
    vec![
        titled(
            "a",
            "Police",
            "Police attack gangs in Kenya, l’attaque à Port-au-Prince.",
        ),
        Report {
            source: Some("x y".to_owned()),
            ..dated("b", "2024-05")
        },
        report("c", "京京 pol police the attack."),
        report("d", ""),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn every_query_gets_a_response_or_an_error_with_a_span(
        queries in proptest::collection::vec(proptest::collection::vec(select(PIECES), 1..12), 40),
    ) {
        let searcher = searcher(&reports());
        for text in queries.iter().map(|pieces| pieces.concat()) {
            let Ok(query) = query::parse(&text) else {
                continue;
            };
            for unit in [Unit::Passage, Unit::Report] {
                let request = Request { unit, context: 1, limit: None, ..Request::new(query.clone()) };
                match searcher.search(&request) {
                    Ok(response) => prop_assert!(response.hits.is_empty() == (response.total == 0)),
                    Err(
                        SearchError::Misfit { span, .. }
                        | SearchError::UnknownFacet { span: Some(span), .. }
                        | SearchError::UnknownAnywhere { span: Some(span), .. }
                        | SearchError::NoPosition { span: Some(span), .. }
                        | SearchError::UnknownValue { span: Some(span), .. },
                    ) => prop_assert!(text.get(span).is_some(), "{}", text),
                    Err(error) => prop_assert!(false, "{}: {}", text, error),
                }
            }
        }
    }
}

#[test]
fn the_most_deeply_nested_query_gets_a_response() {
    let searcher = searcher(&reports());
    let deep = |open: &str, close: &str| {
        format!(
            "{}police{}",
            open.repeat(MAX_DEPTH),
            close.repeat(MAX_DEPTH)
        )
    };
    assert_eq!(found(&searcher, &deep("(", ")")), "a c");
    assert_eq!(found(&searcher, &deep("NOT ", "")), "a c");
    assert_eq!(found(&searcher, &deep("(attack OR ", ")")), "a c");
    let half = MAX_DEPTH / 2 - 1;
    let nested = format!(
        "passage:({}police{})",
        "-(attack -(".repeat(half / 2),
        "))".repeat(half / 2)
    );
    assert!(searcher.search(&request(&nested)).is_ok());
}
