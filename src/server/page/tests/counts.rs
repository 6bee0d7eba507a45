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
    let row = "2024</bdi></a></th><td>2</td><td>66.7 %</td>";
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
fn a_part_of_the_map_keeps_the_reports_with_a_place_in_it() {
    let site = dated();
    let page = site.page("/overview?q=gangs&within=5km%40Kenscoff");
    assert!(
        page.contains("<h1 class=\"total\">2 reports</h1>"),
        "{page}"
    );
    // Jacmel is in one of the reports, but not in the region.
    assert!(
        page.contains("<title>Kenscoff, Ouest, Haiti: 2 reports</title>"),
        "{page}"
    );
    assert!(!page.contains("<title>Jacmel"), "{page}");
    assert!(page.contains("1 more is not shown."), "{page}");
    // The filter goes along to the hits and to their export.
    let hits = site.page(&link_before(&page, ">Reports</a>"));
    assert!(
        hits.contains("<h1 class=\"total\">2 reports</h1>"),
        "{hits}"
    );
    assert!(
        hits.contains("/api/v1/export?q=gangs&amp;within=5km%40Kenscoff&amp;format=csv"),
        "{hits}"
    );
    let all = site.page(&link_before(&hits, "<span class=\"label\">Region</span>"));
    assert!(all.contains("<h1 class=\"total\">4 reports</h1>"), "{all}");
    let (response, page) = site.get("/overview?within=here", &[]);
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    assert!(
        page.contains("`here` is not a region") && page.contains("50km@"),
        "{page}"
    );
}

#[test]
fn an_empty_part_of_the_map_is_left_by_its_tools() {
    let site = dated();
    let page = site.page("/overview?q=gangs&within=18.4,-72.4..18.6,-72.2");
    assert!(
        page.contains("<h1 class=\"total\">2 reports</h1>"),
        "{page}"
    );
    let east = site.page(&link_before(&page, ">→</a>"));
    let farther = site.page(&link_before(&east, ">→</a>"));
    assert!(farther.contains("No report matches"), "{farther}");
    let back = site.page(&link_before(&farther, ">←</a>"));
    let back = site.page(&link_before(&back, ">←</a>"));
    assert!(
        back.contains("<h1 class=\"total\">2 reports</h1>"),
        "{back}"
    );
    let out = site.page(&link_before(&back, ">−</a>"));
    let out = site.page(&link_before(&out, ">−</a>"));
    assert!(out.contains("<h1 class=\"total\">3 reports</h1>"), "{out}");
}

#[test]
fn a_cell_of_passages_leads_to_the_reports_with_both_in_one() {
    let rain = "Rain fell all day on all the hills and on the roads as well. ".repeat(30);
    let far = format!("Gangs came to Kenscoff.\n\n{rain}\n\nThe mayor of Jacmel was in town.");
    let site = Site::of(
        &[
            ("near.txt", "Gangs came to Kenscoff and to Jacmel."),
            ("far.txt", &far),
        ],
        "",
    );
    let both = "title=\"/Haiti/Sud-Est/Jacmel\"";
    let address = "/crosstab?rows=area%40leaves&columns=area%40leaves";
    let reports = site.page(address);
    assert!(reports.contains(both), "{reports}");
    let passages = site.page(&format!("{address}&in=passage"));
    assert!(passages.contains("Passages are counted."), "{passages}");
    let link = "passage%3A%28area%3A%22%2FHaiti%2FOuest%2FKenscoff%22+area%3A%22%2FHaiti%2FSud-Est%2FJacmel%22%29";
    assert!(
        passages.contains(link) && !reports.contains(link),
        "{passages}"
    );
    let found = site.page(&format!("/?q={link}"));
    assert!(
        found.contains("<h1 class=\"total\">1 report</h1>"),
        "{found}"
    );
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

/// Returns the number of reports that a page says it has.
fn total(page: &str) -> String {
    let (_, total) = page.split_once("<h1 class=\"total\">").unwrap();
    total.split_once(' ').unwrap().0.to_owned()
}

#[test]
fn a_cell_of_the_cross_table_leads_to_as_many_reports() {
    let site = dated();
    for address in [
        "/crosstab?q=gangs&rows=area%40leaves",
        // Both from one facet, and within filters by the same dimensions.
        "/crosstab?rows=area%40leaves&columns=area%40leaves&facet=area%3DHaiti",
        "/crosstab?q=gangs+OR+rain&rows=area%40leaves&columns=date%40month&since=2024&until=2024",
    ] {
        let page = site.page(address);
        let (_, table) = page.split_once("<tbody>").unwrap();
        let (table, _) = table.split_once("</tbody>").unwrap();
        let cells = table
            .split("<td")
            .skip(1)
            .map(|cell| cell.split("</td>").next().unwrap());
        let mut n = 0;
        for cell in cells.filter(|cell| cell.contains("</a>")) {
            let link = link_before(cell, "</a>");
            let (before, _) = cell.split_once("</a>").unwrap();
            let count = before.rsplit('>').next().unwrap();
            assert_eq!(total(&site.page(&link)), count, "{link}");
            n += 1;
        }
        assert!(n > 1, "{page}");
    }
}

#[test]
fn the_dimensions_of_a_cross_table_are_chosen_by_a_form() {
    let site = dated();
    let page = site.page("/crosstab?q=gangs&rows=area%40leaves");
    for chosen in [
        "<option value=\"area@leaves\" selected>Area: most specific</option>",
        "<option value=\"date@year\" selected>Year</option>",
        "<input type=\"hidden\" name=\"q\" value=\"gangs\">",
    ] {
        assert!(page.contains(chosen), "{chosen} in {page}");
    }
    // One that the form does not offer stays chosen.
    let page = site.page("/crosstab?rows=format");
    assert!(
        page.contains("<option value=\"format\" selected>"),
        "{page}"
    );
    let (response, page) = site.get("/crosstab?q=gangs&rows=nonsense", &[]);
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    assert!(page.contains("nonsense"), "{page}");
}

#[test]
fn names_in_the_same_passages_come_with_their_best_passage() {
    let site = Site::of(
        &[
            (
                "a.txt",
                "Kenscoff\n\nGunmen of Viv Ansanm attacked Kenscoff.\n",
            ),
            ("b.txt", "Kenscoff\n\nViv Ansanm left Kenscoff on Monday.\n"),
            ("c.txt", "Jacmel\n\nIt was calm in Jacmel.\n"),
            ("d.txt", "Milot\n\nIt rained on Milot.\n"),
        ],
        "",
    );
    let page = site.page("/together?q=kenscoff");
    assert!(page.contains("<bdi>Viv Ansanm</bdi>"), "{page}");
    assert!(page.contains("<mark>Kenscoff</mark>"), "{page}");
    assert!(!page.contains("Jacmel"), "{page}");
    let both = site.page(&link_before(&page, "<bdi>Viv Ansanm</bdi>"));
    assert_eq!(total(&both), "2");
    let report = site.page(&link_before(&page, "line 1</a>"));
    assert!(report.contains("<mark id=\"mark-0\">"), "{report}");
    // Without a query, the names that are filtered by are the query.
    let named = site.page("/together?facet=area%3DKenscoff");
    assert!(named.contains("<bdi>Viv Ansanm</bdi>"), "{named}");
    let all = site.page("/together");
    assert!(all.contains("choose a name as a filter"), "{all}");
}
