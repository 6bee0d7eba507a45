//! Tests of feeds.

use crate::tests::{read_all, read_one};

const RSS: &str = "<?xml version=\"1.0\"?>
<rss version=\"2.0\" xmlns:content=\"c\" xmlns:media=\"m\"><channel>
<title>Press room</title><language>fr-HT</language>
<item><title>Grève &amp;amp; marche</title>
<link>https://example.org/1</link><guid>https://example.org/?p=1</guid>
<pubDate>Tue, 04 Feb 2025 08:30:00 -0500</pubDate><media:title>Photo</media:title>
<description>Short.</description>
<content:encoded><![CDATA[<p>The first paragraph of the text, which is long enough to be found.</p>
<p>The <b>second</b> one, which is no less long than the one before it.</p>]]></content:encoded>
</item>
<item><title>Two</title><guid isPermaLink=\"false\">77</guid><description>&lt;p&gt;a &lt;i&gt;b&lt;/i&gt;</description></item>
</channel></rss>";

#[test]
fn each_item_of_a_feed_is_a_report_with_its_lines() {
    let got = read_all("a.xml", RSS.as_bytes());
    assert_eq!(got.len(), 2);
    let first = got[0].as_ref().unwrap();
    assert_eq!(first.id, "https://example.org/?p=1");
    assert_eq!(first.title.as_deref(), Some("Grève & marche"));
    assert_eq!(first.url.as_deref(), Some("https://example.org/1"));
    assert_eq!(first.source.as_deref(), Some("Press room"));
    assert_eq!(first.language.as_deref(), Some("fr"));
    let date = first.published.map(|date| date.to_string());
    assert_eq!(date.as_deref(), Some("2025-02-04T08:30:00-05:00"));
    assert_eq!(
        first.body,
        "The first paragraph of the text, which is long enough to be found.\n\n\
             The second one, which is no less long than the one before it."
    );
    let at = |words| {
        first
            .lines
            .locate(&first.body, first.body.find(words).unwrap())
    };
    assert_eq!(at("first"), (Some(8), None));
    assert_eq!(at("second"), (Some(9), None));
    let second = got[1].as_ref().unwrap();
    assert_eq!(
        (second.id.as_str(), second.body.as_str()),
        ("a.xml#2", "a b")
    );
    assert_eq!(second.lines.locate(&second.body, 0), (Some(11), None));
}

#[test]
fn an_atom_entry_may_be_text_or_markup_and_a_truncated_feed_is_read_as_far_as_possible() {
    let atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\"><title>F</title>\
            <entry><id>tag:x,1</id><title>T</title><updated>2025-02-04T08:30:00Z</updated>\
            <link rel=\"self\" href=\"no\"/><link href=\"https://example.org/a\"/>\
            <content>a &lt; b</content></entry>\
            <entry><id>x</id><content type=\"xhtml\"><div><p>c</p><p>d</p></div></content></entry><entry a=\"";
    let got = read_all("a.atom", atom.as_bytes());
    let first = got[0].as_ref().unwrap();
    assert_eq!(
        (first.id.as_str(), first.body.as_str()),
        ("tag:x,1", "a < b")
    );
    assert_eq!(first.url.as_deref(), Some("https://example.org/a"));
    assert_eq!(got[1].as_ref().unwrap().body, "c\n\nd");
    assert_eq!(got.len(), 2);
}

#[test]
fn another_document_is_its_text_and_a_feed_of_nothing_is_empty() {
    let text = "<doc><title>T</title>\n<par>One.</par>\n<par>Two.</par></doc>";
    let report = read_one("a.xml", text.as_bytes()).0.unwrap();
    assert_eq!(report.title.as_deref(), Some("T"));
    assert!(report.body.ends_with("One.\n\nTwo."), "{}", report.body);
    let at = report.body.find("Two").unwrap();
    assert_eq!(report.lines.locate(&report.body, at), (Some(3), None));
    let (report, _) = read_one("a.rss", b"<rss><channel><title>T</title></channel></rss>");
    assert_eq!(report.unwrap_err(), "a.rss: no text in it");
}
