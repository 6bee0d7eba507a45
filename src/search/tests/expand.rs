//! Query expansion.

use crate::search::WordsRule;

use super::*;

fn reports() -> Vec<Report> {
    vec![
        report("a", "Cholera spread. The epidemic came with dirty water."),
        report("b", "Cholera again: the epidemic is in the water of wells."),
        report("c", "An epidemic in the wells, says the clinic."),
        report("d", "The market opened. Somebody sold oranges."),
        in_language("e", "fr", "Le marché du matin."),
    ]
}

fn expanded(searcher: &Searcher, query: &str, words: WordsRule) -> Response {
    let request = Request {
        expand: true,
        words,
        ..request(query)
    };
    searcher.search(&request).unwrap()
}

fn added(response: &Response) -> Vec<&str> {
    let added = response.added.as_ref().unwrap();
    added.iter().map(|added| &*added.word).collect()
}

#[test]
fn words_of_the_best_hits_are_added_and_match_more_if_any_word_suffices() {
    let searcher = searcher(&reports());
    let response = expanded(&searcher, "cholera", WordsRule::Any);
    let words = added(&response);
    assert!(
        words.contains(&"epidemic") && words.contains(&"wells"),
        "{words:?}"
    );
    assert!(
        !words.contains(&"cholera") && !words.contains(&"the"),
        "{words:?}"
    );
    assert!(!words.contains(&"oranges"), "{words:?}");
    assert_eq!(ids_of(&response), ["a", "b", "c"]);
    let last = response.hits.last().unwrap();
    assert_eq!(last.report.id, "c");
    assert_eq!(marked_parts(&passage(last).parts), Vec::<String>::new());
}

#[test]
fn if_all_words_are_required_added_ones_match_no_further_reports() {
    let searcher = searcher(&reports());
    let plain = found(&searcher, "cholera");
    let response = expanded(&searcher, "cholera", WordsRule::All);
    assert_eq!(ids_of(&response).join(" "), plain);
    assert!(!added(&response).is_empty());
}

#[test]
fn filters_and_operators_apply_to_matches_of_added_words() {
    let mut all = reports();
    all[2].stated = vec![("area".to_owned(), "/Kenya".to_owned())];
    let searcher = searcher(&all);
    let ids = |query: &str| {
        let r = expanded(&searcher, query, WordsRule::Any);
        ids_of(&r).join(" ")
    };
    assert_eq!(ids("cholera -area:Kenya"), "a b");
    assert_eq!(ids("cholera AND water"), "a b");
    assert_eq!(ids("\"dirty water\""), "a");
}

#[test]
fn a_query_without_matches_or_without_words_is_not_expanded() {
    let searcher = searcher(&reports());
    for query in ["nowhere", ""] {
        let response = expanded(&searcher, query, WordsRule::AllElseAny);
        assert_eq!(response.added, Some(Vec::new()), "{query}");
    }
}
