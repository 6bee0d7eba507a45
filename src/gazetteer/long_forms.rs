//! Finds names in full that a text gives for an acronym of the tables: `FMLN [Farabundo Marti National
//! Liberation Movement]`, `People's Front of Liberation (PFL)`. Where nobody listed the name in full as it
//! is written there, it stands for what the acronym does.

use super::NameKind;
use super::abbreviation::long_form;
use super::gap::within_name;
use super::lexicon::Lexicon;
use super::scan::{Found, put_in, starts_capital};
use crate::analysis::function_words::is_listed;
use crate::analysis::words::Words;
use crate::lexicon::Class;

/// How many words a name in full has at most.
const LONGEST: usize = 12;
/// The small words that a name may have within it.
const LINKS: &[Class] = &[Class::Of, Class::Article, Class::And, Class::For, Class::In];

/// Adds the names in full to `found`, in its order; names that only the world has within them go.
pub(super) fn long_forms(
    lexicon: &Lexicon,
    text: &str,
    words: &Words,
    found: Vec<Found>,
) -> Vec<Found> {
    let acronyms = found.iter().filter(|name| {
        let mut entries = name.entries.iter();
        entries.any(|entry| entry.kind == NameKind::Acronym)
    });
    let mut defined: Vec<(usize, usize, usize)> = acronyms
        .filter_map(|name| {
            let (first, last) = before(lexicon, text, words, name)
                .or_else(|| behind(lexicon, text, words, name))?;
            is_free(&found, first, last).then_some((first, last, name.first))
        })
        .collect();
    if defined.is_empty() {
        return found;
    }
    defined.sort_unstable();
    put_in(found, defined)
}

/// Returns whether the words belong to no name of the tables that is sure by itself.
fn is_free(found: &[Found], first: usize, last: usize) -> bool {
    let from = found.partition_point(|name| name.last < first);
    let within = found[from..].iter().take_while(|name| name.first <= last);
    let mut entries = within.flat_map(|name| &name.entries);
    entries.all(|entry| entry.weak)
}

/// Returns the first and last word of the name in full that stands before an acronym in brackets.
fn before(lexicon: &Lexicon, text: &str, words: &Words, acronym: &Found) -> Option<(usize, usize)> {
    let last = acronym.first.checked_sub(1)?;
    let gap = &text[words.span(last).end..words.span(acronym.first).start];
    if !matches!(gap.trim(), "(" | "[") || !closes(text, words, acronym.last) {
        return None;
    }
    let earliest = acronym.first.saturating_sub(LONGEST);
    let joined = (earliest..last)
        .rev()
        .take_while(|&i| joined(text, words, i));
    let first = last - joined.count();
    let run: Vec<&str> = (first..=last).map(|i| words.folded(i)).collect();
    let first = first + long_form(&short(words, acronym), &run)?;
    is_name(lexicon, text, words, first, last).then_some((first, last))
}

/// Returns the first and last word of the name in full that stands in brackets behind an acronym.
fn behind(lexicon: &Lexicon, text: &str, words: &Words, acronym: &Found) -> Option<(usize, usize)> {
    let first = acronym.last + 1;
    if first >= words.len() {
        return None;
    }
    let gap = &text[words.span(acronym.last).end..words.span(first).start];
    if !matches!(gap.trim(), "(" | "[") {
        return None;
    }
    let latest = words.len().min(first + LONGEST) - 1;
    let joined = (first..latest).take_while(|&i| joined(text, words, i));
    let last = first + joined.count();
    let run: Vec<&str> = (first..=last).map(|i| words.folded(i)).collect();
    let whole = closes(text, words, last) && long_form(&short(words, acronym), &run) == Some(0);
    (whole && is_name(lexicon, text, words, first, last)).then_some((first, last))
}

/// Returns the acronym's letters, folded.
fn short(words: &Words, acronym: &Found) -> String {
    (acronym.first..=acronym.last)
        .map(|i| words.folded(i))
        .collect()
}

/// Returns whether several words are written as a name: capitals but for small words within, and no
/// words that only sentences have (`a firm that gives ...`).
fn is_name(lexicon: &Lexicon, text: &str, words: &Words, first: usize, last: usize) -> bool {
    let capital = |i: usize| {
        starts_capital(text, words, i) && !is_listed(&["en", "fr", "es"], words.folded(i))
    };
    let links = |i: usize| lexicon.of(words.folded(i)).has_any(LINKS);
    first < last
        && capital(first)
        && capital(last)
        && (first..=last).all(|i| capital(i) || links(i))
}

/// Returns whether a bracket closes behind word `i`.
fn closes(text: &str, words: &Words, i: usize) -> bool {
    let behind = text[words.span(i).end..].trim_start();
    behind.starts_with([')', ']', ',', ';'])
}

/// Returns whether word `i` and the next may belong to one name.
fn joined(text: &str, words: &Words, i: usize) -> bool {
    let before = words.span(i);
    let gap = &text[before.end..words.span(i + 1).start];
    within_name(&text[before], gap).is_some_and(|special| special == Default::default())
}
