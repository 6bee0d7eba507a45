//! Notes on the translations of a query's words.

use super::{AddedWord, TranslationOf};

/// Returns a note for each language that words were translated into, with the words: `in es: ‘attacks’ ataque, agresión`. `added`
/// is in the order of the languages.
pub fn notes(added: &[AddedWord]) -> Vec<String> {
    let of = added
        .iter()
        .filter_map(|added| Some((added, added.translation_of.as_ref()?)));
    let of: Vec<(&AddedWord, &TranslationOf)> = of.collect();
    let languages = of.chunk_by(|(_, a), (_, b)| a.language == b.language);
    let note = |of_language: &[(&AddedWord, &TranslationOf)]| {
        let words = of_language.chunk_by(|(_, a), (_, b)| a.word == b.word);
        let words: Vec<String> = words.map(of_word).collect();
        format!("in {}: {}", of_language[0].1.language, words.join("; "))
    };
    languages.map(note).collect()
}

/// Returns a word of the query with its translations.
fn of_word(of_word: &[(&AddedWord, &TranslationOf)]) -> String {
    let words: Vec<&str> = of_word
        .iter()
        .map(|(added, _)| added.word.as_str())
        .collect();
    format!("`{}` {}", of_word[0].1.word, words.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn translations_are_listed_by_language_and_word() {
        let word = |word: &str, of: Option<(&str, &str)>| AddedWord {
            word: word.to_owned(),
            weight: 1.0,
            translation_of: of.map(|(language, word)| TranslationOf {
                language: language.to_owned(),
                word: word.to_owned(),
            }),
        };
        let added = [
            word("union", None),
            word("ataque", Some(("es", "attacks"))),
            word("agresión", Some(("es", "attacks"))),
            word("escuela", Some(("es", "schools"))),
            word("attaque", Some(("fr", "attacks"))),
        ];
        assert_eq!(
            notes(&added),
            [
                "in es: `attacks` ataque, agresión; `schools` escuela",
                "in fr: `attacks` attaque"
            ]
        );
        assert!(notes(&added[..1]).is_empty());
    }
}
