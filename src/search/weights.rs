//! The numbers of ranking, and the formula they go into.

// Chosen by hand on four published sets (Cranfield, Medline, NPL; XQuAD for passages), each moved
// alone and then together, and taken from the middle of where a set no longer cares: K1 from 1.2 to
// 1.8, the nearness from 0.3 to 0.7. What moved all sets one way, in nDCG@10 and in the share of
// questions whose answer is in the first passage:
//
// | step | Cranfield | Medline | NPL | XQuAD |
// | --- | --- | --- | --- | --- |
// | before: k1 1.05 for reports, a word said twice counts twice | 0.400 | 0.692 | 0.449 | 0.892 |
// | a word counts once, however often a query says it | 0.401 | 0.718 | 0.453 | 0.891 |
// | k1 1.5 | 0.404 | 0.716 | 0.449 | 0.890 |
// | parts of `shock-wave` count for half where any word will do | 0.406 | 0.716 | 0.449 | 0.891 |
// | paragraphs of up to 140 words stay whole (were 120) | 0.406 | 0.716 | 0.449 | 0.902 |
// | nearness of the query's words in a passage | 0.405 | 0.720 | 0.448 | 0.907 |
//
// The sets pull apart on length: NPL's short abstracts want a lower b, Medline's a higher k1.

/// How fast more occurrences in one text stop to count, for whole reports.
pub const REPORT_K1: f64 = 1.5;
/// How much a long report is held back, 0 to 1.
pub const REPORT_B: f64 = 0.65;
/// As [`REPORT_K1`], for passages.
pub const PASSAGE_K1: f64 = 0.9;
/// As [`REPORT_B`], for passages.
pub const PASSAGE_B: f64 = 0.55;
/// How much the title's score counts beside the body's.
pub const TITLE: f64 = 1.0;
/// What nearness of the query's words adds to a passage, beside the words themselves.
pub const NEAR: f64 = 0.5;
/// As [`REPORT_K1`], for nearness.
pub const NEAR_K1: f64 = 1.2;
/// As [`REPORT_B`], for nearness.
pub const NEAR_B: f64 = 0.5;
/// How far apart two words may stand to be near, in words.
pub const NEAR_WORDS: u32 = 8;
/// What a part of several words in one (`shock-wave`) counts where it stands alone.
pub const PART: f64 = 0.5;
/// What a compound (`Sprengstoffanschlag`) counts for its head (`Anschlag`). However often a report has it, it stays
/// below one that has the word itself once: occurrences add up to 1 + [`REPORT_K1`] at most.
pub const COMPOUND: f64 = 0.4;
/// The share of its report's score that a passage gets.
pub const REPORT_SHARE: f64 = 0.6;
/// The share of its best passage's score that a report gets. More than this made every set worse.
pub const PASSAGE_SHARE: f64 = 0.1;
/// How many reports have all their passages scored. After them, one passage for each report.
pub const BEST_REPORTS: usize = 200;

// Expansion, chosen on the same sets, where all gained in nDCG@10 and MAP: Cranfield 0.405 / 0.322
// to 0.438 / 0.359, Medline 0.720 / 0.535 to 0.755 / 0.625, NPL 0.448 / 0.295 to 0.465 / 0.308. From 8 to
// 20 reports, from 25 to 40 words and shares from 0.3 to 0.4 differ by about a hundredth.

/// From how many of the best reports words are added to a query.
pub const FEEDBACK_REPORTS: usize = 10;
/// How many passages of each are read, the best.
pub const FEEDBACK_PASSAGES: usize = 3;
/// In how many of them a word must stand to be added: what one long report says in passing is not
/// what the answers are about.
pub const FEEDBACK_COMMON: usize = 2;
/// The share of what was read of one report from which on a word needs no second report.
pub const FEEDBACK_DENSE: f64 = 0.01;
/// How many words are added at most, those counted in that the query says already.
pub const FEEDBACK_WORDS: usize = 25;
/// The share of the whole weight that goes to what is added.
pub const FEEDBACK: f64 = 0.4;

/// How many words of a report `like:` looks for at most.
pub const LIKE_WORDS: usize = 30;

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
