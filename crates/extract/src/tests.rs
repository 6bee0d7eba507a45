//! Tests with files on disk, from a folder to reports.

use std::fs;
use std::io::Write;
use std::path::Path;

use super::*;
use crate::report::Report;

/// Writes a file and reads it. Errors are formatted, with the bare file name as path.
pub(super) fn records(name: &str, bytes: &[u8]) -> Vec<(Result<Report, String>, Vec<String>)> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    let WalkEntry::Source(mut source) = walk(&[path], &[]).next().unwrap().unwrap() else {
        panic!("{name} is skipped");
    };
    source.shown = name.to_owned();
    let mut got = Vec::new();
    let mut consumed = 0;
    for record in Reader::new(options()).read(&source) {
        assert!(consumed <= record.consumed && record.consumed <= source.size);
        consumed = record.consumed;
        let warnings = record.warnings.iter().map(ReadError::to_string).collect();
        got.push((record.report.map_err(|error| error.to_string()), warnings));
    }
    got
}

fn options() -> ReadOptions {
    ReadOptions {
        facets: vec!["area".into(), "actor".into(), "organisation".into()],
        ..ReadOptions::default()
    }
}

/// Reads a file of several reports.
pub(super) fn read_all(name: &str, bytes: &[u8]) -> Vec<Result<Report, String>> {
    let records = records(name, bytes);
    records.into_iter().map(|(report, _)| report).collect()
}

/// Reads a file of one report.
pub(super) fn read_one(name: &str, bytes: &[u8]) -> (Result<Report, String>, Vec<String>) {
    let mut records = records(name, bytes);
    assert_eq!(records.len(), 1);
    records.remove(0)
}

/// Returns the text of each footnote.
pub(super) fn footnotes(report: &Report) -> Vec<&str> {
    let notes = report.notes.iter();
    notes.map(|at| &report.body[at.clone()]).collect()
}

fn touch(path: impl AsRef<Path>) {
    let path = path.as_ref();
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, "text").unwrap();
}

/// Formats what a walk finds below `folder`, one line per entry.
fn found(roots: &[&Path], except: &[&Path], folder: &Path) -> Vec<String> {
    let owned = |paths: &[&Path]| paths.iter().map(|p| p.to_path_buf()).collect::<Vec<_>>();
    let below = |shown: &str| shown.replace(&format!("{}/", folder.display()), "");
    walk(&owned(roots), &owned(except))
        .map(|item| match item {
            Ok(WalkEntry::Source(source)) => below(&source.shown),
            Ok(WalkEntry::Skipped(skipped)) => {
                format!("{} {}", below(&skipped.shown), skipped.kind)
            }
            Err(error) => below(&error.to_string()),
        })
        .collect()
}

#[test]
fn a_walk_is_ordered_and_skips_hidden_and_excluded_files() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    for name in [
        "b.txt",
        "a/z.md",
        "a/.git/x.txt",
        ".h.txt",
        "index/x.txt",
        "cache/x.txt",
        "c.doc",
        "d",
    ] {
        touch(at(name));
    }
    let tag = "Signature: 8a477f597d28d172789f06886806bc55\n# made again\n";
    fs::write(at("cache/CACHEDIR.TAG"), tag).unwrap();
    let got = found(&[folder.path()], &[&at("index")], folder.path());
    fs::write(at("e"), [0u8; 100]).unwrap();
    let got = [got, found(&[&at("e")], &[], folder.path())].concat();
    let wanted = ["a/z.md", "b.txt", "c.doc .doc", "d", "e no extension"];
    assert_eq!(got, wanted);
    assert_eq!(found(&[&at(".h.txt")], &[], folder.path()), [".h.txt"]);
    let twice = found(&[&at("a"), folder.path()], &[], folder.path());
    assert_eq!(twice.iter().filter(|name| *name == "a/z.md").count(), 1);
    let empty = tempfile::tempdir().unwrap();
    assert_eq!(found(&[empty.path()], &[], folder.path()), [""; 0]);
}

#[test]
fn a_source_has_a_clean_absolute_path_and_the_spelling_of_its_user() {
    let folder = tempfile::tempdir().unwrap();
    touch(folder.path().join("a/x.txt"));
    let root = folder.path().join("a/../a/.");
    let Some(Ok(WalkEntry::Source(source))) = walk(std::slice::from_ref(&root), &[]).next() else {
        panic!("nothing found");
    };
    assert_eq!(
        source.path,
        folder.path().canonicalize().unwrap().join("a/x.txt")
    );
    assert_eq!(source.shown, root.join("x.txt").to_string_lossy());
    assert_eq!(source.size, 4);
    assert!(source.modified.unwrap() > 1_600_000_000_000_000_000);
    let gone = folder.path().join("a/./gone/y.txt");
    let wanted = folder.path().canonicalize().unwrap().join("a/gone/y.txt");
    assert_eq!(absolute(&gone), wanted);
}

#[cfg(unix)]
#[test]
fn a_root_may_be_a_link_and_links_below_it_are_counted() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    touch(at("a/x.txt"));
    symlink(at("a"), at("a/loop")).unwrap();
    symlink(at("a"), at("b")).unwrap();
    symlink(at("self"), at("self")).unwrap();
    assert_eq!(
        found(&[&at("b")], &[], folder.path()),
        ["b/loop link", "b/x.txt"]
    );
    let got = found(&[&at("none"), &at("self")], &[], folder.path());
    assert_eq!(got, ["none: no such file or folder", "self: not readable"]);
}

#[test]
fn a_deleted_file_is_one_error() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    touch(&path);
    let Some(Ok(WalkEntry::Source(source))) = walk(std::slice::from_ref(&path), &[]).next() else {
        panic!("nothing found");
    };
    fs::remove_file(&path).unwrap();
    let got: Vec<Record> = Reader::new(options()).read(&source).collect();
    assert_eq!(got.len(), 1);
    let error = got[0].report.as_ref().unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("{}: not readable", path.display())
    );
}

#[test]
fn every_format_comes_in_every_wrapper() {
    let text = "{\"text\":\"Haïti\"}\n";
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), Default::default());
    gzip.write_all(text.as_bytes()).unwrap();
    let zstd = zstd::encode_all(text.as_bytes(), 1).unwrap();
    for (name, bytes) in [("a.jsonl.gz", gzip.finish().unwrap()), ("a.json.zst", zstd)] {
        let got = read_all(name, &bytes);
        assert_eq!(got[0].as_ref().unwrap().body, "Haïti");
    }
}

#[test]
fn a_truncated_compressed_line_file_yields_complete_records_and_an_error() {
    let mut lines = String::new();
    for i in 0..20_000u64 {
        let noise = i.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        lines.push_str(&format!("{{\"text\":\"{noise:x}\"}}\n"));
    }
    let mut bytes = zstd::encode_all(lines.as_bytes(), 1).unwrap();
    bytes.truncate(bytes.len() / 2);
    let got = read_all("a.jsonl.zst", &bytes);
    assert!(got.len() > 1000 && got[0].is_ok());
    let error = got.last().unwrap().as_ref().unwrap_err();
    assert!(error.ends_with("truncated or damaged zstd file"), "{error}");
}

#[test]
fn a_line_file_beyond_the_expansion_limit_yields_earlier_records_and_an_error() {
    let lines = "{\"text\":\"again and again\"}\n".repeat(200_000);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jsonl.zst");
    std::fs::write(&path, zstd::encode_all(lines.as_bytes(), 1).unwrap()).unwrap();
    let Some(Ok(WalkEntry::Source(source))) = walk(&[path], &[]).next() else {
        panic!("not found");
    };
    let limits = Limits {
        expanded: 1 << 20,
        ..Limits::default()
    };
    let options = ReadOptions {
        limits,
        ..ReadOptions::default()
    };
    let got: Vec<_> = Reader::new(options).read(&source).collect();
    assert!(got.len() > 1000 && got[0].report.is_ok());
    let error = got.last().unwrap().report.as_ref().unwrap_err().to_string();
    assert!(error.ends_with("expands to more than 1 MiB"), "{error}");
}

#[test]
fn plain_text_is_unchanged_and_follows_its_source() {
    let text = "Attack on Kenscoff\r\n\r\nKey: value\r\nGunmen came.\r\n";
    let report = read_one("a.txt", text.as_bytes()).0.unwrap();
    let wanted = Report {
        id: "a.txt".into(),
        title: Some("Attack on Kenscoff".into()),
        body: text.into(),
        published: None,
        source: None,
        url: None,
        language: None,
        stated: vec![],
        recipients: Vec::new(),
        path: "a.txt".into(),
        lines: crate::report::Lines::Follow { first: 1 },
        text_end: None,
        notes: Vec::new(),
    };
    assert_eq!(report, wanted);
    assert_eq!(
        read_one("a.txt", b" \n").0.unwrap_err(),
        "a.txt: no text in it"
    );
}

#[test]
fn a_stream_is_json_lines() {
    let stream = std::io::Cursor::new(b"{\"id\":5,\"text\":\"a\"}\n{\"text\":\"b\"}\n");
    let ids: Vec<String> = read_stream(stream, "-", &options())
        .map(|record| record.report.unwrap().id)
        .collect();
    assert_eq!(ids, ["5", "-#2"]);
}
