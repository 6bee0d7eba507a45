//! Stems: the form that a word's inflections share, by the rules of one language.

use std::collections::HashMap;

use frostem::{Algorithm, Stemmer};

use super::fold::fold;

/// Languages that have a stemmer, by ISO 639-1 code.
const STEMMED: &[(&str, Algorithm)] = &[
    ("ar", Algorithm::Arabic),
    ("da", Algorithm::Danish),
    ("de", Algorithm::German),
    ("el", Algorithm::Greek),
    ("en", Algorithm::English),
    ("es", Algorithm::Spanish),
    ("fi", Algorithm::Finnish),
    ("fr", Algorithm::French),
    ("hu", Algorithm::Hungarian),
    ("it", Algorithm::Italian),
    ("nl", Algorithm::Dutch),
    ("no", Algorithm::Norwegian),
    ("pt", Algorithm::Portuguese),
    ("ro", Algorithm::Romanian),
    ("ru", Algorithm::Russian),
    ("sv", Algorithm::Swedish),
    ("ta", Algorithm::Tamil),
    ("tr", Algorithm::Turkish),
];

/// Endings that stemmers know by an accent which folding has taken off: `(language, folded, with
/// accent)`, longest first. Only endings that are hardly ever written otherwise.
const ACCENTED_ENDINGS: &[(&str, &str, &str)] = &[
    ("ar", "ه", "ة"), // teh marbuta; the pronoun that is also written so comes off likewise
    ("es", "ciones", "ciones"),
    ("es", "cion", "ción"),
    ("es", "sion", "sión"),
    ("fr", "ees", "ées"),
    ("fr", "ee", "ée"),
    ("pt", "coes", "ções"),
    ("pt", "cao", "ção"),
];

/// How many stems are remembered before all are forgotten; bounds memory on endless vocabularies.
const REMEMBERED: usize = 200_000;

/// Stems words of one language and remembers what it has stemmed.
pub struct Stems {
    language: &'static str,
    stemmer: Option<Stemmer>,
    /// Where in `stems` the stem of a word is.
    remembered: HashMap<Box<str>, u32, rapidhash::fast::RandomState>,
    stems: Vec<Box<str>>,
}

impl Stems {
    /// Makes a stemmer for `language` (ISO 639-1). A language without one leaves words as they are.
    pub fn new(language: &str) -> Stems {
        let found = STEMMED.iter().find(|(code, _)| *code == language);
        Stems {
            language: found.map_or("", |(code, _)| code),
            stemmer: found.map(|(_, algorithm)| Stemmer::new(*algorithm)),
            remembered: HashMap::default(),
            stems: Vec::new(),
        }
    }

    /// Returns the stem of a folded word, folded.
    pub fn stem<'a>(&'a mut self, folded: &'a str) -> &'a str {
        let Some(stemmer) = &self.stemmer else {
            return folded;
        };
        if let Some(&known) = self.remembered.get(folded) {
            return &self.stems[known as usize];
        }
        if self.remembered.len() >= REMEMBERED {
            self.remembered.clear();
            self.stems.clear();
        }
        let stem = fold(&stemmer.stem(&with_accent(self.language, folded)));
        let stem = if stem.is_empty() { folded } else { &stem };
        let next = self.stems.len();
        self.remembered.insert(folded.into(), next as u32);
        self.stems.push(stem.into());
        &self.stems[next]
    }
}

/// Gives a folded word's ending the accent back that the stemmer looks for.
fn with_accent<'a>(language: &str, folded: &'a str) -> std::borrow::Cow<'a, str> {
    for (of, ending, accented) in ACCENTED_ENDINGS {
        if *of == language
            && let Some(start) = folded.strip_suffix(ending)
        {
            return format!("{start}{accented}").into();
        }
    }
    folded.into()
}

/// Returns whether there is a stemmer for `language` (ISO 639-1).
pub fn has_stemmer(language: &str) -> bool {
    STEMMED.iter().any(|(code, _)| *code == language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_inflections_of_a_word_share_a_stem() {
        for (language, words) in [
            ("en", ["attack", "attacks", "attacked"]),
            ("en", ["displacement", "displaced", "displace"]),
            ("fr", ["attaque", "attaques", "attaque"]),
            ("fr", ["deplacee", "deplacees", "deplace"]),
            ("es", ["violacion", "violaciones", "violacion"]),
            ("pt", ["declaracao", "declaracoes", "declaracao"]),
            ("ru", ["атака", "атаки", "атаку"]),
            ("ar", ["المدينه", "مدينه", "المدينه"]),
        ] {
            let mut stems = Stems::new(language);
            let got = words.map(|word| stems.stem(word).to_owned());
            assert!(
                got.iter().all(|stem| *stem == got[0]),
                "{words:?} gave {got:?}"
            );
        }
    }

    #[test]
    fn a_language_without_stemmer_leaves_words_as_they_are() {
        assert_eq!(Stems::new("ht").stem("atake"), "atake");
        assert_eq!(Stems::new("").stem("attacks"), "attacks");
    }
}
