//! A fast look-up of the classes of a word.

use std::collections::HashMap;

use rapidhash::fast::RandomState;

use super::{Class, Row, WordShapes};

/// Words with their classes.
#[derive(Debug, Clone, Default)]
pub struct WordClasses {
    words: HashMap<Box<str>, Classes, RandomState>,
    shapes: WordShapes,
}

/// The classes of one word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Classes {
    /// A bit for each class the word has in English.
    english: u128,
    /// The same for all other languages combined.
    other: u128,
}

impl WordClasses {
    /// Collects the classes of words; `fold` normalizes table words to the form used for look-up.
    pub fn new<'a>(
        rows: impl IntoIterator<Item = &'a Row>,
        fold: impl Fn(&str) -> String,
    ) -> WordClasses {
        let mut words = WordClasses::default();
        for row in rows {
            words.add(fold(&row.word), row.class, row.language == "en");
        }
        words
    }

    /// Adds a class of a folded word.
    pub fn add(&mut self, folded: String, class: Class, is_english: bool) {
        self.shapes.add(&folded);
        let classes = self.words.entry(folded.into_boxed_str()).or_default();
        match is_english {
            true => classes.english |= class.bit(),
            false => classes.other |= class.bit(),
        }
    }

    /// Returns the classes of a folded word; none if it is not in any table.
    pub fn of(&self, folded: &str) -> Classes {
        if !self.shapes.may_have(folded) {
            return Classes::default();
        }
        self.words.get(folded).copied().unwrap_or_default()
    }
}

impl Classes {
    /// Returns whether the word has this class in any language.
    pub fn has(self, class: Class) -> bool {
        (self.english | self.other) & class.bit() != 0
    }

    /// Returns whether the word has any of these classes in any language.
    pub fn has_any(self, classes: &[Class]) -> bool {
        classes.iter().any(|&class| self.has(class))
    }

    /// Returns whether the word has this class in English.
    pub fn has_in_english(self, class: Class) -> bool {
        self.english & class.bit() != 0
    }

    /// Returns whether the word has this class in a language other than English.
    pub fn has_in_other(self, class: Class) -> bool {
        self.other & class.bit() != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_all_its_classes_and_no_other() {
        let row = |word: &str, language: &str, class| Row {
            word: word.to_owned(),
            language: language.to_owned(),
            class,
            number: None,
        };
        let rows = [
            row("Préfet", "fr", Class::Title),
            row("prefet", "en", Class::Office),
        ];
        let words = WordClasses::new(&rows, |word| word.to_lowercase().replace('é', "e"));
        let classes = words.of("prefet");
        assert!(classes.has(Class::Title) && classes.has_in_other(Class::Title));
        assert!(!classes.has_in_english(Class::Title));
        assert!(classes.has_in_english(Class::Office));
        assert!(classes.has_any(&[Class::Suffix, Class::Office]));
        assert!(!classes.has(Class::Suffix));
        for none in ["kenscoff", "palais", ""] {
            assert_eq!(words.of(none), Classes::default(), "{none}");
        }
    }
}
