//! Lowercase text: chat exports, transcripts, OCR output.
//!
//! Names cannot be distinguished from words by their spelling. Such text is treated as all caps
//! with stricter rules: no acronyms, no nicknames, no names introduced by the text itself; names
//! that are also words need the context of a place.

use crate::gazetteer::annotations::Annotations;
use crate::gazetteer::context::Context;
use crate::gazetteer::evidence::Evidence;
use crate::gazetteer::mention::NameKind;
use crate::gazetteer::name_match::NameMatch;
use crate::gazetteer::token_view::TokenView;

/// The fewest lowercase letters of a lowercase text.
const ENOUGH_LETTERS: usize = 12;
/// The fewest words.
const ENOUGH_WORDS: usize = 3;
/// A lowercase text may have one capital per this many bytes: in the name of a sender, or by
/// mistake.
const PER_CAPITAL: usize = 500;

/// Returns `text` in uppercase with unchanged offsets; `None` if it contains capitals, or too few
/// letters to decide.
pub(super) fn raised(view: TokenView<'_>) -> Option<String> {
    let text = view.text();
    if view.len() < ENOUGH_WORDS {
        return None;
    }
    let most_capitals = text.len() / PER_CAPITAL;
    let (mut capitals, mut small) = (0, 0);
    for c in text.chars() {
        if c.is_uppercase() {
            capitals += 1;
            if capitals > most_capitals {
                return None;
            }
        }
        small += usize::from(c.is_lowercase());
    }
    (small >= ENOUGH_LETTERS).then(|| text.chars().map(capital).collect())
}

/// Returns the uppercase form of a letter if that is one character of the same length in bytes,
/// otherwise the letter.
fn capital(c: char) -> char {
    let mut upper = c.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(upper), None) if upper.len_utf8() == c.len_utf8() => upper,
        _ => c,
    }
}

/// Keeps only names that are distinguishable from words: no acronyms without dots, no nicknames,
/// and no names of the world that start with an article.
pub(super) fn sure(view: TokenView<'_>, context: &mut Context<'_>, annotations: &mut Annotations) {
    let of_name = |mut name: NameMatch| {
        // `u.s.` is not a word, `us` is.
        let dotted = view.written(name.first).contains('.');
        name.entries.retain(|entry| match entry.kind {
            NameKind::Acronym => dotted,
            NameKind::Nickname => false,
            NameKind::Name
            | NameKind::Demonym
            | NameKind::Defined
            | NameKind::Composed
            | NameKind::Described => true,
        });
        let first = view.folded(name.first);
        let article = name.first < name.last
            && context
                .gazetteer
                .lexicon()
                .is_function_word(&["en", "fr", "es"], first);
        if article && name.entries.is_empty() {
            name.world = None;
        }
        (!name.entries.is_empty() || name.world.is_some()).then_some(name)
    };
    annotations.replace_names(|names| names.into_iter().filter_map(of_name).collect());
}

/// Replaces the evidence for all-caps text by that for lowercase text.
pub(super) fn relabel(
    _view: TokenView<'_>,
    _context: &mut Context<'_>,
    annotations: &mut Annotations,
) {
    let relabel = |evidence: &mut Vec<Evidence>| {
        for evidence in evidence {
            *evidence = evidence.in_lowercase();
        }
    };
    let mentions = annotations.mentions_mut().iter_mut();
    mentions.for_each(|mention| relabel(&mut mention.evidence));
    let open = annotations.unresolved_mut().iter_mut();
    open.for_each(|name| relabel(&mut name.evidence));
}
