//! Significant words equal those computed by brute force over the reports of each language.

use super::*;

type Row = (String, Option<String>, u64, u64, u64);

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn significant_words_equal_those_of_brute_force(reports in reports()) {
        let (searcher, living) = indexed(&reports);
        let words = searcher.significant_words(&having("noun"), 1000).unwrap();
        prop_assert_eq!(words.all as usize, living.len());
        let mut wanted: BTreeSet<Row> = BTreeSet::new();
        for language in ["en", "fr"] {
            let all: Vec<&&Known> = living.iter().filter(|report| report.language == Some(language)).collect();
            let found: Vec<&&&Known> = all.iter().filter(|report| report.words.contains(&"noun")).collect();
            let texts = |report: &Known| -> Vec<String> {
                let own = ["a", "b", "c", "d", "e"].map(|letter| format!("{letter}{}", report.id));
                report.words.iter().map(|word| (*word).to_owned()).chain(own).collect()
            };
            let vocabulary: BTreeSet<String> = all.iter().flat_map(|report| texts(report)).collect();
            for word in vocabulary {
                let has = |report: &Known| texts(report).contains(&word);
                let df = all.iter().filter(|report| has(report)).count();
                let both = found.iter().filter(|report| has(report)).count();
                if both * all.len() > found.len() * df {
                    let numbers = (both as u64, found.len() as u64, df as u64);
                    wanted.insert((word.clone(), Some(language.to_owned()), numbers.0, numbers.1, numbers.2));
                }
            }
        }
        prop_assert!(words.words.is_sorted_by(|a, b| a.cell.g2 >= b.cell.g2));
        let row = |word: &crate::response::significant_words::SignificantWord| {
            (word.word.clone(), word.language.clone(), word.cell.count, word.found, word.reports)
        };
        let got: BTreeSet<Row> = words.words.iter().map(row).collect();
        prop_assert_eq!(got, wanted);
        let top = searcher.significant_words(&having("noun"), 2).unwrap();
        prop_assert_eq!(&top.words[..], &words.words[..words.words.len().min(2)]);
        prop_assert_eq!(top.more, words.words.len() - top.words.len());
    }
}

#[test]
fn function_words_numbers_and_web_addresses_are_not_significant() {
    let searcher = searcher(&[
        report(
            "a",
            "The ransom was 500 for them, see http://ransom.example/paid or the x.",
        ),
        report("b", "Calm again."),
    ]);
    let words = searcher.significant_words(&request("ransom"), 100).unwrap();
    let mut words: Vec<&str> = words.words.iter().map(|word| word.word.as_str()).collect();
    words.sort_unstable();
    assert_eq!(words, ["ransom", "see"]);
}
