//! The lexicon as the gazetteer uses it: classes of words and kinds of places, by folded words, in the form
//! in which the compiled gazetteer keeps them.

use super::bytes::{Reader, push_text};
use super::compile::key;
use super::local::Kinds;
use crate::lexicon::{Class, Classes, Row, WordClasses};
use crate::schema::IndexSchema;

/// Joins the names of a list, or the two ends of a way.
pub(super) const JOINS: &[Class] = &[Class::And, Class::Or, Class::To];
/// Names no certain area by itself.
pub(super) const GENERIC: &[Class] = &[Class::Direction, Class::Kind, Class::Generic];
/// Ends the name of a firm or a paper.
pub(super) const FIRM: &[Class] = &[Class::Firm, Class::Press, Class::LegalForm];
/// Stands in dates.
pub(super) const CALENDAR: &[Class] = &[Class::Month, Class::Weekday, Class::Clock];

/// What is known about words.
#[derive(Debug)]
pub(super) struct Lexicon {
    words: WordClasses,
    pub kinds: Kinds,
}

/// Compiles the lexicon of a schema to the bytes that [`Lexicon::open`] opens.
pub(super) fn compile(schema: &IndexSchema) -> Vec<u8> {
    let rows = schema.lexicon.rows();
    let mut out = (rows.len() as u32).to_le_bytes().to_vec();
    for row in rows {
        match row.class.is_pattern() {
            true => push_text(&mut out, &row.word),
            false => push_text(&mut out, &key(&row.word)),
        }
        push_text(&mut out, &row.language);
        out.extend([row.class.number(), row.number.unwrap_or_default()]);
    }
    out
}

impl Lexicon {
    /// Opens what [`compile`] wrote; `None` if it is not so written. The bytes are copied.
    pub fn open(bytes: &[u8]) -> Option<Lexicon> {
        let mut reader = Reader(bytes);
        let mut rows = Vec::new();
        for _ in 0..reader.u32()? {
            rows.push(Row {
                word: reader.text()?.to_owned(),
                language: reader.text()?.to_owned(),
                class: Class::from_number(reader.u8()?)?,
                number: Some(reader.u8()?).filter(|&number| number > 0),
            });
        }
        let (patterns, words): (Vec<Row>, Vec<Row>) =
            rows.into_iter().partition(|row| row.class.is_pattern());
        Some(Lexicon {
            words: WordClasses::new(&words, str::to_owned),
            kinds: Kinds::new(&patterns),
        })
    }

    /// Returns the classes of a folded word.
    pub fn of(&self, folded: &str) -> Classes {
        self.words.of(folded)
    }

    /// Returns whether a folded word has a class.
    pub fn has(&self, folded: &str, class: Class) -> bool {
        self.of(folded).has(class)
    }

    /// Returns whether a folded word stands before a person's name.
    pub fn is_title(&self, folded: &str) -> bool {
        self.has(folded, Class::Title)
    }

    /// Returns whether a folded word is `de` or one of its forms, in a language where what a place is stands
    /// before its name.
    pub fn is_de(&self, folded: &str) -> bool {
        self.of(folded).has_in_other(Class::Of)
    }

    /// Returns whether a folded word may stand between the words of one name, in another language than English.
    pub fn links_names(&self, folded: &str) -> bool {
        let classes = self.of(folded);
        classes.has_in_other(Class::Of)
            || classes.has_in_other(Class::Article)
            || classes.has(Class::Particle)
    }

    /// Returns whether a folded word in text of capitals is none of a name.
    pub fn is_of_sentence(&self, folded: &str) -> bool {
        is_verbal(folded) || self.has(folded, Class::InSentences)
    }

    /// Returns whether a folded word is an ordinal number: `6th`, `sixth`.
    pub fn is_ordinal(&self, folded: &str) -> bool {
        let digits = folded.trim_end_matches(|c: char| c.is_ascii_lowercase());
        let suffix = &folded[digits.len()..];
        let number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        number && matches!(suffix, "st" | "nd" | "rd" | "th" | "d")
            || self.has(folded, Class::Ordinal)
    }
}

/// Returns whether a folded word has the ending of an English verb or adverb.
fn is_verbal(folded: &str) -> bool {
    folded.len() >= 5
        && (folded.ends_with("ed") || folded.ends_with("ing") || folded.ends_with("ly"))
}

#[cfg(test)]
impl Lexicon {
    /// Returns the program's lexicon.
    pub fn shipped() -> Lexicon {
        Lexicon::open(&compile(&IndexSchema::shipped())).unwrap()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_folded() {
        let lexicon = Lexicon::shipped();
        assert!(lexicon.has("marques", Class::Noble));
        assert!(lexicon.has("decembre", Class::Month) && lexicon.is_title("mme"));
        let port = lexicon.of("port");
        assert!(port.has(Class::Kind) && port.has_any(GENERIC) && !port.has(Class::Title));
        assert_eq!(lexicon.of("kenscoff"), Classes::default());
    }

    #[test]
    fn links_within_names_are_those_of_other_languages() {
        let lexicon = Lexicon::shipped();
        for word in ["de", "la", "du", "al", "y", "da"] {
            assert!(lexicon.links_names(word), "{word}");
        }
        for word in ["of", "the", "and", "et", "a"] {
            assert!(!lexicon.links_names(word), "{word}");
        }
        assert!(lexicon.is_de("d") && !lexicon.is_de("of"));
    }

    #[test]
    fn damaged_bytes_are_refused() {
        let bytes = compile(&IndexSchema::shipped());
        assert!(Lexicon::open(&bytes[..bytes.len() - 1]).is_none());
        assert!(Lexicon::open(&[]).is_none());
    }
}
