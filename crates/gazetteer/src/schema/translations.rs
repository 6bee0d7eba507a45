//! `translations.tsv`: translations that a user adds or forbids, for searches across languages. UTF-8, tab-separated,
//! without quoting; lines that start with `#` are comments, and the first other line is the header.
//!
//! | column | meaning |
//! | --- | --- |
//! | `language` | the language of the word, by its ISO 639 code |
//! | `word` | a word of a query, in any inflection |
//! | `into` | another language |
//! | `translation` | a word of that language, or several |
//! | `verdict` | `add` or empty: the translation is searched for, before those of the program; `forbid`: it is not |
//! | `note` | a comment; optional |

use std::path::Path;

use super::error::{Cell, SchemaError};
use reportage_text::lexicon::cells;

/// The file name, in a schema folder or in an index.
pub const TRANSLATIONS_FILE: &str = "translations.tsv";

const COLUMNS: [&str; 5] = ["language", "word", "into", "translation", "verdict"];
/// How many of the columns must be there.
const NEEDED: usize = 4;

/// A translation that a user adds or forbids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserTranslation {
    /// The language of the word.
    pub language: String,
    /// The word as written in the table.
    pub word: String,
    /// The language of the translation.
    pub into: String,
    /// The translation as written in the table.
    pub translation: String,
    /// Whether it is added, or forbidden.
    pub is_added: bool,
}

/// Parses the file `path` and appends its rows to `rows`.
///
/// # Errors
/// The first invalid row.
pub fn parse(
    path: &Path,
    text: &str,
    mut rows: Vec<UserTranslation>,
) -> Result<Vec<UserTranslation>, SchemaError> {
    // Spreadsheets write a byte order mark.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let wrong = |line, column: &str, fault| Err(SchemaError::table(path, line, column, fault));
    let cells = cells(text, COLUMNS, NEEDED);
    let cells = cells.map_err(|error| SchemaError::of_lexicon(path, error))?;
    for (line, row) in cells {
        let empty = row.iter().zip(COLUMNS).take(NEEDED);
        if let Some((_, column)) = empty.clone().find(|(cell, _)| cell.is_empty()) {
            return wrong(line, column, Cell::Empty);
        }
        let [language, word, into, translation, verdict] = row.map(str::to_owned);
        let is_added = match verdict.as_str() {
            "add" | "" => true,
            "forbid" => false,
            _ => return wrong(line, "verdict", Cell::AddOrForbid(verdict)),
        };
        rows.push(UserTranslation {
            language,
            word,
            into,
            translation,
            is_added,
        });
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(rows: &str) -> Result<Vec<UserTranslation>, String> {
        let text = format!("language\tword\tinto\ttranslation\tverdict\n{rows}");
        parse(Path::new("translations.tsv"), &text, Vec::new()).map_err(|error| {
            let cause = std::error::Error::source(&error).map(ToString::to_string);
            format!("{error}: {}", cause.unwrap_or_default())
        })
    }

    #[test]
    fn a_row_adds_a_translation_unless_it_forbids_it() {
        let rows = read("en\tstrike\tes\thuelga\nen\tstrike\tes\tgolpe\tforbid\n").unwrap();
        let got: Vec<(&str, bool)> = rows
            .iter()
            .map(|row| (row.translation.as_str(), row.is_added))
            .collect();
        assert_eq!(got, [("huelga", true), ("golpe", false)]);
    }

    #[test]
    fn each_fault_has_its_place() {
        for (row, wanted) in [
            (
                "en\t\tes\thuelga",
                "translations.tsv:2: not a valid `word`: empty",
            ),
            (
                "en\tstrike\tes\thuelga\tno",
                "translations.tsv:2: not a valid `verdict`: `no` is not `add`, `forbid` or empty",
            ),
        ] {
            assert_eq!(read(row).unwrap_err(), wanted);
        }
    }
}
