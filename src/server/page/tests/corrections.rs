//! Corrections made on the page.

use super::*;

/// The part of a page that begins with `from`.
fn part<'a>(page: &'a str, from: &str) -> &'a str {
    let at = page.find(from);
    &page[at.unwrap_or_else(|| panic!("no {from} in {page}"))..]
}

#[test]
fn a_value_is_rejected_beside_its_evidence_and_the_decision_can_be_undone() {
    let site = Site::small();
    assert!(site.page("/?facet=area%3DKenscoff").contains("2 reports"));
    let report = site.page("/report/2025/a.txt?q=gunmen");
    let value = part(&report, "<bdi title=\"/Haiti/Ouest/Kenscoff\"");
    let to = site.post(value, "/api/v1/corrections", &[]);
    assert_eq!(to, "/report/2025/a.txt?q=gunmen");
    assert!(site.page("/?facet=area%3DKenscoff").contains("1 report<"));
    let report = site.page(&to);
    assert!(!report.contains("<bdi title=\"/Haiti/Ouest/Kenscoff\""));
    let made = part(&report, "id=\"corrections\"");
    assert!(made.contains("rejected: Area <bdi>/Haiti/Ouest/Kenscoff</bdi>"));
    let all = site.page("/corrections");
    assert!(all.contains("<bdi>2025/a.txt</bdi>"));
    assert_eq!(site.post(&all, "/api/v1/corrections", &[]), "/corrections");
    assert!(
        site.page("/corrections")
            .contains("Nothing has been corrected.")
    );
    assert!(site.page("/?facet=area%3DKenscoff").contains("2 reports"));
}

#[test]
fn a_known_value_is_found_by_its_name_and_accepted() {
    let site = Site::small();
    let report = site.page("/report/2025/b.txt?in=area&find=Kenscoff");
    let found = part(&report, "id=\"corrections\"");
    let to = site.post(found, "/api/v1/corrections", &[]);
    assert_eq!(to, "/report/2025/b.txt");
    assert!(
        site.page(&to)
            .contains("accepted: Area <bdi>/Haiti/Ouest/Kenscoff</bdi>")
    );
    assert!(site.page("/?facet=area%3DKenscoff").contains("3 reports"));
    let unknown = site.page("/report/2025/b.txt?in=area&find=Kenscof");
    assert!(unknown.contains("no area is called `Kenscof`"), "{unknown}");
}

#[test]
fn a_correction_is_refused_without_the_token_and_where_nothing_may_change() {
    let site = Site::small();
    let report = site.page("/report/2025/a.txt");
    let path = "/api/v1/corrections";
    let (refused, text) = site.post_raw(&report, path, &[("token", "0")]);
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    assert!(text.contains("<h1>This cannot be done now.</h1>"), "{text}");
    let not_filed = [("value", "/Haiti/Artibonite")];
    let (refused, text) = site.post_raw(&report, path, &not_filed);
    assert_eq!(refused.status(), StatusCode::BAD_REQUEST);
    assert!(text.contains("is not filed under area=/Haiti/Artibonite"));
    let site = Site {
        state: State::open(Options {
            is_read_only: true,
            ..Options::clone(site.state.options())
        })
        .unwrap(),
        ..site
    };
    let (refused, text) = site.post_raw(&report, path, &[]);
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    assert!(text.contains("the server was started with --read-only"));
    let report = site.page("/report/2025/a.txt");
    assert!(!report.contains("method=\"post\""), "{report}");
}

#[test]
fn what_does_not_exist_is_a_page_for_a_browser_and_a_problem_for_a_program() {
    let site = Site::small();
    let browser = [(header::ACCEPT, "text/html,*/*;q=0.8")];
    for path in ["/nothing", "/api/v1/nothing", "/api/v1/original/x"] {
        let (response, page) = site.get(path, &browser);
        assert_eq!(response.status(), StatusCode::NOT_FOUND);
        assert!(
            page.contains("<h1>Nothing has this address.</h1>"),
            "{page}"
        );
        let (response, text) = site.get(path, &[]);
        assert_eq!(response.status(), StatusCode::NOT_FOUND);
        assert!(text.starts_with("{\"type\":\"urn:reportage:problem:not-found\""));
    }
}
