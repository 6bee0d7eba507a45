//! Light stemming by a table of affixes: strips prefixes and suffixes by the rules of one language.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The affixes. The file's header documents its rules, sources and licence.
const TABLE: &str = include_str!("../../../../index-schema/affixes.tsv");

static LANGUAGES: LazyLock<HashMap<&'static str, Affixes>> = LazyLock::new(|| read(TABLE));

/// The affixes of one language.
#[derive(Default)]
pub struct Affixes {
    steps: Vec<Step>,
    /// Affixes that may also be separated from the word by a space.
    spaced: Vec<Affix>,
}

/// One stripping step: at most one of its affixes is removed, unless the step is repeated.
struct Step {
    number: &'static str,
    /// Whether the step runs again until no affix fits.
    repeated: bool,
    /// Longest first.
    affixes: Vec<Affix>,
}

struct Affix {
    text: &'static str,
    side: Side,
    /// The fewest characters that must remain.
    least: usize,
    after: After,
    /// The replacement for the affix.
    becomes: &'static str,
}

/// Where an affix is attached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Prefix,
    Suffix,
    /// The entry is a whole word.
    Word,
}

/// What must precede a suffix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum After {
    Any,
    /// A Korean syllable with a final consonant.
    Closed,
    /// A Korean syllable without a final consonant.
    Open,
}

/// Splits a folded word of `language` (ISO 639-1) into word and affix where both are also written
/// with a space between them: `می روند` for `می‌روند`.
pub fn with_space<'a>(language: &str, folded: &'a str) -> Option<(&'a str, &'a str)> {
    let spaced = &LANGUAGES.get(language)?.spaced;
    spaced.iter().find_map(|affix| {
        let at = match affix.side {
            Side::Prefix => affix.text.len(),
            Side::Suffix => folded.len() - affix.text.len().min(folded.len()),
            Side::Word => return None,
        };
        affix.strip(folded).map(|_| folded.split_at(at))
    })
}

/// Returns the affixes of `language` (ISO 639-1) with its code; `None` if the table has no such
/// language.
pub fn affixes(language: &str) -> Option<(&'static str, &'static Affixes)> {
    LANGUAGES
        .get_key_value(language)
        .map(|(code, affixes)| (*code, affixes))
}

impl Affixes {
    /// Strips the affixes off a folded word.
    pub fn strip(&self, folded: &str) -> String {
        let mut word = folded.to_owned();
        for step in &self.steps {
            while let Some(shorter) = step.affixes.iter().find_map(|affix| affix.strip(&word)) {
                word = shorter;
                if !step.repeated {
                    break;
                }
            }
        }
        word
    }
}

impl Affix {
    /// Strips the affix off the word; `None` if it does not fit.
    fn strip(&self, word: &str) -> Option<String> {
        let left = match self.side {
            Side::Word => return (word == self.text).then(|| self.becomes.to_owned()),
            Side::Prefix => word.strip_prefix(self.text)?,
            Side::Suffix => word.strip_suffix(self.text)?,
        };
        if left.chars().count() < self.least || !self.after.fits(left) {
            return None;
        }
        Some(match self.side {
            Side::Prefix => format!("{}{left}", self.becomes),
            Side::Suffix | Side::Word => format!("{left}{}", self.becomes),
        })
    }
}

impl After {
    fn fits(self, left: &str) -> bool {
        let last = left.chars().next_back();
        match self {
            After::Any => true,
            After::Closed => last
                .and_then(final_consonant)
                .is_some_and(|consonant| consonant != 0),
            After::Open => last
                .and_then(final_consonant)
                .is_some_and(|consonant| matches!(consonant, 0 | RIEUL)),
        }
    }
}

/// The index of the final consonant l. The particle `로` follows it as it follows a vowel.
const RIEUL: u32 = 8;

/// Returns the index of the final consonant of a Korean syllable, 0 if it has none; `None` for
/// other characters. By Unicode 3.12, syllables are ordered by first consonant, vowel and one of 28
/// finals.
fn final_consonant(syllable: char) -> Option<u32> {
    matches!(syllable, '\u{ac00}'..='\u{d7a3}').then(|| (u32::from(syllable) - 0xac00) % 28)
}

/// Parses the embedded table.
fn read(table: &'static str) -> HashMap<&'static str, Affixes> {
    let mut languages: HashMap<&str, Affixes> = HashMap::new();
    for row in table.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let columns: Vec<&str> = row.split('\t').collect();
        let [
            language,
            number,
            side,
            often,
            least,
            after,
            affixes,
            becomes,
        ] = columns[..]
        else {
            panic!("affixes.tsv: eight columns are expected in `{row}`");
        };
        let (side, spaced) = match side {
            "prefix" => (Side::Prefix, false),
            "suffix" => (Side::Suffix, false),
            "word" => (Side::Word, false),
            "spaced-prefix" => (Side::Prefix, true),
            "spaced-suffix" => (Side::Suffix, true),
            other => panic!("affixes.tsv: `{other}` is no side"),
        };
        let after = match after {
            "any" => After::Any,
            "closed" => After::Closed,
            "open" => After::Open,
            other => panic!("affixes.tsv: `{other}` is nothing that a suffix stands behind"),
        };
        let least = least.parse().expect("affixes.tsv: `least` is a number");
        let affixes = affixes.split(' ').map(|text| Affix {
            text,
            side,
            least,
            after,
            becomes,
        });
        let language = languages.entry(language).or_default();
        let into = match spaced {
            true => &mut language.spaced,
            false => &mut step_of(&mut language.steps, number, often == "all").affixes,
        };
        into.extend(affixes);
        into.sort_by_key(|affix| Reverse(affix.text.len()));
    }
    languages
}

/// Returns the step with this number: the last one, or a new one.
fn step_of<'a>(steps: &'a mut Vec<Step>, number: &'static str, repeated: bool) -> &'a mut Step {
    if steps.last().is_none_or(|step| step.number != number) {
        steps.push(Step {
            number,
            repeated,
            affixes: Vec::new(),
        });
    }
    steps
        .last_mut()
        .expect("one was just put in if there was none")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::fold::fold;
    use crate::analysis::words::Words;

    fn without_affixes(language: &str, folded: &str) -> String {
        let (_, affixes) = affixes(language).unwrap();
        affixes.strip(folded)
    }

    #[test]
    fn the_table_is_whole_and_folded() {
        for (code, language) in LANGUAGES.iter() {
            let of_steps = language.steps.iter().flat_map(|step| &step.affixes);
            for affix in of_steps.chain(&language.spaced) {
                assert!(!affix.text.is_empty(), "{code}");
                assert_eq!(fold(affix.text), affix.text, "{code}");
            }
        }
    }

    #[test]
    fn the_forms_of_a_word_have_one_stem() {
        for (language, forms) in [
            ("ar", "لاجئ لاجئين اللاجئون واللاجئين للاجئين"),
            (
                "ar",
                "مخيم المخيم مخيمات والمخيمات بالمخيم للمخيمات فالمخيم كمخيم",
            ),
            ("ar", "غزة بغزة وغزة لغزة"),
            ("fa", "خانه خانه\u{200c}ها خانه\u{200c}های خانهها"),
            ("fa", "می\u{200c}روند نمی\u{200c}روند میروند"),
            ("he", "משטרה המשטרה במשטרה למשטרה והמשטרה שהמשטרה"),
            ("he", "צבא הצבא והצבא שהצבא"),
            ("he", "עזה בעזה לעזה"),
            (
                "ko",
                "서울 서울에서 서울은 서울이 서울로 서울에서는 서울까지",
            ),
            ("ko", "난민 난민들 난민들은 난민을 난민에게"),
            ("uk", "Київ Києва Києві Києвом"),
            ("uk", "Харків Харкова Харкові"),
            ("uk", "біженець біженці біженців"),
            ("uk", "російський російської російських"),
        ] {
            let stem = |form| without_affixes(language, Words::of(form).folded(0));
            let stems = forms.split(' ').map(stem);
            let stems: Vec<String> = stems.collect();
            assert!(
                stems.iter().all(|stem| *stem == stems[0]),
                "{forms}: {stems:?}"
            );
        }
    }

    #[test]
    fn a_korean_particle_follows_only_its_kind_of_syllable() {
        assert_eq!(without_affixes("ko", "전문가"), "전문가"); // not 전문 with 가, which must follow a vowel
        assert_eq!(without_affixes("ko", "국가는"), "국가");
        assert_eq!(without_affixes("ko", "평양으로"), "평양");
    }

    #[test]
    fn some_affixes_are_also_written_apart() {
        assert_eq!(with_space("fa", "ميروند"), Some(("مي", "روند")));
        assert_eq!(with_space("fa", "خانههاي"), Some(("خانه", "هاي")));
        assert_eq!(with_space("fa", "خانه"), None);
        assert_eq!(with_space("ar", "ميروند"), None);
    }

    #[test]
    fn a_word_without_affixes_stays_as_it_is() {
        assert_eq!(without_affixes("uk", "atake"), "atake");
        assert!(affixes("ht").is_none());
    }
}
