//! Reads a table.

use std::borrow::Cow;

use crate::error::TableError;
use crate::layout::{
    CODE_BYTES, FREQUENCY_STEPS, FUNCTION_WORD, MAGIC, Record, SECTION_BYTES, STEM, Section,
    WEIGHT_STEPS,
};

/// The number of translations of a word into one language.
const MOST: usize = 6;
/// The minimum weight of a translation relative to the best one.
const SHARE_OF_BEST: f32 = 0.4;
/// The same where two languages meet in English, as English words have several meanings.
const SHARE_BY_PIVOT: f32 = 0.5;

#[cfg(feature = "shipped")]
static SHIPPED: &[u8] = include_bytes!("../data/translations.bin");

/// A table of translations.
#[derive(Debug, Clone)]
pub struct Translations {
    bytes: Cow<'static, [u8]>,
    languages: Vec<Section>,
}

/// A word of another language.
#[derive(Debug, Clone, PartialEq)]
pub struct Translation {
    /// In its most frequent form; a few are several words, separated by spaces.
    pub word: String,
    /// How close its meaning is, from 0 to 1.
    pub weight: f32,
}

impl Translations {
    /// Opens the shipped table.
    ///
    /// # Errors
    /// It is damaged.
    #[cfg(feature = "shipped")]
    pub fn shipped() -> Result<Translations, TableError> {
        Translations::open(Cow::Borrowed(SHIPPED))
    }

    /// Opens a packed table; reads its header only. The table must come from [`pack`](crate::pack::pack): only its
    /// length is checked, and looking a word up in damaged bytes may panic.
    ///
    /// # Errors
    /// `bytes` are not a table, or end within one.
    pub fn open(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Translations, TableError> {
        let bytes = bytes.into();
        let header = bytes.strip_prefix(MAGIC);
        let header = header.ok_or(TableError::Layout("it begins differently"))?;
        let n = number(header, 0).ok_or(ENDS)? as usize;
        let mut languages = Vec::new();
        for i in 0..n {
            let start = 4 + i * SECTION_BYTES;
            let section = header.get(start..start + SECTION_BYTES).ok_or(ENDS)?;
            let (code, numbers) = section.split_at(CODE_BYTES);
            let code = std::str::from_utf8(code).map_err(|_| TableError::Layout("a code"))?;
            let mut fields = [0; 6];
            for (i, field) in fields.iter_mut().enumerate() {
                *field = number(numbers, i * 4).ok_or(ENDS)?;
            }
            let section = Section::of(code.trim_end_matches('\0').to_owned(), fields);
            for part in [section.words, section.offsets, section.records] {
                of(&bytes, part).ok_or(ENDS)?;
            }
            languages.push(section);
        }
        Ok(Translations { bytes, languages })
    }

    /// Yields the codes of its languages (ISO 639-1), English first.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.languages.iter().map(|section| section.code.as_str())
    }

    /// Yields the words of a language in their most frequent forms, most frequent first, with their frequencies on the Zipf
    /// scale: see [`frequency`](Self::frequency). Words that are known only as translations of others have 0, and those of
    /// [`is_function_word`](Self::is_function_word) are left out. Yields nothing if the table does not have the language.
    pub fn words(&self, language: &str) -> impl Iterator<Item = (&str, f32)> {
        let language = self.number(language);
        let n = language
            .map_or(0, |n| self.languages[n].offsets.1 / 4)
            .saturating_sub(1); // the last offset is an end
        (0..n).filter_map(move |entry| {
            let record = self.record(language?, entry)?;
            Some((record.word, zipf(record.frequency)?))
        })
    }

    /// Returns how often a word is used, on the Zipf scale (the decimal logarithm of its occurrences in 10⁹ words);
    /// `None` if it is a function word, or the table has neither the word (`folded`) nor, if it is given, its `stem` in
    /// `language`.
    pub fn frequency(&self, language: &str, folded: &str, stem: Option<&str>) -> Option<f32> {
        let language = self.number(language)?;
        let entry = self.entry(language, folded, stem)?;
        zipf(self.record(language, entry)?.frequency)
    }

    /// Returns whether a folded word is a function word of `language`. The table has those of languages that the lexicon of
    /// `reportage-text` has none of.
    pub fn is_function_word(&self, language: &str, folded: &str) -> bool {
        let is_function_word = || {
            let language = self.number(language)?;
            let entry = self.entry(language, folded, None)?;
            Some(self.record(language, entry)?.frequency == FUNCTION_WORD)
        };
        is_function_word().unwrap_or(false)
    }

    /// Returns the translations of a word (`folded`, with its `stem` in language `from`, without which some inflections are
    /// not found) into language `to`, best first; empty if the table has none.
    pub fn of(
        &self,
        from: &str,
        (folded, stem): (&str, Option<&str>),
        to: &str,
    ) -> Vec<Translation> {
        self.translated(from, (folded, stem), to)
            .unwrap_or_default()
    }

    fn translated(
        &self,
        from: &str,
        (folded, stem): (&str, Option<&str>),
        to: &str,
    ) -> Option<Vec<Translation>> {
        let (from, to) = (self.number(from)?, self.number(to)?);
        let entry = self.entry(from, folded, stem)?;
        let (mut weighed, share) = match (from, to) {
            _ if from == to => return None,
            (0, _) | (_, 0) => (self.list(from, entry, to)?, SHARE_OF_BEST),
            _ => (self.by_pivot(from, entry, to)?, SHARE_BY_PIVOT),
        };
        let best = weighed.first()?.1;
        weighed.retain(|&(_, weight)| weight >= share * best);
        weighed.truncate(MOST);
        let mut translations = Vec::with_capacity(weighed.len());
        for (entry, weight) in weighed {
            let word = self.record(to, entry)?.word.to_owned();
            translations.push(Translation { word, weight });
        }
        Some(translations)
    }

    /// Returns the entries of `to` that an entry of `from` leads to by English entries; an entry that several lead to has
    /// their joint weight, 1 − (1 − a)(1 − b).
    fn by_pivot(&self, from: usize, entry: u32, to: usize) -> Option<Vec<(u32, f32)>> {
        let mut joint: Vec<(u32, f32)> = Vec::new();
        for (english, first) in self.list(from, entry, 0)? {
            for (entry, second) in self.list(0, english, to).unwrap_or_default() {
                let weight = first * second;
                match joint.iter_mut().find(|(known, _)| *known == entry) {
                    Some((_, known)) => *known = 1.0 - (1.0 - *known) * (1.0 - weight),
                    None => joint.push((entry, weight)),
                }
            }
        }
        joint.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        Some(joint)
    }

    fn number(&self, language: &str) -> Option<usize> {
        self.languages().position(|code| code == language)
    }

    /// Returns the entry of a word.
    fn entry(&self, language: usize, folded: &str, stem: Option<&str>) -> Option<u32> {
        let words = of(&self.bytes, self.languages[language].words)?;
        let words = fst::Map::new(words).ok()?;
        let by_stem = || {
            let stem = stem?;
            let by_stem = words.get(format!("{STEM}{stem}"));
            by_stem.or_else(|| words.get(stem))
        };
        let entry = words.get(folded).or_else(by_stem)?;
        u32::try_from(entry).ok()
    }

    fn record(&self, language: usize, entry: u32) -> Option<Record<'_>> {
        let section = &self.languages[language];
        let offsets = of(&self.bytes, section.offsets)?;
        let at = entry as usize * 4;
        let (start, end) = (number(offsets, at)?, number(offsets, at + 4)?);
        let records = of(&self.bytes, section.records)?;
        Record::read(records.get(start as usize..end as usize)?)
    }

    /// Returns the translations of an entry that are listed in it, with their weights.
    fn list(&self, from: usize, entry: u32, to: usize) -> Option<Vec<(u32, f32)>> {
        let lists = self.record(from, entry)?.lists;
        let (_, list) = lists
            .into_iter()
            .find(|&(code, _)| usize::from(code) == to)?;
        let weighed = list.into_iter();
        let weighed = weighed.map(|(entry, weight)| (entry, f32::from(weight) / WEIGHT_STEPS));
        Some(weighed.collect())
    }
}

/// Returns the frequency of a record on the Zipf scale; `None` if it is that of a function word.
fn zipf(frequency: u8) -> Option<f32> {
    (frequency != FUNCTION_WORD).then(|| f32::from(frequency) / FREQUENCY_STEPS)
}

const ENDS: TableError = TableError::Layout("it ends too early");

fn of(bytes: &[u8], (start, len): (u32, u32)) -> Option<&[u8]> {
    let start = start as usize;
    bytes.get(start..start.checked_add(len as usize)?)
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?))
}
