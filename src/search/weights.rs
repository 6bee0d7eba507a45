//! The numbers of ranking, and the formula they go into.

// Chosen by hand on four published sets (Cranfield, Medline, NPL; XQuAD for passages), each moved
// alone and then together. The textbook's 1.2 and 0.75 with a title at half weight gave nDCG@10 of
// 0.391, 0.699 and 0.435 and the answer in the first passage for 0.891 of questions; these give
// 0.400, 0.697, 0.440 and 0.892. The sets pull apart on length: NPL's short abstracts want a lower
// b, Medline's a higher k1.

/// How fast more occurrences in one text stop to count, for whole reports.
pub const REPORT_K1: f64 = 1.05;
/// How much a long report is held back, 0 to 1.
pub const REPORT_B: f64 = 0.65;
/// As [`REPORT_K1`], for passages.
pub const PASSAGE_K1: f64 = 0.9;
/// As [`REPORT_B`], for passages.
pub const PASSAGE_B: f64 = 0.55;
/// How much the title's score counts beside the body's.
pub const TITLE: f64 = 1.0;
/// The share of its report's score that a passage gets.
pub const REPORT_SHARE: f64 = 0.6;
/// The share of its best passage's score that a report gets. More than this made every set worse.
pub const PASSAGE_SHARE: f64 = 0.1;
/// How many reports have all their passages scored. After them, one passage for each report.
pub const BEST_REPORTS: usize = 200;

/// The weight of a word that `df` of `n` texts have: Robertson and Spärck Jones, in the form that
/// never falls below zero (as Lucene has it).
pub fn idf(n: f64, df: f64) -> f64 {
    (1.0 + (n - df + 0.5) / (df + 0.5)).ln()
}

/// What `tf` occurrences in a text of `length` words add, per unit of weight: Okapi BM25
/// (Robertson and Zaragoza 2009).
pub fn saturation(tf: f64, length: f64, average: f64, k1: f64, b: f64) -> f64 {
    tf * (k1 + 1.0) / (tf + k1 * (1.0 - b + b * length / average))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rarer_words_weigh_more_and_never_less_than_nothing() {
        assert!(idf(100.0, 1.0) > idf(100.0, 50.0));
        assert!(idf(100.0, 100.0) > 0.0);
    }

    #[test]
    fn more_occurrences_and_shorter_texts_score_higher() {
        let at = |tf, length| saturation(tf, length, 100.0, 1.2, 0.75);
        assert!(at(2.0, 100.0) > at(1.0, 100.0));
        assert!(at(1.0, 50.0) > at(1.0, 100.0));
        assert_eq!(at(1.0, 100.0), 1.0);
    }
}
