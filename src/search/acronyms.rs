//! Acronyms of a query: words in all caps (`US`, `WHO`) match tokens in all caps only, not the words *us* and *who*, if
//! any report has such tokens.

use std::collections::BTreeSet;

use tantivy::Term;

use crate::analysis::capitals::acronym;
use crate::analysis::words::Words;
use crate::index::fields::{capitals_term, exact_term};
use crate::query::{Kind, Query};

use super::error::SearchError;
use super::postings::{FieldReader, Texts};
use super::searcher::Searcher;

/// A query of at least this many words without lowercase letters is taken to be typed in all caps, or copied from a
/// heading: it has no acronyms.
const TYPED_IN_CAPITALS: usize = 3;

/// The acronyms of a query that living reports have in all caps, folded.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Acronyms(BTreeSet<String>);

impl Acronyms {
    /// Returns whether a folded word is one of them.
    pub fn has(&self, folded: &str) -> bool {
        self.0.contains(folded)
    }
}

/// An acronym in a query.
struct Acronym {
    /// As typed.
    typed: String,
    /// Folded, without the `s` of a plural.
    folded: String,
}

impl Searcher {
    /// Returns the acronyms of a query that living reports have in all caps. Adds to `notes` how each acronym matches,
    /// if that makes a difference.
    pub(super) fn acronyms(
        &self,
        query: &Query,
        notes: &mut Vec<String>,
    ) -> Result<Acronyms, SearchError> {
        let mut found = BTreeSet::new();
        let reports = |term: String| {
            let n = self.reports_with(&term);
            n.map_err(|error| self.engine_error(error))
        };
        for Acronym { typed, folded } in candidates(query) {
            if found.contains(&folded) {
                continue;
            }
            let in_capitals = reports(capitals_term(&folded))?;
            let in_any_case = reports(exact_term(&folded))?;
            if in_capitals > 0 {
                found.insert(folded);
                if in_any_case > in_capitals {
                    notes.push(format!(
                        "`{typed}`: in all caps only ({in_capitals} reports); in lowercase it matches any \
                         case ({in_any_case})"
                    ));
                }
            } else if in_any_case > 0 {
                notes.push(format!(
                    "`{typed}`: no report has it in all caps; these have it in any case"
                ));
            }
        }
        Ok(Acronyms(found))
    }

    /// Counts the living reports whose body or title has a term.
    fn reports_with(&self, term: &str) -> tantivy::Result<u64> {
        let mut n = 0;
        for segment in self.segments() {
            let mut docs = Vec::new();
            for field in [self.fields().body, self.fields().title] {
                let reader = FieldReader::open(segment, field, Texts::Other)?;
                docs.extend(reader.docs(&Term::from_field_text(field, term))?);
            }
            docs.sort_unstable();
            docs.dedup();
            docs.retain(|&doc| !segment.is_deleted(doc));
            n += docs.len() as u64;
        }
        Ok(n)
    }
}

/// Returns for each word of a text the acronym that it is, folded. Several words without a space between them count as
/// one, and as a heading if all are all caps.
pub fn acronyms_of(text: &str) -> Vec<Option<String>> {
    let words = Words::of(text);
    let is_heading = words.len() > 1 && !text.contains(char::is_lowercase);
    let is_one_word = words.len() > 1 && !text.trim().contains(char::is_whitespace);
    let of_word = |i: usize| {
        let written = &text[words.span(i)];
        let letters = acronym(written).filter(|_| !is_heading && !is_one_word)?;
        let folded = words.folded(i);
        match letters.len() == written.len() {
            true => Some(folded.to_owned()),
            false => folded.strip_suffix('s').map(str::to_owned),
        }
    };
    (0..words.len()).map(of_word).collect()
}

/// Returns the acronyms of a query, unless all of it is all caps.
fn candidates(query: &Query) -> Vec<Acronym> {
    let mut texts = Vec::new();
    if let Some(root) = &query.root {
        root.visit(&mut |part| match &part.kind {
            Kind::Word(text) | Kind::Translated(text) | Kind::Exact(text) | Kind::Phrase(text) => {
                texts.push(text.as_str())
            }
            _ => {}
        });
    }
    let n_words: usize = texts.iter().map(|text| Words::of(text).len()).sum();
    let has_lowercase = texts.iter().any(|text| text.contains(char::is_lowercase));
    if !has_lowercase && n_words >= TYPED_IN_CAPITALS {
        return Vec::new();
    }
    let mut all = Vec::new();
    for text in texts {
        let words = Words::of(text);
        for (i, folded) in acronyms_of(text).into_iter().enumerate() {
            all.extend(folded.map(|folded| Acronym {
                typed: text[words.span(i)].to_owned(),
                folded,
            }));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query;

    fn folded(text: &str) -> Vec<String> {
        let query = query::parse(text).unwrap();
        candidates(&query)
            .into_iter()
            .map(|acronym| acronym.folded)
            .collect()
    }

    #[test]
    fn acronyms_are_words_in_all_caps_unless_a_long_query_has_no_lowercase() {
        for (text, wanted) in [
            ("US troops", "us"),
            ("US", "us"),
            ("WHO AIDS", "who aids"),
            ("NGOs or =UN's", "ngo un"),
            ("\"WHO said\" -IT", "who it"),
            ("\"WHO SAID\" us", ""),
            ("Who us aids G9 I", ""),
            ("HAITI GANGS ATTACK", ""),
            ("PORT-AU-PRINCE port", ""),
            ("MINUSTAH mission", ""),
        ] {
            assert_eq!(folded(text).join(" "), wanted, "{text}");
        }
    }
}
