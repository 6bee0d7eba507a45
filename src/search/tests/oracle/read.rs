//! A report as the oracle reads it: words, mentions and facet values.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::analysis::capitals::AcronymFinder;
use crate::analysis::language_tables::shipped;
use crate::analysis::passage_language::of_passage;
use crate::analysis::passages::{self, Lengths};
use crate::analysis::spelling::joined;
use crate::analysis::words::Words;
use crate::report::Report;
use crate::response::WholeReport;

use super::super::PASSAGES;

/// A text unit: the title (`None`) or a passage, by its number.
pub type Unit = Option<usize>;

/// A report as the oracle reads it, or one passage of it.
#[derive(Clone)]
pub struct Read {
    pub units: Vec<(Unit, Vec<Token>)>,
    /// Facets and paths of the mentions, with their spans.
    pub named: Vec<(String, String, Unit, Range<usize>)>,
    /// Facets and paths that it is filed under. A passage has none.
    pub filed: Vec<(String, String)>,
    /// Its main topics: some of `filed` or their ancestors.
    pub main: Vec<(String, String)>,
    /// Its language, then those of its passages; empty if unknown.
    pub languages: Vec<String>,
}

#[derive(Clone)]
pub struct Token {
    pub folded: String,
    pub span: Range<usize>,
    /// The language by whose rules it is stemmed.
    pub language: String,
    /// Whether it begins a paragraph.
    pub begins: bool,
    /// For an acronym in all caps: folded, without the `s` of a plural.
    pub acronym: Option<String>,
    /// Whether it and the next word are parts of one word, with a hyphen or an apostrophe between them.
    pub goes_on: bool,
}

impl Read {
    /// Reads a report; `found` has its language and mentions.
    pub fn of(report: &Report, found: &WholeReport) -> Read {
        let words = Words::of(&report.body);
        let lengths = Lengths {
            min_words: PASSAGES.min_words,
            max_words: PASSAGES.max_words,
        };
        let title = report.title.as_deref().unwrap_or("");
        let language = found.head.language.as_deref();
        let mut units = vec![(None, tokens(title, language))];
        let mut named = Vec::new();
        let mut languages = vec![language.unwrap_or("").to_owned()];
        for mention in &found.title_mentions {
            let span = bytes(title, mention.start..mention.end);
            let value = mention.value.clone().unwrap();
            named.push((mention.facet.clone(), value, None, span));
        }
        for (n, passage) in passages::cut(&shipped(), &report.body, &words, lengths, &report.notes)
            .into_iter()
            .enumerate()
        {
            let text = &report.body[passage.bytes.clone()];
            // The language is that of the passage.
            let alone = Words::of(text);
            let tables = shipped();
            let lists = tables.function_words.lists_of_all(&alone);
            let language = of_passage(&tables, text, &alone, &lists, 0..alone.len(), language);
            let mut here = tokens(text, language);
            languages.push(language.unwrap_or("").to_owned());
            // Whether a line is a heading depends on the whole line.
            let mut acronyms = AcronymFinder::new(&report.body, &words);
            for (token, i) in here.iter_mut().zip(passage.words) {
                token.begins = passage.breaks.contains(&i);
                token.acronym = acronyms.get(i).map(str::to_owned);
            }
            units.push((Some(n), here));
            for mention in &found.mentions {
                let span = bytes(&report.body, mention.start..mention.end);
                if passage.bytes.contains(&span.start) {
                    let start = span.start - passage.bytes.start;
                    let end = span.end.min(passage.bytes.end) - passage.bytes.start;
                    let value = mention.value.clone().unwrap();
                    named.push((mention.facet.clone(), value, Some(n), start..end));
                }
            }
        }
        let all = |values: &[(String, Vec<String>)]| -> Vec<(String, String)> {
            let each = values.iter().flat_map(|(facet, paths)| {
                let with_facet = |path: &String| (facet.clone(), path.clone());
                paths.iter().map(with_facet)
            });
            each.collect()
        };
        Read {
            units,
            named,
            filed: all(&found.head.facets),
            main: all(&found.head.main),
            languages,
        }
    }

    /// Returns one passage as a report of its own.
    pub fn passage(&self, n: usize) -> Read {
        let mut only = self.clone();
        only.units.retain(|(unit, _)| *unit == Some(n));
        only.named.retain(|(_, _, unit, _)| *unit == Some(n));
        only.languages = vec![self.languages[n + 1].clone()];
        let named = only.named.iter();
        only.filed = named
            .map(|(facet, path, ..)| (facet.clone(), path.clone()))
            .collect();
        only
    }

    /// Returns the number of passages.
    pub fn passages(&self) -> usize {
        self.units.len() - 1
    }
}

pub fn tokens(text: &str, language: Option<&str>) -> Vec<Token> {
    let words = Words::of(text);
    let mut acronyms = AcronymFinder::new(text, &words);
    let two = joined(&shipped().function_words, text, &words).into_iter();
    let two = two.filter(|joined| joined.words.len() == 2);
    let firsts: BTreeSet<usize> = two.map(|joined| joined.words.start).collect();
    let token = |i| Token {
        goes_on: firsts.contains(&i),
        folded: words.folded(i).to_owned(),
        span: words.span(i),
        language: language.unwrap_or("").to_owned(),
        begins: false,
        acronym: acronyms.get(i).map(str::to_owned),
    };
    (0..words.len()).map(token).collect()
}

/// Converts a span of `text` from code points to bytes.
fn bytes(text: &str, points: Range<usize>) -> Range<usize> {
    let mut places = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let start = places.clone().nth(points.start).unwrap();
    start..places.nth(points.end).unwrap()
}

/// The folded words of a text.
pub fn folded(text: &str) -> Vec<String> {
    let tokens = tokens(text, None).into_iter();
    tokens.map(|token| token.folded).collect()
}
