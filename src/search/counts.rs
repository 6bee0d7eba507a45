//! Facet counts: exact numbers of matching reports under each value.
//!
//! A report counts once under its paths and every path above them. A filter by values of one facet does not change the
//! counts of that facet's other values.

use std::collections::BTreeMap;

use tantivy::DocId;

use crate::facet_path;
use crate::response::FacetValue;

use super::aggregate::{Dimension, Level};
use super::clause::Filing;
use super::searcher::Searcher;

/// Counts the values of one facet over `docs`: a list for each segment.
pub fn count(
    searcher: &Searcher,
    facet: &str,
    docs: &[Vec<DocId>],
    filing: Filing,
) -> tantivy::Result<Vec<FacetValue>> {
    let all = Dimension::Facet {
        name: facet.to_owned(),
        below: Vec::new(),
        level: Level::All,
    };
    let assignment = searcher.assign_reports(&all, filing, docs)?;
    let paths = assignment.buckets().keys().map(str::to_owned);
    let counts = paths.zip(assignment.totals());
    Ok(tree(counts.filter(|(_, count)| *count > 0).collect()))
}

/// Builds the tree of values from counts by path.
fn tree(counts: BTreeMap<String, u64>) -> Vec<FacetValue> {
    let mut children: BTreeMap<String, Vec<FacetValue>> = BTreeMap::new();
    // Longest paths first, so that children are built before their parents.
    let mut paths: Vec<(Vec<String>, String, u64)> = counts
        .into_iter()
        .map(|(path, count)| (facet_path::names(&path), path, count))
        .collect();
    paths.sort_by_key(|(names, path, _)| (usize::MAX - names.len(), path.clone()));
    for (names, path, count) in paths {
        let mut below = children.remove(&path).unwrap_or_default();
        sort(&mut below);
        let parent = facet_path::join(&names[..names.len() - 1]);
        let value = FacetValue {
            path,
            count,
            children: below,
        };
        children.entry(parent).or_default().push(value);
    }
    let mut top = children.remove("").unwrap_or_default();
    sort(&mut top);
    top
}

fn sort(values: &mut [FacetValue]) {
    values.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.path.cmp(&b.path)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_has_most_reports_first_then_by_path() {
        let counts = [("/B", 2), ("/A", 2), ("/A/X", 1), ("/C", 5)];
        let counts = counts
            .map(|(path, n)| (path.to_owned(), n))
            .into_iter()
            .collect();
        let clause = |path: &str, count| FacetValue {
            path: path.into(),
            count,
            children: vec![],
        };
        assert_eq!(
            tree(counts),
            [
                clause("/C", 5),
                FacetValue {
                    path: "/A".into(),
                    count: 2,
                    children: vec![clause("/A/X", 1)]
                },
                clause("/B", 2),
            ]
        );
    }
}
