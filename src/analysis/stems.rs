//! Stems: the form that a word's inflections share, by the rules of one language.

use std::collections::HashMap;

use frostem::{Algorithm, Stemmer};
use rapidhash::v3::rapidhash_v3;

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

/// How many words are found without a look into the whole memory, a power of two: nearly all words
/// of a text are common ones.
const RECENT: usize = 1 << 14;
/// From how many words on there is such a short way; queries have fewer.
const MANY: usize = 1_000;

/// Stems words of one language and remembers what it has stemmed.
pub struct Stems {
    language: &'static str,
    stemmer: Option<Stemmer>,
    /// Words, each with its stem behind it; those met early, which are the common ones, close together.
    text: String,
    remembered: HashMap<Box<str>, Place, rapidhash::fast::RandomState>,
    /// The word last met of those with one hash; empty while few words are remembered.
    recent: Vec<Place>,
}

/// Where a word stands in the text, its stem right behind it, in bytes.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    start: u32,
    word: u16,
    stem: u16,
}

impl Place {
    fn word(self, text: &str) -> &str {
        let start = self.start as usize;
        &text[start..start + usize::from(self.word)]
    }

    fn stem(self, text: &str) -> &str {
        let start = self.start as usize + usize::from(self.word);
        &text[start..start + usize::from(self.stem)]
    }
}

impl Stems {
    /// Makes a stemmer for `language` (ISO 639-1). A language without one leaves words as they are.
    pub fn new(language: &str) -> Stems {
        let found = STEMMED.iter().find(|(code, _)| *code == language);
        Stems {
            language: found.map_or("", |(code, _)| code),
            stemmer: found.map(|(_, algorithm)| Stemmer::new(*algorithm)),
            text: String::new(),
            remembered: HashMap::default(),
            recent: Vec::new(),
        }
    }

    /// Returns the stem of a folded word, folded.
    pub fn stem<'a>(&'a mut self, folded: &'a str) -> &'a str {
        if self.stemmer.is_none() {
            return folded;
        }
        let at = rapidhash_v3(folded.as_bytes()) as usize % RECENT;
        if let Some(recent) = self.recent.get(at)
            && recent.word(&self.text) == folded
        {
            return recent.stem(&self.text);
        }
        let known = self.remembered.get(folded).copied();
        let Some(place) = known.or_else(|| self.learn(folded)) else {
            return folded;
        };
        if let Some(recent) = self.recent.get_mut(at) {
            *recent = place;
        }
        place.stem(&self.text)
    }

    /// Stems a word and remembers it; `None` if it is longer than 64 KiB, which no folded word is.
    fn learn(&mut self, folded: &str) -> Option<Place> {
        let stemmer = self.stemmer.as_ref()?;
        if self.remembered.len() >= REMEMBERED {
            self.remembered.clear();
            self.text.clear();
            self.recent.fill(Place::default());
        }
        if self.remembered.len() == MANY {
            self.recent.resize(RECENT, Place::default());
        }
        let stem = fold(&stemmer.stem(&with_accent(self.language, folded)));
        let stem = if stem.is_empty() { folded } else { &stem };
        let place = Place {
            start: u32::try_from(self.text.len()).ok()?,
            word: u16::try_from(folded.len()).ok()?,
            stem: u16::try_from(stem.len()).ok()?,
        };
        self.text.push_str(folded);
        self.text.push_str(stem);
        self.remembered.insert(folded.into(), place);
        Some(place)
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
    fn a_stem_is_the_same_however_many_words_were_stemmed_before() {
        let mut stems = Stems::new("en");
        let words: Vec<String> = (0..3 * MANY).map(|i| format!("attack{i}s")).collect();
        for word in words.iter().chain(&words) {
            assert_eq!(stems.stem(word), Stems::new("en").stem(word));
            assert_eq!(stems.stem("attacked"), "attack");
        }
    }

    #[test]
    fn a_language_without_stemmer_leaves_words_as_they_are() {
        assert_eq!(Stems::new("ht").stem("atake"), "atake");
        assert_eq!(Stems::new("").stem("attacks"), "attacks");
    }
}
