//! `reportage open`: the file that is opened, and the messages about it.

use std::fs::File;
use std::io::Write;

use crate::desk::{Desk, Run};

/// Runs `open` with a program that prints what it gets.
#[cfg(unix)]
fn opened(desk: &Desk, arguments: &[&str]) -> Run {
    let mut command = desk.command(&[&["open"], arguments].concat());
    command.env("REPORTAGE_OPENER", "echo");
    Run::of(command.output().unwrap())
}

fn zipped(desk: &Desk) {
    let mut archive = zip::ZipWriter::new(File::create(desk.path("a.zip")).unwrap());
    let options = zip::write::SimpleFileOptions::default();
    archive.start_file("2025/inner.txt", options).unwrap();
    archive.write_all(b"Rain in Mirebalais.").unwrap();
    archive.finish().unwrap();
}

#[cfg(unix)]
#[test]
fn the_file_of_a_report_is_opened_by_its_absolute_path() {
    let desk = Desk::with(&[("-x; y.txt", "Rain in Solino.")]);
    desk.index_reports();
    let run = opened(&desk, &["--", "-x; y.txt"]);
    let wanted = desk.path("-x; y.txt").canonicalize().unwrap();
    let wanted = (Some(0), format!("{}\n", wanted.display()));
    assert_eq!((run.status, run.out), wanted);
    assert_eq!(run.err, "");
}

#[cfg(unix)]
#[test]
fn a_hit_of_a_query_is_opened_by_its_rank_with_its_line() {
    let desk = Desk::with(&[
        ("a.txt", "Calm.\n\nRain, rain, rain in Solino."),
        ("b.txt", "Long before there was rain in the hills."),
    ]);
    desk.index_reports();
    let run = opened(&desk, &["1", "rain"]);
    assert!(run.out.ends_with("/reports/a.txt\n"), "{run:?}");
    assert_eq!((run.status, run.err.as_str()), (Some(0), "note: line 3\n"));
    let run = opened(&desk, &["2", "rain"]);
    assert!(run.out.ends_with("/reports/b.txt\n"), "{run:?}");
    let run = opened(&desk, &["3", "rain"]);
    assert_eq!((run.status, run.out.as_str()), (Some(1), ""));
    assert_eq!(run.err, "note: there is no hit 3: the query has 2 hits\n");
    let run = opened(&desk, &["0", "rain"]);
    assert_eq!((run.status, run.out.as_str()), (Some(2), ""));
}

#[test]
fn for_an_archive_entry_the_archive_is_opened_and_the_entry_named() {
    let desk = Desk::new();
    zipped(&desk);
    desk.index_reports();
    let run = desk.run(&["open", "1", "rain", "--print"]);
    assert_eq!((run.status, run.out.as_str()), (Some(0), "reports/a.zip\n"));
    let note = "note: it is 2025/inner.txt in reports/a.zip\n";
    assert!(run.err.starts_with(note), "{run:?}");
}

#[cfg(unix)]
#[test]
fn files_that_are_not_in_the_index_are_not_opened() {
    let desk = Desk::with(&[("a.txt", "Rain in Solino."), ("b.bin", "\0")]);
    desk.index_reports();
    for id in ["reports/b.bin", "/etc/passwd", "../reports/a.txt", "7"] {
        let run = opened(&desk, &[id]);
        assert_eq!((run.status, run.out.as_str()), (Some(1), ""), "{run:?}");
        assert!(run.err.contains("no report has the id"), "{run:?}");
    }
    let run = desk.run_with(
        &["index", "-"],
        "{\"id\":\"s\",\"text\":\"Rain in Jacmel.\"}\n",
    );
    assert_eq!(run.status, Some(0), "{run:?}");
    let run = opened(&desk, &["s"]);
    assert_eq!((run.status, run.out.as_str()), (Some(2), ""));
    assert!(run.err.contains("there is no file to open"), "{run:?}");
    desk.delete("a.txt");
    let run = opened(&desk, &["a.txt"]);
    assert_eq!((run.status, run.out.as_str()), (Some(2), ""));
    assert!(run.err.starts_with("error: reports/a.txt: "), "{run:?}");
}

#[cfg(unix)]
#[test]
fn a_program_that_is_missing_or_fails_is_named() {
    let desk = Desk::with(&[("a.txt", "Rain in Solino.")]);
    desk.index_reports();
    for (program, wanted) in [
        ("no-such-program", "error: no-such-program: "),
        ("false", "error: false: did not open reports/a.txt"),
    ] {
        let mut command = desk.command(&["open", "a.txt"]);
        let output = command.env("REPORTAGE_OPENER", program).output().unwrap();
        let run = Run::of(output);
        assert_eq!(run.status, Some(2), "{run:?}");
        assert!(run.err.starts_with(wanted), "{run:?}");
    }
}
