//! Hostile files: each is read or reported with its position, the others are indexed, and no control byte of them reaches a
//! terminal.

use std::fs;
use std::io::Write;

use crate::desk::{Desk, record};

#[test]
fn records_that_cannot_be_read_are_listed_with_their_line_and_the_others_are_indexed() {
    let mut lines = record("a", "Calm in Solino.") + "{\"id\": \"b\", \"text\": \n" + "[1, 2]\n";
    lines += &("\n".to_owned() + &record("c", "Rain in Solino."));
    let desk = Desk::with(&[
        ("r.jsonl", &lines),
        ("t.csv", "id,text\nd,Fog in Solino.\ne,\n"),
    ]);
    let run = desk.run(&["index", "reports"]);
    assert_eq!(run.status, Some(0), "{run:?}");
    let warnings: Vec<&str> = run.err.lines().collect();
    let places = [
        "warning: reports/r.jsonl:2: ",
        "warning: reports/r.jsonl:3: ",
        "warning: reports/t.csv:3: ",
    ];
    assert_eq!(warnings.len(), places.len(), "{warnings:#?}");
    for (warning, place) in warnings.iter().zip(places) {
        assert!(warning.starts_with(place), "{warning}");
    }
    assert_eq!(
        run.summary(),
        "3 added, 0 changed, 0 unchanged, 0 removed, 3 failed"
    );
    assert_eq!(desk.found("solino").len(), 3);
    // They are reported again, although the file is not read again.
    let again = desk.run(&["index", "reports"]);
    assert_eq!(again.err, run.err);
    assert_eq!(
        again.summary(),
        "0 added, 0 changed, 3 unchanged, 0 removed, 3 failed"
    );
    assert!(desk.run(&["stats"]).out.contains("failures   3\n"));
}

#[test]
fn failures_change_the_exit_status_only_with_strict() {
    let desk = Desk::with(&[("r.jsonl", "none\n"), ("a.txt", "Calm in Solino.")]);
    assert_eq!(desk.run(&["index", "reports"]).status, Some(0));
    assert_eq!(desk.run(&["index", "reports", "--strict"]).status, Some(2));
    assert_eq!(desk.found("solino"), ["a.txt"]);
    desk.delete("r.jsonl");
    assert_eq!(desk.run(&["index", "reports", "--strict"]).status, Some(0));
}

#[test]
fn skipped_files_are_counted_by_kind() {
    let desk = Desk::with(&[("a.txt", "Calm in Solino.")]);
    for name in [
        "b.doc",
        "c.DOC",
        "d.xyz",
        "README",
        ".hidden.txt",
        ".git/e.txt",
    ] {
        desk.write(name, "text");
    }
    desk.write("core", "\u{1}\u{2}\u{3}\u{4}");
    assert_eq!(
        desk.index_reports(),
        "2 added, 0 changed, 0 unchanged, 0 removed, skipped 2 .doc 1 .xyz 1 no extension, 0 failed"
    );
    let run = desk.run(&["index", "reports"]);
    assert_eq!(
        run.err,
        "note: .doc files are not supported; save them as .docx \
         (soffice --headless --convert-to docx *.doc)\n"
    );
}

#[test]
fn an_empty_folder_gives_an_empty_index() {
    let desk = Desk::new();
    assert_eq!(
        desk.index_reports(),
        "0 added, 0 changed, 0 unchanged, 0 removed, 0 failed"
    );
    let run = desk.run(&["search", "solino"]);
    assert_eq!(run.status, Some(1), "{run:?}");
    assert_eq!(desk.run(&["search", ""]).status, Some(1));
    assert_eq!(desk.export(), "");
}

#[test]
fn an_empty_file_is_reported_and_does_no_harm() {
    let desk = Desk::with(&[("a.txt", "Calm in Solino.")]);
    for name in [
        "b.txt",
        "c.md",
        "d.html",
        "e.json",
        "f.jsonl",
        "g.csv",
        "h.txt.gz",
        "i.txt.zst",
    ] {
        desk.write(name, "");
    }
    let run = desk.run(&["index", "reports"]);
    assert_eq!(run.status, Some(0), "{run:?}");
    assert!(!run.err.contains("panicked"), "{run:?}");
    assert_eq!(desk.found("solino"), ["a.txt"]);
}

#[test]
fn text_that_is_not_utf8_is_read_in_an_old_encoding() {
    let desk = Desk::new();
    desk.write(
        "latin.txt",
        b"Les d\xe9plac\xe9s de Port-au-Prince ont quitt\xe9 la ville de Cabaret \xe0 pied.",
    );
    desk.write("broken.txt", b"Calm in Solino \xff\xfe\xc3\x28 today.");
    let utf16: Vec<u8> = "\u{feff}Rain in Jacmel."
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    desk.write("wide.txt", utf16);
    assert_eq!(desk.run(&["index", "reports"]).status, Some(0));
    assert_eq!(desk.found("déplacés"), ["latin.txt"]);
    assert_eq!(desk.found("solino"), ["broken.txt"]);
    assert_eq!(desk.found("jacmel"), ["wide.txt"]);
}

#[test]
fn a_record_that_is_not_utf8_is_reported_and_the_others_are_indexed() {
    let desk = Desk::new();
    let mut lines = record("a", "Calm in Solino.").into_bytes();
    lines.extend(b"{\"id\": \"b\", \"text\": \"d\xe9plac\xe9s\"}\n");
    lines.extend(record("c", "Rain in Solino.").into_bytes());
    desk.write("r.jsonl", lines);
    assert_eq!(desk.run(&["index", "reports"]).status, Some(0));
    let mut found = desk.found("solino");
    found.sort();
    assert_eq!(found, ["a", "c"]);
}

#[cfg(unix)]
#[test]
fn a_loop_of_links_ends() {
    let desk = Desk::with(&[("in/a.txt", "Calm in Solino.")]);
    std::os::unix::fs::symlink(desk.path(""), desk.path("in/up")).unwrap();
    std::os::unix::fs::symlink(desk.path("self"), desk.path("self")).unwrap();
    assert_eq!(
        desk.index_reports(),
        "1 added, 0 changed, 0 unchanged, 0 removed, skipped 2 link, 0 failed"
    );
    let run = desk.run(&["index", "reports/self"]);
    assert_eq!(
        run.summary(),
        "0 added, 0 changed, 0 unchanged, 0 removed, 1 failed"
    );
    assert!(run.err.contains("reports/self: not readable"), "{run:?}");
}

#[cfg(unix)]
#[test]
fn a_file_without_read_permission_keeps_its_reports() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::with(&[("a.txt", "Calm in Solino."), ("b.txt", "Rain in Solino.")]);
    desk.index_reports();
    desk.write("a.txt", "Storm in Solino!");
    fs::set_permissions(desk.path("a.txt"), fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(desk.path("a.txt")).is_ok() {
        return; // whoever runs this may read everything
    }
    let run = desk.run(&["index", "reports"]);
    assert!(run.err.contains("reports/a.txt: not readable"), "{run:?}");
    assert_eq!(desk.found("calm"), ["a.txt"]);
}

#[test]
fn a_missing_path_is_reported_and_the_others_are_read() {
    let desk = Desk::with(&[("a.txt", "Calm in Solino.")]);
    let run = desk.run(&["index", "nowhere", "reports"]);
    assert_eq!(run.err, "warning: nowhere: no such file or folder\n");
    assert_eq!(run.status, Some(2));
    assert_eq!(
        run.summary(),
        "1 added, 0 changed, 0 unchanged, 0 removed, 1 failed"
    );
}

#[test]
fn a_file_that_exceeds_the_memory_limit_fails_alone() {
    let desk = Desk::with(&[
        ("a.html", "<p>Calm in Solino."),
        ("c.html", "<p>Rain in Solino."),
    ]);
    desk.write("b.html", "<p>a".repeat(2 << 20));
    let run = desk.run(&["index", "reports", "--file-memory", "256"]);
    let warning = "warning: reports/b.html: needed more than 256 MB of memory\n";
    if cfg!(target_os = "linux") {
        assert_eq!((run.status, run.err.as_str()), (Some(0), warning));
    }
    let mut found = desk.found("solino");
    found.sort();
    assert_eq!(found, ["a.html", "c.html"]);
}

#[test]
fn each_limit_has_its_flag() {
    let desk = Desk::new();
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in ["a.txt", "b.txt"] {
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file(name, options).unwrap();
        archive.write_all(&b"word ".repeat(300_000)).unwrap();
    }
    desk.write("a.zip", archive.finish().unwrap().into_inner());
    for (flag, value, failure) in [
        (
            "--file-members",
            "1",
            "more than 1 files in it; the rest is left out",
        ),
        (
            "--file-depth",
            "0",
            "archives and mails nested deeper than 0",
        ),
        ("--file-expanded", "2", "it expands to more than 2 MiB"),
    ] {
        let run = desk.run(&["index", "reports", "--rebuild", flag, value]);
        assert_eq!(run.err, format!("warning: reports/a.zip: {failure}\n"));
    }
}

#[test]
fn a_file_may_expand_up_to_the_ratio_of_the_flag() {
    let packed = |text: &[u8], level| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), level);
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    };
    let mut file = packed(&b"word ".repeat(150_000), flate2::Compression::none());
    file.extend(packed(&vec![b' '; 1 << 20], flate2::Compression::best()).repeat(90));
    let allowed = (file.len() * 100) >> 20;
    assert!((65..90).contains(&allowed), "{allowed} MiB");
    let desk = Desk::new();
    desk.write("a.txt.gz", file);
    // 64 MiB are allowed at any ratio.
    for (ratio, allowed) in [("100", allowed), ("2", 64)] {
        let run = desk.run(&["index", "reports", "--rebuild", "--file-ratio", ratio]);
        let warning = format!("warning: reports/a.txt.gz: it expands to more than {allowed} MiB\n");
        assert_eq!(run.err, warning);
    }
}

/// Writes a PDF without a cross-reference table, whose only page has so many empty drawing operations that reading takes more
/// than a second.
fn endless_page() -> String {
    let stream = |head: &str, content: &str| {
        let length = content.len();
        format!("<< {head} /Length {length} >>\nstream\n{content}\nendstream")
    };
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 600 800] >>".to_owned(),
        "<< /Type /Page /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>".to_owned(),
        stream("", &"/X Do ".repeat(20_000)),
        stream("/Type /XObject /Subtype /Form", &"q Q ".repeat(100_000)),
    ];
    let mut file = "%PDF-1.4\n".to_owned();
    for (i, object) in objects.iter().enumerate() {
        file += &format!("{} 0 obj\n{object}\nendobj\n", i + 1);
    }
    file + "trailer\n<< /Root 1 0 R >>\n"
}

#[test]
fn a_file_that_exceeds_the_time_limit_fails_alone() {
    let desk = Desk::with(&[
        ("a.html", "<p>Calm in Solino."),
        ("b.pdf", &endless_page()),
        ("c.html", "<p>Rain in Solino."),
    ]);
    let run = desk.run(&["index", "reports", "--file-seconds", "3"]);
    assert_eq!(
        run.err,
        "warning: reports/b.pdf: not read within 3 seconds\n"
    );
    assert_eq!(run.status, Some(0));
    let mut found = desk.found("solino");
    found.sort();
    assert_eq!(found, ["a.html", "c.html"]);
}

#[test]
fn a_line_of_five_megabytes_is_read_in_parts() {
    let desk = Desk::new();
    let long = "word ".repeat(1 << 20);
    desk.write("long.txt", format!("Calm in Solino. {long}Rain in Jacmel."));
    desk.write("blob.txt", "x".repeat(5 << 20) + " Fog in Cabaret.");
    assert_eq!(
        desk.index_reports(),
        "4 added, 0 changed, 0 unchanged, 0 removed, 0 failed, 2 warnings"
    );
    assert_eq!(desk.found("\"calm in solino\""), ["long.txt"]);
    assert_eq!(desk.found("\"rain in jacmel\""), ["long.txt#part2"]);
    assert_eq!(desk.found("cabaret"), ["blob.txt#part2"]);
    let run = desk.run(&["search", "jacmel"]);
    assert!(run.out.len() < 100_000, "{} bytes", run.out.len());
}

#[test]
fn control_bytes_of_a_report_reach_no_terminal() {
    let evil = "Fire\u{1b}[31m in\0 Solino\u{9b}2J\r and\u{7} smoke\u{8}.\u{202e}txet";
    let desk = Desk::with(&[("a.txt", &format!("Ti\u{1b}]0;tle\u{7}\n\n{evil}\n"))]);
    let fields = serde_json::json!({"id": "i\u{1b}[2J", "title": evil, "text": evil, "source": evil,
                                    "url": evil, "area": [evil], "published": evil});
    desk.write("b.jsonl", format!("{fields}\n"));
    desk.write("c\u{1b}[2J.txt", "Calm in Solino.");
    let indexed = desk.run(&["index", "reports"]);
    let mut all = vec![indexed.out, indexed.err];
    for arguments in [
        &["search", "solino", "--facets", "--color", "never"][..],
        &["search", "solino", "--format", "tsv"],
        &["search", "solino", "--format", "csv"],
        &["search", "solino", "--format", "trec"],
        &["search", "solino", "--format", "paths"],
        &["search", "solino", "--format", "jsonl"],
        &["search", "solino\u{1b}[2J ("],
        &["search", "\u{1b}[2J:x"],
        &["search", "x", "--facet", "area=\u{1b}[2J"],
        &["show", "i\u{1b}[2J"],
        &["show", "reports/a.txt"],
        &["show", "\u{1b}[2J"],
        &["facets", "area"],
        &["stats"],
        &["export"],
    ] {
        let run = desk.run(arguments);
        assert!(run.status.is_some(), "{arguments:?}: {run:?}");
        all.extend([run.out, run.err]);
    }
    for text in all {
        let text = text.replace("\r\n", "\n"); // lines of CSV end so
        let bad = text
            .chars()
            .find(|&c| c != '\n' && c != '\t' && c.is_control());
        assert_eq!(bad, None, "{text:?}");
    }
}

#[test]
fn standard_input_that_is_closed_adds_nothing() {
    let desk = Desk::new();
    let run = desk.run(&["index", "-"]);
    assert_eq!(run.status, Some(0), "{run:?}");
    assert_eq!(
        run.summary(),
        "0 added, 0 changed, 0 unchanged, 0 removed, 0 failed"
    );
}

#[test]
fn standard_input_that_ends_within_a_record_is_reported() {
    let desk = Desk::new();
    let cut = record("a", "Calm in Solino.") + "{\"id\": \"b\", \"te";
    let run = desk.run_with(&["index", "-"], &cut);
    assert_eq!(run.status, Some(0), "{run:?}");
    assert!(run.err.starts_with("warning: stdin:2: "), "{run:?}");
    assert_eq!(desk.found("solino"), ["a"]);
}
