//! The README is up to date: its screenshot, and each command of its tasks.
//!
//! `SNAPSHOTS=overwrite cargo test --test readme` redraws the screenshot.

use std::fs;
use std::path::Path;
use std::process::Command;

const PROGRAM: &str = env!("CARGO_BIN_EXE_reportage");

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_screenshot_is_what_the_program_prints_on_a_terminal() {
    let query = "kenscoff \"Viv Ansanm\"";
    let cache = tempfile::tempdir().unwrap();
    let out = Command::new(PROGRAM)
        .args(["search", "--in", "corpus", query, "--limit", "3"])
        .current_dir(project())
        .env("XDG_CACHE_HOME", cache.path())
        .env("REPORTAGE_CONFIG", "")
        .env("CLICOLOR_FORCE", "1")
        .env_remove("NO_COLOR")
        .env_remove("COLUMNS")
        .output()
        .unwrap();
    assert!(out.status.success(), "{out:?}");
    let answer = String::from_utf8(out.stdout).unwrap();
    let screen = format!("$ reportage search --in corpus '{query}' --limit 3\n{answer}");
    snapbox::assert_data_eq!(screen, snapbox::file!["../docs/search.svg": TermSvg]);
}

/// Runs them one after the other in a shell, in a folder with `corpus`, queries and judgements.
#[cfg(unix)]
#[test]
fn every_command_of_the_tasks_runs_and_finds_something() {
    let readme = fs::read_to_string(project().join("README.md")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(project().join("corpus"), folder.path().join("corpus")).unwrap();
    fs::write(folder.path().join("queries.tsv"), "q1\tmassacre\n").unwrap();
    let judged = "q1 0 corpus/2024/pont-sonde.md 1\n";
    fs::write(folder.path().join("judged.qrels"), judged).unwrap();
    let programs = Path::new(PROGRAM).parent().unwrap().display();
    let path = format!("{programs}:{}", std::env::var("PATH").unwrap_or_default());
    let commands = readme
        .lines()
        .filter_map(|line| line.strip_prefix("    "))
        .filter(|line| line.starts_with("reportage "));
    let mut count = 0;
    for command in commands {
        let out = Command::new("sh")
            .args(["-c", command])
            .current_dir(folder.path())
            .env("PATH", &path)
            .env("XDG_CACHE_HOME", folder.path().join("cache"))
            .env("REPORTAGE_CONFIG", "")
            .env_remove("REPORTAGE_INDEX")
            .output()
            .unwrap();
        assert!(out.status.success(), "{command}: {out:?}");
        count += 1;
    }
    assert!(count >= 10, "{count} commands");
}
