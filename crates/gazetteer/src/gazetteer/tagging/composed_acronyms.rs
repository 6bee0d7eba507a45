//! Finds acronyms that a text introduces for composed names, and their later mentions: `Security
//! Service of Ukraine (SBU) … the SBU`. They often abbreviate the name in the country's language.
//!
//! Runs after the names are composed. Acronyms of the tables keep their meaning.

use std::collections::HashMap;

use rapidhash::fast::RandomState;

use crate::gazetteer::annotations::{Annotations, overlaps};
use crate::gazetteer::context::Context;
use crate::gazetteer::lexicon::Lexicon;
use crate::gazetteer::mention::{Mention, NameKind};
use crate::gazetteer::token_view::TokenView;

/// The length of an acronym, in letters.
const LENGTHS: std::ops::RangeInclusive<usize> = 3..=8;
/// How many of its letters are initials of the name, at least.
const INITIALS: usize = 2;

/// Adds the acronyms and their later mentions.
pub(super) fn composed_acronyms(
    view: TokenView<'_>,
    context: &mut Context<'_>,
    annotations: &mut Annotations,
) {
    let lexicon = context.gazetteer.lexicon();
    // The mentions of one name are adjacent.
    let mut defined: HashMap<&str, Vec<&Mention>, RandomState> = HashMap::default();
    let mut bytes = [false; 256];
    let mut start = view.len();
    for mention in annotations.mentions() {
        if mention.kind != NameKind::Composed || mention.confidence.is_some() {
            continue;
        }
        let Some(at) = acronym_behind(lexicon, view, mention) else {
            continue;
        };
        let acronym = view.folded(at);
        let meanings = defined.entry(acronym).or_default();
        // Of two definitions, the first is kept.
        if meanings
            .first()
            .is_none_or(|other| other.entity == mention.entity && other.start == mention.start)
        {
            meanings.push(mention);
            bytes[usize::from(acronym.as_bytes()[0])] = true;
            start = start.min(at);
        }
    }
    let mut added: Vec<Mention> = Vec::new();
    for i in start..view.len() {
        let word = view.folded(i);
        if !bytes[usize::from(word.as_bytes()[0])] || view.has_lowercase(i) {
            continue; // the common case
        }
        let meanings = defined.get(word).map_or(&[][..], Vec::as_slice);
        let is_taken = overlaps(annotations.unresolved(), i, i) || !annotations.is_free(i, i);
        if is_taken {
            continue;
        }
        let span = view.span(i);
        added.extend(meanings.iter().map(|meaning| Mention {
            start: span.start,
            end: span.end,
            first_word: i,
            last_word: i,
            kind: NameKind::Defined,
            ..(*meaning).clone()
        }));
    }
    annotations.add(added);
}

/// Returns the word in brackets after a name, if it is an acronym that may be the name's.
fn acronym_behind(lexicon: &Lexicon, view: TokenView<'_>, name: &Mention) -> Option<usize> {
    let at = view.next(name.last_word)?;
    if !matches!(view.gap(name.last_word).trim(), "(" | "[") || !view.closes(at) {
        return None;
    }
    let written = view.written(at);
    let is_acronym = LENGTHS.contains(&written.chars().count())
        && written.chars().all(char::is_uppercase)
        && view.has_lowercase(name.first_word);
    let mut initials: Vec<char> = (name.first_word..=name.last_word)
        .map(|i| view.folded(i))
        .filter(|word| lexicon.analysis.function_words.lists_of(word) == 0)
        .filter_map(|word| word.chars().next())
        .collect();
    let mut shared = 0;
    for letter in view.folded(at).chars() {
        if let Some(i) = initials.iter().position(|&initial| initial == letter) {
            initials.swap_remove(i);
            shared += 1;
        }
    }
    (is_acronym && shared >= INITIALS).then_some(at)
}

#[cfg(test)]
mod tests {
    use crate::gazetteer::NameKind;
    use crate::gazetteer::tests::shipped::SHIPPED;
    use reportage_text::analysis::words::Words;

    fn defined(text: &str) -> Vec<String> {
        let tags = SHIPPED.tag(text, &Words::of(text));
        let defined = tags.mentions.iter();
        let defined = defined.filter(|mention| mention.kind == NameKind::Defined);
        defined
            .map(|mention| format!("{}={}", &text[mention.start..mention.end], mention.path))
            .collect()
    }

    #[test]
    fn a_composed_name_has_the_acronym_that_the_text_gives_it() {
        let text = "The Ministry of Defence of Peru (MDP) said so. The MDP left.";
        assert_eq!(
            defined(text),
            [
                "MDP=/State bodies/Peru/Ministry of Defence",
                "MDP=/State bodies/Peru/Ministry of Defence",
            ]
        );
        let text = "La Police nationale péruvienne (PNPX) enquête. La PNPX a dit.";
        assert!(
            defined(text).contains(&"PNPX=/State forces/Peru/Police".to_owned()),
            "{:?}",
            defined(text)
        );
    }

    #[test]
    fn other_brackets_after_a_composed_name_define_nothing() {
        for text in [
            "The police of Peru (AFP) said so. AFP wrote.",
            "The Ministry of Defence of Peru (Lima) said so. The LIMA left.",
            "The Ministry of Defence of Peru (XKW) said so. The XKW left.",
            "The Ministry of Defence of Peru (see MDP) said so. The MDP left.",
            "THE MINISTRY OF DEFENCE OF PERU (MDP) SAID SO.",
        ] {
            assert_eq!(defined(text), [""; 0], "{text}");
        }
    }
}
