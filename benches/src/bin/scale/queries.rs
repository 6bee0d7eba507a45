//! Queries of several kinds, for words that occur together in the first reports of every collection, so that all sizes get
//! the same queries.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::random::Random;
use crate::text::Seed;

/// Distinguishes the random numbers of queries from those of reports.
const SERIES: u64 = 2;
/// The number of reports that words are drawn from: the minimum size of a collection.
pub const SAMPLE: usize = 10_000;
/// Queries of each kind, one half for common words, the other for rare ones.
const EACH: usize = 60;
/// A common word is in at least this many reports of the sample, a rare one in at most so many, and in one more than its own.
const COMMON: usize = SAMPLE / 100;
const RARE: std::ops::RangeInclusive<usize> = 2..=SAMPLE / 1000;
/// The minimum length of a word, and of one whose beginning is a prefix, in letters.
const SHORTEST: usize = 4;
const SHORTEST_WITH_PREFIX: usize = 7;
/// From this frequency on (Zipf scale), a word is taken for a function word.
const FUNCTION_WORDS: f32 = 6.0;

/// A query that both programs can answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Query {
    /// All of these words.
    Words(Vec<String>),
    /// Adjacent words.
    Phrase(Vec<String>),
    /// Words that begin so.
    Prefix(String),
}

impl Query {
    /// Returns it as reportage reads it.
    pub fn text(&self) -> String {
        match self {
            Query::Words(words) => words.join(" "),
            Query::Phrase(words) => format!("\"{}\"", words.join(" ")),
            Query::Prefix(prefix) => format!("{prefix}*"),
        }
    }
}

/// The names of the kinds of queries.
pub const KINDS: [&str; 5] = ["one word", "two words", "three words", "phrase", "prefix"];

/// The words of the sample.
struct Sample {
    /// The sentences of each report.
    reports: Vec<Vec<Vec<String>>>,
    /// In how many reports a content word is.
    numbers: HashMap<String, usize>,
}

/// Returns the queries of each of [`KINDS`], in their order. `frequency` is that of a word on the Zipf scale.
pub fn mixed(seed: &Seed, frequency: impl Fn(&str) -> Option<f32>) -> Vec<Vec<Query>> {
    let sample = Sample::new(seed, frequency);
    let mut random = Random::of(SERIES, 0);
    let mut kinds = Vec::new();
    for kind in KINDS {
        let mut queries = Vec::with_capacity(EACH);
        while queries.len() < EACH {
            let rarity = match queries.len() % 2 {
                0 => Rarity::Common,
                _ => Rarity::Rare,
            };
            let report = random.below(SAMPLE);
            queries.extend(sample.query(kind, rarity, report, &mut random));
        }
        kinds.push(queries);
    }
    kinds
}

#[derive(Clone, Copy)]
enum Rarity {
    Common,
    Rare,
}

impl Sample {
    fn new(seed: &Seed, frequency: impl Fn(&str) -> Option<f32>) -> Sample {
        let reports: Vec<_> = (0..SAMPLE)
            .map(|n| sentences(&seed.report(n, &[]).text))
            .collect();
        let mut numbers = HashMap::new();
        let mut is_content = HashMap::new();
        for report in &reports {
            let words: HashSet<&String> = report.iter().flatten().collect();
            for word in words {
                let is_content = is_content.entry(word).or_insert_with(|| {
                    let plain = word.bytes().all(|byte| byte.is_ascii_lowercase());
                    let frequent = frequency(word).is_some_and(|zipf| zipf >= FUNCTION_WORDS);
                    plain && !frequent && word.len() >= SHORTEST
                });
                if *is_content {
                    *numbers.entry(word.clone()).or_insert(0) += 1;
                }
            }
        }
        Sample { reports, numbers }
    }

    /// Returns a query for words of a report; `None` if it has no such words.
    fn query(
        &self,
        kind: &str,
        rarity: Rarity,
        report: usize,
        random: &mut Random,
    ) -> Option<Query> {
        let sentences = &self.reports[report];
        let words: Vec<&String> = sentences.iter().flatten().collect();
        let rare = |word: &&String| self.is(Rarity::Rare, word);
        let common = |word: &&String| self.is(Rarity::Common, word);
        let drawn = |n: usize, random: &mut Random| -> Option<Vec<String>> {
            let mut drawn: Vec<String> = Vec::new();
            if matches!(rarity, Rarity::Rare) {
                let rare: Vec<_> = words.iter().copied().filter(rare).collect();
                drawn.push((*pick(&rare, random)?).clone());
            }
            let mut common: Vec<_> = words.iter().copied().filter(common).collect();
            while drawn.len() < n {
                let word = (*pick(&common, random)?).clone();
                common.retain(|known| **known != word);
                drawn.push(word);
            }
            Some(drawn)
        };
        match kind {
            "one word" => drawn(1, random).map(Query::Words),
            "two words" => drawn(2, random).map(Query::Words),
            "three words" => drawn(3, random).map(Query::Words),
            "prefix" => {
                let fit =
                    |word: &&&String| word.len() >= SHORTEST_WITH_PREFIX && self.is(rarity, word);
                let fit: Vec<_> = words.iter().filter(fit).collect();
                let length = match rarity {
                    Rarity::Common => SHORTEST_WITH_PREFIX - 3,
                    Rarity::Rare => SHORTEST_WITH_PREFIX - 1,
                };
                Some(Query::Prefix(pick(&fit, random)?[..length].to_owned()))
            }
            _ => {
                let sentence = random.pick(sentences);
                let n = 2 + random.below(2);
                let windows: Vec<&[String]> = sentence
                    .windows(n)
                    .filter(|words| words.iter().all(|word| is_plain(word)))
                    .filter(|words| words.iter().any(|word| self.is(rarity, word)))
                    .collect();
                Some(Query::Phrase(pick(&windows, random)?.to_vec()))
            }
        }
    }

    fn is(&self, rarity: Rarity, word: &str) -> bool {
        self.numbers.get(word).is_some_and(|number| match rarity {
            Rarity::Common => *number >= COMMON,
            Rarity::Rare => RARE.contains(number),
        })
    }
}

fn is_plain(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_lowercase())
}

fn pick<'a, T>(items: &'a [T], random: &mut Random) -> Option<&'a T> {
    (!items.is_empty()).then(|| random.pick(items))
}

/// Returns the words of each sentence in lowercase. Those with punctuation keep it.
fn sentences(text: &str) -> Vec<Vec<String>> {
    let mut sentences = vec![Vec::new()];
    for word in text.split_whitespace() {
        let bare = word.strip_suffix('.');
        if let Some(sentence) = sentences.last_mut() {
            sentence.push(bare.unwrap_or(word).to_lowercase());
        }
        if bare.is_some() {
            sentences.push(Vec::new());
        }
    }
    sentences
}
