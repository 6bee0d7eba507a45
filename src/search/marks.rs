//! Highlighting: maps the positions of matches to spans of the text.

use std::ops::Range;

use crate::analysis::function_words::FunctionWords;
use crate::analysis::spelling::joined;
use crate::analysis::words::Words;
use crate::facet_path;
use crate::index::fields::POSITIONS_PER_PASSAGE;
use crate::index::stored::StoredMention;
use crate::response::Part;

use super::clause::{Clause, ClauseKind, ClauseOccurrences, Occurrences, TextFields};

/// Returns the spans of one passage that match the query, in bytes of the body, sorted and without overlaps.
///
/// `text` is the passage, which starts at byte `start` of the body; `mentions` are those of the body.
pub fn in_passage(
    function_words: &FunctionWords,
    clauses: &[Clause],
    occurrences: &ClauseOccurrences,
    passage: usize,
    start: usize,
    text: &str,
    mentions: &[StoredMention],
) -> Vec<Range<usize>> {
    let words = Words::of(text);
    let base = passage as u32 * POSITIONS_PER_PASSAGE;
    let mut spans = Vec::new();
    for (clause, found) in of_clauses(clauses, occurrences) {
        for occurrence in found.body_from(base, base + POSITIONS_PER_PASSAGE) {
            let first = (occurrence.position - base) as usize;
            match &clause.kind {
                ClauseKind::Text(_) => {
                    spans.extend(span_of(&words, first, occurrence.words, start));
                }
                ClauseKind::Facet { facet, paths, .. } => {
                    let Some(word) = span_of(&words, first, 1, start) else {
                        continue;
                    };
                    let at = mentions.partition_point(|mention| mention.start < word.start);
                    let mut here = mentions[at..]
                        .iter()
                        .take_while(|mention| mention.start == word.start);
                    let named = here.find(|mention| is_filed(mention, facet, paths));
                    // A name may extend beyond the end of its passage.
                    let end = start + text.len();
                    spans.extend(named.map(|named| named.start..named.end.min(end)));
                }
                ClauseKind::Filter(_) => {}
            }
        }
    }
    whole_forms(function_words, apart(spans), start, text, &words)
}

/// Yields those of `clauses`, the first of a plan, that count in a document, with their occurrences.
fn of_clauses<'a>(
    clauses: &'a [Clause],
    occurrences: &'a ClauseOccurrences,
) -> impl Iterator<Item = (&'a Clause, &'a Occurrences)> {
    let found = occurrences.iter();
    found.filter_map(|(clause, found)| Some((clauses.get(clause)?, found)))
}

/// Returns the spans of the title that match the query, in bytes, sorted and without overlaps.
pub fn in_title(
    function_words: &FunctionWords,
    clauses: &[Clause],
    occurrences: &ClauseOccurrences,
    title: &str,
    mentions: &[StoredMention],
) -> Vec<Range<usize>> {
    let words = Words::of(title);
    let mut spans = Vec::new();
    for (clause, found) in of_clauses(clauses, occurrences) {
        match &clause.kind {
            ClauseKind::Text(_) => {
                for occurrence in &found.title {
                    let first = occurrence.position as usize;
                    spans.extend(span_of(&words, first, occurrence.words, 0));
                }
            }
            ClauseKind::Facet { facet, paths, .. }
                if found.counts && clause.text_fields == TextFields::Anywhere =>
            {
                let named = |mention: &&StoredMention| is_filed(mention, facet, paths);
                spans.extend(
                    mentions
                        .iter()
                        .filter(named)
                        .map(|found| found.start..found.end),
                );
            }
            ClauseKind::Facet { .. } | ClauseKind::Filter(_) => {}
        }
    }
    whole_forms(function_words, apart(spans), 0, title, &words)
}

fn is_filed(mention: &StoredMention, facet: &str, paths: &[String]) -> bool {
    let below = |path: &String| {
        paths
            .iter()
            .any(|ancestor| facet_path::is_at_or_below(path, ancestor))
    };
    mention.facet == facet && mention.path.as_ref().is_some_and(below)
}

/// Returns the span from word `first` over `n` words, moved by `offset` bytes.
fn span_of(words: &Words, first: usize, n: u32, offset: usize) -> Option<Range<usize>> {
    let last = first + n.max(1) as usize - 1;
    (last < words.len()).then(|| words.span(first).start + offset..words.span(last).end + offset)
}

/// Sorts spans and joins those that overlap.
fn apart(mut spans: Vec<Range<usize>>) -> Vec<Range<usize>> {
    spans.sort_by_key(|span| (span.start, span.end));
    spans.dedup_by(|next, kept| {
        let overlaps = next.start < kept.end;
        if overlaps {
            kept.end = kept.end.max(next.end);
        }
        overlaps
    });
    spans
}

/// Joins spans that are the two parts of one word with a hyphen or an apostrophe (`cease-fire` for *cease fire*).
/// `text`, whose words are `words`, starts at byte `start` of the body.
fn whole_forms(
    function_words: &FunctionWords,
    mut spans: Vec<Range<usize>>,
    start: usize,
    text: &str,
    words: &Words,
) -> Vec<Range<usize>> {
    let touch = |pair: &[Range<usize>]| {
        let between = &text[pair[0].end - start..pair[1].start - start];
        !between.contains(char::is_whitespace) && between.chars().count() == 1
    };
    if !spans.windows(2).any(touch) {
        return spans; // as in nearly all passages
    }
    let joined = joined(function_words, text, words);
    spans.dedup_by(|next, kept| {
        let (end, next_start) = (kept.end - start, next.start - start);
        let parts = joined.iter().any(|joined| {
            let first = words.span(joined.words.start);
            joined.words.len() == 2
                && first.end == end
                && words.span(joined.words.start + 1).start == next_start
        });
        if parts {
            kept.end = next.end;
        }
        parts
    });
    spans
}

/// Splits `text` into parts. `spans` are in bytes of the body, sorted and without overlaps; `start` is where the text
/// starts there. `place` returns the line and the page of a byte of the body.
pub fn parts(
    text: &str,
    start: usize,
    spans: &[Range<usize>],
    place: impl Fn(usize) -> (Option<u32>, Option<u32>),
) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut at = start;
    for span in spans {
        if at < span.start {
            parts.push(Part::Plain(text[at - start..span.start - start].to_owned()));
        }
        let (line, page) = place(span.start);
        parts.push(Part::Match {
            text: text[span.start - start..span.end - start].to_owned(),
            line,
            page,
        });
        at = span.end;
    }
    if at - start < text.len() {
        parts.push(Part::Plain(text[at - start..].to_owned()));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_spans_are_joined_and_touching_ones_are_not() {
        assert_eq!(apart(vec![5..8, 0..3, 2..4, 8..9]), [0..4, 5..8, 8..9]);
    }

    #[test]
    fn parts_join_to_the_text_they_were_cut_from() {
        let parts = parts("one two", 10, std::slice::from_ref(&(14..17)), |at| {
            (Some(at as u32), Some(2))
        });
        let two = Part::Match {
            text: "two".into(),
            line: Some(14),
            page: Some(2),
        };
        assert_eq!(parts, [Part::Plain("one ".into()), two]);
    }
}
