//! The time at which reports were added to the index: `new:`, and sorting by it.

use super::*;
use crate::search::Sort;

/// 2025-03-31T12:00:00Z
const NOW: i64 = 1_743_422_400;
const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// Reports that were added these seconds before [`NOW`], in one run each.
fn searcher_of(reports: &[(Report, i64)]) -> Searcher {
    let dir = tempfile::tempdir().unwrap();
    let mut index = None;
    for (report, ago) in reports {
        let mut mirror = Mirror::open(dir.path(), &SCHEMA, SMALL).unwrap();
        mirror.set_now(NOW - ago);
        add(&mut mirror, &report.id, report.clone());
        index = Some(mirror.finish().unwrap().1);
    }
    Searcher::new(index.unwrap()).unwrap()
}

fn request_now(query: &str) -> Request {
    Request {
        now: NOW,
        ..request(query)
    }
}

#[test]
fn reports_match_by_the_time_they_were_added() {
    let searcher = searcher_of(&[
        (report("old", "police raid"), 40 * DAY),
        (report("week", "police raid"), 6 * DAY),
        (report("night", "police strike"), 14 * HOUR),
        (report("hour", "police raid"), HOUR),
    ]);
    for (query, wanted) in [
        ("new:2h", "hour"),
        ("new:1d", "hour night"),
        ("new:1w raid", "hour week"),
        ("new:1m", "hour night week"),
        ("new:2m", "hour night old week"),
        ("new:..1m", "old"),
        ("new:2w..1d", "week"),
        ("new:2025-03-30", "night"),
        ("new:2025-03-31..", "hour"),
        ("new:2025-03", "hour night week"),
        ("new:..2025-03-25", "old week"),
        ("new:2025-03-25..12h", "night week"),
        ("new:2025-03-31T11:00:00Z..", "hour"),
        ("NOT new:1w", "old"),
        ("strike OR new:2h", "hour night"),
        ("new:(2h OR 2025-02)", "hour old"),
        ("new:0h", ""),
    ] {
        assert_eq!(found_by(&searcher, &request_now(query)), wanted, "{query}");
    }
    // No undated report is excluded, and nothing is highlighted.
    let response = searcher.search(&request_now("new:2h")).unwrap();
    assert_eq!(response.undated, None);
    assert_eq!(marked_parts(&passage(&response.hits[0]).parts), [""; 0]);
    let head = &response.hits[0].report;
    assert_eq!(head.added.as_deref(), Some("2025-03-31T11:00:00Z"));
}

#[test]
fn the_last_added_come_first_and_within_a_run_the_latest_published() {
    let searcher = searcher_of(&[
        (dated("first", "2025-03-03"), 3 * DAY),
        (dated("second", "2020"), DAY),
        (dated("third", "2024"), DAY),
        (report("fourth", "Some words."), DAY),
    ]);
    let request = Request {
        sort: Sort::Added,
        ..request_now("words")
    };
    let response = searcher.search(&request).unwrap();
    let ids: Vec<&str> = response
        .hits
        .iter()
        .map(|hit| hit.report.id.as_str())
        .collect();
    assert_eq!(ids, ["third", "second", "fourth", "first"]);
}

#[test]
fn reports_changed_at_or_after_a_second_are_kept() {
    let searcher = searcher_of(&[
        (report("same", "police raid"), 3 * DAY),
        (report("new", "police strike"), DAY),
        (report("last", "police strike"), HOUR),
    ]);
    for (since, wanted) in [
        (None, "last new same"),
        (Some(NOW - 3 * DAY), "last new same"),
        (Some(NOW - 3 * DAY + 1), "last new"),
        (Some(NOW - HOUR), "last"),
        (Some(NOW - HOUR + 1), ""),
    ] {
        let request = Request {
            changed_since: since,
            ..request_now("police")
        };
        assert_eq!(found_by(&searcher, &request), wanted, "{since:?}");
    }
    assert_eq!(searcher.newest_change().unwrap(), Some(NOW - HOUR));
}
