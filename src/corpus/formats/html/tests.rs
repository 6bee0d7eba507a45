//! Whole pages, from bytes to report.

use crate::corpus::tests::read_one;
use crate::date::Date;

const PARAGRAPH: &str = "Gunmen attacked the town of Kenscoff on Monday, the mayor said, and at \
                         least forty people, among them children, pastors and teachers, died.";

fn page_of(head: &str) -> String {
    let article = format!("<p>{PARAGRAPH}</p>\n").repeat(6);
    format!(
        "<!doctype html>\n<html lang=\"en-US\"><head>{head}</head>\n<body><nav><a href=x>Home</a></nav>\
         \n<article><h1>Attack on Kenscoff</h1>\n{article}</article><script>var x = 1</script></body></html>"
    )
}

#[test]
fn an_article_comes_in_paragraphs_with_their_lines() {
    let (report, warnings) = read_one("a.html", page_of("<title>T</title>").as_bytes());
    let report = report.unwrap();
    assert_eq!(warnings, [""; 0]);
    assert!(report.body.ends_with(&[PARAGRAPH, PARAGRAPH].join("\n\n")));
    assert!(!report.body.contains("Home") && !report.body.contains("var x"));
    let last = report.body.rfind("Gunmen").unwrap();
    assert_eq!(report.lines.locate(&report.body, last), (Some(10), None));
}

#[test]
fn what_a_page_says_about_itself_is_metadata() {
    let head = r#"<title>Attack on Kenscoff | The Site</title>
        <meta property="og:site_name" content="The Site"><meta name="area" content="Haiti; Ouest">
        <meta property="article:published_time" content="2025-02-04T08:30:00Z">
        <link rel="canonical" href="https://example.org/a">"#;
    let report = read_one("a.html", page_of(head).as_bytes()).0.unwrap();
    assert_eq!(report.title.as_deref(), Some("Attack on Kenscoff"));
    assert_eq!(report.source.as_deref(), Some("The Site"));
    assert_eq!(report.url.as_deref(), Some("https://example.org/a"));
    assert_eq!(report.language.as_deref(), Some("en"));
    assert_eq!(
        report.published,
        Some(Date::parse("2025-02-04T08:30:00Z").unwrap())
    );
    let area = |value: &str| ("area".to_owned(), value.to_owned());
    assert_eq!(report.stated, [area("Haiti"), area("Ouest")]);
}

#[test]
fn a_headline_in_json_ld_goes_before_other_titles_and_a_bad_date_is_a_warning() {
    let head = r#"<title>No</title><script type="application/ld+json">
        {"@type":"NewsArticle","headline":"It&#8217;s so","datePublished":"yesterday"}</script>"#;
    let (report, warnings) = read_one("a.html", page_of(head).as_bytes());
    let report = report.unwrap();
    assert_eq!(report.title.as_deref(), Some("It’s so"));
    assert_eq!(report.published, None);
    assert_eq!(
        warnings,
        ["a.html: `datePublished` is no date; the date stays unknown"]
    );
}

#[test]
fn a_page_of_little_text_comes_as_a_whole() {
    let report = read_one("a.html", b"<p>Short <b>note</b>.</p><div>More.</div>").0;
    assert_eq!(report.unwrap().body, "Short note.\n\nMore.");
    let error = read_one("a.html", b"<html><script>x</script>")
        .0
        .unwrap_err();
    assert_eq!(error, "a.html: no text in it");
}

#[test]
fn a_hundred_thousand_nested_elements_do_no_harm() {
    let page = format!(
        "{}deep{}",
        "<div>".repeat(100_000),
        "</div>".repeat(100_000)
    );
    let (report, warnings) = read_one("a.html", page.as_bytes());
    assert_eq!(report.unwrap().body, "deep");
    assert_eq!(
        warnings,
        ["a.html: elements nested deeper than 1000; all of its text goes in"]
    );
}

#[test]
fn the_declared_encoding_is_used() {
    let page = "<meta http-equiv=Content-Type content='text/html; charset=koi8-r'><p>Мир, труд</p>";
    let (bytes, _, _) = encoding_rs::KOI8_R.encode(page);
    let report = read_one("a.htm", &bytes).0.unwrap();
    assert_eq!(report.body, "Мир, труд");
}
