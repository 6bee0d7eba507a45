//! Significant words as JSON: one object, or one line per word.

use std::io::{self, Write};

use serde::Serialize;

use super::super::json::{ChanceObject, QueryObject, write_object, write_objects};
use crate::response::significant_words::{SignificantWord, SignificantWords};

/// The object that `--format json` prints.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Object<'a> {
    #[serde(flatten)]
    query: QueryObject<'a>,
    /// The number of matching reports.
    total: u64,
    /// The number of reports in the index.
    all: u64,
    /// The number of other words above chance.
    more: usize,
    words: Vec<WordObject<'a>>,
}

/// A word; also a line of `--format jsonl`.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct WordObject<'a> {
    word: &'a str,
    /// In the reports that are compared.
    language: Option<&'a str>,
    /// The number of matching reports that have it.
    count: u64,
    /// The number of matching reports in this language.
    found: u64,
    /// The number of reports in this language that have it.
    reports: u64,
    #[serde(flatten)]
    chance: ChanceObject,
}

pub(super) fn write(out: &mut dyn Write, words: &SignificantWords) -> io::Result<()> {
    let object = Object {
        query: QueryObject::of(&words.query),
        total: words.query.reports,
        all: words.all,
        more: words.more,
        words: words.words.iter().map(object_of).collect(),
    };
    write_object(out, object)
}

pub(super) fn write_lines(out: &mut dyn Write, words: &SignificantWords) -> io::Result<()> {
    write_objects(out, words.words.iter().map(object_of))
}

fn object_of(word: &SignificantWord) -> WordObject<'_> {
    WordObject {
        word: &word.word,
        language: word.language.as_deref(),
        count: word.cell.count,
        found: word.found,
        reports: word.reports,
        chance: ChanceObject::of(&word.cell),
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

    #[test]
    fn the_json_schema_file_matches_the_written_type() {
        use crate::render::aggregate::json::Versioned;
        use crate::render::schema_files::check;
        check::<Versioned<super::Object>>("terms", "What `terms --format json` prints.");
        check::<Versioned<super::WordObject>>(
            "terms-line",
            "A line that `terms --format jsonl` prints.",
        );
    }
}
