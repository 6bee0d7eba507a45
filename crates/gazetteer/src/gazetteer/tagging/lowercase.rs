//! Text without capitals: exports of chats, transcripts, what a scanner read.
//!
//! There, names cannot be told from words by how they are written. Such text is read as all-caps text
//! is, with less believed: no acronyms, no nicknames, nothing that the text itself introduces, and of
//! words that are names besides, only what stands as places do.

use crate::gazetteer::annotations::Annotations;
use crate::gazetteer::context::Context;
use crate::gazetteer::evidence::Evidence;
use crate::gazetteer::mention::NameKind;
use crate::gazetteer::name_match::NameMatch;
use crate::gazetteer::token_view::TokenView;

/// How many lowercase letters a text must have to be one without capitals.
const ENOUGH_LETTERS: usize = 12;
/// How many words.
const ENOUGH_WORDS: usize = 3;
/// Bytes for each capital that such a text may have: those of a sender's name, or a slip.
const PER_CAPITAL: usize = 500;

/// Returns `text` with its letters as capitals, each where it stood; `None` if it has capitals of its own,
/// or too few letters to tell.
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

/// Returns the capital of a letter if it is one letter of as many bytes, else the letter.
fn capital(c: char) -> char {
    let mut upper = c.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(upper), None) if upper.len_utf8() == c.len_utf8() => upper,
        _ => c,
    }
}

/// Keeps the names that can be told from words: without acronyms, unless they have dots, and nicknames,
/// and without names of the world that start with an article.
pub(super) fn sure(view: TokenView<'_>, context: &mut Context<'_>, annotations: &mut Annotations) {
    let of_name = |mut name: NameMatch| {
        // `u.s.` is no word, `us` is one.
        let dotted = view.written(name.first).contains('.');
        name.entries.retain(|entry| match entry.kind {
            NameKind::Acronym => dotted,
            NameKind::Nickname => false,
            NameKind::Name | NameKind::Demonym | NameKind::Defined | NameKind::Composed => true,
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

/// Says of text without capitals what was said of all caps, as which it was read.
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
