//! What the routes return.

use super::*;
use crate::index::OpenIndex;
use crate::query;
use crate::render::{Format, Settings};
use crate::search::{Request as SearchRequest, Searcher};

/// A request for each route that returns JSON, and its schema.
const EACH: &[(&str, &str)] = &[
    ("search?q=police&explain&context=1&facets", "search"),
    (
        "search?q=polise&unit=report&collapse&count=stories",
        "search",
    ),
    ("facets?q=police", "facets"),
    ("facets?by=area@all,language,date@month&name=ken", "facets"),
    ("timeline?q=police&series=calm&period=month", "timeline"),
    ("timeline?by=area", "timeline"),
    ("crosstab?rows=area&columns=language&in=passage", "crosstab"),
    ("together?q=police&by=area", "together"),
    ("report/a.txt?q=police", "report"),
    ("stats", "stats"),
    ("session", "api/session"),
    ("saved", "api/saved"),
    ("suggest?prefix=pol", "api/suggest"),
];

fn desk() -> Desk {
    Desk::with(&[
        (
            "a.txt",
            "Police came to Kenscoff.\n\nIt was quiet. The police left.",
        ),
        ("b.txt", "It was calm in Kenscoff on 3 February 2025."),
        ("deep/c d.txt", "Une police d'assurance."),
    ])
}

#[tokio::test]
async fn each_route_returns_what_its_schema_says() {
    let desk = desk();
    let router = desk.router();
    for (path, schema) in EACH {
        let answer = get(&router, path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        assert_eq!(answer.header("content-type"), "application/json");
        assert_fits(schema, &answer.json());
    }
}

#[tokio::test]
async fn the_description_is_json_with_all_paths() {
    let answer = get(&desk().router(), "openapi.json").await;
    assert_eq!(answer.header("content-type"), "application/json");
    let description = answer.json();
    assert_eq!(description["openapi"], "3.1.0");
    assert!(description["paths"]["/search"]["get"].is_object());
    assert!(description["paths"]["/saved"]["post"].is_object());
}

#[tokio::test]
async fn hits_are_those_of_the_command_line() {
    let desk = desk();
    let answer = get(
        &desk.router(),
        "search?q=police+kenscoff&facet=area%3DKenscoff",
    )
    .await;
    let searcher = Searcher::new(OpenIndex::open(&desk.dir()).unwrap()).unwrap();
    let format = Format::named("json").unwrap();
    let response = searcher.search(&SearchRequest {
        facets: vec![crate::search::FacetFilter::parse("area=Kenscoff").unwrap()],
        detail: format.detail,
        ..SearchRequest::new(query::parse("police kenscoff").unwrap())
    });
    let mut wanted = Vec::new();
    (format.write)(&mut wanted, &response.unwrap(), &Settings::default()).unwrap();
    assert_eq!(answer.text(), std::str::from_utf8(&wanted).unwrap());
    assert_eq!(answer.json()["total"], 1);
}

#[tokio::test]
async fn pages_by_cursor_are_the_hits_without_pages() {
    let desk = Desk::of(25);
    let router = desk.router();
    let all = get(&router, "search?q=police&limit=100").await.json();
    let mut hits = Vec::new();
    let mut path = "search?q=police&limit=10".to_owned();
    let mut pages = 0;
    loop {
        let page = get(&router, &path).await;
        hits.extend(page.json()["hits"].as_array().unwrap().clone());
        pages += 1;
        let link = page.header("link").to_owned();
        let next = link
            .strip_prefix("</api/v1/")
            .and_then(|l| l.strip_suffix(">; rel=\"next\""));
        match next {
            Some(next) => path = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(Value::from(hits), all["hits"]);
    assert_eq!(pages, 3);
}

#[tokio::test]
async fn a_report_is_whole_and_has_the_matches_of_a_query() {
    let desk = desk();
    let router = desk.router();
    let report = get(&router, "report/a.txt?q=police").await.json();
    assert_eq!(report["matches"], serde_json::json!([[0, 6], [44, 50]]));
    assert_eq!(report["mentions"][0]["value"], "/Haiti/Ouest/Kenscoff");
    let report = get(&router, "report/a.txt").await.json();
    assert_eq!(report.get("matches"), None);
    let report = get(&router, "report/deep/c%20d.txt").await.json();
    assert_eq!(report["id"], "deep/c d.txt");
    let encoded = get(&router, "report/deep%2Fc%20d.txt").await.json();
    assert_eq!(encoded, report);
}

#[tokio::test]
async fn an_export_has_every_report_that_the_query_finds() {
    let desk = Desk::of(300);
    let router = desk.router();
    let lines = get(&router, "export?q=police").await;
    assert_eq!(lines.header("content-type"), "application/jsonl");
    assert_eq!(
        lines.header("content-disposition"),
        "attachment; filename=\"reports.jsonl\""
    );
    let ids = lines.text().lines().map(|line| {
        let report: Value = serde_json::from_str(line).unwrap();
        assert_fits("report", &report);
        report["id"].as_str().unwrap().to_owned()
    });
    let mut wanted: Vec<String> = (0..300).map(|i| format!("{i}.txt")).collect();
    wanted.sort();
    assert_eq!(ids.collect::<Vec<_>>(), wanted);
    let table = get(&router, "export?q=police&format=csv").await;
    assert_eq!(table.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(table.text().lines().count(), 301);
    let nothing = get(&router, "export?q=zebra").await;
    assert_eq!((nothing.status, nothing.text()), (StatusCode::OK, ""));
    let wrong = get(&router, "export?q=(a").await;
    assert_eq!(wrong.problem(), (400, "query".to_owned()));
}

#[tokio::test]
async fn completions_are_names_values_and_words() {
    let desk = desk();
    let router = desk.router();
    let texts = async |prefix: &str| {
        let answer = get(&router, &format!("suggest?prefix={prefix}"))
            .await
            .json();
        let completions = answer["completions"].as_array().unwrap().clone();
        let texts = completions.iter().map(|one| one["text"].as_str().unwrap());
        texts.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(texts("are").await, "area:");
    assert_eq!(texts("KENS").await, "area:Kenscoff kenscoff");
    assert_eq!(texts("area:kens").await, "area:Kenscoff");
    assert_eq!(texts("pol").await, "police");
    assert_eq!(texts("p").await, "passage: path:");
    assert_eq!(texts("").await, "");
    assert_eq!(texts("nofacet:k").await, "");
}

#[tokio::test]
async fn what_is_wrong_is_said_with_its_place() {
    let desk = desk();
    let router = desk.router();
    for (path, detail, span) in [
        (
            "search?q=Ha%C3%AFti+area:nowhere",
            "no area is called `nowhere`",
            serde_json::json!([6, 18]),
        ),
        ("crosstab?rows=area", "`columns` is missing", Value::Null),
        (
            "crosstab?rows=area&columns=none",
            "no facet is called `none`",
            Value::Null,
        ),
        (
            "facets?facet=area",
            "`area` is not NAME=VALUE or NAME!=VALUE",
            Value::Null,
        ),
        (
            "timeline?series=a&by=area",
            "`by` splits one query, and there are several",
            Value::Null,
        ),
        ("stats?q=a", "`q` is no parameter of this path", Value::Null),
    ] {
        let answer = get(&router, path).await;
        assert_eq!(answer.status, 400, "{path}");
        let problem = answer.json();
        assert_fits("api/problem", &problem);
        assert_eq!(problem["detail"], detail);
        assert_eq!(problem["span"], span, "{path}");
    }
    let answer = get(&router, "report/none").await;
    assert_eq!(answer.problem(), (404, "not-found".to_owned()));
}

#[tokio::test]
async fn long_answers_are_compressed_for_clients_that_accept_it() {
    let desk = Desk::of(10);
    let router = desk.router();
    let plain = get(&router, "search?q=police").await;
    let compressed = get_with(&router, "search?q=police", &[("accept-encoding", "gzip")]).await;
    assert_eq!(plain.header("content-encoding"), "");
    assert_eq!(compressed.header("content-encoding"), "gzip");
    assert!(compressed.body.len() * 2 < plain.body.len());
}

#[tokio::test]
async fn text_from_reports_stays_text() {
    let script = "<script>alert(1)</script>";
    let desk = Desk::with(&[(
        "<img src=x onerror=alert(1)>.html",
        "<title>&lt;script&gt;alert(1)&lt;/script&gt;</title><p>Police came.</p>",
    )]);
    let answer = get(&desk.router(), "search?q=police").await;
    assert_eq!(answer.json()["hits"][0]["report"]["title"], script);
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
}

#[tokio::test]
async fn a_request_cannot_ask_for_the_same_thing_many_times() {
    let router = desk().router();
    let once = get(&router, "facets?by=area@all").await;
    let often = format!("facets?by={}area@all", "area@all,".repeat(500));
    assert_eq!(get(&router, &often).await.text(), once.text());
    let fields: Vec<String> = (1..=21).map(|depth| format!("area@{depth}")).collect();
    let many = get(&router, &format!("facets?by={}", fields.join(","))).await;
    assert_eq!(many.status, 400);
    let same = "&series=police".repeat(500);
    let twice = get(&router, &format!("timeline?series=quiet{same}")).await;
    assert_eq!(twice.status, 200);
    let series: String = (0..51).map(|n| format!("&series=a{n}")).collect();
    let many = get(&router, &format!("timeline?q=police{series}")).await;
    assert_eq!(many.status, 400);
    assert_eq!(get(&router, "report/%ff").await.problem().0, 404);
}
