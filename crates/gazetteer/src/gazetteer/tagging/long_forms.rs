//! Finds full names that a text gives for an acronym of the tables:
//! `FMLN [Farabundo Marti National Liberation Movement]`, `People's Front of Liberation (PFL)`. A
//! full name that is not listed in this form means the same as the acronym.

use crate::gazetteer::abbreviation::long_form;
use crate::gazetteer::annotations::{Annotations, overlapping};
use crate::gazetteer::context::Context;
use crate::gazetteer::lexicon::Lexicon;
use crate::gazetteer::mention::NameKind;
use crate::gazetteer::name_match::NameMatch;
use crate::gazetteer::token_view::TokenView;
use reportage_text::lexicon::Class;

/// The most words of a full name.
const LONGEST: usize = 12;
/// Lowercase words inside a name.
const LINKS: &[Class] = &[Class::Of, Class::Article, Class::And, Class::For, Class::In];

/// Adds the full names to `annotations`, replacing names that only the world has inside them.
pub(super) fn long_forms(
    view: TokenView<'_>,
    context: &mut Context<'_>,
    annotations: &mut Annotations,
) {
    let (lexicon, found) = (context.gazetteer.lexicon(), annotations.names());
    let acronyms = found.iter().filter(|name| {
        let mut entries = name.entries.iter();
        entries.any(|entry| entry.kind == NameKind::Acronym)
    });
    let mut defined: Vec<(usize, usize, usize)> = acronyms
        .filter_map(|name| {
            let (first, last) =
                before(lexicon, view, name).or_else(|| behind(lexicon, view, name))?;
            is_free(found, first, last).then_some((first, last, name.first))
        })
        .collect();
    if defined.is_empty() {
        return;
    }
    defined.sort_unstable();
    annotations.add_defined(defined);
}

/// Returns whether the words belong to no table name that is certain by itself.
fn is_free(found: &[NameMatch], first: usize, last: usize) -> bool {
    let mut entries = overlapping(found, first, last).flat_map(|name| &name.entries);
    entries.all(|entry| entry.weak)
}

/// Returns the first and last word of the full name before an acronym in brackets.
fn before(lexicon: &Lexicon, view: TokenView<'_>, acronym: &NameMatch) -> Option<(usize, usize)> {
    let last = acronym.first.checked_sub(1)?;
    let gap = view.gap(last);
    if !matches!(gap.trim(), "(" | "[") || !view.closes(acronym.last) {
        return None;
    }
    let earliest = acronym.first.saturating_sub(LONGEST);
    let joined = (earliest..last).rev().take_while(|&i| view.joins_name(i));
    let first = last - joined.count();
    let run: Vec<&str> = (first..=last).map(|i| view.folded(i)).collect();
    let first = first + long_form(&short(view, acronym), &run)?;
    is_name(lexicon, view, first, last).then_some((first, last))
}

/// Returns the first and last word of the full name in brackets after an acronym.
fn behind(lexicon: &Lexicon, view: TokenView<'_>, acronym: &NameMatch) -> Option<(usize, usize)> {
    let first = acronym.last + 1;
    if first >= view.len() {
        return None;
    }
    let gap = view.gap(acronym.last);
    if !matches!(gap.trim(), "(" | "[") {
        return None;
    }
    let latest = view.len().min(first + LONGEST) - 1;
    let joined = (first..latest).take_while(|&i| view.joins_name(i));
    let last = first + joined.count();
    let run: Vec<&str> = (first..=last).map(|i| view.folded(i)).collect();
    let whole = view.closes(last) && long_form(&short(view, acronym), &run) == Some(0);
    (whole && is_name(lexicon, view, first, last)).then_some((first, last))
}

/// Returns the folded letters of the acronym.
fn short(view: TokenView<'_>, acronym: &NameMatch) -> String {
    (acronym.first..=acronym.last)
        .map(|i| view.folded(i))
        .collect()
}

/// Returns whether several words are written like a name: capitalised except for linking words, and
/// without words that occur only in sentences (`a firm that gives ...`).
fn is_name(lexicon: &Lexicon, view: TokenView<'_>, first: usize, last: usize) -> bool {
    let capital = |i: usize| {
        view.is_capitalised(i) && !lexicon.is_function_word(&["en", "fr", "es"], view.folded(i))
    };
    let links = |i: usize| lexicon.of(view.folded(i)).has_any(LINKS);
    first < last
        && capital(first)
        && capital(last)
        && (first..=last).all(|i| capital(i) || links(i))
}
