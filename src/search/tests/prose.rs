//! Text that is not prose: web addresses, footnotes, tables of contents.

use crate::search::WordsRule;

use super::*;

#[test]
fn words_of_a_web_address_match_only_in_an_address_or_a_phrase() {
    let linked = "He spoke at noon. See https://news.example.org/haiti-attacks/schools for more.";
    let searcher = searcher(&[
        report("linked", linked),
        report("prose", "Attacks on schools went on."),
    ]);
    for (query, wanted) in [
        ("attacks", vec!["prose"]),
        ("schools", vec!["prose"]),
        ("attack*", vec!["prose"]),
        ("=attacks", vec!["prose"]),
        ("atacks~1", vec!["prose"]),
        ("\"haiti attacks\"", vec!["linked"]),
        ("\"attacks/schools\"", vec!["linked"]),
        (
            "https://news.example.org/haiti-attacks/schools",
            vec!["linked"],
        ),
        ("news.example.org", vec!["linked"]),
        ("(see news.example.org)~9", vec!["linked"]),
        ("spoke", vec!["linked"]),
    ] {
        let response = search(&searcher, query);
        assert_eq!(ids_of(&response), wanted, "{query}");
    }
    let hit = &search(&searcher, "\"haiti attacks\"").hits[0];
    let marked: Vec<&str> = passage(hit)
        .parts
        .iter()
        .filter(|part| matches!(part, Part::Match { .. }))
        .map(Part::text)
        .collect();
    assert_eq!(marked, ["haiti-attacks"]);
}

#[test]
fn a_web_address_does_not_change_the_score_of_other_words() {
    let score = |body: &str| {
        let reports = [
            report("a", body),
            report("b", "Nothing to see in this one."),
        ];
        search(&searcher(&reports), "gangs").hits[0].score
    };
    let without = score("The gangs fled at noon.");
    let with = score("The gangs fled at noon https://example.org/gangs/gangs/gangs.");
    assert_eq!(with, without);
}

#[test]
fn footnotes_and_tables_of_contents_rank_below_prose_but_match() {
    let note = "1 Gangs, attacks on schools, gangs.";
    let table = "I. Gangs and schools .... 1\nII. Attacks on schools .... 2\nIII. Gangs .... 3";
    let text = "It was said that some of the gangs had left the hills above the harbour in May.";
    let body = format!("{table}\n\n{text}\n\n{note}\n\nThe end came soon.");
    let start = body.find(note).unwrap();
    let noted = Report {
        notes: std::iter::once(start..start + note.len()).collect(),
        ..report("noted", &body)
    };
    let searcher = searcher(&[
        noted,
        report("other", "Many schools were closed in May and June."),
    ]);
    let request = Request {
        words: WordsRule::Any,
        limit: None,
        ..request("gangs attacks schools")
    };
    let response = searcher.search(&request).unwrap();
    let texts: Vec<String> = response
        .hits
        .iter()
        .map(|hit| text_of(&passage(hit).parts))
        .collect();
    let place = |words: &str| texts.iter().position(|text| text.contains(words));
    let prose = place("It was said").max(place("Many schools"));
    assert!(
        prose < place("1 Gangs") && prose < place("II. Attacks"),
        "{texts:?}"
    );
    assert!(response.hits.is_sorted_by(|a, b| a.score >= b.score));
    // The reasons of a lowered score also add up to it.
    let explained = Request {
        explain: true,
        ..request
    };
    for hit in searcher.search(&explained).unwrap().hits {
        let reasons = hit.reasons.unwrap();
        let sum: f64 = reasons.iter().map(|reason| reason.score).sum();
        assert!((sum - hit.score).abs() < 1e-9, "{reasons:?}");
        assert!(
            reasons
                .iter()
                .all(|reason| !reason.what.starts_with("kept"))
        );
    }
}
