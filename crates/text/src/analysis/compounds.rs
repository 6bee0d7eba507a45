//! Compounds: several words written as one, of which the last is the head (German
//! *Sprengstoffanschlag*, a kind of *Anschlag*).
//!
//! The boundary between the parts is not marked, and no dictionary lists all first parts. So a word
//! is split only if it ends in a known head. The rest counts as its first part unless it is too
//! short, a prefix, or the beginning of a loan word.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The compounding languages. The file's header documents its columns, sources and licence.
const TABLE: &str = include_str!("../../../../index-schema/compounds.tsv");

static LANGUAGES: LazyLock<HashMap<&'static str, Compounds>> = LazyLock::new(|| read(TABLE));

/// The shortest head that may be found in a compound, in characters.
pub const SHORTEST_HEAD: usize = 4;
/// Minimum lengths in characters: of a head that is not short, and of a long head.
const PLAIN_HEAD: usize = 5;
const LONG_HEAD: usize = 6;

/// Minimum lengths of a first part, in characters.
struct Needed {
    /// For any first part.
    certain: usize,
    /// For a first part that occurs as a word in some text.
    known: usize,
}

impl Needed {
    /// For a short head (`noodhulp`).
    const SHORT: Needed = Needed {
        certain: 5,
        known: 4,
    };
    /// For a head of medium length (`burgeroorlog`).
    const PLAIN: Needed = Needed {
        certain: 4,
        known: 3,
    };
    /// For a long head (`bomaanslag`).
    const LONG: Needed = Needed {
        certain: 3,
        known: 3,
    };
    /// For a loan word. A first part that no text has as a word must also be linked by an `s`.
    const LOAN: Needed = Needed {
        certain: 6,
        known: 4,
    };
}

/// How one language forms compounds.
pub struct Compounds {
    /// Linking elements between two parts; may include the empty one.
    links: Vec<&'static str>,
    prefixes: Vec<&'static str>,
    loan_endings: Vec<&'static str>,
}

/// Returns the compounding rules of `language` (ISO 639-1); `None` if it has no closed compounds.
pub fn compounds(language: &str) -> Option<&'static Compounds> {
    LANGUAGES.get(language)
}

impl Compounds {
    /// Returns whether a folded word is a compound of `first` and the head `head`. `query_word`
    /// is the folded word of the query that the head matches. `is_word` returns whether a folded word occurs in
    /// any text.
    ///
    /// # Errors
    /// Those of `is_word`.
    pub fn is_compound<E>(
        &self,
        (first, head): (&str, &str),
        query_word: &str,
        mut is_word: impl FnMut(&str) -> Result<bool, E>,
    ) -> Result<bool, E> {
        let shorter = letters(head).min(letters(query_word));
        let are_letters = first.chars().chain(head.chars()).all(char::is_alphabetic);
        if shorter < SHORTEST_HEAD || !are_letters || self.is_prefix(first) {
            return Ok(false);
        }
        let is_loan = self.loan_endings.iter().any(|end| head.ends_with(end));
        for link in &self.links {
            let Some(word) = first.strip_suffix(link) else {
                continue;
            };
            let n = letters(word);
            if !has_vowel(word) || self.is_prefix(word) {
                continue;
            }
            let needed = match is_loan {
                true => Needed::LOAN,
                false if shorter < PLAIN_HEAD => Needed::SHORT,
                false if shorter < LONG_HEAD => Needed::PLAIN,
                false => Needed::LONG,
            };
            let is_certain = n >= needed.certain && (!is_loan || link.ends_with('s'));
            if is_certain || (n >= needed.known && is_word(word)?) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Returns whether `first` consists of one or more prefixes.
    fn is_prefix(&self, first: &str) -> bool {
        let mut prefixes = self.prefixes.iter();
        first.is_empty()
            || prefixes.any(|prefix| {
                let rest = first.strip_prefix(prefix);
                rest.is_some_and(|rest| self.is_prefix(rest))
            })
    }
}

fn letters(word: &str) -> usize {
    word.chars().count()
}

fn has_vowel(word: &str) -> bool {
    word.contains(['a', 'e', 'i', 'o', 'u', 'y'])
}

/// Parses the embedded table.
fn read(table: &'static str) -> HashMap<&'static str, Compounds> {
    let rows = table.lines().filter(|line| !line.starts_with('#')).skip(1);
    let language = |row: &'static str| {
        let columns: Vec<&str> = row.split('\t').collect();
        let [language, links, prefixes, loan_endings] = columns[..] else {
            panic!("compounds.tsv: four columns are expected in `{row}`");
        };
        let compounds = Compounds {
            links: std::iter::once("").chain(links.split(' ')).collect(),
            prefixes: prefixes.split(' ').collect(),
            loan_endings: loan_endings.split(' ').collect(),
        };
        (language, compounds)
    };
    rows.map(language).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::fold::fold;

    fn are(language: &str, first: &str, head: &str, words: &[&str]) -> bool {
        let compounds = compounds(language).unwrap();
        let (first, head) = (fold(first), fold(head));
        let is_word = |word: &str| Ok::<bool, ()>(words.contains(&word));
        compounds
            .is_compound((&first, &head), &head, is_word)
            .unwrap()
    }

    #[test]
    fn a_first_part_is_a_word_with_or_without_a_link() {
        for (language, first, head) in [
            ("de", "sprengstoff", "anschlag"),
            ("de", "flüchtlings", "lager"),
            ("de", "präsidentschafts", "wahl"),
            ("de", "menschenrechts", "kommission"),
            ("de", "luft", "angriff"),
            ("de", "bürger", "krieg"),
            ("nl", "bom", "aanslag"),
            ("nl", "vluchtelingen", "kamp"),
            ("nl", "burger", "oorlog"),
            ("sv", "flykting", "läger"),
            ("sv", "inbördes", "krig"),
            ("sv", "bomb", "attentat"),
            ("da", "flygtninge", "lejr"),
            ("no", "borger", "krig"),
        ] {
            assert!(are(language, first, head, &[]), "{first}|{head}");
        }
    }

    #[test]
    fn prefixes_beginnings_and_short_rests_are_not_first_parts() {
        for (language, first, head) in [
            ("de", "ver", "rat"),
            ("de", "w", "ort"),
            ("de", "nieder", "lande"),
            ("de", "wider", "stand"),
            ("de", "voraus", "setzung"),
            ("de", "ter", "rasse"),
            ("de", "sch", "lager"),
            ("de", "nach", "teil"),
            ("de", "mani", "fest"),
            ("de", "koordi", "nation"),
            ("de", "kom", "mission"),
            ("nl", "combi", "natie"),
            ("nl", "voor", "stelling"),
            ("sv", "under", "stöd"),
            ("sv", "desti", "nation"),
            ("de", "covid19", "gesetz"),
        ] {
            assert!(!are(language, first, head, &[]), "{first}|{head}");
        }
    }

    #[test]
    fn words_of_texts_are_first_parts_before_loan_words_and_where_short() {
        assert!(are("de", "polizei", "station", &["polizei"]));
        assert!(!are("de", "polizei", "station", &[]));
        assert!(are("nl", "nood", "hulp", &["nood"]));
        assert!(!are("nl", "nood", "hulp", &[]));
        assert!(are("sv", "nöd", "hjälp", &["nod"]));
        assert!(!are("sv", "nöd", "hjälp", &[]));
    }

    #[test]
    fn the_table_is_folded() {
        for compounds in LANGUAGES.values() {
            let all = [
                &compounds.links,
                &compounds.prefixes,
                &compounds.loan_endings,
            ];
            for part in all.into_iter().flatten() {
                assert_eq!(fold(part), *part);
            }
        }
        assert!(compounds("en").is_none());
    }
}
