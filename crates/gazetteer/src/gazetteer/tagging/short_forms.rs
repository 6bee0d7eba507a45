//! Finds short forms of names that a text gives in full:
//! `the Farabundo Martí National Liberation Front … the Front`,
//! `le Conseil de sécurité … le Conseil`.

use crate::gazetteer::annotations::Annotations;
use crate::gazetteer::blob::Gazetteer;
use crate::gazetteer::context::Context;
use crate::gazetteer::entry::Entry;
use crate::gazetteer::lexicon::Lexicon;
use crate::gazetteer::mention::NameKind;
use crate::gazetteer::name_match::NameMatch;
use crate::gazetteer::places::is_place;
use crate::gazetteer::token_view::TokenView;
use reportage_text::lexicon::Class;

/// Words after which a full name continues.
const LINKS: &[Class] = &[Class::Of, Class::For, Class::Against];

/// A full name, by its head noun.
struct Full<'a> {
    head: &'a str,
    name: &'a NameMatch,
}

/// Adds the short forms, each with the preceding full name that it stands for. If full names of
/// several entities precede it, the short form is ambiguous and skipped.
pub(super) fn short_forms(
    view: TokenView<'_>,
    context: &mut Context<'_>,
    annotations: &mut Annotations,
) {
    let (gazetteer, found) = (context.gazetteer, annotations.names());
    let fulls: Vec<Full> = found
        .iter()
        .filter_map(|name| full(gazetteer, view, name))
        .collect();
    let Some(earliest) = fulls.first().map(|full| full.name.last + 1) else {
        return;
    };
    let mut short: Vec<(usize, usize, usize)> = Vec::new();
    let mut at = 0;
    for i in earliest..view.len() {
        if view.is_lowercase(i) {
            continue; // the common case, checked first
        }
        while found.get(at).is_some_and(|name| name.last < i) {
            at += 1;
        }
        // A place of the world may have the same name.
        let is_free = found.get(at).is_none_or(|name| {
            let alone = name.first == i && name.last == i;
            name.first > i || (alone && name.entries.is_empty() && name.definer.is_none())
        });
        if is_free
            && let Some(definer) = meant(&fulls, view.folded(i), i)
            && stands_alone(gazetteer.lexicon(), view, i)
        {
            short.push((i, i, definer));
        }
    }
    if short.is_empty() {
        return;
    }
    annotations.add_defined(short);
}

/// Returns a name of several words whose head says what it is, if it cannot be a place
/// (`Soviet Union`).
fn full<'a>(gazetteer: &Gazetteer, view: TokenView<'a>, name: &'a NameMatch) -> Option<Full<'a>> {
    let mut entries = name.entries.iter();
    let is_name = |entry: &Entry| matches!(entry.kind, NameKind::Name | NameKind::Nickname);
    if name.last == name.first || !entries.any(is_name) {
        return None;
    }
    let mut ends = [name.last, name.first].into_iter();
    let at = ends.find(|&i| {
        gazetteer.lexicon().has(view.folded(i), Class::ShortForm) && is_written_as_name(view, i)
    })?;
    let is_place = |entry| is_place(gazetteer, entry);
    (!name.entries.iter().any(is_place)).then(|| Full {
        head: view.folded(at),
        name,
    })
}

/// Returns the first word of the full name that `word`, word `i` of the text, stands for.
fn meant(fulls: &[Full], word: &str, i: usize) -> Option<usize> {
    let before = fulls.partition_point(|full| full.name.last < i);
    let mut alike = fulls[..before]
        .iter()
        .rev()
        .filter(|full| full.head == word);
    let last = alike.next()?.name;
    let entities = |name: &NameMatch| {
        let mut entities: Vec<_> = name.entries.iter().map(|entry| entry.entity).collect();
        entities.sort_unstable();
        entities.dedup();
        entities
    };
    let wanted = entities(last);
    alike
        .all(|full| entities(full.name) == wanted)
        .then_some(last.first)
}

/// Returns whether word `i` is written like a name, follows an article, and is not continued by a
/// longer name.
fn stands_alone(lexicon: &Lexicon, view: TokenView<'_>, i: usize) -> bool {
    let Some(before) = i.checked_sub(1) else {
        return false;
    };
    let has_article = match view.gap(before) {
        "'" | "’" => view.folded(before) == "l",
        gap => gap.trim().is_empty() && lexicon.has(view.folded(before), Class::Article),
    };
    let goes_on = i + 1 < view.len()
        && matches!(view.gap(i), " " | "-")
        && (view.may_start_name(i + 1) || lexicon.of(view.folded(i + 1)).has_any(LINKS));
    has_article && !goes_on && is_written_as_name(view, i)
}

/// Returns whether a word is capitalised and has lowercase letters. In all-caps text a short form
/// cannot be distinguished from a word.
fn is_written_as_name(view: TokenView<'_>, i: usize) -> bool {
    !view.is_lowercase(i) && view.has_lowercase(i)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::tests::shipped::SHIPPED;
    use reportage_text::analysis::words::Words;

    /// Returns the mentions that consist of this short form.
    fn named(gazetteer: &Gazetteer, text: &str, short: &str) -> Vec<String> {
        let tags = gazetteer.tag(text, &Words::of(text));
        let here = |start: usize, end: usize| &text[start..end] == short;
        assert!(
            !tags
                .unresolved
                .iter()
                .any(|open| here(open.start, open.end))
        );
        let mentions = tags.mentions.into_iter();
        mentions
            .filter(|mention| here(mention.start, mention.end))
            .map(|mention| mention.path)
            .collect()
    }

    #[test]
    fn a_short_form_stands_for_the_full_name_before_it() {
        let gazetteer = &*SHIPPED;
        let full = "The Farabundo Martí National Liberation Front signed in Mexico.";
        for (text, short, times) in [
            ("Later the Front became a party.", "Front", 1),
            ("Later, the Front and the Front's friends.", "Front", 2),
            // No name, another name, no article, a common word.
            ("The front moved. At the FRONT.", "Front", 0),
            ("The Front for Peace, the Front National.", "Front", 0),
            ("Front pages told of it.", "Front", 0),
            ("The Front on Peace met.", "Front", 0),
            ("The Party was over.", "Party", 0),
        ] {
            let text = format!("{full} {text}");
            let paths = named(gazetteer, &text, short);
            assert_eq!(paths.len(), times, "{text}");
            assert!(
                paths.iter().all(|path| path.contains("Farabundo")),
                "{paths:?}"
            );
        }
        // A full name after it, or one of two, does not count.
        let before = format!("The Front grew. {full}");
        assert_eq!(named(gazetteer, &before, "Front"), [""; 0]);
        let two =
            format!("{full} The Sandinista National Liberation Front came, too. The Front won.");
        assert_eq!(named(gazetteer, &two, "Front"), [""; 0]);
        let french = "Le Conseil de sécurité a siégé. L’ordre du jour du Conseil est long, mais le Conseil vote.";
        assert_eq!(named(gazetteer, french, "Conseil").len(), 1);
    }
}
