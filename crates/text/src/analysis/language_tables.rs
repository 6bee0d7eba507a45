//! What text analysis knows about languages, out of the tables of a lexicon: function words, abbreviations, codes and
//! names.

use std::sync::{Arc, LazyLock};

use super::fold::fold;
use super::function_words::FunctionWords;
use crate::lexicon::{Class, Language, Lexicon, Row, WordClasses, shipped as shipped_lexicon};

/// What text analysis knows about languages.
#[derive(Debug, Clone)]
pub struct LanguageTables {
    /// Function words by language.
    pub function_words: FunctionWords,
    /// Abbreviations after which a full stop ends no sentence.
    pub(super) abbreviations: WordClasses,
    /// Codes and names.
    pub codes: LanguageCodes,
    /// The languages that are told by their letters.
    told_by_letters: Vec<String>,
}

/// Codes and names of languages; by default those of the program.
#[derive(Debug, Clone)]
pub struct LanguageCodes {
    languages: Vec<Language>,
}

/// Returns those of the program.
pub fn shipped() -> Arc<LanguageTables> {
    static SHIPPED: LazyLock<Arc<LanguageTables>> =
        LazyLock::new(|| Arc::new(LanguageTables::of(shipped_lexicon())));
    Arc::clone(&SHIPPED)
}

impl LanguageTables {
    /// Collects those of a lexicon.
    pub fn of(lexicon: &Lexicon) -> LanguageTables {
        LanguageTables::new(lexicon.rows(), lexicon.languages().to_vec())
    }

    /// Collects those among the rows of a lexicon.
    pub fn new(rows: &[Row], languages: Vec<Language>) -> LanguageTables {
        let classes = [Class::Abbreviation, Class::AbbreviationOrWord];
        let abbreviations = rows.iter().filter(|row| classes.contains(&row.class));
        let codes = LanguageCodes::new(languages);
        let letters = whatlang::Lang::all().iter();
        let letters = letters.map(|known| codes.short(known.code()).to_owned());
        LanguageTables {
            function_words: FunctionWords::new(rows.iter()),
            abbreviations: WordClasses::new(abbreviations, fold),
            told_by_letters: letters.collect(),
            codes,
        }
    }

    /// Returns whether the detector of letters knows a language: not Haitian Creole, for one.
    pub(super) fn is_told_by_letters(&self, language: &str) -> bool {
        self.told_by_letters.iter().any(|known| known == language)
    }
}

impl Default for LanguageCodes {
    fn default() -> LanguageCodes {
        LanguageCodes::with(&[])
    }
}

impl LanguageCodes {
    /// Returns those of the program and `added`, which take the place of those with their codes.
    pub fn with(added: &[Language]) -> LanguageCodes {
        let of_program = shipped_lexicon().languages().iter();
        let kept = of_program.filter(|old| added.iter().all(|new| new.code != old.code));
        LanguageCodes::new(added.iter().chain(kept).cloned().collect())
    }

    /// Takes the languages of a lexicon, each once.
    pub fn new(languages: Vec<Language>) -> LanguageCodes {
        LanguageCodes { languages }
    }

    /// Returns the language that a code of any length stands for.
    pub fn language(&self, code: &str) -> Option<&Language> {
        let mut languages = self.languages.iter();
        languages.find(|language| language.has_code(code))
    }

    /// Returns the language of a name as exports write it; case does not matter.
    pub fn by_name(&self, name: &str) -> Option<&Language> {
        let name = name.to_lowercase();
        self.languages.iter().find(|language| {
            let mut names = language.names.iter();
            names.any(|known| known.to_lowercase() == name)
        })
    }

    /// Returns the code under which reports of a language are filed, by one of its codes; the code itself if no table
    /// has it.
    pub fn short<'a>(&'a self, code: &'a str) -> &'a str {
        self.language(code).map_or(code, |language| &language.code)
    }

    /// Brings a stated language to the form that indexes hold: `EN`, `en-GB`, `eng` and `en_US` are
    /// `en`. What is no language code is `None`.
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
