//! The counts of queries equal the matches of a search.

use super::passages::{of_sentences, passages_of, texts};
use super::*;

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn reports_and_passages_are_those_in_which_the_query_matches(texts in texts()) {
        let (searcher, living) = of_sentences(&texts);
        let passages: Vec<Vec<_>> = living.iter().map(|id| passages_of(&searcher, id)).collect();
        let queries = [("", ""), ("gunmen", "Gunmen"), ("road", "road"), ("rain", "Rain")];
        let counts = searcher.query_counts(&queries.map(|(query, _)| having(query))).unwrap();
        prop_assert_eq!(counts.all as usize, living.len());
        for (count, (query, text)) in counts.queries.iter().zip(queries) {
            let here = |passages: &Vec<(String, _)>| passages.iter().filter(|(passage, _)| passage.contains(text)).count();
            let reports = passages.iter().filter(|passages| here(passages) > 0).count();
            prop_assert_eq!(&count.query.query, query);
            prop_assert_eq!(count.query.reports as usize, reports);
            prop_assert_eq!(count.passages as usize, passages.iter().map(here).sum::<usize>());
            prop_assert_eq!(count.stories, None);
        }
    }
}

#[test]
fn stories_are_counted_where_they_are_requested() {
    let text =
        "The bridge at the river was closed after heavy rain washed away its northern pillar.";
    let searcher = searcher(&[
        report("a", text),
        report("b", text),
        report("c", "It rains."),
    ]);
    let stories = Request {
        count: Count::Stories,
        ..request("rain")
    };
    let counts = searcher.query_counts(&[stories]).unwrap();
    assert_eq!(counts.queries[0].query.reports, 3);
    assert_eq!(counts.queries[0].stories, Some(2));
    let wrong = searcher
        .query_counts(&[request(""), request("area:Atlantis")])
        .unwrap_err();
    assert_eq!(wrong.0, 1);
}
