//! Finds full names that a text gives for an acronym of the tables:
//! `FMLN [Farabundo Marti National Liberation Movement]`, `People's Front of Liberation (PFL)`. A
//! full name that is not listed in this form means the same as the acronym.
//!
//! If the full name has nothing in common with that of the tables, the acronym means something else
//! in this report: after `Rural Savings Fund (RSF)`, RSF is no armed group.

use std::collections::HashSet;

use crate::gazetteer::abbreviation::long_form;
use crate::gazetteer::annotations::{Annotations, overlapping};
use crate::gazetteer::blob::Gazetteer;
use crate::gazetteer::context::Context;
use crate::gazetteer::entry::Entry;
use crate::gazetteer::keys::key;
use crate::gazetteer::lexicon::Lexicon;
use crate::gazetteer::mention::NameKind;
use crate::gazetteer::name_match::NameMatch;
use crate::gazetteer::token_view::TokenView;
use reportage_text::facet_path;
use reportage_text::lexicon::Class;

/// The most words of a full name.
const LONGEST: usize = 12;
/// Lowercase words inside a name.
const LINKS: &[Class] = &[Class::Of, Class::Article, Class::And, Class::For, Class::In];
/// Words of different languages or forms are alike if they share this many first letters.
const ALIKE: usize = 4;
/// How many words before a full name show whether the text is in English.
const LANGUAGE_WORDS: usize = 60;

/// A full name with its acronym.
struct LongForm<'a> {
    acronym: &'a NameMatch,
    first: usize,
    /// Inclusive.
    last: usize,
    meaning: Meaning,
}

/// What a full name says about its acronym.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    /// It means an entity of the tables that has it.
    AsInTables,
    /// It means none of them.
    Another,
}

/// Adds the full names to `annotations`, replacing names that only the world has inside them, and
/// removes acronyms that the text defines otherwise.
pub(super) fn long_forms(
    view: TokenView<'_>,
    context: &mut Context<'_>,
    annotations: &mut Annotations,
) {
    let (gazetteer, found) = (context.gazetteer, annotations.names());
    let lexicon = gazetteer.lexicon();
    let acronyms = found
        .iter()
        .filter(|name| name.entries.iter().any(is_acronym));
    let forms: Vec<LongForm> = acronyms
        .filter_map(|acronym| {
            let (first, last) =
                before(lexicon, view, acronym).or_else(|| behind(lexicon, view, acronym))?;
            Some(LongForm {
                acronym,
                first,
                last,
                meaning: meaning(gazetteer, view, found, acronym, (first, last)),
            })
        })
        .collect();
    if forms.is_empty() {
        return;
    }
    let with = |meaning: Meaning| forms.iter().filter(move |form| form.meaning == meaning);
    let as_in_tables: HashSet<String> = with(Meaning::AsInTables)
        .map(|form| short(view, form.acronym))
        .collect();
    let redefined: HashSet<String> = with(Meaning::Another)
        .map(|form| short(view, form.acronym))
        .filter(|short| !as_in_tables.contains(short))
        .collect();
    let mut defined: Vec<(usize, usize, usize)> = with(Meaning::AsInTables)
        .filter(|form| is_free(found, form.first, form.last))
        .map(|form| (form.first, form.last, form.acronym.first))
        .collect();
    if !defined.is_empty() {
        defined.sort_unstable();
        annotations.add_defined(defined);
    }
    if !redefined.is_empty() {
        annotations.replace_names(|names| without(view, names, &redefined));
    }
}

fn is_acronym(entry: &Entry) -> bool {
    entry.kind == NameKind::Acronym
}

/// Removes acronyms, given without case and separators.
fn without(
    view: TokenView<'_>,
    mut names: Vec<NameMatch>,
    redefined: &HashSet<String>,
) -> Vec<NameMatch> {
    for name in &mut names {
        if name.entries.iter().any(is_acronym) && redefined.contains(&short(view, name)) {
            name.entries.retain(|entry| !is_acronym(entry));
        }
    }
    names.retain(|name| !name.entries.is_empty() || name.world.is_some() || name.definer.is_some());
    names
}

/// Returns what the full name in the words `first..=last` says about its acronym.
fn meaning(
    gazetteer: &Gazetteer,
    view: TokenView<'_>,
    found: &[NameMatch],
    acronym: &NameMatch,
    (first, last): (usize, usize),
) -> Meaning {
    let is_listed = overlapping(found, first, last).any(|name| {
        let mut entries = name.entries.iter();
        name.first <= first && name.last >= last && entries.any(|entry| !entry.weak)
    });
    // The tables have the names of most bodies in English only.
    if is_listed || !is_english(gazetteer.lexicon(), view, first, last) {
        return Meaning::AsInTables;
    }
    let words: Vec<&str> = (first..=last).map(|i| view.folded(i)).collect();
    let mut entries = acronym.entries.iter().filter(|entry| is_acronym(entry));
    match entries.any(|entry| is_alike(gazetteer, entry, &words)) {
        true => Meaning::AsInTables,
        false => Meaning::Another,
    }
}

/// Returns whether English has most of the function words up to the word `last`.
fn is_english(lexicon: &Lexicon, view: TokenView<'_>, first: usize, last: usize) -> bool {
    let near = first.saturating_sub(LANGUAGE_WORDS)..view.len().min(last + LANGUAGE_WORDS);
    let (mut english, mut all) = (0, 0);
    for word in near.map(|i| view.folded(i)) {
        if lexicon.analysis.function_words.lists_of(word) != 0 {
            all += 1;
            english += usize::from(lexicon.is_function_word(&["en"], word));
        }
    }
    english * 3 > all * 2
}

/// Returns whether at least half of the longer words of a full name, or of the entity's own name,
/// occur in the other.
fn is_alike(gazetteer: &Gazetteer, entry: &Entry, words: &[&str]) -> bool {
    let Some(record) = gazetteer.record(entry.entity) else {
        return true;
    };
    let Some((_, path)) = record.standings.first() else {
        return true;
    };
    let stem = |word: &str| -> Option<String> {
        let stem: String = word.chars().take(ALIKE).collect();
        (stem.chars().count() == ALIKE).then_some(stem)
    };
    let own = key(&facet_path::last_name(path));
    let own: HashSet<String> = own.split(' ').filter_map(stem).collect();
    let given: HashSet<String> = words.iter().filter_map(|word| stem(word)).collect();
    let shared = own.intersection(&given).count();
    shared * 2 >= own.len().min(given.len())
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
    let short = short(view, acronym);
    let mut start = first + long_form(&short, &run)?;
    // `Office of Legal Affairs (OLA)`: the initial is that of `Office`, not of `of`.
    let initial = short.chars().next()?;
    if start > first && view.is_lowercase(start) && view.folded(start - 1).starts_with(initial) {
        start -= 1;
    }
    is_name(lexicon, view, start, last).then_some((start, last))
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

#[cfg(test)]
mod tests {
    use crate::gazetteer::tests::shipped::SHIPPED;
    use reportage_text::analysis::words::Words;

    /// Returns the last names of the values of actors and organisations.
    fn values(text: &str) -> Vec<String> {
        let tags = SHIPPED.tag(text, &Words::of(text));
        let mentions = tags
            .mentions
            .iter()
            .filter(|mention| mention.facet != "area");
        mentions
            .map(|mention| {
                mention
                    .path
                    .rsplit('/')
                    .next()
                    .unwrap_or_default()
                    .to_owned()
            })
            .collect()
    }

    #[test]
    fn an_acronym_defined_otherwise_has_no_meaning_of_the_tables() {
        for text in [
            "The Rural Savings Fund (RSF) lends to farmers in Sudan. RSF has paid in Khartoum.",
            "In Ethiopia, the Office of Legal Affairs (OLA) met. The OLA and others met.",
            "RSF said so in Sudan; the RSF (Rural Savings Fund) is old.",
            "Members of the Adult Dental Forum (ADF) met in Goma. The ADF is in Congo.",
        ] {
            assert_eq!(values(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_full_name_like_that_of_the_tables_keeps_the_meaning() {
        for (text, wanted) in [
            (
                "The Rapid Supporting Forces (RSF) in Sudan. The RSF left.",
                "Rapid Support Forces",
            ),
            (
                "the Oromo Army of Liberation (OLA) in Ethiopia. The OLA left.",
                "Oromo Liberation Army",
            ),
            // Two definitions of one acronym.
            (
                "In Sudan, the Rapid Support Forces (RSF) and the Rural Savings Fund (RSF). The RSF left.",
                "Rapid Support Forces",
            ),
        ] {
            let values = values(text);
            assert!(
                values.iter().any(|value| value == wanted),
                "{text}: {values:?}"
            );
        }
    }
}
