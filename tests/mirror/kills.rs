//! Runs that are killed, or cannot write, while they change the files of an index.

#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};

use crate::desk::{Desk, Run, many_records, record, set_format};

/// Runs the program with a file size limit of `blocks` of 512 bytes (1,024 in some shells): the system kills it when it writes
/// more, or the write fails if `refuses`.
fn within(desk: &Desk, blocks: u32, refuses: bool, arguments: &[&str]) -> Run {
    let model = desk.command(arguments);
    let trap = if refuses { "trap '' XFSZ; " } else { "" };
    let script = format!("{trap}ulimit -c 0; ulimit -f {blocks}; exec \"$@\"");
    let mut command = Command::new("sh");
    command.args(["-c", &script, "sh"]);
    command.arg(model.get_program()).args(model.get_args());
    for (name, value) in model.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    Run::of(command.current_dir(desk.root()).output().unwrap())
}

fn desk() -> Desk {
    let desk = Desk::new();
    for i in 0..6 {
        desk.write(&format!("{i}.txt"), format!("Police in Solino, day {i}."));
    }
    desk
}

/// Returns an export of a fresh index of the same reports.
fn fresh_export(desk: &Desk) -> String {
    let run = desk.run(&["index", "reports", "--rebuild", "--index", "fresh"]);
    assert_eq!(run.status, Some(0), "{run:?}");
    desk.run(&["export", "--index", "fresh"]).out
}

/// Returns leftovers in the index folder: files that were not yet renamed, and files of a rebuild.
fn unfinished(index: &Path) -> Vec<String> {
    let all = fs::read_dir(index).unwrap();
    let all = all.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    all.filter(|name| name.ends_with(".new") || name.starts_with(".rebuild"))
        .collect()
}

#[test]
fn after_a_kill_while_writing_a_file_the_next_run_finishes_the_index() {
    let desk = desk();
    desk.index_reports();
    let mut killed = 0;
    // From the engine's list of files, to files of segments and deletions, to its description.
    for blocks in [0, 1, 2, 3, 4, 7, 10] {
        desk.write("0.txt", format!("Storm in Solino, {blocks}."));
        let run = within(&desk, blocks, false, &["index", "reports", "-q"]);
        killed += u32::from(run.status.is_none());
        assert_eq!(desk.found("solino").len(), 6, "{blocks}");
        let summary = desk.index_reports();
        assert!(
            summary.contains(" unchanged, 0 removed, 0 failed"),
            "{blocks}: {summary}"
        );
        assert_eq!(unfinished(desk.index()), [""; 0], "{blocks}");
    }
    assert!(killed >= 4, "{killed}");
    assert_eq!(desk.export(), fresh_export(&desk));
}

#[test]
fn a_run_that_cannot_write_reports_it_and_the_next_one_continues() {
    let desk = desk();
    desk.index_reports();
    let mut refused = 0;
    for blocks in [0, 1, 2, 3, 4, 7, 10] {
        desk.write("0.txt", format!("Storm in Solino, {blocks}."));
        for arguments in [
            &["index", "reports", "-q"][..],
            &["index", "reports", "-q", "--rebuild"],
        ] {
            let run = within(&desk, blocks, true, arguments);
            if run.status != Some(0) {
                refused += 1;
                assert_eq!(run.status, Some(2), "{blocks}: {run:?}");
                assert!(run.err.contains(": cannot be written\n"), "{run:?}");
                assert!(
                    run.err.contains("hint: what was committed is kept"),
                    "{run:?}"
                );
            }
            assert_eq!(desk.found("solino").len(), 6, "{blocks}");
        }
        desk.index_reports();
        assert_eq!(unfinished(desk.index()), [""; 0], "{blocks}");
    }
    assert!(refused >= 8, "{refused}");
    assert_eq!(desk.export(), fresh_export(&desk));
}

/// Starts a run, waits until `reached`, and kills it; returns whether it was still running.
fn kill_when(mut child: Child, reached: impl Fn() -> bool) -> bool {
    while !reached() && child.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    child.kill().unwrap();
    !child.wait().unwrap().success()
}

fn has(index: &Path, end: &str) -> bool {
    let entries = fs::read_dir(index);
    entries.is_ok_and(|entries| {
        let mut names = entries.flatten().map(|entry| entry.file_name());
        names.any(|name| name.to_string_lossy().ends_with(end))
    })
}

#[test]
fn a_rebuild_keeps_the_index_until_the_new_one_is_complete() {
    let old = record("old", "Calm in Solino.");
    let desk = Desk::with(&[("a.jsonl", &old)]);
    desk.index_reports();
    let of_old = desk.export();
    desk.write("a.jsonl", many_records(300));
    let rebuild = ["index", "reports", "--rebuild", "--memory", "32"];
    let mut at_work = 0;
    for end in [
        ".rebuild-meta.json",
        ".rebuild-managed.json",
        ".store",
        ".idx",
    ] {
        let segments = |index: &Path| match end.starts_with(".rebuild") {
            true => has(index, end),
            false => has(index, ".rebuild-managed.json") && count(index, end) > 2,
        };
        let child = desk.command(&rebuild).spawn().unwrap();
        let killed = kill_when(child, || segments(desk.index()));
        at_work += u32::from(killed);
        if killed {
            assert_eq!(desk.export(), of_old, "{end}");
        }
    }
    assert!(at_work > 0, "no rebuild was killed in time");
    // A run without --rebuild continues with the old index.
    desk.write("a.jsonl", &old);
    desk.index_reports();
    assert_eq!(desk.export(), of_old);
    assert_eq!(unfinished(desk.index()), [""; 0]);
    desk.write("a.jsonl", many_records(300));
    let mut child = desk.command(&rebuild).spawn().unwrap();
    let mut of_new = 0;
    loop {
        let ended = child.try_wait().unwrap();
        let run = desk.run(&[
            "search", "solino", "--unit", "report", "--format", "trec", "--all",
        ]);
        assert_eq!(run.status, Some(0), "{run:?}");
        match run.out.lines().count() {
            1 => assert_eq!(of_new, 0, "the old index came back"),
            n if of_new == 0 => of_new = n,
            n => assert_eq!(n, of_new),
        }
        if let Some(status) = ended {
            assert!(status.success());
            break;
        }
    }
    assert!(of_new > 200, "{of_new}");
    assert_eq!(desk.export(), fresh_export(&desk));
}

fn count(index: &Path, end: &str) -> usize {
    let entries = fs::read_dir(index).unwrap().flatten();
    let names = entries.map(|entry| entry.file_name());
    names
        .filter(|name| name.to_string_lossy().ends_with(end))
        .count()
}

#[test]
fn an_index_of_an_older_format_in_the_cache_survives_a_kill_during_its_rebuild() {
    let desk = Desk::with(&[("a.jsonl", &many_records(300))]);
    let ask = ["search", "--in", "reports", "solino", "--format", "paths"];
    desk.run(&ask);
    let mut cache = fs::read_dir(desk.root().join("cache/reportage")).unwrap();
    let index: PathBuf = cache.next().unwrap().unwrap().path();
    let meta = index.join("meta.json");
    let older = set_format(&index, 1);
    let child = desk.command(&ask).spawn().unwrap();
    if kill_when(child, || has(&index, ".rebuild-managed.json")) {
        assert_eq!(fs::read_to_string(&meta).unwrap(), older);
    }
    let run = desk.run(&ask);
    assert_eq!(
        (run.status, run.out.as_str()),
        (Some(0), "reports/a.jsonl\n")
    );
    assert_eq!(unfinished(&index), [""; 0]);
}
