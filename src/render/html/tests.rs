//! Tests of HTML pages.

use super::super::sample;
use super::page::STYLE;
use super::*;
use crate::render::CiteStyle;
use crate::render::aggregate::timeline;
use crate::response::facets::Position;
use crate::response::overview::{CountedPlace, Overview};
use crate::response::{Part, Shown, Similar, SimilarReport};

/// Returns the page after its head.
fn body(response: &Response) -> String {
    let page = sample::written(&FORMAT, response, &Settings::default());
    page.split_once("</head>\n").unwrap().1.to_owned()
}

/// An overview of three quarters with one place, whose last name is `name`.
fn overview(name: &str) -> Overview {
    let place = CountedPlace {
        facet: "area".to_owned(),
        path: format!("/Haiti/{name}"),
        count: 3,
        position: Position {
            lat: 18.5,
            lon: -72.25,
        },
    };
    Overview {
        timeline: timeline::sample::timeline(&[name]),
        places: vec![place],
        more_places: 0,
    }
}

#[test]
fn timeline_and_map_come_before_the_hits_if_there_is_anything_to_see() {
    let mut overview = overview("Kenscoff");
    let pictures = |overview: &Overview| {
        let settings = Settings {
            overview: Some(overview),
            ..Settings::default()
        };
        let page = sample::written(&FORMAT, &sample::passages(), &settings);
        let (before, _) = page.split_once("<article").unwrap();
        let titles = [
            "<title>reports a quarter: Kenscoff</title>",
            "<title>reports by place</title>",
        ];
        titles.map(|title| before.contains(title))
    };
    assert_eq!(pictures(&overview), [true, true]);
    overview.places.clear();
    assert_eq!(pictures(&overview), [true, false]);
    overview.timeline.periods.truncate(1);
    assert_eq!(pictures(&overview), [false, false]);
}

#[test]
fn a_page_has_query_numbers_passages_citations_and_counts() {
    let response = Response {
        facets: Some(sample::counts()),
        ..sample::passages()
    };
    let wanted = "\
<section>
<h1 dir=\"auto\">helicopters union</h1>
<p class=\"about\">2 passages from 2 of 12 reports</p>
<article lang=\"en\">
<h2 dir=\"auto\">1. Haïti: <mark>union</mark></h2>
<blockquote dir=\"auto\">Où sont les
<mark>helicopters</mark>? The <mark>union</mark> asked for more.</blockquote>
<cite>2025-02-04 · The Paper · corpus/a.txt:15 · <a rel=\"noopener noreferrer nofollow\" \
href=\"https://a.org/1\">https://a.org/1</a></cite>
<div class=\"about\">area: Kenscoff, Haiti</div>
<div class=\"about\">+4 more passages</div>
</article>
<article>
<h2 dir=\"auto\">2. corpus/b.pdf</h2>
<blockquote dir=\"auto\"><mark>=1+1</mark> | �[31m</blockquote>
<cite>undated · corpus/b.pdf p. 3</cite>
</article>
<h2>area</h2>
<ul>
<li>Haiti (12)
<ul>
<li>Ouest (9)</li>
</ul>
</li>
</ul>
</section>
";
    assert_eq!(body(&response), wanted);
}

#[test]
fn the_content_security_policy_allows_only_the_style_sheet_of_the_page() {
    let page = sample::written(&FORMAT, &sample::passages(), &Settings::default());
    let policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
                      style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">";
    // The policy must come before everything that it applies to.
    let at = page.find(policy).unwrap();
    assert!(at < page.find("<title>").unwrap());
    assert!(page.contains("<title>helicopters union</title>"));
    assert!(!STYLE.contains("url(") && !STYLE.contains("@import"));
}

#[test]
fn several_responses_are_sections_of_one_page() {
    let mut out = Vec::new();
    let settings = |id| Settings {
        query_id: Some(id),
        ..Settings::default()
    };
    (FORMAT.head)(&mut out, &settings("")).unwrap();
    for id in ["<q1>", "q2"] {
        (FORMAT.write)(&mut out, &sample::passages(), &settings(id)).unwrap();
    }
    let page = String::from_utf8(out).unwrap();
    assert_eq!(page.matches("<!DOCTYPE html>").count(), 1);
    assert_eq!(page.matches("<section>").count(), 2);
    assert!(
        page.contains("<h1 dir=\"auto\">&lt;q1&gt;: helicopters union</h1>"),
        "{page}"
    );
}

#[test]
fn text_of_a_report_is_never_markup() {
    let nasty = "<script>alert(1)</script>\"' onload=\"x()\"&lt;\u{202e}\u{1b}]</style>-->";
    let part = |text: &str| Part::Match {
        text: text.to_owned(),
        line: None,
        page: None,
    };
    let mut response = sample::with_context();
    response.query = nasty.to_owned();
    response.facets = Some(sample::counts());
    response.facets.as_mut().unwrap()[0].name = nasty.to_owned();
    response.facets.as_mut().unwrap()[0].values[0].path = format!("/{nasty}");
    let hit = &mut response.hits[0];
    hit.similar = Some(Similar {
        count: 1,
        reports: vec![SimilarReport {
            id: nasty.to_owned(),
            published: Some(nasty.to_owned()),
            source: Some(nasty.to_owned()),
            path: nasty.to_owned(),
        }],
    });
    let report = &mut hit.report;
    report.title = Some(vec![part(nasty), Part::Plain(nasty.to_owned())]);
    report.published = Some(nasty.to_owned());
    report.language = Some(nasty.to_owned());
    report.source = Some(nasty.to_owned());
    report.url = Some(format!("https://a.org/{nasty}"));
    report.path = nasty.to_owned();
    report.labels = vec![(nasty.to_owned(), vec![nasty.to_owned()])];
    let Shown::Passage(passage) = &mut hit.shown else {
        panic!("no passage");
    };
    passage.parts = vec![part(nasty), Part::Plain(nasty.to_owned())];
    passage.context.as_mut().unwrap().before[0].parts = vec![Part::Plain(nasty.to_owned())];

    let mut overview = overview(nasty);
    overview.timeline.periods[0].label = nasty.to_owned();
    let settings = Settings {
        cite: Some(CiteStyle::Chicago),
        overview: Some(&overview),
        ..Settings::default()
    };
    let page = sample::written(&FORMAT, &response, &settings);
    let ours = [
        "!DOCTYPE",
        "html",
        "head",
        "meta",
        "title",
        "style",
        "section",
        "h1",
        "h2",
        "p",
        "article",
        "blockquote",
        "mark",
        "cite",
        "a",
        "div",
        "ul",
        "li",
        "i",
        "figure",
        "svg",
        "desc",
        "rect",
        "polyline",
        "path",
        "circle",
        "text",
    ];
    for tag in page.split('<').skip(1) {
        let name: String = tag
            .trim_start_matches('/')
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '!')
            .collect();
        assert!(ours.contains(&name.as_str()), "<{tag}");
        // Within a tag, all quotes are ours and paired, and no attribute is an event handler.
        let inside = tag.split('>').next().unwrap();
        assert_eq!(inside.matches('"').count() % 2, 0, "<{tag}");
        let outside_of_quotes: String = inside.split('"').step_by(2).collect();
        assert!(!outside_of_quotes.contains("onload"), "<{tag}");
    }
    assert!(!page.contains(['\u{202e}', '\u{1b}']));
    assert!(page.matches("&lt;script&gt;").count() > 10, "{page}");
}

#[test]
fn only_http_and_https_urls_are_linked() {
    for (url, linked) in [
        ("https://a.org/?a=1&b=\"2\"", true),
        ("HTTP://a.org", true),
        ("javascript:alert(1)", false),
        (" javascript:alert(1)", false),
        ("JavaScript://a.org/%0aalert(1)", false),
        ("data:text/html,<script>", false),
        ("//a.org", false),
        ("file:///etc/passwd", false),
        ("é", false),
    ] {
        let mut response = sample::passages();
        response.hits.truncate(1);
        response.hits[0].report.url = Some(url.to_owned());
        let page = body(&response);
        assert_eq!(page.contains(" href="), linked, "{page}");
        assert!(page.contains(&escaped(url)), "{page}");
    }
}
