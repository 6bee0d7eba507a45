//! What leads a reader on: the introduction, remedies for errors, names of languages, exports.

use super::*;

fn mixed() -> Site {
    let french = "La police a repoussé une attaque à Kenscoff, selon les habitants du quartier qui étaient là.";
    Site::of(
        &[
            (
                "a.txt",
                "Attack in Kenscoff\n\nGunmen of Viv Ansanm attacked Kenscoff on Monday.\n",
            ),
            (
                "b.md",
                "Police said that it was calm in Jacmel on Tuesday.\n",
            ),
            ("c.txt", french),
        ],
        "",
    )
}

#[test]
fn before_the_first_search_the_page_says_what_is_indexed_and_every_example_finds_something() {
    let site = mixed();
    let page = site.page("/?lang=es");
    assert!(page.contains("3 informes están indexados."), "{page}");
    assert!(page.contains("Idioma: inglés 2, francés 1."), "{page}");
    let from = page.find("class=\"examples\"").unwrap();
    let examples = &page[from..];
    let examples = &examples[..examples.find("/help").unwrap()];
    let links: Vec<&str> = examples.split("href=\"").skip(1).collect();
    assert!(links.len() > 2, "{examples}"); // two facets, and the help
    for link in &links[..links.len() - 1] {
        let link = link.split('"').next().unwrap().replace("&amp;", "&");
        let found = site.page(&link);
        assert!(found.contains("class=\"hit\""), "{link}: {found}");
        assert!(!found.contains("class=\"welcome\""), "{link}");
    }
}

#[test]
fn an_error_has_links_to_what_may_be_meant() {
    let site = mixed();
    let (response, page) = site.get("/?q=(police", &[]);
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    assert!(!page.contains("parameter"), "{page}");
    let plain = site.page(&link_before(&page, "Search for the words as they are"));
    assert!(plain.contains("<span class=\"label\">Words only</span>"));
    for wrong in ["/?q=calm+area%3AJacmell", "/?q=calm&facet=area%3DJacmell"] {
        let (response, page) = site.get(wrong, &[]);
        assert_eq!(response.status(), StatusCode::BAD_REQUEST);
        let right = site.page(&link_before(&page, "Jacmel</bdi></a>"));
        assert!(
            right.contains("<h1 class=\"total\">1 report</h1>"),
            "{right}"
        );
    }
}

#[test]
fn languages_have_names_and_fields_are_left_out_by_links() {
    let site = mixed();
    let page = site.page("/?q=kenscoff+OR+calm");
    assert!(page.contains("<span class=\"language\">French</span>"));
    for (label, left) in [("Exclude: French", 2), ("Exclude: md", 2)] {
        let without = site.page(&link_before(&page, &format!("aria-label=\"{label}\"")));
        assert!(
            without.contains(&format!("{left} reports</h1>")),
            "{label}: {without}"
        );
    }
    let without = site.page(&link_before(
        &site.page("/"),
        "aria-label=\"Exclude: French\"",
    ));
    assert!(without.contains("2 reports</h1>"), "{without}");
}

#[test]
fn a_mail_has_its_recipients_among_its_metadata() {
    let mail = "From: A <a@example.org>\r\nTo: \"B, C\" <b@example.org>, d@example.org\r\nCc: E <e@example.org>\r\n\
                Subject: Calm\r\nDate: Tue, 4 Feb 2025 08:30:00 -0500\r\n\r\nIt was calm in Jacmel.\r\n";
    let site = Site::of(&[("a.eml", mail)], "");
    let page = site.page("/report/a.eml");
    let sent = "<dt>Sent to</dt><dd><bdi>B, C &lt;b@example.org&gt;</bdi></dd><dd><bdi>d@example.org</bdi></dd>\
                <dd><bdi>E &lt;e@example.org&gt;</bdi></dd>";
    assert!(page.contains(sent), "{page}");
    let (_, json) = site.get("/api/v1/report/a.eml", &[]);
    assert!(
        json.contains("\"recipients\":[\"B, C <b@example.org>\""),
        "{json}"
    );
}

#[test]
fn a_result_is_exported_with_its_filters() {
    let site = mixed();
    let page = site.page("/?q=kenscoff&language=fr&sort=newest");
    let (response, table) = site.get(&link_before(&page, ">CSV</a>"), &[]);
    assert_eq!(response.status(), StatusCode::OK, "{table}");
    assert_eq!(table.lines().count(), 2, "{table}");
    let (_, lines) = site.get(&link_before(&page, ">JSON Lines</a>"), &[]);
    assert!(lines.lines().count() == 1 && lines.contains("\"id\":\"c.txt\""));
    let (_, all) = site.get(&link_before(&site.page("/"), ">JSON Lines</a>"), &[]);
    assert_eq!(all.lines().count(), 3);
}
