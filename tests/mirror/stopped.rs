//! Indexing that is killed at any moment: what was committed is kept, and the next run finishes.

use std::fs;
use std::io::Write;
use std::path::Path;

use reportage::corpus::{self, ReadOptions, Reader, WalkEntry};
use reportage::index::{IndexError, Mirror, Plan, Resources, SourceState};
use reportage::schema::IndexSchema;

use crate::desk::{Desk, NOW, Run, many_records, record};

/// Enough reports that the moments below are some time apart.
const RECORDS: usize = 800;

#[test]
fn a_killed_indexer_leaves_an_index_that_can_be_searched_and_finished() {
    let lines = many_records(RECORDS);
    let desk = Desk::with(&[("many.jsonl", &lines)]);
    let undisturbed = Desk::with(&[("many.jsonl", &lines)]);
    // Each moment is defined by a file that has appeared in the index folder: from the start of the process to segments that
    // are being written.
    let moments: [fn(&Path) -> bool; 6] = [
        |_| true,
        |index| index.exists(),
        |index| count(index, "names-") > 0,
        |index| index.join("meta.json").exists(),
        |index| count(index, "") > 8,
        |index| count(index, ".idx") > 0 || count(index, ".store") > 1,
    ];
    for reached in moments {
        let mut child = desk
            .command(&["index", "reports", "--memory", "32"])
            .spawn()
            .unwrap();
        while !reached(desk.index()) && child.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let run = desk.run(&["search", "helicopters", "--format", "paths"]);
        let is_none_yet = run.status == Some(2) && run.err.contains("no index here");
        assert!(is_none_yet || matches!(run.status, Some(0 | 1)), "{run:?}");
    }
    desk.index_reports();
    undisturbed.index_reports();
    assert_eq!(desk.export(), undisturbed.export());
    assert_eq!(
        desk.found("helicopters").len(),
        undisturbed.found("helicopters").len()
    );
}

#[test]
fn a_run_continues_where_the_last_one_was_killed_within_a_file() {
    // The third record has the id of the second one; the fifth is not a record.
    let mut lines = record("a", "Calm in Solino.") + &record("b", "Rain in Solino.");
    lines += &(record("b", "Fog in Solino.") + &record("c", "Storm in Solino.") + "{}\n");
    lines += &(record("d", "Fire in Solino.") + &record("e", "Wind in Solino."));
    let undisturbed = Desk::with(&[("r.jsonl", &lines)]);
    let wanted = undisturbed.run(&["index", "reports"]);
    assert_eq!(
        wanted.summary(),
        "5 added, 0 changed, 0 unchanged, 0 removed, 2 failed (1 with an id that is taken)"
    );
    for n in 0..=7 {
        let desk = Desk::with(&[("r.jsonl", &lines)]);
        stop_within(&desk, "r.jsonl", n);
        let run = index_when_free(&desk);
        assert_eq!(run.err, wanted.err, "after {n} records");
        assert_eq!(desk.export(), undisturbed.export(), "after {n} records");
        let again = desk.run(&["index", "reports"]);
        assert_eq!(
            again.summary(),
            "0 added, 0 changed, 5 unchanged, 0 removed, 2 failed (1 with an id that is taken)"
        );
    }
}

#[test]
fn a_file_that_changed_since_the_kill_is_read_from_its_start() {
    let desk = Desk::with(&[("r.jsonl", &(record("a", "Calm.") + &record("b", "Rain.")))]);
    stop_within(&desk, "r.jsonl", 1);
    assert_eq!(desk.found("calm"), ["a"]);
    desk.write("r.jsonl", record("b", "Rain.") + &record("c", "Fog."));
    assert_eq!(index_when_free(&desk).status, Some(0));
    let fresh = Desk::with(&[("r.jsonl", &(record("b", "Rain.") + &record("c", "Fog.")))]);
    fresh.index_reports();
    assert_eq!(desk.export(), fresh.export());
}

#[test]
fn a_second_indexer_is_rejected_and_searches_work() {
    let desk = Desk::with(&[("a.txt", "Calm in Solino.")]);
    desk.index_reports();
    // Waits for its input, so it locks the index until the test closes it. More than the capacity of a pipe: the write ends only
    // once the indexer reads, when it has locked the index.
    let mut first = desk.open(&["index", "-"]);
    let nothing = vec![b'\n'; 1 << 20];
    first.stdin.as_mut().unwrap().write_all(&nothing).unwrap();
    let second = desk.run(&["index", "reports"]);
    assert_eq!(second.status, Some(2), "{second:?}");
    assert!(
        second.err.contains("another indexer is running here"),
        "{second:?}"
    );
    assert!(
        second.err.contains("hint: wait until it is done"),
        "{second:?}"
    );
    let rebuild = desk.run(&["index", "reports", "--rebuild"]);
    assert_eq!(rebuild.status, Some(2), "{rebuild:?}");
    assert_eq!(desk.found("solino"), ["a.txt"]);
    drop(first.stdin.take());
    assert!(first.wait().unwrap().success());
    assert_eq!(
        desk.index_reports(),
        "0 added, 0 changed, 1 unchanged, 0 removed, 0 failed"
    );
}

#[test]
fn an_index_of_another_format_is_rejected_and_can_be_rebuilt() {
    let desk = Desk::with(&[("a.txt", "Calm in Solino.")]);
    desk.index_reports();
    let meta = desk.index().join("meta.json");
    let mut state: serde_json::Value = serde_json::from_slice(&fs::read(&meta).unwrap()).unwrap();
    let payload = state["payload"].as_str().unwrap();
    let mut payload: serde_json::Value = serde_json::from_str(payload).unwrap();
    payload["format"] = serde_json::json!(99);
    payload["unheard of"] = serde_json::json!({});
    state["payload"] = serde_json::json!(payload.to_string());
    fs::write(&meta, state.to_string()).unwrap();
    for arguments in [
        &["search", "calm"][..],
        &["index", "reports"],
        &["export"],
        &["stats"],
    ] {
        let run = desk.run(arguments);
        assert_eq!(run.status, Some(2), "{arguments:?}: {run:?}");
        assert!(run.err.contains("an index of format 99"), "{run:?}");
        assert!(run.err.contains("--rebuild"), "{run:?}");
        assert_eq!(run.out, "");
    }
    let run = desk.run(&["index", "reports", "--rebuild"]);
    assert_eq!(
        run.summary(),
        "1 added, 0 changed, 0 unchanged, 0 removed, 0 failed"
    );
    assert_eq!(desk.found("calm"), ["a.txt"]);
}

#[test]
fn a_damaged_index_is_an_error_and_can_be_rebuilt() {
    let desk = Desk::with(&[("a.txt", "Calm in Solino.")]);
    desk.index_reports();
    fs::write(desk.index().join("meta.json"), "{\"index_").unwrap();
    for arguments in [&["search", "calm"][..], &["index", "reports"]] {
        let run = desk.run(arguments);
        assert_eq!(run.status, Some(2), "{run:?}");
        assert!(run.err.contains("--rebuild"), "{run:?}");
        assert!(!run.err.contains("panicked"), "{run:?}");
    }
    assert_eq!(desk.run(&["index", "reports", "--rebuild"]).status, Some(0));
    assert_eq!(desk.found("calm"), ["a.txt"]);
}

/// Indexes the first `n` records of a file and stops there, as a kill right after a commit would.
fn stop_within(desk: &Desk, name: &str, n: usize) {
    let schema = IndexSchema::shipped();
    let resources = Resources {
        threads: 1,
        memory: 64 << 20,
    };
    let mut mirror = loop {
        match Mirror::open(desk.index(), &schema, resources) {
            Err(IndexError::Busy(_)) => {} // see [`index_when_free`]
            opened => break opened.unwrap(),
        }
    };
    let Some(Ok(WalkEntry::Source(mut source))) = corpus::walk(&[desk.path(name)], &[]).next()
    else {
        panic!("{name} is not found");
    };
    source.shown = name.to_owned();
    let mut roots = mirror.ledger().roots().clone();
    if roots.is_empty() {
        roots.add(&corpus::absolute(&desk.path("")), "reports", desk.index());
        mirror.set_roots(roots);
    }
    let state = SourceState {
        key: format!("0/{name}"),
        id_path: None,
        size: source.size,
        times: None,
        hash: corpus::fingerprint(&source.path).unwrap(),
        read_with: 0,
    };
    mirror.set_now(NOW);
    if mirror.ledger().plan(&state) == Plan::Changed {
        mirror.release(&state.key);
    }
    let mut session = mirror.begin(state);
    let options = ReadOptions {
        facets: vec!["area".into(), "actor".into(), "organisation".into()],
        ..ReadOptions::default()
    };
    for record in Reader::new(options).read(&source).take(n) {
        if let Ok(report) = record.report {
            let _ = session.add(report).unwrap();
        }
    }
    session.commit().unwrap();
}

/// Runs `index` as soon as the lock that [`stop_within`] held is free. A program that another test
/// starts shares this process's open files, the lock among them, until it runs as itself.
fn index_when_free(desk: &Desk) -> Run {
    loop {
        let run = desk.run(&["index", "reports"]);
        if !run.err.contains("another indexer is running here") {
            return run;
        }
    }
}

/// Counts the files in `folder` whose name contains `part`.
fn count(folder: &Path, part: &str) -> usize {
    let Ok(entries) = fs::read_dir(folder) else {
        return 0;
    };
    let names = entries.flatten().map(|entry| entry.file_name());
    names
        .filter(|name| name.to_string_lossy().contains(part))
        .count()
}
