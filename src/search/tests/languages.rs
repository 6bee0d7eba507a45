//! Several languages in one index: a word matches its inflections in texts of each language by the rules of that
//! language, and each language is ranked independently.

use crate::response::Response;
use crate::search::{Unit, WordsRule};

use super::*;

/// The ids of the matching reports, best first.
fn ranked(response: &Response) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for hit in &response.hits {
        if !ids.contains(&hit.report.id) {
            ids.push(hit.report.id.clone());
        }
    }
    ids
}

#[test]
fn a_stem_matches_words_of_its_own_language_only() {
    let searcher = searcher(&[
        in_language(
            "en",
            "en",
            "We can go on to the park, as Sara and the sars team said.",
        ),
        in_language("canada", "en", "The minister went to Canada with Sara."),
        in_language(
            "es",
            "es",
            "El ministro viajó a Canadá y habló de las canas del sur.",
        ),
        in_language(
            "fr",
            "fr",
            "Il part pour Paris par le sud, et le pari est perdu.",
        ),
    ]);
    for (query, wanted) in [
        ("Canada", &["Canada", "Canadá", "canas"][..]),
        ("cana", &["Canadá", "canas"]),
        ("minister", &["minister"]),
        ("ministers", &["minister"]),
        ("ministros", &["ministro"]),
        ("park", &["park"]),
        ("parks", &["park"]),
    ] {
        let mut got = marked(&searcher, query);
        got.sort();
        assert_eq!(got, wanted, "{query}");
    }
    assert_eq!(found(&searcher, "Canada"), "canada es");
}

#[test]
fn the_exact_form_matches_in_every_language_and_titles_have_the_language_of_the_report() {
    let searcher = searcher(&[
        Report {
            title: Some("Attacks on Solino".to_owned()),
            ..in_language("en", "en", "Nothing more.")
        },
        Report {
            title: Some("Attacks en Solino".to_owned()),
            ..in_language("ht", "ht", "Anyen ankò.")
        },
        Report {
            title: Some("Attack".to_owned()),
            ..in_language("es", "es", "Nada más.")
        },
    ]);
    assert_eq!(found(&searcher, "attacks"), "en ht");
    assert_eq!(found(&searcher, "attacking"), "en");
    assert_eq!(found(&searcher, "attack"), "en es");
    assert_eq!(found(&searcher, "title:attacking"), "en");
    assert_eq!(found(&searcher, "Solino"), "en ht");
}

#[test]
fn phrases_and_proximity_respect_the_language_of_each_passage() {
    let english = "The police said that the roads to the harbours had been closed for two days and \
                   that the residents had fled.";
    let french = "La police a dit que les accords nationaux avec les habitants du port étaient \
                  suspendus et que la route était fermée.";
    let searcher = searcher(&[in_language("en", "en", &format!("{english}\n\n{french}"))]);
    assert_eq!(marked(&searcher, "(road harbour)~3"), ["roads", "harbours"]);
    assert_eq!(marked(&searcher, "accord-national"), ["accords nationaux"]);
    // `harbour` is its own stem in French, `route` in English.
    assert_eq!(marked(&searcher, "harboured"), ["harbours"]);
    assert_eq!(marked(&searcher, "routes"), ["route"]);
    assert_eq!(found(&searcher, "passage:(police resident)"), "en");
    assert_eq!(found(&searcher, "passage:(road routes)"), "");
    let by_report = Request {
        unit: Unit::Report,
        ..request("roads routes")
    };
    let response = searcher.search(&by_report).unwrap();
    let Shown::Passages(passages) = &response.hits[0].shown else {
        panic!("a report has passages");
    };
    let mut marks: Vec<String> = passages
        .iter()
        .flat_map(|passage| marked_parts(&passage.parts))
        .collect();
    marks.sort();
    assert_eq!(marks, ["roads", "route"]);
}

#[test]
fn a_name_joined_by_an_apostrophe_or_a_hyphen_keeps_all_its_parts() {
    let searcher = searcher(&[
        in_language(
            "en",
            "en",
            "O'Brien and Brien met, and O’Brien left for Ma'rib with a rib.",
        ),
        in_language("es", "es", "El señor O'Brien no es el Brien de La-Paz."),
        in_language("it", "it", "Da L'Aquila a Ma'rib, l'aquila e una aquila."),
        in_language(
            "fr",
            "fr",
            "L'attaque, une attaque et D'Aubuisson, puis Aubuisson.",
        ),
    ]);
    for (query, wanted) in [
        ("O'Brien", &["O'Brien", "O'Brien", "O’Brien"][..]),
        ("o'brien", &["O'Brien", "O'Brien", "O’Brien"]),
        ("Ma'rib", &["Ma'rib", "Ma'rib"]),
        ("L'Aquila", &["L'Aquila", "l'aquila"]),
        ("D'Aubuisson", &["D'Aubuisson"]),
        ("La-Paz", &["La-Paz"]),
        // In French and Italian an elided article is left out.
        ("l'attaque", &["attaque", "attaque"]),
        ("l’aquila", &["Aquila", "aquila", "aquila"]),
    ] {
        let mut got = marked(&searcher, query);
        got.sort();
        assert_eq!(got, wanted, "{query}");
    }
}

#[test]
fn function_words_are_dropped_in_texts_of_their_language_only() {
    let reports = [
        in_language(
            "en",
            "en",
            "The para military force met the mission of the UN.",
        ),
        in_language("other", "en", "The military force met a mission."),
        in_language("es", "es", "La fuerza military llegó con una mission."),
        in_language("fr", "fr", "La force military, en mission."),
    ];
    let searcher = searcher(&reports);
    // `para` is a function word in Spanish, `un` in Spanish and French.
    assert_eq!(found(&searcher, "para military"), "en es");
    assert_eq!(found(&searcher, "un mission"), "en es fr");
    assert_eq!(
        marked(&searcher, "para military"),
        ["para", "military", "military"]
    );
    let title = Report {
        title: Some("A military mission".to_owned()),
        ..in_language("t", "en", "Nothing.")
    };
    let title = super::searcher(&[title, reports[2].clone()]);
    assert_eq!(found(&title, "title:(a mission)"), "t");
    assert_eq!(found(&searcher, "passage:(para military)"), "en es");
    assert_eq!(found(&searcher, "military -(para military)"), "fr other");
    // In a query of its own a function word is an ordinary word.
    assert_eq!(marked(&searcher, "para"), ["para"]);
}

/// Reports of a few words, the same in every run.
fn made(language: &str, words: &[&str], n: usize) -> Vec<Report> {
    let make = |i: usize| {
        let word = |k: usize| words[(i * 31 + k * k * 7 + k * i) % words.len()];
        let sentence = |s: usize| {
            (0..9)
                .map(|k| word(s * 9 + k))
                .collect::<Vec<_>>()
                .join(" ")
        };
        let body: Vec<String> = (0..2 + i % 5).map(sentence).collect();
        let title = (!i.is_multiple_of(3)).then(|| sentence(40));
        Report {
            title,
            ..in_language(
                &format!("{language}{i}"),
                language,
                &(body.join(".\n\n") + "."),
            )
        }
    };
    (0..n).map(make).collect()
}

const ENGLISH: &[&str] = &[
    "the",
    "gangs",
    "of",
    "Kenscoff",
    "attacked",
    "a",
    "police",
    "station",
    "on",
    "the",
    "road",
    "to",
    "hospitals",
    "residents",
    "fled",
    "attack",
    "national",
    "port",
    "Solino",
    "minister",
];
const SPANISH: &[&str] = &[
    "la",
    "policía",
    "de",
    "Kenscoff",
    "atacó",
    "una",
    "estación",
    "en",
    "el",
    "camino",
    "Solino",
    "hospitales",
    "residentes",
    "nacional",
    "ministro",
    "puerto",
    "bandas",
    "que",
    "los",
    "on",
];
const FRENCH: &[&str] = &[
    "la",
    "police",
    "de",
    "Kenscoff",
    "attaqua",
    "une",
    "station",
    "sur",
    "le",
    "chemin",
    "Solino",
    "port",
    "hôpitaux",
    "résidents",
    "national",
    "ministre",
    "road",
    "gangs",
    "que",
    "les",
];

const QUERIES: &[&str] = &[
    "gang attack",
    "police station",
    "the police of Kenscoff",
    "Solino",
    "national minister",
    "ports roads",
    "\"police station\"",
    "(police station)~4",
    "title:police",
    "hospital attacked Kenscoff residents",
];

#[test]
fn reports_in_other_languages_do_not_change_ranking_and_scores() {
    let english = made("en", ENGLISH, 60);
    let mut all = english.clone();
    all.extend(made("es", SPANISH, 90));
    all.extend(made("fr", FRENCH, 40));
    let (alone, beside) = (searcher(&english), searcher(&all));
    for query in QUERIES {
        for (unit, expand, words) in [
            (Unit::Passage, false, WordsRule::AllElseAny),
            (Unit::Report, false, WordsRule::Any),
            (Unit::Passage, true, WordsRule::Any),
        ] {
            let request = Request {
                unit,
                expand,
                words,
                languages: vec!["en".to_owned()],
                ..request(query)
            };
            let got = beside.search(&request).unwrap();
            let wanted = alone.search(&request).unwrap();
            assert!(!wanted.hits.is_empty(), "{query}");
            assert!(got == wanted, "{query} {unit:?} {expand}");
        }
        // Without the filter the relative order of the English reports is the same.
        let request = Request {
            words: WordsRule::Any,
            ..request(query)
        };
        let mut got = ranked(&beside.search(&request).unwrap());
        got.retain(|id| id.starts_with("en"));
        assert_eq!(got, ranked(&alone.search(&request).unwrap()), "{query}");
    }
}

#[test]
fn several_languages_match_reports_in_any_of_them() {
    let searcher = searcher(&[
        in_language("english", "en", "Attacked by gangs."),
        in_language("french", "fr", "Une attaque des gangs."),
        in_language("spanish", "es", "Un ataque de los gangs."),
    ]);
    let request = |codes: &[&str], query| Request {
        languages: codes.iter().map(|code| code.to_string()).collect(),
        ..request(query)
    };
    let found = |codes: &[&str], query| {
        let mut found = ranked(&searcher.search(&request(codes, query)).unwrap());
        found.sort();
        found.join(" ")
    };
    assert_eq!(found(&["es", "fr"], "gangs"), "french spanish");
    assert_eq!(found(&["en"], "gangs"), "english");
    assert_eq!(found(&[], "gangs"), "english french spanish");
    // Words are stemmed for these languages only.
    assert_eq!(found(&["en", "es"], "attacks"), "english");
    assert_eq!(found(&["fr", "es"], "attacks"), "");
    let unknown = searcher.search(&request(&["en", "de"], "gangs")).unwrap();
    assert_eq!(
        unknown.notes,
        ["no report is in `de`: the languages are en, es, fr"]
    );
}

#[test]
fn a_word_quoted_in_another_language_does_not_rank_its_reports_first() {
    let mut all = made("en", ENGLISH, 60);
    all.extend(made("es", SPANISH, 60));
    let searcher = searcher(&all);
    // `on` is in Spanish reports here, where it is no function word, and rare beside Kenscoff.
    let request = Request {
        words: WordsRule::Any,
        ..request("gangs attacked a police station on the road to Kenscoff")
    };
    let first = ranked(&searcher.search(&request).unwrap());
    assert!(
        first[..10].iter().all(|id| id.starts_with("en")),
        "{first:?}"
    );
}

#[test]
fn expansion_and_like_use_the_rules_of_each_language() {
    let mut all = made("en", ENGLISH, 30);
    all.push(in_language(
        "es",
        "es",
        "Una fugaz statio de hospit y resident.",
    ));
    let searcher = searcher(&all);
    let found = ranked(&search(&searcher, "like:en3"));
    assert!(!found.contains(&"es".to_owned()), "{found:?}");
    let request = Request {
        expand: true,
        words: WordsRule::Any,
        ..request("gang attack")
    };
    let found = ranked(&searcher.search(&request).unwrap());
    assert!(!found.contains(&"es".to_owned()), "{found:?}");
}
