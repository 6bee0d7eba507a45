//! The page of the index.

use super::*;

#[test]
fn what_could_not_be_read_and_what_was_skipped_is_listed_with_its_reason() {
    let site = Site::of(
        &[
            ("a.txt", "Police came to Kenscoff."),
            ("broken<b>.docx", "no archive"),
            ("picture.png", "x"),
        ],
        "",
    );
    let page = site.page("/index");
    let failed = page.find("broken&lt;b&gt;.docx</bdi>").unwrap();
    let skipped = page.find("id=\"skipped\"").unwrap();
    assert!(failed < skipped, "{page}");
    assert!(page[failed..skipped].contains("<ul class=\"reasons\" lang=\"en\"><li>"));
    assert!(page[skipped..].contains(">.png</bdi>"), "{page}");
    assert!(page[skipped..].contains("picture.png</bdi>"));
    let (_, lines) = site.get("/api/v1/sources?state=failed", &[]);
    assert_eq!(lines.lines().count(), 1);
    assert!(lines.contains("\"state\":\"failed\""), "{lines}");
    let calm = Site::small().page("/index");
    assert!(
        calm.contains("Everything of the kinds that are read"),
        "{calm}"
    );
    assert!(calm.contains("No file was skipped."));
}
