//! Pipes, sockets, devices and folders instead of files: the program never waits for them.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::desk::{Desk, Run};

/// The time limit: a run that waits for a pipe never ends; others end long before.
const PATIENCE: Duration = Duration::from_secs(60);

fn pipe(path: &Path) {
    let made = Command::new("mkfifo").arg(path).status().unwrap();
    assert!(made.success());
}

/// Runs the program, and fails if it does not end.
fn run(desk: &Desk, arguments: &[&str]) -> Run {
    let mut child = desk.command(arguments).spawn().unwrap();
    let started = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if started.elapsed() > PATIENCE {
            child.kill().unwrap();
            panic!("{arguments:?} does not end");
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    Run::of(child.wait_with_output().unwrap())
}

#[test]
fn only_a_plain_file_tags_a_folder_as_a_cache() {
    let desk = Desk::new();
    for name in [
        "pipe", "socket", "folder", "loop", "link", "device", "short", "tag", "huge",
    ] {
        desk.write(&format!("{name}/a.txt"), "Calm in Solino.");
    }
    let tag = |name: &str| desk.path(name).join("CACHEDIR.TAG");
    let signature = "Signature: 8a477f597d28d172789f06886806bc55";
    pipe(&tag("pipe"));
    let _listener = UnixListener::bind(tag("socket")).unwrap();
    fs::create_dir(tag("folder")).unwrap();
    symlink("CACHEDIR.TAG", tag("loop")).unwrap();
    symlink("/dev/zero", tag("device")).unwrap();
    fs::write(tag("short"), &signature[..40]).unwrap();
    fs::write(tag("tag"), signature).unwrap();
    symlink(tag("tag"), tag("link")).unwrap();
    fs::write(tag("huge"), signature).unwrap();
    let huge = fs::File::options().write(true).open(tag("huge")).unwrap();
    huge.set_len(1 << 40).unwrap(); // with a hole in it
    let indexed = run(&desk, &["index", "reports"]);
    assert_eq!(indexed.status, Some(0), "{indexed:?}");
    let mut found = desk.found("solino");
    found.sort();
    let wanted = [
        "device", "folder", "link", "loop", "pipe", "short", "socket",
    ];
    assert_eq!(found, wanted.map(|name| format!("{name}/a.txt")));
}

#[test]
fn a_pipe_among_reports_is_counted_and_not_read() {
    let desk = Desk::with(&[("a.txt", "Calm in Solino.")]);
    pipe(&desk.path("b.txt"));
    pipe(&desk.path("c"));
    let indexed = run(&desk, &["index", "reports", "reports/b.txt"]);
    let summary = "1 added, 0 changed, 0 unchanged, 0 removed, skipped 2 special file, 0 failed";
    assert_eq!(indexed.summary(), summary, "{indexed:?}");
}

#[test]
fn a_pipe_in_a_schema_is_an_error_that_names_it() {
    for name in ["schema.toml", "gazetteers/haiti.tsv"] {
        let desk = Desk::with(&[("a.txt", "Calm in Solino.")]);
        run(&desk, &["schema", "init", "mine"]);
        let path = desk.root().join("mine").join(name);
        fs::remove_file(&path).unwrap();
        pipe(&path);
        for arguments in [
            &["index", "reports", "--schema", "mine"][..],
            &["schema", "check", "mine"],
        ] {
            let refused = run(&desk, arguments);
            assert_eq!(refused.status, Some(2), "{refused:?}");
            let wanted = format!(
                "mine/{name}: not readable\n  because: a pipe, socket or device, not a file"
            );
            assert!(refused.err.contains(&wanted), "{refused:?}");
        }
        assert!(!desk.index().exists());
    }
}

#[test]
fn a_pipe_instead_of_any_file_of_an_index_is_an_error_or_replaced() {
    let model = Desk::with(&[("a.txt", "Calm in Solino.")]);
    model.index_reports();
    let names = fs::read_dir(model.index()).unwrap();
    let mut names: Vec<String> = names
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    for name in [".meta.json.new", ".rebuild-meta.json", "same-as.tsv"] {
        names.push(name.to_owned());
    }
    let desk = Desk::with(&[("a.txt", "Calm in Solino."), ("b.txt", "Rain in Solino.")]);
    for name in names {
        let _ = fs::remove_dir_all(desk.index());
        fs::create_dir(desk.index()).unwrap();
        for entry in fs::read_dir(model.index()).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), desk.index().join(entry.file_name())).unwrap();
        }
        let path = desk.index().join(&name);
        let _ = fs::remove_file(&path);
        pipe(&path);
        for arguments in [
            &["search", "solino"][..],
            &["index", "reports"],
            &["index", "reports", "--rebuild"],
        ] {
            let ended = run(&desk, arguments);
            assert!(matches!(ended.status, Some(0 | 2)), "{name}: {ended:?}");
            assert!(!ended.err.contains("panicked"), "{name}: {ended:?}");
            let reported = ended.status == Some(0) || ended.err.starts_with("error: ");
            assert!(reported, "{name}: {ended:?}");
        }
    }
}

#[test]
fn a_folder_without_read_permission_is_reported_and_does_not_count_as_empty() {
    let desk = Desk::with(&[("a.txt", "Calm in Solino.")]);
    desk.index_reports();
    let set = |mode| {
        let mode = fs::Permissions::from_mode(mode);
        fs::set_permissions(desk.index(), mode).unwrap();
    };
    set(0o000);
    let may_read = fs::read_dir(desk.index()).is_ok(); // as root
    let runs = [
        run(&desk, &["search", "solino"]),
        run(&desk, &["index", "reports"]),
        run(&desk, &["index", "reports", "--rebuild"]),
    ];
    set(0o755);
    for ended in runs {
        let reported = ended.status == Some(2) && ended.err.contains("cannot be");
        assert!(may_read || reported, "{ended:?}");
    }
    assert_eq!(desk.found("solino"), ["a.txt"]);
}
