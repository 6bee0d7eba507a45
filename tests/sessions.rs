//! Sessions on the command line, as files: `tests/sessions/*.trycmd` hold what is typed, what comes
//! back and the exit status (`? 1`). One that stands beside a folder `NAME.in` runs in there, the
//! others in the project's root. `reports/` are what most of them ask about.
//!
//! Each session has an index of its own that goes away with it; in all of them it is 2025-02-19T21:20:00Z. What varies (seconds, sizes) is
//! `[..]`; a backslash is shown as `/`, which trycmd takes for paths of Windows.
//!
//! `TRYCMD=overwrite cargo test --test sessions` writes the files anew: read the diff.

use std::path::Path;

use trycmd::TestCases;

/// Runs one session; its index and home are in a new temporary folder.
fn session(name: &str) {
    let path = format!("tests/sessions/{name}.trycmd");
    let program = env!("CARGO_BIN_EXE_reportage");
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    assert!(here.join(&path).is_file(), "no session {path}");
    let folder = tempfile::tempdir().unwrap();
    let within = |name: &str| folder.path().join(name).display().to_string();
    let cases = TestCases::new();
    cases
        .register_bin("reportage", Path::new(program))
        // For pipes and files; it finds the program by its name.
        .register_bin("sh", Path::new("/bin/sh"))
        .env("PATH", search_path(Path::new(program)))
        .env("REPORTAGE_INDEX", within("index"))
        .env("HOME", within("home"))
        .env("XDG_CACHE_HOME", within("cache"))
        .env("XDG_CONFIG_HOME", within("config"))
        .env("SOURCE_DATE_EPOCH", "1740000000")
        .env("NO_COLOR", "1")
        .env("CLICOLOR_FORCE", "0")
        .env("LC_ALL", "C.UTF-8");
    if name != "config" {
        // It names files itself, and what is set here would win over that.
        cases.env("REPORTAGE_CONFIG", "");
    }
    cases.insert_var("[INDEX]", within("index")).unwrap();
    cases.case(&path).run();
}

/// Returns the folders in which programs are looked for, that of `program` first.
fn search_path(program: &Path) -> String {
    let before = std::env::var_os("PATH").unwrap_or_default();
    let own = program.parent().unwrap().to_owned();
    let folders = std::iter::once(own).chain(std::env::split_paths(&before));
    let path = std::env::join_paths(folders).unwrap();
    path.into_string().unwrap()
}

#[test]
fn about() {
    session("about");
}

#[test]
fn analysis() {
    session("analysis");
}

/// Its pipes need a shell and the tools of GNU.
#[cfg(target_os = "linux")]
#[test]
fn day() {
    session("day");
}

#[test]
fn formats() {
    session("formats");
}

#[test]
fn language() {
    session("language");
}

#[test]
fn mixed() {
    session("mixed");
}

#[test]
fn names() {
    session("names");
}

#[test]
fn queries() {
    session("queries");
}

#[test]
fn mistakes() {
    session("mistakes");
}

#[test]
fn facets() {
    session("facets");
}

#[test]
fn batch() {
    session("batch");
}

#[test]
fn evaluate() {
    session("evaluate");
}

#[test]
fn whole_reports() {
    session("whole_reports");
}

#[test]
fn shown() {
    session("shown");
}

#[test]
fn similar() {
    session("similar");
}

#[test]
fn empty() {
    session("empty");
}

#[test]
fn samples() {
    session("samples");
}

#[test]
fn surprises() {
    session("surprises");
}

#[test]
fn schema() {
    session("schema");
}

#[test]
fn help() {
    session("help");
}

#[test]
fn warnings() {
    session("warnings");
}

#[test]
fn lexicon() {
    session("lexicon");
}

#[test]
fn completions() {
    session("completions");
}

#[test]
fn saved() {
    session("saved");
}

#[test]
fn config() {
    session("config");
}
