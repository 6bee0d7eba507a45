//! Names of places with affixes: particles and prefixes that are written together with a name
//! (`한국은`, `בקניה`) and the endings of its cases (`Кении`).

use std::sync::LazyLock;

use reportage_text::analysis::fold::fold;

/// The table. Its header documents the columns, sources and licence.
const TABLE: &str = include_str!("../../../../index-schema/name-affixes.tsv");
/// The language of affixes that apply to texts of any language.
const ANY: &str = "any";

static AFFIXES: LazyLock<Vec<Affix>> = LazyLock::new(|| read(TABLE));

/// An affix of names, folded.
struct Affix {
    /// ISO 639-1 code, or [`ANY`].
    language: &'static str,
    side: Side,
    /// The fewest letters of a name that takes it.
    least: usize,
    text: String,
    /// The part of the name that the affix replaces.
    becomes: String,
}

/// Where an affix is attached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// To the first word of a name.
    Prefix,
    /// To the last word of a name.
    Suffix,
}

/// Returns whether words of the script of `word`, or of the language, may be names with an affix.
pub(super) fn may_apply(word: &str, language: Option<&str>) -> bool {
    !word.is_ascii() || AFFIXES.iter().any(|affix| Some(affix.language) == language)
}

/// Returns what the folded `words`, which have a word each, may be without an affix: look-up keys of
/// names, those without the longest affix first.
pub(super) fn without_affix(words: &[&str], language: Option<&str>) -> Vec<String> {
    let mut keys: Vec<(usize, String)> = Vec::new();
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return Vec::new();
    };
    for affix in AFFIXES.iter() {
        if affix.language != ANY && Some(affix.language) != language {
            continue;
        }
        let mut words = words.to_vec();
        let word;
        match affix.side {
            Side::Prefix => {
                let Some(rest) = first.strip_prefix(affix.text.as_str()) else {
                    continue;
                };
                word = format!("{}{rest}", affix.becomes);
                words[0] = &word;
            }
            Side::Suffix => {
                let Some(rest) = last.strip_suffix(affix.text.as_str()) else {
                    continue;
                };
                word = format!("{rest}{}", affix.becomes);
                let at = words.len() - 1;
                words[at] = &word;
            }
        }
        let letters: usize = words.iter().map(|word| word.chars().count()).sum();
        if !word.is_empty() && letters >= affix.least {
            keys.push((affix.text.len(), words.join(" ")));
        }
    }
    keys.sort_by_key(|(length, _)| std::cmp::Reverse(*length));
    keys.into_iter().map(|(_, key)| key).collect()
}

/// Returns Arabic `words` with each simple prefix: `والجيش`, `للجيش`.
pub(super) fn with_prefixes(words: &str) -> Vec<String> {
    let is_arabic_name = words.starts_with(is_arabic);
    let prefixes = AFFIXES.iter().filter(|affix| {
        let is_prefix = affix.language == ANY && affix.side == Side::Prefix;
        let is_short = affix.text.chars().count() <= 1 + affix.becomes.chars().count() / 2;
        is_prefix && is_short && is_arabic_name && affix.text.starts_with(is_arabic)
    });
    let attached = prefixes.filter_map(|affix| {
        let rest = words.strip_prefix(affix.becomes.as_str())?;
        Some(format!("{}{rest}", affix.text))
    });
    attached.collect()
}

fn is_arabic(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{6ff}')
}

/// Parses the embedded table.
fn read(table: &'static str) -> Vec<Affix> {
    let mut all = Vec::new();
    for row in table.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let columns: Vec<&str> = row.split('\t').collect();
        let [language, side, least, affixes, becomes] = columns[..] else {
            panic!("name-affixes.tsv: five columns are expected in `{row}`");
        };
        let side = match side {
            "prefix" => Side::Prefix,
            "suffix" => Side::Suffix,
            other => panic!("name-affixes.tsv: `{other}` is no side"),
        };
        let least = least
            .parse()
            .expect("name-affixes.tsv: `least` is a number");
        all.extend(affixes.split(' ').map(|text| Affix {
            language,
            side,
            least,
            text: fold(text),
            becomes: fold(becomes),
        }));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn affixes_are_removed_from_the_first_or_the_last_word() {
        let keys = |words: &[&str], language| without_affix(words, language);
        let has = |keys: Vec<String>, key: &str| keys.contains(&fold(key));
        assert!(has(keys(&["кении"], None), "кения"));
        assert!(has(keys(&["בדרום", "סודאן"], None), "דרום סודאן"));
        assert!(has(keys(&["적도", "기니는"], None), "적도 기니"));
        assert!(has(keys(&["للسودان"], None), "السودان"));
        assert!(has(keys(&["kenii"], Some("pl")), "kenia"));
    }

    #[test]
    fn short_names_and_other_languages_have_no_affixes() {
        assert_eq!(without_affix(&["ومالي"], None), Vec::<String>::new());
        assert_eq!(without_affix(&["kenii"], Some("en")), Vec::<String>::new());
        assert!(!may_apply("kenii", Some("en")) && may_apply("kenii", Some("pl")));
    }
}
