//! The language of a query.

use reportage_translations::{PIVOT, Translations};

use crate::analysis::stems::Stems;
use crate::analysis::transcription;
use crate::analysis::words::Words;
use crate::search::searcher::Searcher;

use super::query_words::{Known, QueryWord};
use super::{is_function_word, is_hand_written};

/// What a function word adds to the score of a language.
const FUNCTION_WORD: f32 = 1.5;
/// What a word that the table has in this form adds, more for a frequent one: see [`FREQUENT`].
const WORD: f32 = 0.5;
/// What a word adds of which the table has only the stem.
const STEM: f32 = 0.3;
/// A word of this frequency on the Zipf scale (10⁸ occurrences in 10⁹ words) adds 1 + [`WORD`].
const FREQUENT: f32 = 8.0;

/// The language whose translations tell whether an English word is in the hand-written dictionary.
const OF_ENGLISH: &str = "fr";

/// Returns the language in which most words of a query are known; of several equals, English, then the first by its code. A single
/// word that English has is English. If no word is known in any, the first language of their script; `None` for scripts
/// that the table of transcriptions lacks.
pub fn of(searcher: &Searcher, words: &[QueryWord]) -> Option<String> {
    let (table, rows) = (searcher.translations(), searcher.user_translations());
    let mut best: Option<(f32, &str)> = None;
    let mut languages: Vec<&str> = searcher.known_languages().into_iter().collect();
    languages.sort_by_key(|code| *code != PIVOT); // stable
    for language in languages {
        let mut stems = None;
        let mut score = 0.0;
        for word in words {
            let folded = &word.folded;
            let is_word = || table.is_some_and(|table| is_in_dictionary(table, language, folded));
            match word.known.filter(|_| word.is_marked) {
                Some(Known::Well) => continue,
                Some(Known::Little) if !is_word() => continue,
                Some(Known::Little) | None => {}
            }
            let frequency = table.and_then(|table| table.frequency(language, folded, None));
            score += if is_function_word(searcher, table, language, folded) {
                FUNCTION_WORD
            } else if let Some(frequency) = frequency {
                WORD + frequency / FREQUENT
            } else {
                let stems = stems.get_or_insert_with(|| Stems::new(language));
                let stem = stems.stem(folded).to_owned();
                let of_table =
                    table.and_then(|table| table.frequency(language, folded, Some(&stem)));
                let mut own = rows.iter().filter(|row| row.language == language);
                let is_known = of_table.is_some()
                    || own.any(|row| stems.stem(&Words::of(&row.word).key()) == stem);
                if is_known { STEM } else { 0.0 }
            };
        }
        if score > best.map_or(0.0, |(score, _)| score) {
            best = Some((score, language));
        }
        if words.len() == 1 && language == PIVOT && best.is_some() {
            break;
        }
    }
    let by_script = || {
        let mut languages = words
            .iter()
            .map(|word| transcription::language_of(&word.folded));
        languages.find_map(|language| language)
    };
    best.map(|(_, language)| language)
        .or_else(by_script)
        .map(str::to_owned)
}

/// Returns whether the hand-written dictionary has a folded word of a language.
fn is_in_dictionary(table: &Translations, language: &str, folded: &str) -> bool {
    let into = if language == PIVOT { OF_ENGLISH } else { PIVOT };
    is_hand_written(&table.of(language, (folded, None), into))
}
