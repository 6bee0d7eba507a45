//! Passwords, sessions, and requests that change something.

use super::*;
use crate::server::Password;

fn with_password() -> (Desk, Router) {
    let desk = Desk::with(&[("a.txt", "Police came.")]);
    let options = Options {
        password: Some(Password::hash("open sesame")),
        ..desk.options()
    };
    let router = router(&State::open(options).unwrap());
    (desk, router)
}

/// Sends a form.
async fn post(router: &Router, path: &str, body: &str, headers: &[(&str, &str)]) -> Answered {
    let mut request = Request::post(path).header("host", HOST);
    request = request.header("content-type", "application/x-www-form-urlencoded");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    send(router, request.body(Body::from(body.to_owned())).unwrap()).await
}

/// The part of a cookie that a client sends back.
fn sent_back(cookie: &str) -> &str {
    cookie.split(';').next().unwrap()
}

#[tokio::test]
async fn only_a_session_that_began_with_the_password_is_answered() {
    let (_desk, router) = with_password();
    for path in [
        "stats",
        "search?q=police",
        "report/a.txt",
        "original/a.txt",
        "export",
        "nothing",
    ] {
        let answer = get(&router, path).await;
        assert_eq!(answer.problem(), (401, "login".to_owned()), "{path}");
    }
    let wrong = post(&router, "/login", "password=open", &[]).await;
    assert_eq!(wrong.problem(), (401, "login".to_owned()));
    assert_eq!(wrong.header("set-cookie"), "");
    let right = post(&router, "/login", "password=open+sesame", &[]).await;
    assert_eq!(right.status, 204);
    let cookie = right.header("set-cookie").to_owned();
    assert!(
        cookie.ends_with("; HttpOnly; SameSite=Strict; Path=/; Max-Age=43200"),
        "{cookie}"
    );
    let session = [("cookie", sent_back(&cookie))];
    let answer = get_with(&router, "session", &session).await;
    assert_eq!(answer.json()["password"], true);
    let token = answer.json()["token"].as_str().unwrap().to_owned();
    let out = post(&router, "/logout", &format!("token={token}"), &session).await;
    assert_eq!(out.status, 204);
    assert_eq!(get_with(&router, "stats", &session).await.status, 401);
}

#[tokio::test]
async fn a_browser_is_led_to_the_form_and_back() {
    let (_desk, router) = with_password();
    let browser = ("accept", "text/html,*/*;q=0.8");
    let answer = get_with(&router, "stats", &[browser]).await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("location")),
        (303, "/login")
    );
    let form = Request::get("/login")
        .header("host", HOST)
        .body(Body::empty());
    let form = send(&router, form.unwrap()).await;
    assert!(
        form.text()
            .contains("<form method=\"post\" action=\"/login\">")
    );
    let style = form.text().split("href=\"").nth(1).unwrap();
    let style = style.split('"').next().unwrap();
    let style = Request::get(style).header("host", HOST).body(Body::empty());
    assert_eq!(send(&router, style.unwrap()).await.status, 200);
    let french = ("accept-language", "fr");
    let again = post(&router, "/login", "password=open", &[browser, french]).await;
    assert_eq!(again.status, 401);
    assert!(again.text().contains("Mot de passe incorrect."));
    let https = ("x-forwarded-proto", "https");
    let answer = post(&router, "/login", "password=open+sesame", &[browser, https]).await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("location")),
        (303, "/")
    );
    assert!(answer.header("set-cookie").ends_with("; Secure"));
}

#[tokio::test]
async fn other_sites_cannot_log_in_and_the_password_can_be_tried_a_few_times_only() {
    let (_desk, router) = with_password();
    let foreign = [("origin", "http://evil.example")];
    let answer = post(&router, "/login", "password=open+sesame", &foreign).await;
    assert_eq!(answer.problem(), (403, "origin".to_owned()));
    for _ in 0..5 {
        let answer = post(&router, "/login", "password=x", &[]).await;
        assert_eq!(answer.problem().0, 401);
    }
    let answer = post(&router, "/login", "password=open+sesame", &[]).await;
    assert_eq!(answer.problem(), (429, "tries".to_owned()));
    assert_eq!(answer.header("retry-after"), "1");
}

#[tokio::test]
async fn changes_need_the_token_and_a_server_that_is_not_read_only() {
    let desk = Desk::with(&[("a.txt", "Police came.")]);
    let router = desk.router();
    let path = "/api/v1/stats";
    let token = get(&router, "session").await.json()["token"].clone();
    let token = token.as_str().unwrap();
    for (body, headers) in [
        ("", &[][..]),
        ("token=", &[]),
        ("token=0", &[("x-reportage-token", "0")]),
    ] {
        let answer = post(&router, path, body, headers).await;
        assert_eq!(answer.problem(), (403, "token".to_owned()), "{body}");
    }
    let in_form = post(&router, path, &format!("a=b&token={token}"), &[]).await;
    let in_header = post(&router, path, "", &[("x-reportage-token", token)]).await;
    // There is nothing to change on this path.
    assert_eq!([in_form.problem().0, in_header.problem().0], [405, 405]);
    let options = Options {
        is_read_only: true,
        ..desk.options()
    };
    let read_only = super::router(&State::open(options).unwrap());
    let answer = post(&read_only, path, "", &[]).await;
    assert_eq!(answer.problem(), (403, "read-only".to_owned()));
}

#[tokio::test]
async fn without_a_password_there_is_no_login() {
    let desk = Desk::with(&[("a.txt", "Police came.")]);
    let answer = post(&desk.router(), "/login", "password=x", &[]).await;
    assert_eq!(answer.problem(), (404, "not-found".to_owned()));
}
