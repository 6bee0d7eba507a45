//! Undated reports, and sorting by time of publication.

use super::*;

fn undated(id: &str, body: &str) -> Report {
    report(id, body)
}

fn of(searcher: &Searcher, request: &Request) -> Option<u64> {
    searcher.search(request).unwrap().undated
}

fn since(query: &str, date: &str) -> Request {
    let mut request = request(query);
    request.dates.since = Some(Date::parse(date).unwrap());
    request
}

fn searcher_of_both() -> Searcher {
    let on = |id: &str, date: &str, body: &str| Report {
        body: body.to_owned(),
        ..dated(id, date)
    };
    searcher(&[
        on("old", "2020", "police raid"),
        on("new", "2025-02-04", "police raid"),
        undated("u1", "police raid"),
        undated("u2", "police strike"),
        in_language("u3", "fr", "police raid"),
        Report {
            stated: vec![("area".to_owned(), "Kenya".to_owned())],
            ..undated("u4", "strike")
        },
    ])
}

#[test]
fn date_ranges_count_the_undated_reports_that_match_otherwise() {
    let searcher = searcher_of_both();
    for (query, wanted) in [
        ("police", None),
        ("police date:undated", None),
        ("police date:2025", Some(3)),
        ("raid date:2025..", Some(2)),
        ("date:2025", Some(4)),
        ("strike OR date:2025", Some(2)), // u1 and u3; u2 and u4 are found
        ("police NOT date:2025", None),
        ("police (date:2025 OR date:2020)", Some(3)),
        ("nothing date:2025", Some(0)),
    ] {
        assert_eq!(of(&searcher, &request(query)), wanted, "{query}");
    }
    assert_eq!(of(&searcher, &since("police", "2025")), Some(3));
    assert_eq!(of(&searcher, &since("police NOT raid", "2025")), Some(1));
    assert_eq!(of(&searcher, &since("police date:2025", "2025")), Some(3));
    let in_french = Request {
        languages: vec!["fr".to_owned()],
        ..since("police", "2025")
    };
    assert_eq!(of(&searcher, &in_french), Some(1));
    let in_kenya = Request {
        facets: vec![filter("area", "Kenya")],
        ..since("", "2025")
    };
    assert_eq!(of(&searcher, &in_kenya), Some(1));
    let elsewhere = Request {
        facets: vec![excluding("area", "Kenya")],
        ..since("", "2025")
    };
    assert_eq!(of(&searcher, &elsewhere), Some(3));
}

#[test]
fn undated_reports_with_all_words_count_before_those_with_any() {
    let searcher = searcher_of_both();
    // Only `u2` has both words, and it is undated.
    let response = searcher.search(&since("police strike", "2025")).unwrap();
    assert_eq!(ids_of(&response), ["new"]);
    assert_eq!(response.undated, Some(1));
}

#[test]
fn reports_are_sorted_by_time_and_match_by_calendar_day() {
    let searcher = searcher(&[
        dated("utc", "2025-02-05T01:00:00+00:00"),
        dated("est", "2025-02-04T23:30:00-05:00"), // 04:30 UTC on the 5th
        dated("day", "2025-02-05"),
        dated("tokyo", "2025-02-05T08:00:00+09:00"), // 23:00 UTC on the 4th
        undated("none", "Some words."),
    ]);
    let order = |sort| -> Vec<String> {
        let request = Request {
            sort,
            ..request("")
        };
        let hits = searcher.search(&request).unwrap().hits;
        hits.into_iter().map(|hit| hit.report.id).collect()
    };
    assert_eq!(
        order(crate::search::Sort::Newest),
        ["est", "utc", "day", "tokyo", "none"]
    );
    assert_eq!(
        order(crate::search::Sort::Oldest),
        ["tokyo", "day", "utc", "est", "none"]
    );
    assert_eq!(found(&searcher, "date:2025-02-04"), "est");
    assert_eq!(found(&searcher, "date:2025-02-05"), "day tokyo utc");
}

#[test]
fn a_star_next_to_a_letter_of_a_phrase_is_a_wildcard() {
    let searcher = searcher(&[
        report("a", "Viv Ansanm attacked the police."),
        report("b", "Viv Anglade spoke to police officers."),
        report("c", "Ansanm, viv!"),
    ]);
    for (query, wanted) in [
        ("\"Viv Ans*\"", "a"),
        ("\"viv an*\"", "a b"),
        ("\"V* Ansanm\"", "a"),
        ("\"vi* *ade\"", "b"),
        ("\"the pol*\" -\"viv angl*\"", "a"),
        ("title:\"viv an*\"", ""),
        ("\"viv *\"", "a b c"), // alone, it is punctuation
        ("\"ansanm poli*\"~2", "a"),
    ] {
        assert_eq!(found(&searcher, query), wanted, "{query}");
    }
    assert_eq!(marked(&searcher, "\"Viv Ans*\""), ["Viv Ansanm"]);
}

#[test]
fn field_names_of_other_programs_are_accepted_or_explained() {
    let mut a = titled("a", "Massacre at Solino", "Gunmen attacked.");
    a.path = "reports/a.pdf".to_owned();
    a.url = Some("https://www.un.org/en/x".to_owned());
    a.published = Some(Date::parse("2024-10-31").unwrap());
    let searcher = searcher(&[a, report("b", "Gunmen attacked at Solino, a massacre.")]);
    for (query, wanted) in [
        ("gunmen site:un.org", "a"),
        ("-site:un.org", "b"),
        ("intitle:massacre", "a"),
        ("filetype:pdf", "a"),
        ("filetype:txt", "b"),
        ("after:2024-10", "a"),
        ("before:2024-10-31", ""),
        ("gunmen | nothing", "a b"),
        ("gunmen +solino", "a b"),
        ("massacre !gunmen", ""),
        ("attacked NEAR/3 solino", "b"),
        ("date:[2024-01 TO 2024-12]", "a"),
    ] {
        assert_eq!(found(&searcher, query), wanted, "{query}");
    }
    assert_eq!(
        search(&searcher, "site:un.org").notes,
        ["`site:` is read as url:"]
    );
    match searcher.search(&request("aera:Kenya")) {
        Err(SearchError::UnknownFacet { nearest, .. }) => assert_eq!(nearest, ["area"]),
        other => panic!("{other:?}"),
    }
    match searcher.search(&request("tilte:x")) {
        Err(SearchError::UnknownFacet { nearest, .. }) => assert_eq!(nearest, ["title"]),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_language_without_reports_gives_a_note() {
    let searcher = searcher(&[
        report("a", "Some words."),
        in_language("b", "fr", "Des mots."),
    ]);
    let wanted = "no report is in `de`: the languages are en, fr";
    assert_eq!(search(&searcher, "language:de").notes, [wanted]);
    let request = Request {
        languages: vec!["de".to_owned()],
        ..request("words")
    };
    assert_eq!(searcher.search(&request).unwrap().notes, [wanted]);
    assert!(
        search(&searcher, "-language:de language:(en OR fr)")
            .notes
            .is_empty()
    );
}
