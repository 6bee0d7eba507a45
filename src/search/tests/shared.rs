//! Sharing a searcher between threads.

use std::thread;

use crate::render::{Format, Settings};
use crate::search::report_cache::LONG;

use super::*;

/// Queries that use the caches: facet paths, the gazetteer, the long words of German, long reports.
const QUERIES: &[&str] = &[
    "",
    "gangs",
    "polis",
    "passage:(police area:Kenscoff)",
    "area:Haiti",
    "has:actor",
    "about:Kenscoff",
    "\"Viv Ansanm\"~1",
    "Anschlag",
    "like:long",
    "absent OR fled OR g*",
    "date:2024",
];

fn reports() -> Vec<Report> {
    let long = "Gangs fled from Kenscoff to Solino. The police came.\n\n".repeat(LONG / 40);
    let german =
        "Der Sprengstoffanschlag auf die Polizei von Haiti ist der zweite Anschlag gewesen.";
    vec![
        titled("long", "The Haiti National Police in Kenscoff", &long),
        in_language("german", "de", german),
        report("short", "Viv Ansanm burnt a clinic in Solino. Gangs fled."),
        dated("dated", "2024-05-01"),
    ]
}

/// The requests, which all threads make.
fn requests() -> Vec<Request> {
    let mut requests = Vec::new();
    for query in QUERIES {
        for expand in [false, true] {
            requests.push(Request {
                limit: Some(5),
                expand,
                explain: true,
                suggest: true,
                count_facets: true,
                ..request(query)
            });
        }
    }
    requests
}

fn answer(searcher: &Searcher, request: &Request) -> Vec<u8> {
    let settings = Settings {
        facets: &["area".to_owned(), "actor".to_owned()],
        width: 80,
        ..Settings::default()
    };
    let mut bytes = Vec::new();
    let json = Format::named("json").unwrap();
    let response = searcher.search(request).unwrap();
    (json.write)(&mut bytes, &response, &settings).unwrap();
    bytes
}

#[test]
fn a_searcher_can_be_shared_between_threads() {
    fn is_shared<T: Send + Sync>() {}
    is_shared::<Searcher>();
    is_shared::<OpenIndex>();
    is_shared::<SearchError>();
}

#[test]
fn threads_that_share_a_searcher_get_the_same_bytes_as_a_single_one() {
    let requests = requests();
    let alone = searcher(&reports());
    let wanted: Vec<Vec<u8>> = requests
        .iter()
        .map(|request| answer(&alone, request))
        .collect();
    let all = wanted.concat();
    for word in ["german", "Sprengstoffanschlag", "police"] {
        let has = all
            .windows(word.len())
            .any(|found| found == word.as_bytes());
        assert!(has, "{word} in no answer");
    }

    let shared = searcher(&reports());
    thread::scope(|scope| {
        for first in 0..4 {
            let (shared, requests, wanted) = (&shared, &requests, &wanted);
            scope.spawn(move || {
                for n in 0..requests.len() {
                    // Each thread starts at another request, so that caches are used both before and after they are
                    // filled.
                    let n = (n + first * requests.len() / 4) % requests.len();
                    let found = answer(shared, &requests[n]);
                    assert!(found == wanted[n], "{:?}", requests[n].query.text);
                }
            });
        }
    });
}
