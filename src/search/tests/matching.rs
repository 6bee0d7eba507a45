//! Matching of queries and filters.

use crate::date::Date;
use crate::query::DateRange;
use crate::response::Matching;
use crate::search::WordsRule;

use super::*;

#[test]
fn the_words_of_a_query_may_be_in_different_paragraphs_or_the_title() {
    let searcher = searcher(&[
        report("a", "Gangs came at night.\n\nThe police fled at dawn."),
        titled("b", "Police", "Gangs came at night."),
        report("c", "Gangs came at night."),
    ]);
    assert_eq!(found(&searcher, "gang police"), "a b");
}

#[test]
fn function_words_are_not_required_in_addition_to_other_words() {
    let searcher = searcher(&[report("a", "Gangs attacked Kenscoff.")]);
    let response = search(&searcher, "the attack of the gangs");
    assert_eq!(
        (ids_of(&response), response.matching),
        (vec!["a"], Matching::All)
    );
}

#[test]
fn a_query_of_only_function_words_requires_them() {
    let searcher = searcher(&[
        report("a", "To be or not to be."),
        report("b", "Gangs fled."),
    ]);
    assert_eq!(found(&searcher, "to be"), "a");
    assert_eq!(found(&searcher, "to - be …"), "a");
}

#[test]
fn when_no_report_has_all_words_those_with_any_are_found() {
    let reports = [report("a", "Gangs fled."), report("b", "Police came.")];
    let searcher = searcher(&reports);
    let response = search(&searcher, "gangs police");
    assert_eq!(
        (ids_of(&response), response.matching),
        (vec!["a", "b"], Matching::Any)
    );

    let all = Request {
        words: WordsRule::All,
        ..request("gangs police")
    };
    assert_eq!(searcher.search(&all).unwrap().total, 0);
    assert_eq!(search(&searcher, "gangs AND police").total, 0);
}

#[test]
fn facets_dates_and_exclusions_apply_even_if_any_word_suffices() {
    let searcher = searcher(&[
        report("a", "Gangs fled Kenscoff."),
        report("b", "Police came to Milot in Kenya."),
        report("c", "Gangs and helicopters in Kenscoff."),
    ]);
    let any = |query| Request {
        words: WordsRule::Any,
        ..request(query)
    };
    let found = |query| found_by(&searcher, &any(query));
    assert_eq!(found("gangs police"), "a b c");
    assert_eq!(found("gangs police area:Kenscoff"), "a c");
    assert_eq!(found("gangs police -helicopters"), "a b");
    assert_eq!(found("gangs police date:2025"), "");
    assert_eq!(found("gangs police (area:Kenscoff OR area:Kenya)"), "a b c");
    assert_eq!(found("absent (area:Kenscoff OR area:Kenya)"), "");
}

#[test]
fn an_exclusion_of_several_words_means_all_of_them_even_if_any_word_suffices() {
    let searcher = searcher(&[report("a", "Gangs fled."), report("b", "Gangs met police.")]);
    assert_eq!(found(&searcher, "gangs absent -(gangs police)"), "a");
}

#[test]
fn a_prefix_of_several_words_extends_its_last_word() {
    let searcher = searcher(&[
        report("a", "In Port-au-Prince they waited."),
        report("b", "In Port-au-Port they waited."),
        report("c", "A port, au printemps."),
    ]);
    assert_eq!(found(&searcher, "port-au-p*"), "a b c");
    assert_eq!(found(&searcher, "Port-au-Pr*"), "a c");
    assert_eq!(
        marked(&searcher, "Port-au-Prin*"),
        ["port, au printemps", "Port-au-Prince"]
    );
}

#[test]
fn a_word_matches_its_inflections_and_an_exact_one_as_written() {
    let searcher = searcher(&[report("a", "They attacked."), report("b", "An attack.")]);
    assert_eq!(found(&searcher, "attacks"), "a b");
    assert_eq!(found(&searcher, "=ATTACK"), "b");
}

#[test]
fn a_date_range_includes_imprecise_dates_that_overlap_and_no_undated_report() {
    let searcher = searcher(&[
        dated("day", "2025-02-28"),
        dated("month", "2025-02"),
        dated("year", "2025"),
        dated("night", "2025-02-28T23:59:59-05:00"),
        dated("later", "2025-03-01"),
        report("undated", "Some words."),
    ]);
    let between = |since: Option<&str>, until: Option<&str>| Request {
        dates: DateRange {
            since: since.map(|date| Date::parse(date).unwrap()),
            until: until.map(|date| Date::parse(date).unwrap()),
        },
        ..request("")
    };
    let found = |since, until| found_by(&searcher, &between(since, until));
    assert_eq!(found(None, Some("2025-02")), "day month night year");
    assert_eq!(found(Some("2025-03"), None), "later year");
    assert_eq!(
        found(Some("2025-02-28"), Some("2025-02-28")),
        "day month night year"
    );
    assert_eq!(found(None, Some("2024")), "");
    assert_eq!(
        super::found(&searcher, "date:2025-03..2025-04"),
        "later year"
    );
    assert_eq!(super::found(&searcher, "-date:2025"), "undated");
}

#[test]
fn a_language_is_that_of_the_report_and_of_the_query() {
    let searcher = searcher(&[
        in_language("en", "en", "They come to attack."),
        in_language("fr", "fr", "Les attaques sont là. Attack."),
    ]);
    let french = |query| Request {
        languages: vec!["fr".to_owned()],
        ..request(query)
    };
    assert_eq!(found_by(&searcher, &french("")), "fr");
    assert_eq!(found_by(&searcher, &french("attaque")), "fr");
    assert_eq!(found_by(&searcher, &french("they")), "");
}

fn filed_reports() -> Searcher {
    searcher(&[
        filed("k", &[("area", "Kenscoff")]),
        filed(
            "s",
            &[
                ("area", "/Haiti/Ouest/Port-au-Prince/Solino"),
                ("actor", "Viv Ansanm"),
            ],
        ),
        filed("m", &[("area", "Milot"), ("actor", "Living Together")]),
        filed("n", &[("area", "Elsewhere")]),
    ])
}

#[test]
fn values_of_one_facet_are_alternatives_and_different_facets_must_all_match() {
    let searcher = filed_reports();
    let found = |facets: &[FacetFilter]| {
        let facets = facets.to_vec();
        found_by(
            &searcher,
            &Request {
                facets,
                ..request("")
            },
        )
    };
    let (kenscoff, solino) = (filter("area", "Kenscoff"), filter("area", "Solino"));
    let gang = filter("actor", "Viv Ansanm");
    assert_eq!(found(&[kenscoff.clone(), solino.clone()]), "k s");
    assert_eq!(found(&[kenscoff.clone(), solino, gang.clone()]), "s");
    assert_eq!(
        found(&[filter("area", "Haiti"), excluding("area", "Kenscoff")]),
        "m s"
    );
    assert_eq!(
        found(&[excluding("area", "Haiti"), excluding("actor", "Viv Ansanm")]),
        "n"
    );
    assert_eq!(
        found(&[excluding("area", "Kenscoff"), excluding("area", "Solino")]),
        "m n"
    );
}

#[test]
fn a_value_is_a_path_a_suffix_of_one_a_name_or_an_alias_in_any_case() {
    let searcher = filed_reports();
    for (query, wanted) in [
        ("area:/Haiti/Ouest", "k s"),
        ("area:/haïti/ouest", "k s"),
        ("area:Ouest", "k s"),
        ("area:Port-au-Prince/Solino", "s"),
        ("area:Potoprens", "s"),
        ("area:Ayiti", "k m s"),
        ("actor:\"living together\"", "m s"),
        ("area:elsewhere", "n"),
        ("area:\"Never Named\"", ""),
    ] {
        assert_eq!(found(&searcher, query), wanted, "{query}");
    }
}

#[test]
fn an_ambiguous_value_matches_all_its_paths_and_a_note_lists_them() {
    let searcher = searcher(&[
        filed("h", &[("area", "/Haiti/Nord/Milot")]),
        filed("k", &[("area", "/Kenya/Coast/Milot")]),
    ]);
    let response = search(&searcher, "area:Milot");
    assert_eq!(ids_of(&response), ["h", "k"]);
    assert_eq!(
        response.notes,
        ["area `Milot` means any of /Haiti/Nord/Milot, /Kenya/Coast/Milot"]
    );
}

#[test]
fn an_unknown_facet_or_value_is_an_error_that_lists_known_ones() {
    let searcher = filed_reports();
    match searcher.search(&request("x place:Kenscoff")) {
        Err(SearchError::UnknownFacet { known, span, .. }) => {
            assert_eq!(
                (known, span),
                (vec!["area".into(), "actor".into()], Some(2..16))
            );
        }
        other => panic!("{other:?}"),
    }
    let facets = vec![filter("area", "Kenskof")];
    match searcher.search(&Request {
        facets,
        ..request("")
    }) {
        Err(SearchError::UnknownValue { nearest, span, .. }) => {
            assert_eq!(
                (nearest, span),
                (vec!["/Haiti/Ouest/Kenscoff".to_owned()], None)
            );
        }
        other => panic!("{other:?}"),
    }
    for value in ["/", "", "//", "***", "\\", "/\0"] {
        let facets = vec![filter("area", value)];
        let answer = searcher.search(&Request {
            facets,
            ..request("")
        });
        assert!(
            matches!(answer, Err(SearchError::UnknownValue { .. })),
            "{value:?}"
        );
    }
}

#[test]
fn an_excluded_inline_facet_excludes_values_below_it() {
    let searcher = filed_reports();
    assert_eq!(found(&searcher, "-area:Haiti"), "n");
    assert_eq!(found(&searcher, "area:Haiti -area:Ouest"), "m");
}

#[test]
fn an_empty_query_matches_every_report_and_no_source_row() {
    let searcher = filed_reports();
    assert_eq!(search(&searcher, "").total, 4);
    assert_eq!(found(&searcher, "NOT some"), "");
}
