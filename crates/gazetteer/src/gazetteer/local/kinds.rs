//! Kinds of local places: `the Escalón neighborhood`, `quartier Morin`,
//! `the village of Palo Blanco`. The kinds are patterns of `index-schema/lexicon/place-kinds.tsv`.

use std::collections::HashMap;

use rapidhash::fast::RandomState;

use crate::gazetteer::evidence::Evidence;
use crate::gazetteer::keys::key;
use reportage_text::lexicon::{Class, NAME_IN_PATTERN, Row, WordShapes};

/// A kind of place.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::gazetteer) struct Kind {
    /// Its words, folded.
    pub words: Vec<String>,
    /// The position of the name.
    pub order: Order,
    pub rank: Rank,
    /// The word for the kind is part of the path, because without it the name refers to something
    /// else (`Los Garzones Airport`).
    pub in_path: bool,
    /// A farm or the like; after a name the word has other senses (`the Jones farm bill`).
    pub is_estate: bool,
    /// The word has other senses (`the Clinton camp`, `community of nations`). It never counts in
    /// all-caps text; after a name, it counts only if the name follows a word like `in` and no
    /// article.
    pub shy: bool,
}

/// The position of a name relative to the word for its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::gazetteer) enum Order {
    /// `Escalón neighborhood`.
    NameFirst,
    /// `village of Palo Blanco`.
    Of,
    /// `localité de Belle Anse`.
    De,
    /// `barrio San José`, `barrio de San José`.
    DeOrNothing,
}

/// The level of a place of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::gazetteer) enum Rank {
    /// Inside a town.
    Quarter,
    /// Inside a division.
    Settlement,
}

/// Kinds of places, indexed by their words.
#[derive(Debug, Default)]
pub(in crate::gazetteer) struct Kinds {
    /// By their last word; kinds with more words come first.
    by_word: HashMap<String, Vec<Kind>, RandomState>,
    /// The shapes of the words in `by_word`.
    shapes: WordShapes,
}

impl Kinds {
    /// Parses the patterns of a table.
    pub fn new(patterns: &[Row]) -> Kinds {
        let mut by_word: HashMap<String, Vec<Kind>, RandomState> = HashMap::default();
        let mut shapes = WordShapes::default();
        for kind in patterns.iter().filter_map(Kind::read) {
            let last = kind.last();
            shapes.add(last);
            by_word.entry(last.to_owned()).or_default().push(kind);
        }
        for kinds in by_word.values_mut() {
            kinds.sort_by_key(|kind| std::cmp::Reverse(kind.words.len()));
        }
        Kinds { by_word, shapes }
    }

    /// Returns the kinds whose last word is this folded word; kinds with more words come first.
    #[inline]
    pub fn at(&self, word: &str) -> &[Kind] {
        if !self.shapes.may_have(word) {
            return &[];
        }
        self.by_word.get(word).map_or(&[], Vec::as_slice)
    }

    /// Returns whether a folded word is the last word of a kind.
    pub fn has(&self, word: &str) -> bool {
        self.by_word.contains_key(word)
    }
}

impl Kind {
    /// Parses a pattern: `{} village`, `village of {}`, `localité de {}`, `barrio {}`; `None` if it
    /// has no word.
    fn read(row: &Row) -> Option<Kind> {
        let (words, order) = match (
            row.word.strip_prefix(NAME_IN_PATTERN),
            row.word.strip_suffix(NAME_IN_PATTERN),
        ) {
            (Some(words), _) => (words, Order::NameFirst),
            (None, words) => {
                let words = words?.trim_end();
                match words.rsplit_once(' ') {
                    Some((words, "of")) => (words, Order::Of),
                    Some((words, "de")) => (words, Order::De),
                    Some(_) | None => (words, Order::DeOrNothing),
                }
            }
        };
        let folded = key(words);
        let words: Vec<String> = folded.split(' ').map(str::to_owned).collect();
        let rank = match row.class {
            Class::Quarter => Rank::Quarter,
            _ => Rank::Settlement,
        };
        words
            .last()
            .is_some_and(|last| !last.is_empty())
            .then(|| Kind {
                words,
                order,
                rank,
                in_path: matches!(row.class, Class::Airport | Class::Estate),
                is_estate: row.class == Class::Estate,
                shy: row.class == Class::ShyKind,
            })
    }

    /// Returns its last word.
    pub fn last(&self) -> &str {
        &self.words[self.words.len() - 1]
    }

    /// Returns whether the words are plural (`villages`), judging by the noun: next to the name in
    /// English, and first in languages where the name follows.
    pub fn is_plural(&self) -> bool {
        let noun = match self.order {
            Order::NameFirst => self.last(),
            Order::Of | Order::De | Order::DeOrNothing => &self.words[0],
        };
        noun.ends_with('s')
    }

    /// Returns the evidence for a place of this kind.
    pub fn evidence(&self) -> Evidence {
        match (self.rank, self.in_path) {
            (Rank::Quarter, _) => Evidence::CalledQuarter,
            (Rank::Settlement, false) => Evidence::CalledSettlement,
            (Rank::Settlement, true) => Evidence::CalledEstate,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(pattern: &str, class: Class) -> Kind {
        let row = Row {
            word: pattern.to_owned(),
            language: "en".to_owned(),
            class,
            number: None,
        };
        Kind::read(&row).unwrap()
    }

    #[test]
    fn a_pattern_says_where_the_name_stands() {
        for (pattern, words, order, is_plural) in [
            ("{} villages", "villages", Order::NameFirst, true),
            ("village of {}", "village", Order::Of, false),
            ("localités de {}", "localites", Order::De, true),
            (
                "camp de réfugiés de {}",
                "camp de refugies",
                Order::De,
                false,
            ),
            ("barrio {}", "barrio", Order::DeOrNothing, false),
        ] {
            let kind = kind(pattern, Class::Settlement);
            assert_eq!((kind.words.join(" ").as_str(), kind.order), (words, order));
            assert_eq!(kind.is_plural(), is_plural, "{pattern}");
        }
    }

    #[test]
    fn kinds_are_found_by_their_last_word() {
        let rows = reportage_text::lexicon::shipped().rows().iter();
        let patterns: Vec<Row> = rows.filter(|row| row.class.is_pattern()).cloned().collect();
        let kinds = Kinds::new(&patterns);
        for kind in patterns.iter().filter_map(Kind::read) {
            assert!(kinds.at(kind.last()).contains(&kind), "{kind:?}");
        }
        assert!(kinds.at("kenscoff").is_empty());
    }
}
