//! Telling words: of the words of some texts, those that stand in them often and in few reports.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, HashMap};

use tantivy::SegmentReader;

use crate::analysis::function_words::lists_of_all;
use crate::analysis::passage_language::of_passage;
use crate::analysis::stems::Stems;
use crate::analysis::words::Words;

use super::leaf::Slot;
use super::postings::FieldReader;
use super::searcher::Searcher;
use super::terms::Analyser;
use super::weights::idf;

/// What a bound may fall short by rounding, as a share.
const ROUNDING: f64 = 1e-9;

/// A word, and how much it has to say.
#[derive(Debug, Clone, PartialEq)]
pub struct Telling {
    /// What its forms have in common; each stem once.
    pub stem: String,
    /// The form that is shown.
    pub word: String,
    /// The terms that it is looked up by.
    pub terms: Vec<String>,
    /// How much of it stands in the texts.
    pub mass: f64,
}

/// How often each form of a word stands in a text.
pub type Forms = BTreeMap<String, u32>;

/// A title or a passage: its words, folded, and their language.
pub struct Stretch {
    /// The code, empty if unknown.
    language: String,
    /// In the order of the text.
    pub words: Vec<String>,
}

impl Stretch {
    /// Reads a title; it is in the language of its report.
    pub fn title(text: &str, report: Option<&str>) -> Stretch {
        Stretch::of(&Words::of(text), report)
    }

    /// Reads a passage of a report in the language `report`.
    pub fn passage(text: &str, report: Option<&str>) -> Stretch {
        let words = Words::of(text);
        let language = of_passage(text, &words, &lists_of_all(&words), 0..words.len(), report);
        Stretch::of(&words, language)
    }

    fn of(words: &Words, language: Option<&str>) -> Stretch {
        let folded = (0..words.len()).map(|i| words.folded(i).to_owned());
        Stretch {
            language: language.unwrap_or("").to_owned(),
            words: folded.collect(),
        }
    }
}

/// Stemmers by language, made when they are first needed.
pub type StemsByLanguage = HashMap<String, Stems>;

/// Counts the words of some stretches that may tell something, by their stems. A form that stands in
/// several languages is stemmed in the one where it stands most often, the first of equals.
pub fn by_stem(
    analyser: &Analyser,
    stems: &mut StemsByLanguage,
    stretches: &[Stretch],
) -> BTreeMap<String, Forms> {
    let mut counts: BTreeMap<&str, BTreeMap<&str, u32>> = BTreeMap::new();
    for stretch in stretches {
        for word in &stretch.words {
            let of_word = counts.entry(word).or_default();
            *of_word.entry(&stretch.language).or_default() += 1;
        }
    }
    let mut all: BTreeMap<String, Forms> = BTreeMap::new();
    for (word, of_word) in counts {
        if analyser.is_function_word(word) || !says_something(word) {
            continue;
        }
        let Some((language, _)) = of_word
            .iter()
            .max_by_key(|(code, n)| (**n, Reverse(**code)))
        else {
            continue;
        };
        if !stems.contains_key(*language) {
            stems.insert((*language).to_owned(), Stems::new(language));
        }
        let stem = stems
            .get_mut(*language)
            .map_or(word, |stems| stems.stem(word));
        let forms = all.entry(stem.to_owned()).or_default();
        forms.insert(word.to_owned(), of_word.values().sum());
    }
    all
}

/// Returns the form that stands most often, the first of equals.
pub fn most_often(forms: &Forms) -> Option<&str> {
    let most = forms.iter().max_by_key(|(form, n)| (**n, Reverse(*form)));
    most.map(|(form, _)| form.as_str())
}

/// Numbers and single letters tell nothing that a reader would recognise.
fn says_something(folded: &str) -> bool {
    folded.chars().nth(1).is_some() && !folded.starts_with(|c: char| c.is_ascii_digit())
}

/// Picks the `most` words whose mass, by how rare they are, is greatest, such first; equals by stem.
/// Words that fewer than `fewest` living reports have are left out.
///
/// A list of postings is read only for words that may be among them: how many documents have a
/// single term is known without, and a word stands in at least as many.
pub fn most_telling(
    searcher: &Searcher,
    words: Vec<Telling>,
    fewest: u64,
    most: usize,
) -> tantivy::Result<Vec<Telling>> {
    let n = searcher.statistics().reports as f64;
    let mut frequencies = Vec::new();
    for segment in searcher.segments() {
        frequencies.push(Frequencies::open(searcher, segment)?);
    }
    let mut bounded = Vec::with_capacity(words.len());
    for word in words {
        let mut least = 0;
        for here in &frequencies {
            least += here.at_least(&word.terms)?;
        }
        bounded.push((word.mass * idf(n, least as f64), word));
    }
    bounded.sort_by(by_score_and_stem);
    let mut kept: Vec<(f64, Telling)> = Vec::with_capacity(most + 1);
    for (bound, word) in bounded {
        let last = kept.last().filter(|_| kept.len() == most);
        if last.is_some_and(|(score, _)| bound * (1.0 + ROUNDING) < *score) {
            break;
        }
        let mut reports = 0;
        for here in &frequencies {
            reports += here.exactly(&word.terms)?;
        }
        if reports < fewest {
            continue;
        }
        let scored = (word.mass * idf(n, reports as f64), word);
        let at = kept.partition_point(|other| by_score_and_stem(other, &scored).is_lt());
        kept.insert(at, scored);
        kept.truncate(most);
    }
    Ok(kept.into_iter().map(|(_, word)| word).collect())
}

fn by_score_and_stem(a: &(f64, Telling), b: &(f64, Telling)) -> Ordering {
    b.0.total_cmp(&a.0).then_with(|| a.1.stem.cmp(&b.1.stem))
}

/// Counts the reports of one segment that have a word.
struct Frequencies<'a> {
    segment: &'a SegmentReader,
    body: FieldReader,
    title: FieldReader,
}

impl<'a> Frequencies<'a> {
    fn open(searcher: &Searcher, segment: &'a SegmentReader) -> tantivy::Result<Frequencies<'a>> {
        let fields = searcher.fields();
        Ok(Frequencies {
            segment,
            body: FieldReader::open(segment, fields.body)?,
            title: FieldReader::open(segment, fields.title)?,
        })
    }

    /// Returns a number of living reports that any of `terms` stands in at least in.
    fn at_least(&self, terms: &[String]) -> tantivy::Result<u64> {
        let mut most = 0;
        for term in terms {
            most = most.max(self.body.n_docs(term)?);
        }
        Ok(most.saturating_sub(u64::from(self.segment.num_deleted_docs())))
    }

    /// Returns how many living reports any of `terms` stands in.
    fn exactly(&self, terms: &[String]) -> tantivy::Result<u64> {
        let slot = Slot::Terms(terms.to_vec());
        let mut docs = self.body.slot_docs(&slot)?;
        docs.extend(self.title.slot_docs(&slot)?);
        docs.sort_unstable();
        docs.dedup();
        docs.retain(|&doc| !self.segment.is_deleted(doc));
        Ok(docs.len() as u64)
    }
}
