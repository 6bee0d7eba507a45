//! How reports write a word: with its accents and capitals, which folding takes off.

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

/// In how many reports a word is read.
const REPORTS: usize = 3;
/// At how many places of each.
const PLACES: usize = 3;
/// The longest report that is read for it, in words.
const LONGEST: u64 = 50_000;

/// A word, or several in a row, as reports write it, and how many living reports do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The form that stands most often where it was looked at; `None` if it was not.
    text: Option<String>,
    /// Whether it was seen at starts of sentences only, where every word has a capital.
    at_starts: bool,
    /// How many living reports have it.
    pub reports: u64,
}

impl Written {
    /// Returns the form as it is suggested for a word: the capital of a sentence's start is not its own.
    pub fn text_for(&self, word: &QueryWord) -> Option<String> {
        let text = self.text.clone()?;
        let lowercase = self.at_starts && !word.typed.contains(char::is_uppercase);
        Some(match lowercase {
            true => text.to_lowercase(),
            false => text,
        })
    }

    /// Returns whether it begins with a capital.
    pub fn is_capitalised(&self) -> bool {
        let text = self.text.as_deref().unwrap_or("");
        text.starts_with(char::is_uppercase)
    }

    /// Returns whether it is in capitals.
    pub fn is_acronym(&self) -> bool {
        let text = self.text.as_deref().unwrap_or("");
        text.chars().filter(|c| c.is_uppercase()).count() > 1 && !text.contains(char::is_lowercase)
    }
}

/// How often each form was seen.
type Forms = BTreeMap<String, u32>;

/// A form at one place.
struct Form {
    text: String,
    /// Whether a sentence, a title or a line begins with it.
    at_start: bool,
}

/// A report to be read.
struct Chosen {
    id_hash: u64,
    segment: usize,
    doc: DocId,
}

/// Looks up how reports write what `clause` looks for: a word, or words in a row.
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
    // The same reports, however the engine cut them into segments.
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

/// Reads the forms at the first places of a report, in its body or else in its title.
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

/// Returns what is in `text` from word `first` on.
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

/// Returns the form that stands most often, the first of equals. A word that is written in lowercase
/// letters as well is one: capitals are for the starts of sentences and for titles.
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
