//! The language data that text analysis uses, taken from a lexicon: function words, abbreviations,
//! codes and names.

use std::sync::{Arc, LazyLock};

use super::fold::fold;
use super::function_words::FunctionWords;
use crate::lexicon::{Class, Language, Lexicon, Row, WordClasses, shipped as shipped_lexicon};

/// The language data that text analysis uses.
#[derive(Debug, Clone)]
pub struct LanguageTables {
    /// Function words by language.
    pub function_words: FunctionWords,
    /// Abbreviations after which a full stop does not end a sentence.
    pub(super) abbreviations: WordClasses,
    /// Codes and names.
    pub codes: LanguageCodes,
    /// The languages that whatlang can detect.
    detected_by_letters: Vec<String>,
}

/// Codes and names of languages; by default the shipped ones.
#[derive(Debug, Clone)]
pub struct LanguageCodes {
    languages: Vec<Language>,
}

/// Returns the tables of the shipped lexicon.
pub fn shipped() -> Arc<LanguageTables> {
    static SHIPPED: LazyLock<Arc<LanguageTables>> =
        LazyLock::new(|| Arc::new(LanguageTables::of(shipped_lexicon())));
    Arc::clone(&SHIPPED)
}

impl LanguageTables {
    /// Collects the tables from a lexicon.
    pub fn of(lexicon: &Lexicon) -> LanguageTables {
        LanguageTables::new(lexicon.rows(), lexicon.languages().to_vec())
    }

    /// Collects the tables from the rows of a lexicon.
    pub fn new(rows: &[Row], languages: Vec<Language>) -> LanguageTables {
        let classes = [Class::Abbreviation, Class::AbbreviationOrWord];
        let abbreviations = rows.iter().filter(|row| classes.contains(&row.class));
        let codes = LanguageCodes::new(languages);
        let letters = whatlang::Lang::all().iter();
        let letters = letters.map(|known| codes.short(known.code()).to_owned());
        LanguageTables {
            function_words: FunctionWords::new(rows.iter()),
            abbreviations: WordClasses::new(abbreviations, fold),
            detected_by_letters: letters.collect(),
            codes,
        }
    }

    /// Returns whether whatlang can detect a language. It does not know Haitian Creole, for
    /// example.
    pub(super) fn is_detected_by_letters(&self, language: &str) -> bool {
        self.detected_by_letters
            .iter()
            .any(|known| known == language)
    }
}

impl Default for LanguageCodes {
    fn default() -> LanguageCodes {
        LanguageCodes::with(&[])
    }
}

impl LanguageCodes {
    /// Returns the shipped languages and `added`, which replace shipped ones with the same code.
    pub fn with(added: &[Language]) -> LanguageCodes {
        let of_program = shipped_lexicon().languages().iter();
        let kept = of_program.filter(|old| added.iter().all(|new| new.code != old.code));
        LanguageCodes::new(added.iter().chain(kept).cloned().collect())
    }

    /// Takes the languages of a lexicon, each once.
    pub fn new(languages: Vec<Language>) -> LanguageCodes {
        LanguageCodes { languages }
    }

    /// Returns the language of a code of two or three letters.
    pub fn language(&self, code: &str) -> Option<&Language> {
        let mut languages = self.languages.iter();
        languages.find(|language| language.has_code(code))
    }

    /// Returns the language with this name, ignoring case.
    pub fn by_name(&self, name: &str) -> Option<&Language> {
        let name = name.to_lowercase();
        self.languages.iter().find(|language| {
            let mut names = language.names.iter();
            names.any(|known| known.to_lowercase() == name)
        })
    }

    /// Returns the preferred code of a language, given one of its codes; the code itself if no
    /// table has it.
    pub fn short<'a>(&'a self, code: &'a str) -> &'a str {
        self.language(code).map_or(code, |language| &language.code)
    }

    /// Normalizes a language tag to the code used in indexes: `EN`, `en-GB`, `eng` and `en_US`
    /// become `en`. `None` if it is not a language code.
    pub fn normalize(&self, stated: &str) -> Option<String> {
        let code = stated.trim().split(['-', '_']).next()?.to_ascii_lowercase();
        if !matches!(code.len(), 2 | 3) || !code.bytes().all(|b| b.is_ascii_lowercase()) {
            return None;
        }
        Some(self.short(&code).to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stated_languages_come_to_one_form() {
        let codes = &shipped().codes;
        let all = ["EN", "en-GB", "eng", "en_US"].map(|stated| codes.normalize(stated));
        assert!(all.iter().all(|code| code.as_deref() == Some("en")));
        assert_eq!(codes.normalize("hat").as_deref(), Some("ht"));
        assert_eq!(codes.normalize("French language"), None);
        assert_eq!(codes.by_name("french").unwrap().code, "fr");
    }
}
