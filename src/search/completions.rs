//! Completions of the last word of a query: names of facets and fields, facet values, languages, words.

use std::cmp::Reverse;
use std::collections::HashMap;

use tantivy::DocId;

use crate::facet_path;
use crate::query::own_names;
use crate::response::completions::{Completion, CompletionKind};

use super::clause::Filing;
use super::error::SearchError;
use super::filed_paths::key;
use super::filters::Filters;
use super::searcher::Searcher;
use super::suggest::vocabulary::Vocabulary;

/// The field of languages in a query.
const LANGUAGE: &str = "language";
/// The least letters of a word that is completed: fewer are the start of too many words.
const SHORTEST: usize = 2;
/// How many facet values are counted to find those with the most reports.
const COUNTED: usize = 200;

impl Searcher {
    /// Returns at most `most` completions of `typed`, the last word of a query: with a name and a colon before it, values
    /// of that facet or languages; without, first names of facets and fields, then facet values, then words. Each kind
    /// has those with the most reports first. A value matches by the start of any word of its last name.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn completions(&self, typed: &str, most: usize) -> Result<Vec<Completion>, SearchError> {
        self.unharmed(|| {
            let mut completions = match typed.split_once(':') {
                Some((LANGUAGE, start)) => self.languages_completed(start)?,
                Some((facet, start)) => self.values_completed(&[facet], start, most)?,
                None => {
                    let mut all = self.names_completed(typed);
                    let facets = self.facets().iter().map(|facet| facet.name.as_str());
                    let facets: Vec<&str> = facets.collect();
                    if !key(typed).is_empty() {
                        // Leaves room for words.
                        all.extend(self.values_completed(&facets, typed, most.div_ceil(2))?);
                    }
                    all.extend(self.words_completed(typed, most)?);
                    all
                }
            };
            completions.truncate(most);
            Ok(completions)
        })
    }

    fn names_completed(&self, start: &str) -> Vec<Completion> {
        let start = start.to_lowercase();
        let facets = self.facets().iter().map(|facet| facet.name.as_str());
        let names = facets.chain(own_names().iter().copied());
        let names = names.filter(|name| !start.is_empty() && name.starts_with(&start));
        let completion = |name| Completion {
            text: format!("{name}:"),
            kind: CompletionKind::Name,
            reports: None,
        };
        names.map(completion).collect()
    }

    fn languages_completed(&self, start: &str) -> Result<Vec<Completion>, SearchError> {
        let start = start.to_lowercase();
        let mut completions = Vec::new();
        for code in self
            .languages()
            .iter()
            .filter(|code| code.starts_with(&start))
        {
            let reports = self.count_living(|segment| {
                Filters::new(self.segment(segment), self.fields()).in_language(code)
            });
            completions.push(Completion {
                text: format!("{LANGUAGE}:{code}"),
                kind: CompletionKind::Language,
                reports: Some(reports.map_err(|error| self.engine_error(error))?),
            });
        }
        completions.sort_by_key(|completion| Reverse(completion.reports));
        Ok(completions)
    }

    fn values_completed(
        &self,
        facets: &[&str],
        start: &str,
        most: usize,
    ) -> Result<Vec<Completion>, SearchError> {
        let start = key(start.trim_start_matches('"'));
        let mut completions = Vec::new();
        for facet in facets {
            if !self.facets().iter().any(|known| known.name == *facet) {
                continue;
            }
            let filed = self.filed(facet)?;
            let mut with_key: HashMap<&str, usize> = HashMap::new();
            for (_, key) in filed.with_keys() {
                *with_key.entry(key).or_default() += 1;
            }
            let is_start = |key: &str| {
                let mut words = key.match_indices(' ').map(|(at, _)| &key[at + 1..]);
                key.starts_with(&start) || words.any(|rest| rest.starts_with(&start))
            };
            let mut values: Vec<(&str, &str)> = filed.with_keys().collect();
            values.retain(|(_, key)| is_start(key));
            // The shorter the name, the more of it has been typed; the higher the value, the more reports it has.
            values.sort_by_key(|(path, key)| (key.len(), path.len()));
            values.truncate(COUNTED);
            for (path, key) in values {
                let is_unique = with_key.get(key) == Some(&1);
                let Some(text) = qualifier(facet, path, is_unique) else {
                    continue;
                };
                let paths = [path.to_owned()];
                let reports = self
                    .count_living(|segment| self.docs_filed(segment, facet, &paths, Filing::All));
                completions.push(Completion {
                    text,
                    kind: CompletionKind::Value {
                        facet: (*facet).to_owned(),
                        path: path.to_owned(),
                    },
                    reports: Some(reports.map_err(|error| self.engine_error(error))?),
                });
            }
        }
        completions.sort_by_key(|completion| Reverse(completion.reports));
        completions.truncate(most);
        Ok(completions)
    }

    fn words_completed(&self, start: &str, most: usize) -> Result<Vec<Completion>, SearchError> {
        let start = key(start);
        if start.chars().count() < SHORTEST || start.contains(' ') {
            return Ok(Vec::new());
        }
        let completions = || -> tantivy::Result<Vec<Completion>> {
            let vocabulary = Vocabulary::open(self)?;
            let mut words: Vec<(String, u64)> =
                vocabulary.starting_with(&start)?.into_iter().collect();
            words.sort_by_key(|(_, frequency)| Reverse(*frequency));
            words.truncate(most);
            let mut completions = Vec::new();
            for (text, _) in words {
                let reports = vocabulary.living_reports(&text)?;
                if reports > 0 {
                    completions.push(Completion {
                        text,
                        kind: CompletionKind::Word,
                        reports: Some(reports),
                    });
                }
            }
            completions.sort_by_key(|completion| Reverse(completion.reports));
            Ok(completions)
        };
        completions().map_err(|error| self.engine_error(error))
    }

    /// Returns how many of the documents that `find` returns for each segment are not deleted.
    fn count_living(
        &self,
        find: impl Fn(usize) -> tantivy::Result<Vec<DocId>>,
    ) -> tantivy::Result<u64> {
        let mut n = 0;
        for (number, segment) in self.segments().iter().enumerate() {
            let docs = find(number)?.into_iter();
            n += docs.filter(|&doc| !segment.is_deleted(doc)).count() as u64;
        }
        Ok(n)
    }
}

/// Returns a facet value as a qualifier of a query: by its last name if that is unique, else by its path. `None` if it
/// has a quotation mark, which no query can contain.
fn qualifier(facet: &str, path: &str, is_unique: bool) -> Option<String> {
    let value = match is_unique {
        true => {
            let joined = facet_path::join(&[facet_path::last_name(path)]);
            joined.trim_start_matches('/').to_owned()
        }
        false => path.to_owned(),
    };
    let is_plain = value
        .chars()
        .all(|c| c.is_alphanumeric() || "-/".contains(c));
    match is_plain {
        true => Some(format!("{facet}:{value}")),
        false => (!value.contains('"')).then(|| format!("{facet}:\"{value}\"")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_written_as_a_query_has_it() {
        for (path, is_unique, wanted) in [
            ("/Haiti/Kenscoff", true, Some("area:Kenscoff")),
            ("/Haiti/Kenscoff", false, Some("area:/Haiti/Kenscoff")),
            ("/Haiti/Cap Haitien", true, Some("area:\"Cap Haitien\"")),
            ("/a/b \\/ c", true, Some("area:\"b \\/ c\"")),
            ("/a/the \"b\"", true, None),
        ] {
            assert_eq!(qualifier("area", path, is_unique).as_deref(), wanted);
        }
    }
}
