//! The language of a query.

use reportage_translations::Translations;

use crate::analysis::stems::Stems;
use crate::analysis::words::Words;
use crate::index::UserTranslation;
use crate::query::{Kind, Query};
use crate::search::searcher::Searcher;

use super::is_function_word;

/// What a function word adds to the score of a language.
const FUNCTION_WORD: f32 = 1.5;
/// What a word that the table has in this form adds, more for a frequent one: see [`FREQUENT`].
const WORD: f32 = 0.5;
/// What a word adds of which the table has only the stem.
const STEM: f32 = 0.3;
/// A word of this frequency on the Zipf scale (10⁸ occurrences in 10⁹ words) adds 1 + [`WORD`].
const FREQUENT: f32 = 8.0;

/// Returns the language in which most words of a query are known; of several equals, English, then the first by its code.
/// `None` if no word is known in any.
pub fn of(
    searcher: &Searcher,
    table: Option<&Translations>,
    rows: &[UserTranslation],
    query: &Query,
) -> Option<String> {
    let words = words_of(query);
    let mut best: Option<(f32, &str)> = None;
    let mut languages: Vec<&str> = searcher.known_languages().into_iter().collect();
    languages.sort_by_key(|code| *code != reportage_translations::PIVOT); // stable
    for language in languages {
        let mut stems = None;
        let mut score = 0.0;
        for word in &words {
            let frequency = table.and_then(|table| table.frequency(language, word, None));
            score += if is_function_word(searcher, table, language, word) {
                FUNCTION_WORD
            } else if let Some(frequency) = frequency {
                WORD + frequency / FREQUENT
            } else {
                let stems = stems.get_or_insert_with(|| Stems::new(language));
                let stem = stems.stem(word).to_owned();
                let of_table = table.and_then(|table| table.frequency(language, word, Some(&stem)));
                let mut own = rows.iter().filter(|row| row.language == language);
                let is_known = of_table.is_some()
                    || own.any(|row| stems.stem(&Words::of(&row.word).key()) == stem);
                if is_known { STEM } else { 0.0 }
            };
        }
        if score > best.map_or(0.0, |(score, _)| score) {
            best = Some((score, language));
        }
    }
    best.map(|(_, language)| language.to_owned())
}

/// Returns the folded words of a query that stand for themselves: words and phrases, not values of filters.
fn words_of(query: &Query) -> Vec<String> {
    let mut words = Vec::new();
    if let Some(root) = &query.root {
        root.visit(&mut |part| {
            if let Kind::Word(text) | Kind::Translated(text) | Kind::Phrase(text) = &part.kind {
                let of_text = Words::of(text);
                words.extend((0..of_text.len()).map(|i| of_text.folded(i).to_owned()));
            }
        });
    }
    words
}
