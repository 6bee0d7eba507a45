//! Tests of the pages that count.

use super::{Site, link_before};
use axum::http::StatusCode;

/// Serves reports with dates in their metadata: three of 2024, one of 2025 and one without a date.
fn dated() -> Site {
    let report = |date: &str, text: &str| {
        format!("{{\"id\": \"{text}\", \"published\": \"{date}\", \"text\": \"{text}\"}}\n")
    };
    let lines = [
        report("2024-01-05", "Gangs came to Kenscoff."),
        report("2024-02-06", "Gangs came to Kenscoff and to Jacmel."),
        report("2024-02-27", "Rain fell on Jacmel."),
        report("2025-03-08", "Gangs left Jacmel."),
    ];
    let undated = "{\"id\": \"u\", \"text\": \"Gangs are somewhere.\"}\n";
    let lines = lines.concat() + undated;
    Site::of(&[("all.jsonl", &lines)], "")
}

#[test]
fn a_bar_of_the_timeline_leads_to_the_reports_of_its_period() {
    let site = dated();
    let overview = site.page(&link_before(&site.page("/?q=gangs"), ">Overview</a>"));
    assert!(overview.contains("4 reports"), "{overview}");
    let months = site.page(&link_before(&overview, ">Month</a>"));
    assert!(
        months.contains("<title>2024-02: 1 report 50.0 %</title>"),
        "{months}"
    );
    assert!(months.contains(">1 report without a date</a>"), "{months}");
    let february = site.page(&link_before(&months, "<title>2024-02: 1 report"));
    assert!(
        february.contains("<h1 class=\"total\">1 report</h1>"),
        "{february}"
    );
    let hits = site.page(&link_before(&february, ">Reports</a>"));
    assert!(
        hits.contains("1 report") && hits.contains("Kenscoff and to Jacmel"),
        "{hits}"
    );
    let undated = site.page(&link_before(&months, ">1 report without a date</a>"));
    assert!(
        undated.contains("<h1 class=\"total\">1 report</h1>"),
        "{undated}"
    );
}

#[test]
fn the_table_has_what_the_bars_show_with_the_same_links() {
    let site = dated();
    let page = site.page("/overview?q=gangs&period=year");
    let row = "2024</a></th><td>2</td><td>66.7 %</td>";
    assert!(page.contains(row), "{page}");
    let year = site.page(&link_before(&page, row));
    assert!(
        year.contains("<h1 class=\"total\">2 reports</h1>"),
        "{year}"
    );
}

#[test]
fn periods_that_would_be_too_many_are_refused_with_a_word() {
    let site = dated();
    let page = site.page("/overview?q=gangs&period=day");
    assert!(
        page.contains("There are too many such periods") && page.contains("2024-02"),
        "{page}"
    );
}

#[test]
fn a_circle_of_the_map_keeps_the_reports_of_its_place() {
    let site = dated();
    let page = site.page("/overview?q=gangs");
    let circle = "<title>Kenscoff, Ouest, Haiti: 2 reports</title>";
    assert!(page.contains("Natural Earth"), "{page}");
    let kenscoff = site.page(&link_before(&page, circle));
    assert!(
        kenscoff.contains("<h1 class=\"total\">2 reports</h1>"),
        "{kenscoff}"
    );
    // A second place is a further condition.
    let jacmel = site.page(&link_before(
        &kenscoff,
        "<title>Jacmel, Sud-Est, Haiti: 1 report",
    ));
    assert!(
        jacmel.contains("<h1 class=\"total\">1 report</h1>"),
        "{jacmel}"
    );
    let without = site.page(&link_before(&jacmel, "<span class=\"label\">Area</span>"));
    assert!(without.contains("<h2 id=\"timeline\">"), "{without}");
}

#[test]
fn an_overview_of_nothing_and_a_wrong_query_are_explained() {
    let site = dated();
    let nothing = site.page("/overview?q=zebra");
    assert!(nothing.contains("No report matches"), "{nothing}");
    assert!(!nothing.contains("<svg viewBox=\"0 0 800"), "{nothing}");
    let (response, page) = site.get("/overview?q=%28a", &[]);
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    assert!(page.contains("This query cannot be read"), "{page}");
}
