//! The numbers of ranking, and the formula they go into.

// Chosen on published sets (Cranfield, Medline, NPL; the news of 1963 of TIME, half of its queries; XQuAD in English
// and Greek for passages), each number moved alone and then together, and taken from the middle of where a set no
// longer cares. What moved them, in nDCG@10 and in the share of questions whose answer is in the first passage:
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
// Each set left out in turn: of 72 random choices of k1, b, the lead's and the passages' shares and nearness, the best
// on the three other sets gives the one left out 0.407 / 0.323 (Cranfield), 0.737 / 0.550 (Medline), 0.451 / 0.299
// (NPL) and 0.718 / 0.669 (TIME), each more than before. The last three steps were not part of this check.

use crate::analysis::passages::PassageClass;

/// BM25's k1 (how fast more occurrences in one text stop to count) for reports that are very long on average.
pub const REPORT_K1: f64 = 1.8;
/// BM25's b (how much a text that is longer than others is held back, 0 to 1) for reports that are very long on
/// average.
pub const REPORT_B: f64 = 0.68;
/// For reports of so many words on average, [`REPORT_K1`] and [`REPORT_B`] are half of that: in short texts a
/// second occurrence says little, and a longer text is a richer one.
pub const REPORT_WORDS: f64 = 30.0;
/// BM25's k1 for passages.
pub const PASSAGE_K1: f64 = 0.8;
/// BM25's b for passages.
pub const PASSAGE_B: f64 = 0.64;
/// What an occurrence counts more that is in the inflection of the query, if that is not the stem itself.
pub const AS_WRITTEN: f64 = 0.35;
/// How much the title's score counts beside the body's.
pub const TITLE: f64 = 1.2;
/// What a word of the query counts that is in the lead of a report, in its weight among reports. Many
/// reports have their title only there.
pub const LEAD: f64 = 0.15;
/// How many words the lead has.
pub const LEAD_WORDS: u32 = 25;
/// What nearness of the query's words adds to a passage, beside the words themselves.
pub const NEAR: f64 = 0.5;
/// BM25's k1 for nearness.
pub const NEAR_K1: f64 = 1.2;
/// BM25's b for nearness.
pub const NEAR_B: f64 = 0.5;
/// How far apart two words may stand to be near, in words.
pub const NEAR_WORDS: u32 = 8;
/// What a part of several words in one (`shock-wave`) counts where it stands alone.
pub const PART: f64 = 0.5;
/// The share of its score that a footnote keeps, what it has of its report included: so little that one with all
/// of a query's words stays below prose that has a common one of them.
pub const FOOTNOTE: f64 = 0.05;
/// As [`FOOTNOTE`], for tables of contents, letterheads and lists of addresses.
pub const BOILERPLATE: f64 = 0.04;
/// What a compound (`Sprengstoffanschlag`) counts for its head (`Anschlag`): in reports of equal length, one that has the
/// word itself comes first.
pub const COMPOUND: f64 = 0.4;
/// The share of its report's score that a passage gets.
pub const REPORT_SHARE: f64 = 0.5;
/// The share that a report gets of what the words of its best passage score.
pub const PASSAGE_SHARE: f64 = 0.25;
/// The share that a report gets of what the nearness of the words in its best passage scores.
pub const NEAR_SHARE: f64 = 0.5;
/// How many reports have all their passages scored. After them, one passage for each report.
pub const BEST_REPORTS: usize = 200;

// Expansion, chosen on the same sets. Without and with it, in nDCG@10 / MAP: Cranfield 0.407 / 0.326 and 0.442 / 0.362,
// Medline 0.722 / 0.543 and 0.754 / 0.627, NPL 0.455 / 0.298 and 0.466 / 0.314, TIME 0.720 / 0.668 and 0.731 / 0.682.
// Before, with 10 reports, 3 passages of each, k1 1.5 and a share of 0.4, long news lost by it (TIME 0.688 / 0.638 and
// 0.687 / 0.630). More than two passages of a long report bring words that are beside the question.

/// BM25's k1 for the words read of the best reports.
pub const FEEDBACK_K1: f64 = 0.8;
/// BM25's b for the same.
pub const FEEDBACK_B: f64 = 0.5;
/// From how many of the best reports words are added to a query.
pub const FEEDBACK_REPORTS: usize = 7;
/// Out of how many these are chosen, by the scores of both stages.
pub const FEEDBACK_POOL: usize = 40;
/// How many passages of each are read, the best.
pub const FEEDBACK_PASSAGES: usize = 2;
/// In how many of them a word must stand to be added: what one long report says in passing is not
/// what the answers are about.
pub const FEEDBACK_COMMON: usize = 2;
/// The share of what was read of one report from which on a word needs no second report.
pub const FEEDBACK_DENSE: f64 = 0.01;
/// How many words are added at most, those counted in that the query says already.
pub const FEEDBACK_WORDS: usize = 25;
/// The share of the whole weight that goes to what is added.
pub const FEEDBACK: f64 = 0.45;

/// BM25's k1 for the words of a report that others are to be like.
pub const LIKE_K1: f64 = 1.5;
/// BM25's b for the same.
pub const LIKE_B: f64 = 0.65;
/// How many words of a report `like:` looks for at most.
pub const LIKE_WORDS: usize = 30;

/// Returns BM25's k1 and b for reports that have `average` words on average.
pub fn of_reports(average: f64) -> (f64, f64) {
    let share = average / (average + REPORT_WORDS);
    (REPORT_K1 * share, REPORT_B * share)
}

/// The share of its score that a passage keeps by its class.
pub fn of_class(class: PassageClass) -> f64 {
    match class {
        PassageClass::Prose => 1.0,
        PassageClass::Footnote => FOOTNOTE,
        PassageClass::Boilerplate => BOILERPLATE,
    }
}

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
