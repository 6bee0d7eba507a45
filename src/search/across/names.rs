//! The names in a query: which words are names, which of their translations are the same name, and which spellings in another
//! script.

use std::collections::BTreeMap;

use reportage_translations::{Translation, Translations};

use crate::analysis::language_code::LanguageCode;
use crate::analysis::stems::Stems;
use crate::analysis::transcription::Transcription;
use crate::analysis::words::Words;
use crate::search::suggest::distance::edits;
use crate::search::suggest::vocabulary::Vocabulary;

use super::query_words::{Known, QueryWord};
use super::transcribed::{self, Spelling};
use super::{Translator, is_function_word};

/// From this weight on, a translation by vectors is right more often than not: see tools/translations/README.md.
const FAIRLY_SURE: f32 = 0.6;
/// One letter of this many may differ between two forms of a name in the same script.
const LETTERS_PER_DIFFERENCE: usize = 6;

/// The names of a query.
#[derive(Debug, Default)]
pub struct Names {
    /// The folded words that are names, with how the gazetteer knows them.
    words: BTreeMap<String, Option<Known>>,
    /// Their spellings in another script.
    pub(super) spellings: Spellings,
}

/// Spellings in another script, by the folded word and the language, the closest first.
pub type Spellings = BTreeMap<(String, String), Vec<String>>;

impl Names {
    /// Returns whether a folded word of the query is a name.
    pub fn has(&self, folded: &str) -> bool {
        self.words.contains_key(folded)
    }

    /// Returns the spellings of a folded word in a language, the closest first.
    pub fn get(&self, folded: &str, into: &str) -> &[String] {
        let key = (folded.to_owned(), into.to_owned());
        self.spellings.get(&key).map_or(&[], Vec::as_slice)
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
    /// Returns the names of a query, without spellings.
    pub(super) fn names_of(&self, words: &[QueryWord]) -> Names {
        let mut names = Names::default();
        for word in words {
            let is_name = word.is_marked || word.known == Some(Known::Well);
            if is_name && !self.is_function_word(&word.folded) {
                names.words.insert(word.folded.clone(), word.known);
            }
        }
        names
    }

    /// Returns whether a translation of a name is the same name: it is spelled alike, the gazetteer knows both as names of one entity,
    /// or the table is fairly sure of it and the name is not well known.
    pub(super) fn is_same_name(&self, name: &str, into: &str, found: &Translation) -> bool {
        let folded = Words::of(&found.word).key();
        let is_well_known = self.names.words.get(name) == Some(&Some(Known::Well));
        (found.weight >= FAIRLY_SURE && !is_well_known)
            || is_spelled_alike(name, into, &folded)
            || self.is_same_entity(name, &folded)
    }

    fn is_same_entity(&self, name: &str, other: &str) -> bool {
        let named = self.gazetteer.named(name);
        !named.is_empty() && {
            let others = self.gazetteer.named(other);
            named
                .iter()
                .any(|one| others.iter().any(|other| other.id == one.id))
        }
    }

    /// Returns the spellings of a query's names, and of words that the table lacks. For a name that the table translates, only one that
    /// is without any difference, if no translation is a spelling.
    pub(super) fn spellings_of(&self, words: &[QueryWord]) -> tantivy::Result<Spellings> {
        let mut all = Spellings::new();
        if self.into.is_empty() {
            return Ok(all);
        }
        let vocabulary = Vocabulary::open(self.searcher)?;
        for word in words {
            let folded = &word.folded;
            let stem = self.stems.borrow_mut().stem(folded).to_owned();
            if !self.may_be_name(word, &stem) {
                continue;
            }
            let translated = self.translations(folded);
            for into in &self.into {
                let language = LanguageCode::of(into);
                let of_table = translated.iter().find(|known| known.language == language);
                if of_table.is_some_and(|known| {
                    !self.names.has(folded) || has_spelling(folded, into, &known.words)
                }) {
                    continue;
                }
                let mut spellings = transcribed::spellings(&vocabulary, folded, &stem, into)?;
                if of_table.is_some() {
                    spellings.retain(|spelling| spelling.differences == 0);
                }
                let spellings = self.likeliest(spellings, &stem, into);
                if !spellings.is_empty() {
                    all.insert((folded.clone(), into.clone()), spellings);
                }
            }
        }
        Ok(all)
    }

    /// Returns whether a word, with its stem, may be a name: it is capitalised or is not in the table.
    fn may_be_name(&self, word: &QueryWord, stem: &str) -> bool {
        let is_in_table = || {
            let frequency =
                |table: &Translations| table.frequency(&self.language, &word.folded, Some(stem));
            self.table.and_then(frequency).is_some()
        };
        !self.is_function_word(&word.folded) && (word.is_capitalised || !is_in_table())
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
        let mut own = self.stems.borrow_mut();
        let mut words = translations
            .iter()
            .map(|found| Words::of(&found.word).key());
        Some(if translations.is_empty() {
            Standing::Unknown
        } else if words.any(|word| own.stem(&word) == name) {
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

/// Returns whether two folded words are forms of one name: one is the spelling of the other in another script, or they differ in few
/// letters.
fn is_spelled_alike(name: &str, into: &str, other: &str) -> bool {
    match Transcription::of(name, into) {
        Some(transcription) => transcription.differences_of(other).is_some(),
        None => {
            let most = name.chars().count() / LETTERS_PER_DIFFERENCE;
            edits(name, other) <= most
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_name_differ_in_few_letters_or_are_its_spelling() {
        assert!(is_spelled_alike("geneva", "fr", "geneve"));
        assert!(is_spelled_alike("luther", "ru", "лютер"));
        assert!(!is_spelled_alike("burhan", "es", "burka"));
        assert!(!is_spelled_alike("juba", "ro", "juma"));
        assert!(!is_spelled_alike("netanyahu", "es", "nepal"));
        assert!(!is_spelled_alike("juba", "uk", "губи"));
    }
}
