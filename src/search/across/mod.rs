//! Search across languages: the translations of a query's words into the other languages of an index.
//!
//! The language of the query is that in which most of its words are known. Names do not count for it: they are names in every
//! language. Its content words get one clause for each other language of the index, which looks up their translations in texts
//! of that language. Names, numbers and acronyms that the table of translations lacks are looked up as they are, names also in
//! the spellings of another script.

mod names;
mod query_language;
mod query_words;
mod transcribed;

use std::cell::RefCell;
use std::collections::BTreeSet;

use reportage_translations::{Translation, Translations};

use crate::analysis::language_code::LanguageCode;
use crate::analysis::stems::Stems;
use crate::analysis::words::Words;
use crate::gazetteer::Gazetteer;
use crate::index::UserTranslation;
use crate::query::{Kind, Query};

use super::error::SearchError;
use super::request::{Across, Request};
use super::searcher::Searcher;
use names::Names;

/// The maximum number of translations of a word into one language.
const MOST: usize = 6;
/// The table has weights above this only from its hand-written dictionary, also by way of English.
const HAND_WRITTEN: f32 = 0.8;
/// The most letters that an inflected form has more than its base.
const LONGEST_ENDING: usize = 2;

/// The translations of a word into one language.
#[derive(Debug, Clone, PartialEq)]
pub struct Translated {
    /// The language.
    pub language: LanguageCode,
    /// As listed, the closest first; a few are several words. At least one.
    pub words: Vec<String>,
}

/// Translates the words of one query.
pub struct Translator<'a> {
    gazetteer: &'a Gazetteer,
    table: Option<&'a Translations>,
    rows: &'a [UserTranslation],
    searcher: &'a Searcher,
    /// The language of the query.
    language: String,
    /// The languages of the index that words are translated into.
    into: Vec<String>,
    stems: RefCell<Stems>,
    /// The spellings of names in other scripts.
    names: Names,
    /// Whether every word is translated, not only those with a `~` before them.
    is_of_all_words: bool,
}

impl<'a> Translator<'a> {
    /// Creates the translator of a request; `None` if none of its words are to be translated, or its language is not known.
    ///
    /// # Errors
    /// The terms of the index cannot be read.
    pub fn of(
        searcher: &'a Searcher,
        request: &Request,
    ) -> Result<Option<Translator<'a>>, SearchError> {
        let is_of_all_words = request.across != Across::Off;
        if !is_of_all_words && !has_translated_words(&request.query) {
            return Ok(None);
        }
        let gazetteer = searcher.gazetteer()?;
        let words = query_words::of(&request.query, gazetteer);
        let Some(language) = query_language::of(searcher, &words) else {
            return Ok(None);
        };
        let mut into = searcher.languages_of_texts(&request.languages);
        into.retain(|code| *code != language && request.across.has(code));
        let mut translator = Translator {
            gazetteer,
            table: searcher.translations(),
            rows: searcher.user_translations(),
            searcher,
            stems: RefCell::new(Stems::new(&language)),
            names: Names::default(),
            language,
            into,
            is_of_all_words,
        };
        translator.names = translator.names_of(&words);
        translator.names.spellings = translator
            .spellings_of(&words)
            .map_err(|error| searcher.engine_error(error))?;
        Ok(Some(translator))
    }

    /// Returns whether every word of the query is translated, not only those with a `~` before them.
    pub fn is_of_all_words(&self) -> bool {
        self.is_of_all_words
    }

    /// Returns the language of the query, by its ISO 639-1 code.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// Returns whether a folded word is a function word of the query's language.
    pub fn is_function_word(&self, folded: &str) -> bool {
        is_function_word(self.searcher, self.table, &self.language, folded)
    }

    /// Returns whether a folded word before an apostrophe is an elided article or the like in the query's language.
    pub fn is_elided(&self, folded: &str) -> bool {
        let function_words = &self.searcher.language_tables().function_words;
        function_words.is_elided(&self.language, folded)
    }

    /// Returns the translations of a folded word, in the order of the languages' codes; none for function words.
    pub fn translations(&self, folded: &str) -> Vec<Translated> {
        if self.is_function_word(folded) || folded.contains(|c: char| c.is_numeric()) {
            return Vec::new();
        }
        let mut stems = self.stems.borrow_mut();
        let stem = stems.stem(folded).to_owned();
        let rows: Vec<&UserTranslation> = self
            .rows
            .iter()
            .filter(|row| {
                row.language == self.language && stems.stem(&Words::of(&row.word).key()) == stem
            })
            .collect();
        let form = Form {
            folded,
            bases: bases(&mut stems, folded, &stem),
            stem: &stem,
        };
        let mut all = Vec::new();
        for into in &self.into {
            let words = self.words(&rows, &form, into);
            if !words.is_empty() {
                let language = LanguageCode::of(into);
                all.push(Translated { language, words });
            }
        }
        all
    }

    /// Returns the translations of a word into one language: those that the user added, and the spellings of a name and those of the
    /// table that the user did not forbid.
    fn words(&self, rows: &[&UserTranslation], form: &Form<'_>, into: &str) -> Vec<String> {
        let folded = form.folded;
        let rows = || rows.iter().filter(|row| row.into == into);
        let of_table = self.table.map(|table| self.of_table(table, form, into));
        let is_name = self.names.has(folded);
        let of_table = of_table.into_iter().flatten();
        let of_table = of_table.filter(|found| !is_name || self.is_same_name(folded, into, found));
        let of_table = of_table.map(|found| found.word);
        let of_names = self.names.get(folded, into).iter().cloned();
        let added = rows().filter(|row| row.is_added);
        let added = added.map(|row| row.translation.clone());
        let mut words: Vec<String> = Vec::new();
        for word in added.chain(of_names).chain(of_table) {
            let key = Words::of(&word).key();
            let is_same = |other: &str| Words::of(other).key() == key;
            let is_forbidden = rows().any(|row| !row.is_added && is_same(&row.translation));
            let is_known = words.iter().any(|known| is_same(known));
            if !key.is_empty() && !is_forbidden && !is_known {
                words.push(word);
            }
        }
        words.truncate(MOST);
        words
    }

    /// Returns the translations of the table. A form that the hand-written dictionary lacks has those of its base: *enlèvements* those of
    /// *enlèvement*.
    fn of_table(&self, table: &Translations, form: &Form<'_>, into: &str) -> Vec<Translation> {
        let found = table.of(&self.language, (form.folded, Some(form.stem)), into);
        if is_hand_written(&found) {
            return found;
        }
        let of_bases = form.bases.iter();
        let mut of_bases = of_bases.map(|base| table.of(&self.language, (base, None), into));
        of_bases
            .find(|found| is_hand_written(found))
            .unwrap_or(found)
    }
}

/// A form of a word, folded.
struct Form<'w> {
    folded: &'w str,
    stem: &'w str,
    /// What it may be an inflected form of.
    bases: Vec<&'w str>,
}

/// Returns the beginnings of a folded word that lack its last letters and have its stem, the longest first.
fn bases<'w>(stems: &mut Stems, folded: &'w str, stem: &str) -> Vec<&'w str> {
    let ends = folded.char_indices().rev().map(|(at, _)| at);
    let ends = ends.take(LONGEST_ENDING).filter(|&end| end > 0);
    let bases = ends.map(|end| &folded[..end]);
    bases.filter(|base| stems.stem(base) == stem).collect()
}

/// Returns whether translations, the best first, are from the hand-written dictionary.
fn is_hand_written(found: &[Translation]) -> bool {
    found.first().is_some_and(|best| best.weight > HAND_WRITTEN)
}

/// Returns whether a folded word is a function word of a language.
fn is_function_word(
    searcher: &Searcher,
    table: Option<&Translations>,
    language: &str,
    folded: &str,
) -> bool {
    let listed = &searcher.language_tables().function_words;
    listed.may_be_dropped(language, folded)
        || table.is_some_and(|table| table.is_function_word(language, folded))
}

fn has_translated_words(query: &Query) -> bool {
    let mut found = false;
    if let Some(root) = &query.root {
        root.visit(&mut |part| found |= matches!(part.kind, Kind::Translated(_)));
    }
    found
}

impl Searcher {
    /// Returns the languages that the table of translations has, and those of the user's rows.
    fn known_languages(&self) -> BTreeSet<&str> {
        let table = self.translations().into_iter();
        let of_table = table.flat_map(Translations::languages);
        let rows = self.user_translations().iter();
        of_table
            .chain(rows.map(|row| row.language.as_str()))
            .collect()
    }
}
