//! Words that a fixed number of reports have, whatever the size of the collection: the cost of queries for them should not
//! grow with it.

use std::collections::HashMap;

use crate::random::Random;
use crate::text::made_word;

/// Distinguishes the random numbers of planted words from those of reports and queries.
const SERIES: u64 = 3;
/// The numbers of reports.
pub const NUMBERS: [usize; 2] = [10, 100];
/// How many words have each number.
const EACH: usize = 20;
/// Ends them, so that no other word is like them.
const ENDING: &str = "xqu";

/// A planted word.
pub struct Planted {
    /// In lowercase.
    pub word: String,
    /// How many reports have it.
    pub reports: usize,
}

/// Returns the planted words.
pub fn all() -> Vec<Planted> {
    let numbered = NUMBERS.iter().flat_map(|&reports| [reports; EACH]);
    let planted = numbered.zip(1000..).map(|(reports, number)| Planted {
        word: made_word(number, ENDING).to_lowercase(),
        reports,
    });
    planted.collect()
}

/// Returns the words of each report of a collection of `size` reports, at least the maximum number. A word is in one report
/// of each part of the collection, if that is cut into as many parts as the word has reports.
pub fn by_report(planted: &[Planted], size: usize) -> HashMap<usize, Vec<&str>> {
    let mut by_report: HashMap<usize, Vec<&str>> = HashMap::new();
    for (i, Planted { word, reports }) in planted.iter().enumerate() {
        let mut random = Random::of(SERIES, i as u64);
        for part in 0..*reports {
            let (start, end) = (part * size / reports, (part + 1) * size / reports);
            let report = start + random.below(end - start);
            by_report.entry(report).or_default().push(word);
        }
    }
    by_report
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_the_same_number_of_reports_in_each_size() {
        let planted = all();
        for size in [100, 1009, 100_000] {
            let by_report = by_report(&planted, size);
            assert!(by_report.keys().all(|&report| report < size));
            for Planted { word, reports } in &planted {
                let with = by_report.values();
                let with = with.filter(|words| words.contains(&word.as_str()));
                assert_eq!(with.count(), *reports, "{word} of {size}");
            }
        }
    }

    #[test]
    fn planted_words_differ() {
        let mut words: Vec<String> = all().into_iter().map(|one| one.word).collect();
        words.sort();
        words.dedup();
        assert_eq!(words.len(), NUMBERS.len() * EACH);
    }
}
