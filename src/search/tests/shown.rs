//! Passages shown: their number per report, and their context.

use crate::response::Context;
use crate::search::{Sort, Unit};

use super::*;

/// A report of five passages, numbered in words; `gangs` are in three of them.
fn long(id: &str) -> Report {
    let passage =
        |n: &str, word: &str| format!("This is passage {n} of five, on {word} alone.\n\n");
    let words = ["gangs", "rain", "gangs and gangs", "roads", "gangs"];
    let numbers = ["one", "two", "three", "four", "five"];
    let all = numbers.iter().zip(words).map(|(n, word)| passage(n, word));
    report(id, &all.collect::<String>())
}

fn shown(request: &Request) -> Vec<(String, usize)> {
    let searcher = searcher(&[long("a"), long("b")]);
    let hits = searcher.search(request).unwrap().hits;
    let shown = |hit: &Hit| (hit.report.id.clone(), passage(hit).index);
    hits.iter().map(shown).collect()
}

fn at_most(n: usize) -> Request {
    Request {
        per_report: Some(n),
        ..request("gangs")
    }
}

#[test]
fn a_report_shows_at_most_the_requested_passages_best_first() {
    assert_eq!(shown(&request("gangs")).len(), 6);
    let mut one_each = shown(&at_most(1));
    one_each.sort();
    assert_eq!(one_each, [("a".to_owned(), 2), ("b".to_owned(), 2)]);
    assert_eq!(shown(&at_most(2)).len(), 4);
}

#[test]
fn reports_sorted_by_date_show_one_passage_or_as_many_as_requested() {
    let newest = |request| Request {
        sort: Sort::Newest,
        ..request
    };
    assert_eq!(shown(&newest(request("gangs"))).len(), 2);
    assert_eq!(shown(&newest(at_most(9))).len(), 6);
}

#[test]
fn reports_as_the_unit_show_as_many_passages_as_requested() {
    let searcher = searcher(&[long("a")]);
    for (most, wanted) in [(None, 3), (Some(1), 1), (Some(9), 3)] {
        let request = Request {
            unit: Unit::Report,
            per_report: most,
            ..request("gangs OR passage:(this)")
        };
        let hits = searcher.search(&request).unwrap().hits;
        let Shown::Passages(passages) = &hits[0].shown else {
            panic!("no passages");
        };
        let wanted = if most == Some(9) { 5 } else { wanted };
        assert_eq!(passages.len(), wanted);
    }
}

#[test]
fn existing_context_passages_are_shown_in_order() {
    let searcher = searcher(&[long("a")]);
    let around = |n: usize| {
        let request = Request {
            context: n,
            ..request("gangs")
        };
        let hits = searcher.search(&request).unwrap().hits;
        let first = hits.iter().map(passage).find(|passage| passage.index == 0);
        first.unwrap().context.clone()
    };
    assert_eq!(around(0), None);
    let Some(Context { before, after }) = around(2) else {
        panic!("no context");
    };
    assert_eq!(before, []);
    let indices: Vec<usize> = after.iter().map(|passage| passage.index).collect();
    assert_eq!(indices, [1, 2]);
    assert_eq!(marked_parts(&after[1].parts), ["gangs", "gangs"]);
    assert_eq!(around(usize::MAX).unwrap().after.len(), 4);
}
