//! Significant words as JSON: one object, or a line for each word.

use std::io::{self, Write};

use serde::Serialize;

use super::super::numbers::rounded;
use crate::render::{VERSION, write_line};
use crate::response::significant_words::{SignificantWord, SignificantWords};

/// The object that `--format json` prints.
#[derive(Serialize)]
struct Object<'a> {
    v: u32,
    query: &'a str,
    /// `all` or `any`: which of its words the reports have.
    #[serde(rename = "match")]
    matching: &'static str,
    /// How many reports it finds.
    total: u64,
    /// How many reports the index has.
    all: u64,
    /// How many other words are above chance.
    more: usize,
    words: Vec<WordObject<'a>>,
}

/// A word; with `v`, a line that `--format jsonl` prints.
#[derive(Serialize)]
struct WordObject<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    v: Option<u32>,
    word: &'a str,
    /// Of the reports that are compared.
    language: Option<&'a str>,
    /// In how many of the reports found it is.
    count: u64,
    /// How many reports of this language were found.
    found: u64,
    /// In how many reports of this language it is.
    reports: u64,
    expected: f64,
    lift: f64,
    g2: f64,
}

pub(super) fn write(out: &mut dyn Write, words: &SignificantWords) -> io::Result<()> {
    let object = Object {
        v: VERSION,
        query: &words.query.query,
        matching: words.query.matching.name(),
        total: words.query.reports,
        all: words.all,
        more: words.more,
        words: words.words.iter().map(object_of).collect(),
    };
    write_line(out, &object)
}

pub(super) fn write_lines(out: &mut dyn Write, words: &SignificantWords) -> io::Result<()> {
    for word in &words.words {
        let line = WordObject {
            v: Some(VERSION),
            ..object_of(word)
        };
        write_line(out, &line)?;
    }
    Ok(())
}

fn object_of(word: &SignificantWord) -> WordObject<'_> {
    WordObject {
        v: None,
        word: &word.word,
        language: word.language.as_deref(),
        count: word.cell.count,
        found: word.found,
        reports: word.reports,
        expected: rounded(word.cell.expected),
        lift: rounded(word.cell.lift),
        g2: rounded(word.cell.g2),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::written;
    use super::super::{FORMATS, sample};

    #[test]
    fn json_is_one_object_and_json_lines_are_one_word_each() {
        let first = r#""word":"rancon","language":"fr","count":9,"found":10,"reports":12,"expected":2.0,"lift":4.5,"g2":40.5}"#;
        let second = r#""word":"ransom","language":null,"count":5,"found":10,"reports":12,"expected":2.0,"lift":2.5,"g2":12.25}"#;
        let words = sample::words();
        let head =
            r#"{"v":1,"query":"ransom","match":"all","total":20,"all":100,"more":7,"words":["#;
        assert_eq!(
            written(FORMATS, "json", &words, 80),
            format!("{head}{{{first},{{{second}]}}\n")
        );
        assert_eq!(
            written(FORMATS, "jsonl", &words, 80),
            format!("{{\"v\":1,{first}\n{{\"v\":1,{second}\n")
        );
    }
}
