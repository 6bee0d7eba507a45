//! `search --in` while other processes write to the same index.

use std::io::Write;
use std::process::Child;

use crate::desk::{Desk, Run};

const NOTE: &str = "another indexer is running here; the index is used as last committed";

/// Searches `reports` with the index of the desk.
const SEARCH: [&str; 8] = [
    "search", "--in", "reports", "--index", "index", "solino", "--format", "paths",
];

/// Starts an indexer that locks the index until its standard input is closed.
fn hold(desk: &Desk) -> Child {
    let mut holder = desk.open(&["index", "-"]);
    // More than the capacity of a pipe: the write ends only once the indexer reads, when it has locked the index.
    let nothing = vec![b'\n'; 1 << 20];
    holder.stdin.as_mut().unwrap().write_all(&nothing).unwrap();
    holder
}

#[test]
fn a_search_during_indexing_uses_the_last_commit_with_a_note() {
    let desk = Desk::with(&[("a.txt", "Calm in Solino.")]);
    desk.index_reports();
    desk.write("b.txt", "Rain in Solino.");
    let mut holder = hold(&desk);
    let run = desk.run(&SEARCH);
    assert_eq!(
        (run.status, run.out.as_str()),
        (Some(0), "reports/a.txt\n"),
        "{run:?}"
    );
    assert!(run.err.contains(NOTE), "{run:?}");
    drop(holder.stdin.take());
    assert!(holder.wait().unwrap().success());
    let run = desk.run(&SEARCH);
    let mut found: Vec<&str> = run.out.lines().collect();
    found.sort_unstable();
    assert_eq!(found, ["reports/a.txt", "reports/b.txt"]);
    assert!(!run.err.contains(NOTE), "{run:?}");
}

#[test]
fn a_search_waits_for_an_indexer_that_has_committed_nothing_yet() {
    let desk = Desk::with(&[("a.txt", "Calm in Solino.")]);
    let mut holder = hold(&desk);
    let search = desk.command(&SEARCH).spawn().unwrap();
    drop(holder.stdin.take());
    assert!(holder.wait().unwrap().success());
    let run = Run::of(search.wait_with_output().unwrap());
    assert_eq!(
        (run.status, run.out.as_str()),
        (Some(0), "reports/a.txt\n"),
        "{run:?}"
    );
}

#[test]
fn searches_that_start_together_without_an_index_all_succeed() {
    let desk = Desk::with(&[("a.txt", "Calm in Solino.")]);
    let searches: Vec<Child> = (0..4)
        .map(|_| desk.command(&SEARCH).spawn().unwrap())
        .collect();
    for search in searches {
        let run = Run::of(search.wait_with_output().unwrap());
        assert_eq!(
            (run.status, run.out.as_str()),
            (Some(0), "reports/a.txt\n"),
            "{run:?}"
        );
    }
}
