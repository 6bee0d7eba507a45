//! The spelling of a word in reports, with the accents and capitals that folding removes.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use tantivy::{DocAddress, DocId};

use crate::analysis::words::Words;
use crate::index::fields::POSITIONS_PER_PASSAGE;
use crate::index::reports;
use crate::search::clause::{Clause, Occurrence};
use crate::search::lookup::ClauseReader;
use crate::search::searcher::Searcher;
use crate::search::statistics::{passage_text, passages_of};

use super::query_words::QueryWord;

/// The maximum number of reports in which a word is read.
const REPORTS: usize = 3;
/// The maximum number of occurrences read in each.
const PLACES: usize = 3;
/// The longest report that is read, in words.
const LONGEST: u64 = 50_000;

/// A word or phrase as reports write it, with the number of living reports that have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The most frequent form among the occurrences read; `None` if none was read.
    text: Option<String>,
    /// Whether it was seen only at the start of sentences, where every word is capitalised.
    at_starts: bool,
    /// The number of living reports that have it.
    pub reports: u64,
}

impl Written {
    /// Returns the form to suggest for a word, without a capital that is due to the start of a sentence.
    pub fn text_for(&self, word: &QueryWord) -> Option<String> {
        let text = self.text.clone()?;
        let lowercase = self.at_starts && !word.typed.contains(char::is_uppercase);
        Some(match lowercase {
            true => text.to_lowercase(),
            false => text,
        })
    }

    /// Returns whether it is capitalised.
    pub fn is_capitalised(&self) -> bool {
        let text = self.text.as_deref().unwrap_or("");
        text.starts_with(char::is_uppercase)
    }

    /// Returns whether it is in all caps.
    pub fn is_acronym(&self) -> bool {
        let text = self.text.as_deref().unwrap_or("");
        text.chars().filter(|c| c.is_uppercase()).count() > 1 && !text.contains(char::is_lowercase)
    }
}

/// The number of occurrences of each form.
type Forms = BTreeMap<String, u32>;

/// A form at one position.
struct Form {
    text: String,
    /// Whether it begins a sentence, a title or a line.
    at_start: bool,
}

/// A report to read.
struct Chosen {
    id_hash: u64,
    segment: usize,
    doc: DocId,
}

/// Reads how reports write the word or phrase of `clause`.
pub fn written(searcher: &Searcher, clause: &Clause) -> tantivy::Result<Written> {
    let mut all = Vec::new();
    for segment in 0..searcher.segments().len() {
        let columns = searcher.columns(segment);
        for posting in ClauseReader::new(searcher, segment).postings(clause)? {
            let doc = posting.doc;
            let id_hash = columns.id_hash.first(doc).unwrap_or(0);
            all.push(Chosen {
                id_hash,
                segment,
                doc,
            });
        }
    }
    let reports = all.len() as u64;
    // Ordered by hash, so that the choice does not depend on segments.
    let is_short = |chosen: &Chosen| {
        let words = &searcher.columns(chosen.segment).body_words;
        words.first(chosen.doc).unwrap_or(0) <= LONGEST
    };
    all.retain(is_short);
    all.sort_unstable_by_key(|chosen| chosen.id_hash);
    all.truncate(REPORTS);
    let (mut within, mut at_starts) = (Forms::new(), Forms::new());
    for (n, chosen) in all.iter().enumerate() {
        if n > 1 && within.len() == 1 {
            break; // as written in two of them
        }
        for form in forms_in(searcher, clause, chosen)? {
            let forms = match form.at_start {
                true => &mut at_starts,
                false => &mut within,
            };
            *forms.entry(form.text).or_default() += 1;
        }
    }
    Ok(Written {
        text: most_often(&within).or_else(|| most_often(&at_starts)),
        at_starts: within.is_empty(),
        reports,
    })
}

/// Reads the forms at the first occurrences in a report, in its body or else in its title.
fn forms_in(searcher: &Searcher, clause: &Clause, chosen: &Chosen) -> tantivy::Result<Vec<Form>> {
    let found = ClauseReader::new(searcher, chosen.segment).occurrences(clause, &[chosen.doc])?;
    let Some(found) = found.first() else {
        return Ok(Vec::new());
    };
    let address = DocAddress::new(chosen.segment as u32, chosen.doc);
    let read = reports::stored(searcher.engine(), searcher.fields(), address)?;
    let mut forms = Vec::new();
    if found.body.is_empty() {
        let title = read.head.title.as_deref().unwrap_or("");
        for at in found.title.iter().take(PLACES) {
            forms.extend(form_at(title, at, at.position));
        }
        return Ok(forms);
    }
    let passages = passages_of(&searcher.columns(chosen.segment).passages, chosen.doc);
    for at in found.body.iter().take(PLACES) {
        let passage = passage_text(&read.body, &passages, at.passage() as usize);
        forms.extend(form_at(passage, at, at.position % POSITIONS_PER_PASSAGE));
    }
    Ok(forms)
}

/// Returns the form at an occurrence, which begins with word `first` of `text`.
fn form_at(text: &str, at: &Occurrence, first: u32) -> Option<Form> {
    let words = Words::of(text);
    let (first, last) = (first as usize, (first + at.words) as usize - 1);
    if last >= words.len() {
        return None;
    }
    let form = &text[words.span(first).start..words.span(last).end];
    if form.chars().any(|c| c.is_control() && !c.is_whitespace()) {
        return None;
    }
    let form: Vec<&str> = form.split_whitespace().collect();
    let form = form.join(" ");
    let before = text[..words.span(first).start].trim_end_matches([' ', '\u{a0}']);
    let ends_sentence =
        |c: char| !c.is_alphanumeric() && !matches!(c, ',' | ';' | '-' | '\'' | '’');
    Some(Form {
        at_start: before.chars().next_back().is_none_or(ends_sentence),
        text: form,
    })
}

/// Returns the most frequent form, the first of equals. If at least a third of the occurrences are in lowercase, only
/// these count: capitals are then due to sentence starts and titles.
fn most_often(forms: &Forms) -> Option<String> {
    let is_lowercase = |form: &str| !form.contains(char::is_uppercase);
    let n = |of: &dyn Fn(&str) -> bool| -> u32 {
        let forms = forms.iter().filter(|(form, _)| of(form));
        forms.map(|(_, n)| n).sum()
    };
    let lowercase = n(&is_lowercase);
    let any_case = 2 * lowercase < n(&|_| true) - lowercase;
    let fits = |form: &str| any_case || is_lowercase(form);
    let of_kind = forms.iter().filter(|(form, _)| fits(form));
    let most = of_kind.max_by_key(|(form, n)| (**n, Reverse(form.as_str())));
    most.map(|(form, _)| form.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_common_word_is_lowercase_and_a_name_is_not() {
        let most = |forms: &[(&str, u32)]| {
            let forms = forms.iter().map(|(form, n)| ((*form).to_owned(), *n));
            most_often(&forms.collect())
        };
        assert_eq!(most(&[("Police", 3), ("police", 2)]).unwrap(), "police");
        assert_eq!(
            most(&[("Kenscoff", 5), ("KENSCOFF", 2), ("kenscoff", 1)]).unwrap(),
            "Kenscoff"
        );
        assert_eq!(
            most(&[("pénitencier", 2), ("penitencier", 1)]).unwrap(),
            "pénitencier"
        );
        assert_eq!(most(&[("Moise", 1), ("Moïse", 1)]).unwrap(), "Moise");
        assert_eq!(most(&[]), None);
    }
}
