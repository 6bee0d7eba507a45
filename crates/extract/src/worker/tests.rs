//! Tests with readers that fail in every way, each in a worker process, which is this test program
//! itself.

use std::io::{Read, Write};
use std::time::Duration;

use crate::error::{Location, ReadError, Reason};
use crate::format::{Encoding, Format, Input, Process, ReadFn};
use crate::outcome::Outcome;
use crate::package::tests::zipped;
use crate::{Limits, ReadOptions, Reader, WalkEntry, WorkerCommand, walk};

#[global_allocator]
static ALLOCATOR: super::ReportingAllocator = super::ReportingAllocator;

/// A test format that does to its process what the file says.
pub const HOSTILE: Format = Format {
    name: "hostile",
    extensions: &["hostile"],
    may_be_scanned: false,
    read: ReadFn::One(read),
    encoding: Encoding::Other,
    process: Process::Worker,
};

fn read(input: &mut Input) -> Result<Outcome, ReadError> {
    let mut content = String::new();
    input.bytes.read_to_string(&mut content).unwrap();
    match content.as_str() {
        "abort" => std::process::abort(),
        "loop" => loop {
            std::thread::park();
        },
        "memory" => drop(std::hint::black_box(vec![1u8; 3 << 30])),
        "try memory" => {
            let mut bytes = std::hint::black_box(Vec::<u8>::new());
            assert!(bytes.try_reserve_exact(3 << 30).is_err());
        }
        "stack" => _ = deep(u64::MAX),
        "talk" => {
            writeln!(std::io::stdout(), "nothing that was asked for").unwrap();
            writeln!(std::io::stderr(), "\u{1e}{{\"no\": \"answer\"}}").unwrap();
        }
        other => panic!("{other}"),
    }
    Err(Location::file(&input.shown).error(Reason::Empty))
}

/// Recurses `n` levels deep.
fn deep(n: u64) -> u64 {
    match std::hint::black_box(n) {
        0 => 0,
        n => std::hint::black_box(deep(n - 1)) + 1,
    }
}

#[test]
#[ignore = "not a test: the other tests run it as their worker"]
fn a_worker() {
    super::serve(std::io::stdin(), std::io::stdout()).unwrap();
}

/// Reads files one after the other; returns the id of each report, or the error.
fn read_files(files: &[(&str, &[u8])], limits: Limits) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let command = WorkerCommand {
        program: std::env::current_exe().unwrap(),
        arguments: [
            "worker::tests::a_worker",
            "--exact",
            "--ignored",
            "--nocapture",
        ]
        .map(Into::into)
        .to_vec(),
    };
    let mut reader = Reader::new(ReadOptions {
        worker: Some(command),
        limits,
        ..ReadOptions::default()
    });
    let mut got = Vec::new();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        std::fs::File::create(&path)
            .unwrap()
            .write_all(bytes)
            .unwrap();
        let Some(Ok(WalkEntry::Source(mut source))) = walk(&[path], &[]).next() else {
            panic!("{name} is skipped");
        };
        source.shown = (*name).to_owned();
        for record in reader.read(&source) {
            got.push(match record.report {
                Ok(report) => report.id,
                Err(error) => error.to_string(),
            });
        }
    }
    got
}

fn limits() -> Limits {
    Limits {
        time: Duration::from_secs(50),
        memory: 1 << 30,
        ..Limits::default()
    }
}

#[test]
fn a_reader_that_breaks_its_process_fails_one_file_with_its_reason() {
    let got = read_files(
        &[
            ("a.html", b"<p>first</p>"),
            ("b.hostile", b"abort"),
            ("c.hostile", b"stack"),
            ("d.hostile", b"memory"),
            ("e.hostile", b"try memory"),
            ("ea.hostile", b"abort"),
            ("f.hostile", b"panic"),
            ("g.hostile", b"talk"),
            ("h.html", b"<p>last</p>"),
        ],
        limits(),
    );
    let crashed = "the reader of this format crashed";
    assert_eq!(
        got,
        [
            "a.html".to_owned(),
            format!("b.hostile: {crashed} (signal: 6 (SIGABRT))"),
            format!("c.hostile: {crashed} (it ran out of stack)"),
            "d.hostile: needed more than 1024 MB of memory".to_owned(),
            "e.hostile: no text in it".to_owned(),
            format!("ea.hostile: {crashed} (signal: 6 (SIGABRT))"),
            "f.hostile: internal error in the reader of this format".to_owned(),
            "g.hostile: no text in it".to_owned(),
            "h.html".to_owned(),
        ]
    );
}

#[test]
fn a_reader_that_does_not_end_is_killed_when_its_time_is_over() {
    let limits = Limits {
        time: Duration::from_millis(200),
        ..limits()
    };
    let got = read_files(&[("a.hostile", b"loop")], limits);
    assert_eq!(got, ["a.hostile: killed after 0 s"]);
}

#[test]
fn a_member_that_kills_its_reader_fails_alone() {
    let archive = zipped(&[
        ("a.txt", "text"),
        ("b.hostile", "abort"),
        ("c.txt", "text"),
        ("d.hostile", "stack"),
        ("e.txt", "text"),
    ]);
    let got = read_files(&[("x.zip", &archive)], limits());
    let crashed = "the reader of this format crashed";
    assert_eq!(
        got,
        [
            "x.zip!/a.txt".to_owned(),
            format!("x.zip!/b.hostile: {crashed} (signal: 6 (SIGABRT))"),
            "x.zip!/c.txt".to_owned(),
            format!("x.zip!/d.hostile: {crashed} (it ran out of stack)"),
            "x.zip!/e.txt".to_owned(),
        ]
    );
}

#[test]
fn a_worker_that_cannot_be_started_is_a_failure_of_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.html");
    std::fs::write(&path, "<p>text</p>").unwrap();
    let Some(Ok(WalkEntry::Source(source))) = walk(&[path], &[]).next() else {
        panic!("a.html is skipped");
    };
    let mut reader = Reader::new(ReadOptions {
        worker: Some(WorkerCommand {
            program: folder.path().join("none"),
            arguments: Vec::new(),
        }),
        ..ReadOptions::default()
    });
    let got: Vec<String> = reader
        .read(&source)
        .map(|record| record.report.unwrap_err().reason.to_string())
        .collect();
    assert_eq!(got, ["the process to read it cannot be started"]);
}

#[test]
fn large_and_compressed_records_are_read_in_a_worker_and_small_ones_here() {
    let folder = tempfile::tempdir().unwrap();
    let mut reader = Reader::new(ReadOptions {
        worker: Some(WorkerCommand {
            program: folder.path().join("none"),
            arguments: Vec::new(),
        }),
        ..ReadOptions::default()
    });
    let line = b"{\"text\": \"a\"}\n";
    let large = [&line[..], &b" ".repeat(4 << 20)].concat();
    let packed = zstd::encode_all(&line[..], 1).unwrap();
    for (name, bytes, is_here) in [
        ("a.jsonl", &line[..], true),
        ("b.jsonl", &large, false),
        ("c.jsonl.zst", &packed, false),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let Some(Ok(WalkEntry::Source(source))) = walk(&[path], &[]).next() else {
            panic!("{name} is skipped");
        };
        let is_read: Vec<bool> = reader
            .read(&source)
            .map(|record| record.report.is_ok())
            .collect();
        assert_eq!(is_read, [is_here], "{name}");
    }
}
