//! Finds phrases that are written like names: runs of capitalised words, with a guess from the
//! words in and around them at what they name. Used to list names that are not in any table.

use std::ops::Range;

use super::abbreviation::long_form;
use super::blob::Gazetteer;
use super::lexicon::{CALENDAR, Lexicon};
use super::token_view::TokenView;
use reportage_text::analysis::words::Words;
use reportage_text::lexicon::{Class, Classes};

/// What a name may refer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Guess {
    /// A place: `in X`, `the village of X`, `X Department`.
    Place,
    /// A person: after a title, or before `said`.
    Person,
    /// An armed group: `X Front`, `gang X`.
    Group,
    /// Another organisation: `X Association`.
    Body,
    /// There is no evidence.
    Unknown,
}

/// A phrase that is written like a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Its span, in bytes.
    pub span: Range<usize>,
    /// Its folded words, separated by single spaces.
    pub key: String,
    /// What it may refer to.
    pub guess: Guess,
    /// The acronym introduced for it, as written.
    pub acronym: Option<String>,
    /// Whether its capital may be due to the start of a sentence.
    pub doubtful: bool,
}

/// The longest name, in words.
const LONGEST: usize = 9;
/// The longest part of a document symbol, in letters.
const LONGEST_CODE: usize = 5;

/// Returns the phrases in `text` that are written like names, in order. `named` are the names
/// already found, in order.
pub fn candidates(
    gazetteer: &Gazetteer,
    text: &str,
    words: &Words,
    named: &[Range<usize>],
) -> Vec<Candidate> {
    let lexicon = gazetteer.lexicon();
    let view = TokenView::new(text, words);
    let run = Runs {
        lexicon,
        view,
        named,
    };
    let mut found = Vec::new();
    let mut i = 0;
    while i < view.len() {
        if !run.is_capital(i) {
            i += 1;
            continue;
        }
        let last = run.end(i);
        if let Some(candidate) = run.candidate(i, last) {
            found.push(candidate);
        }
        i = last + 1;
    }
    found
}

/// Lowercase words inside names.
const WITHIN: &[Class] = &[
    Class::Of,
    Class::Article,
    Class::And,
    Class::For,
    Class::Particle,
];

struct Runs<'a> {
    lexicon: &'a Lexicon,
    view: TokenView<'a>,
    named: &'a [Range<usize>],
}

impl Runs<'_> {
    fn classes(&self, i: usize) -> Classes {
        self.lexicon.of(self.view.folded(i))
    }

    fn is_capital(&self, i: usize) -> bool {
        self.view.is_capitalised(i) && !self.is_named(i)
    }

    fn is_named(&self, i: usize) -> bool {
        let span = self.view.span(i);
        let next = self.named.partition_point(|named| named.end <= span.start);
        self.named
            .get(next)
            .is_some_and(|named| named.start < span.end)
    }

    /// Returns the last word of the run that starts at word `first`.
    fn end(&self, first: usize) -> usize {
        let mut last = first;
        let mut i = first;
        while i + 1 < self.view.len() && i + 1 - first < LONGEST && self.joined(i) {
            i += 1;
            if self.is_capital(i) {
                last = i;
            } else if self.is_named(i) || !self.classes(i).has_any(WITHIN) {
                break;
            }
        }
        last
    }

    /// Returns whether word `i` and the next may belong to one name, which must be on one line.
    fn joined(&self, i: usize) -> bool {
        !self.view.gap(i).contains(['\n', '"', '“', '”']) && self.view.joins_name(i)
    }

    fn candidate(&self, mut first: usize, mut last: usize) -> Option<Candidate> {
        let folded = |i: usize| self.view.folded(i);
        let mut titled = false;
        // `The President Jean Duval`: titles before a name are not part of it.
        while first <= last {
            let word = folded(first);
            let function = self.lexicon.analysis.function_words.lists_of(word) != 0;
            let classes = self.classes(first);
            let title = classes.has(Class::Title);
            let passed = function || title || classes.has(Class::OfDocuments);
            if !(passed || classes.has_any(CALENDAR) || classes.has_any(WITHIN)) {
                break;
            }
            titled |= title;
            first += 1;
        }
        while first < last
            && (self.classes(last).has(Class::OfDocuments) || self.classes(last).has_any(WITHIN))
        {
            last -= 1;
        }
        if first > last || self.classes(last).has_any(CALENDAR) || self.is_no_name(first, last) {
            return None;
        }
        let span = self.view.span_of(first, last);
        let written = self.view.written_of(first, last);
        let letters = written.chars().filter(|c| c.is_alphabetic()).count();
        let capitals = written.chars().filter(|c| c.is_uppercase()).count();
        // A headline, an all-caps phrase, or a single letter is not a name.
        let shouted = capitals == letters
            && (last > first
                || self.is_shouted(first.wrapping_sub(1))
                || self.is_shouted(last + 1));
        if letters < 2 || shouted {
            return None;
        }
        let key: Vec<&str> = (first..=last).map(folded).collect();
        let acronym = self.acronym_behind(first, last);
        Some(Candidate {
            guess: self.guess(first, last, titled),
            key: key.join(" "),
            doubtful: first == last
                && capitals < letters
                && !titled
                && self.view.starts_sentence(first),
            acronym,
            span,
        })
    }

    /// Returns whether words `first..=last` are only words for offices, bodies and documents and
    /// Roman numerals, or part of a document symbol (`A/64/PV.3`).
    fn is_no_name(&self, first: usize, last: usize) -> bool {
        let is_roman = |i: usize| {
            let mut letters = self.view.written(i).chars();
            letters.all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C'))
        };
        let is_generic = |i: usize| {
            const GENERIC: &[Class] = &[
                Class::Title,
                Class::Role,
                Class::Heading,
                Class::Ordinal,
                Class::Organisation,
            ];
            let classes = self.classes(i);
            is_roman(i) || classes.has_any(GENERIC) || classes.has_any(WITHIN)
        };
        let (before, written, behind) = (
            self.view.text_before(first),
            self.view.written_of(first, last),
            self.view.text_behind(last),
        );
        let of_symbol = before.ends_with('/') || behind.starts_with('/');
        let is_code = written.len() <= LONGEST_CODE && written.chars().all(char::is_uppercase);
        (first..=last).all(is_generic) || (of_symbol && is_code)
    }

    /// Returns whether word `i` is all caps and has more than one letter.
    fn is_shouted(&self, i: usize) -> bool {
        if i >= self.view.len() {
            return false;
        }
        let word = self.view.written(i);
        let mut letters = word.chars().filter(|c| c.is_alphabetic());
        letters.clone().count() > 1 && letters.all(char::is_uppercase)
    }

    /// Returns the acronym in brackets after words `first..=last`, if it abbreviates them.
    fn acronym_behind(&self, first: usize, last: usize) -> Option<String> {
        let behind = self.view.text_behind(last).trim_start();
        let inside = behind.strip_prefix(['(', '['])?;
        let (short, _) = inside.split_once([')', ']', ',', ';'])?;
        let capitals = short.chars().filter(|c| c.is_uppercase()).count();
        if short.len() > 12 || short.contains(char::is_whitespace) || capitals < 2 {
            return None;
        }
        let before: Vec<&str> = (first..=last).map(|i| self.view.folded(i)).collect();
        let long = long_form(&short.to_lowercase(), &before);
        long.map(|_| short.to_owned())
    }

    fn guess(&self, first: usize, last: usize, titled: bool) -> Guess {
        const PLACE: &[Class] = &[Class::Kind, Class::Feature, Class::Street];
        let has = |class: Class| (first..=last).any(|i| self.classes(i).has(class));
        let at = |i: Option<usize>| match i.filter(|&i| i < self.view.len()) {
            Some(i) => self.classes(i),
            None => Classes::default(),
        };
        let before = at(first.checked_sub(1));
        let behind = match last + 1 < self.view.len() && self.joined(last) {
            true => at(Some(last + 1)),
            false => Classes::default(),
        };
        if titled || before.has(Class::Title) {
            Guess::Person
        } else if has(Class::Organisation) {
            Guess::Body
        } else if has(Class::ArmedGroup)
            || before.has(Class::ArmedGroup)
            || behind.has(Class::ArmedGroup)
        {
            Guess::Group
        } else if PLACE.iter().any(|&class| has(class))
            || before.has(Class::In)
            || behind.has_any(PLACE)
            || (before.has(Class::Of) && at(first.checked_sub(2)).has_any(PLACE))
        {
            Guess::Place
        } else if last > first && behind.has(Class::Speech) {
            Guess::Person
        } else {
            Guess::Unknown
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::tests::shipped::SHIPPED;

    fn shipped() -> Gazetteer {
        Gazetteer::clone(&SHIPPED)
    }

    fn of(gazetteer: &Gazetteer, text: &str) -> Vec<(String, Guess)> {
        let found = candidates(gazetteer, text, &Words::of(text), &[]);
        let plain = found.into_iter().filter(|found| !found.doubtful);
        plain
            .map(|found| (text[found.span].to_owned(), found.guess))
            .collect()
    }

    #[test]
    fn phrases_with_capitals_are_names_with_a_guess_from_their_context() {
        let gazetteer = shipped();
        for (text, name, guess) in [
            (
                "people fled to the town of Belle Anse today",
                "Belle Anse",
                Guess::Place,
            ),
            ("they met in Ravine Sèche", "Ravine Sèche", Guess::Place),
            ("Mayor Jean Duval resigned", "Jean Duval", Guess::Person),
            (
                "said Marie Claire, and Rose Duval said no",
                "Rose Duval",
                Guess::Person,
            ),
            ("the gang Kraze Lari fired", "Kraze Lari", Guess::Group),
            (
                "the Southern Peasants Association met",
                "Southern Peasants Association",
                Guess::Body,
            ),
            (
                "the Front of National Renewal",
                "Front of National Renewal",
                Guess::Group,
            ),
        ] {
            let found = of(&gazetteer, text);
            assert!(
                found.contains(&(name.to_owned(), guess)),
                "{text}: {found:?}"
            );
        }
        let none: [(String, Guess); 0] = [];
        for text in [
            "On Monday the people",
            "arrivés Lundi, en Mars",
            "THE MAYOR WAS KILLED",
            "People fled.",
            "a b c",
            "they asked the Prime Minister and the Deputy Director General",
            "see chapter IV and Figure II",
            "in document A/64/PV.3 and in E/CN.4/2",
            "the Assembly and the Member States, in the Third World Conference,",
            "of that report, Add. 2",
        ] {
            assert_eq!(of(&gazetteer, text), none, "{text}");
        }
    }

    #[test]
    fn an_acronym_in_brackets_belongs_to_the_name() {
        let text = "the Salvadoran Workers Federation (SWF) met";
        let found = candidates(&shipped(), text, &Words::of(text), &[]);
        assert_eq!(found[0].acronym.as_deref(), Some("SWF"));
        let text = "the Salvadoran Workers Federation (Bogota) met";
        assert_eq!(
            candidates(&shipped(), text, &Words::of(text), &[])[0].acronym,
            None
        );
    }

    #[test]
    fn names_already_found_are_left_out() {
        let text = "the Haiti Workers met Jean Duval";
        let named = [4..9, 22..32];
        let found = candidates(&shipped(), text, &Words::of(text), &named);
        let found: Vec<&str> = found
            .iter()
            .map(|found| &text[found.span.clone()])
            .collect();
        assert_eq!(found, ["Workers"]);
    }
}
