//! Command-line sessions as files: `tests/sessions/*.trycmd` have the commands, their output and their exit status (`? 1`). A
//! session with a folder `NAME.in` next to it runs in that folder, the others in the project's root. Most of them search the
//! reports in `reports/`.
//!
//! Each session has its own temporary index; the time is always 2025-02-19T21:20:00Z. Variable parts (seconds, sizes) are `[..]`;
//! a backslash is shown as `/`, because trycmd takes it for a Windows path.
//!
//! `TRYCMD=overwrite cargo test --test sessions` rewrites the files: read the diff.

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
        // `sh` is for pipes and files; it finds the program by its name.
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
        // This session names configuration files itself.
        cases.env("REPORTAGE_CONFIG", "");
    }
    cases.insert_var("[INDEX]", within("index")).unwrap();
    cases.case(&path).run();
}

/// Returns the value of `PATH`, with the folder of `program` first.
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

/// It needs a shell and GNU tools.
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
fn within() {
    session("within");
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
