//! Exceptions from stemming: names, and words that a stemmer confuses with others.

use std::collections::{BTreeMap, BTreeSet};

use fst::Map;

/// Languages with a stemmer that do not inflect names, so that names are not stemmed.
pub const UNINFLECTED_NAMES: &[&str] = &["en", "es", "fr", "it", "nl", "pt"];

/// Separates a language from a word of it. No folded word contains it.
const OF: char = '/';

/// Names and exceptions, keyed by folded words.
#[derive(Debug, Default)]
pub struct StemExceptions {
    /// Names map to 0. A language and a word map to the position of the stem in `stems`, with its
    /// length in the low bits. `None` if there are none: even building an empty automaton takes
    /// megabytes.
    words: Option<Map<Vec<u8>>>,
    stems: String,
}

/// The bits that hold the length of a stem; no folded word is longer.
const LENGTH_BITS: u32 = 16;

/// Collects names and exceptions.
#[derive(Debug, Default)]
pub struct Builder {
    /// Names, folded, each one word.
    pub names: BTreeSet<String>,
    /// Stems by language and folded word.
    pub stems: BTreeMap<(String, String), String>,
}

impl Builder {
    /// Serializes the exceptions: the length of the automaton, the automaton, and the stems.
    /// [`StemExceptions::open`] reads them.
    pub fn build(self) -> Vec<u8> {
        let mut all: BTreeMap<String, u64> = BTreeMap::new();
        let mut stems = String::new();
        for ((language, word), stem) in self.stems {
            let value = (stems.len() as u64) << LENGTH_BITS | stem.len() as u64;
            all.insert(format!("{language}{OF}{word}"), value);
            stems.push_str(&stem);
        }
        all.extend(self.names.into_iter().map(|name| (name, 0)));
        let words = Map::from_iter(all).expect("keys are sorted and unique, and memory takes them");
        let words = words.into_fst().into_inner();
        let mut out = (words.len() as u64).to_le_bytes().to_vec();
        out.extend(words);
        out.extend(stems.into_bytes());
        out
    }
}

impl StemExceptions {
    /// Opens the output of [`Builder::build`]; `None` if the format is wrong. Copies the bytes.
    pub fn open(bytes: &[u8]) -> Option<StemExceptions> {
        let (length, rest) = bytes.split_first_chunk()?;
        let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
        let (words, stems) = rest.split_at_checked(length)?;
        Some(StemExceptions {
            words: Some(Map::new(words.to_vec()).ok()?),
            stems: String::from_utf8(stems.to_vec()).ok()?,
        })
    }

    /// Returns whether a folded word is a name.
    pub fn is_name(&self, folded: &str) -> bool {
        self.words
            .as_ref()
            .is_some_and(|words| words.contains_key(folded))
    }

    /// Returns the stem of a folded word if it is an exception from the language's rules.
    pub fn get<'a>(&'a self, language: &str, folded: &'a str) -> Option<&'a str> {
        let words = self.words.as_ref()?;
        let mut of_language = String::with_capacity(language.len() + OF.len_utf8() + folded.len());
        of_language.push_str(language);
        of_language.push(OF);
        of_language.push_str(folded);
        if let Some(value) = words.get(&of_language) {
            let start = usize::try_from(value >> LENGTH_BITS).ok()?;
            let length = (value & ((1 << LENGTH_BITS) - 1)) as usize;
            return self.stems.get(start..start + length);
        }
        let is_name = UNINFLECTED_NAMES.contains(&language) && words.contains_key(folded);
        is_name.then_some(folded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_kept_where_they_have_no_inflections_and_rows_go_before_them() {
        let mut builder = Builder::default();
        builder.names.extend(["paris", "flores"].map(str::to_owned));
        for (language, word, stem) in [("es", "flores", "flor"), ("sv", "surat", "surat")] {
            let word = (language.to_owned(), word.to_owned());
            builder.stems.insert(word, stem.to_owned());
        }
        let exceptions = StemExceptions::open(&builder.build()).unwrap();
        for (language, word, wanted) in [
            ("fr", "paris", Some("paris")),
            ("sv", "paris", None),
            ("es", "flores", Some("flor")),
            ("pt", "flores", Some("flores")),
            ("sv", "surat", Some("surat")),
            ("fr", "attaques", None),
        ] {
            assert_eq!(exceptions.get(language, word), wanted, "{language} {word}");
        }
        assert!(StemExceptions::open(b"too short").is_none());
        assert_eq!(StemExceptions::default().get("fr", "paris"), None);
    }
}
