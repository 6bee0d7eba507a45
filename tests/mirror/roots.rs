//! Folders that are moved, missing, named, or share an index.

use std::fs;

use crate::desk::Desk;

/// Returns the paths of all hits of a query.
fn paths(desk: &Desk, query: &str) -> Vec<String> {
    let run = desk.run(&["search", query, "--format", "paths", "--all"]);
    let mut paths: Vec<String> = run.out.lines().map(str::to_owned).collect();
    paths.sort();
    paths
}

/// Returns the ids of the reports that match a query, sorted.
fn found(desk: &Desk, query: &str) -> Vec<String> {
    let mut ids = desk.found(query);
    ids.sort();
    ids
}

/// Writes a file next to the folder of reports.
fn put(desk: &Desk, name: &str, text: impl AsRef<[u8]>) {
    let path = desk.root().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

#[test]
fn a_folder_that_moved_with_its_index_is_the_same_root() {
    let desk = Desk::with(&[]).index_at("p1/.reportage");
    for (name, word) in [("a.txt", "Calm"), ("b.txt", "Rain"), ("c.txt", "Fire")] {
        put(
            &desk,
            &format!("p1/docs/{name}"),
            format!("{word} in Solino."),
        );
    }
    assert_eq!(desk.run(&["index", "p1/docs"]).status, Some(0));
    assert_eq!(found(&desk, "solino"), ["a.txt", "b.txt", "c.txt"]);

    fs::rename(desk.root().join("p1"), desk.root().join("p2")).unwrap();
    let desk = desk.index_at("p2/.reportage");
    assert_eq!(paths(&desk, "rain"), ["p2/docs/b.txt"]);
    put(&desk, "p2/docs/b.txt", "Storm in Solino.");
    fs::remove_file(desk.root().join("p2/docs/c.txt")).unwrap();
    let run = desk.run(&["index", "p2/docs"]);
    assert_eq!(
        run.summary(),
        "0 added, 1 changed, 1 unchanged, 1 removed, 0 failed"
    );
    assert!(run.err.contains("`docs` has moved"), "{run:?}");
    assert_eq!(found(&desk, "solino"), ["a.txt", "b.txt"]);
    assert_eq!(found(&desk, "rain fire"), Vec::<String>::new());
    // The next run has no note on it.
    assert_eq!(desk.run(&["index", "p2/docs"]).err, "");
}

#[test]
fn a_folder_that_moved_without_its_index_is_recognised_by_its_files() {
    let desk = Desk::with(&[("a.txt", "Calm in Solino."), ("b.txt", "Rain in Solino.")]);
    desk.index_reports();
    fs::rename(desk.path(""), desk.root().join("archive")).unwrap();
    let run = desk.run(&["index", "archive"]);
    assert_eq!(
        run.summary(),
        "0 added, 0 changed, 2 unchanged, 0 removed, 0 failed"
    );
    assert!(run.err.contains("has moved"), "{run:?}");
    assert_eq!(paths(&desk, "rain"), ["archive/b.txt"]);

    // A folder with other files is another root.
    fs::rename(desk.root().join("archive"), desk.root().join("elsewhere")).unwrap();
    put(&desk, "other/a.txt", "Quiet in Solino.");
    let run = desk.run(&["index", "other"]);
    assert_eq!(
        run.summary(),
        "1 added, 0 changed, 0 unchanged, 0 removed, 0 failed"
    );
    let run = desk.run(&["roots", "move", "reports", "elsewhere"]);
    assert_eq!(run.status, Some(0), "{run:?}");
    assert_eq!(paths(&desk, "rain"), ["elsewhere/b.txt"]);
}

#[test]
fn two_folders_with_files_of_the_same_names_share_an_index() {
    let desk = Desk::with(&[]);
    for folder in ["x", "y"] {
        put(
            &desk,
            &format!("{folder}/a.txt"),
            format!("Calm in {folder}."),
        );
        let mut command = desk.command(&["index", ".", "--index", "../index"]);
        let done = command.current_dir(desk.root().join(folder)).output();
        assert!(done.unwrap().status.success());
    }
    assert_eq!(found(&desk, "calm"), ["a.txt", "y/a.txt"]);
    assert_eq!(paths(&desk, "calm"), ["x/a.txt", "y/a.txt"]);
    desk.run(&["roots", "rename", "y", "wire"]);
    assert_eq!(found(&desk, "calm"), ["a.txt", "wire/a.txt"]);
    assert_eq!(paths(&desk, "calm"), ["x/a.txt", "y/a.txt"]);
    // Once the first file is deleted, the other one has its id.
    put(&desk, "x/b.txt", "Rain in x.");
    put(&desk, "x/c.txt", "Fire in x.");
    desk.run(&["index", "x"]);
    fs::remove_file(desk.root().join("x/a.txt")).unwrap();
    desk.run(&["index", "x"]);
    assert_eq!(found(&desk, "calm"), ["a.txt"]);
    assert_eq!(paths(&desk, "calm"), ["y/a.txt"]);

    let run = desk.run(&["roots", "forget", "wire"]);
    assert!(run.err.contains("removed 1 report"), "{run:?}");
    let run = desk.run(&["roots", "list", "--format", "jsonl"]);
    assert_eq!(run.out.lines().count(), 1, "{run:?}");
    assert!(run.out.contains("\"name\":\"x\""), "{run:?}");
}

#[test]
fn a_folder_that_is_missing_or_empty_or_has_lost_most_files_keeps_its_reports() {
    let files = [("a.txt", "Calm."), ("b.txt", "Calm."), ("c.txt", "Calm.")];
    let desk = Desk::with(&files);
    desk.index_reports();
    let away = desk.root().join("away");
    let unmount: [&dyn Fn(); 3] = [
        &|| fs::rename(desk.path(""), &away).unwrap(),
        &|| {
            fs::rename(desk.path(""), &away).unwrap();
            fs::create_dir(desk.path("")).unwrap();
        },
        &|| {
            fs::rename(desk.path(""), &away).unwrap();
            fs::create_dir(desk.path("")).unwrap();
            fs::copy(away.join("a.txt"), desk.path("a.txt")).unwrap();
        },
    ];
    for unmount in unmount {
        unmount();
        let run = desk.run(&["index", "reports"]);
        assert_eq!(run.status, Some(0), "{run:?}");
        assert_eq!(
            run.summary(),
            "0 added, 0 changed, 3 unchanged, 0 removed, 0 failed"
        );
        assert!(run.err.contains("--allow-empty"), "{run:?}");
        let run = desk.run(&["index", "reports", "--strict"]);
        assert_eq!(run.status, Some(2), "{run:?}");
        assert_eq!(found(&desk, "calm").len(), 3);
        let _ = fs::remove_dir_all(desk.path(""));
        fs::rename(&away, desk.path("")).unwrap();
    }
    for name in ["a.txt", "b.txt"] {
        desk.delete(name);
    }
    let run = desk.run(&["index", "reports", "--allow-empty"]);
    assert_eq!(
        run.summary(),
        "0 added, 0 changed, 1 unchanged, 2 removed, 0 failed"
    );
}

#[test]
fn a_renamed_file_is_not_read_again() {
    let desk = Desk::with(&[
        ("a.txt", "Calm in Solino."),
        (
            "b.jsonl",
            "{\"text\": \"Rain.\"}\n{\"id\": \"own\", \"text\": \"Rain.\"}\n",
        ),
        ("c.txt", "Fire."),
    ]);
    desk.index_reports();
    let before = desk.export();
    fs::create_dir(desk.path("2025")).unwrap();
    fs::rename(desk.path("a.txt"), desk.path("2025/A.TXT")).unwrap();
    fs::rename(desk.path("b.jsonl"), desk.path("2025/b.jsonl")).unwrap();
    let run = desk.run(&["index", "reports", "--dry-run"]);
    assert!(
        run.out.contains("reports/a.txt -> reports/2025/A.TXT"),
        "{run:?}"
    );
    assert!(
        run.out
            .contains("0 new, 0 changed, 2 moved, 0 removed, 1 unchanged"),
        "{run:?}"
    );
    assert_eq!(desk.export(), before);
    let run = desk.run(&["index", "reports"]);
    assert_eq!(
        run.summary(),
        "0 added, 0 changed, 4 unchanged, 0 removed (3 moved), 0 failed"
    );
    let ids = found(&desk, "calm OR rain OR fire");
    let mut ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    ids.sort();
    assert_eq!(ids, ["2025/A.TXT", "2025/b.jsonl#1", "c.txt", "own"]);
    assert_same_as_fresh(&desk);
}

#[test]
fn which_report_has_an_id_does_not_depend_on_the_order_of_indexing() {
    let line = |text: &str| format!("{{\"id\": \"x\", \"text\": \"{text}\"}}\n");
    let desk = Desk::with(&[]);
    desk.write("b.jsonl", line("Rain."));
    desk.write("c.txt", "Fire.");
    desk.index_reports();
    desk.write("a.jsonl", line("Calm."));
    let run = desk.run(&["index", "reports"]);
    assert_eq!(
        run.summary(),
        "1 added, 0 changed, 1 unchanged, 1 removed, 1 failed (1 with an id that is taken)"
    );
    assert!(
        run.err
            .contains("reports/b.jsonl:1: the id `x` is taken by reports/a.jsonl"),
        "{run:?}"
    );
    assert_eq!(found(&desk, "calm"), ["x"]);
    assert_same_as_fresh(&desk);
    // It is reported again, but not read again.
    let run = desk.run(&["index", "reports"]);
    assert_eq!(
        run.summary(),
        "0 added, 0 changed, 2 unchanged, 0 removed, 1 failed (1 with an id that is taken)"
    );
    desk.delete("a.jsonl");
    let run = desk.run(&["index", "reports"]);
    assert_eq!(
        run.summary(),
        "1 added, 0 changed, 1 unchanged, 1 removed, 0 failed"
    );
    assert_eq!(found(&desk, "rain"), ["x"]);
    assert_same_as_fresh(&desk);
}

/// Asserts that the index is equal to a rebuilt one.
fn assert_same_as_fresh(desk: &Desk) {
    let run = desk.run(&["index", "reports", "--index", "fresh", "--quiet"]);
    assert!(run.status.is_some(), "{run:?}");
    let fresh = desk.run(&["export", "--index", "fresh"]);
    assert_eq!(fresh.out, desk.export());
    fs::remove_dir_all(desk.root().join("fresh")).unwrap();
}

#[cfg(unix)]
#[test]
fn names_that_are_not_utf_8_are_two_files_and_are_not_read_again() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let desk = Desk::with(&[]);
    for (byte, word) in [(b"caf\xe9.txt", "Calm"), (b"caf\xe8.txt", "Rain")] {
        let name = desk.path("").join(OsStr::from_bytes(byte));
        fs::write(name, format!("{word} in Solino.")).unwrap();
    }
    assert_eq!(
        desk.index_reports(),
        "2 added, 0 changed, 0 unchanged, 0 removed, 0 failed"
    );
    assert_eq!(
        desk.index_reports(),
        "0 added, 0 changed, 2 unchanged, 0 removed, 0 failed"
    );
    assert_eq!(found(&desk, "solino"), ["caf\\xE8.txt", "caf\\xE9.txt"]);
    // This one is read by the worker process.
    let name = desk.path("").join(OsStr::from_bytes(b"caf\xe9.html"));
    fs::write(name, "<p>Calm in Kenscoff, said the police.</p>").unwrap();
    assert_eq!(
        desk.index_reports(),
        "1 added, 0 changed, 2 unchanged, 0 removed, 0 failed"
    );
    assert_eq!(found(&desk, "kenscoff"), ["caf\\xE9.html"]);
}

#[test]
fn excluded_files_are_removed_and_forgotten_reports_stay_out() {
    let desk = Desk::with(&[
        ("a.txt", "Calm in Solino."),
        ("drafts/b.txt", "Rain in Solino."),
        ("drafts/c.txt", "Fire in Solino."),
        ("d.txt", "Storm in Solino."),
    ]);
    let run = desk.run(&["index", "reports", "--exclude", "d.*"]);
    assert_eq!(
        run.summary(),
        "3 added, 0 changed, 0 unchanged, 0 removed, 0 failed"
    );
    desk.index_reports();
    desk.write(".reportageignore", "drafts/\n!c.txt\n");
    let run = desk.run(&["index", "reports"]);
    assert_eq!(
        run.summary(),
        "0 added, 0 changed, 2 unchanged, 2 removed, 0 failed"
    );
    let run = desk.run(&["index", "reports", "--exclude", "a{b"]);
    assert_eq!(run.status, Some(2), "{run:?}");

    let run = desk.run(&["forget", "reports/a.txt"]);
    assert!(run.err.contains("removed 1 report"), "{run:?}");
    let run = desk.run(&["forget", "storm"]);
    assert!(run.err.contains("removed 1 report"), "{run:?}");
    assert_eq!(desk.run(&["forget", "storm"]).status, Some(1));
    desk.index_reports();
    assert_eq!(found(&desk, "solino"), Vec::<String>::new());
    desk.write("a.txt", "Quiet in Solino.");
    desk.index_reports();
    assert_eq!(found(&desk, "solino"), ["a.txt"]);
}

#[test]
fn sources_lists_the_state_of_each_file_and_retry_reads_failures_again() {
    let desk = Desk::with(&[
        ("a.txt", "Calm."),
        ("b.png", "x"),
        ("c.jsonl", "{\"text\": 1}\n{\n"),
    ]);
    let run = desk.run(&["index", "reports"]);
    assert!(run.out.contains("skipped 1 .png, "), "{run:?}");
    let run = desk.run(&["sources"]);
    assert!(run.out.contains("reports/a.txt: 1 report\n"), "{run:?}");
    assert!(
        run.out.contains("reports/b.png: skipped (.png)\n"),
        "{run:?}"
    );
    assert!(run.out.contains("failing since 20"), "{run:?}");
    let run = desk.run(&["sources", "--failed", "--format", "jsonl"]);
    assert_eq!(run.out.lines().count(), 1, "{run:?}");
    assert!(run.out.contains("\"state\":\"failed\""), "{run:?}");

    desk.write("d.txt", "Rain.");
    let run = desk.run(&["index", "--retry"]);
    assert!(run.summary().starts_with("0 added, "), "{run:?}");
    assert!(run.err.contains("c.jsonl:2"), "{run:?}");
    assert_eq!(found(&desk, "rain"), Vec::<String>::new());
    desk.write("c.jsonl", "{\"text\": \"Fire.\"}\n");
    let run = desk.run(&["index", "--retry"]);
    assert!(run.summary().ends_with(" 0 failed"), "{run:?}");
    assert_eq!(found(&desk, "fire"), ["c.jsonl#1"]);
    assert_eq!(desk.run(&["sources", "--failed"]).status, Some(1));
}

#[test]
fn a_rebuild_keeps_the_names_of_roots() {
    let desk = Desk::with(&[("a.txt", "Calm."), ("b.txt", "Rain.")]);
    put(&desk, "more/a.txt", "Storm.");
    assert_eq!(desk.run(&["index", "reports", "more"]).status, Some(0));
    let renamed = desk.run(&["roots", "rename", "more", "wire"]);
    assert_eq!(renamed.status, Some(0), "{renamed:?}");
    let run = desk.run(&["index", "--rebuild", "reports", "more"]);
    assert_eq!(run.status, Some(0), "{run:?}");
    assert_eq!(found(&desk, "calm OR storm"), ["a.txt", "wire/a.txt"]);
    let names = desk.run(&["roots", "list"]).out;
    assert!(
        names.contains("wire") && names.contains("reports"),
        "{names}"
    );
}
