//! Tests of the page: over an index of made-up reports, through the routes, as a browser without scripts reads it.

mod basket;
mod corrections;
mod counts;
mod filters;
mod guidance;
mod index;
mod saved;

use std::fs;
use std::net::{Ipv4Addr, SocketAddr};

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use axum::response::Response;
use tower::ServiceExt;

use super::hits::hits;
use super::report::{ReportData, report_page};
use super::sample;
use crate::indexer::{IndexOptions, Indexer};
use crate::response::{Hit, Passage, Shown};
use crate::schema::IndexSchema;
use crate::server::{Folder, Limits, Options, State, router};

const HOST: &str = "127.0.0.1:7878";

/// Indexes reports and serves them below `base`.
struct Site {
    state: State,
    _folder: tempfile::TempDir,
}

impl Site {
    fn of(reports: &[(&str, &str)], base: &str) -> Site {
        Site::within(reports, base, Limits::default())
    }

    fn within(reports: &[(&str, &str)], base: &str, limits: Limits) -> Site {
        let folder = tempfile::tempdir().unwrap();
        let (files, dir) = (folder.path().join("reports"), folder.path().join("index"));
        for (name, text) in reports {
            let path = files.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let indexer = Indexer::open(&dir, &IndexSchema::shipped(), IndexOptions::default());
        indexer.unwrap().run(&[files], |_| {}).unwrap();
        let options = Options {
            indexes: vec![dir],
            address: SocketAddr::from((Ipv4Addr::LOCALHOST, 7878)),
            base_path: base.to_owned(),
            hosts: Vec::new(),
            password: None,
            is_read_only: false,
            limits,
            folders: Vec::new(),
            program: crate::server::tests::PROGRAM,
        };
        Site {
            state: State::open(options).unwrap(),
            _folder: folder,
        }
    }

    fn small() -> Site {
        Site::of(
            &[
                (
                    "2025/a.txt",
                    "Attack in Kenscoff\n\nGunmen of Viv Ansanm attacked Kenscoff on Monday.\n",
                ),
                (
                    "2025/b.txt",
                    "Calm in Jacmel\n\nIt was calm in Jacmel, police said.\n",
                ),
                (
                    "fr/c.txt",
                    "Attaque\n\nLa police a repoussé une attaque à Kenscoff.\n",
                ),
            ],
            "",
        )
    }

    /// Requests a path; returns the status, the headers and the text.
    fn get(&self, path: &str, headers: &[(header::HeaderName, &str)]) -> (Response, String) {
        let mut request = Request::get(path).header(header::HOST, HOST);
        for (name, value) in headers {
            request = request.header(name, *value);
        }
        self.send(request.body(Body::empty()).unwrap())
    }

    fn get_bytes(&self, path: &str) -> (Response, Vec<u8>) {
        let request = Request::get(path).header(header::HOST, HOST);
        self.send_for_bytes(request.body(Body::empty()).unwrap())
    }

    fn send(&self, request: Request<Body>) -> (Response, String) {
        let (response, bytes) = self.send_for_bytes(request);
        (response, String::from_utf8(bytes).unwrap())
    }

    fn send_for_bytes(&self, request: Request<Body>) -> (Response, Vec<u8>) {
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = runtime.enable_all().build().unwrap();
        runtime.block_on(async {
            let response = router(&self.state).oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
            (Response::from_parts(parts, Body::empty()), bytes.to_vec())
        })
    }

    /// Sends the form with a path, with its hidden fields and these; returns where it leads.
    fn post(&self, page: &str, path: &str, fields: &[(&str, &str)]) -> String {
        let (response, text) = self.post_raw(page, path, fields);
        assert_eq!(response.status(), StatusCode::SEE_OTHER, "{path}: {text}");
        let location = response.headers()[header::LOCATION].to_str().unwrap();
        location.split('#').next().unwrap().to_owned()
    }

    fn post_raw(&self, page: &str, path: &str, fields: &[(&str, &str)]) -> (Response, String) {
        let from = page.find(&format!("action=\"{path}\""));
        let form = &page[from.unwrap_or_else(|| panic!("no form for {path} in {page}"))..];
        let form = &form[..form.find("</form>").unwrap()];
        let mut body = form_urlencoded::Serializer::new(String::new());
        for input in form.split("<input type=\"hidden\" ").skip(1) {
            let attribute = |name: &str| {
                let from = input.find(&format!("{name}=\"")).unwrap() + name.len() + 2;
                let value = input[from..].split('"').next().unwrap();
                let value = value.replace("&lt;", "<").replace("&gt;", ">");
                value.replace("&quot;", "\"").replace("&amp;", "&")
            };
            let name = attribute("name");
            if fields.iter().all(|(own, _)| *own != name) {
                body.append_pair(&name, &attribute("value"));
            }
        }
        let body = body.extend_pairs(fields).finish();
        let request = Request::post(path)
            .header(header::HOST, HOST)
            .header(header::ACCEPT, "text/html")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body)).unwrap())
    }

    fn page(&self, path: &str) -> String {
        let (response, text) = self.get(path, &[]);
        assert_eq!(response.status(), StatusCode::OK, "{path}: {text}");
        text
    }
}

/// Follows the link of the element that contains `text`.
fn link_before(page: &str, text: &str) -> String {
    let at = page
        .find(text)
        .unwrap_or_else(|| panic!("no {text} in {page}"));
    let from = page[..at].rfind("href=\"").unwrap() + "href=\"".len();
    let link = page[from..].split('"').next().unwrap();
    link.replace("&amp;", "&")
}

#[test]
fn a_search_shows_its_hits_with_marks_and_links_to_the_report() {
    let site = Site::small();
    let page = site.page("/?q=kenscoff");
    assert!(page.contains("2 reports"), "{page}");
    assert!(
        page.contains("attacked <mark>Kenscoff</mark> on Monday"),
        "{page}"
    );
    let report = site.page(&link_before(&page, "Attack in <mark>Kenscoff</mark></a>"));
    assert!(report.contains("<mark id=\"mark-0\">"), "{report}");
    assert!(report.contains("Viv Ansanm"), "{report}");
}

#[test]
fn a_query_that_cannot_be_read_shows_where() {
    let site = Site::small();
    let (response, page) = site.get("/?q=Ha%C3%AFti+(a", &[]);
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    assert!(
        page.contains("<code>Haïti <span class=\"wrong\">(</span>a</code>"),
        "{page}"
    );
    assert!(page.contains("value=\"Haïti (a\""), "{page}");
}

#[test]
fn a_misspelt_word_has_a_link_to_the_right_one() {
    let site = Site::small();
    let page = site.page("/?q=kenscof");
    let corrected = site.page(&link_before(&page, "<bdi>Kenscoff</bdi></a>").to_lowercase());
    assert!(corrected.contains("2 reports"), "{corrected}");
}

#[test]
fn the_language_follows_the_browser_and_the_address() {
    let site = Site::small();
    let (_, page) = site.get("/?q=police", &[(header::ACCEPT_LANGUAGE, "fr-CA,en;q=0.5")]);
    assert!(
        page.contains("<html lang=\"fr\"") && page.contains("2 rapports"),
        "{page}"
    );
    let page = site.page("/?q=police&lang=es");
    assert!(page.contains("2 informes"), "{page}");
    assert!(link_before(&page, "<bdi>Jacmel</bdi>").contains("lang=es"));
}

#[test]
fn the_theme_of_the_cookie_is_that_of_the_page() {
    let site = Site::small();
    let (_, page) = site.get("/", &[(header::COOKIE, "a=b; theme=dark")]);
    assert!(page.contains("data-theme=\"dark\""), "{page}");
    let (_, page) = site.get("/", &[(header::COOKIE, "theme=\"><script>")]);
    assert!(!page.contains("data-theme"), "{page}");
}

#[test]
fn what_is_not_there_is_missing_and_says_so() {
    let site = Site::small();
    let (response, page) = site.get("/report/../../etc/passwd", &[]);
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    assert!(page.contains("No report has this id"), "{page}");
    let (response, _) = site.get("/values/colour", &[]);
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
}

#[test]
fn pages_of_hits_follow_each_other() {
    let names: Vec<String> = (0..23).map(|n| format!("{n:02}.txt")).collect();
    let texts: Vec<String> = (0..23)
        .map(|n| format!("Report {n:02}\n\nStrike number {n}a.\n"))
        .collect();
    let reports = names
        .iter()
        .zip(&texts)
        .map(|(name, text)| (name.as_str(), text.as_str()));
    let site = Site::of(&reports.collect::<Vec<_>>(), "");
    let first = site.page("/?q=strike");
    assert_eq!(first.matches("<li class=\"hit\"").count(), 20);
    let second = site.page(&link_before(&first, "Next</a>"));
    assert_eq!(second.matches("<li class=\"hit\"").count(), 3);
    assert!(
        second.contains("<ol class=\"hits\" start=\"21\">"),
        "{second}"
    );
    assert!(!second.contains("rel=\"next\""), "{second}");
}

#[test]
fn all_addresses_are_below_the_base_path() {
    let site = Site::of(&[("a.txt", "Attack\n\nAn attack in Kenscoff.\n")], "/desk");
    let page = site.page("/desk/?q=attack");
    for attribute in ["href=\"/", "action=\"/", "src=\"/"] {
        for link in page.split(attribute).skip(1) {
            assert!(link.starts_with("desk/"), "{attribute}{link}");
        }
    }
    let style = link_before(&page, "><link rel=\"icon\"");
    let (response, _) = site.get(&style, &[]);
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(
        response.headers()[header::CONTENT_TYPE],
        "text/css; charset=utf-8"
    );
    let tag = response.headers()[header::ETAG]
        .to_str()
        .unwrap()
        .to_owned();
    let (response, _) = site.get(&style, &[(header::IF_NONE_MATCH, &tag)]);
    assert_eq!(response.status(), StatusCode::NOT_MODIFIED);
}

#[test]
fn texts_of_reports_cannot_leave_their_elements() {
    let passage = Passage {
        index: 0,
        score: 1.0,
        start: 0,
        end: 8,
        line: Some(1),
        page: None,
        parts: sample::head().title.unwrap(),
        context: None,
    };
    let hit = Hit {
        rank: 1,
        score: 1.0,
        reasons: None,
        report: sample::head(),
        shown: Shown::Passages(vec![passage]),
        more_passages: 2,
        similar: None,
    };
    let context = sample::context("q=%22%3E%3Cscript%3E&facet=area%3D%3Cscript%3E");
    let data = ReportData {
        corrections: Vec::new(),
        found: None,
        report: sample::whole("<script>alert(2)</script>\n", &[(1, 7)]),
        layout: Default::default(),
        hit: Some(hit.clone()),
        is_match: true,
        similar: vec![sample::head()],
        error: None,
    };
    for page in [hits(&context, &[hit]).0, report_page(&context, &data).0] {
        for wrong in [
            "<script>",
            "<b>",
            "<img",
            "<i>",
            "<em>",
            "<u>",
            "href=\"javascript:",
        ] {
            assert!(!page.contains(wrong), "{wrong} in {page}");
        }
        assert!(page.contains("&lt;script&gt;alert(1)"), "{page}");
    }
}

#[test]
fn no_page_has_styles_or_scripts_of_its_own() {
    let site = Site::small();
    for path in [
        "/?q=kenscoff",
        "/report/2025/a.txt?q=kenscoff",
        "/values/area",
        "/overview?q=kenscoff",
        "/crosstab?q=kenscoff",
        "/together?q=kenscoff",
        "/help",
    ] {
        let page = site.page(path);
        for inline in [" style=\"", "<style", " onclick", "<script>"] {
            assert!(!page.contains(inline), "{inline} in {path}");
        }
    }
}

#[test]
fn a_mention_has_one_anchor_and_its_evidence_another() {
    let site = Site::small();
    let page = site.page("/report/2025/a.txt?q=%22Viv+Ansanm%22");
    let mut n = 0;
    while page.contains(&format!("href=\"#name-{n}\"")) {
        for id in ["mention", "name"] {
            assert_eq!(
                page.matches(&format!("id=\"{id}-{n}\"")).count(),
                1,
                "{id}-{n}"
            );
        }
        n += 1;
    }
    assert!(n >= 3, "{page}");
}

#[test]
fn a_busy_server_says_so_on_a_page() {
    let limits = Limits {
        searches: 0,
        waiting: 0,
        ..Limits::default()
    };
    let site = Site::within(&[("a.txt", "Attack\n\nAn attack.\n")], "", limits);
    let (response, page) = site.get("/?q=attack&lang=fr", &[]);
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(response.headers().contains_key(header::RETRY_AFTER));
    assert!(
        page.contains("n’est pas possible maintenant") && page.contains("value=\"attack\""),
        "{page}"
    );
}

#[test]
fn a_report_leads_back_to_the_page_of_hits_it_was_reached_from() {
    let site = Site::small();
    let search = "/?q=police&facet=area%3D%2FHaiti&sort=oldest";
    let report = site.page(&link_before(&site.page(search), "Calm in Jacmel</a>"));
    assert_eq!(link_before(&report, "Back to the results"), search);
}

/// Three reports of JSON Lines: two are near duplicates, one is in French and older.
fn dated() -> Site {
    let story = "The strike of dock workers in Kenscoff went into its third week on Monday. Police kept the gate shut \
                 while a union leader read out demands for pay, safety and rest. Families brought food to the fence, \
                 and a judge postponed the hearing about the ban on gatherings until the end of the month.";
    let report = |id: &str, date: &str, source: &str, language: &str, text: &str| {
        serde_json::json!({"id": id, "title": id, "text": text, "date": date, "source": source, "language": language})
            .to_string()
    };
    let lines = [
        report("One", "2025-02-04", "The Paper", "en", story),
        report("Two", "2025-02-05", "A Copy", "en", story),
        report(
            "Trois",
            "2023-01-01",
            "Le Journal",
            "fr",
            "Une strike à Kenscoff.",
        ),
    ];
    Site::of(&[("a.jsonl", &lines.join("\n"))], "")
}

#[test]
fn near_duplicates_are_one_hit_and_listed_in_the_report() {
    let site = dated();
    let page = site.page("/?q=dock+workers");
    assert_eq!(page.matches("<li class=\"hit\"").count(), 1);
    let all = site.page(&link_before(&page, "+1 similar report"));
    assert_eq!(all.matches("<li class=\"hit\"").count(), 2, "{all}");
    let report = site.page("/report/One");
    let other = site.page(&link_before(&report, "Two</a>"));
    assert!(other.contains("<title>Two — reportage</title>"), "{other}");
}

#[test]
fn each_name_of_a_hit_leads_to_its_evidence() {
    let site = Site::small();
    let page = site.page("/?q=viv+ansanm");
    let values = page.split("<ul class=\"values\"").nth(1).unwrap();
    let values = values.split("</ul>").next().unwrap();
    let mut n = 0;
    for link in values.split("href=\"").skip(1) {
        let link = link.split('"').next().unwrap().replace("&amp;", "&");
        let (report, anchor) = link.split_once('#').unwrap();
        assert!(
            site.page(report).contains(&format!("id=\"{anchor}\"")),
            "{link}"
        );
        n += 1;
    }
    assert!(n >= 2, "{values}");
}

#[test]
fn headings_are_listed_as_links_into_the_text() {
    let text =
        "# Title\n\nAll was calm.\n\n## North\n\nCalm.\n\n## South\n\nCalm.\n\n## East\n\nCalm.\n";
    let site = Site::of(&[("a.md", text)], "");
    let page = site.page("/report/a.md");
    for heading in ["North", "South", "East"] {
        let link = link_before(&page, &format!("{heading}</a></li>"));
        let target = page
            .split(&format!("id=\"{}\"", &link[1..]))
            .nth(1)
            .unwrap();
        let target = target.split("</h2>").next().unwrap();
        assert!(target.ends_with(heading), "{link} leads to {target}");
    }
    assert!(!page.contains("Title</a></li>"), "{page}");
}
