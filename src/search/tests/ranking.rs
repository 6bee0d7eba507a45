//! The order of hits, their scores and their pages.

use crate::index::Renames;
use crate::response::{Reason, Response};
use crate::schema::same_as::SameAs;
use crate::search::{Sort, Unit, WordsRule};

use super::*;

/// More reports than have all their passages scored; they differ only in the frequency of a word.
fn many() -> Vec<Report> {
    let body = |n: usize| {
        let gangs = "gangs ".repeat(1 + n % 7);
        let filler = "town ".repeat(n % 11);
        format!("{gangs}fled. {filler}\n\nThe police {filler} met gangs at number{n}.")
    };
    (0..450)
        .map(|n| match n % 5 {
            0 => titled(&format!("r{n}"), "Gangs", &body(n)),
            1 => titled(&format!("r{n}"), "Gangs of the town", ""),
            _ => report(&format!("r{n}"), &body(n)),
        })
        .collect()
}

fn ask(
    searcher: &Searcher,
    query: &str,
    unit: Unit,
    offset: usize,
    limit: Option<usize>,
) -> Response {
    let request = Request {
        unit,
        offset,
        limit,
        ..request(query)
    };
    searcher.search(&request).unwrap()
}

#[test]
fn scores_never_rise_and_pages_are_slices_of_the_whole_list() {
    let searcher = searcher(&many());
    for query in ["gangs police", "gangs gang title:town", "gangs OR number7"] {
        for unit in [Unit::Passage, Unit::Report] {
            // A limit above the number of hits: `None` would list all passages of a report.
            let all = ask(&searcher, query, unit, 0, Some(10_000));
            let scores: Vec<f64> = all.hits.iter().map(|hit| hit.score).collect();
            assert!(scores.is_sorted_by(|a, b| a >= b), "{query} {unit:?}");
            assert!(
                scores
                    .iter()
                    .all(|score| score.is_finite() && *score >= 0.0)
            );
            let n_ids = ids_of(&all).len();
            assert_eq!(n_ids as u64, all.total, "every report is there");
            let ranks = all.hits.iter().map(|hit| hit.rank);
            assert!(ranks.eq(1..=all.hits.len()));
            for (offset, limit) in [
                (0, 0),
                (0, 1),
                (0, 10),
                (195, 10),
                (199, 1),
                (200, 300),
                (445, 50),
                (9999, 5),
            ] {
                let page = ask(&searcher, query, unit, offset, Some(limit));
                let end = (offset + limit).min(all.hits.len());
                let wanted = &all.hits[offset.min(end)..end];
                assert_eq!(page.hits, wanted, "{query} {unit:?} {offset}+{limit}");
                assert_eq!(page.total, all.total);
            }
        }
    }
}

#[test]
fn a_report_has_two_passages_in_the_list_by_default() {
    let paragraphs = [
        "gangs fled the town",
        "gangs met in the old town",
        "nobody came at all",
    ];
    let body = |n: usize| {
        let texts = paragraphs.iter().cycle().take(n).enumerate();
        let texts = texts.map(|(i, text)| format!("On day {i} {text} once more.\n\n"));
        texts.collect::<String>()
    };
    let searcher = searcher(&[
        report("long", &body(9)),
        report("short", &body(1)),
        report("titled", "Nothing."),
        titled("empty", "Gangs", ""),
    ]);
    let ask = |per_report, offset, limit| {
        let request = Request {
            per_report,
            offset,
            limit,
            ..request("gangs")
        };
        let response = searcher.search(&request).unwrap();
        let hits = response.hits.iter();
        let shown = |hit: &Hit| (hit.report.id.clone(), hit.more_passages);
        let of_long = hits.clone().filter(|hit| hit.report.id == "long").count();
        (of_long, hits.map(shown).collect::<Vec<_>>())
    };
    let (of_long, list) = ask(None, 0, Some(10));
    assert_eq!((of_long, list.len()), (2, 4));
    assert!(
        list.iter()
            .all(|(id, more)| *more == if id == "long" { 4 } else { 0 })
    );
    // Pages are contiguous.
    let mut pages = ask(None, 0, Some(3)).1;
    pages.extend(ask(None, 3, Some(3)).1);
    assert_eq!(pages, list);
    // Other values of `per_report`, and the whole list.
    let (of_long, list) = ask(Some(5), 0, Some(10));
    assert_eq!(of_long, 5);
    assert!(list.contains(&("long".to_owned(), 1)));
    let (of_long, list) = ask(None, 0, None);
    assert_eq!(of_long, 6);
    assert!(list.iter().all(|(_, more)| *more == 0));
}

#[test]
fn an_offset_near_the_largest_number_finds_nothing() {
    let searcher = searcher(&[report("a", "Gangs fled.")]);
    let response = ask(
        &searcher,
        "gangs",
        Unit::Passage,
        usize::MAX,
        Some(usize::MAX),
    );
    assert_eq!((response.total, response.hits.len()), (1, 0));
}

#[test]
fn a_passage_with_all_words_ranks_above_one_with_a_single_word() {
    let long = "The union spoke. Of helicopters nobody there knew anything at all that day.\n\n\
                The police union complained that helicopters for the police never came.";
    let searcher = searcher(&[
        report("a", long),
        report("b", "The police went home early."),
    ]);
    let response = search(&searcher, "helicopters police union");
    let first = text_of(&passage(&response.hits[0]).parts);
    assert!(first.contains("complained"), "{first}");
}

#[test]
fn rare_words_weigh_more_than_common_ones() {
    let mut reports: Vec<Report> = (0..20)
        .map(|n| report(&format!("c{n}"), "The police came."))
        .collect();
    reports.push(report("rare", "The mayor came."));
    let searcher = searcher(&reports);
    let first = &search(&searcher, "police OR mayor").hits[0];
    assert_eq!(first.report.id, "rare");
}

#[test]
fn a_word_counts_once_however_often_the_query_repeats_it() {
    let searcher = searcher(&[
        report("a", "The police came. The mayor left with the police."),
        report("b", "A mayor spoke of police officers and of attacks."),
    ]);
    let scores = |query: &str| -> Vec<f64> {
        let hits = search(&searcher, query).hits;
        hits.iter().map(|hit| hit.score).collect()
    };
    let wanted = scores("mayor police attacks");
    assert_eq!(scores("mayor police attacks attacked police"), wanted);
    assert_ne!(scores("mayor police"), wanted);
}

#[test]
fn proximity_of_the_words_decides_between_similar_passages() {
    let searcher = searcher(&[
        report("far", "Police came when somebody saw a helicopter."),
        report("near", "Somebody came when police saw a helicopter."),
    ]);
    let hits = search(&searcher, "police helicopter").hits;
    let ids: Vec<&str> = hits.iter().map(|hit| &*hit.report.id).collect();
    assert_eq!(ids, ["near", "far"]);
}

#[test]
fn if_any_word_suffices_parts_of_a_compound_score_without_highlights() {
    let searcher = searcher(&[
        report("neither", "The tunnel was closed yesterday by engineers."),
        report("apart", "A shock came to the tunnel with the wave."),
        report("whole", "A shock wave came to the tunnel that day."),
        report("part", "A wave at the beach is not asked for."),
    ]);
    let request = Request {
        words: WordsRule::Any,
        ..request("shock-wave tunnel")
    };
    let response = searcher.search(&request).unwrap();
    let ids: Vec<&str> = response.hits.iter().map(|hit| &*hit.report.id).collect();
    assert_eq!(ids, ["whole", "apart", "neither"]);
    let marked = |hit: &Hit| marked_parts(&passage(hit).parts);
    assert_eq!(marked(&response.hits[0]), ["shock wave", "tunnel"]);
    assert_eq!(marked(&response.hits[1]), ["tunnel"]);
}

#[test]
fn undated_reports_come_last_in_both_orders_by_date() {
    let searcher = searcher(&[
        dated("b", "2025-02-01"),
        report("undated", "Some words."),
        dated("a", "2024"),
        dated("old", "1965-05-05"),
    ]);
    let order = |sort| -> Vec<String> {
        let request = Request {
            sort,
            ..request("words")
        };
        let hits = searcher.search(&request).unwrap().hits;
        hits.into_iter().map(|hit| hit.report.id).collect()
    };
    assert_eq!(order(Sort::Newest), ["b", "a", "old", "undated"]);
    assert_eq!(order(Sort::Oldest), ["old", "a", "b", "undated"]);
}

#[test]
fn reasons_add_up_to_the_score_in_every_order_and_unit() {
    let searcher = searcher(&many());
    for query in [
        "gangs police",
        "gangs gang title:town",
        "gangs OR number7",
        "海地帮派 gangs",
    ] {
        for unit in [Unit::Passage, Unit::Report] {
            for (sort, expand) in [
                (Sort::Relevance, false),
                (Sort::Relevance, true),
                (Sort::Newest, false),
            ] {
                let request = Request {
                    unit,
                    sort,
                    expand,
                    explain: true,
                    ..request(query)
                };
                for hit in searcher.search(&request).unwrap().hits {
                    let reasons = hit.reasons.unwrap();
                    let sum: f64 = reasons.iter().map(|reason| reason.score).sum();
                    assert!((sum - hit.score).abs() < 1e-9, "{query} {}", hit.rank);
                    let lowered =
                        |reason: &crate::response::Reason| reason.what.starts_with("kept");
                    let is_lowered = reasons.iter().any(lowered);
                    assert!(!(is_lowered && hit.rank <= 200), "{query} {}", hit.rank);
                }
            }
        }
    }
}

#[test]
fn a_word_of_a_script_without_spaces_has_one_reason_of_each_kind() {
    let searcher = searcher(&[report("a", "海地的局势。海地帮派袭击警察。")]);
    let request = Request {
        explain: true,
        ..request("海地帮派")
    };
    let hits = searcher.search(&request).unwrap().hits;
    let reasons = hits[0].reasons.as_ref().unwrap();
    let sum: f64 = reasons.iter().map(|reason| reason.score).sum();
    assert!((sum - hits[0].score).abs() < 1e-9);
    let of_text: Vec<&str> = reasons
        .iter()
        .filter_map(|reason| reason.what.strip_suffix(" in the report's text"))
        .collect();
    assert_eq!(of_text, ["`海地`", "`帮派`", "`海地帮派`"]);
}

#[test]
fn a_closed_spelling_counts_as_its_parts_and_not_as_a_rare_word() {
    let apart = "The test ban of May and the test ban of June were signed by all of them.";
    let closed = "The test ban of May and the testban of last June were signed by all of them.";
    let searcher = searcher(&[
        report("apart", apart),
        report("closed", closed),
        report("only", "A testban was signed."),
    ]);
    let request = Request {
        unit: Unit::Report,
        words: WordsRule::Any,
        ..request("test ban")
    };
    let response = searcher.search(&request).unwrap();
    assert_eq!(ids_of(&response).len(), 3);
    let score = |id: &str| {
        let hit = response.hits.iter().find(|hit| hit.report.id == id);
        hit.unwrap().score
    };
    assert!(score("apart") >= score("closed"), "{response:?}");
}

#[test]
fn a_word_counts_once_more_in_the_first_words_of_a_report_only() {
    let rest = "it rained in the hills and the town was quiet, ".repeat(4);
    let searcher = searcher(&[
        report("late", &format!("In May {rest} gangs came.")),
        report("lead", &format!("In May gangs came, {rest}.")),
    ]);
    let request = Request {
        unit: Unit::Report,
        explain: true,
        ..request("gangs")
    };
    let response = searcher.search(&request).unwrap();
    let has_lead = |id: &str| {
        let hit = response.hits.iter().find(|hit| hit.report.id == id);
        let reasons = hit.unwrap().reasons.as_ref().unwrap();
        let lead = |reason: &Reason| reason.what == "`gangs` in its first words";
        reasons
            .iter()
            .any(|reason| lead(reason) && reason.score > 0.0)
    };
    assert!(has_lead("lead") && !has_lead("late"), "{response:?}");
}

#[test]
fn a_mention_of_the_value_counts_more_than_one_of_a_value_below_it() {
    let filler = "Rain fell all day in the mountains and on the coast.";
    let searcher = searcher(&[
        report("below", "They met in Solino."),
        report("itself", &format!("They met in Port-au-Prince. {filler}")),
    ]);
    let ranked = |searcher: &Searcher, query: &str| {
        let hits = search(searcher, query).hits.into_iter();
        hits.map(|hit| hit.report.id).collect::<Vec<_>>()
    };
    // Shorter texts score higher, but Solino is only a part of Port-au-Prince.
    assert_eq!(
        ranked(&searcher, "area:Port-au-Prince"),
        ["itself", "below"]
    );
    assert_eq!(ranked(&searcher, "area:Ouest"), ["below", "itself"]);
    let renamed = searcher.with_renames(Renames::of(vec![SameAs {
        facet: "area".to_owned(),
        from: "/Haiti/Ouest/Port-au-Prince/Solino".to_owned(),
        to: "/Haiti/Ouest/Port-au-Prince/Centre".to_owned(),
    }]));
    assert_eq!(ranked(&renamed, "area:Port-au-Prince"), ["itself", "below"]);
    assert_eq!(ranked(&renamed, "area:Centre"), ["below"]);
}
