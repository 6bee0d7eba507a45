//! The same reports give the same responses, however the index was built.

use std::path::Path;

use crate::response::Response;
use crate::search::{Sort, Unit};

use super::*;

const QUERIES: &[&str] = &[
    "",
    "gangs",
    "police gangs",
    "p*",
    "\"police gangs\"",
    "area:Haiti",
    "about:Haiti",
    "gangs -kenscoff",
    "attaque OR attack",
    "absent fled",
    "title:police",
    "area:Kenscoff OR =town",
    "habitant",
];

fn reports() -> Vec<Report> {
    let pieces = [
        "Gangs fled",
        "The police gangs",
        "Kenscoff",
        "an attack",
        "Town of Solino",
        "l’attaque",
        "Les habitants du port ont dit que la route de la ville était fermée depuis deux jours",
    ];
    let make = |n: usize| {
        let words = (0..3 + n % 9).map(|i| pieces[(n * 7 + i * i) % pieces.len()]);
        let body = words.collect::<Vec<_>>().join(". ");
        let mut made = titled(&format!("r{n}"), pieces[n % pieces.len()], &body);
        made.language = ["en", "fr"].get(n % 3).map(|code| (*code).to_owned());
        made.published = Date::parse(&format!("20{:02}", n % 25))
            .ok()
            .filter(|_| !n.is_multiple_of(4));
        made
    };
    (0..240).map(make).collect()
}

/// Syncs the index in `dir` with sources of 8 reports each, committing every `commit`.
fn update(dir: &Path, reports: &[Report], threads: usize, commit: usize, version: u64) {
    let resources = Resources { threads, ..SMALL };
    let mut mirror = Mirror::open(dir, &SCHEMA, resources).unwrap();
    mirror.set_now(1_740_000_000);
    let known = mirror.ledger().keys_below(0, Path::new(""));
    let mut kept = Vec::new();
    for (n, reports) in reports.chunks(8).enumerate() {
        // Every third source changed in this version.
        let version = if n % 3 == 0 { version } else { 1 };
        let state = source(&format!("s{n}"), version);
        kept.push(state.key.clone());
        match crate::index::tests::plan(&mut mirror, &state) {
            crate::index::Plan::Unchanged => continue,
            crate::index::Plan::New
            | crate::index::Plan::Changed
            | crate::index::Plan::Resumed
            | crate::index::Plan::Contested => {}
        }
        let mut session = mirror.begin(state);
        for report in reports {
            session.add(report.clone()).unwrap().unwrap();
        }
        session.end();
        if n % commit == 0 {
            mirror.commit().unwrap();
        }
    }
    for key in known.iter().filter(|key| !kept.contains(key)) {
        mirror.remove(key);
    }
    mirror.finish().unwrap();
}

fn answers(dir: &Path) -> Vec<Response> {
    let searcher = Searcher::new(OpenIndex::open(dir).unwrap()).unwrap();
    let mut all = Vec::new();
    for query in QUERIES {
        for unit in [Unit::Passage, Unit::Report] {
            for sort in [Sort::Relevance, Sort::Newest, Sort::Oldest] {
                let request = Request {
                    unit,
                    sort,
                    count_facets: true,
                    ..request(query)
                };
                for expand in [false, true] {
                    let request = Request {
                        expand,
                        ..request.clone()
                    };
                    all.push(searcher.search(&request).unwrap());
                }
            }
        }
    }
    all
}

#[test]
fn threads_commits_and_updates_do_not_change_responses() {
    let reports = reports();
    let fresh = tempfile::tempdir().unwrap();
    update(fresh.path(), &reports, 1, usize::MAX, 1);
    let wanted = answers(fresh.path());
    assert!(wanted.iter().all(|response| response.total > 0));

    // The threads race differently every time.
    let raced = tempfile::tempdir().unwrap();
    update(raced.path(), &reports, 3, 5, 1);
    assert!(answers(raced.path()) == wanted, "threads and commits");

    let updated = tempfile::tempdir().unwrap();
    let more: Vec<Report> = (0..40)
        .map(|n| report(&format!("gone{n}"), "Gangs and police of Kenya vanish."))
        .collect();
    let mut before: Vec<Report> = reports.clone();
    before.extend(more);
    for report in before.iter_mut().take(8) {
        report.body = "Other text about vanished gangs.".to_owned();
    }
    update(updated.path(), &before, 2, 7, 1);
    update(updated.path(), &reports, 2, 3, 2);
    update(updated.path(), &reports, 1, 4, 3);
    assert!(answers(updated.path()) == wanted, "updates");
}
