//! Matches names in text: at each word, the longest one in a spelling that fits its declaration.

use super::adjectives;
use super::automaton::{End, Starts, walk};
use super::blob::Gazetteer;
use super::entry::{Entry, Separators};
use super::mention::NameKind;
use super::name_affixes;
use super::name_match::NameMatch;
use super::token_view::{CAPITALISES_NOUNS, TokenView};
use super::world::{World, WorldName};
use fst::raw::Fst;
use reportage_text::analysis::vocabulary::{Numbers, PerWord};

/// The longest lowercase word inside a name (`Port-au-Prince`, `Cañon del Oro`), in bytes.
const LONGEST_SMALL_WORD: usize = 4;

/// The most words of a name with an affix.
const MOST_WORDS_WITH_AFFIX: usize = 3;

/// The smallest population of a place of the world that is found with an affix.
const LARGE_TOWN: u32 = 20_000;

/// Cached results for words that may start names.
#[derive(Default)]
pub(super) struct Firsts {
    /// Whether a name may start with the word in lowercase, which is rare.
    small: PerWord<bool>,
    /// `None` if no name starts with it.
    starts: PerWord<Option<Box<Starts>>>,
}

/// Returns the names in a text, in order and without overlap. `numbers` are those of its words;
/// `firsts` caches results by word; `language` is the ISO 639-1 code of the text, if known.
pub(super) fn scan(
    gazetteer: &Gazetteer,
    view: TokenView<'_>,
    language: Option<&str>,
    numbers: &Numbers,
    firsts: &mut Firsts,
) -> Vec<NameMatch> {
    let Some(names) = gazetteer.names() else {
        return Vec::new();
    };
    let world = gazetteer.world().and_then(World::keys);
    let (mut ends, mut world_ends) = (Vec::new(), Vec::new());
    let mut found = Vec::new();
    let Firsts { small, starts } = firsts;
    let mut i = 0;
    while i < view.len() {
        let word = view.folded(i);
        let mut in_small = || *small.get(numbers, i, || gazetteer.small_words.contains(word));
        let mut name = None;
        let find = || Starts::with(&names, world.as_ref(), word).map(Box::new);
        if (!view.is_lowercase(i) || in_small())
            && let Some(starts) = starts.get(numbers, i, find)
        {
            walk(&names, starts.table.as_ref(), view, i, &mut ends);
            world_ends.clear();
            if let Some(world) = &world
                && view.may_start_name(i)
            {
                walk(world, starts.world.as_ref(), view, i, &mut world_ends);
            }
            name = longest(gazetteer, view, i, &ends, &world_ends);
            if language.is_none_or(|language| language == "en")
                && view.is_lowercase(i)
                && let Some(found) = &mut name
            {
                leave_out_words(gazetteer, view, found);
                name = name.filter(|name| !name.entries.is_empty() || name.world.is_some());
            }
        }
        let shortest = name.as_ref().map_or(i, |name| name.last + 1);
        name = with_affix(gazetteer, view, i, shortest, world.as_ref(), language).or(name);
        i = name.as_ref().map_or(i, |name| name.last) + 1;
        found.extend(name);
    }
    found
}

/// Returns the longest name that ends at one of `ends` and fits one of its entries, or ends at one
/// of `world_ends` and is written like a place name.
fn longest(
    gazetteer: &Gazetteer,
    view: TokenView<'_>,
    first: usize,
    mut ends: &[End],
    mut world_ends: &[End],
) -> Option<NameMatch> {
    loop {
        let of_table = ends.last().map(|end| end.last);
        let of_world = world_ends.last().map(|end| end.last);
        let last = of_table.max(of_world)?;
        let mut found = NameMatch {
            first,
            last,
            entries: Vec::new(),
            world: None,
            definer: None,
        };
        if of_table == Some(last)
            && let Some((end, shorter)) = ends.split_last()
        {
            ends = shorter;
            let starts_with_name = !ends.is_empty();
            let writing = Writing::of(view, first, end, starts_with_name);
            let entries = gazetteer.entries(end.value);
            let entries = entries.filter(|entry| writing.fits(entry));
            found.entries = entries.collect();
            if may_be_surname(view, first) {
                found
                    .entries
                    .retain(|entry| entry.kind != NameKind::Demonym);
            }
        }
        if of_world == Some(last)
            && let Some((end, shorter)) = world_ends.split_last()
        {
            world_ends = shorter;
            if written_as_place(view, first, end) {
                found.world = gazetteer.world_name(end.value);
            }
        }
        if !found.entries.is_empty() || found.world.is_some() {
            return Some(found);
        }
    }
}

/// Removes lowercase adjectives of other languages that read like the name of their country (`china`
/// in Spanish), which English writes with a capital.
fn leave_out_words(gazetteer: &Gazetteer, view: TokenView<'_>, found: &mut NameMatch) {
    if found.first < found.last || found.entries.iter().all(|e| e.kind != NameKind::Demonym) {
        return;
    }
    let listed = gazetteer
        .names()
        .and_then(|names| names.get(view.folded(found.first)));
    let Some(first) = listed else { return };
    let named: Vec<u32> = gazetteer
        .entries(first.value())
        .filter(|entry| entry.kind == NameKind::Name)
        .map(|entry| entry.entity)
        .collect();
    let is_name = |entry: &Entry| named.contains(&entry.entity);
    found
        .entries
        .retain(|entry| entry.kind != NameKind::Demonym || !is_name(entry));
}

/// Returns whether word `i`, if it is an adjective with an article, is rather a person's last name:
/// no word with an article precedes it (`محمد السوداني`), or its last letter is another one.
fn may_be_surname(view: TokenView<'_>, i: usize) -> bool {
    let agrees =
        |before: usize| view.is_spaced(before) && adjectives::has_article(view.folded(before));
    adjectives::may_be_surname(view.folded(i))
        && (view.written(i).ends_with('ى') || !i.checked_sub(1).is_some_and(agrees))
}

/// Returns the longest name of a place in the tables or of a large place of the world that starts at
/// `first`, ends at `shortest` or later, and has an affix.
///
/// In scripts with case, the words around may be parts of a longer name, which is another place
/// (`Южного Судана`, `Korei Północnej`): a capitalised word next to it, or a hyphen.
fn with_affix(
    gazetteer: &Gazetteer,
    view: TokenView<'_>,
    first: usize,
    shortest: usize,
    world: Option<&Fst<&[u8]>>,
    language: Option<&str>,
) -> Option<NameMatch> {
    let names = gazetteer.names()?;
    if !view.may_start_name(first) || !name_affixes::may_apply(view.folded(first), language) {
        return None;
    }
    // In German, the capital of a noun says nothing.
    let nouns = language.is_some_and(|language| CAPITALISES_NOUNS.contains(&language));
    let is_name = |gap: usize, i: usize| {
        view.is_hyphenated(gap) || !nouns && view.is_spaced(gap) && view.is_capitalised(i)
    };
    if let Some(before) = first.checked_sub(1)
        && is_name(before, before)
        && (view.is_hyphenated(before) || !view.starts_sentence(before))
    {
        return None;
    }
    for last in (shortest..view.len().min(first + MOST_WORDS_WITH_AFFIX)).rev() {
        let next_is_name = last + 1 < view.len() && is_name(last, last + 1);
        if next_is_name || !(first..last).all(|i| view.joins_name(i)) {
            continue;
        }
        let words: Vec<&str> = (first..=last).map(|i| view.folded(i)).collect();
        let end = End {
            last,
            value: 0,
            separators: Separators::default(),
        };
        let writing = Writing::of(view, first, &end, false);
        let found = |entries, world| NameMatch {
            first,
            last,
            entries,
            world,
            definer: None,
        };
        let keys = name_affixes::without_affix(&words, language);
        for key in &keys {
            let Some(value) = names.get(key) else {
                continue;
            };
            let entries = gazetteer.entries(value.value());
            let entries: Vec<Entry> = entries
                .filter(|entry| !entry.weak && entry.kind == NameKind::Name)
                .filter(|entry| writing.fits(entry) && is_place(gazetteer, entry))
                .collect();
            if !entries.is_empty() {
                return Some(found(entries, None));
            }
        }
        let mut of_world = keys
            .iter()
            .filter_map(|key| large_place(gazetteer, world?, key));
        if let Some(name) = of_world.next() {
            return Some(found(Vec::new(), Some(name)));
        }
    }
    None
}

/// Returns the name of the world with this key, if its largest place is one that reports name
/// without its country and the name is no other word.
fn large_place(gazetteer: &Gazetteer, keys: &Fst<&[u8]>, key: &str) -> Option<WorldName> {
    let name = gazetteer.world_name(keys.get(key)?.value())?;
    let world = gazetteer.world()?;
    let mut places = gazetteer.candidates(name.first);
    let is_large = places.any(|candidate| {
        world
            .place(candidate.place)
            .is_some_and(|place| place.kind.is_area() || place.population >= LARGE_TOWN)
    });
    (is_large && !name.traits.word).then_some(name)
}

/// Returns whether the entity of a name is a place.
fn is_place(gazetteer: &Gazetteer, entry: &Entry) -> bool {
    let record = gazetteer.record(entry.entity);
    let first = record.and_then(|record| record.standings.first().map(|(facet, _)| *facet));
    first.is_some_and(|facet| gazetteer.facets()[facet].world)
}

/// Returns whether a name of the world is capitalised, except short words inside.
fn written_as_place(view: TokenView<'_>, first: usize, end: &End) -> bool {
    let small = |i: usize| i < end.last && view.span(i).len() <= LONGEST_SMALL_WORD;
    let letters = view.written_of(first, end.last).chars();
    end.separators.within(Separators::default())
        && letters.filter(|c| c.is_alphabetic()).count() > 1
        && (first..=end.last).all(|i| !view.is_lowercase(i) || (i > first && small(i)))
}

/// The spelling of a name in the text.
struct Writing {
    separators: Separators,
    starts_small: bool,
    /// The number of capitals.
    capitals: usize,
    has_capital_word: bool,
    has_accent: bool,
    /// Whether its only capital may be due to the start of a sentence.
    sentence_case: bool,
}

impl Writing {
    fn of(view: TokenView<'_>, first: usize, end: &End, starts_with_name: bool) -> Writing {
        let written = view.written_of(first, end.last);
        let mut later = first + 1..=end.last;
        let starts_capital_word = view.may_start_name(first);
        let later_capital = later.any(|i| view.may_start_name(i));
        Writing {
            separators: end.separators,
            starts_small: view.is_lowercase(first),
            capitals: written.chars().filter(|c| c.is_uppercase()).count(),
            has_capital_word: starts_capital_word || later_capital,
            has_accent: !written.is_ascii(),
            sentence_case: !later_capital && !starts_with_name && view.starts_sentence(first),
        }
    }

    fn fits(&self, entry: &Entry) -> bool {
        if !self.separators.within(entry.separators) || (entry.accented && !self.has_accent) {
            return false;
        }
        match entry.kind {
            NameKind::Acronym => self.capitals >= usize::from(entry.capitals),
            NameKind::Name
            | NameKind::Demonym
            | NameKind::Nickname
            | NameKind::Defined
            | NameKind::Composed
            | NameKind::Described => {
                entry.any_case
                    || (self.has_capital_word
                        && (entry.small_start || !self.starts_small)
                        && !(entry.late_capitals && self.sentence_case))
            }
        }
    }
}
