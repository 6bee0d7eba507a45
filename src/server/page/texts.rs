//! The texts of the page in the languages of its readers: `texts.tsv`.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

/// One text a row: its key, then the text in each of [`Language::ALL`]. `{n}` and the like are replaced. What depends on
/// a number has the keys `KEY.one` and `KEY.many`.
const TABLE: &str = include_str!("texts.tsv");

/// A language of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English, the default.
    English,
    /// French.
    French,
    /// Spanish.
    Spanish,
}

impl Language {
    /// All languages, in the order of the columns of the table.
    pub const ALL: [Language; 3] = [Language::English, Language::French, Language::Spanish];

    /// Returns the ISO 639-1 code.
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::French => "fr",
            Language::Spanish => "es",
        }
    }

    /// Returns the name of the language in itself.
    pub fn name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::French => "Français",
            Language::Spanish => "Español",
        }
    }

    /// Returns the language with this code, which may have a region: `fr-CA`.
    pub fn named(code: &str) -> Option<Language> {
        let code = code.trim().split('-').next().unwrap_or("");
        let mut all = Language::ALL.into_iter();
        all.find(|language| language.code().eq_ignore_ascii_case(code))
    }

    /// Chooses the language: the code that the address has, or else the best one of the header `Accept-Language`, or
    /// else English.
    pub fn choose(requested: &str, accepted: &str) -> Language {
        if let Some(language) = Language::named(requested) {
            return language;
        }
        let mut best: Option<(f32, Language)> = None;
        for range in accepted.split(',') {
            let (code, weight) = range.split_once(';').unwrap_or((range, "q=1"));
            let weight = weight.trim().trim_start_matches("q=");
            let weight: f32 = weight.parse().unwrap_or(0.0);
            if let Some(language) = Language::named(code)
                && best.is_none_or(|(most, _)| weight > most)
            {
                best = Some((weight, language));
            }
        }
        best.map_or(Language::English, |(_, language)| language)
    }

    /// Returns the texts in this language.
    pub fn texts(self) -> Texts {
        Texts { language: self }
    }

    fn is_one(self, n: u64) -> bool {
        match self {
            Language::English | Language::Spanish => n == 1,
            Language::French => n < 2,
        }
    }

    /// Separates groups of three digits.
    fn digit_separator(self) -> char {
        match self {
            Language::English => ',',
            Language::French | Language::Spanish => '\u{202f}',
        }
    }
}

/// The texts in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Texts {
    /// The language.
    pub language: Language,
}

impl Texts {
    /// Returns the text with this key; `None` if the table has no such key.
    pub fn find(self, key: &str) -> Option<&'static str> {
        let row = table().get(key)?;
        let column = Language::ALL
            .iter()
            .position(|&other| other == self.language);
        row.get(column?).copied()
    }

    /// Returns the text with this key, which must be in the table; else the key.
    pub fn text(self, key: &'static str) -> &'static str {
        let text = self.find(key);
        debug_assert!(text.is_some(), "texts.tsv has no key {key}");
        text.unwrap_or(key)
    }

    /// Returns the text with this key and `{name}` replaced by a value.
    pub fn with(self, key: &'static str, name: &str, value: &str) -> String {
        let name = format!("{{{name}}}");
        self.text(key).replace(&name, value)
    }

    /// Returns the text for a number: that of `one` or that of `many`, with `{n}` replaced.
    pub fn count(self, one: &'static str, many: &'static str, n: u64) -> String {
        let key = if self.language.is_one(n) { one } else { many };
        self.with(key, "n", &self.number(n))
    }

    /// Writes a number with its digits in groups of three.
    pub fn number(self, n: u64) -> String {
        let digits = n.to_string();
        let mut written = String::new();
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                written.push(self.language.digit_separator());
            }
            written.push(digit);
        }
        written
    }

    /// Returns the name of the language with an ISO 639 code; of languages that are not in the table, the code.
    pub fn language_name(self, code: &str) -> &str {
        self.find(&format!("language.{code}")).unwrap_or(code)
    }

    /// Returns the display name of a facet, whose own label is that of the schema.
    pub fn facet<'a>(self, name: &str, label: &'a str) -> Cow<'a, str> {
        let translated = self.find(&format!("facet.{name}"));
        Cow::Borrowed(translated.unwrap_or(label))
    }
}

fn table() -> &'static HashMap<&'static str, Vec<&'static str>> {
    static ROWS: OnceLock<HashMap<&'static str, Vec<&'static str>>> = OnceLock::new();
    ROWS.get_or_init(|| rows().collect())
}

/// Returns the rows of the table: each key with its texts.
fn rows() -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    let rows = TABLE.lines().skip(1).filter(|line| !line.is_empty());
    rows.map(|line| {
        let mut cells = line.split('\t');
        (cells.next().unwrap_or(""), cells.collect())
    })
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    #[test]
    fn every_key_has_a_text_in_each_language_and_occurs_once() {
        let mut keys: Vec<&str> = Vec::new();
        for (key, texts) in rows() {
            assert_eq!(texts.len(), Language::ALL.len(), "{key}");
            assert!(texts.iter().all(|text| !text.trim().is_empty()), "{key}");
            let variables = |text: &str| text.matches('{').count();
            assert!(
                texts
                    .iter()
                    .all(|text| variables(text) == variables(texts[0])),
                "{key}"
            );
            keys.push(key);
        }
        let number = keys.len();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), number);
    }

    #[test]
    fn every_key_is_used_and_every_key_that_is_used_is_there() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/server/page");
        let mut source = String::new();
        for file in fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|ext| ext == "rs") {
                source.push_str(&fs::read_to_string(path).unwrap());
            }
        }
        for (key, _) in rows() {
            // Names of facets and languages come from the index.
            let is_of_index = ["facet.", "language."]
                .iter()
                .any(|start| key.starts_with(start));
            let is_used = is_of_index || source.contains(&format!("\"{key}\""));
            assert!(is_used, "{key} is not used");
        }
        for start in ["texts.text(\"", "texts.with(\"", "texts.count(\""] {
            for used in source.split(start).skip(1) {
                let key = used.split('"').next().unwrap_or("");
                assert!(table().contains_key(key), "{key} is not in the table");
            }
        }
    }

    #[test]
    fn the_address_chooses_the_language_before_the_browser() {
        let choose = Language::choose;
        assert_eq!(choose("es", "fr"), Language::Spanish);
        assert_eq!(choose("", "de, en;q=0.5, fr-CA; q=0.8"), Language::French);
        assert_eq!(choose("xx", "de"), Language::English);
    }

    #[test]
    fn numbers_are_grouped_as_the_language_does() {
        assert_eq!(Language::English.texts().number(1_234_567), "1,234,567");
        assert_eq!(Language::French.texts().number(12_345), "12\u{202f}345");
        assert_eq!(Language::English.texts().number(999), "999");
    }
}
