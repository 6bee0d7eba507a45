//! Matches and highlights equal those of an oracle that reads every text.

use std::collections::BTreeMap;
use std::ops::Range;

use proptest::prelude::*;

use crate::query;
use crate::report::Report;
use crate::response::layout::ReportMarks;
use crate::response::{Part, Passage, matches_of, text_of};

use super::super::WordsRule;
use super::oracle::{DefaultOperator, Marks, Oracle, Read, Unit};
use super::random_queries::{queries, reports};
use super::*;

/// The titles and passages shown of each report with their highlights, in bytes.
type ShownMarks = BTreeMap<String, Marks>;

/// Collects the texts of a response, and checks that they and their highlights are slices of the bodies.
fn shown(response: &crate::response::Response, reports: &[Report]) -> ShownMarks {
    let mut all = ShownMarks::new();
    for hit in &response.hits {
        let report = reports.iter().find(|one| one.id == hit.report.id).unwrap();
        let of_report = all.entry(report.id.clone()).or_default();
        if let Some(title) = &hit.report.title {
            assert_eq!(Some(text_of(title)), report.title);
            of_report.insert(None, byte_spans(title));
        }
        let passage = passage(hit);
        if passage.parts.is_empty() {
            continue; // a report without words
        }
        let before = of_report.insert(Some(passage.index), byte_spans(&passage.parts));
        assert_eq!(before, None, "a passage is shown once");
        check_offsets(passage, &report.body);
    }
    all
}

fn check_offsets(passage: &Passage, body: &str) {
    let points: Vec<char> = body.chars().collect();
    let slice = |start: usize, end: usize| points[start..end].iter().collect::<String>();
    assert_eq!(slice(passage.start, passage.end), text_of(&passage.parts));
    let matched = passage.parts.iter().filter_map(|part| match part {
        Part::Match {
            text,
            line,
            page: _,
        } => Some((text, line)),
        Part::Plain(_) => None,
    });
    for ([start, end], (text, line)) in matches_of(&passage.parts).into_iter().zip(matched) {
        let start = passage.start + start;
        assert_eq!(slice(start, passage.start + end), *text);
        let breaks = points[..start].iter().filter(|&&c| c == '\n').count();
        assert_eq!(*line, Some(3 + breaks as u32));
    }
}

fn byte_spans(parts: &[Part]) -> Vec<Range<usize>> {
    let mut at = 0;
    let mut spans = Vec::new();
    for part in parts {
        let end = at + part.text().len();
        if matches!(part, Part::Match { .. }) {
            spans.push(at..end);
        }
        at = end;
    }
    spans
}

/// The expected texts of the matching reports: titles, and the passages with highlights, or else the
/// first passage.
fn wanted(oracle: &Oracle<'_>, query: &query::Query, all: &[(&Report, Read, usize)]) -> ShownMarks {
    let mut shown = ShownMarks::new();
    for (report, read, passages) in all {
        let Some(mut marks) = oracle.answer(query, read) else {
            continue;
        };
        let in_passages = |unit: &Unit| unit.is_some();
        if !marks.keys().any(in_passages) && *passages > 0 {
            marks.insert(Some(0), Vec::new());
        }
        match report.title {
            Some(_) => {
                marks.entry(None).or_default();
            }
            None => assert!(!marks.contains_key(&None)),
        }
        shown.insert(report.id.clone(), marks);
    }
    shown
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn found_reports_and_marks_equal_those_that_reading_every_text_gives(
        reports in reports(),
        queries in proptest::collection::vec(queries(), 6),
    ) {
        let searcher = searcher(&reports);
        let languages = searcher.stemmed_languages();
        let read: Vec<(&Report, Read, usize)> = reports
            .iter()
            .map(|report| {
                let read = Read::of(report, &searcher.report(&report.id).unwrap().unwrap());
                let passages = read.passages();
                (report, read, passages)
            })
            .collect();
        for text in queries {
            let query = query::parse(&text).unwrap();
            let collection = searcher.collection_language().map(|code| code.text());
            let collection = collection.as_deref();
            let acronyms = searcher.acronyms(&query, &mut Vec::new()).unwrap();
            let in_capitals = read.iter().flat_map(|(_, read, _)| &read.units);
            let in_capitals = in_capitals.flat_map(|(_, tokens)| tokens);
            let in_capitals = in_capitals.filter_map(|token| token.acronym.clone());
            let in_capitals = in_capitals.filter(|acronym| acronyms.has(acronym)).collect();
            let oracle = |default_operator| Oracle {
                languages: &languages,
                collection,
                acronyms: &in_capitals,
                exceptions: searcher.stem_exceptions(),
                default_operator,
            };
            let mut wanted_all = wanted(&oracle(DefaultOperator::And), &query, &read);
            if wanted_all.is_empty() {
                wanted_all = wanted(&oracle(DefaultOperator::Or), &query, &read);
            }
            let response = search(&searcher, &text);
            prop_assert_eq!(shown(&response, &reports), wanted_all, "{}", text);
        }
    }
}

/// The highlights in all texts shown of each report.
fn marks_by_report(response: &Response) -> BTreeMap<String, Vec<[usize; 2]>> {
    let mut all: BTreeMap<String, Vec<[usize; 2]>> = BTreeMap::new();
    for hit in &response.hits {
        let spans = all.entry(hit.report.id.clone()).or_default();
        spans.extend(ReportMarks::of(hit).body);
        spans.sort_unstable();
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn a_request_of_one_report_gives_the_highlights_of_a_search(
        reports in reports(),
        queries in proptest::collection::vec(queries(), 4),
    ) {
        let searcher = searcher(&reports);
        for text in queries {
            let request = Request { words: WordsRule::All, ..request(&text) };
            let wanted = marks_by_report(&searcher.search(&request).unwrap());
            let mut got = BTreeMap::new();
            for report in &reports {
                let alone = request.clone().of_report(&report.id);
                got.extend(marks_by_report(&searcher.search(&alone).unwrap()));
            }
            prop_assert_eq!(got, wanted, "{}", text);
        }
    }
}

#[test]
fn a_phrase_is_marked_only_where_its_words_are_in_a_row_within_a_passage() {
    let body = "The police union met. The union police left here.\n\n\
                Twelve more words that fill all of this short passage, then police.\n\n\
                Union members were all there at noon.";
    let searcher = searcher(&[report("a", body)]);
    assert_eq!(marked(&searcher, "\"police union\""), ["police union"]);
}

#[test]
fn matches_of_a_failed_branch_or_a_not_are_not_highlighted() {
    let searcher = searcher(&[titled("a", "Gangs", "Gangs and police fought in the town.")]);
    assert_eq!(
        marked(&searcher, "police OR (gangs AND absent)"),
        ["police"]
    );
    assert_eq!(marked(&searcher, "police -(gangs absent)"), ["police"]);
}

#[test]
fn a_facet_in_a_failed_branch_highlights_nothing_in_body_or_title() {
    let searcher = searcher(&[titled("a", "Kenya", "Police from Kenya were there.")]);
    let marks = marked(&searcher, "police OR (area:Kenya AND absent)");
    assert_eq!(marks, ["Police"]);
}

#[test]
fn a_name_across_the_end_of_a_passage_is_highlighted_within_it() {
    // The hard limit cuts a sentence of 300 words after its 250th, in the middle of the name.
    let body = format!(
        "{}Haiti National Police {}",
        "word ".repeat(249),
        "word ".repeat(50)
    );
    let searcher = searcher(&[report("a", &body)]);
    assert_eq!(
        marked(&searcher, "actor:\"Haiti National Police\""),
        ["Haiti"]
    );
}

#[test]
fn an_inline_facet_highlights_the_mentions_of_its_value_and_those_below() {
    let body = "Kenscoff fell. Haiti’s police left Solino for Kenya.";
    let searcher = searcher(&[titled("a", "In Solino", body)]);
    assert_eq!(
        marked(&searcher, "area:Haiti"),
        ["Kenscoff", "Haiti", "Solino", "Solino"]
    );
    assert_eq!(
        marked(&searcher, "area:Ouest"),
        ["Kenscoff", "Solino", "Solino"]
    );
}
