//! Labels: the display names of the facet values of a report.

use std::collections::HashSet;

use crate::facet_path;
use crate::index::{CountryPattern, FacetNames, Filed};
use crate::response::values_of_facet;

use super::aggregate::Dimension;
use super::searcher::Searcher;

impl Searcher {
    /// Returns the labels of a report's facet values, for each facet in the schema's order.
    pub(super) fn labels(&self, filed: &Filed) -> Vec<(String, Vec<String>)> {
        let of_facet = |facet: &FacetNames| {
            let main = values_of_facet(&filed.main, &facet.name);
            let filed = values_of_facet(&filed.facets, &facet.name);
            (facet.name.clone(), labels(facet, filed, main))
        };
        self.facets().iter().map(of_facet).collect()
    }

    /// Returns the labels of values of a dimension; what is not a facet value stays as it is.
    pub(super) fn labels_of(&self, dimension: &Dimension, values: &[&str]) -> Vec<String> {
        let facet = match dimension {
            Dimension::Facet { name, .. } => self.facets().iter().find(|facet| facet.name == *name),
            Dimension::Date(_) | Dimension::Field(_) => None,
        };
        match facet {
            Some(facet) => distinct(facet, values),
            None => values.iter().map(|value| (*value).to_owned()).collect(),
        }
    }
}

/// Returns the labels of one facet's values, each once: first the main topics, then the values below these, then the
/// others. `filed` and `main` are sorted paths of the facet.
///
/// A label is the last name of a path. A body that every country has (`Police`) is followed by its country; values with
/// the same name are followed by the names above them.
fn labels(facet: &FacetNames, filed: &[String], main: &[String]) -> Vec<String> {
    distinct(facet, &in_order(facet, filed, main))
}

/// Returns a label for each of several paths of a facet.
fn distinct(facet: &FacetNames, paths: &[&str]) -> Vec<String> {
    let mut labels: Vec<String> = paths.iter().map(|path| label(facet, path)).collect();
    for names in 2.. {
        let alike = alike(&labels);
        let longer = |i: &usize| facet_path::depth(paths[*i]) >= names;
        let longer: Vec<usize> = alike.into_iter().filter(longer).collect();
        if longer.is_empty() {
            break;
        }
        for i in longer {
            labels[i] = with_names_above(paths[i], names);
        }
    }
    labels
}

/// Returns the facet values of a report in the order in which they say what it is about: first the main topics, then the
/// values below these, then the others. `filed` and `main` are sorted paths of the facet. A main topic that is a group
/// (`/People/Haiti`) is replaced by the values below it; a place stands for itself.
pub fn in_order<'a>(facet: &FacetNames, filed: &'a [String], main: &'a [String]) -> Vec<&'a str> {
    // Paths are sorted: those below a path are adjacent, but do not always follow it directly.
    let below = |main: &str| {
        let at = filed.binary_search_by(|path| path.as_str().cmp(main)).ok();
        let start = format!("{main}/");
        let first = filed.partition_point(|path| path.as_str() < start.as_str());
        let under = filed[first..]
            .iter()
            .take_while(move |path| path.starts_with(&start));
        let at = at.map(|at| &filed[at]);
        at.into_iter().chain(under).map(String::as_str)
    };
    let mut paths: Vec<&str> = Vec::new();
    for path in main {
        match facet.places || filed.binary_search(path).is_ok() {
            true => paths.push(path),
            false => paths.extend(below(path)),
        }
    }
    for path in main {
        paths.extend(below(path));
    }
    paths.extend(filed.iter().map(String::as_str));
    let mut seen = HashSet::new();
    paths.retain(|path| seen.insert(*path));
    paths
}

fn label(facet: &FacetNames, path: &str) -> String {
    let names = facet_path::names(path);
    let pattern = facet
        .of_countries
        .iter()
        .find_map(|pattern| country(pattern, &names));
    match (pattern, names.as_slice()) {
        // The value is the country itself, below the kind of body: `/Red Cross and Red Crescent/Kenya`.
        (Some(country), [.., kind, last]) if country == last => format!("{kind} ({country})"),
        (Some(country), [.., last]) => format!("{last} ({country})"),
        (_, names) => names.last().cloned().unwrap_or_default(),
    }
}

/// Returns the country in a path that matches a pattern; `None` if it does not match.
fn country<'a>(pattern: &CountryPattern, names: &'a [String]) -> Option<&'a str> {
    let (before, rest) = names.split_at_checked(pattern.before.len())?;
    let (country, after) = rest.split_first()?;
    (before == pattern.before && after == pattern.after).then_some(country)
}

/// Returns the indexes of the labels that occur more than once.
fn alike(labels: &[String]) -> Vec<usize> {
    let mut seen = HashSet::new();
    let twice: HashSet<&str> = labels
        .iter()
        .map(String::as_str)
        .filter(|label| !seen.insert(*label))
        .collect();
    (0..labels.len())
        .filter(|&i| twice.contains(labels[i].as_str()))
        .collect()
}

/// Returns the last name of a path with the names directly above it, `count` in all: `Paris (Texas)`.
fn with_names_above(path: &str, count: usize) -> String {
    let names = facet_path::names(path);
    let Some((last, above)) = names.split_last() else {
        return String::new();
    };
    let above = &above[above.len().saturating_sub(count - 1)..];
    let above: Vec<&str> = above.iter().rev().map(String::as_str).collect();
    format!("{last} ({})", above.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facet(places: bool) -> FacetNames {
        let pattern = |before: &str, after: &[&str]| CountryPattern {
            before: vec![before.to_owned()],
            after: after.iter().map(|name| (*name).to_owned()).collect(),
        };
        FacetNames {
            name: "actor".to_owned(),
            label: "Actor".to_owned(),
            places,
            of_countries: vec![
                pattern("State forces", &["Police"]),
                pattern("State forces", &["Armed forces", "Army"]),
                pattern("Red Cross", &[]),
            ],
        }
    }

    fn paths(paths: &[&str]) -> Vec<String> {
        paths.iter().map(|path| (*path).to_owned()).collect()
    }

    #[test]
    fn a_body_of_every_country_is_labelled_with_its_country() {
        let filed = paths(&[
            "/Armed groups/Haiti/Viv Ansanm",
            "/Red Cross/Kenya",
            "/State forces/Haiti/Armed forces/Army",
            "/State forces/Haiti/Haiti National Police",
            "/State forces/Kenya/Police",
        ]);
        let wanted = [
            "Viv Ansanm",
            "Red Cross (Kenya)",
            "Army (Haiti)",
            "Haiti National Police",
            "Police (Kenya)",
        ];
        assert_eq!(labels(&facet(false), &filed, &[]), wanted);
    }

    #[test]
    fn main_topics_come_first_and_then_the_values_below_them() {
        let filed = paths(&["/A/X", "/B/C/D", "/B/E", "/F"]);
        let main = paths(&["/B/C", "/F"]);
        assert_eq!(
            labels(&facet(true), &filed, &main),
            ["C", "F", "D", "X", "E"]
        );
        // A group is not a value itself.
        assert_eq!(labels(&facet(false), &filed, &main), ["D", "F", "X", "E"]);
    }

    #[test]
    fn values_with_the_same_name_get_as_many_names_above_as_needed() {
        let filed = paths(&["/A/N/Paris", "/B/N/Paris", "/C/AC\\/DC", "/D/DC"]);
        let wanted = ["Paris (N, A)", "Paris (N, B)", "AC/DC", "DC"];
        assert_eq!(labels(&facet(true), &filed, &[]), wanted);
        // No more names can distinguish these.
        let filed = paths(&["/Kenya/Police", "/State forces/Kenya/Police"]);
        assert_eq!(labels(&facet(true), &filed, &[]).len(), 2);
    }
}
