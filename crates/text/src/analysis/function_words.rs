//! Function words: the closed classes (articles, pronouns, prepositions, conjunctions,
//! auxiliaries) of the languages that reports are most often in, folded.
//!
//! They serve two ends: a query does not require them, and they tell languages apart fast.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::fold::fold;
use super::words::Words;
use crate::lexicon::{Class, Lexicon};

/// One language's function words, folded.
#[derive(Default)]
pub struct FunctionWords {
    /// ISO 639-1 code.
    pub language: String,
    /// Words that are function words and, in no other language here, words with a meaning of their
    /// own that somebody would search for. Queries drop these.
    pub plain: Vec<String>,
    /// Function words that mean something elsewhere (`car`, `son`, `die`): they count for telling
    /// languages apart and are never dropped from a query.
    pub ambiguous: Vec<String>,
    /// Function words that lose their vowel before another word (`l’attaque`), without it.
    elided: Vec<String>,
}

/// The most languages that may have a list.
pub const MOST_LANGUAGES: usize = LanguageLists::BITS as usize;

/// The languages of `index-schema/lexicon/function-words.tsv`, in its order; of those that have elided words only, a
/// list is empty.
pub static LANGUAGES: LazyLock<Vec<FunctionWords>> = LazyLock::new(|| {
    let mut languages: Vec<FunctionWords> = Vec::new();
    for row in Lexicon::shipped_file("function-words.tsv").rows() {
        let at = languages
            .iter()
            .position(|list| list.language == row.language);
        let at = at.unwrap_or_else(|| {
            languages.push(FunctionWords {
                language: row.language.clone(),
                ..FunctionWords::default()
            });
            languages.len() - 1
        });
        let words = match row.class {
            Class::FunctionWord => &mut languages[at].plain,
            Class::Elided => &mut languages[at].elided,
            _ => &mut languages[at].ambiguous,
        };
        words.push(fold(&row.word));
    }
    debug_assert!(languages.len() <= MOST_LANGUAGES);
    languages
});

/// Which of the lists in [`LANGUAGES`] a word stands in, as a bit each, in their order.
pub type LanguageLists = u16;

static LISTED: LazyLock<HashMap<&'static str, LanguageLists, rapidhash::fast::RandomState>> =
    LazyLock::new(|| {
        let mut listed = HashMap::default();
        for (i, words) in LANGUAGES.iter().enumerate() {
            for word in words.plain.iter().chain(&words.ambiguous) {
                *listed.entry(word.as_str()).or_insert(0) |= 1 << i;
            }
        }
        listed
    });

/// Returns the lists that `folded` stands in.
pub fn lists_of(folded: &str) -> LanguageLists {
    LISTED.get(folded).copied().unwrap_or(0)
}

/// Returns the lists that each of several words stands in.
pub fn lists_of_all(words: &Words) -> Vec<LanguageLists> {
    (0..words.len())
        .map(|i| lists_of(words.folded(i)))
        .collect()
}

/// Returns whether `folded` is a function word of one of the `languages`, also one that means
/// something elsewhere.
pub fn is_listed(languages: &[&str], folded: &str) -> bool {
    let lists = lists_of(folded);
    let mut listed = (0..LANGUAGES.len()).filter(|i| lists >> i & 1 == 1);
    lists != 0 && listed.any(|i| languages.contains(&LANGUAGES[i].language.as_str()))
}

/// Returns whether `folded` is a function word of `language` that a query may drop.
pub fn may_be_dropped(language: &str, folded: &str) -> bool {
    let list = LANGUAGES.iter().find(|words| words.language == language);
    list.is_some_and(|words| words.plain.iter().any(|word| word == folded))
}

/// Returns whether `folded`, before an apostrophe, is a function word of `language` without its vowel.
pub fn is_elided(language: &str, folded: &str) -> bool {
    let mut lists = LANGUAGES.iter();
    lists.any(|list| list.language == language && list.elides(folded))
}

/// Returns whether `folded`, before an apostrophe, is a function word of any language without its vowel.
pub fn is_elided_anywhere(folded: &str) -> bool {
    LANGUAGES.iter().any(|list| list.elides(folded))
}

impl FunctionWords {
    fn elides(&self, folded: &str) -> bool {
        self.elided.iter().any(|word| word == folded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_plain_or_ambiguous_never_both() {
        for words in LANGUAGES.iter() {
            for word in &words.ambiguous {
                assert!(!words.plain.contains(word), "{} {word}", words.language);
            }
        }
    }

    #[test]
    fn words_with_a_meaning_elsewhere_are_never_dropped() {
        for (language, word) in [("fr", "car"), ("de", "war"), ("es", "era"), ("fr", "son")] {
            assert!(!may_be_dropped(language, word));
        }
        assert!(may_be_dropped("fr", "les"));
        assert!(!may_be_dropped("xx", "the"));
    }
}
