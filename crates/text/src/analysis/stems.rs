//! Stemming: reduces the inflected forms of a word to a common stem, by the rules of one language.

use std::collections::HashMap;
use std::sync::Arc;

use frostem::{Algorithm, Stemmer};

use super::affixes::{Affixes, affixes};
use super::fold::fold;
use super::stem_exceptions::StemExceptions;
use super::vocabulary::{Numbers, PerWord};
use super::words::Words;

/// Languages with a Snowball stemmer, by ISO 639-1 code. Other languages use the table of
/// [affixes](super::affixes).
const STEMMED: &[(&str, Algorithm)] = &[
    ("cs", Algorithm::Czech),
    ("da", Algorithm::Danish),
    ("de", Algorithm::German),
    ("el", Algorithm::Greek),
    ("en", Algorithm::English),
    ("es", Algorithm::Spanish),
    ("fi", Algorithm::Finnish),
    ("fr", Algorithm::French),
    ("hi", Algorithm::Hindi),
    ("hu", Algorithm::Hungarian),
    ("it", Algorithm::Italian),
    ("nl", Algorithm::Dutch),
    ("no", Algorithm::Norwegian),
    ("pl", Algorithm::Polish),
    ("pt", Algorithm::Portuguese),
    ("ro", Algorithm::Romanian),
    ("ru", Algorithm::Russian),
    ("sv", Algorithm::Swedish),
    ("ta", Algorithm::Tamil),
    ("tr", Algorithm::Turkish),
];

/// Languages in [`STEMMED`] whose stemmers do not affect Latin letters.
const OTHER_SCRIPTS: &[&str] = &["el", "hi", "ru", "ta"];

/// Endings that stemmers recognise by an accent, which folding has removed:
/// `(language, folded, with accent)`, longest first. Only endings that are rarely written
/// otherwise. The Polish and Czech ones are included because they conflate more forms: of the pairs
/// of forms of one word among the 40,000 most frequent words, Polish conflates .471 without and
/// .579 with them, Czech .396 and .568.
const ACCENTED_ENDINGS: &[(&str, &str, &str)] = &[
    ("cs", "atum", "atům"),
    ("cs", "ach", "ách"),
    ("cs", "eho", "ého"),
    ("cs", "emi", "ěmi"),
    ("cs", "emu", "ému"),
    ("cs", "ich", "ích"),
    ("cs", "iho", "ího"),
    ("cs", "imi", "ími"),
    ("cs", "imu", "ímu"),
    ("cs", "ova", "ová"),
    ("cs", "ove", "ové"),
    ("cs", "ych", "ých"),
    ("cs", "ymi", "ými"),
    ("cs", "am", "ám"),
    ("cs", "at", "át"),
    ("cs", "im", "ím"),
    ("cs", "um", "ům"),
    ("cs", "ym", "ým"),
    ("es", "ciones", "ciones"),
    ("es", "cion", "ción"),
    ("es", "sion", "sión"),
    ("fr", "ees", "ées"),
    ("fr", "ee", "ée"),
    ("pl", "acego", "ącego"),
    ("pl", "acych", "ących"),
    ("pl", "acymi", "ącymi"),
    ("pl", "acej", "ącej"),
    ("pl", "acym", "ącym"),
    ("pl", "aca", "ąca"),
    ("pl", "ace", "ące"),
    ("pl", "acy", "ący"),
    ("pl", "aja", "ają"),
    ("pl", "ala", "ała"),
    ("pl", "alo", "ało"),
    ("pl", "aly", "ały"),
    ("pl", "iec", "ieć"),
    ("pl", "ila", "iła"),
    ("pl", "ilo", "iło"),
    ("pl", "ily", "iły"),
    ("pl", "osc", "ość"),
    ("pl", "ac", "ać"),
    ("pl", "al", "ał"),
    ("pl", "ic", "ić"),
    ("pl", "il", "ił"),
    ("pl", "ow", "ów"),
    ("pt", "coes", "ções"),
    ("pt", "cao", "ção"),
];

/// The cache is cleared at this many stems, which bounds memory on endless vocabularies.
const MAX_CACHED: usize = 200_000;

/// Stems words of one language, with a cache.
pub struct Stems {
    language: &'static str,
    stemmer: Option<Rules>,
    exceptions: Arc<StemExceptions>,
    /// Cached words, each followed by its stem unless it is its own stem. Common words are met
    /// early, so they are close together.
    text: String,
    cached: HashMap<Box<str>, Place, rapidhash::fast::RandomState>,
    /// The same by word number.
    numbered: PerWord<Place>,
}

/// The stemming rules of a language.
enum Rules {
    Snowball {
        stemmer: Stemmer,
        /// The rows of [`ACCENTED_ENDINGS`] for the language.
        endings: &'static [(&'static str, &'static str, &'static str)],
        /// Affixes stripped off the stem.
        affixes: Option<&'static Affixes>,
    },
    Affixes(&'static Affixes),
}

/// Where a word and the stem after it are in the text, in bytes.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    start: u32,
    word: u16,
    /// 0 if the word is its own stem.
    stem: u16,
}

impl Place {
    /// Returns the stem of the word; `None` if it is the word itself.
    fn other_stem(self, text: &str) -> Option<&str> {
        let start = self.start as usize + usize::from(self.word);
        (self.stem > 0).then(|| &text[start..start + usize::from(self.stem)])
    }
}

impl Stems {
    /// Creates a stemmer for `language` (ISO 639-1). Words of a language without rules are left
    /// unchanged.
    pub fn new(language: &str) -> Stems {
        let snowball = STEMMED.iter().find(|(code, _)| *code == language);
        let (language, stemmer) = match (snowball, affixes(language)) {
            (Some((code, algorithm)), affixes) => {
                let rules = Rules::Snowball {
                    stemmer: Stemmer::new(*algorithm),
                    endings: endings_of(code),
                    affixes: affixes.map(|(_, affixes)| affixes),
                };
                (*code, Some(rules))
            }
            (None, Some((code, affixes))) => (code, Some(Rules::Affixes(affixes))),
            (None, None) => ("", None),
        };
        Stems {
            language,
            stemmer,
            exceptions: Arc::default(),
            text: String::new(),
            cached: HashMap::default(),
            numbered: PerWord::default(),
        }
    }

    /// Like [`Stems::new`], with `exceptions`.
    pub fn with_exceptions(language: &str, exceptions: Arc<StemExceptions>) -> Stems {
        Stems {
            exceptions,
            ..Stems::new(language)
        }
    }

    /// Returns the language whose rules are used; empty if there are none.
    pub fn language(&self) -> &'static str {
        self.language
    }

    /// Returns the stem of a folded word, folded.
    pub fn stem<'a>(&'a mut self, folded: &'a str) -> &'a str {
        let place = self.place(folded);
        place
            .and_then(|place| place.other_stem(&self.text))
            .unwrap_or(folded)
    }

    /// Returns the rule-based stem of a folded word, ignoring exceptions and the cache.
    pub fn by_rule(&self, folded: &str) -> String {
        let stem = self.stemmer.as_ref().map(|rules| rules.stem(folded));
        stem.filter(|stem| !stem.is_empty())
            .unwrap_or_else(|| folded.to_owned())
    }

    /// Returns whether a folded word is certainly its own stem: an ASCII word in a language of
    /// another script. Very cheap.
    pub fn keeps_as_is(&self, folded: &str) -> bool {
        OTHER_SCRIPTS.contains(&self.language) && folded.is_ascii()
    }

    /// Returns the folded stem of word `i` of a text, looked up by word number, which is fastest
    /// for many words. `None` if the word is its own stem.
    pub fn other_stem(&mut self, words: &Words, numbers: &Numbers, i: usize) -> Option<&str> {
        let place = match self.numbered.known(numbers, i) {
            Some(place) => *place,
            None => {
                let place = self.place(words.folded(i))?;
                *self.numbered.get(numbers, i, || place)
            }
        };
        place.other_stem(&self.text)
    }

    /// Returns the cached place of a word; `None` if there is no stemmer.
    fn place(&mut self, folded: &str) -> Option<Place> {
        self.stemmer.as_ref()?;
        let known = self.cached.get(folded).copied();
        known.or_else(|| self.learn(folded))
    }

    /// Stems and caches a word; `None` if it is longer than 64 KiB, which no folded word is.
    fn learn(&mut self, folded: &str) -> Option<Place> {
        if self.cached.len() >= MAX_CACHED {
            self.cached.clear();
            self.text.clear();
            self.numbered.clear();
        }
        let by_rule;
        let stem = match self.exceptions.get(self.language, folded) {
            Some(stem) => stem,
            None => {
                by_rule = self.by_rule(folded);
                &by_rule
            }
        };
        let stem = if stem == folded { "" } else { stem };
        let place = Place {
            start: u32::try_from(self.text.len()).ok()?,
            word: u16::try_from(folded.len()).ok()?,
            stem: u16::try_from(stem.len()).ok()?,
        };
        self.text.push_str(folded);
        self.text.push_str(stem);
        self.cached.insert(folded.into(), place);
        Some(place)
    }
}

impl Rules {
    /// Returns the stem of a folded word, folded; may be empty.
    fn stem(&self, folded: &str) -> String {
        match self {
            Rules::Snowball {
                stemmer,
                endings,
                affixes,
            } => {
                let stem = fold(&stemmer.stem(&with_accent(endings, folded)));
                match affixes {
                    Some(affixes) => affixes.strip(&stem),
                    None => stem,
                }
            }
            Rules::Affixes(affixes) => affixes.strip(folded),
        }
    }
}

/// Returns the rows of [`ACCENTED_ENDINGS`] for one language, which are adjacent.
fn endings_of(language: &str) -> &'static [(&'static str, &'static str, &'static str)] {
    let start = ACCENTED_ENDINGS.partition_point(|(of, ..)| *of < language);
    let end = ACCENTED_ENDINGS.partition_point(|(of, ..)| *of <= language);
    &ACCENTED_ENDINGS[start..end]
}

/// Restores the accent on the ending of a folded word, which the stemmer needs.
fn with_accent<'a>(endings: &[(&str, &str, &str)], folded: &'a str) -> std::borrow::Cow<'a, str> {
    for (_, ending, accented) in endings {
        if let Some(start) = folded.strip_suffix(ending) {
            return format!("{start}{accented}").into();
        }
    }
    folded.into()
}

/// Returns the languages that have a stemmer, by ISO 639-1 code.
pub fn languages() -> impl Iterator<Item = &'static str> {
    STEMMED.iter().map(|(code, _)| *code)
}

/// Returns whether there is a stemmer for `language` (ISO 639-1).
pub fn has_stemmer(language: &str) -> bool {
    STEMMED.iter().any(|(code, _)| *code == language) || affixes(language).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::vocabulary::Vocabulary;

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
            ("pl", ["uchodzca", "uchodzcow", "uchodzcom"]),
            ("pl", ["wojna", "wojne", "wojnie"]),
            ("cs", ["valka", "valce", "valkou"]),
            ("cs", ["praha", "praze", "prahou"]),
            ("pl", ["wojna", "wojny", "wojen"]),
            ("pl", ["krakow", "krakowa", "krakowie"]),
            ("pl", ["rzeszow", "rzeszowa", "rzeszowem"]),
            ("pl", ["rozmowa", "rozmowy", "rozmow"]),
            ("pl", ["gdansk", "gdanska", "gdansku"]),
            ("cs", ["uprchlik", "uprchlici", "uprchliku"]),
            ("hi", ["किताब", "किताबें", "किताबों"]),
            ("uk", ["війна", "війни", "війною"]),
            ("he", ["משטרה", "המשטרה", "במשטרה"]),
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
    fn the_accented_endings_of_a_language_are_adjacent() {
        assert!(ACCENTED_ENDINGS.is_sorted_by_key(|(language, ..)| language));
        assert_eq!(endings_of("fr").len(), 2);
        assert_eq!(endings_of("en"), []);
    }

    #[test]
    fn a_stem_is_the_same_however_many_words_were_stemmed_before() {
        let mut stems = Stems::new("en");
        let mut vocabulary = Vocabulary::default();
        let text: Vec<String> = (0..3_000).map(|i| format!("attack{i}s attacked")).collect();
        let words = Words::of(&text.join(" "));
        for _ in 0..2 {
            let numbers = vocabulary.number(&words);
            for i in 0..words.len() {
                let wanted = Stems::new("en").stem(words.folded(i)).to_owned();
                let word = words.folded(i);
                let stem = stems.other_stem(&words, &numbers, i).unwrap_or(word);
                assert_eq!(stem, wanted);
                assert_eq!(stems.by_rule(word), wanted);
                assert_eq!(stems.stem(words.folded(i)), wanted);
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn stemmers_of_other_scripts_leave_latin_words_as_they_are(word in "[a-z0-9]{1,16}") {
            for language in OTHER_SCRIPTS {
                let stems = Stems::new(language);
                proptest::prop_assert!(stems.keeps_as_is(&word));
                proptest::prop_assert_eq!(&stems.by_rule(&word), &word);
            }
        }
    }

    #[test]
    fn a_language_without_stemmer_leaves_words_as_they_are() {
        assert_eq!(Stems::new("ht").stem("atake"), "atake");
        let words = Words::of("attacks");
        let numbers = Vocabulary::default().number(&words);
        assert_eq!(Stems::new("ht").other_stem(&words, &numbers, 0), None);
        assert_eq!(Stems::new("ht").by_rule("attacks"), "attacks");
        assert_eq!(Stems::new("").stem("attacks"), "attacks");
    }
}
