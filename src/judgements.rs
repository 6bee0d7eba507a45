//! Relevance judgements: which reports are relevant to a query, and measures of a ranking against them.

use std::collections::{BTreeMap, BTreeSet};

/// Depth of nDCG, in hits.
const NDCG_DEPTH: usize = 10;
/// Depth of recall, in hits.
const RECALL_DEPTH: usize = 100;

/// From a query's id to the ids of the reports that are relevant to it; at least one.
pub type Judgements = BTreeMap<String, BTreeSet<String>>;

/// A line that is not a judgement.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: not `QUERY 0 REPORT GRADE`")]
pub struct NotAJudgement {
    /// Line number, 1-based.
    pub line: usize,
}

/// Reads judgements in TREC's qrels format, one `QUERY 0 REPORT GRADE` per line; a grade above 0 means relevant. Report ids
/// may contain spaces.
///
/// # Errors
/// The first line that is not in this format.
pub fn read(text: &str) -> Result<Judgements, NotAJudgement> {
    let mut judgements = Judgements::new();
    for (n, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let Some((query, report, grade)) = judgement(line) else {
            return Err(NotAJudgement { line: n + 1 });
        };
        if grade > 0 {
            let answers = judgements.entry(query.to_owned()).or_default();
            answers.insert(report.to_owned());
        }
    }
    Ok(judgements)
}

fn judgement(line: &str) -> Option<(&str, &str, i64)> {
    let (query, rest) = line.trim().split_once(char::is_whitespace)?;
    let (_, rest) = rest.trim_start().split_once(char::is_whitespace)?;
    let (report, grade) = rest.trim_start().rsplit_once(char::is_whitespace)?;
    Some((query, report.trim_end(), grade.parse().ok()?))
}

/// Measures of one ranking, or their averages over many queries. Each is from 0 to 1.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Measures {
    /// Normalised discounted cumulative gain at depth 10, with binary relevance.
    pub ndcg10: f64,
    /// Average precision over the whole ranking; for many queries, its mean.
    pub map: f64,
    /// The share of relevant reports among the first 100 hits.
    pub recall100: f64,
    /// The reciprocal rank of the first relevant report.
    pub mrr: f64,
}

impl Measures {
    /// Measures a ranking, best first, against the relevant reports, of which there is at least one.
    pub fn of(ranking: &[String], answers: &BTreeSet<String>) -> Measures {
        let discount = |i: usize| 1.0 / (i as f64 + 2.0).log2();
        let mut measures = Measures::default();
        let mut found = 0;
        for (i, id) in ranking.iter().enumerate() {
            if !answers.contains(id) {
                continue;
            }
            found += 1;
            measures.map += f64::from(found) / (i + 1) as f64;
            if found == 1 {
                measures.mrr = 1.0 / (i + 1) as f64;
            }
            if i < NDCG_DEPTH {
                measures.ndcg10 += discount(i);
            }
            if i < RECALL_DEPTH {
                measures.recall100 += 1.0;
            }
        }
        let n = answers.len().max(1);
        let ideal: f64 = (0..n.min(NDCG_DEPTH)).map(discount).sum();
        measures.ndcg10 /= ideal;
        measures.map /= n as f64;
        measures.recall100 /= n as f64;
        measures
    }

    /// Averages over queries; all zero if there are none.
    pub fn mean(all: &[Measures]) -> Measures {
        let n = all.len().max(1) as f64;
        let mean = |of: fn(&Measures) -> f64| all.iter().map(of).sum::<f64>() / n;
        Measures {
            ndcg10: mean(|one| one.ndcg10),
            map: mean(|one| one.map),
            recall100: mean(|one| one.recall100),
            mrr: mean(|one| one.mrr),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ranking_is_measured_as_by_hand() {
        let judgements = read("q 0 a 1\nq 0 b 2\nq 0 not 0\n\nq 0 two words 1\n").unwrap();
        let ranking = ["x", "a", "not", "two words"].map(str::to_owned);
        let got = Measures::of(&ranking, &judgements["q"]);
        // Two of three relevant reports at ranks 2 and 4: DCG 1/log2(3) + 1/log2(5) = 0.6309 + 0.4307, ideal DCG
        // 1 + 0.6309 + 0.5 = 2.1309; average precision (1/2 + 2/4) / 3.
        assert!((got.ndcg10 - 1.06161 / 2.13093).abs() < 1e-5, "{got:?}");
        assert!((got.map - 1.0 / 3.0).abs() < 1e-12);
        assert!((got.recall100 - 2.0 / 3.0).abs() < 1e-12);
        assert!((got.mrr - 0.5).abs() < 1e-12);
    }

    #[test]
    fn ranks_beyond_the_depth_count_for_precision_only() {
        let judgements = read("q 0 a 1").unwrap();
        let mut ranking: Vec<String> = (0..100).map(|n| format!("x{n}")).collect();
        ranking.push("a".to_owned());
        let got = Measures::of(&ranking, &judgements["q"]);
        assert_eq!((got.ndcg10, got.recall100), (0.0, 0.0));
        assert_eq!((got.map, got.mrr), (1.0 / 101.0, 1.0 / 101.0));
    }

    #[test]
    fn a_query_without_an_answer_is_left_out_and_a_bad_line_is_named() {
        assert_eq!(read("q 0 a 0").unwrap(), Judgements::new());
        assert_eq!(read("q 0 a 1\nq a"), Err(NotAJudgement { line: 2 }));
        assert_eq!(read("q 0 a x"), Err(NotAJudgement { line: 1 }));
    }

    #[test]
    fn the_mean_of_none_is_nothing() {
        assert_eq!(Measures::mean(&[]), Measures::default());
    }
}
