//! Significant terms: words that are frequent in some texts and rare in other reports.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use tantivy::{DocId, SegmentReader};

use crate::analysis::addresses::AddressWords;
use crate::analysis::language_code::LanguageCode;
use crate::analysis::language_tables::LanguageTables;
use crate::analysis::passage_language::of_passage;
use crate::analysis::stem_exceptions::StemExceptions;
use crate::analysis::stems::Stems;
use crate::analysis::words::Words;
use crate::index::fields::EXACT_MARK;

use super::clause::{LookupTerm, Scope};
use super::languages::SegmentLanguages;
use super::postings::{FieldReader, Texts};
use super::searcher::Searcher;
use super::terms::{Analyser, Droppable};
use super::weights::idf;

/// The relative rounding error of a bound.
const ROUNDING: f64 = 1e-9;

/// A word with its weight in some texts.
#[derive(Debug, Clone, PartialEq)]
pub struct SignificantTerm {
    /// The stem of its forms; unique among the words.
    pub stem: String,
    /// The form to show.
    pub word: String,
    /// The terms by which it is looked up.
    pub terms: Vec<LookupTerm>,
    /// The language whose reports determine its document frequency.
    pub language: LanguageCode,
    /// Its weight in the texts, before idf.
    pub mass: f64,
}

/// How often each form of a word is in a text.
pub type Forms = BTreeMap<String, u32>;

/// The forms that share one stem.
#[derive(Debug, Default)]
pub struct StemForms {
    /// The language by whose rules they are stemmed.
    pub language: LanguageCode,
    /// The forms.
    pub forms: Forms,
}

/// A title or a passage: its words, folded, and their language.
pub struct AnalysedText {
    /// The code, empty if unknown.
    language: String,
    /// In text order, without those of web addresses.
    pub words: Vec<String>,
}

impl AnalysedText {
    /// Analyses a title, which is in the language of its report.
    pub fn title(text: &str, report: Option<&str>) -> AnalysedText {
        AnalysedText::of(text, &Words::of(text), report)
    }

    /// Analyses a passage of a report in the language `report`.
    pub fn passage(tables: &LanguageTables, text: &str, report: Option<&str>) -> AnalysedText {
        let words = Words::of(text);
        let lists = tables.function_words.lists_of_all(&words);
        let language = of_passage(tables, text, &words, &lists, 0..words.len(), report);
        AnalysedText::of(text, &words, language)
    }

    fn of(text: &str, words: &Words, language: Option<&str>) -> AnalysedText {
        let addresses = AddressWords::of(text, words);
        let of_prose = (0..words.len()).filter(|&i| !addresses.has(i));
        let folded = of_prose.map(|i| words.folded(i).to_owned());
        AnalysedText {
            language: language.unwrap_or("").to_owned(),
            words: folded.collect(),
        }
    }
}

/// Stemmers by language, created at first use.
pub struct StemsByLanguage {
    known: HashMap<String, Stems>,
    exceptions: Arc<StemExceptions>,
}

impl StemsByLanguage {
    /// Creates stemmers with `exceptions`.
    pub fn new(exceptions: &Arc<StemExceptions>) -> StemsByLanguage {
        StemsByLanguage {
            known: HashMap::new(),
            exceptions: Arc::clone(exceptions),
        }
    }

    fn of(&mut self, language: &str) -> &mut Stems {
        let make = || Stems::with_exceptions(language, Arc::clone(&self.exceptions));
        self.known.entry(language.to_owned()).or_insert_with(make)
    }
}

/// Counts the content words of some texts, by their stems. A form that occurs in several languages is stemmed in the
/// most frequent of them, ties by code.
pub fn by_stem(
    analyser: &Analyser,
    stems: &mut StemsByLanguage,
    texts: &[AnalysedText],
) -> BTreeMap<String, StemForms> {
    let function_words = &analyser.tables().function_words;
    let mut counts: BTreeMap<&str, BTreeMap<&str, u32>> = BTreeMap::new();
    for text in texts {
        for word in &text.words {
            let of_word = counts.entry(word).or_default();
            *of_word.entry(&text.language).or_default() += 1;
        }
    }
    let mut all: BTreeMap<String, StemForms> = BTreeMap::new();
    for (word, of_word) in counts {
        let Some((language, _)) = of_word
            .iter()
            .max_by_key(|(code, n)| (**n, Reverse(**code)))
        else {
            continue;
        };
        let says_nothing = match *language {
            "" => analyser.droppable(word) != Droppable::Nowhere,
            language => function_words.may_be_dropped(language, word),
        };
        if says_nothing || !says_something(word) {
            continue;
        }
        let stem = stems.of(language).stem(word);
        let of_stem = all.entry(stem.to_owned()).or_insert_with(|| StemForms {
            language: LanguageCode::of(language),
            forms: Forms::new(),
        });
        let times = of_word.values().sum();
        of_stem.forms.insert(word.to_owned(), times);
    }
    all
}

/// Returns the most frequent form, the first of equals.
pub fn most_often(forms: &Forms) -> Option<&str> {
    let most = forms.iter().max_by_key(|(form, n)| (**n, Reverse(*form)));
    most.map(|(form, _)| form.as_str())
}

/// Returns whether a word can be significant: numbers and single letters cannot.
pub(super) fn says_something(folded: &str) -> bool {
    folded.chars().nth(1).is_some() && !folded.starts_with(|c: char| c.is_ascii_digit())
}

/// Returns the `most` words with the highest product of mass and idf in their language, in that order, ties by stem.
/// Words in fewer than `fewest` living reports, in any language, are left out.
///
/// Postings are read only for words that can be among them: the document frequency of a single term, known from the
/// dictionary, is a lower bound for that of the word.
pub fn most_significant(
    searcher: &Searcher,
    words: Vec<SignificantTerm>,
    fewest: u64,
    most: usize,
) -> tantivy::Result<Vec<SignificantTerm>> {
    let idf = |word: &SignificantTerm, df: u64| {
        let statistics = searcher.statistics_of(word.language);
        idf(statistics.reports as f64, df as f64)
    };
    let mut frequencies = Vec::new();
    for segment in 0..searcher.segments().len() {
        frequencies.push(Frequencies::open(searcher, segment)?);
    }
    let mut bounded = Vec::with_capacity(words.len());
    for word in words {
        let mut least = 0;
        for here in &frequencies {
            least += here.at_least(&word)?;
        }
        bounded.push((word.mass * idf(&word, least), word));
    }
    bounded.sort_by(by_score_and_stem);
    let mut kept: Vec<(f64, SignificantTerm)> = Vec::with_capacity(most + 1);
    for (bound, word) in bounded {
        let last = kept.last().filter(|_| kept.len() == most);
        if last.is_some_and(|(score, _)| bound * (1.0 + ROUNDING) < *score) {
            break;
        }
        let (mut reports, mut in_language) = (0, 0);
        for here in &frequencies {
            let (all, in_its_language) = here.exactly(&word)?;
            reports += all;
            in_language += in_its_language;
        }
        if reports < fewest {
            continue;
        }
        let scored = (word.mass * idf(&word, in_language), word);
        let at = kept.partition_point(|other| by_score_and_stem(other, &scored).is_lt());
        kept.insert(at, scored);
        kept.truncate(most);
    }
    Ok(kept.into_iter().map(|(_, word)| word).collect())
}

fn by_score_and_stem(a: &(f64, SignificantTerm), b: &(f64, SignificantTerm)) -> Ordering {
    b.0.total_cmp(&a.0).then_with(|| a.1.stem.cmp(&b.1.stem))
}

/// Counts the reports of one segment that have a word.
struct Frequencies<'a> {
    segment: &'a SegmentReader,
    languages: &'a SegmentLanguages,
    body: FieldReader<'a>,
    title: FieldReader<'a>,
}

impl<'a> Frequencies<'a> {
    fn open(searcher: &'a Searcher, segment: usize) -> tantivy::Result<Frequencies<'a>> {
        let fields = searcher.fields();
        let languages = searcher.segment_languages(segment);
        let segment = searcher.segment(segment);
        Ok(Frequencies {
            segment,
            languages,
            body: FieldReader::open(segment, fields.body, Texts::Bodies(languages))?,
            title: FieldReader::open(segment, fields.title, Texts::Titles(languages))?,
        })
    }

    /// Returns a lower bound of the document frequency of a word among living reports in its language.
    fn at_least(&self, word: &SignificantTerm) -> tantivy::Result<u64> {
        let mut most = 0;
        for term in &word.terms {
            // A term as written may occur where it does not count.
            if term.scope == Scope::Everywhere || !term.term.starts_with(EXACT_MARK) {
                most = most.max(self.body.n_docs(&term.term)?);
            }
        }
        let others = match word.language {
            LanguageCode::UNKNOWN => 0,
            language => self.segment.max_doc() - self.languages.count(language),
        };
        Ok(most.saturating_sub(u64::from(self.segment.num_deleted_docs() + others)))
    }

    /// Returns the document frequency of a word among living reports, and among those in its language.
    fn exactly(&self, word: &SignificantTerm) -> tantivy::Result<(u64, u64)> {
        let mut docs = Vec::new();
        for field in [&self.body, &self.title] {
            for term in &word.terms {
                docs.extend(field.counts(term)?.into_iter().map(|(doc, _)| doc));
            }
        }
        docs.sort_unstable();
        docs.dedup();
        docs.retain(|&doc| !self.segment.is_deleted(doc));
        let is_in_language = |doc: &&DocId| {
            word.language == LanguageCode::UNKNOWN
                || self.languages.of_report(**doc) == word.language
        };
        let in_language = docs.iter().filter(is_in_language).count();
        Ok((docs.len() as u64, in_language as u64))
    }
}
