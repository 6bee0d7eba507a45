//! What is refused, and the headers of every answer.

use std::time::Duration;

use super::*;

fn desk() -> Desk {
    Desk::with(&[("a.txt", "Police came.")])
}

#[tokio::test]
async fn only_own_names_are_answered() {
    let router = desk().router();
    for host in [
        "evil.example",
        "evil.example:7878",
        "localhost",
        "10.0.0.1:7878",
    ] {
        let answer = get_with(&router, "stats", &[("host", host)]).await;
        assert_eq!(answer.problem(), (421, "host".to_owned()), "{host}");
    }
    let answer = get_with(&router, "stats", &[("host", "127.0.0.1:7878")]).await;
    assert_eq!(answer.status, 200);
    let twice = [("host", "127.0.0.1:7878"), ("host", "evil.example")];
    let answer = get_with(&router, "stats", &twice).await;
    assert_eq!(answer.problem(), (421, "host".to_owned()));
    let without = Request::get("/api/v1/stats").body(Body::empty()).unwrap();
    let answer = send(&router, without).await;
    assert_eq!(answer.problem(), (421, "host".to_owned()));
}

#[tokio::test]
async fn pages_of_other_sites_get_nothing() {
    let router = desk().router();
    for headers in [
        &[("origin", "http://evil.example")][..],
        &[("origin", "http://localhost:1")],
        &[("origin", "null")],
        // Another program on this machine.
        &[("origin", "http://127.0.0.9:7878")],
        &[
            ("origin", "http://localhost:7878"),
            ("sec-fetch-site", "cross-site"),
        ],
        &[
            ("origin", "http://localhost:7878"),
            ("origin", "http://evil.example"),
        ],
        &[("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "cors")],
        // A frame in a page of another site.
        &[
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-mode", "navigate"),
            ("sec-fetch-dest", "iframe"),
        ],
        &[
            ("sec-fetch-site", "same-site"),
            ("sec-fetch-mode", "no-cors"),
        ],
    ] {
        let answer = get_with(&router, "stats", headers).await;
        assert_eq!(answer.problem(), (403, "origin".to_owned()), "{headers:?}");
    }
    for headers in [
        &[("origin", "http://localhost:7878")][..],
        &[
            ("sec-fetch-site", "same-origin"),
            ("sec-fetch-mode", "cors"),
        ],
        &[
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-mode", "navigate"),
        ],
        &[("sec-fetch-site", "none"), ("sec-fetch-mode", "navigate")],
    ] {
        let answer = get_with(&router, "stats", headers).await;
        assert_eq!(answer.status, 200, "{headers:?}");
    }
}

#[tokio::test]
async fn what_is_too_long_is_refused() {
    let router = desk().router();
    let long = format!("search?q={}", "a".repeat(17 << 10));
    let answer = get(&router, &long).await;
    assert_eq!(answer.problem(), (414, "query-too-long".to_owned()));
    let request = Request::get("/api/v1/stats").header("host", HOST);
    let request = request.body(Body::from(vec![0; 65 << 10])).unwrap();
    let answer = send(&router, request).await;
    assert_eq!(answer.problem(), (413, "body-too-long".to_owned()));
}

#[tokio::test]
async fn other_paths_and_methods_are_problems() {
    let router = desk().router();
    for path in ["nothing", "", "search/", "report/", "report", "../stats"] {
        let answer = get(&router, path).await;
        assert_eq!(answer.problem(), (404, "not-found".to_owned()), "{path}");
    }
    let token = get(&router, "session").await.json()["token"].clone();
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"] {
        let request = Request::builder().method(method).uri("/api/v1/stats");
        let request = request.header("x-reportage-token", token.as_str().unwrap());
        let request = request.header("host", HOST).body(Body::empty()).unwrap();
        let answer = send(&router, request).await;
        assert_eq!(answer.status, 405, "{method}");
        assert_eq!(answer.header("allow"), "GET,HEAD");
    }
    let head = Request::head("/api/v1/stats").header("host", HOST);
    let answer = send(&router, head.body(Body::empty()).unwrap()).await;
    assert_eq!((answer.status, answer.body.len()), (StatusCode::OK, 0));
}

#[tokio::test]
async fn every_answer_has_headers_that_keep_browsers_from_running_anything() {
    let router = desk().router();
    for (path, host) in [
        ("stats", HOST),
        ("nothing", HOST),
        ("search?q=(", HOST),
        ("stats", "evil.example"),
        ("export", HOST),
    ] {
        let answer = get_with(&router, path, &[("host", host)]).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; script-src 'self'; "));
        assert!(policy.contains("frame-ancestors 'none'"));
        assert!(!policy.contains("unsafe"));
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "same-origin");
        assert_eq!(answer.header("access-control-allow-origin"), "");
    }
}

#[tokio::test]
async fn searches_beyond_the_limit_wait_and_are_refused_when_too_many_wait() {
    let desk = desk();
    let limits = Limits {
        searches: 1,
        waiting: 1,
        patience: Duration::from_millis(100),
        ..desk.options().limits
    };
    let options = Options {
        limits,
        ..desk.options()
    };
    let state = State::open(options).unwrap();
    let router = router(&state);
    let running = state.permit().await.unwrap();
    let (first, second) = tokio::join!(get(&router, "search?q=a"), get(&router, "search?q=b"));
    for answer in [first, second] {
        assert_eq!(answer.problem(), (503, "busy".to_owned()));
        assert_eq!(answer.header("retry-after"), "2");
    }
    drop(running);
    assert_eq!(get(&router, "search?q=a").await.status, 200);
}

#[tokio::test]
async fn an_answer_that_takes_too_long_is_a_problem() {
    let desk = desk();
    let limits = Limits {
        searches: 1,
        answer: Duration::from_millis(50),
        ..desk.options().limits
    };
    let options = Options {
        limits,
        ..desk.options()
    };
    let state = State::open(options).unwrap();
    let _running = state.permit().await.unwrap();
    let answer = get(&router(&state), "search?q=a").await;
    assert_eq!(answer.problem(), (503, "timeout".to_owned()));
}

#[tokio::test]
async fn a_query_of_many_patterns_is_answered_or_refused_but_never_a_fault() {
    let router = Desk::of(20).router();
    let many: Vec<String> = (0..300).map(|i| format!("*a{i}*")).collect();
    for query in [
        "*a*b*".to_owned(),
        many.join("+OR+"),
        "(".repeat(5000),
        "a~2+".repeat(500),
    ] {
        let answer = get(&router, &format!("search?q={query}")).await;
        assert!(
            answer.status == 200 || answer.status == 400,
            "{query}: {}",
            answer.status
        );
    }
}

#[tokio::test]
async fn everything_is_below_the_base_path() {
    let desk = desk();
    let options = Options {
        base_path: "/reports".to_owned(),
        hosts: vec!["reports.example".to_owned()],
        ..desk.options()
    };
    let router = router(&State::open(options).unwrap());
    let path = async |path: &str| {
        let request = Request::get(path).header("host", "reports.example");
        send(&router, request.body(Body::empty()).unwrap()).await
    };
    assert_eq!(path("/reports/api/v1/stats").await.status, 200);
    assert_eq!(path("/api/v1/stats").await.problem().0, 404);
    assert_eq!(path("/reports/nothing").await.problem().0, 404);
    assert_eq!(path("/").await.problem().0, 404);
}
