//! Joined words that reports write as several (`portauprince`), and the reverse.

use std::collections::HashMap;

use crate::response::SuggestedWord;

use super::Suggester;
use super::query_words::QueryWord;

/// The minimum number of letters of a word that is split.
const SHORTEST: usize = 5;
/// The minimum number of letters of a part.
const SHORTEST_PART: usize = 2;
/// The maximum number of letters of a word that is split.
const LONGEST: usize = 30;
/// The maximum number of splits that are looked up.
const LOOKED_UP: usize = 3;
/// The maximum number of reports with the rarest part if another part is a function word, which is everywhere.
const MOST_WITH_FUNCTION_WORD: u64 = 500;

/// Returns the phrase that a word is split into, if reports have it.
pub(super) fn apart(
    suggester: &Suggester<'_>,
    word: &QueryWord,
) -> tantivy::Result<Option<SuggestedWord>> {
    let mut ways = ways(suggester, word)?;
    ways.sort_by(|a, b| (b.0, a.1.len(), &a.1).cmp(&(a.0, b.1.len(), &b.1)));
    let mut best: Option<SuggestedWord> = None;
    for (_, parts) in ways.into_iter().take(LOOKED_UP) {
        let Some(clause) = suggester.row(&parts, word.text_fields) else {
            continue;
        };
        let written = suggester.written(&clause)?;
        let most = best.as_ref().map_or(0, |best| best.reports);
        if written.reports > most {
            let reports = written.reports;
            best = Some(SuggestedWord {
                word: written.text_for(word).unwrap_or_else(|| parts.join(" ")),
                reports,
            });
        }
    }
    Ok(best)
}

/// Returns the splits of a word into two or three words of the index, each with the number of reports with its rarest
/// part.
fn ways(suggester: &Suggester<'_>, word: &QueryWord) -> tantivy::Result<Vec<(u64, Vec<String>)>> {
    let letters: Vec<char> = word.folded.chars().collect();
    let n = letters.len();
    if !(SHORTEST..=LONGEST).contains(&n) {
        return Ok(Vec::new());
    }
    let mut known: HashMap<(usize, usize), u64> = HashMap::new();
    let mut reports = |from: usize, to: usize| -> tantivy::Result<u64> {
        if let Some(reports) = known.get(&(from, to)) {
            return Ok(*reports);
        }
        let part: String = letters[from..to].iter().collect();
        let reports = suggester.vocabulary.reports(&part, word.text_fields)?;
        known.insert((from, to), reports);
        Ok(reports)
    };
    let mut ways = Vec::new();
    for first in SHORTEST_PART..=n.saturating_sub(SHORTEST_PART) {
        let of_first = reports(0, first)?;
        if of_first == 0 {
            continue;
        }
        let of_rest = reports(first, n)?;
        if of_rest > 0 {
            ways.push((of_first.min(of_rest), vec![(0, first), (first, n)]));
        }
        for second in first + SHORTEST_PART..=n.saturating_sub(SHORTEST_PART) {
            let of_last = reports(second, n)?;
            if of_last == 0 {
                continue;
            }
            let of_second = reports(first, second)?;
            if of_second > 0 {
                let least = of_first.min(of_second).min(of_last);
                ways.push((least, vec![(0, first), (first, second), (second, n)]));
            }
        }
    }
    let text = |(from, to): (usize, usize)| letters[from..to].iter().collect::<String>();
    let ways = ways.into_iter().map(|(least, parts)| {
        let parts: Vec<String> = parts.into_iter().map(text).collect();
        (least, parts)
    });
    let is_function_word = |part: &String| suggester.analyser.is_function_word(part);
    let can_be_looked_up = |(least, parts): &(u64, Vec<String>)| {
        *least <= MOST_WITH_FUNCTION_WORD || !parts.iter().any(is_function_word)
    };
    Ok(ways.filter(can_be_looked_up).collect())
}

/// Returns whether two words may be the parts of one: adjacent, with a space between.
pub(super) fn can_be_joined(query: &str, first: &QueryWord, second: &QueryWord) -> bool {
    let between = query.get(first.span.end..second.span.start);
    first.is_part
        && second.is_part
        && first.text_fields == second.text_fields
        && between.is_some_and(|between| between.chars().all(char::is_whitespace))
}
