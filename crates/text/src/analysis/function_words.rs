//! Function words: the closed word classes (articles, pronouns, prepositions, conjunctions,
//! auxiliaries) of the commonest report languages, folded.
//!
//! Queries do not require them, and language detection counts them.

use std::collections::HashMap;

use super::fold::fold;
use super::words::Words;
use crate::lexicon::{Class, MOST_LANGUAGES_OF_FUNCTION_WORDS, Row};

/// One language's function words, folded.
#[derive(Debug, Clone, Default)]
pub struct FunctionWordList {
    /// ISO 639-1 code.
    pub language: String,
    /// Function words that are not content words in any other language listed here. Queries drop
    /// these.
    pub plain: Vec<String>,
    /// Function words that are content words in another language (`car`, `son`, `die`). Language
    /// detection counts them; queries never drop them.
    pub ambiguous: Vec<String>,
    /// Function words that lose their vowel before another word (`l’attaque`), without the vowel.
    elided: Vec<String>,
}

/// A bit set of the [lists](FunctionWords::lists) that contain a word, in list order.
pub type LanguageLists = u32;

/// The most languages that may have function words.
pub const MOST_LANGUAGES: usize = MOST_LANGUAGES_OF_FUNCTION_WORDS;
const _: () = assert!(MOST_LANGUAGES <= LanguageLists::BITS as usize);

/// The function words of all languages.
#[derive(Debug, Clone, Default)]
pub struct FunctionWords {
    lists: Vec<FunctionWordList>,
    listed: HashMap<Box<str>, LanguageLists, rapidhash::fast::RandomState>,
}

impl FunctionWords {
    /// Collects the function words from the rows of a lexicon.
    pub fn new<'a>(rows: impl Iterator<Item = &'a Row>) -> FunctionWords {
        let mut lists: Vec<FunctionWordList> = Vec::new();
        for row in rows {
            if !row.class.is_function_word() {
                continue;
            }
            let at = lists.iter().position(|list| list.language == row.language);
            let at = at.unwrap_or_else(|| {
                lists.push(FunctionWordList {
                    language: row.language.clone(),
                    ..FunctionWordList::default()
                });
                lists.len() - 1
            });
            let list = &mut lists[at];
            let words = match row.class {
                Class::FunctionWord => &mut list.plain,
                Class::Elided => &mut list.elided,
                _ => &mut list.ambiguous,
            };
            words.push(fold(&row.word));
        }
        lists.truncate(MOST_LANGUAGES);
        let mut listed: HashMap<Box<str>, LanguageLists, _> = HashMap::default();
        for (i, list) in lists.iter().enumerate() {
            for word in list.plain.iter().chain(&list.ambiguous) {
                *listed.entry(word.as_str().into()).or_insert(0) |= 1 << i;
            }
        }
        FunctionWords { lists, listed }
    }

    /// Returns the lists in table order. The list of a language that has only elided words is
    /// empty.
    pub fn lists(&self) -> &[FunctionWordList] {
        &self.lists
    }

    /// Returns the set of lists that contain `folded`.
    pub fn lists_of(&self, folded: &str) -> LanguageLists {
        self.listed.get(folded).copied().unwrap_or(0)
    }

    /// Returns the set of lists for each word.
    pub fn lists_of_all(&self, words: &Words) -> Vec<LanguageLists> {
        let words = (0..words.len()).map(|i| words.folded(i));
        words.map(|word| self.lists_of(word)).collect()
    }

    /// Returns whether `folded` is a function word of one of the `languages`, ambiguous ones
    /// included.
    pub fn is_listed(&self, languages: &[&str], folded: &str) -> bool {
        let lists = self.lists_of(folded);
        let mut listed = (0..self.lists.len()).filter(|i| lists >> i & 1 == 1);
        lists != 0 && listed.any(|i| languages.contains(&self.lists[i].language.as_str()))
    }

    /// Returns whether `folded` is a function word of `language` that a query may drop.
    pub fn may_be_dropped(&self, language: &str, folded: &str) -> bool {
        let list = self.lists.iter().find(|list| list.language == language);
        list.is_some_and(|list| list.plain.iter().any(|word| word == folded))
    }

    /// Returns whether `folded`, before an apostrophe, is an elided function word of `language`.
    pub fn is_elided(&self, language: &str, folded: &str) -> bool {
        let mut lists = self.lists.iter();
        lists.any(|list| list.language == language && list.elides(folded))
    }

    /// Returns whether `folded`, before an apostrophe, is an elided function word of any language.
    pub fn is_elided_anywhere(&self, folded: &str) -> bool {
        self.lists.iter().any(|list| list.elides(folded))
    }
}

impl FunctionWordList {
    fn elides(&self, folded: &str) -> bool {
        self.elided.iter().any(|word| word == folded)
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::language_tables::shipped;

    #[test]
    fn a_word_is_plain_or_ambiguous_never_both() {
        for words in shipped().function_words.lists() {
            for word in &words.ambiguous {
                assert!(!words.plain.contains(word), "{} {word}", words.language);
            }
        }
    }

    #[test]
    fn words_with_a_meaning_elsewhere_are_never_dropped() {
        let words = &shipped().function_words;
        for (language, word) in [("fr", "car"), ("de", "war"), ("es", "era"), ("fr", "son")] {
            assert!(!words.may_be_dropped(language, word));
        }
        assert!(words.may_be_dropped("fr", "les"));
        assert!(!words.may_be_dropped("xx", "the"));
    }
}
