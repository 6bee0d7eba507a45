//! Removes mentions of a report's source: agencies and newspapers in datelines (`PARIS (AP) —`),
//! bylines (`Associated Press Writer`) and copyright notices.

use crate::gazetteer::annotations::Annotations;
use crate::gazetteer::blob::Gazetteer;
use crate::gazetteer::context::Context;
use crate::gazetteer::keys::key;
use crate::gazetteer::lexicon::Lexicon;
use crate::gazetteer::memory::Memory;
use crate::gazetteer::mention::Mention;
use crate::gazetteer::token_view::TokenView;
use crate::schema::Role;
use reportage_text::lexicon::Class;

/// How long the text in the brackets of a dateline may be on each side of a name, in bytes.
const BRACKETS: usize = 40;
/// How far before a name a copyright sign may be, in bytes.
const RIGHTS: usize = 40;

/// Removes the mentions of media that only name the source of the report.
pub(super) fn without_bylines(
    view: TokenView<'_>,
    context: &mut Context<'_>,
    annotations: &mut Annotations,
) {
    let (gazetteer, text) = (context.gazetteer, view.text());
    let memory = &mut *context.memory;
    annotations.retain_mentions(|mention| {
        !(is_media(gazetteer, mention, memory)
            && is_byline(gazetteer.lexicon(), text, mention.start, mention.end))
    });
}

fn is_media(gazetteer: &Gazetteer, mention: &Mention, memory: &mut Memory) -> bool {
    // Most mentions are of places, and looking up an entity is slow.
    if mention.lat.is_some() || mention.confidence.is_some() {
        return false;
    }
    let id = mention.entity.as_deref();
    let index = id.and_then(|id| memory.entities.get(id, || gazetteer.index_of(id)));
    let record = index.and_then(|index| gazetteer.record(index));
    record.is_some_and(|record| record.roles.has(Role::Media))
}

/// Returns whether the name at `start..end` is in a dateline, byline or copyright notice.
fn is_byline(lexicon: &Lexicon, text: &str, start: usize, end: usize) -> bool {
    let (before, behind) = (&text[..start], &text[end..]);
    let line_before = before.rsplit('\n').next().unwrap_or_default();
    let line_behind = behind.split('\n').next().unwrap_or_default();
    let alone = line_before.trim().is_empty() && line_behind.trim().is_empty();
    alone || in_dateline(line_before, line_behind) || is_credit(lexicon, line_before, line_behind)
}

/// Returns whether the name is in brackets before a dash.
fn in_dateline(before: &str, behind: &str) -> bool {
    let Some(open) = before.rfind('(') else {
        return false;
    };
    let Some(close) = behind.find(')') else {
        return false;
    };
    before.len() - open <= BRACKETS
        && close <= BRACKETS
        && !before[open..].contains(')')
        && !behind[..close].contains('(')
        && behind[close + 1..]
            .trim_start()
            .starts_with(['-', '–', '—', '_'])
}

/// Returns whether a word for a writer follows the name, or a copyright notice precedes it.
fn is_credit(lexicon: &Lexicon, before: &str, behind: &str) -> bool {
    let mut words = behind.split_whitespace();
    let next = words.next().unwrap_or_default();
    let next = next.trim_end_matches(|c: char| !c.is_alphanumeric());
    let writer = lexicon.has(&key(next), Class::Writer);
    let near = before
        .char_indices()
        .rev()
        .find(|(at, _)| before.len() - at >= RIGHTS)
        .map_or(before, |(at, _)| &before[at..]);
    writer || near.contains('©') || near.to_lowercase().contains("copyright")
}

#[cfg(test)]
mod tests {
    use crate::gazetteer::tests::shipped::SHIPPED;
    use reportage_text::analysis::words::Words;

    #[test]
    fn sources_are_distinguished_from_other_mentions() {
        let gazetteer = &*SHIPPED;
        for (text, wanted) in [
            ("PARIS (Reuters) - Ministers met on Monday.", 0),
            ("BOGOTA, 5 May (Radio Caracol/Reuters) -- Ministers met.", 0),
            ("By JANE DOE\nAssociated Press Writer\nMinisters met.", 0),
            ("Ministers met.\n\nAgence France-Presse\n", 0),
            ("Ministers met. Copyright 2024 The Associated Press.", 0),
            ("The minister told the Associated Press that it rained.", 1),
            (
                "A guard stopped the car of Radio Okapi (and of Reuters) there.",
                2,
            ),
        ] {
            let tags = gazetteer.tag(text, &Words::of(text));
            let media = tags.mentions.iter();
            let media = media.filter(|mention| mention.path.starts_with("/Media"));
            assert_eq!(media.count(), wanted, "{text}");
        }
    }
}
