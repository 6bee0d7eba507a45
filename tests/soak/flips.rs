//! With one changed byte in a file of an index, each command gives the right result or a clear error.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::desk::{Desk, Run, record};
use crate::random::{Random, count};

/// The result of a command on a damaged index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    /// The output of the intact index.
    Right,
    /// Status 2, with an error and a hint.
    Error,
    /// Status 2, without a hint.
    ErrorWithoutHint,
    /// Another output.
    Wrong,
    /// It panicked.
    Panic,
    /// A signal ended it.
    Abort,
}

const COMMANDS: &[&[&str]] = &[
    &["batch", "queries.tsv", "--format", "jsonl", "--facets"],
    &["export"],
    &["stats", "--format", "json"],
    &["facets", "area"],
    &["show", "report-7"],
];

const QUERIES: &str = "a\tpolice\nb\tsolino water\nc\t\"armed groups\"\nd\tkensc*\ne\tarea:Haiti convoy\n\
    f\t(police residents)~8\ng\tlike:report-3\nh\tpolise~1\ni\ttitle:storm\nj\tdate:2025-02\nk\tpassage:(road hospital)\n";

/// Creates an index of two segments with deletions.
fn desk() -> Desk {
    const WORDS: &[&str] = &[
        "police",
        "residents",
        "in",
        "Solino",
        "Kenscoff",
        "water",
        "convoy",
        "the",
        "armed",
        "groups",
        "road",
        "hospital",
        "Port-au-Prince",
        "said",
        "Viv Ansanm",
        "attacked",
        "displaced",
        "United Nations",
        "and",
        "of",
    ];
    let desk = Desk::new();
    let mut random = Random::new(7);
    let mut records = String::new();
    for i in 0..90 {
        let sentences = (0..6).map(|_| {
            let words: Vec<&str> = (0..12).map(|_| random.one_of(WORDS)).collect();
            format!("{}.", words.join(" "))
        });
        let text: Vec<String> = sentences.collect();
        let object = serde_json::json!({
            "id": format!("report-{i}"), "title": format!("Storm {i} in Solino"), "text": text.join(" "),
            "published": format!("2025-02-{:02}", i % 28 + 1), "language": "en", "source": "desk",
        });
        records.push_str(&format!("{object}\n"));
    }
    desk.write("a.jsonl", records);
    for i in 0..10 {
        desk.write(
            &format!("b{i}.jsonl"),
            record(&format!("more-{i}"), "Calm in Kenscoff, and no water."),
        );
    }
    fs::write(desk.root().join("queries.tsv"), QUERIES).unwrap();
    index(&desk);
    desk.delete("b3.jsonl");
    desk.write("c.jsonl", record("late", "Police in Solino."));
    index(&desk);
    desk
}

fn index(desk: &Desk) {
    let run = run(desk, &["index", "reports"]);
    assert_eq!(run.status, Some(0), "{run:?}");
}

fn run(desk: &Desk, arguments: &[&str]) -> Run {
    let output = desk.command(arguments).output().unwrap();
    Run {
        status: output.status.code(),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

fn class(run: &Run, whole: &Run) -> Class {
    match run.status {
        None => Class::Abort,
        _ if run.err.contains("panicked at") => Class::Panic,
        Some(2) if run.err.contains("error: ") && run.err.contains("hint: ") => Class::Error,
        // `batch` reports an error for each line.
        Some(2) if run.err.contains("damaged") => Class::Error,
        Some(2) => Class::ErrorWithoutHint,
        status if status == whole.status && run.out == whole.out => Class::Right,
        Some(_) => Class::Wrong,
    }
}

fn files_of(index: &Path) -> Vec<std::path::PathBuf> {
    let files = fs::read_dir(index)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = files
        .filter(|file| fs::metadata(file).unwrap().len() > 0)
        .collect();
    files.sort();
    files
}

#[test]
#[ignore = "a campaign of minutes"]
fn a_changed_byte_never_gives_a_wrong_result() {
    let desk = desk();
    let whole: Vec<Run> = COMMANDS
        .iter()
        .map(|arguments| run(&desk, arguments))
        .collect();
    for (run, arguments) in whole.iter().zip(COMMANDS) {
        assert_eq!(run.status, Some(0), "{arguments:?}: {run:?}");
    }
    let files = files_of(desk.index());
    let mut random = Random::new(1);
    let mut classes: BTreeMap<(Class, &str), u64> = BTreeMap::new();
    let mut flips: BTreeMap<Class, u64> = BTreeMap::new();
    let mut bad = Vec::new();
    for n in 0..count(300) {
        // Chooses the file first, so that small files are tested, too.
        let file = &files[random.below(files.len())];
        let bytes = fs::read(file).unwrap();
        let at = random.below(bytes.len());
        let mut damaged = bytes.clone();
        damaged[at] ^= 1 << random.below(8);
        fs::write(file, &damaged).unwrap();
        let mut worst = Class::Right;
        for (arguments, whole) in COMMANDS.iter().zip(&whole) {
            let got = run(&desk, arguments);
            let class = class(&got, whole);
            worst = worst.max(class);
            *classes.entry((class, arguments[0])).or_default() += 1;
            if class > Class::Error {
                let name = file.file_name().unwrap().to_string_lossy().into_owned();
                let err: String = got.err.chars().take(300).collect();
                bad.push(format!(
                    "{n}: {name} at {at} of {}: {arguments:?}: {class:?} {:?} {err}",
                    bytes.len(),
                    got.status
                ));
            }
        }
        *flips.entry(worst).or_default() += 1;
        fs::write(file, &bytes).unwrap();
    }
    println!("by command: {classes:#?}");
    println!("flips, each by the worst that came of it: {flips:?}");
    for line in bad.iter().take(40) {
        println!("{line}");
    }
    assert_eq!(bad.len(), 0);
}

#[test]
#[ignore = "a campaign of minutes"]
fn a_changed_byte_before_an_update_gives_an_error_or_a_correct_index() {
    let desk = desk();
    let files = files_of(desk.index());
    let kept: Vec<(std::path::PathBuf, Vec<u8>)> = files
        .iter()
        .map(|file| (file.clone(), fs::read(file).unwrap()))
        .collect();
    desk.write("d.jsonl", record("latest", "Storm in Solino."));
    desk.delete("b5.jsonl");
    let fresh = run(
        &desk,
        &["index", "reports", "--rebuild", "--index", "fresh"],
    );
    assert_eq!(fresh.status, Some(0), "{fresh:?}");
    let wanted = run(&desk, &["export", "--index", "fresh"]);
    let mut random = Random::new(2);
    let mut outcomes: BTreeMap<&str, u64> = BTreeMap::new();
    let mut bad = Vec::new();
    for n in 0..count(300) {
        fs::remove_dir_all(desk.index()).unwrap();
        fs::create_dir(desk.index()).unwrap();
        for (file, bytes) in &kept {
            fs::write(file, bytes).unwrap();
        }
        let (file, bytes) = &kept[random.below(kept.len())];
        let at = random.below(bytes.len());
        let mut damaged = bytes.clone();
        damaged[at] ^= 1 << random.below(8);
        fs::write(file, &damaged).unwrap();
        let updated = run(&desk, &["index", "reports"]);
        let outcome = match class(&updated, &updated) {
            Class::Error => "the update is an error",
            Class::Right => {
                let export = run(&desk, &["export"]);
                match class(&export, &wanted) {
                    Class::Right => "the index is right",
                    Class::Error => "the export is an error",
                    _ => {
                        bad.push(format!(
                            "{n}: {} at {at}: export {:?} {}",
                            file.display(),
                            export.status,
                            export.err
                        ));
                        "bad export"
                    }
                }
            }
            _ => {
                bad.push(format!(
                    "{n}: {} at {at}: update {:?} {}",
                    file.display(),
                    updated.status,
                    updated.err
                ));
                "bad update"
            }
        };
        *outcomes.entry(outcome).or_default() += 1;
        if outcome != "the index is right" && !file.ends_with("CACHEDIR.TAG") {
            let rebuilt = run(&desk, &["index", "reports", "--rebuild"]);
            let export = run(&desk, &["export"]);
            if rebuilt.status != Some(0) || export.out != wanted.out {
                bad.push(format!(
                    "{n}: {} at {at}: rebuild {:?} {}",
                    file.display(),
                    rebuilt.status,
                    rebuilt.err
                ));
            }
        }
    }
    println!("{outcomes:#?}");
    for line in bad.iter().take(40) {
        println!("{line}");
    }
    assert_eq!(bad.len(), 0);
}
