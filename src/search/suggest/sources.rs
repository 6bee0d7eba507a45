//! Suggestions for publishers that no report has (`source:Ruters`).

use std::collections::BTreeSet;
use std::ops::Range;

use crate::query::{Expr, Field, Kind, Qualifier, Query};
use crate::response::SuggestedWord;
use crate::search::clause::{Clause, ClauseKind, Filter, StringField, TextFields};
use crate::search::filed_paths::key;
use crate::search::pattern::Pattern;

use super::{SUGGESTIONS, Suggester};

/// Returns the publishers in a query with the spans of their names, in bytes, except those below NOT or with wildcards.
pub(super) fn queried(query: &Query) -> Vec<(String, Range<usize>)> {
    let mut queried = Vec::new();
    if let Some(root) = &query.root {
        collect(root, &query.text, &mut queried);
    }
    queried
}

fn collect(expr: &Expr, text: &str, queried: &mut Vec<(String, Range<usize>)>) {
    match &expr.kind {
        Kind::Qualifier(Qualifier::Field {
            field: Field::Source,
            value,
        }) => {
            // Within the name and the colon before it, and maybe quotes.
            let at = text[expr.span.clone()].rfind(value.as_str());
            if let Some(at) = at.filter(|_| !value.contains('*')) {
                let start = expr.span.start + at;
                queried.push((value.clone(), start..start + value.len()));
            }
        }
        Kind::Sequence(parts) | Kind::And(parts) | Kind::Or(parts) => {
            parts.iter().for_each(|part| collect(part, text, queried));
        }
        Kind::Boost { inner, factor: _ } => collect(inner, text, queried),
        Kind::Word(_)
        | Kind::Exact(_)
        | Kind::Translated(_)
        | Kind::Pattern(_)
        | Kind::Fuzzy { .. } => {}
        Kind::Phrase(_) | Kind::Near { .. } | Kind::Passage(_) | Kind::Title(_) => {}
        Kind::Qualifier(_) | Kind::Not(_) => {}
    }
}

impl Suggester<'_> {
    /// Returns publishers with similar names, nearest first; none if any report has this one.
    pub(super) fn sources(&self, name: &str) -> tantivy::Result<Vec<SuggestedWord>> {
        if self.reports_from(name)? > 0 {
            return Ok(Vec::new());
        }
        let wanted = key(name);
        let most = (wanted.chars().count() / 3).clamp(1, 3);
        let mut near: Vec<(usize, String)> = Vec::new();
        for known in self.known_sources()? {
            let distance = strsim::osa_distance(&wanted, &key(&known));
            // The query may name only one word of the publisher.
            let words = key(&known);
            let of_word = words
                .split(' ')
                .map(|word| strsim::osa_distance(&wanted, word) + 1);
            let distance = of_word.chain([distance]).min().unwrap_or(distance);
            if distance <= most {
                near.push((distance, known));
            }
        }
        near.sort_unstable();
        let mut sources = Vec::new();
        for (_, known) in near {
            let reports = self.reports_from(&known)?;
            if reports > 0 && sources.len() < SUGGESTIONS {
                sources.push(SuggestedWord {
                    word: known,
                    reports,
                });
            }
        }
        Ok(sources)
    }

    fn known_sources(&self) -> tantivy::Result<BTreeSet<String>> {
        let mut known = BTreeSet::new();
        for segment in self.searcher.segments() {
            let name = segment
                .schema()
                .get_field_name(self.searcher.fields().source);
            let Some(column) = segment.fast_fields().str(name)? else {
                continue;
            };
            let mut values = column.dictionary().stream()?;
            while values.advance() {
                known.insert(String::from_utf8_lossy(values.key()).into_owned());
            }
        }
        Ok(known)
    }

    fn reports_from(&self, name: &str) -> tantivy::Result<u64> {
        let row = Pattern::row(name, |text| self.analyser.words(text));
        if row.is_empty() {
            return Ok(0);
        }
        self.count(&Clause {
            kind: ClauseKind::Filter(Filter::Metadata(StringField::Source, row)),
            text_fields: TextFields::Anywhere,
            shows: true,
            weight: 1.0,
            span: 0..0,
        })
    }
}
