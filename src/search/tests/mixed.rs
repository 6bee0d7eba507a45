//! Reports with passages in another language.

use crate::response::Matching;

use super::*;

const ENGLISH: &str = "The police said that the road to the harbour had been closed for two days and \
                       that the residents had fled.";
const FRENCH: &str = "La police a dit que les accords nationaux avec les habitants du port étaient \
                      suspendus et que la route était fermée.";

/// An English report with a passage in French, and a French one with a passage in English.
fn reports() -> Vec<Report> {
    vec![
        in_language("en", "en", &format!("{ENGLISH}\n\n{FRENCH}")),
        in_language("fr", "fr", &format!("{FRENCH}\n\n{ENGLISH}")),
    ]
}

#[test]
fn a_passage_matches_inflections_of_its_own_language() {
    for one in reports() {
        let searcher = searcher(std::slice::from_ref(&one));
        for (query, wanted) in [
            ("nationale", "nationaux"),
            ("fermées", "fermée"),
            ("close", "closed"),
            ("resident", "residents"),
        ] {
            assert_eq!(marked(&searcher, query), [wanted], "{query} in {}", one.id);
        }
        assert_eq!(
            marked(&searcher, "(accord national)~1"),
            ["accords", "nationaux"]
        );
        assert_eq!(found(&searcher, "=nationale"), "");
        assert_eq!(found(&searcher, "\"accord national\""), "");
        assert_eq!(
            marked(&searcher, "\"accords nationaux\""),
            ["accords nationaux"]
        );
    }
}

#[test]
fn the_function_words_of_a_passage_s_language_are_not_required() {
    let searcher = searcher(&reports()[..1]);
    assert_eq!(
        search(&searcher, "depuis les accords").matching,
        Matching::All
    );
}

#[test]
fn a_language_filter_applies_to_the_report_and_its_passages_in_others_still_match() {
    let searcher = searcher(&reports());
    assert_eq!(searcher.languages(), ["en", "fr"]);
    for language in ["en", "fr"] {
        for query in ["nationale", "close"] {
            let request = Request {
                languages: vec![language.to_owned()],
                ..request(query)
            };
            assert_eq!(found_by(&searcher, &request), language, "{query}");
            let limited = format!("{query} language:{language}");
            assert_eq!(found(&searcher, &limited), language);
        }
    }
}

#[test]
fn like_stems_words_by_the_language_of_each_passage() {
    let french = "Les accords nationaux, la route nationale et un port national étaient dans la loi \
                  que les habitants avaient lue.";
    let mixed = in_language("mixed", "en", &format!("{ENGLISH}\n\n{french}"));
    let searcher = searcher(&[mixed, in_language("fr", "fr", FRENCH)]);
    let response = search(&searcher, "like:mixed");
    let words = response.like[0].words.iter().map(|word| &*word.word);
    let national: Vec<&str> = words.filter(|word| word.starts_with("nation")).collect();
    assert_eq!(national, ["national"]);
}

#[test]
fn languages_of_passages_disappear_with_their_reports() {
    let languages = |removed: &[&str]| {
        let mut mirror = Mirror::in_memory(&SCHEMA, SMALL).unwrap();
        for (name, report) in [("mixed", &reports()[0]), ("plain", &report("b", ENGLISH))] {
            add(&mut mirror, name, report.clone());
        }
        mirror.commit().unwrap();
        for name in removed {
            mirror.remove(&format!("0/{name}"));
        }
        let (_, index) = mirror.finish().unwrap();
        Searcher::new(index).unwrap().stemmed_languages()
    };
    assert_eq!(languages(&[]), ["en", "fr"]);
    assert_eq!(languages(&["mixed"]), ["en"]);
}
