//! Behaviour on a terminal: the width of lines, colours, the pager, links. Each run has its own pseudoterminal.
#![cfg(unix)]

use std::fs::File;
use std::io::Read;
use std::os::fd::OwnedFd;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};

use rustix::fs::{Mode, OFlags};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

const PROGRAM: &str = env!("CARGO_BIN_EXE_reportage");

/// A folder with an index of `tests/sessions/reports`.
struct Desk(tempfile::TempDir);

/// The terminal output of a run, including standard error, and its exit status.
struct Run {
    text: String,
    status: ExitStatus,
}

impl Desk {
    fn new() -> Desk {
        let desk = Desk(tempfile::tempdir().unwrap());
        let reports = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sessions/reports");
        let mut index = desk.command(&["index"]);
        assert!(index.arg(reports).output().unwrap().status.success());
        desk
    }

    /// Prepares to run the program, independent of the environment of the test.
    fn command(&self, arguments: &[&str]) -> Command {
        let folder = self.0.path();
        let mut command = Command::new(PROGRAM);
        command
            .args(arguments)
            .current_dir(folder)
            .env("REPORTAGE_INDEX", folder.join("index"))
            .env("XDG_CONFIG_HOME", folder.join("config"))
            .env("HOME", folder)
            // No pager waits for a key.
            .env("PAGER", "cat")
            .env("TERM", "xterm-256color")
            .env("LC_ALL", "C.UTF-8");
        for variable in [
            "REPORTAGE_CONFIG",
            "LESS",
            "NO_COLOR",
            "CLICOLOR_FORCE",
            "COLUMNS",
            "CI",
            "FORCE_HYPERLINK",
            "TERM_PROGRAM",
            "COLORTERM",
            "WT_SESSION",
            "KONSOLE_VERSION",
        ] {
            command.env_remove(variable);
        }
        command
    }

    /// Runs a command on a terminal of `columns` columns.
    fn run(&self, mut command: Command, columns: u16) -> Run {
        let main = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&main).unwrap();
        unlockpt(&main).unwrap();
        let size = Winsize {
            ws_row: 24,
            ws_col: columns,
            ws_xpixel: 0,
            ws_ypixel: 0,
        };
        let name = ptsname(&main, Vec::new()).unwrap();
        let flags = OFlags::RDWR | OFlags::NOCTTY;
        let terminal: OwnedFd = rustix::fs::open(name, flags, Mode::empty()).unwrap();
        tcsetwinsize(&terminal, size).unwrap();
        command
            .stdin(Stdio::null())
            .stdout(Stdio::from(terminal.try_clone().unwrap()))
            .stderr(Stdio::from(terminal));
        let mut child = command.spawn().unwrap();
        // It keeps the terminal open, so reading would never end.
        drop(command);
        let mut text = Vec::new();
        // On Linux, the end of the output of a closed terminal is an error.
        let _ = File::from(main).read_to_end(&mut text);
        Run {
            text: String::from_utf8(text).unwrap().replace("\r\n", "\n"),
            status: child.wait().unwrap(),
        }
    }
}

#[test]
fn long_output_goes_through_the_pager_of_the_environment() {
    let desk = Desk::new();
    let mut search = desk.command(&["search", "police"]);
    search.env("PAGER", "sed 's/^/paged: /'");
    let run = desk.run(search, 80);
    let lines: Vec<&str> = run.text.lines().collect();
    assert!(lines.len() > 5, "{}", run.text);
    assert!(
        lines.iter().all(|line| line.starts_with("paged: ")),
        "{}",
        run.text
    );
    assert_eq!(run.status.code(), Some(0));
}

#[test]
fn the_exit_status_is_that_of_the_search_and_not_of_the_pager() {
    let desk = Desk::new();
    let mut search = desk.command(&["search", "zebra"]);
    search.env("PAGER", "sh -c 'cat; exit 7'");
    let run = desk.run(search, 80);
    assert!(run.text.contains("0 reports"), "{}", run.text);
    assert_eq!(run.status.code(), Some(1));
}

#[test]
fn a_pager_that_is_quit_early_ends_the_program_without_an_error() {
    let desk = Desk::new();
    let mut export = desk.command(&["export"]);
    export.env("PAGER", "true");
    let run = desk.run(export, 80);
    assert_eq!((run.text.as_str(), run.status.code()), ("", Some(0)));
}

#[test]
fn a_flag_and_the_configuration_turn_the_pager_off() {
    let desk = Desk::new();
    let with_pager = |arguments: &[&str]| {
        let mut command = desk.command(arguments);
        command.env("PAGER", "sed 's/^/paged: /'");
        desk.run(command, 80).text
    };
    assert!(with_pager(&["stats"]).starts_with("paged: index"));
    assert!(with_pager(&["stats", "--no-pager"]).starts_with("index"));
    let folder = desk.0.path().join("config/reportage");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("config.toml"), "pager = false\n").unwrap();
    assert!(with_pager(&["stats"]).starts_with("index"));
    std::fs::write(folder.join("config.toml"), "pager = ['sed', 's/^/| /']\n").unwrap();
    assert!(with_pager(&["stats"]).starts_with("| index"));
}

#[test]
fn a_missing_pager_is_a_note_and_the_output_is_printed_without_it() {
    let desk = Desk::new();
    let mut search = desk.command(&["search", "police"]);
    search.env("PAGER", "no-such-pager");
    let run = desk.run(search, 80);
    assert!(
        run.text.starts_with("note: the pager no-such-pager: "),
        "{}",
        run.text
    );
    assert!(run.text.contains("passages from"), "{}", run.text);
}

#[test]
fn a_report_is_wrapped_at_words_with_its_pages_and_matches() {
    let desk = Desk::new();
    let harbour = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sessions/harbour.pdf");
    let mut index = desk.command(&["index"]);
    assert!(index.arg(harbour).output().unwrap().status.success());
    let arguments = ["show", "harbour.pdf", "lighthouse", "--no-pager"];
    let run = desk.run(desk.command(&arguments), 50);
    let lines: Vec<&str> = run.text.lines().collect();
    let body = &lines[lines.iter().position(|line| line.is_empty()).unwrap() + 1..];
    assert!(body[0].contains("— p. 1 —"), "{}", run.text);
    assert!(run.text.contains("— p. 2 —"), "{}", run.text);
    assert!(
        run.text.contains("\x1b[1;31mlighthouse\x1b[0m"),
        "{}",
        run.text
    );
    assert!(
        body.iter().all(|line| line.chars().count() < 70),
        "{}",
        run.text
    );
}

#[test]
fn paths_are_links_only_on_a_terminal_that_supports_them() {
    let desk = Desk::new();
    let link = "\x1b]8;;file://";
    for (arguments, vte, wanted) in [
        (&["search", "solino"][..], Some("6003"), true),
        (&["show", "solino.md"], Some("6003"), true),
        (&["search", "solino"], None, false),
        (&["search", "solino", "--hyperlink", "always"], None, true),
        (
            &["search", "solino", "--hyperlink", "never"],
            Some("6003"),
            false,
        ),
        (&["search", "solino", "--format", "md"], Some("6003"), false),
    ] {
        let mut command = desk.command(arguments);
        command.arg("--no-pager").env_remove("VTE_VERSION");
        if let Some(vte) = vte {
            command.env("VTE_VERSION", vte);
        }
        let text = desk.run(command, 80).text;
        assert_eq!(text.contains(link), wanted, "{arguments:?}: {text}");
        let whole = "/tests/sessions/reports/solino.md\x1b\\";
        assert_eq!(text.contains(whole), wanted, "{arguments:?}: {text}");
    }
}

#[test]
fn errors_hints_and_pages_of_help_wrap_at_words() {
    let desk = Desk::new();
    let unknown = desk.run(desk.command(&["search", "colour:red"]), 40).text;
    assert!(
        unknown.contains("\nhint: the facets are area, actor,\n  organisation; "),
        "{unknown}"
    );
    let help = desk.run(desk.command(&["help", "query"]), 80).text;
    assert!(help.lines().count() > 200, "{help}");
    let mut lines = help.lines();
    let wide = lines.find(|line| line.chars().count() > 80 && line.contains(' '));
    assert_eq!(wide, None);
}

#[test]
fn the_note_that_nothing_is_new_is_printed_only_on_a_terminal() {
    let desk = Desk::new();
    let save = desk
        .command(&["save", "attacks", "attack"])
        .output()
        .unwrap();
    assert!(save.status.success(), "{save:?}");
    let arguments = ["run", "attacks", "--new"];
    assert!(desk.command(&arguments).output().unwrap().status.success());
    let quiet = desk.command(&arguments).output().unwrap();
    assert_eq!((quiet.status.code(), quiet.stderr.len()), (Some(1), 0));
    let shown = desk.run(desk.command(&arguments), 80);
    assert_eq!(shown.status.code(), Some(1));
    assert!(
        shown.text.starts_with("note: attacks: nothing new since 2"),
        "{}",
        shown.text
    );
}
