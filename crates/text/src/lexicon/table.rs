//! Reads one table of words.

use std::collections::HashSet;

use super::cells::cells;
use super::error::{Fault, TableError};
use super::records::is_code;
use super::{Class, Table};

/// Class prefix of a row that removes another row.
const REMOVES: &str = "not ";
/// The most languages that may have function words.
pub const MOST_LANGUAGES_OF_FUNCTION_WORDS: usize = 32;
/// The placeholder for the name in a pattern of [`Class::is_pattern`].
pub const NAME_IN_PATTERN: &str = "{}";

/// A word with its class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The word as written in the table.
    pub word: String,
    /// ISO 639-1 code (639-3 where there is none).
    pub language: String,
    /// The class of the word.
    pub class: Class,
    /// The number after the class: of a month or weekday, from 1.
    pub number: Option<u8>,
}

/// Adds the rows of `text` to `rows`, or removes the rows that they negate.
pub(super) fn read(table: Table, text: &str, rows: &mut Vec<Row>) -> Result<(), TableError> {
    // Shipped rows may be repeated, so that a folder may contain a copy of the shipped tables.
    let of_table = rows.iter().filter(|row| table.has(row.class));
    let mut known: HashSet<(String, String, Class)> = of_table.map(Row::key).collect();
    let mut here = HashSet::new();
    let of_function_words = rows.iter().filter(|row| row.class.is_function_word());
    let mut languages: HashSet<String> =
        of_function_words.map(|row| row.language.clone()).collect();
    for (line, [word, language, class]) in cells(text, ["word", "language", "class"], 3)? {
        let wrong = |column: &str, fault: Fault| TableError::new(line, column, fault);
        for (cell, column) in [(word, "word"), (language, "language"), (class, "class")] {
            if cell.is_empty() {
                return Err(wrong(column, Fault::Empty));
            }
        }
        let (removes, class) = match class.strip_prefix(REMOVES) {
            Some(class) => (true, class.trim()),
            None => (false, class),
        };
        let row = row(table, word, language, class);
        let row = row.map_err(|(column, fault)| wrong(column, fault))?;
        let key = row.key();
        if !here.insert((removes, key.clone())) {
            return Err(wrong("word", Fault::Twice(row.word)));
        }
        if removes {
            if !known.remove(&key) {
                return Err(wrong("word", Fault::NothingToRemove(row.word)));
            }
            rows.retain(|other| other.key() != key);
        } else if known.insert(key) {
            if row.class.is_function_word() && languages.insert(row.language.clone()) {
                let most = MOST_LANGUAGES_OF_FUNCTION_WORDS;
                if languages.len() > most {
                    let language = row.language;
                    return Err(wrong(
                        "language",
                        Fault::TooManyLanguages { language, most },
                    ));
                }
            }
            rows.push(row);
        }
    }
    Ok(())
}

fn row(
    table: Table,
    word: &str,
    language: &str,
    class: &str,
) -> Result<Row, (&'static str, Fault)> {
    if !is_code(language) {
        return Err(("language", Fault::Language(language.to_owned())));
    }
    let Some((class, number)) = table.class(class) else {
        let fault = Fault::UnknownClass {
            class: class.to_owned(),
            known: table.known(),
        };
        return Err(("class", fault));
    };
    if class.is_pattern() {
        let name_at_an_end = word.starts_with(NAME_IN_PATTERN) != word.ends_with(NAME_IN_PATTERN);
        let is_pattern = name_at_an_end
            && word.matches(NAME_IN_PATTERN).count() == 1
            && word.contains(' ')
            && word.contains(char::is_alphanumeric);
        if !is_pattern {
            return Err(("word", Fault::NoPattern(word.to_owned())));
        }
    } else if word.contains(char::is_whitespace) || !word.contains(char::is_alphanumeric) {
        return Err(("word", Fault::NotOneWord(word.to_owned())));
    }
    Ok(Row {
        word: word.to_owned(),
        language: language.to_owned(),
        class,
        number,
    })
}

impl Row {
    /// Returns the unique key of the row.
    fn key(&self) -> (String, String, Class) {
        (self.word.to_lowercase(), self.language.clone(), self.class)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::{File, Lexicon, TABLES};

    fn table(file: &str) -> File {
        let table = TABLES.iter().find(|table| table.file() == file);
        File::Words(*table.unwrap())
    }

    fn words(lexicon: &Lexicon, class: Class) -> Vec<&str> {
        lexicon
            .of_class(class)
            .map(|row| row.word.as_str())
            .collect()
    }

    #[test]
    fn rows_are_added_in_any_order_of_columns_and_a_marked_row_removes_one() {
        let mut lexicon = Lexicon::default();
        let first =
            "# titles\n\nclass\tword\tlanguage\tnote\ntitle\tPréfet\tfr\tx\ntitle\tdon\tes\n";
        lexicon.read(table("titles.tsv"), first).unwrap();
        let second = "word\tlanguage\tclass\r\nDon\tes\tnot title\r\nchef\tfr\ttitle\r\n";
        lexicon.read(table("titles.tsv"), second).unwrap();
        assert_eq!(words(&lexicon, Class::Title), ["Préfet", "chef"]);
        lexicon.read(table("titles.tsv"), first).unwrap();
        assert_eq!(words(&lexicon, Class::Title), ["Préfet", "chef", "don"]);
    }

    #[test]
    fn a_month_has_its_number() {
        let mut lexicon = Lexicon::default();
        let text = "word\tlanguage\tclass\nmars\tfr\tmonth 3\n";
        lexicon.read(table("calendar.tsv"), text).unwrap();
        assert_eq!(lexicon.rows()[0].number, Some(3));
    }

    #[test]
    fn each_fault_says_its_line_and_column() {
        for (file, text, wanted) in [
            (
                "titles.tsv",
                "word\tlanguage",
                "1 class: the header has no such column",
            ),
            (
                "titles.tsv",
                "wrod\tlanguage\tclass",
                "1 wrod: no such column; nearest is `word`",
            ),
            (
                "titles.tsv",
                "word\tlanguage\tclass\n\ten\ttitle",
                "2 word: empty",
            ),
            (
                "titles.tsv",
                "word\tlanguage\tclass\nx\tEnglish\ttitle",
                "2 language: `English` is not a language code of two or three letters, like `fr`",
            ),
            (
                "titles.tsv",
                "word\tlanguage\tclass\nvice president\ten\ttitle",
                "2 word: `vice president` is not one word",
            ),
            (
                "titles.tsv",
                "word\tlanguage\tclass\nx\ten\ttitle\nX\ten\ttitle",
                "3 word: `X` is already in an earlier row with this class",
            ),
            (
                "titles.tsv",
                "word\tlanguage\tclass\nx\ten\tnot title",
                "2 word: there is no row `x` with this language and class to remove",
            ),
            (
                "titles.tsv",
                "word\tlanguage\tclass\tnote\nx\ten\ttitle\ta\tb",
                "2 note: 5 cells under 4 columns",
            ),
            (
                "calendar.tsv",
                "word\tlanguage\tclass\nx\ten\tmonth 13",
                "2 class: `month 13` is not a class of this table; the classes are month 1 to 12, weekday 1 to 7, clock",
            ),
            (
                "place-kinds.tsv",
                "word\tlanguage\tclass\nvillage\ten\tsettlement",
                "2 word: `village` is not like `{} village`, `village {}` or `village of {}` (or `de {}`)",
            ),
        ] {
            let error = Lexicon::default().read(table(file), text).unwrap_err();
            let got = format!("{} {}: {}", error.line, error.column, error.fault);
            assert_eq!(got, wanted);
        }
    }
}
