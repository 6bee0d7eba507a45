//! Chooses the words of a query that are looked up in the spellings of another script, and which of these are likely the same name.

use std::collections::BTreeMap;

use crate::analysis::stems::Stems;
use crate::analysis::transcription::Transcription;
use crate::analysis::words::Words;
use crate::query::Query;
use crate::search::suggest::vocabulary::Vocabulary;

use super::transcribed::{self, NameWord, Spelling};
use super::{Translator, is_function_word};

/// The spellings of the names of a query in the other languages of the index.
#[derive(Debug, Default)]
pub struct Names(BTreeMap<(String, String), Vec<String>>);

impl Names {
    /// Returns the spellings of a folded word in a language, the closest first.
    pub fn get(&self, folded: &str, into: &str) -> &[String] {
        let key = (folded.to_owned(), into.to_owned());
        self.0.get(&key).map_or(&[], Vec::as_slice)
    }
}

/// What is known of a spelling as a word of its language, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    /// The table translates it by the name.
    Name,
    /// The table does not have it.
    Unknown,
    /// The table translates it by other words.
    OtherWord,
}

impl Translator<'_> {
    /// Returns the spellings of a query's names. For a word that the table translates, only one that is without any difference, if no
    /// translation is a spelling.
    pub(super) fn names_of(&self, query: &Query) -> tantivy::Result<Names> {
        let mut names = Names::default();
        if self.into.is_empty() {
            return Ok(names);
        }
        let vocabulary = Vocabulary::open(self.searcher)?;
        for word in transcribed::words_of(query) {
            if !self.may_be_name(&word) {
                continue;
            }
            let translated = self.translations(&word.folded);
            for into in &self.into {
                let mut of_table = translated.iter();
                let of_table = of_table.find(|known| known.language.text() == *into);
                if of_table.is_some_and(|known| {
                    !word.is_inside || has_spelling(&word.folded, into, &known.words)
                }) {
                    continue;
                }
                let stems = &mut self.stems.borrow_mut();
                let mut spellings = transcribed::spellings(&vocabulary, &word.folded, stems, into)?;
                if of_table.is_some() {
                    spellings.retain(|spelling| spelling.differences == 0);
                }
                let spellings = self.likeliest(spellings, stems.stem(&word.folded), into);
                if !spellings.is_empty() {
                    names
                        .0
                        .insert((word.folded.clone(), into.clone()), spellings);
                }
            }
        }
        Ok(names)
    }

    /// Returns whether a word may be a name: it is capitalised or is not in the table.
    fn may_be_name(&self, word: &NameWord) -> bool {
        let is_known = || {
            let mut stems = self.stems.borrow_mut();
            let stem = stems.stem(&word.folded).to_owned();
            self.table.is_some_and(|table| {
                let frequency = table.frequency(&self.language, &word.folded, Some(&stem));
                frequency.is_some()
            })
        };
        !self.is_function_word(&word.folded) && (word.is_capitalised || !is_known())
    }

    /// Returns the closest of the spellings of a name (by its stem) that have the best standing.
    fn likeliest(&self, spellings: Vec<Spelling>, stem: &str, into: &str) -> Vec<String> {
        let mut stems = Stems::new(into);
        let spellings = spellings.into_iter().filter_map(|spelling| {
            Some((
                self.standing(&spelling.folded, stem, &mut stems, into)?,
                spelling,
            ))
        });
        let mut spellings: Vec<(Standing, Spelling)> = spellings.collect();
        let best = spellings.iter().map(|(standing, _)| *standing).min();
        spellings.retain(|(standing, _)| Some(*standing) == best);
        let spellings = spellings.into_iter().map(|(_, spelling)| spelling);
        transcribed::closest(spellings.collect(), into)
    }

    /// Returns the standing of a folded word of a language as the name with this stem; `None` for function words.
    fn standing(
        &self,
        folded: &str,
        name: &str,
        stems: &mut Stems,
        into: &str,
    ) -> Option<Standing> {
        if is_function_word(self.searcher, self.table, into, folded) {
            return None;
        }
        let stem = stems.stem(folded).to_owned();
        let translations = self
            .table
            .map(|table| table.of(into, (folded, Some(&stem)), &self.language))
            .unwrap_or_default();
        let mut own = Stems::new(&self.language);
        let is_name = |word: &str| own.stem(&Words::of(word).key()) == name;
        Some(if translations.is_empty() {
            Standing::Unknown
        } else if translations
            .iter()
            .map(|found| found.word.as_str())
            .any(is_name)
        {
            Standing::Name
        } else {
            Standing::OtherWord
        })
    }
}

/// Returns whether one of the translations of a folded word is its spelling.
fn has_spelling(folded: &str, into: &str, translations: &[String]) -> bool {
    let Some(transcription) = Transcription::of(folded, into) else {
        return true; // there is none to look for
    };
    let mut keys = translations.iter().map(|word| Words::of(word).key());
    keys.any(|key| transcription.differences_of(&key).is_some())
}
