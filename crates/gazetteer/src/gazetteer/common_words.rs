//! Common words of languages that are also names of places: `Mesa`, `Lage`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use reportage_text::analysis::fold::fold;

/// The table. Its header documents sources and licence.
const TABLE: &str = include_str!("../../../../index-schema/place-name-words.tsv");

/// Folded words by language.
static WORDS: LazyLock<HashMap<&'static str, HashSet<String>>> = LazyLock::new(|| {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#')).skip(1);
    let rows = rows.filter_map(|row| row.split_once('\t'));
    rows.map(|(language, words)| (language, words.split(' ').map(fold).collect()))
        .collect()
});

/// Returns whether a folded word is a common word of a language (by its ISO 639-1 code).
pub(super) fn is_common(language: &str, folded: &str) -> bool {
    WORDS
        .get(language)
        .is_some_and(|words| words.contains(folded))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_are_those_of_their_language() {
        assert!(is_common("es", "mesa") && is_common("de", "lage"));
        assert!(!is_common("de", "mesa") && !is_common("en", "mesa"));
    }

    #[test]
    fn each_language_has_one_row_of_words_in_lowercase() {
        let rows = TABLE.lines().filter(|line| !line.starts_with('#')).skip(1);
        assert_eq!(rows.count(), WORDS.len());
        for (language, words) in WORDS.iter() {
            assert!(words.len() > 500, "{language}");
            assert!(!words.iter().any(|word| word.contains(char::is_uppercase)));
        }
    }
}
