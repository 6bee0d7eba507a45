//! The parameters of ranking, and the formulas that use them.

// Tuned on published test collections (Cranfield, Medline, NPL; the news of 1963 of TIME, half of its queries; XQuAD in
// English and Greek for passages): each parameter alone, then together, each value from the middle of the range in
// which results stay the same. Steps, in nDCG@10 and in the share of questions whose answer is in the first passage:
//
// | step | Cranfield | Medline | NPL | TIME | XQuAD en | el |
// | --- | --- | --- | --- | --- | --- | --- |
// | before: k1 1.05 for reports, a word said twice counts twice | 0.400 | 0.692 | 0.449 | | 0.892 | |
// | a word counts once, however often a query says it | 0.401 | 0.718 | 0.453 | | 0.891 | |
// | k1 1.5 | 0.404 | 0.716 | 0.449 | | 0.890 | |
// | parts of `shock-wave` count for half where any word will do | 0.406 | 0.716 | 0.449 | | 0.891 | |
// | paragraphs of up to 140 words stay whole (were 120) | 0.406 | 0.716 | 0.449 | | 0.902 | |
// | nearness of the query's words in a passage | 0.405 | 0.720 | 0.448 | | 0.907 | |
// | stems, names and statistics by language, spellings | 0.406 | 0.716 | 0.448 | 0.688 | 0.908 | 0.866 |
// | an occurrence counts once under all its terms; `testban` is a spelling of `test ban` | 0.405 | 0.711 | 0.441 | 0.705 | 0.908 | 0.865 |
// | k1 and b grow with the average length | 0.402 | 0.716 | 0.445 | 0.705 | 0.907 | 0.865 |
// | words of the lead count, titles 1.2 | 0.406 | 0.721 | 0.451 | 0.705 | 0.904 | 0.865 |
// | a report gets 0.25 of its best passage, 0.5 of the nearness there (was 0.1 of both) | 0.406 | 0.726 | 0.449 | 0.718 | 0.904 | 0.865 |
// | passages: k1 0.8, b 0.64, half of the report's score (were 0.9, 0.55, 0.6) | 0.407 | 0.728 | 0.452 | 0.718 | 0.909 | 0.862 |
// | an occurrence in the inflection of the query counts more | 0.407 | 0.722 | 0.455 | 0.720 | 0.909 | 0.866 |
//
// MAP went from 0.323, 0.533, 0.294 and 0.638 (TIME) before the last six steps to 0.326, 0.543, 0.298 and 0.668.
//
// Leave-one-out check: of 72 random choices of k1, b, the shares of lead and passages, and proximity, the best on three
// sets gives the set left out 0.407 / 0.323 (Cranfield), 0.737 / 0.550 (Medline), 0.451 / 0.299 (NPL) and
// 0.718 / 0.669 (TIME), each more than before. The last three steps were not part of this check.

use crate::analysis::passages::PassageClass;

/// BM25's k1 (how slowly term frequency saturates) for reports that are very long on average.
pub const REPORT_K1: f64 = 1.8;
/// BM25's b (the strength of length normalisation, 0 to 1) for reports that are very long on average.
pub const REPORT_B: f64 = 0.68;
/// For reports of this average length, in words, k1 and b are half of [`REPORT_K1`] and [`REPORT_B`]: in short texts a
/// second occurrence says little, and a longer text is a richer one.
pub const REPORT_WORDS: f64 = 30.0;
/// BM25's k1 for passages.
pub const PASSAGE_K1: f64 = 0.8;
/// BM25's b for passages.
pub const PASSAGE_B: f64 = 0.64;
/// The additional weight of an occurrence in the inflection of the query, if that is not the stem itself.
pub const AS_WRITTEN: f64 = 0.35;
/// The weight of a mention of a value below the facet value of a query (`area:Haiti` where Kenscoff is mentioned), relative to
/// a mention of the value itself.
pub const BELOW: f64 = 0.5;
/// The weight of the title's score relative to the body's.
pub const TITLE: f64 = 1.2;
/// The score of a query word in the lead of a report, as a share of its weight among reports. Many reports have
/// their title only there.
pub const LEAD: f64 = 0.15;
/// The length of the lead, in words.
pub const LEAD_WORDS: u32 = 25;
/// The weight of the proximity of query words in a passage, relative to the words themselves.
pub const NEAR: f64 = 0.5;
/// BM25's k1 for proximity.
pub const NEAR_K1: f64 = 1.2;
/// BM25's b for proximity.
pub const NEAR_B: f64 = 0.5;
/// The maximum distance of two words that counts as proximity, in words.
pub const NEAR_WORDS: u32 = 8;
/// The weight of a part of several words in one (`shock-wave`) where it occurs alone.
pub const PART: f64 = 0.5;
/// The share of its score that a footnote keeps, including the share of its report: so low that a footnote with all
/// words of a query ranks below prose with one of its common words.
pub const FOOTNOTE: f64 = 0.05;
/// Like [`FOOTNOTE`], for tables of contents, letterheads and lists of addresses.
pub const BOILERPLATE: f64 = 0.04;
/// The weight of a compound (`Sprengstoffanschlag`) for its head (`Anschlag`): of reports of equal length, one with
/// the word itself ranks higher.
pub const COMPOUND: f64 = 0.4;
/// The weight of the translations of a word (`--across`), relative to the word itself: of reports that say the same in two
/// languages, the one in the language of the query ranks higher. Over XQuAD in four languages in one index, where every text has
/// three such doubles, the first passage is the one in the language of the question and has the answer in .820 of the questions on
/// average with 0.8, in .860 with 0.6 and in .872 with 0.4; without translations in .887.
pub const ACROSS: f64 = 0.5;
/// The share of its report's score that a passage gets.
pub const REPORT_SHARE: f64 = 0.5;
/// The share of the score of the words in its best passage that a report gets.
pub const PASSAGE_SHARE: f64 = 0.25;
/// The share of the score of proximity in its best passage that a report gets.
pub const NEAR_SHARE: f64 = 0.5;
/// The number of reports whose passages are all scored. Further reports have one passage each.
pub const BEST_REPORTS: usize = 200;

// Query expansion, tuned on the same sets. Without and with it, in nDCG@10 / MAP: Cranfield 0.407 / 0.326 and 0.442 /
// 0.362, Medline 0.722 / 0.543 and 0.754 / 0.627, NPL 0.455 / 0.298 and 0.466 / 0.314, TIME 0.720 / 0.668 and 0.731 /
// 0.682. Before, with 10 reports, 3 passages of each, k1 1.5 and a share of 0.4, long news lost by it (TIME 0.688 /
// 0.638 and 0.687 / 0.630). More than two passages of a long report bring words that are beside the question.

/// BM25's k1 for words of the feedback passages.
pub const FEEDBACK_K1: f64 = 0.8;
/// BM25's b for the same.
pub const FEEDBACK_B: f64 = 0.5;
/// The number of feedback reports, from which words are added to a query.
pub const FEEDBACK_REPORTS: usize = 7;
/// The number of reports from which the feedback reports are chosen, by the scores of both stages.
pub const FEEDBACK_POOL: usize = 40;
/// The number of the best passages of each feedback report that are read.
pub const FEEDBACK_PASSAGES: usize = 2;
/// The minimum number of feedback reports with an added word: what one long report mentions in passing is not the
/// topic of the results.
pub const FEEDBACK_COMMON: usize = 2;
/// A word that is at least this share of the words read of one report needs no second report.
pub const FEEDBACK_DENSE: f64 = 0.01;
/// The maximum number of words added, including those that are already in the query.
pub const FEEDBACK_WORDS: usize = 25;
/// The share of the total weight that added words get.
pub const FEEDBACK: f64 = 0.45;

/// BM25's k1 for the words of a report that `like:` names.
pub const LIKE_K1: f64 = 1.5;
/// BM25's b for the same.
pub const LIKE_B: f64 = 0.65;
/// The maximum number of words of a report that `like:` searches for.
pub const LIKE_WORDS: usize = 30;

/// Returns BM25's k1 and b for reports that have `average` words on average.
pub fn of_reports(average: f64) -> (f64, f64) {
    let share = average / (average + REPORT_WORDS);
    (REPORT_K1 * share, REPORT_B * share)
}

/// Returns the share of its score that a passage of this class keeps.
pub fn of_class(class: PassageClass) -> f64 {
    match class {
        PassageClass::Prose => 1.0,
        PassageClass::Footnote => FOOTNOTE,
        PassageClass::Boilerplate => BOILERPLATE,
    }
}

/// Returns the idf of a word that `df` of `n` texts have: Robertson and Spärck Jones, in the form that is never
/// negative (as in Lucene).
pub fn idf(n: f64, df: f64) -> f64 {
    (1.0 + (n - df + 0.5) / (df + 0.5)).ln()
}

/// Returns what `tf` occurrences in a text of `length` words add, per unit of weight: Okapi BM25 (Robertson and
/// Zaragoza 2009).
pub fn saturation(tf: f64, length: f64, average: f64, k1: f64, b: f64) -> f64 {
    tf * (k1 + 1.0) / (tf + k1 * (1.0 - b + b * length / average))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rarer_words_weigh_more_and_idf_is_never_negative() {
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
