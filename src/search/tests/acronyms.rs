//! Words in all caps.

use crate::search::WordsRule;

use super::*;

fn notes(searcher: &Searcher, query: &str) -> Vec<String> {
    search(searcher, query).notes
}

fn reports() -> Vec<Report> {
    vec![
        titled(
            "a",
            "US and WHO",
            "The US told us that it was the WHO who said it.",
        ),
        report("b", "They told us who has aids, it said. Us and them."),
        report("c", "NGOs and an NGO met the U.S. envoy about AIDS."),
        report("d", "US TROOPS WHO CAME\nTHEY TOLD US"),
        in_language(
            "e",
            "fr",
            "L'UE et un accord, selon un ami de l'OMS. Un jour.",
        ),
        in_language(
            "f",
            "fr",
            "La mission de l'UN est finie et un accord est signé.",
        ),
    ]
}

#[test]
fn a_word_in_all_caps_matches_all_caps_and_a_lowercase_one_any_case() {
    let searcher = searcher(&reports());
    for (query, wanted) in [
        ("US", &["US", "US", "U.S."][..]),
        ("WHO", &["WHO", "WHO"]),
        ("=WHO", &["WHO", "WHO"]),
        ("AIDS", &["AIDS"]),
        ("NGO", &["NGO", "NGOs"]),
        ("NGOs", &["NGO", "NGOs"]),
        ("U.S.", &["US", "US", "U.S."]),
        ("\"the WHO\"", &["the WHO"]),
        ("\"WHO who said\"", &["WHO who said"]),
        ("(WHO said)~3", &["WHO", "said"]),
        ("UN accord", &["UN", "accord"]),
        ("aids", &["AIDS", "aids"]),
        ("us", &["US", "US", "US", "US", "U.S.", "Us", "us", "us"]),
    ] {
        let mut got = marked(&searcher, query);
        got.sort();
        let mut wanted: Vec<&str> = wanted.to_vec();
        wanted.sort_unstable();
        assert_eq!(got, wanted, "{query}");
    }
}

#[test]
fn an_acronym_that_no_report_has_in_all_caps_matches_any_case_with_a_note() {
    let searcher = searcher(&reports());
    assert_eq!(found(&searcher, "CAME"), "d");
    assert_eq!(
        notes(&searcher, "CAME"),
        ["`CAME`: no report has it in all caps; these have it in any case"]
    );
    assert_eq!(
        notes(&searcher, "US envoy"),
        ["`US`: in all caps only (2 reports); in lowercase it matches any case (4)"]
    );
    assert_eq!(notes(&searcher, "ABSENT us"), [""; 0]);
    // In an all-caps query, case is ignored.
    assert_eq!(found(&searcher, "THEY TOLD US"), "a b d");
    assert_eq!(notes(&searcher, "THEY TOLD US"), [""; 0]);
    let any = Request {
        words: WordsRule::Any,
        ..request("IT accord")
    };
    // No report has it in all caps, and `it` is an English function word.
    assert_eq!(found_by(&searcher, &any), "e f");
}

#[test]
fn acronyms_apply_in_plain_queries_too() {
    let searcher = searcher(&reports());
    let plain = Request {
        limit: None,
        ..Request::new(query::plain("WHO"))
    };
    assert_eq!(found_by(&searcher, &plain), "a");
}

#[test]
fn capitals_of_deleted_reports_do_not_count() {
    let mut mirror = Mirror::in_memory(&SCHEMA, SMALL).unwrap();
    for (name, body) in [("gone", "The ICE came."), ("kept", "On the ice.")] {
        add(&mut mirror, name, report(name, body));
    }
    mirror.commit().unwrap();
    mirror.remove("0/gone");
    let (_, index) = mirror.finish().unwrap();
    let searcher = Searcher::new(index).unwrap();
    assert_eq!(found(&searcher, "ICE"), "kept");
}
