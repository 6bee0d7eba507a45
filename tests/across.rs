//! The words that `--across` adds to the questions of `tests/across/`, compared with those that a person accepts.
//!
//! `REPORTAGE_BLESS=1 cargo test --test across` rewrites the golden file `results.txt`, so that every change of the table of
//! translations is visible as a diff.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

use reportage::analysis::stems::Stems;
use reportage::analysis::words::Words;
use serde_json::{Value, json};

const QUESTIONS: &str = "tests/across/questions.tsv";
const RESULTS: &str = "tests/across/results.txt";
const HEAD: &str = "\
# The words that --across adds to the questions of questions.tsv, by their language. Written by tests/across.rs.
# language, precision (accepted words of those added), recall (words of questions with an accepted one), words added, words of questions
";
/// Columns before the first language.
const COLUMNS: usize = 4;

/// A content word of a question.
struct Judged {
    id: String,
    language_of_question: String,
    question: String,
    word: String,
    /// The accepted translations by language.
    accepted: BTreeMap<String, Vec<String>>,
}

/// Of the words added in one language.
#[derive(Default)]
struct Measured {
    added: usize,
    accepted: usize,
    words: usize,
    answered: usize,
}

#[test]
fn the_words_added_to_the_judged_questions_are_those_of_the_golden_file() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (languages, judged) = judged(&fs::read_to_string(root.join(QUESTIONS)).unwrap());
    let added = added(&languages, &judged);
    let got = results(&languages, &judged, &added);
    if std::env::var_os("REPORTAGE_BLESS").is_some() {
        fs::write(root.join(RESULTS), &got).unwrap();
        return;
    }
    let wanted = fs::read_to_string(root.join(RESULTS)).unwrap_or_default();
    assert!(
        got == wanted,
        "{RESULTS} says otherwise; now:\n{got}\nTo renew it: REPORTAGE_BLESS=1 cargo test --test across",
    );
}

/// Reads the languages and the judged words.
fn judged(text: &str) -> (Vec<String>, Vec<Judged>) {
    let mut lines = text.lines().filter(|line| !line.starts_with('#'));
    let head = lines.next().unwrap().split('\t').skip(COLUMNS);
    let languages: Vec<String> = head.map(str::to_owned).collect();
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        let list = |cell: &str| cell.split(';').map(str::to_owned).collect();
        let accepted = languages.iter().zip(&cells[COLUMNS..]);
        let accepted = accepted.filter(|(_, cell)| !cell.is_empty());
        Judged {
            id: cells[0].to_owned(),
            language_of_question: cells[1].to_owned(),
            question: cells[2].to_owned(),
            word: cells[3].to_owned(),
            accepted: accepted
                .map(|(language, cell)| (language.clone(), list(cell)))
                .collect(),
        }
    };
    let judged = lines.map(row).collect();
    (languages, judged)
}

/// Asks all questions of an index with a report in each language; returns the added words by question, word and language.
fn added(
    languages: &[String],
    judged: &[Judged],
) -> BTreeMap<(String, String, String), Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let report =
        |language: &String| json!({"id": language, "language": language, "text": "1."}).to_string();
    let reports: Vec<String> = languages.iter().map(report).collect();
    fs::write(at("reports.jsonl"), reports.join("\n")).unwrap();
    let questions: BTreeMap<&str, &str> = judged
        .iter()
        .map(|word| (word.id.as_str(), word.question.as_str()))
        .collect();
    let lines: Vec<String> = questions
        .iter()
        .map(|(id, text)| format!("{id}\t{text}"))
        .collect();
    fs::write(at("questions.tsv"), lines.join("\n")).unwrap();
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_reportage"))
            .args(arguments)
            .args(["--index", "index"])
            .env("REPORTAGE_CONFIG", "")
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert!(output.status.code() < Some(2), "{arguments:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    run(&["index", "reports.jsonl"]);
    let answers = run(&[
        "batch",
        "questions.tsv",
        "--across",
        "--plain",
        "--format",
        "json",
    ]);
    let mut added: BTreeMap<(String, String, String), Vec<String>> = BTreeMap::new();
    for answer in answers.lines() {
        let answer: Value = serde_json::from_str(answer).unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        for word in answer["added"].as_array().unwrap() {
            let key = (
                text(&answer["query_id"]),
                text(&word["translation_of"]),
                text(&word["language"]),
            );
            added.entry(key).or_default().push(text(&word["word"]));
        }
    }
    added
}

/// Formats the text of the golden file.
fn results(
    languages: &[String],
    judged: &[Judged],
    added: &BTreeMap<(String, String, String), Vec<String>>,
) -> String {
    let mut text = HEAD.to_owned();
    let mut all = Measured::default();
    for language in languages {
        let mut stems = Stems::new(language);
        let mut of_language = Measured::default();
        for word in judged {
            let Some(accepted) = word.accepted.get(language) else {
                assert_eq!(
                    *language, word.language_of_question,
                    "{} has no translation into {language}",
                    word.word
                );
                continue;
            };
            let accepted: BTreeSet<String> =
                accepted.iter().map(|word| key(&mut stems, word)).collect();
            let of_word = (word.id.clone(), word.word.clone(), language.clone());
            let of_word = added.get(&of_word).map_or(&[][..], Vec::as_slice);
            let of_word: BTreeSet<String> =
                of_word.iter().map(|word| key(&mut stems, word)).collect();
            let right = of_word.intersection(&accepted).count();
            of_language.words += 1;
            of_language.answered += usize::from(right > 0);
            of_language.added += of_word.len();
            of_language.accepted += right;
        }
        writeln!(text, "{}", of_language.line(language)).unwrap();
        all.words += of_language.words;
        all.answered += of_language.answered;
        all.added += of_language.added;
        all.accepted += of_language.accepted;
    }
    writeln!(text, "{}", all.line("all")).unwrap();
    text
}

impl Measured {
    fn line(&self, language: &str) -> String {
        let share = |part: usize, of: usize| part as f64 / of.max(1) as f64;
        let (precision, recall) = (
            share(self.accepted, self.added),
            share(self.answered, self.words),
        );
        format!(
            "{language:<4} {precision:.3}  {recall:.3}  {:>5} {:>5}",
            self.added, self.words
        )
    }
}

/// Returns a word or phrase folded, each of its words stemmed.
fn key(stems: &mut Stems, text: &str) -> String {
    let words = Words::of(text);
    let words: Vec<String> = (0..words.len())
        .map(|i| stems.stem(words.folded(i)).to_owned())
        .collect();
    words.join(" ")
}
