//! Suggestions for words that no report has, or hardly any.

use crate::response::{SuggestedWord, Suggestion};

use super::*;

/// The suggestions for each word, as `typed: word n, word n`.
fn suggested(searcher: &Searcher, query: &str) -> Vec<String> {
    shown(&search(searcher, query).suggestions)
}

fn shown(suggestions: &[Suggestion]) -> Vec<String> {
    let word = |word: &SuggestedWord| format!("{} {}", word.word, word.reports);
    let all = |suggestion: &Suggestion| {
        let words: Vec<String> = suggestion.words.iter().map(word).collect();
        format!("{}: {}", suggestion.word, words.join(", "))
    };
    suggestions.iter().map(all).collect()
}

#[track_caller]
fn suggests(searcher: &Searcher, cases: &[(&str, &[&str])]) {
    for (query, wanted) in cases {
        assert_eq!(suggested(searcher, query), *wanted, "{query}");
    }
}

/// `n` reports with each of these bodies.
fn reports(bodies: &[(&str, usize)]) -> Vec<Report> {
    let mut reports = Vec::new();
    for (i, (body, n)) in bodies.iter().enumerate() {
        reports.extend((0..*n).map(|copy| report(&format!("{i}-{copy}"), body)));
    }
    reports
}

#[test]
fn a_missing_word_gets_similar_ones_with_their_counts() {
    let searcher = searcher(&reports(&[
        ("The police asked for helicopters.", 3),
        ("One helicopter came.", 2),
        ("Il est au pénitencier, au pénitencier.", 2),
        ("Атака на город. Атака!", 2),
        ("اللاجئون في المخيم", 2),
    ]));
    suggests(
        &searcher,
        &[
            ("helicopterz", &["helicopterz: helicopters 5"]),
            ("helicopetrs", &["helicopetrs: helicopters 5"]),
            ("hellicopters", &["hellicopters: helicopters 5"]),
            ("helocoptars", &["helocoptars: helicopters 5"]),
            ("penitenciar", &["penitenciar: pénitencier 2"]),
            ("атаца", &["атаца: атака 2"]),
            ("المخيب", &["المخيب: المخيم 2"]),
            ("polcie", &["polcie: police 3"]),
            ("police", &[]),
            ("HELICOPTERS", &[]),
            ("helicopt* helicopterz~1", &[]),
            ("NOT helicopterz police", &[]),
            ("xylophone", &[]),
        ],
    );
}

#[test]
fn suggestions_respect_the_form_and_the_fields_of_the_query() {
    let mut all = reports(&[
        ("The police asked for helicopters.", 3),
        ("One helicopter came.", 2),
    ]);
    all.push(titled("t", "Barricades", "Some words."));
    let searcher = searcher(&all);
    suggests(
        &searcher,
        &[
            (
                "=helicopterz",
                &["helicopterz: helicopters 3, helicopter 2"],
            ),
            ("\"police asekd\"", &["asekd: asked 3"]),
            ("title:baricades", &["baricades: barricades 1"]),
            ("title:helicopterz", &[]),
            ("(polise asked)~3", &["polise: police 3"]),
            ("passage:(polise asked)", &["polise: police 3"]),
        ],
    );
    let plain = Request::new(query::plain("helicopterz OR polise"));
    let found = searcher.search(&plain).unwrap().suggestions;
    assert_eq!(
        shown(&found),
        ["helicopterz: helicopters 5", "polise: police 3"]
    );
    let quiet = Request {
        suggest: false,
        ..plain
    };
    assert_eq!(searcher.search(&quiet).unwrap().suggestions, []);
}

#[test]
fn the_corrected_query_changes_only_the_replaced_words() {
    let searcher = searcher(&reports(&[
        ("Police asked for human rights and helicopters.", 3),
        ("Gunmen fled to Port-au-Prince.", 2),
    ]));
    let corrected = |query: &str| search(&searcher, query).corrected;
    for (query, wanted) in [
        ("é helicopterz -fled polise", "é helicopters -fled police"),
        (
            "\"polise askd\"~5 OR gunmen",
            "\"police asked\"~5 OR gunmen",
        ),
        ("=polise^2", "=police^2"),
        ("humanrights polise", "\"human rights\" police"),
        ("portauprince", "Port-au-Prince"),
        ("Port-au-Prinse", "Port-au-Prince"),
        ("heli copters fled", "helicopters fled"),
    ] {
        assert_eq!(corrected(query).as_deref(), Some(wanted), "{query}");
    }
    assert_eq!(corrected("police xylophone"), None);
    let suggestion = search(&searcher, "é helicopterz").suggestions.remove(0);
    assert_eq!(
        (suggestion.start, suggestion.end, suggestion.reports),
        (2, 13, 0)
    );
}

#[test]
fn numbers_acronyms_and_short_words_are_not_corrected() {
    let searcher = searcher(&reports(&[
        (
            "The UNHCR and MINUSTAH counted 1660 people at kilometre 47, AK47 in hand.",
            3,
        ),
        ("The cat sat on a mat.", 3),
    ]));
    suggests(
        &searcher,
        &[
            ("1661 48 AK48", &[]),
            ("UNHCE U.N.H.C.R", &[]),
            ("MINUSTHA", &["MINUSTHA: MINUSTAH 3"]),
            ("unhce", &[]),
            ("ct", &[]),
            ("cta", &["cta: cat 3"]),
            ("dogs", &[]),
            ("mitt", &[]), // two edits from `mat`
        ],
    );
}

#[test]
fn a_rare_word_gets_suggestions_only_if_a_similar_one_is_common() {
    let mut all = reports(&[("The government met.", 60), ("The goverment met.", 1)]);
    all.extend(
        reports(&[("A rare parliement.", 1)])
            .into_iter()
            .map(|report| Report {
                id: "p".to_owned(),
                ..report
            }),
    );
    let searcher = searcher(&all);
    suggests(
        &searcher,
        &[
            ("goverment", &["goverment: government 60"]),
            ("parliement", &[]),
            ("government", &[]),
        ],
    );
    assert_eq!(search(&searcher, "goverment").corrected, None);
}

#[test]
fn a_name_that_reports_have_gets_no_similar_sounding_suggestions() {
    let searcher = searcher(&reports(&[
        ("The talks in Rwanda ended.", 8),
        ("The Rwandais were there, and Ruanda too.", 2),
        ("Then Iraq and Yemen voted.", 8),
        ("Then the Iraqi and the Yemeni votes came.", 20),
    ]));
    suggests(&searcher, &[("Rwanda", &[]), ("Iraq", &[]), ("Yemen", &[])]);
}

#[test]
fn other_spellings_of_names_are_suggested_by_sound_and_never_matched() {
    let searcher = searcher(&reports(&[
        ("In 2011 Qaddafi fled.", 2),
        ("In 2011 Gaddafi fled.", 2),
        ("In 2011 Kadhafi fled.", 1),
        ("Then Chérizier spoke.", 2),
        ("Then Youssouf spoke of the press.", 2),
        ("Then Loukachenko spoke of a price.", 1),
    ]));
    let offered = |query: &str| -> Vec<String> {
        let found = search(&searcher, query).suggestions;
        let words = found.into_iter().flat_map(|suggestion| suggestion.words);
        words.map(|word| word.word).collect()
    };
    assert_eq!(offered("Qaddafi"), ["Gaddafi", "Kadhafi"]);
    assert_eq!(offered("Gaddafi"), ["Qaddafi", "Kadhafi"]);
    assert_eq!(offered("Kadhafi"), ["Gaddafi", "Qaddafi"]);
    assert_eq!(offered("Sherisier"), ["Chérizier"]);
    assert_eq!(offered("Yusuf"), ["Youssouf"]);
    assert_eq!(offered("Lukaschenko"), ["Loukachenko"]);
    assert_eq!(offered("qaddafi"), [""; 0]);
    // These are not names.
    assert_eq!(offered("Press"), [""; 0]);
    assert_eq!(found(&searcher, "Qaddafi"), "0-0 0-1");
}

#[test]
fn deleted_reports_are_neither_suggested_nor_counted() {
    let mut mirror = Mirror::in_memory(&SCHEMA, SMALL).unwrap();
    for (name, body) in [
        ("a", "helicopters flew"),
        ("b", "helicopters flew"),
        ("c", "polite people"),
    ] {
        add(&mut mirror, name, report(name, body));
    }
    mirror.commit().unwrap();
    for name in ["b", "c"] {
        mirror.remove(&format!("0/{name}"));
    }
    let searcher = Searcher::new(mirror.finish().unwrap().1).unwrap();
    suggests(
        &searcher,
        &[
            ("helicopterz", &["helicopterz: helicopters 1"]),
            ("polize", &[]),
        ],
    );
}

#[test]
fn a_publisher_without_reports_gets_similar_ones() {
    let from = |id: &str, source: &str| Report {
        source: Some(source.to_owned()),
        ..report(id, "Some words.")
    };
    let searcher = searcher(&[
        from("a", "Reuters"),
        from("b", "The Haitian Times"),
        from("c", "Reuters"),
    ]);
    suggests(
        &searcher,
        &[
            ("source:Ruters", &["Ruters: Reuters 2"]),
            (
                "words source:\"The Hatian Times\"",
                &["The Hatian Times: The Haitian Times 1"],
            ),
            ("source:Reuters -source:Ruters", &[]),
        ],
    );
    let corrected = search(&searcher, "words source:Hatian").corrected;
    assert_eq!(
        corrected.as_deref(),
        Some("words source:\"The Haitian Times\"")
    );
}

proptest::proptest! {
    #[test]
    fn any_word_is_answered(word in "[A-Za-z]{1,14}|\\PC{1,10}", other in "[a-z]{1,8}") {
        let query = query::plain(&format!("{word} {other}"));
        let response = INDEX.with(|searcher| searcher.search(&Request::new(query)).unwrap());
        for suggestion in response.suggestions {
            proptest::prop_assert!((1..=3).contains(&suggestion.words.len()));
            let all_found = suggestion.words.iter().all(|word| word.reports > 0);
            proptest::prop_assert!(all_found);
        }
    }
}

thread_local! {
    static INDEX: Searcher = searcher(&reports(&[
        ("The police asked for helicopters in Port-au-Prince.", 2),
        ("Then Chérizier spoke of Qaddafi and of Schewtschenko.", 2),
    ]));
}
