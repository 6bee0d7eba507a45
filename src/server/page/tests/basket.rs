//! The basket on the page, and its exports.

use std::path::PathBuf;

use super::*;
use crate::corpus::{ReadOptions, Reader, WalkEntry, walk};

const PATH: &str = "/api/v1/basket";

/// Reads a file as reports are read.
fn read(path: PathBuf) -> String {
    let mut reader = Reader::new(ReadOptions::default());
    let Some(Ok(WalkEntry::Source(source))) = walk(&[path], &[]).next() else {
        panic!("no source");
    };
    let record = reader.read(&source).next().unwrap();
    record.report.unwrap().body
}

/// Puts a passage of two reports into the basket, each with a note.
fn filled(site: &Site) {
    let found = site.page("/?q=monday");
    assert!(!found.contains("in the basket"));
    let to = site.post(&found, PATH, &[("passage", "0")]);
    assert_eq!(to, "/?q=monday");
    assert!(site.page(&to).contains("in the basket"));
    let report = site.page("/report/2025/b.txt");
    site.post(&report, PATH, &[("passage", "0")]);
    // Twice is once.
    site.post(&report, PATH, &[("passage", "0")]);
    let basket = site.page("/basket");
    assert!(basket.contains("Basket <span class=\"count\">2</span>"));
    site.post(
        &basket,
        "/api/v1/basket/note",
        &[("note", "Ask <them>.\r\nAgain.")],
    );
}

#[test]
fn passages_are_put_into_the_basket_noted_moved_and_removed() {
    let site = Site::small();
    filled(&site);
    let order = |page: &str| {
        let first = page.find("2025/a.txt:3").unwrap();
        first < page.find("2025/b.txt:1").unwrap()
    };
    let basket = site.page("/basket");
    assert!(basket.contains("Ask &lt;them&gt;.\nAgain.</textarea>"));
    assert!(order(&basket), "{basket}");
    // The button of the first moves it down.
    site.post(&basket, "/api/v1/basket/move", &[]);
    let basket = site.page("/basket");
    assert!(!order(&basket), "{basket}");
    site.post(&basket, "/api/v1/basket/remove", &[]);
    let basket = site.page("/basket");
    assert!(!basket.contains("2025/b.txt:1") && basket.contains("2025/a.txt:3"));
    let (refused, text) = site.post_raw(&basket, "/api/v1/basket/note", &[("start", "999")]);
    assert_eq!(refused.status(), StatusCode::BAD_REQUEST);
    assert!(text.contains("the basket has no passage of `2025/a.txt` that starts at 999"));
    let report = site.page("/report/2025/b.txt");
    let (refused, _) = site.post_raw(&report, PATH, &[("passage", "7")]);
    assert_eq!(refused.status(), StatusCode::BAD_REQUEST);
}

#[test]
fn the_basket_is_exported_as_documents_that_are_read_again() {
    let site = Site::small();
    filled(&site);
    let folder = tempfile::tempdir().unwrap();
    for format in ["docx", "html", "md"] {
        let path = format!("/api/v1/basket/export?format={format}");
        let (response, bytes) = site.get_bytes(&path);
        assert_eq!(
            response.headers()[header::CONTENT_DISPOSITION],
            format!("attachment; filename=\"basket.{format}\"").as_str()
        );
        let file = folder.path().join(format!("basket.{format}"));
        fs::write(&file, bytes).unwrap();
        let text = read(file);
        for wanted in [
            "Gunmen of Viv Ansanm attacked Kenscoff on Monday.",
            "“Attack in Kenscoff”, ",
            "2025/a.txt:3",
            "“Calm in Jacmel”, ",
            "2025/b.txt:1",
            "Again.",
        ] {
            let text = text.replace('\\', "");
            assert!(text.contains(wanted), "{format}: no {wanted} in {text}");
        }
    }
    let (_, table) = site.get("/api/v1/basket/export?format=csv&cite=chicago", &[]);
    assert!(table.contains("“Attack in Kenscoff,” n.d., "), "{table}");
}

#[test]
fn a_file_that_cannot_be_read_is_not_replaced() {
    let site = Site::small();
    filled(&site);
    let file = site.state.options().indexes[0].join("basket.jsonl");
    let text = fs::read_to_string(&file).unwrap() + "{\"v\":1}\n";
    fs::write(&file, &text).unwrap();
    let (response, page) = site.get("/basket", &[]);
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(page.contains("basket.jsonl:3: no passage of a basket"));
    let report = site.page("/report/fr/c.txt");
    let (refused, _) = site.post_raw(&report, PATH, &[("passage", "0")]);
    assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
}
