//! Precision and recall of names in the marked sentences of `tests/gazetteer/`, with the built-in schema, compared with the
//! golden file `results.txt`, so that every change of the tagger is visible as a diff.
//!
//! `REPORTAGE_BLESS=1 cargo test --test gazetteer` rewrites the file. Read the diff first, and explain it in the
//! commit.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use reportage::analysis::words::Words;
use reportage::gazetteer::Gazetteer;
use reportage::schema::IndexSchema;

const RESULTS: &str = "tests/gazetteer/results.txt";
/// The sets: hard cases that rules were written for, and sentences that nothing was tuned to.
const SETS: &[&str] = &[HARD, "fresh"];
/// The set in which no mistake is allowed.
const HARD: &str = "hard";

const HEAD: &str = "\
# Names found in the marked sentences, with the shipped schema. Written by tests/gazetteer.rs.
# set, language, facet, marked, precision, recall; below, every name that is missed, wrong or false
";

/// A sentence with its marked names.
struct Sentence {
    line: usize,
    language: String,
    text: String,
    marks: Vec<Mark>,
}

/// A name, marked or found by the tagger.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Mark {
    /// In bytes.
    start: usize,
    end: usize,
    facet: String,
    /// Marked: parts of the path, in order, the last one being its last. Found: the path.
    path: String,
}

/// Counts of one facet in one language.
#[derive(Default)]
struct Score {
    marked: usize,
    found: usize,
    right: usize,
}

#[test]
fn the_marked_sentences_are_tagged_as_the_golden_file_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let gazetteer = Gazetteer::open(Gazetteer::compile(&IndexSchema::shipped())).unwrap();
    let mut got = HEAD.to_owned();
    for set in SETS {
        let path = root.join(format!("tests/gazetteer/{set}.tsv"));
        let sentences = sentences(&fs::read_to_string(path).unwrap());
        let mistakes = report(&sentences, set, &gazetteer, &mut got);
        let may_err = *set != HARD;
        assert!(may_err || mistakes.is_empty(), "{mistakes}");
        got.push_str(&mistakes);
    }
    if std::env::var_os("REPORTAGE_BLESS").is_some() {
        fs::write(root.join(RESULTS), &got).unwrap();
        return;
    }
    let wanted = fs::read_to_string(root.join(RESULTS)).unwrap_or_default();
    let new_lines = |of: &str, than: &str| -> String {
        let lines = of.lines().filter(|line| !than.lines().any(|l| l == *line));
        lines.map(|line| format!("  {line}\n")).collect()
    };
    assert!(
        got == wanted,
        "{RESULTS} differs; it has\n{}instead of\n{}To renew it: REPORTAGE_BLESS=1 cargo test --test gazetteer",
        new_lines(&got, &wanted),
        new_lines(&wanted, &got)
    );
}

/// Writes the scores of one set; returns its errors, one name per line.
fn report(sentences: &[Sentence], set: &str, gazetteer: &Gazetteer, out: &mut String) -> String {
    let mut scores: BTreeMap<(String, String), Score> = BTreeMap::new();
    let mut mistakes = String::new();
    for sentence in sentences {
        let found = found(gazetteer, &sentence.text);
        let mut open: Vec<&Mark> = sentence.marks.iter().collect();
        let mut score = |facet: &str, change: &dyn Fn(&mut Score)| {
            let key = (sentence.language.clone(), facet.to_owned());
            change(scores.entry(key).or_default());
        };
        for mark in &sentence.marks {
            score(&mark.facet, &|score| score.marked += 1);
        }
        let mut wrong = Vec::new();
        for name in &found {
            let at = open.iter().position(|mark| is_found_by(mark, name));
            score(&name.facet, &|score| {
                score.found += 1;
                score.right += usize::from(at.is_some());
            });
            match at {
                Some(at) => drop(open.remove(at)),
                None => wrong.push(("found", name)),
            }
        }
        wrong.extend(open.iter().map(|mark| ("missed", *mark)));
        for (what, mark) in wrong {
            let surface = &sentence.text[mark.start..mark.end];
            let (facet, path) = (&mark.facet, &mark.path);
            writeln!(
                mistakes,
                "{set}:{} {what} [{surface}]{{{facet}:{path}}}",
                sentence.line
            )
            .unwrap();
        }
    }
    for ((language, facet), score) in &scores {
        let share = |of: usize| match of {
            0 => "-".to_owned(),
            _ => format!("{:.3}", score.right as f64 / of as f64),
        };
        writeln!(
            out,
            "{set}  {language}  {facet}  {}  {}  {}",
            score.marked,
            share(score.found),
            share(score.marked)
        )
        .unwrap();
    }
    out.push('\n');
    mistakes
}

/// Tags a text and returns the names that were found, in text order.
fn found(gazetteer: &Gazetteer, text: &str) -> Vec<Mark> {
    let tags = gazetteer.tag(text, &Words::of(text));
    let mark = |mention: reportage::gazetteer::Mention| Mark {
        start: mention.start,
        end: mention.end,
        facet: mention.facet,
        path: mention.path,
    };
    tags.mentions.into_iter().map(mark).collect()
}

/// Returns whether a found name is the marked one: the spans overlap, and the path has all marked parts in their order,
/// the last one at its end.
fn is_found_by(mark: &Mark, name: &Mark) -> bool {
    let overlaps = name.start < mark.end && mark.start < name.end;
    if !overlaps || name.facet != mark.facet {
        return false;
    }
    let mut parts = name.path.split('/').skip(1).peekable();
    let mut wanted = mark.path.split('/').peekable();
    while let Some(part) = wanted.next() {
        let is_last = wanted.peek().is_none();
        if !parts.any(|got| got == part) || (is_last && parts.peek().is_some()) {
            return false;
        }
    }
    true
}

/// Reads sentences: `language<TAB>text with [surface]{facet:path} marks`, several marks of one surface with `;` between
/// them. Empty lines and lines that begin with `#` are skipped.
fn sentences(file: &str) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    for (line, row) in file.lines().enumerate() {
        if row.is_empty() || row.starts_with('#') {
            continue;
        }
        let (language, marked) = row
            .split_once('\t')
            .unwrap_or_else(|| panic!("line {}: no tab", line + 1));
        let (text, marks) =
            unmark(marked).unwrap_or_else(|reason| panic!("line {}: {reason}", line + 1));
        sentences.push(Sentence {
            line: line + 1,
            language: language.to_owned(),
            text,
            marks,
        });
    }
    sentences
}

/// Splits a marked sentence into its text and its marks.
fn unmark(marked: &str) -> Result<(String, Vec<Mark>), &'static str> {
    let mut text = String::new();
    let mut marks = Vec::new();
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once('[') {
        let (surface, after) = after.split_once("]{").ok_or("a `[` without `]{`")?;
        let (values, after) = after.split_once('}').ok_or("a `]{` without `}`")?;
        text.push_str(before);
        let start = text.len();
        text.push_str(surface);
        for value in values.split(';') {
            let (facet, path) = value.split_once(':').ok_or("a mark without `:`")?;
            marks.push(Mark {
                start,
                end: text.len(),
                facet: facet.to_owned(),
                path: path.to_owned(),
            });
        }
        rest = after;
    }
    text.push_str(rest);
    Ok((text, marks))
}
