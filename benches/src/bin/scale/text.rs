//! Generates reports: English words by their real frequency, mixed with fragments of the sample corpus, in which places and
//! armed groups are named.
//!
//! Report `n` has the same text in a collection of any size, except for planted words (see `planted.rs`).

use serde::Serialize;

use crate::random::Random;

/// Distinguishes the random numbers of reports from those of queries.
const SERIES: u64 = 1;
/// Words of a sentence.
const SENTENCE: std::ops::Range<usize> = 8..28;
/// Sentences of a paragraph.
const PARAGRAPH: std::ops::Range<usize> = 2..6;
/// Words of a fragment of the corpus.
const FRAGMENT: std::ops::Range<usize> = 3..9;
/// The share of sentences that have a fragment.
const FRAGMENTS: f64 = 0.8;
/// The minimum length of a report, the mean of what is added to it (exponentially distributed), and the maximum, in words.
const LENGTH: (usize, f64, usize) = (25, 85.0, 1500);
/// The shares of surnames and of figures among the other words.
const SURNAMES: f64 = 0.02;
const FIGURES: f64 = 0.02;
/// The number of surnames: as in real text, new words keep coming.
const ALL_SURNAMES: usize = 2_000_000;
/// The years in which reports were published.
const YEARS: std::ops::Range<usize> = 2005..2026;

/// A report as a line of the files that are indexed.
#[derive(Serialize)]
pub struct Report {
    /// Its number in words.
    pub id: String,
    /// A fragment and a few words.
    pub title: String,
    /// A day.
    pub date: String,
    /// Paragraphs, separated by empty lines.
    pub text: String,
}

/// What texts are generated from.
pub struct Seed {
    /// Words with the sum of the frequencies up to each, of which the last is the sum of all.
    words: Vec<(String, f64)>,
    /// Sentences of the corpus, as words.
    sentences: Vec<Vec<String>>,
}

impl Seed {
    /// Takes words with frequencies on the Zipf scale, and English texts. Both must not be empty, and a text must have a
    /// sentence as long as a fragment.
    pub fn new<'a>(
        words: impl Iterator<Item = (&'a str, f32)>,
        texts: impl Iterator<Item = &'a str>,
    ) -> Seed {
        let mut sum = 0.0;
        let usable = words.filter(|(word, zipf)| *zipf > 0.0 && !word.contains(' '));
        let cumulated = usable.map(|(word, zipf)| {
            sum += 10f64.powf(zipf.into());
            (word.to_owned(), sum)
        });
        let words = cumulated.collect();
        let sentences = texts.flat_map(|text| text.split(['\n', '.', '?', '!', ':', ';']));
        let sentences = sentences.map(|one| one.split_whitespace().map(str::to_owned).collect());
        let sentences = sentences.filter(|one: &Vec<_>| one.len() >= FRAGMENT.end);
        Seed {
            words,
            sentences: sentences.collect(),
        }
    }

    /// Returns the report with this number, with further words at the end of its first sentence.
    pub fn report(&self, n: usize, planted: &[&str]) -> Report {
        let mut random = Random::of(SERIES, n as u64);
        let mut title = self.fragment(&mut random).join(" ");
        for _ in 0..3 {
            title.push(' ');
            title.push_str(&self.word(&mut random));
        }
        let (year, month, day) = (
            YEARS.start + random.below(YEARS.len()),
            1 + random.below(12),
            1 + random.below(28),
        );
        Report {
            id: format!("report-{n}"),
            title: capitalised(&title),
            date: format!("{year}-{month:02}-{day:02}"),
            text: self.text(&mut random, planted),
        }
    }

    fn text(&self, random: &mut Random, planted: &[&str]) -> String {
        let (min, mean, max) = LENGTH;
        let more = -mean * (1.0 - random.share()).ln();
        let length = (min + more as usize).min(max);
        let mut text = String::new();
        let (mut written, mut left_of_paragraph) = (0, between(random, &PARAGRAPH));
        while written < length {
            let mut sentence = self.sentence(random);
            let length_of_sentence = sentence.len(); // planted words must not change where the report ends
            if written == 0 {
                sentence.extend(planted.iter().map(|&word| word.to_owned()));
            }
            written += length_of_sentence;
            text.push_str(&capitalised(&sentence.join(" ")));
            left_of_paragraph -= 1;
            if left_of_paragraph == 0 {
                text.push_str(".\n\n");
                left_of_paragraph = between(random, &PARAGRAPH);
            } else {
                text.push_str(". ");
            }
        }
        text.truncate(text.trim_end().len());
        text
    }

    fn sentence(&self, random: &mut Random) -> Vec<String> {
        let n = between(random, &SENTENCE);
        let mut sentence: Vec<String> = (0..n).map(|_| self.word(random)).collect();
        if random.share() < FRAGMENTS {
            let fragment = self.fragment(random);
            let start = random.below(n);
            let end = (start + fragment.len()).min(n);
            sentence.splice(start..end, fragment.iter().cloned());
        }
        sentence
    }

    fn fragment(&self, random: &mut Random) -> &[String] {
        let n = between(random, &FRAGMENT);
        let sentence = random.pick(&self.sentences);
        let start = random.below(sentence.len() - n + 1);
        &sentence[start..start + n]
    }

    fn word(&self, random: &mut Random) -> String {
        let kind = random.share();
        if kind < SURNAMES {
            return made_word(random.rank(ALL_SURNAMES), "");
        }
        if kind < SURNAMES + FIGURES {
            return (1 + random.rank(50_000)).to_string();
        }
        let all = self.words.last().map_or(0.0, |(_, sum)| *sum);
        let drawn = random.share() * all;
        let i = self.words.partition_point(|(_, sum)| *sum <= drawn);
        self.words[i.min(self.words.len() - 1)].0.clone()
    }
}

/// Returns a capitalised word of at least two syllables, a different one for each number and ending.
pub fn made_word(mut number: usize, ending: &str) -> String {
    const CONSONANTS: &[u8] = b"bdfghjklmnprstvz";
    const VOWELS: &[u8] = b"aeiou";
    let syllables = CONSONANTS.len() * VOWELS.len();
    let mut word = String::new();
    while word.len() < 4 || number > 0 {
        let syllable = number % syllables;
        word.push(CONSONANTS[syllable % CONSONANTS.len()].into());
        word.push(VOWELS[syllable / CONSONANTS.len()].into());
        number /= syllables;
    }
    word.push_str(ending);
    capitalised(&word)
}

fn between(random: &mut Random, range: &std::ops::Range<usize>) -> usize {
    range.start + random.below(range.len())
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "The convoy of the mission reached the camp near Kenscoff before dawn on Friday.";

    #[test]
    fn the_same_number_gives_the_same_report() {
        let seed = Seed::new(
            [("the", 7.7), ("road", 5.0)].into_iter(),
            [TEXT].into_iter(),
        );
        let report = |n| serde_json::to_string(&seed.report(n, &[])).unwrap();
        assert_eq!(report(7), report(7));
        assert_ne!(report(7), report(8));
    }

    #[test]
    fn planted_words_change_nothing_else() {
        let words = [("the", 7.7), ("road", 5.0)];
        let seed = Seed::new(words.into_iter(), [TEXT].into_iter());
        for n in 0..200 {
            let planted = seed.report(n, &["zuxqu", "daxqu"]).text;
            assert_eq!(
                planted.replace(" zuxqu daxqu", ""),
                seed.report(n, &[]).text
            );
        }
    }

    #[test]
    fn words_occur_by_their_frequency() {
        let seed = Seed::new(
            [("the", 6.0), ("road", 5.0)].into_iter(),
            [TEXT].into_iter(),
        );
        let mut random = Random::of(SERIES, 0);
        let words: Vec<String> = (0..10_000).map(|_| seed.word(&mut random)).collect();
        let number = |word: &str| words.iter().filter(|known| *known == word).count();
        let ratio = number("the") as f64 / number("road") as f64;
        assert!((9.0..11.0).contains(&ratio), "{ratio}");
    }

    #[test]
    fn reports_have_some_120_words() {
        let seed = Seed::new(
            [("the", 6.0), ("road", 5.0)].into_iter(),
            [TEXT].into_iter(),
        );
        let texts = (0..2000).map(|n| seed.report(n, &[]).text);
        let words: usize = texts.map(|text| text.split_whitespace().count()).sum();
        let mean = words as f64 / 2000.0;
        assert!((110.0..130.0).contains(&mean), "{mean}");
    }
}
