//! Reports like another one: `like:`.

use crate::search::WordsRule;

use super::*;

fn reports() -> Vec<Report> {
    let mut kenya = report("kenya", "Cholera in a clinic, and no well was clean.");
    kenya.stated = vec![("area".to_owned(), "/Kenya".to_owned())];
    vec![
        titled(
            "report 1",
            "Cholera",
            "The well was dirty, the clinic full of cholera.",
        ),
        report("well", "A well was dug. Somebody sold oranges there."),
        report("oranges", "The market opened. Somebody sold oranges."),
        kenya,
    ]
}

#[test]
fn reports_with_most_of_the_significant_words_come_first_and_the_report_itself_never() {
    let searcher = searcher(&reports());
    let response = search(&searcher, "like:\"report 1\"");
    assert_eq!(ids_of(&response), ["kenya", "well"]);
    let [like] = &response.like[..] else {
        panic!("{:?}", response.like)
    };
    let words: Vec<&str> = like.words.iter().map(|word| &*word.word).collect();
    assert_eq!(
        (&*like.id, words),
        ("report 1", vec!["cholera", "clinic", "well"])
    );
    assert_eq!(like.words[0].weight, 1.0);
    assert!(like.words[1].weight < 1.0);
}

#[test]
fn the_words_searched_for_are_highlighted() {
    let searcher = searcher(&reports());
    let response = search(&searcher, "like:\"report 1\" area:Kenya");
    assert_eq!(ids_of(&response), ["kenya"]);
    let marked = marked_parts(&passage(&response.hits[0]).parts);
    assert_eq!(marked, ["Cholera", "clinic", "well"]);
}

#[test]
fn the_rest_of_the_query_applies_too() {
    let searcher = searcher(&reports());
    let any = |query: &str| {
        let request = Request {
            words: WordsRule::Any,
            ..request(query)
        };
        let response = searcher.search(&request).unwrap();
        ids_of(&response).join(" ")
    };
    for find in [
        &|query: &str| found(&searcher, query),
        &any as &dyn Fn(&str) -> String,
    ] {
        assert_eq!(find("like:\"report 1\" -area:Kenya"), "well");
        assert_eq!(find("like:\"report 1\" oranges"), "well");
        assert_eq!(find("like:\"report 1\" OR market"), "kenya oranges well");
        // The report itself is never a match, even with one of its words.
        assert_eq!(find("like:\"report 1\" cholera"), "kenya");
    }
}

#[test]
fn several_ids_combine_with_or_and_and() {
    let searcher = searcher(&reports());
    let ids = |query: &str| found(&searcher, query);
    assert_eq!(ids("like:(kenya OR oranges)"), "report 1 well");
    assert_eq!(ids("like:(kenya AND oranges)"), "well");
}

#[test]
fn an_unknown_id_is_an_error_with_similar_ids() {
    let searcher = searcher(&reports());
    let error = |query: &str| match searcher.search(&request(query)) {
        Err(SearchError::UnknownReport { nearest, span, .. }) => (nearest.join(" "), span),
        other => panic!("{other:?}"),
    };
    assert_eq!(error("a like:Orange"), ("oranges".to_owned(), 2..13));
    assert_eq!(error("like:wall").0, "well");
    assert_eq!(error("like:zzzzzz").0, "");
    // An id is not a pattern.
    assert_eq!(error("like:w*ll").0, "well");
}

#[test]
fn a_report_without_common_words_is_like_no_other() {
    let searcher = searcher(&[report("a", "Nothing shared."), report("b", "Other words.")]);
    let response = search(&searcher, "like:a");
    assert_eq!((response.total, response.like[0].words.len()), (0, 0));
}
