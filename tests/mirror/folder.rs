//! Changes of the folder change the index, and nothing else does.

use std::fs;
use std::time::{Duration, SystemTime};

use crate::desk::{Desk, Run, record};

#[test]
fn a_second_run_changes_nothing() {
    let desk = Desk::with(&[
        ("a.txt", "Calm in Solino."),
        ("b.md", "# Fire\n\nHouses burned."),
    ]);
    // A file written just now may be recorded once more, when its time is no longer recent.
    let hour_ago = SystemTime::now() - Duration::from_secs(3600);
    for name in ["a.txt", "b.md"] {
        let file = fs::File::options().append(true).open(desk.path(name));
        file.unwrap().set_modified(hour_ago).unwrap();
    }
    std::thread::sleep(Duration::from_millis(150)); // their time of change, which nobody can set
    assert_eq!(
        desk.index_reports(),
        "2 added, 0 changed, 0 unchanged, 0 removed, 0 failed"
    );
    let before = files(&desk);
    assert_eq!(
        desk.index_reports(),
        "0 added, 0 changed, 2 unchanged, 0 removed, 0 failed"
    );
    assert_eq!(files(&desk), before);
}

#[test]
fn a_changed_file_is_replaced() {
    let desk = Desk::with(&[("a.txt", "Calm in Solino."), ("b.txt", "Rain in Jacmel.")]);
    desk.index_reports();
    desk.write("a.txt", "Storm in Solino.");
    assert_eq!(
        desk.index_reports(),
        "0 added, 1 changed, 1 unchanged, 0 removed, 0 failed"
    );
    assert_eq!(desk.found("calm"), [""; 0]);
    assert_eq!(desk.found("storm"), ["a.txt"]);
}

#[test]
fn a_change_with_the_same_size_and_time_is_noticed_while_the_time_is_recent() {
    let desk = Desk::with(&[("a.txt", "Calm in Solino.")]);
    // A time in the future remains recent, however long the runs take.
    let ahead = SystemTime::now() + Duration::from_secs(3600);
    let touch = || {
        fs::File::options()
            .append(true)
            .open(desk.path("a.txt"))
            .unwrap()
    };
    touch().set_modified(ahead).unwrap();
    desk.index_reports();
    desk.write("a.txt", "Fire in Solino.");
    touch().set_modified(ahead).unwrap();
    desk.index_reports();
    assert_eq!(desk.found("fire"), ["a.txt"]);
}

/// Sets the modification time of a file, in seconds since 1970.
fn set_modified(desk: &Desk, name: &str, seconds: i64) {
    let file = fs::File::options().append(true).open(desk.path(name));
    let distance = Duration::from_secs(seconds.unsigned_abs());
    let time = match seconds < 0 {
        true => SystemTime::UNIX_EPOCH - distance,
        false => SystemTime::UNIX_EPOCH + distance,
    };
    file.unwrap().set_modified(time).unwrap();
}

#[test]
fn a_file_of_any_time_is_read_again_after_a_change() {
    // Before and at the start of the epoch, long ago, and far ahead of any clock.
    for seconds in [-86_400, 0, 1, 1_000_000_000, 9_000_000_000] {
        let desk = Desk::with(&[("a.txt", "Calm in Solino.")]);
        desk.index_reports();
        // Other bytes of the same length, with times as set by archives and build tools.
        for word in ["Fire", "Rain", "Snow"] {
            desk.write("a.txt", format!("{word} in Solino."));
            set_modified(&desk, "a.txt", seconds);
            let summary = desk.index_reports();
            let wanted = "0 added, 1 changed, 0 unchanged, 0 removed, 0 failed";
            assert_eq!(summary, wanted, "{word}, {seconds}");
            assert_eq!(desk.found(word), ["a.txt"], "{seconds}");
        }
        let summary = desk.index_reports();
        assert!(summary.contains("1 unchanged"), "{seconds}: {summary}");
    }
}

#[test]
fn a_deleted_file_leaves() {
    let desk = Desk::with(&[("a.txt", "Calm in Solino."), ("b.txt", "Rain in Solino.")]);
    desk.index_reports();
    desk.delete("a.txt");
    assert_eq!(
        desk.index_reports(),
        "0 added, 0 changed, 1 unchanged, 1 removed, 0 failed"
    );
    assert_eq!(desk.found("solino"), ["b.txt"]);
}

#[test]
fn a_renamed_file_has_its_new_name() {
    let desk = Desk::with(&[("a.txt", "Calm in Solino.")]);
    desk.index_reports();
    fs::rename(desk.path("a.txt"), desk.path("c.txt")).unwrap();
    assert_eq!(
        desk.index_reports(),
        "0 added, 0 changed, 1 unchanged, 0 removed (1 moved), 0 failed"
    );
    assert_eq!(desk.found("solino"), ["c.txt"]);
}

#[test]
fn records_keep_their_ids_when_their_file_is_renamed() {
    let desk = Desk::with(&[("a.jsonl", &record("x", "Calm in Solino."))]);
    desk.index_reports();
    fs::rename(desk.path("a.jsonl"), desk.path("b.jsonl")).unwrap();
    desk.index_reports();
    assert_eq!(desk.found("solino"), ["x"]);
    assert!(desk.export().contains("\"path\":\"reports/b.jsonl\""));
}

#[test]
fn a_record_that_was_deleted_from_its_file_is_removed() {
    let both = record("x", "Calm in Solino.") + &record("y", "Rain in Solino.");
    let desk = Desk::with(&[("a.jsonl", &both)]);
    desk.index_reports();
    desk.write("a.jsonl", record("y", "Rain in Solino."));
    assert_eq!(
        desk.index_reports(),
        "0 added, 1 changed, 0 unchanged, 1 removed, 0 failed"
    );
    assert_eq!(desk.found("solino"), ["y"]);
}

#[test]
fn a_file_outside_of_the_paths_is_not_touched() {
    let desk = Desk::with(&[
        ("one/a.txt", "Calm in Solino."),
        ("two/b.txt", "Rain in Solino."),
    ]);
    desk.index_reports();
    desk.delete("one/a.txt");
    desk.write("two/b.txt", "Storm in Solino.");
    let run = desk.run(&["index", "reports/two"]);
    assert_eq!(
        run.summary(),
        "0 added, 1 changed, 0 unchanged, 0 removed, 0 failed"
    );
    assert_eq!(desk.found("solino").len(), 2);
}

#[test]
fn a_missing_root_is_removed_with_its_reports() {
    let desk = Desk::with(&[
        ("one/a.txt", "Calm in Solino."),
        ("two/b.txt", "Rain in Solino."),
    ]);
    desk.index_reports();
    fs::remove_dir_all(desk.path("one")).unwrap();
    let run = desk.run(&["index", "reports/one"]);
    assert_eq!(
        run.summary(),
        "0 added, 0 changed, 0 unchanged, 1 removed, 0 failed"
    );
    assert_eq!(desk.found("solino"), ["two/b.txt"]);
}

#[test]
fn a_duplicate_id_is_a_failure_that_names_both() {
    let one = record("x", "Calm in Solino.");
    let desk = Desk::with(&[
        ("a.jsonl", &one),
        ("b.jsonl", &(record("y", "Rain.") + &one)),
    ]);
    let run = desk.run(&["index", "reports"]);
    assert_eq!(
        run.summary(),
        "2 added, 0 changed, 0 unchanged, 0 removed, 1 failed (1 with an id that is taken)"
    );
    let message = "reports/b.jsonl:2: the id `x` is taken by reports/a.jsonl";
    assert!(run.err.contains(message), "{}", run.err);
}

#[test]
fn an_id_is_released_when_its_file_is_deleted() {
    let desk = Desk::with(&[
        ("a.jsonl", &record("x", "Calm in Solino.")),
        ("b.jsonl", &record("x", "Rain in Solino.")),
    ]);
    desk.index_reports();
    desk.delete("a.jsonl");
    assert_eq!(
        desk.index_reports(),
        "1 added, 0 changed, 0 unchanged, 1 removed, 0 failed"
    );
    assert_eq!(desk.found("rain"), ["x"]);
}

#[test]
fn an_id_is_released_when_its_file_changes() {
    let desk = Desk::with(&[
        ("a.jsonl", &record("x", "Rain in Solino.")),
        ("b.jsonl", &record("x", "Calm in Solino.")),
    ]);
    desk.index_reports();
    desk.write("a.jsonl", record("y", "Rain in Solino."));
    desk.index_reports();
    assert_eq!(desk.found("calm"), ["x"]);
    assert_eq!(desk.found("rain"), ["y"]);
}

#[test]
fn standard_input_adds_and_replaces_by_id_and_removes_nothing() {
    let desk = Desk::with(&[("a.jsonl", &record("x", "Calm in Solino."))]);
    desk.index_reports();
    let lines = record("x", "Storm in Solino.") + &record("y", "Rain in Solino.");
    let run = desk.run_with(&["index", "-"], &lines);
    assert_eq!(run.status, Some(0), "{run:?}");
    assert_eq!(
        run.summary(),
        "1 added, 1 changed, 0 unchanged, 0 removed, 0 failed"
    );
    let run = desk.run_with(&["index", "-"], &record("z", "Fog in Solino."));
    assert_eq!(
        run.summary(),
        "1 added, 0 changed, 0 unchanged, 0 removed, 0 failed"
    );
    let mut found = desk.found("solino");
    found.sort();
    assert_eq!(found, ["x", "y", "z"]);
    assert_eq!(desk.found("calm"), [""; 0]);
}

#[test]
fn reports_from_standard_input_are_kept_when_folders_are_indexed() {
    let desk = Desk::with(&[("a.txt", "Calm in Solino.")]);
    desk.run_with(&["index", "-"], &record("x", "Storm in Solino."));
    desk.index_reports();
    desk.index_reports();
    assert_eq!(desk.found("storm"), ["x"]);
}

#[test]
fn the_index_within_the_folder_is_not_indexed() {
    let desk = Desk::with(&[("a.txt", "Calm in Solino.")]).index_at("reports/index");
    assert_eq!(
        desk.index_reports(),
        "1 added, 0 changed, 0 unchanged, 0 removed, 0 failed"
    );
    assert_eq!(
        desk.index_reports(),
        "0 added, 0 changed, 1 unchanged, 0 removed, 0 failed"
    );
    // Another index of the same folder does not index it either.
    let other = desk.run(&["index", "reports", "--index", "other"]);
    assert_eq!(
        other.summary(),
        "1 added, 0 changed, 0 unchanged, 0 removed, 0 failed"
    );
}

#[test]
fn rebuild_builds_a_new_index() {
    let desk = Desk::with(&[("a.txt", "Calm in Solino.")]);
    desk.index_reports();
    desk.run_with(&["index", "-"], &record("x", "Storm in Solino."));
    let run = desk.run(&["index", "reports", "--rebuild"]);
    assert_eq!(
        run.summary(),
        "1 added, 0 changed, 0 unchanged, 0 removed, 0 failed"
    );
    assert_eq!(desk.found("solino"), ["a.txt"]);
}

/// Returns the names and modification times of the index's files.
fn files(desk: &Desk) -> Vec<(String, SystemTime)> {
    let entries = fs::read_dir(desk.index()).unwrap();
    let mut files: Vec<(String, SystemTime)> = entries
        .map(|entry| {
            let entry = entry.unwrap();
            let name = entry.file_name().to_string_lossy().into_owned();
            (name, entry.metadata().unwrap().modified().unwrap())
        })
        .filter(|(name, _)| !name.ends_with(".lock"))
        .collect();
    files.sort();
    files
}

#[test]
fn a_failure_names_the_owner_of_an_id_by_its_path_from_where_it_is_read() {
    let desk = Desk::new();
    desk.write("a.jsonl", "{\"id\":\"x\",\"text\":\"one\"}\n");
    desk.write("b.jsonl", "{\"id\":\"x\",\"text\":\"two\"}\n");
    desk.index_reports();
    let message = |of: &str| format!("  {of}b.jsonl:1: the id `x` is taken by {of}a.jsonl\n");
    let here = desk.run(&["stats"]);
    assert!(here.out.contains(&message("reports/")), "{here:?}");
    let mut elsewhere = desk.command(&["sources", "--failed"]);
    elsewhere.current_dir(desk.path(""));
    let elsewhere = Run::of(elsewhere.output().unwrap());
    assert!(elsewhere.out.contains(&message("")), "{elsewhere:?}");
    // A run that reads neither file again reports it, too.
    let again = desk.run(&["index", "reports"]);
    assert!(again.err.contains(message("reports/").trim()), "{again:?}");
}
