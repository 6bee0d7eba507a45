//! Facet counts: how many of the found reports are filed under each value, exactly.
//!
//! A report counts once under every path above its own. Choosing values of one facet leaves the
//! counts of its other values as they would be without the choice.

use std::collections::{BTreeMap, HashMap};

use tantivy::DocId;

use crate::facet_path;
use crate::index::Renames;
use crate::response::FacetValue;

use super::searcher::Searcher;

/// Counts the values of one facet over `docs`: a list for each segment.
pub fn count(
    searcher: &Searcher,
    facet: &str,
    docs: &[Vec<DocId>],
) -> tantivy::Result<Vec<FacetValue>> {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    let field = searcher.fields().facets;
    let name = searcher.engine().schema().get_field_name(field);
    for (segment, docs) in searcher.segments().iter().zip(docs) {
        if docs.is_empty() {
            continue;
        }
        let reader = segment.facet_reader(name)?;
        let mut tally = Tally::new(facet, reader.num_facets(), searcher.renames());
        for &doc in docs {
            for ord in reader.facet_ords(doc) {
                tally.add(doc, ord as usize, || {
                    let mut path = tantivy::schema::Facet::root();
                    reader.facet_from_ord(ord, &mut path)?;
                    Ok(path.to_path().into_iter().map(str::to_owned).collect())
                })?;
            }
        }
        for (path, n) in tally.nodes {
            *counts.entry(path).or_insert(0) += n;
        }
    }
    Ok(tree(counts))
}

/// Counts within one segment.
struct Tally<'a> {
    facet: &'a str,
    renames: &'a Renames,
    /// For each value as the engine numbers them, the nodes it counts under: itself and those above.
    nodes_of: Vec<Option<Vec<usize>>>,
    nodes: Vec<(String, u64)>,
    by_path: HashMap<String, usize>,
    /// For each node, the last document counted there.
    last: Vec<Option<DocId>>,
}

impl Tally<'_> {
    fn new<'a>(facet: &'a str, values: usize, renames: &'a Renames) -> Tally<'a> {
        Tally {
            facet,
            renames,
            nodes_of: vec![None; values],
            nodes: Vec::new(),
            by_path: HashMap::new(),
            last: Vec::new(),
        }
    }

    fn add(
        &mut self,
        doc: DocId,
        ord: usize,
        path: impl FnOnce() -> tantivy::Result<Vec<String>>,
    ) -> tantivy::Result<()> {
        if self.nodes_of[ord].is_none() {
            let names = path()?;
            let nodes = match names.split_first() {
                Some((facet, names)) if facet == self.facet => {
                    let path = facet_path::join(names);
                    let shown = self.renames.shown(facet, &path);
                    self.nodes_for(&facet_path::names(&shown))
                }
                _ => Vec::new(),
            };
            self.nodes_of[ord] = Some(nodes);
        }
        for &node in self.nodes_of[ord].iter().flatten() {
            if self.last[node] != Some(doc) {
                self.last[node] = Some(doc);
                self.nodes[node].1 += 1;
            }
        }
        Ok(())
    }

    fn nodes_for(&mut self, names: &[String]) -> Vec<usize> {
        let mut nodes = Vec::with_capacity(names.len());
        for n in 1..=names.len() {
            let path = facet_path::join(&names[..n]);
            let next = self.nodes.len();
            let node = *self.by_path.entry(path.clone()).or_insert(next);
            if node == next {
                self.nodes.push((path, 0));
                self.last.push(None);
            }
            nodes.push(node);
        }
        nodes
    }
}

/// Builds the tree of values from counts by path.
fn tree(counts: BTreeMap<String, u64>) -> Vec<FacetValue> {
    let mut children: BTreeMap<String, Vec<FacetValue>> = BTreeMap::new();
    // Longest paths first: when a value is built, those below it are.
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
        let leaf = |path: &str, count| FacetValue {
            path: path.into(),
            count,
            children: vec![],
        };
        assert_eq!(
            tree(counts),
            [
                leaf("/C", 5),
                FacetValue {
                    path: "/A".into(),
                    count: 2,
                    children: vec![leaf("/A/X", 1)]
                },
                leaf("/B", 2),
            ]
        );
    }
}
