//! Files that reports were read from.

use super::*;

fn desk() -> Desk {
    Desk::with(&[
        ("a.txt", "Police came."),
        (
            "deep/b.html",
            "<p>Police came.</p><script>alert(1)</script>",
        ),
    ])
}

#[tokio::test]
async fn a_file_is_an_attachment_that_no_browser_shows() {
    let answer = get(&desk().router(), "original/deep/b.html").await;
    assert_eq!(
        answer.text(),
        "<p>Police came.</p><script>alert(1)</script>"
    );
    assert_eq!(answer.header("content-type"), "application/octet-stream");
    assert_eq!(
        answer.header("content-disposition"),
        "attachment; filename*=UTF-8''b.html"
    );
    let policy = answer.header("content-security-policy");
    assert_eq!(
        policy,
        "default-src 'none'; sandbox; frame-ancestors 'none'"
    );
}

#[tokio::test]
async fn no_path_leads_to_a_file_that_is_no_report() {
    let desk = desk();
    fs::write(desk.folder.path().join("secret.txt"), "secret").unwrap();
    fs::write(desk.reports().join("new.txt"), "not indexed").unwrap();
    let router = desk.router();
    let absolute = desk.folder.path().join("secret.txt");
    let absolute = absolute.to_str().unwrap();
    for id in [
        "../secret.txt",
        "..%2Fsecret.txt",
        "%2E%2E/secret.txt",
        "deep/../../secret.txt",
        "..%5Csecret.txt",
        "new.txt",
        "a.txt%00",
        "./a.txt",
        absolute,
        &absolute.replace('/', "%2F"),
        "file:%2F%2F%2Fetc%2Fpasswd",
    ] {
        let answer = get(&router, &format!("original/{id}")).await;
        assert_eq!(answer.problem(), (404, "not-found".to_owned()), "{id}");
    }
}

#[tokio::test]
async fn a_file_that_has_gone_or_become_a_folder_is_a_problem() {
    let desk = desk();
    let router = desk.router();
    fs::remove_file(desk.reports().join("a.txt")).unwrap();
    let answer = get(&router, "original/a.txt").await;
    assert_eq!(answer.problem(), (404, "not-found".to_owned()));
    fs::create_dir(desk.reports().join("a.txt")).unwrap();
    let answer = get(&router, "original/a.txt").await;
    assert_eq!(answer.problem(), (404, "not-found".to_owned()));
}
