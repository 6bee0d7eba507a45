//! Values from the index, completed by the shells themselves. A shell that is not installed is not tested.
#![cfg(unix)]

use std::env;
use std::path::Path;
use std::process::Command;

const PROGRAM: &str = env!("CARGO_BIN_EXE_reportage");

/// A folder with an index of two reports and a saved search.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Desk {
        let desk = Desk(tempfile::tempdir().unwrap());
        let reports = desk.0.path().join("reports");
        std::fs::create_dir(&reports).unwrap();
        let text = "It was calm in Kenscoff and in Port-au-Prince on Monday, they said.";
        std::fs::write(reports.join("calm.txt"), text).unwrap();
        desk.run(PROGRAM, &["index", "reports"]);
        desk.run(PROGRAM, &["save", "calm days", "calm"]);
        desk
    }

    /// Runs a program in the folder and returns what it prints.
    fn run(&self, program: &str, arguments: &[&str]) -> String {
        let folder = Path::new(PROGRAM).parent().unwrap();
        let path = env::var_os("PATH").unwrap_or_default();
        let paths = [folder.to_owned()]
            .into_iter()
            .chain(env::split_paths(&path));
        let output = Command::new(program)
            .args(arguments)
            .current_dir(self.0.path())
            .env("PATH", env::join_paths(paths).unwrap())
            .env("HOME", self.0.path())
            .env("REPORTAGE_CONFIG", "")
            .env_remove("REPORTAGE_INDEX")
            .output()
            .unwrap();
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Completes a line in bash, given its words as readline splits them at spaces, `=` and `:`.
    fn bash(&self, line: &str, words: &[&str]) -> String {
        let quoted: Vec<String> = words
            .iter()
            .map(|w| format!("'{}'", w.replace('\'', r"'\''")))
            .collect();
        let line = line.replace('\'', r"'\''");
        let script = format!(
            "source <(reportage completions bash)\n\
             compopt() {{ :; }} # it works at a prompt only\n\
             COMP_LINE='{line}' COMP_WORDS=({}) COMP_CWORD={}\n\
             _reportage_or_values reportage {} {}\n\
             printf '%s\\n' \"${{COMPREPLY[@]}}\"",
            quoted.join(" "),
            words.len() - 1,
            quoted[words.len() - 1],
            quoted[words.len() - 2],
        );
        self.run("bash", &["--norc", "-c", &script])
    }

    /// Completes a line in fish.
    fn fish(&self, line: &str) -> String {
        let script = format!("reportage completions fish | source; complete -C '{line}'");
        self.run("fish", &["--no-config", "-c", &script])
    }
}

/// Returns whether a shell is installed; says so if not.
fn has(shell: &str) -> bool {
    let is_there = Command::new(shell).arg("--version").output().is_ok();
    if !is_there {
        eprintln!("{shell} is not installed: its completions are not tested");
    }
    is_there
}

#[test]
fn bash_completes_values_from_the_index_and_leaves_the_rest_to_the_static_script() {
    if !has("bash") {
        return;
    }
    let desk = Desk::new();
    let words = ["reportage", "search", "-F", "area", "=", "ken"];
    assert_eq!(
        desk.bash("reportage search -F area=ken", &words),
        "Kenscoff\n"
    );
    let words = ["reportage", "search", "--facet", "=", "area", "=", "/H"];
    assert_eq!(
        desk.bash("reportage search --facet=area=/H", &words),
        "/Haiti/\n"
    );
    let words = ["reportage", "search", "-F", "'area=port"];
    assert_eq!(
        desk.bash("reportage search -F 'area=port", &words),
        "area=Port-au-Prince\n"
    );
    let words = ["reportage", "run", "c"];
    assert_eq!(desk.bash("reportage run c", &words), "calm\\ days\n");
    let words = ["reportage", "search", "--lang"];
    assert_eq!(desk.bash("reportage search --lang", &words), "--language\n");
    // A value that no report has: no names of files in its place.
    let words = ["reportage", "search", "-l", "xx"];
    assert_eq!(desk.bash("reportage search -l xx", &words), "\n");
}

#[test]
fn fish_completes_values_from_the_index() {
    if !has("fish") {
        return;
    }
    let desk = Desk::new();
    assert_eq!(desk.fish("reportage search -F area=ken"), "area=Kenscoff\n");
    assert_eq!(
        desk.fish("reportage search --facet=area=/H"),
        "--facet=area=/Haiti/\n"
    );
    assert_eq!(desk.fish("reportage run c"), "calm days\n");
    assert_eq!(desk.fish("reportage crosstab date@q"), "date@quarter\n");
}

#[test]
fn zsh_reads_its_script_without_an_error() {
    if !has("zsh") {
        return;
    }
    let desk = Desk::new();
    let script = "autoload -U compinit; compinit -D; source <(reportage completions zsh); \
                  (( $+functions[_reportage] && $+functions[_reportage_static] )) && print both";
    assert_eq!(desk.run("zsh", &["-f", "-c", script]), "both\n");
}
