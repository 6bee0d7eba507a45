//! Plans of plain words: side by side, without spaces between them, several in one.

use std::ops::Range;

use crate::query::{Expr, Kind};
use crate::search::error::SearchError;
use crate::search::leaf::{Leaf, Place, Slot, What};
use crate::search::slots::{Asks, Stretch};
use crate::search::weights;

use super::{Node, Planner, Side, is_filter, joined, row};

impl Planner<'_> {
    /// Plans words side by side.
    pub(super) fn sequence(
        &mut self,
        parts: &[Expr],
        place: Place,
        shows: bool,
    ) -> Result<Option<Node>, SearchError> {
        let mut required = Vec::new();
        let mut words = Vec::new();
        let mut function_words = Vec::new();
        for (i, part) in parts.iter().enumerate() {
            if self.is_function_word(part) && !(i > 0 && is_capitalised(part)) {
                function_words.push(part);
            } else if let Some(node) = self.node(part, place, shows)? {
                match is_filter(part) {
                    true => required.push(node),
                    false => words.push(node),
                }
            }
        }
        if required.is_empty() && words.is_empty() {
            for part in function_words {
                words.extend(self.node(part, place, shows)?);
            }
        }
        self.alternatives |= words.len() > 1;
        match self.side {
            Side::All => required.extend(words),
            Side::Any => required.extend(joined(words, Node::Any)),
        }
        Ok(joined(required, Node::All))
    }

    /// Plans words that were written without spaces between them. A word is found wherever its
    /// characters stand in a row; where they stand as a word, it counts again, so that these come
    /// first, and so does the whole as it was written. `text` stands in the query at `span`.
    pub(super) fn unspaced(
        &mut self,
        stretches: Vec<Stretch>,
        place: Place,
        (text, span): (&str, &Range<usize>),
    ) -> Option<Node> {
        // Only a text that stands there letter by letter has places of its own.
        let place_of = |within: Range<usize>| match span.len() == text.len() {
            true => span.start + within.start..span.start + within.end,
            false => span.clone(),
        };
        let mut nodes = Vec::with_capacity(stretches.len());
        let mut whole = Vec::new();
        for stretch in stretches {
            let (slots, as_word) = match stretch.asks {
                Asks::Spaced(slots) => (slots, None),
                Asks::Unspaced(slots, as_word) => (slots, as_word),
            };
            let here = place_of(stretch.span);
            whole.extend(slots.iter().cloned());
            let mut ways = Vec::new();
            for what in row(slots).into_iter().chain(as_word.map(What::Word)) {
                ways.push(self.leaf(what, place, true, here.clone()));
            }
            nodes.extend(joined(ways, Node::Any));
        }
        if nodes.len() > 1 {
            self.alternatives = true;
            self.added.push(Leaf {
                what: What::Phrase(whole),
                place,
                shows: true,
                weight: self.boost,
                span: span.clone(),
            });
        }
        match self.side {
            Side::All => joined(nodes, Node::All),
            Side::Any => joined(nodes, Node::Any),
        }
    }

    /// Adds the parts of several words in one (`shock-wave`), so that where any of the words will do,
    /// a report that has them apart stands before one that has none.
    pub(super) fn add_parts(&mut self, words: &[String], place: Place, span: &Range<usize>) {
        if words.len() < 2 {
            return;
        }
        for word in words
            .iter()
            .filter(|word| !self.analyser.is_function_word(word))
        {
            self.added.push(Leaf {
                what: What::Word(Slot::Terms(self.analyser.stems(word))),
                place,
                shows: true,
                weight: self.boost * weights::PART,
                span: span.clone(),
            });
        }
    }

    fn is_function_word(&self, expr: &Expr) -> bool {
        word_of(expr).is_some_and(|text| {
            let words = self.analyser.words(text);
            matches!(&words[..], [word] if self.analyser.is_function_word(word))
        })
    }
}

/// Returns whether a word is written as a name is: a capital, and small letters after it.
fn is_capitalised(expr: &Expr) -> bool {
    word_of(expr).is_some_and(|text| {
        text.starts_with(char::is_uppercase) && text.contains(char::is_lowercase)
    })
}

/// Returns the text of an expression that is a plain word.
fn word_of(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        Kind::Word(text) => Some(text),
        Kind::Exact(_)
        | Kind::Pattern(_)
        | Kind::Fuzzy { .. }
        | Kind::Phrase(_)
        | Kind::Near { .. }
        | Kind::Passage(_)
        | Kind::Title(_)
        | Kind::Facet { .. }
        | Kind::About(_)
        | Kind::Field { .. }
        | Kind::Like(_)
        | Kind::Has(_)
        | Kind::Date(_)
        | Kind::Sequence(_)
        | Kind::And(_)
        | Kind::Or(_)
        | Kind::Not(_)
        | Kind::Boost { .. } => None,
    }
}
