//! Answers before and after a commit.

use super::*;

#[tokio::test]
async fn an_answer_has_not_changed_until_the_next_commit() {
    let desk = Desk::of(2);
    let router = desk.router();
    let first = get(&router, "search?q=police").await;
    let tag = first.header("etag").to_owned();
    let again = get_with(&router, "search?q=police", &[("if-none-match", &tag)]).await;
    assert_eq!((again.status.as_u16(), again.text()), (304, ""));
    assert_eq!(again.header("etag"), tag);
    // What is not valid, not there or not lasting is so whatever tag is sent.
    for (path, status) in [("search?q=(", 400), ("report/none", 404), ("session", 200)] {
        let answer = get_with(&router, path, &[("if-none-match", &tag)]).await;
        assert_eq!(answer.status, status, "{path}");
    }
    desk.write("new.txt", "Police came.");
    desk.index();
    let after = get_with(&router, "search?q=police", &[("if-none-match", &tag)]).await;
    assert_eq!(after.status, 200);
    assert_eq!(after.json()["total"], 3);
    assert_ne!(after.header("etag"), tag);
}

#[tokio::test]
async fn an_answer_that_depends_on_the_time_has_no_tag() {
    let router = Desk::of(2).router();
    for path in [
        "search?q=new:2d",
        "search?since=30d",
        "saved",
        "facets?q=after:30d",
    ] {
        let answer = get(&router, path).await;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.header("etag"), "", "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
    }
}

#[tokio::test]
async fn a_cursor_ends_with_the_next_commit() {
    let desk = Desk::of(12);
    let router = desk.router();
    let page = get(&router, "search?q=police").await;
    let link = page.header("link").to_owned();
    let next = link
        .trim_start_matches("</api/v1/")
        .split('>')
        .next()
        .unwrap()
        .to_owned();
    assert_eq!(
        get(&router, &next).await.json()["hits"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
    desk.write("new.txt", "Police came.");
    desk.index();
    let answer = get(&router, &next).await;
    assert_eq!(answer.problem(), (409, "index-changed".to_owned()));
}

#[tokio::test]
async fn an_index_that_cannot_be_opened_any_more_is_searched_as_it_was() {
    let desk = Desk::of(3);
    let router = desk.router();
    let meta = desk.dir().join("meta.json");
    let whole = fs::read(&meta).unwrap();
    fs::write(&meta, "{").unwrap();
    assert_eq!(get(&router, "search?q=police").await.json()["total"], 3);
    fs::write(&meta, whole).unwrap();
    desk.write("new.txt", "Police came.");
    desk.index();
    assert_eq!(get(&router, "search?q=police").await.json()["total"], 4);
}

#[tokio::test]
async fn without_an_index_there_is_no_server() {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk { folder };
    let error = State::open(desk.options()).err().unwrap();
    assert!(error.to_string().contains("no index"), "{error}");
}
