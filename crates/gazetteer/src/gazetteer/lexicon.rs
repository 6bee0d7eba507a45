//! The lexicon in the compiled gazetteer: classes of words and kinds of places, by folded words.

use std::sync::Arc;

use super::bytes::{Reader, push_text};
use super::keys::key;
use super::local::kinds::Kinds;
use crate::schema::IndexSchema;
use reportage_text::analysis::language_tables::LanguageTables;
use reportage_text::lexicon::{Class, Classes, Domain, Language, Publisher, Row, WordClasses};

/// Classes that join the names of a list, or the two ends of a route.
pub(super) const JOINS: &[Class] = &[Class::And, Class::Or, Class::To];
/// Classes too generic to name an area by themselves.
pub(super) const GENERIC: &[Class] = &[Class::Direction, Class::Kind, Class::Generic];
/// Classes that end the name of a firm or newspaper.
pub(super) const FIRM: &[Class] = &[Class::Firm, Class::Press, Class::LegalForm];
/// Classes of words in dates.
pub(super) const CALENDAR: &[Class] = &[Class::Month, Class::Weekday, Class::Clock];

/// What is known about words.
#[derive(Debug)]
pub(super) struct Lexicon {
    words: WordClasses,
    pub kinds: Kinds,
    /// Publishers with folded names.
    pub publishers: Vec<Publisher>,
    domains: Vec<Domain>,
    /// The language data for text analysis.
    pub analysis: Arc<LanguageTables>,
}

/// Separates the values of a list in the compiled form, as in the tables.
const BETWEEN: &str = "|";

/// Compiles the lexicon of a schema to the bytes that [`Lexicon::open`] opens.
pub(super) fn compile(schema: &IndexSchema) -> Vec<u8> {
    let lexicon = &schema.lexicon;
    let mut out = Vec::new();
    let rows = lexicon.rows().iter();
    let (for_analysis, for_tagger): (Vec<&Row>, Vec<&Row>) =
        rows.partition(|row| row.class.is_for_analysis());
    push_rows(&mut out, &for_tagger, |row| match row.class.is_pattern() {
        true => row.word.clone(),
        false if is_accented_letter(&row.word) => row.word.clone(),
        false => key(&row.word),
    });
    push_rows(&mut out, &for_analysis, |row| row.word.clone());
    push_count(&mut out, lexicon.publishers().len());
    for publisher in lexicon.publishers() {
        let names: Vec<String> = publisher.names.iter().map(|name| key(name)).collect();
        push_text(&mut out, &names.join(BETWEEN));
        push_text(&mut out, &publisher.hosts.join(BETWEEN));
        push_text(&mut out, &publisher.home);
    }
    push_count(&mut out, lexicon.domains().len());
    for domain in lexicon.domains() {
        push_text(&mut out, &domain.domain);
        push_text(&mut out, &domain.home);
        out.push(u8::from(domain.is_sold));
    }
    push_count(&mut out, lexicon.languages().len());
    for language in lexicon.languages() {
        push_text(&mut out, &language.code);
        push_text(&mut out, &language.others.join(BETWEEN));
        push_text(&mut out, &language.names.join(BETWEEN));
        push_text(&mut out, &language.home);
    }
    out
}

/// Returns whether a word is one Latin letter with an accent (`à`), which without it is another word.
fn is_accented_letter(word: &str) -> bool {
    !word.is_ascii() && key(word).len() == 1
}

fn push_rows(out: &mut Vec<u8>, rows: &[&Row], word: impl Fn(&Row) -> String) {
    push_count(out, rows.len());
    for row in rows {
        push_text(out, &word(row));
        push_text(out, &row.language);
        out.extend([row.class.number(), row.number.unwrap_or_default()]);
    }
}

fn read_rows(reader: &mut Reader<'_>) -> Option<Vec<Row>> {
    let mut rows = Vec::new();
    for _ in 0..reader.u32()? {
        rows.push(Row {
            word: reader.text()?.to_owned(),
            language: reader.text()?.to_owned(),
            class: Class::from_number(reader.u8()?)?,
            number: Some(reader.u8()?).filter(|&number| number > 0),
        });
    }
    Some(rows)
}

fn push_count(out: &mut Vec<u8>, count: usize) {
    let count = u32::try_from(count).expect("tables have fewer rows");
    out.extend(count.to_le_bytes());
}

impl Lexicon {
    /// Opens the output of [`compile`]; `None` if the format is wrong. The bytes are copied.
    pub fn open(bytes: &[u8]) -> Option<Lexicon> {
        let mut reader = Reader(bytes);
        let mut words = WordClasses::default();
        let mut patterns = Vec::new();
        for row in read_rows(&mut reader)? {
            match row.class.is_pattern() {
                false => words.add(row.word, row.class, row.language == "en"),
                true => patterns.push(row),
            }
        }
        let for_analysis = read_rows(&mut reader)?;
        let mut publishers = Vec::new();
        for _ in 0..reader.u32()? {
            publishers.push(Publisher {
                names: list(reader.text()?),
                hosts: list(reader.text()?),
                home: reader.text()?.to_owned(),
            });
        }
        let mut domains = Vec::new();
        for _ in 0..reader.u32()? {
            domains.push(Domain {
                domain: reader.text()?.to_owned(),
                home: reader.text()?.to_owned(),
                is_sold: reader.u8()? != 0,
            });
        }
        let mut languages = Vec::new();
        for _ in 0..reader.u32()? {
            languages.push(Language {
                code: reader.text()?.to_owned(),
                others: list(reader.text()?),
                names: list(reader.text()?),
                home: reader.text()?.to_owned(),
            });
        }
        Some(Lexicon {
            words,
            kinds: Kinds::new(&patterns),
            publishers,
            domains,
            analysis: Arc::new(LanguageTables::new(&for_analysis, languages)),
        })
    }

    /// Returns the domain of this name.
    pub fn domain(&self, name: &str) -> Option<&Domain> {
        self.domains.iter().find(|domain| domain.domain == name)
    }

    /// Returns the path of the only country where a language is spoken.
    pub fn home_of_language(&self, code: &str) -> Option<&str> {
        let language = self.analysis.codes.language(code)?;
        Some(language.home.as_str()).filter(|home| !home.is_empty())
    }

    /// Returns whether a folded word is a function word of one of the languages.
    pub fn is_function_word(&self, languages: &[&str], folded: &str) -> bool {
        self.analysis.function_words.is_listed(languages, folded)
    }

    /// Returns the classes of a folded word.
    pub fn of(&self, folded: &str) -> Classes {
        self.words.of(folded)
    }

    /// Returns the classes of a word as written, also if it is one letter with an accent.
    pub fn of_written(&self, written: &str, folded: &str) -> Classes {
        match folded.len() == 1 && !written.is_ascii() {
            true => self.of(&written.to_lowercase()),
            false => self.of(folded),
        }
    }

    /// Returns whether a folded word has a class.
    pub fn has(&self, folded: &str, class: Class) -> bool {
        self.of(folded).has(class)
    }

    /// Returns whether a folded word can precede a person's name.
    pub fn is_title(&self, folded: &str) -> bool {
        self.has(folded, Class::Title)
    }

    /// Returns whether a folded word is `de` or one of its forms, in a language where the kind of a
    /// place precedes its name.
    pub fn is_de(&self, folded: &str) -> bool {
        self.of(folded).has_in_other(Class::Of)
    }

    /// Returns whether a folded word may be between the words of one name, in a language other than
    /// English.
    pub fn links_names(&self, folded: &str) -> bool {
        let classes = self.of(folded);
        classes.has_in_other(Class::Of)
            || classes.has_in_other(Class::Article)
            || classes.has(Class::Particle)
    }

    /// Returns whether a folded word in all-caps text is not part of a name.
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

fn list(written: &str) -> Vec<String> {
    let values = written.split(BETWEEN).filter(|value| !value.is_empty());
    values.map(str::to_owned).collect()
}

/// Returns whether a folded word has the ending of an English verb or adverb.
fn is_verbal(folded: &str) -> bool {
    folded.len() >= 5
        && (folded.ends_with("ed") || folded.ends_with("ing") || folded.ends_with("ly"))
}

#[cfg(test)]
impl Lexicon {
    /// Returns the shipped lexicon.
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
    fn damaged_bytes_are_rejected() {
        let bytes = compile(&IndexSchema::shipped());
        assert!(Lexicon::open(&bytes[..bytes.len() - 1]).is_none());
        assert!(Lexicon::open(&[]).is_none());
    }
}
