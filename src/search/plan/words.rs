//! Plans of plain words: side by side, without spaces between them, several in one.

use std::ops::Range;

use crate::analysis::language_code::LanguageCode;
use crate::query::{Expr, Kind};
use crate::search::error::SearchError;
use crate::search::leaf::{Leaf, Place, Scope, Slot, What};
use crate::search::slots::{self, Asks, Inflected, Stretch};
use crate::search::terms::Droppable;
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
            let droppable = match i > 0 && is_capitalised(part) {
                true => Droppable::Nowhere,
                false => self.droppable(part),
            };
            if droppable != Droppable::Nowhere {
                function_words.push((part, droppable));
            } else if let Some(node) = self.node(part, place, shows)? {
                match is_filter(part) {
                    true => required.push(node),
                    false => words.push(node),
                }
            }
        }
        let alone = required.is_empty() && words.is_empty();
        for (part, droppable) in function_words {
            match droppable {
                _ if alone => words.extend(self.node(part, place, shows)?),
                Droppable::In(languages) => {
                    words.extend(self.but_in(languages, part, place, shows));
                }
                Droppable::Everywhere | Droppable::Nowhere => {}
            }
        }
        self.alternatives |= words.len() > 1;
        match self.side {
            Side::All => required.extend(words),
            Side::Any => required.extend(joined(words, Node::Any)),
        }
        Ok(joined(required, Node::All))
    }

    /// Plans a function word of `languages`: a word as any other in texts of other languages, and nothing in
    /// theirs.
    fn but_in(
        &mut self,
        languages: Vec<LanguageCode>,
        part: &Expr,
        place: Place,
        shows: bool,
    ) -> Option<Node> {
        let word = self.analyser.words(word_of(part)?).pop()?;
        let terms = self.analyser.stems(&word, &Scope::NotIn(languages.clone()));
        let what = What::Word(Slot::Terms(terms));
        let elsewhere = self.leaf(what, place, shows, part.span.clone());
        Some(match self.side {
            Side::Any => elsewhere,
            Side::All => {
                let theirs = What::WrittenIn(languages);
                let theirs = self.leaf(theirs, place, false, part.span.clone());
                Node::Any(vec![elsewhere, theirs])
            }
        })
    }

    /// Plans one word, or several without spaces between them.
    pub(super) fn word(
        &mut self,
        text: &str,
        place: Place,
        shows: bool,
        span: &Range<usize>,
    ) -> Option<Node> {
        // A text without spaces is the words it is made of; below a NOT, a row as it stands.
        if shows && let Some(stretches) = slots::stretches(self.analyser, text) {
            return self.unspaced(stretches, place, (text, span));
        }
        let mut nodes = Vec::new();
        for inflected in slots::any_form(self.analyser, text) {
            if self.side == Side::Any && shows {
                self.add_parts(&inflected, place, span);
            }
            let what = row(inflected.slots(self.analyser));
            nodes.extend(what.map(|what| self.leaf(what, place, shows, span.clone())));
        }
        joined(nodes, Node::Any)
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
    fn add_parts(&mut self, of: &Inflected, place: Place, span: &Range<usize>) {
        if of.words.len() < 2 {
            return;
        }
        for word in &of.words {
            let scope = match self.analyser.droppable(word) {
                Droppable::Nowhere => Some(of.scope.clone()),
                Droppable::Everywhere => None,
                Droppable::In(languages) => of.scope.intersection(&Scope::NotIn(languages)),
            };
            let Some(scope) = scope else {
                continue;
            };
            self.added.push(Leaf {
                what: What::Word(Slot::Terms(self.analyser.stems(word, &scope))),
                place,
                shows: true,
                weight: self.boost * weights::PART,
                span: span.clone(),
            });
        }
    }

    /// Returns in which texts an expression says nothing: where it is a function word.
    fn droppable(&self, expr: &Expr) -> Droppable {
        let words = word_of(expr).map(|text| self.analyser.words(text));
        match words.as_deref() {
            Some([word]) => self.analyser.droppable(word),
            Some(_) | None => Droppable::Nowhere,
        }
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
