//! Finds acronyms that a text introduces, `Full Name (ACR)` or `ACR (Full Name)`, and their later
//! mentions, after Schwartz and Hearst, "A simple algorithm for identifying abbreviation
//! definitions in biomedical text" (2003).

use std::collections::HashMap;

use rapidhash::fast::RandomState;

use crate::gazetteer::abbreviation::long_form;
use crate::gazetteer::annotations::Annotations;
use crate::gazetteer::context::Context;
use crate::gazetteer::mention::NameKind;
use crate::gazetteer::name_match::NameMatch;
use crate::gazetteer::token_view::TokenView;

/// The length of an acronym, in letters and digits.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=10;
/// How far from a name its acronym may end, in characters, allowing for quotes and dots.
const NEAR: usize = 40;
/// How many definitions of acronyms with one first word are compared; a text that repeats
/// definitions would otherwise take quadratic time.
const LATEST: usize = 16;

/// An acronym and its definition.
struct Definition {
    /// First word of the full name.
    definer: usize,
    /// The word from which the acronym stands for the name.
    first: usize,
    /// The folded words of the acronym.
    key: Vec<String>,
    capitals: usize,
}

/// Adds the mentions of acronyms that the text introduces; they replace other matches of the same
/// words.
pub(super) fn define(
    view: TokenView<'_>,
    _context: &mut Context<'_>,
    annotations: &mut Annotations,
) {
    annotations.replace_names(|names| with_defined(view, names));
}

fn with_defined(view: TokenView<'_>, found: Vec<NameMatch>) -> Vec<NameMatch> {
    let mut definitions: Vec<Definition> = found
        .iter()
        .filter(|name| name.last > name.first)
        .filter(|name| {
            name.entries
                .iter()
                .any(|entry| entry.kind == NameKind::Name)
        })
        .filter_map(|name| after(view, name).or_else(|| before(view, name)))
        .collect();
    if definitions.is_empty() {
        return found;
    }
    definitions.sort_by_key(|definition| definition.first);
    let mut by_first: HashMap<&str, Vec<&Definition>, RandomState> = HashMap::default();
    let mut first_bytes = [false; 256];
    for definition in &definitions {
        first_bytes[usize::from(definition.key[0].as_bytes()[0])] = true;
        let alike = by_first.entry(definition.key[0].as_str()).or_default();
        alike.push(definition);
    }

    let mut out: Vec<NameMatch> = Vec::with_capacity(found.len());
    let mut rest = found.into_iter().peekable();
    let mut i = 0;
    while i < view.len() {
        let word = view.folded(i);
        let may_be_defined = first_bytes[usize::from(word.as_bytes()[0])];
        if !may_be_defined && rest.peek().is_none_or(|name| name.first > i) {
            i += 1; // the common case, checked first
            continue;
        }
        let here = rest.next_if(|name| name.first <= i);
        let alike = may_be_defined.then(|| by_first.get(word));
        let defined = alike.flatten().and_then(|alike| {
            let before = alike.partition_point(|definition| definition.first <= i);
            let mut latest = alike[..before].iter().rev().take(LATEST);
            latest.find(|definition| definition.stands_at(view, i))
        });
        let name = match (here, defined) {
            (None, None) => {
                i += 1;
                continue;
            }
            (Some(name), None) => name,
            (Some(name), Some(definition)) if name.last > definition.last_from(i) => name,
            (name, Some(definition)) => NameMatch {
                first: i,
                last: definition.last_from(i),
                // Other meanings of the same words.
                entries: name
                    .filter(|name| name.last == definition.last_from(i))
                    .map_or_else(Vec::new, |name| name.entries),
                world: None,
                definer: Some(definition.definer),
            },
        };
        i = name.last + 1;
        out.push(name);
        // Drop matches inside the words just taken.
        while rest.next_if(|name| name.first < i).is_some() {}
    }
    out
}

impl Definition {
    /// Returns the last word of the acronym if its first is word `i`.
    fn last_from(&self, i: usize) -> usize {
        i + self.key.len() - 1
    }

    /// Returns whether the acronym occurs at word `i`, in all caps and in one piece. The caller
    /// checks that this is after its definition.
    fn stands_at(&self, view: TokenView<'_>, i: usize) -> bool {
        if !view.reads(i, &self.key) {
            return false;
        }
        let as_written = view.written_of(i, self.last_from(i));
        !as_written.contains(char::is_whitespace)
            && as_written.chars().filter(|c| c.is_uppercase()).count() >= self.capitals
    }
}

/// Parses `(ACR)` directly after a name.
fn after(view: TokenView<'_>, name: &NameMatch) -> Option<Definition> {
    let end = view.span(name.last).end;
    let rest = view.text_behind(name.last);
    let bracket = rest.trim_start();
    let space = rest.len() - bracket.len();
    if rest[..space].matches('\n').count() > 1 {
        return None;
    }
    let inside = bracket.strip_prefix(['(', '['])?;
    let mut near = inside.char_indices().take(NEAR);
    let (close, _) = near.find(|(_, c)| matches!(c, ')' | ']' | ',' | ';'))?;
    let start = end + space + 1;
    definition(view, name, start, start + close)
}

/// Parses `ACR` directly before a name in brackets.
fn before(view: TokenView<'_>, name: &NameMatch) -> Option<Definition> {
    let closes = view
        .text_behind(name.last)
        .trim_start_matches(['"', '”', '»', '’', '\'']);
    if !closes.starts_with([')', ']', ',', ';']) {
        return None;
    }
    let head = view.text_before(name.first);
    let head = head.trim_end_matches(['"', '“', '«', '‘', '\'']);
    let head = head.strip_suffix(['(', '['])?.trim_end();
    let start = head.rfind(|c: char| c.is_whitespace() || c == '(' || c == '[');
    let start = start.map_or(0, |at| {
        at + head[at..].chars().next().map_or(0, char::len_utf8)
    });
    definition(view, name, start, head.len())
}

/// Makes a definition of the acronym between `start` and `end`, if it abbreviates `name`.
fn definition(
    view: TokenView<'_>,
    name: &NameMatch,
    start: usize,
    end: usize,
) -> Option<Definition> {
    if end.checked_sub(start)? > NEAR {
        return None;
    }
    let acronym = view.text()[start..end].trim();
    if acronym.contains(char::is_whitespace) {
        return None;
    }
    let letters: Vec<char> = acronym.chars().filter(|c| c.is_alphanumeric()).collect();
    let capitals = letters.iter().filter(|c| c.is_uppercase()).count();
    if !LENGTHS.contains(&letters.len()) || capitals < 2 || capitals * 2 <= letters.len() {
        return None;
    }
    let first = view.words().first_at(start);
    let after = view.words().first_at(end);
    let key: Vec<String> = (first..after).map(|i| view.folded(i).to_owned()).collect();
    if let [word] = &key[..]
        && (name.first..=name.last).any(|i| view.folded(i) == word)
    {
        return None; // `PANAMA CITY (PANAMA)` gives the country, not an acronym
    }
    if key.is_empty() || !abbreviates(view, name, &key.concat()) {
        return None;
    }
    Some(Definition {
        definer: name.first,
        first,
        key,
        capitals,
    })
}

/// Returns whether the folded `acronym` abbreviates the words of `name`: its letters occur there in
/// order, the first at the start of a word; or its letters are initials of words in any order,
/// including those of all capitalised words, as when the acronym comes from another language
/// (`General Inspectorate of the National Police of Haiti`, IGPNH).
fn abbreviates(view: TokenView<'_>, name: &NameMatch, acronym: &str) -> bool {
    let folded: Vec<&str> = (name.first..=name.last).map(|i| view.folded(i)).collect();
    if long_form(acronym, &folded).is_some() {
        return true;
    }
    let mut initials: Vec<char> = folded
        .iter()
        .filter_map(|word| word.chars().next())
        .collect();
    for letter in acronym.chars() {
        let Some(at) = initials.iter().position(|&initial| initial == letter) else {
            return false;
        };
        initials.swap_remove(at);
    }
    let capitalised = (name.first..=name.last).filter(|&i| view.is_capitalised(i));
    let mut initials = capitalised.filter_map(|i| view.folded(i).chars().next());
    initials.all(|initial| acronym.contains(initial))
}

#[cfg(test)]
mod tests {
    use super::*;
    use reportage_text::analysis::words::Words;

    #[test]
    fn an_acronym_has_letters_in_order_or_initials_in_any() {
        let stands = |acronym: &str, name: &str| {
            let words = Words::of(name);
            let found = NameMatch {
                first: 0,
                last: words.len() - 1,
                entries: Vec::new(),
                world: None,
                definer: None,
            };
            abbreviates(TokenView::new(name, &words), &found, acronym)
        };
        assert!(stands("mss", "Multinational Security Support Mission"));
        assert!(stands("acled", "Armed Conflict Location & Event Data"));
        assert!(stands(
            "igpnh",
            "General Inspectorate of the National Police of Haiti"
        ));
        assert!(!stands("nhp", "Haiti National Union"));
        assert!(!stands("ti", "Haiti"));
    }
}
