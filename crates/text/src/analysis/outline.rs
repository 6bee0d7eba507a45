//! The outline of a text: those of its short paragraphs that are headings, and not lines of a letterhead, of a list or of a table.

use std::collections::HashMap;
use std::ops::Range;

use super::boilerplate::boilerplate;
use super::language_tables::LanguageTables;
use super::passages::{Paragraph, paragraphs};
use super::words::Words;
use crate::date::Date;

/// A line that occurs this often is a field of a form or the head of a table.
const REPEATED: usize = 3;
/// More lines in a row, without a paragraph between them, are a list.
const MOST_IN_A_ROW: usize = 3;
/// The fewest letters of a heading.
const FEWEST_LETTERS: usize = 3;

/// A paragraph that may be a heading.
struct Candidate {
    /// Its position among the paragraphs.
    paragraph: usize,
    /// In bytes.
    span: Range<usize>,
    /// Whether it is marked as one (`## Key figures`).
    is_marked: bool,
}

/// Returns where the headings of `body`, whose words are `words`, are, in bytes and in order, with their brackets and quotation
/// marks.
pub fn headings(tables: &LanguageTables, body: &str, words: &Words) -> Vec<Range<usize>> {
    let paragraphs = paragraphs(tables, body, words);
    let boilerplate = boilerplate(body);
    let mut candidates = Vec::new();
    for (i, paragraph) in paragraphs.iter().enumerate().filter(|(_, one)| one.heading) {
        let span = span_of(body, words, &paragraph.words);
        let is_marked = line_before(body, span.start).trim_start().starts_with('#');
        let is_prose = has_letters(&body[span.clone()])
            && Date::in_words(&body[span.clone()]).is_none()
            && !is_inside(&boilerplate, &span)
            && !is_unfinished(body, words, &paragraphs[..i])
            && !continues(body, words, paragraphs.get(i + 1));
        if is_marked || is_prose {
            candidates.push(Candidate {
                paragraph: i,
                span,
                is_marked,
            });
        }
    }
    without_lists(body, &without_repeated(body, candidates))
}

/// Removes lines that occur [`REPEATED`] times, and fields whose label does (`Status: open`, `Status: closed`).
fn without_repeated(body: &str, mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    let label = |candidate: &Candidate| {
        let text = &body[candidate.span.clone()];
        text.split(':').next().unwrap_or_default()
    };
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for candidate in &candidates {
        *counts.entry(label(candidate)).or_default() += 1;
    }
    candidates.retain(|candidate| candidate.is_marked || counts[label(candidate)] < REPEATED);
    candidates
}

/// Removes the lines of lists, which follow one another without a paragraph between them: of more than [`MOST_IN_A_ROW`] all but
/// the last, and all that are fields (`Status: open`) beside one another.
fn without_lists(body: &str, candidates: &[Candidate]) -> Vec<Range<usize>> {
    let is_field = |one: &Candidate| body[one.span.clone()].contains(':');
    let mut kept = Vec::with_capacity(candidates.len());
    for row in candidates.chunk_by(|one, next| one.paragraph + 1 == next.paragraph) {
        let has_fields = row.iter().filter(|one| is_field(one)).count() > 1;
        let is_heading = |one: &&Candidate| one.is_marked || !has_fields || !is_field(one);
        let row: Vec<&Candidate> = row.iter().filter(is_heading).collect();
        let listed = if row.len() > MOST_IN_A_ROW {
            row.len() - 1
        } else {
            0
        };
        let is_listed = |i: usize, one: &Candidate| i < listed && !one.is_marked;
        let rest = row.into_iter().enumerate();
        let rest = rest.filter(|(i, one)| !is_listed(*i, one));
        kept.extend(rest.map(|(_, one)| one.span.clone()));
    }
    kept
}

/// Returns the span of a paragraph's words with the brackets and quotation marks around them.
fn span_of(body: &str, words: &Words, row: &Range<usize>) -> Range<usize> {
    let inner = words.span(row.start).start..words.span(row.end - 1).end;
    let opening = body[..inner.start].chars().rev();
    let opening = opening.take_while(|c| ['(', '[', '"', '“', '«', '‘', '¿', '¡'].contains(c));
    let closing = body[inner.end..].chars();
    let closing = closing.take_while(|c| [')', ']', '"', '”', '»', '’', '?'].contains(c));
    let opening: usize = opening.map(char::len_utf8).sum();
    let closing: usize = closing.map(char::len_utf8).sum();
    inner.start - opening..inner.end + closing
}

fn line_before(body: &str, at: usize) -> &str {
    &body[body[..at].rfind('\n').map_or(0, |newline| newline + 1)..at]
}

/// Returns whether most of a text is letters. Numbers of pages and symbols of documents are not headings.
fn has_letters(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let all = text.chars().filter(|c| !c.is_whitespace()).count();
    let is_ideographic = || text.chars().any(|c| c > '\u{2e80}');
    (letters >= FEWEST_LETTERS || (letters > 1 && is_ideographic())) && letters * 2 > all
}

fn is_inside(spans: &[Range<usize>], span: &Range<usize>) -> bool {
    let passed = spans.partition_point(|one| one.end <= span.start);
    spans.get(passed).is_some_and(|one| one.start <= span.start)
}

/// Returns whether the text before a paragraph stops in the middle of a sentence, at a comma.
fn is_unfinished(body: &str, words: &Words, before: &[Paragraph]) -> bool {
    before.last().is_some_and(|last| {
        let rest = &body[words.span(last.words.end - 1).end..];
        let rest = rest.split('\n').next().unwrap_or_default();
        !last.heading && rest.trim_end().ends_with([',', '،', '、'])
    })
}

/// Returns whether a paragraph starts with a lowercase letter.
fn continues(body: &str, words: &Words, next: Option<&Paragraph>) -> bool {
    next.is_some_and(|next| {
        let start = words.span(next.words.start).start;
        let is_first = line_before(body, start).trim().is_empty();
        is_first && body[start..].starts_with(char::is_lowercase)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::language_tables::shipped;

    /// The headings of a text as written.
    fn found(body: &str) -> Vec<&str> {
        let spans = headings(&shipped(), body, &Words::of(body));
        spans.into_iter().map(|span| &body[span]).collect()
    }

    const PROSE: &str = "The committee met in the spring and heard the reports of its members.";

    #[test]
    fn short_lines_between_paragraphs_are_headings_with_their_brackets() {
        let body = format!("Introduction\n\n{PROSE}\n\nFindings (provisional)\n\n{PROSE}");
        assert_eq!(found(&body), ["Introduction", "Findings (provisional)"]);
    }

    #[test]
    fn of_the_lines_of_a_cover_only_the_last_is_one() {
        let body = format!(
            "General Assembly\n\nSeventieth session\n\nAgenda item 18 (d)\n\nReport of the Second \
             Committee\n\nI. Introduction\n\n{PROSE}"
        );
        assert_eq!(found(&body), ["I. Introduction"]);
    }

    #[test]
    fn numbers_symbols_and_dates_are_none() {
        for line in [
            "A/70/437/Add.4",
            "94-44400 (E) 221194",
            "12",
            "23 June 2025",
        ] {
            let body = format!("{PROSE}\n\n{line}\n\n{PROSE}");
            assert_eq!(found(&body), [""; 0], "{line}");
        }
    }

    #[test]
    fn fields_and_heads_of_tables_are_none() {
        let fields = format!(
            "{PROSE}\n\nStatus: under implementation\n\nTarget date: first quarter\n\n{PROSE}"
        );
        assert_eq!(found(&fields), [""; 0]);
        let table = format!("In favour\n\n{PROSE}\n\n").repeat(3) + PROSE;
        assert_eq!(found(&table), [""; 0]);
        let apart =
            ["open", "closed", "new"].map(|status| format!("Status: {status}\n\n{PROSE}\n\n"));
        assert_eq!(found(&apart.concat()), [""; 0]);
        let one = format!("{PROSE}\n\nHaiti: what comes next\n\n{PROSE}");
        assert_eq!(found(&one), ["Haiti: what comes next"]);
    }

    #[test]
    fn parts_of_a_sentence_are_none() {
        let after = format!(
            "They signed the Convention on the Development,\n\nProduction and Use of Weapons\n\n{PROSE}"
        );
        assert_eq!(found(&after), [""; 0]);
        let before = "They spoke.\n\nLetter from the Permanent\n\nrepresentative of the committee to all members.";
        assert_eq!(found(before), [""; 0]);
    }

    #[test]
    fn marked_headings_always_are() {
        let body = format!("# Report\n\n## 2024\n\n## Status: open\n\n## Kind: final\n\n{PROSE}");
        assert_eq!(
            found(&body),
            ["Report", "2024", "Status: open", "Kind: final"]
        );
    }
}
