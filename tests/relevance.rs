//! The ranking of `corpus/` for the judged queries of `tests/relevance/`, compared with the golden file `results.txt`, so that
//! every change of ranking is visible as a diff.
//!
//! `REPORTAGE_BLESS=1 cargo test --test relevance` rewrites the file. A change in it is a
//! decision about ranking: read the diff, and explain it in the commit.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

const QUERIES: &str = "tests/relevance/queries.tsv";
const JUDGEMENTS: &str = "tests/relevance/judgements.txt";
const RESULTS: &str = "tests/relevance/results.txt";
/// How many reports of each ranking are evaluated.
const DEPTH: usize = 10;

const HEAD: &str = "\
# The judged queries over corpus/, as typed, by the ranking of reports. Written by tests/relevance.rs.
# query, rank of the first report that answers, recall among the first 10, the first three reports
";

#[test]
fn the_ranking_of_the_judged_queries_is_that_of_the_golden_file() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| fs::read_to_string(root.join(path)).unwrap();
    let judged = judgements(&read(JUDGEMENTS));
    let ranked = rankings(root);
    let got = results(&read(QUERIES), &judged, &ranked);
    if std::env::var_os("REPORTAGE_BLESS").is_some() {
        fs::write(root.join(RESULTS), &got).unwrap();
        return;
    }
    let wanted = fs::read_to_string(root.join(RESULTS)).unwrap_or_default();
    assert!(
        got == wanted,
        "{RESULTS} says otherwise:\n{}\nTo renew it: REPORTAGE_BLESS=1 cargo test --test relevance",
        difference(&wanted, &got)
    );
}

#[test]
fn every_judgement_names_an_existing_query_and_report() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| fs::read_to_string(root.join(path)).unwrap();
    let queries = read(QUERIES);
    let ids: BTreeSet<&str> = queries
        .lines()
        .filter_map(|line| line.split('\t').next())
        .collect();
    let digest = read("corpus/digest.jsonl");
    let judged = judgements(&read(JUDGEMENTS));
    for (query, reports) in &judged {
        assert!(ids.contains(query.as_str()), "no query `{query}`");
        for report in reports {
            let is_record = digest.contains(&format!("\"id\": \"{report}\""));
            assert!(
                is_record || root.join("corpus").join(report).is_file(),
                "no report `{report}`"
            );
        }
    }
    assert_eq!(ids.len(), judged.len(), "each query is judged");
}

/// Indexes `corpus/` and runs all queries; returns the ids of the matching reports, best first.
fn rankings(root: &Path) -> BTreeMap<String, Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_reportage"))
            .args(arguments)
            .arg("--index")
            .arg(folder.path())
            .env("REPORTAGE_CONFIG", "")
            .current_dir(root)
            .output()
            .unwrap();
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    run(&["index", "corpus"]);
    let depth = DEPTH.to_string();
    let lines = run(&[
        "batch", QUERIES, "--unit", "report", "--format", "trec", "--limit", &depth,
    ]);
    let mut ranked: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in lines.lines() {
        let cells: Vec<&str> = line.split(' ').collect();
        let [query, _, report, _, _, _] = cells[..] else {
            panic!("not six cells: {line}");
        };
        ranked
            .entry(query.to_owned())
            .or_default()
            .push(report.to_owned());
    }
    ranked
}

/// Reads the relevant reports of each query.
fn judgements(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut judged: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in text.lines() {
        let cells: Vec<&str> = line.split(' ').collect();
        let [query, "0", report, "1"] = cells[..] else {
            panic!("{JUDGEMENTS}: not `query 0 report 1`: {line}");
        };
        judged
            .entry(query.to_owned())
            .or_default()
            .insert(report.to_owned());
    }
    judged
}

/// Formats the text of the golden file.
fn results(
    queries: &str,
    judged: &BTreeMap<String, BTreeSet<String>>,
    ranked: &BTreeMap<String, Vec<String>>,
) -> String {
    let mut text = HEAD.to_owned();
    let (mut recalls, mut reciprocals, mut n) = (0.0, 0.0, 0);
    for line in queries.lines() {
        let id = line.split('\t').next().unwrap_or(line);
        let found = ranked.get(id).map_or(&[][..], Vec::as_slice);
        let answers = &judged[id];
        let first = found.iter().position(|report| answers.contains(report));
        let hits = found
            .iter()
            .filter(|report| answers.contains(*report))
            .count();
        let recall = hits as f64 / answers.len() as f64;
        let rank = first.map_or("-".to_owned(), |at| (at + 1).to_string());
        let top: Vec<&str> = found.iter().take(3).map(String::as_str).collect();
        writeln!(text, "{id}  {rank}  {recall:.2}  {}", top.join(" ")).unwrap();
        recalls += recall;
        reciprocals += first.map_or(0.0, |at| 1.0 / (at + 1) as f64);
        n += 1;
    }
    let (recall, reciprocal) = (recalls / f64::from(n), reciprocals / f64::from(n));
    writeln!(
        text,
        "\n{n} queries: recall@{DEPTH} {recall:.3}, mean reciprocal rank {reciprocal:.3}"
    )
    .unwrap();
    text
}

/// Returns the lines that only one of the texts has.
fn difference(wanted: &str, got: &str) -> String {
    let mut lines = String::new();
    for line in wanted
        .lines()
        .filter(|line| !got.lines().any(|other| other == *line))
    {
        writeln!(lines, "- {line}").unwrap();
    }
    for line in got
        .lines()
        .filter(|line| !wanted.lines().any(|other| other == *line))
    {
        writeln!(lines, "+ {line}").unwrap();
    }
    lines
}
