//! Packs a table from tab-separated text.
//!
//! Four files, without a header, each in order of preference:
//! - *to English*: language, word, frequency (Zipf scale), then English words with weights (`attack:0.91 assault:0.7`);
//! - *from English*: language, English word, its frequency, then words of the language with weights;
//! - *forms*: language, form, the word of which it is one;
//! - *function words*: language, function words with spaces between them. They are not translated.
//!
//! A space within a translation is written `_`.

use std::collections::{BTreeMap, HashMap};
use std::io::Read;

use reportage_text::analysis::stems::Stems;
use reportage_text::analysis::words::Words;
use serde::Deserialize;

use crate::PIVOT;
use crate::error::TableError;
use crate::layout::{
    CODE_BYTES, FREQUENCY_STEPS, MAGIC, Record, SECTION_BYTES, STEM, Section, WEIGHT_STEPS,
};

/// The text files of a table.
pub struct Sources<R> {
    /// Words with their English translations.
    pub to_english: R,
    /// English words with their translations.
    pub from_english: R,
    /// Further forms of words.
    pub forms: R,
    /// Function words.
    pub function_words: R,
}

#[derive(Deserialize)]
struct Row {
    language: String,
    word: String,
    frequency: f32,
    translations: String,
}

#[derive(Deserialize)]
struct Form {
    language: String,
    form: String,
    word: String,
}

#[derive(Deserialize)]
struct FunctionWords {
    language: String,
    words: String,
}

/// The words of one language while they are packed.
#[derive(Default)]
struct Language {
    /// Each word with its frequency; function words have [`FUNCTION`].
    frequencies: BTreeMap<String, f32>,
    /// For each word, its translations by language.
    lists: HashMap<String, BTreeMap<String, Vec<(String, f32)>>>,
    forms: Vec<(String, String)>,
    /// The number of each word, most frequent first.
    numbers: HashMap<String, u32>,
    /// The words in the order of their numbers.
    words: Vec<String>,
}

/// The frequency of function words, above that of any other.
const FUNCTION: f32 = f32::INFINITY;
/// The maximum frequency of other words.
const MOST_FREQUENT: f32 = 10.0;

/// Packs a table.
///
/// # Errors
/// A row is malformed, or the table is too large for its layout.
pub fn pack<R: Read>(sources: Sources<R>) -> Result<Vec<u8>, TableError> {
    let mut languages: BTreeMap<String, Language> = BTreeMap::new();
    languages.entry(PIVOT.to_owned()).or_default();
    for row in rows::<Row>("to English", sources.to_english) {
        let row = row?;
        let language = languages.entry(row.language.clone()).or_default();
        language.add(row, PIVOT);
    }
    for row in rows::<Row>("from English", sources.from_english) {
        let row = row?;
        let to = row.language.clone();
        let english = languages.entry(PIVOT.to_owned()).or_default();
        english.add(row, &to);
    }
    for form in rows("forms", sources.forms) {
        let Form {
            language,
            form,
            word,
        } = form?;
        languages
            .entry(language)
            .or_default()
            .forms
            .push((form, word));
    }
    complete(&mut languages);
    for row in rows("function words", sources.function_words) {
        let FunctionWords { language, words } = row?;
        let language = languages.entry(language).or_default();
        for word in words.split_whitespace() {
            language.lists.remove(word);
            language.frequencies.insert(word.to_owned(), FUNCTION);
        }
    }
    languages.values_mut().for_each(Language::number);
    let mut codes: Vec<String> = languages.keys().cloned().collect();
    codes.sort_by_key(|code| code != PIVOT); // stable: the others stay sorted
    written(&codes, &languages)
}

/// Adds the translations that have no row of their own, with a frequency of 0.
fn complete(languages: &mut BTreeMap<String, Language>) {
    let mut mentioned: Vec<(String, String)> = Vec::new();
    for language in languages.values() {
        for by_language in language.lists.values() {
            for (code, list) in by_language {
                let words = list.iter().map(|(word, _)| (code.clone(), word.clone()));
                mentioned.extend(words);
            }
        }
    }
    for (code, word) in mentioned {
        let language = languages.entry(code).or_default();
        language.frequencies.entry(word).or_insert(0.0);
    }
}

impl Language {
    /// Adds a row of a word of this language with its translations into another.
    fn add(&mut self, row: Row, to: &str) {
        let frequency = row.frequency.clamp(0.0, MOST_FREQUENT);
        let known = self.frequencies.entry(row.word.clone());
        let known = known.or_insert(frequency);
        *known = known.max(frequency);
        let list = weighed(&row.translations);
        if !list.is_empty() {
            let lists = self.lists.entry(row.word).or_default();
            lists.insert(to.to_owned(), list);
        }
    }

    fn number(&mut self) {
        let mut words: Vec<(&String, &f32)> = self.frequencies.iter().collect();
        words.sort_by(|a, b| b.1.total_cmp(a.1).then(a.0.cmp(b.0)));
        self.words = words.into_iter().map(|(word, _)| word.clone()).collect();
        let numbered = self.words.iter().zip(0..);
        self.numbers = numbered.map(|(word, n)| (word.clone(), n)).collect();
    }

    /// Returns the keys of all words with the number of the entry: of several entries with one key, the most frequent. A form
    /// leads to its own entry before that of another word, and a word to its form before any stem.
    fn keys(&self, code: &str) -> BTreeMap<String, u64> {
        let mut keys = BTreeMap::new();
        let mut stems = Stems::new(code);
        let own = self.words.iter().map(|word| (word, word));
        let others = self.forms.iter().map(|(form, word)| (form, word));
        let all: Vec<(String, u64)> = own
            .chain(others)
            .filter_map(|(form, word)| Some((Words::of(form).key(), *self.numbers.get(word)?)))
            .filter(|(key, _)| !key.is_empty())
            .map(|(key, number)| (key, u64::from(number)))
            .collect();
        let mut stem_of = |form: &str| format!("{STEM}{}", stems.stem(form));
        for (form, number) in &all {
            let known = keys.entry(stem_of(form)).or_insert(*number);
            *known = (*known).min(*number);
        }
        for (i, (form, number)) in all.iter().enumerate() {
            // Another form whose stem leads to the same entry needs no key.
            let is_other = i >= self.words.len();
            if !(is_other && keys.get(&stem_of(form)) == Some(number)) {
                keys.entry(form.clone()).or_insert(*number);
            }
        }
        // A stem that is a word with the same entry is found as a word.
        let is_needed = |(key, number): &(&String, &u64)| {
            let stem = key.strip_prefix(STEM);
            stem.is_none_or(|stem| keys.get(stem) != Some(number))
        };
        let needed = keys.iter().filter(is_needed);
        needed.map(|(key, number)| (key.clone(), *number)).collect()
    }
}

fn written(
    codes: &[String],
    languages: &BTreeMap<String, Language>,
) -> Result<Vec<u8>, TableError> {
    const LARGE: TableError = TableError::TooLarge("the table");
    let mut body = Vec::new();
    let mut sections = Vec::new();
    let start = MAGIC.len() + 4 + codes.len() * SECTION_BYTES;
    let mut part = |bytes: &[u8]| -> Result<(u32, u32), TableError> {
        let at = u32::try_from(start + body.len()).map_err(|_| LARGE)?;
        let len = u32::try_from(bytes.len()).map_err(|_| LARGE)?;
        body.extend_from_slice(bytes);
        Ok((at, len))
    };
    for code in codes {
        let language = &languages[code];
        let words = fst::Map::from_iter(language.keys(code));
        let words = words.map_err(|source| TableError::Words {
            language: code.clone(),
            source,
        })?;
        let (mut offsets, mut records) = (Vec::new(), Vec::new());
        for word in &language.words {
            offsets.extend_from_slice(&(records.len() as u32).to_le_bytes());
            let record = language.record(word, codes, languages);
            record
                .write(&mut records)
                .ok_or(TableError::TooLarge("an entry"))?;
        }
        offsets.extend_from_slice(&(records.len() as u32).to_le_bytes());
        sections.push(Section {
            code: code.clone(),
            words: part(words.as_fst().as_bytes())?,
            offsets: part(&offsets)?,
            records: part(&records)?,
        });
    }
    let mut bytes = MAGIC.to_vec();
    bytes.extend_from_slice(&(codes.len() as u32).to_le_bytes());
    for section in sections {
        let mut code = section.code.clone().into_bytes();
        code.resize(CODE_BYTES, 0);
        bytes.extend_from_slice(&code);
        for field in section.fields() {
            bytes.extend_from_slice(&field.to_le_bytes());
        }
    }
    bytes.extend(body);
    Ok(bytes)
}

impl Language {
    fn record<'a>(
        &'a self,
        word: &'a str,
        codes: &[String],
        languages: &BTreeMap<String, Language>,
    ) -> Record<'a> {
        let mut lists = Vec::new();
        for (code, list) in self.lists.get(word).into_iter().flatten() {
            let numbers = &languages[code].numbers;
            let list = list.iter().filter_map(|(word, weight)| {
                Some((*numbers.get(word)?, steps(*weight, WEIGHT_STEPS)))
            });
            let code = codes.iter().position(|known| known == code);
            lists.extend(code.map(|code| (code as u8, list.collect())));
        }
        lists.sort_by_key(|&(code, _)| code);
        Record {
            frequency: steps(self.frequencies[word], FREQUENCY_STEPS),
            word,
            lists,
        }
    }
}

fn steps(value: f32, steps: f32) -> u8 {
    (value * steps).round().clamp(0.0, 255.0) as u8
}

/// Reads `attack:0.91 assault:0.7`; what has no weight counts fully.
fn weighed(list: &str) -> Vec<(String, f32)> {
    let one = |item: &str| {
        let (word, weight) = match item.rsplit_once(':') {
            Some((word, weight)) => (word, weight.parse().unwrap_or(1.0)),
            None => (item, 1.0),
        };
        (word.replace('_', " "), weight)
    };
    list.split_whitespace().map(one).collect()
}

fn rows<T: for<'de> Deserialize<'de>>(
    file: &'static str,
    read: impl Read,
) -> impl Iterator<Item = Result<T, TableError>> {
    let reader = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .quoting(false)
        .has_headers(false)
        .from_reader(read);
    let rows = reader.into_deserialize();
    rows.map(move |row| {
        row.map_err(|error: csv::Error| TableError::Row {
            file,
            line: error.position().map_or(0, csv::Position::line),
            reason: error.to_string(),
        })
    })
}
