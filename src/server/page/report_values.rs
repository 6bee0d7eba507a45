//! The facet values of a report with what names them: its mentions and its metadata, gathered in one pass over each.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use crate::facet_path;
use crate::response::{Mention, WholeReport, values_of_facet};

/// A value of a report.
#[derive(Debug)]
pub struct ReportValue<'a> {
    /// Its number: those of the most specific values are their positions in the report's head.
    pub number: usize,
    /// Its path.
    pub path: &'a str,
    /// Whether the report is mainly about it.
    pub is_main: bool,
    /// Its mentions in the body, with their numbers among all mentions there.
    pub mentions: Vec<(usize, &'a Mention)>,
    /// Its mentions in the title.
    pub in_title: Vec<&'a Mention>,
    /// How metadata writes it.
    pub stated: Vec<&'a str>,
}

impl ReportValue<'_> {
    /// Returns how often title and body mention it.
    pub fn count(&self) -> usize {
        self.mentions.len() + self.in_title.len()
    }
}

/// Returns the values of a facet, main topics first, then those with most mentions: the most specific ones, and those above
/// them that the report mentions by name, too.
pub fn values_of<'a>(
    report: &'a WholeReport,
    facet: &str,
    paths: &'a [String],
) -> Vec<ReportValue<'a>> {
    let main = main_topics(report, facet);
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    let mut values: Vec<ReportValue<'a>> = Vec::new();
    let mut number = |path: &'a str, values: &mut Vec<ReportValue<'a>>| {
        *numbers.entry(path).or_insert_with(|| {
            values.push(ReportValue {
                number: values.len(),
                path,
                is_main: main.contains(path),
                mentions: Vec::new(),
                in_title: Vec::new(),
                stated: Vec::new(),
            });
            values.len() - 1
        })
    };
    for path in paths {
        number(path, &mut values);
    }
    for (n, mention) in report.mentions.iter().enumerate() {
        if let Some(path) = mention.value.as_deref().filter(|_| mention.facet == facet) {
            let number = number(path, &mut values);
            values[number].mentions.push((n, mention));
        }
    }
    for mention in &report.title_mentions {
        if let Some(path) = mention.value.as_deref().filter(|_| mention.facet == facet) {
            let number = number(path, &mut values);
            values[number].in_title.push(mention);
        }
    }
    let stated = stated_by_name(report, facet);
    for value in &mut values {
        let name = facet_path::last_name(value.path).to_lowercase();
        value.stated = stated.get(&name).cloned().unwrap_or_default();
    }
    values.sort_by_key(|value| (!value.is_main, Reverse(value.count())));
    values
}

/// Returns what a report is mainly about: its main topics and the values above them.
fn main_topics(report: &WholeReport, facet: &str) -> HashSet<String> {
    let main = values_of_facet(&report.head.main, facet).iter();
    main.flat_map(|path| facet_path::with_ancestors(path))
        .collect()
}

/// Returns the values of a facet as metadata writes them, by their last names in lowercase, by which they may be a path.
fn stated_by_name<'a>(report: &'a WholeReport, facet: &str) -> HashMap<String, Vec<&'a str>> {
    let mut by_name: HashMap<String, Vec<&str>> = HashMap::new();
    for (_, value) in report.stated.iter().filter(|(name, _)| name == facet) {
        let name = facet_path::last_name(value).to_lowercase();
        by_name.entry(name).or_default().push(value);
    }
    by_name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::page::sample;

    #[test]
    fn values_have_their_mentions_and_metadata_and_main_topics_come_first() {
        let mut report = sample::whole("Kenscoff, Haiti.", &[(0, 8)]);
        report.head.main = vec![("area".to_owned(), vec!["/Haiti/Ouest".to_owned()])];
        report.mentions = ["/Haiti/Ouest/Kenscoff", "/Haiti", "/Haiti"]
            .map(|path| Mention {
                facet: "area".to_owned(),
                value: Some(path.to_owned()),
                ..report.mentions[0].clone()
            })
            .into();
        report.stated = vec![("area".to_owned(), "Haiti/kenscoff".to_owned())];
        let paths = ["/Haiti/Ouest/Kenscoff", "/Haiti/Ouest/Carrefour"].map(str::to_owned);
        let values = values_of(&report, "area", &paths);
        let got: Vec<_> = values
            .iter()
            .map(|v| (v.path, v.number, v.is_main, v.count(), v.stated.len()))
            .collect();
        assert_eq!(
            got,
            [
                ("/Haiti", 2, true, 2, 0),
                ("/Haiti/Ouest/Kenscoff", 0, false, 1, 1),
                ("/Haiti/Ouest/Carrefour", 1, false, 0, 0),
            ]
        );
    }
}
