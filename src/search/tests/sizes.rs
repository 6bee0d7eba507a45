//! Large reports and large queries are fast: with quadratic work these tests would not end in reasonable time.

use crate::search::Unit;

use super::*;

#[test]
fn every_passage_of_a_large_report_is_shown_at_its_offsets() {
    let body = "The gangs of Kenscoff fled again é.\n\n".repeat(20_000);
    let searcher = searcher(&[report("a", &body)]);
    let response = search(&searcher, "gangs area:Kenscoff");
    let n = response.hits.len();
    assert!(n >= 5_000);
    let last = response
        .hits
        .iter()
        .map(passage)
        .max_by_key(|one| one.index)
        .unwrap();
    assert_eq!(last.index, n - 1);
    assert_eq!(last.end, body.trim_end().chars().count());
    let breaks = body.chars().take(last.start).filter(|&c| c == '\n').count();
    assert_eq!(last.line, Some(3 + breaks as u32));
    assert_eq!(search_reports(&searcher, "gangs").hits.len(), 1);
}

fn search_reports(searcher: &Searcher, query: &str) -> Response {
    let request = Request {
        unit: Unit::Report,
        ..request(query)
    };
    searcher.search(&request).unwrap()
}

#[test]
fn a_report_of_many_names_is_read_completely() {
    let body = "Kenscoff fell é.\n".repeat(20_000);
    let searcher = searcher(&[report("a", &body)]);
    let whole = searcher.report("a").unwrap().unwrap();
    assert_eq!(whole.mentions.len(), 20_000);
    let last = whole.mentions.last().unwrap();
    assert_eq!((last.line, last.start), (Some(20_002), 17 * 19_999));
}

#[test]
fn a_very_long_line_is_split_into_passages_and_matches() {
    let body = format!(
        "{}needle {}",
        "word ".repeat(200_000),
        "x".repeat(2_000_000)
    );
    let searcher = searcher(&[report("a", &body)]);
    assert_eq!(marked(&searcher, "needle"), ["needle"]);
}

#[test]
fn a_query_of_many_words_and_a_short_prefix_match_correctly() {
    let words: Vec<String> = (0..20_000).map(|n| format!("a{n}")).collect();
    let searcher = searcher(&[report("a", &words.join(" ")), report("b", "Nothing.")]);
    assert_eq!(found(&searcher, "a*"), "a");
    assert_eq!(found(&searcher, &words[..500].join(" ")), "a");
    assert_eq!(found(&searcher, &words[..500].join(" OR ")), "a");
}
