//! Tests of whole pages, from bytes to report.

use crate::tests::read_one;
use reportage_text::date::Date;

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
fn statements_of_a_page_about_itself_are_metadata() {
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
fn a_headline_in_json_ld_takes_precedence_and_an_invalid_date_is_a_warning() {
    let head = r#"<title>No</title><script type="application/ld+json">
        {"@type":"NewsArticle","headline":"It&#8217;s so","datePublished":"yesterday"}</script>"#;
    let (report, warnings) = read_one("a.html", page_of(head).as_bytes());
    let report = report.unwrap();
    assert_eq!(report.title.as_deref(), Some("It’s so"));
    assert_eq!(report.published, None);
    assert_eq!(
        warnings,
        ["a.html: `datePublished` is not a date; the report is undated"]
    );
}

#[test]
fn a_page_with_little_text_is_read_as_a_whole() {
    let report = read_one("a.html", b"<p>Short <b>note</b>.</p><div>More.</div>").0;
    assert_eq!(report.unwrap().body, "Short note.\n\nMore.");
    let error = read_one("a.html", b"<html><body></body></html>").0;
    assert_eq!(error.unwrap_err(), "a.html: no text in it");
}

/// Reads a page and returns its text.
fn body_of(page: &str) -> String {
    read_one("a.html", page.as_bytes()).0.unwrap().body
}

/// A page with a news flash and longer text outside of it.
fn flash(before: &str, inside: &str, after: &str) -> String {
    format!(
        "<title>Gunmen attack checkpoint | Site</title><body>{before}<main><article>\
         <h1>Gunmen attack checkpoint</h1>{inside}<p>Gunmen attacked a post on Tuesday.</p>\
         <p>The mayor asked for help.</p></article></main>{after}"
    )
}

const FLASH: &str = "Gunmen attacked a post on Tuesday.\n\nThe mayor asked for help.";

#[test]
fn a_news_flash_is_read_despite_longer_text_next_to_it() {
    let long = "<p>We were founded in 1987 by fishermen, teachers and printers, and are paid by our readers, \
                who may write to us, call us, or visit us at any time of the year.</p>"
        .repeat(6);
    let beside = |open: &str| format!("<{open}>{long}</{}>", open.split(' ').next().unwrap());
    for open in [
        "footer",
        "aside",
        "dialog open",
        "section",
        "div",
        "div role=alertdialog",
        "div role=contentinfo",
        "div role=complementary",
        "div class=about-box",
    ] {
        assert_eq!(
            body_of(&flash("", "", &beside(open))),
            FLASH,
            "<{open}> behind"
        );
        assert_eq!(
            body_of(&flash(&beside(open), "", "")),
            FLASH,
            "<{open}> before"
        );
    }
    for open in [
        "div class=cookie-notice",
        "div id=newsletter-box",
        "div hidden",
        "div class=related",
        "aside",
    ] {
        assert_eq!(
            body_of(&flash("", &beside(open), "")),
            FLASH,
            "<{open}> inside"
        );
    }
}

#[test]
fn without_any_roles_the_text_below_the_headline_counts() {
    let long =
        "<p>We use cookies and our partners read data on your device, as you like, or not.</p>"
            .repeat(9);
    let page = format!(
        "<title>Road opened</title><div class=x1>{long}</div><div class=x2><h1>Road opened</h1>\
         <div class=x3><p>The road to the port was opened again on Monday.</p></div></div>"
    );
    assert_eq!(
        body_of(&page),
        "The road to the port was opened again on Monday."
    );
}

#[test]
fn all_articles_of_a_list_and_all_posts_of_a_live_blog_are_text() {
    let item = |i: usize| {
        format!("<article><h2><a href=/{i}>Story {i}</a></h2><p>Teaser {i} of it.</p></article>")
    };
    let items: String = (0..3).map(item).collect();
    let body = body_of(&format!(
        "<title>News</title><main>{items}</main><footer>Us</footer>"
    ));
    assert!(
        (0..3).all(|i| body.contains(&format!("Teaser {i}"))),
        "{body}"
    );
    let post =
        |i: usize| format!("<article><h2>Post {i}</h2><p>Shots {i} were heard.</p></article>");
    let posts: String = (0..3).map(post).collect();
    let body = body_of(&format!(
        "<title>Live: attack</title><main><h1>Live: attack</h1>{posts}</main>"
    ));
    assert!(
        (0..3).all(|i| body.contains(&format!("Shots {i}"))),
        "{body}"
    );
}

#[test]
fn a_front_page_has_its_teasers_without_other_parts() {
    let teaser = |i: usize| {
        format!(
            "<article><h2><a href=/{i}>Story {i}</a></h2><p>Teaser {i}. {PARAGRAPH}</p></article>"
        )
    };
    let teasers: String = (0..6).map(teaser).collect();
    let links = "<article><h3><a href=/x>Most read of the day</a></h3></article>".repeat(100);
    let main = format!("<main><div>{teasers}</div><div class=sidebar>{links}</div></main>");
    let body = body_of(&format!("<title>The Paper</title>{main}"));
    assert!(
        (0..6).all(|i| body.contains(&format!("Teaser {i}"))),
        "{body}"
    );
    assert!(!body.contains("Most read"), "{body}");
}

#[test]
fn text_that_is_only_in_data_is_read() {
    let page = |kind: &str, data: &str| {
        format!(
            "<title>Gunmen attack</title><div id=root></div>\n<script type='{kind}'>{data}</script>"
        )
    };
    let body = r#"{"@type":"NewsArticle","headline":"Gunmen attack","articleBody":"Gunmen came to the town."}"#;
    let (report, _) = read_one("a.html", page("application/ld+json", body).as_bytes());
    let report = report.unwrap();
    assert_eq!(report.body, "Gunmen came to the town.");
    assert_eq!(report.lines.locate(&report.body, 0), (Some(2), None));
    let live = r#"{"@type":"LiveBlogPosting","liveBlogUpdate":[{"headline":"Shots","articleBody":"At the silo."}]}"#;
    assert_eq!(
        body_of(&page("application/ld+json", live)),
        "Shots\n\nAt the silo."
    );
    let text = "Gunmen came to the town on Monday and left it on Tuesday, the mayor said.";
    let state = format!(r#"{{"a":{{"title":"Gunmen attack","body":"<p>{text}</p>"}}}}"#);
    assert_eq!(body_of(&page("application/json", &state)), text);
}

#[test]
fn a_page_whose_text_scripts_build_is_a_failure_that_says_so() {
    let told = "a.html: no text in the page; it is built by scripts (app shell); open it in a browser and save it \
                from there as a complete page";
    for shell in [
        "",
        "Loading...",
        "<footer>Us</footer>",
        "<noscript>Please enable JavaScript.</noscript>",
    ] {
        let page =
            format!("<title>App</title><div id=root>{shell}</div><script src=a.js></script>");
        assert_eq!(
            read_one("a.html", page.as_bytes()).0.unwrap_err(),
            told,
            "{shell}"
        );
    }
    let described = "<title>App</title><meta property=og:type content=article><script src=a.js></script>\
                     <meta name=description content='Gunmen came.'>";
    let (report, warnings) = read_one("a.html", described.as_bytes());
    assert_eq!(report.unwrap().body, "Gunmen came.");
    assert!(
        warnings[0].contains("no text in the page except a summary"),
        "{warnings:?}"
    );
}

fn published(head: &str, inside: &str) -> Option<String> {
    let page = flash(head, inside, "");
    let report = read_one("a.html", page.as_bytes()).0.unwrap();
    report.published.map(|date| date.to_string())
}

#[test]
fn the_date_of_publication_is_read_wherever_it_is_stated() {
    for (head, inside) in [
        (
            "<meta name=citation_publication_date content=2025/02/04>",
            "",
        ),
        ("<meta name=DCTERMS.issued content=2025-02-04>", ""),
        ("<meta name=dc:date content=2025-02-04>", ""),
        ("<meta name=parsely-pub-date content=2025-02-04>", ""),
        ("<meta name=sailthru.date content=2025-02-04>", ""),
        ("<meta name=pubdate content=20250204>", ""),
        ("<meta itemprop=datePublished content=2025-02-04>", ""),
        (
            "<meta name=date content=02/04/2025><meta name=revised content=2025-02-04>",
            "",
        ),
        (
            "",
            "<time itemprop=datePublished datetime=2025-02-04>Feb 4</time>",
        ),
        ("", "<span itemprop=datePublished>February 4, 2025</span>"),
        ("", "<time pubdate datetime=2025-02-04>Feb 4</time>"),
        (
            "",
            "<time class='entry-date published updated' datetime=2025-02-04>Feb 4</time>",
        ),
        (
            "",
            "<p>By A. B., <time datetime=2025-02-04>Feb 4</time></p>",
        ),
        (
            "",
            "<p>Published <time datetime=2025-02-04>4</time>, updated <time datetime=2025-02-06>6</time></p>",
        ),
    ] {
        assert_eq!(
            published(head, inside).as_deref(),
            Some("2025-02-04"),
            "{head}{inside}"
        );
    }
}

#[test]
fn a_date_of_anything_else_is_not_that_of_publication() {
    for (head, inside) in [
        (
            "<meta http-equiv=last-modified content='Tue, 04 Feb 2025 10:00:00 GMT'>",
            "",
        ),
        ("<meta name=expires content=2031-01-31>", ""),
        ("<meta property=og:updated_time content=2025-02-04>", ""),
        (
            "<meta property=article:modified_time content=2025-02-04>",
            "",
        ),
        ("<meta name=date content=02/04/2025>", ""),
        (
            "<link rel=canonical href=https://example.org/2025/02/04/a>",
            "",
        ),
        (
            "<div class=bar><time datetime=2025-02-04>Tuesday</time></div>",
            "",
        ),
        (
            "<aside><time datetime=2025-02-04>Tuesday</time></aside>",
            "",
        ),
        ("", "<p class=byline>Published: 4 February 2025</p>"),
        (
            "",
            "<div class=comments><time datetime=2025-02-04>8 hours ago</time></div>",
        ),
        (
            "",
            "<div class=related><time datetime=2025-02-04>Another story</time></div>",
        ),
        (
            "",
            "<p>Next hearing: <time datetime=2026-02-04>4 Feb 2026</time></p>",
        ),
        (
            "",
            "<p>Gunmen attacked a post on Tuesday.</p><p><time datetime=2025-02-06>6 Feb</time></p>",
        ),
        (
            "",
            "<div class=post><time datetime=2025-02-04>10:00</time><h2>Post</h2></div>",
        ),
        (
            "",
            "<p>Mis à jour le <time datetime=2025-02-04>4 février</time></p>",
        ),
        (
            "",
            "<p>The quake of <time datetime=2010-01-12>12 January 2010</time> killed many people here.</p>",
        ),
        (
            "",
            "<div itemscope itemtype=https://schema.org/VideoObject><meta itemprop=datePublished content=2025-02-04></div>",
        ),
    ] {
        assert_eq!(published(head, inside), None, "{head}{inside}");
    }
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
        ["a.html: elements nested deeper than 1000; all of its text is indexed"]
    );
}

#[test]
fn the_declared_encoding_is_used() {
    let page = "<meta http-equiv=Content-Type content='text/html; charset=koi8-r'><p>Мир, труд</p>";
    let (bytes, _, _) = encoding_rs::KOI8_R.encode(page);
    let report = read_one("a.htm", &bytes).0.unwrap();
    assert_eq!(report.body, "Мир, труд");
}

#[test]
fn meta_elements_about_the_article_follow_its_text_with_their_lines() {
    let head = "<meta name=incident content=HTI-7781>\n<meta name=viewport content=wide>\n\
                <meta name=news_keywords content='Lakou, gunmen'>";
    let page = flash(head, "", "");
    let report = read_one("a.html", page.as_bytes()).0.unwrap();
    let wanted = format!("{FLASH}\n\nincident: HTI-7781\nnews_keywords: Lakou");
    assert_eq!(report.body, wanted);
    assert_eq!(report.text_end, Some(FLASH.len()));
    let line = |word: &str| {
        let at = report.body.find(word).unwrap();
        report.lines.locate(&report.body, at).0
    };
    assert_eq!((line("HTI"), line("Lakou")), (Some(1), Some(3)));
}

#[test]
fn a_text_behind_a_paywall_is_taken_from_the_data() {
    let text = "Gunmen attacked a post on Tuesday. The foreman Alcide Vertus fled, as did his crew of ten.";
    let data = format!(
        r#"<script type="application/ld+json">{{"@type":"NewsArticle",
           "headline":"Gunmen attack checkpoint","articleBody":"{text}"}}</script>"#
    );
    let page = flash(&data, "<div class=offer>Subscribe now.</div>", "");
    let page = page.replace("<p>The mayor asked for help.</p>", "");
    assert_eq!(body_of(&page), text);
}

/// Quadratic algorithms would take minutes.
#[test]
fn thousands_of_comments_posts_and_paragraphs_are_read_at_once() {
    let many = |item: &str, count: usize| -> String {
        (0..count)
            .map(|i| item.replace("{i}", &i.to_string()))
            .collect()
    };
    let comment = "<article><time datetime=2025-01-01 itemprop=datePublished>x</time><p>I say {i}.</p></article>";
    let comments = format!("<div class=comments>{}</div>", many(comment, 20_000));
    assert_eq!(body_of(&flash("", "", &comments)), FLASH);
    let post = r#"{"headline":"H{i}","articleBody":"Shots number {i} were heard near the silo in the north."},"#;
    let data = format!(
        r#"<script type="application/ld+json">{{"@type":"LiveBlogPosting","liveBlogUpdate":[{}]}}</script>"#,
        many(post, 5_000)
    );
    assert_eq!(
        body_of(&format!("<title>Live</title>{data}"))
            .matches("Shots number")
            .count(),
        5_000
    );
    let paragraphs = many(
        "<p>Paragraph {i} tells, among other things, of the town.</p>",
        20_000,
    );
    assert_eq!(
        body_of(&flash("", &paragraphs, ""))
            .matches("Paragraph")
            .count(),
        20_000
    );
}
