//! Facet counts: how many of the found reports are filed under each value, exactly.
//!
//! A report counts once under every path above its own. Choosing values of one facet leaves the
//! counts of its other values as they would be without the choice.

use std::collections::{BTreeMap, HashMap};

use tantivy::fastfield::FacetReader;
use tantivy::schema::Facet;
use tantivy::{DocId, SegmentReader};

use crate::facet_path;
use crate::index::Renames;
use crate::response::FacetValue;

use super::clause::Filing;
use super::searcher::Searcher;

/// Counts the values of one facet over `docs`: a list for each segment.
pub fn count(
    searcher: &Searcher,
    facet: &str,
    docs: &[Vec<DocId>],
    filing: Filing,
) -> tantivy::Result<Vec<FacetValue>> {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    let renames = searcher.renames();
    for (segment, docs) in searcher.segments().iter().zip(docs) {
        if docs.is_empty() {
            continue;
        }
        let open = |filing: Filing| {
            let field = filing.field(searcher.fields());
            Values::open(segment, searcher.engine().schema().get_field_name(field))
        };
        let mut values = open(filing)?;
        // What rows show elsewhere is main where anything of the report is shown, too.
        let mut all = match filing {
            Filing::Main if !renames.is_empty(facet) => Some(open(Filing::All)?),
            Filing::All | Filing::Main => None,
        };
        let mut tally = Tally::new(facet, renames);
        for &doc in docs {
            if let Some(all) = &mut all {
                tally.each_node(all, doc, |node| node.filed = Some(doc))?;
            }
            let counts = |node: &Node| all.is_none() || node.filed == Some(doc);
            tally.each_node(&mut values, doc, |node| {
                if node.counted != Some(doc) && counts(node) {
                    node.counted = Some(doc);
                    node.count += 1;
                }
            })?;
        }
        for node in tally.nodes.into_iter().filter(|node| node.count > 0) {
            *counts.entry(node.path).or_insert(0) += node.count;
        }
    }
    Ok(tree(counts))
}

/// The values of the documents of one segment.
struct Values {
    reader: FacetReader,
    /// For each value as the engine numbers them, the nodes it counts under: itself and those above.
    nodes_of: Vec<Option<Vec<usize>>>,
}

impl Values {
    fn open(segment: &SegmentReader, field: &str) -> tantivy::Result<Values> {
        let reader = segment.facet_reader(field)?;
        let nodes_of = vec![None; reader.num_facets()];
        Ok(Values { reader, nodes_of })
    }
}

/// A path that is counted within one segment.
struct Node {
    path: String,
    count: u64,
    /// The last document counted here.
    counted: Option<DocId>,
    /// The last document that is filed here, if that was asked for.
    filed: Option<DocId>,
}

/// Counts within one segment.
struct Tally<'a> {
    facet: &'a str,
    renames: &'a Renames,
    nodes: Vec<Node>,
    by_path: HashMap<String, usize>,
}

impl Tally<'_> {
    fn new<'a>(facet: &'a str, renames: &'a Renames) -> Tally<'a> {
        Tally {
            facet,
            renames,
            nodes: Vec::new(),
            by_path: HashMap::new(),
        }
    }

    /// Calls `tell` with the nodes of a document's values; with one that is above several, as often.
    fn each_node(
        &mut self,
        values: &mut Values,
        doc: DocId,
        tell: impl Fn(&mut Node),
    ) -> tantivy::Result<()> {
        for ord in values.reader.facet_ords(doc) {
            let nodes = &mut values.nodes_of[ord as usize];
            if nodes.is_none() {
                let mut path = Facet::root();
                values.reader.facet_from_ord(ord, &mut path)?;
                *nodes = Some(self.nodes_at(&path.to_path()));
            }
            for &node in nodes.iter().flatten() {
                tell(&mut self.nodes[node]);
            }
        }
        Ok(())
    }

    /// Returns the nodes of a value, which stands below the root of its facet.
    fn nodes_at(&mut self, names: &[&str]) -> Vec<usize> {
        match names.split_first() {
            Some((facet, names)) if *facet == self.facet => {
                let path = facet_path::join(names);
                let shown = self.renames.shown(facet, &path);
                self.nodes_for(&facet_path::names(&shown))
            }
            Some(_) | None => Vec::new(),
        }
    }

    fn nodes_for(&mut self, names: &[String]) -> Vec<usize> {
        let mut nodes = Vec::with_capacity(names.len());
        for n in 1..=names.len() {
            let path = facet_path::join(&names[..n]);
            let next = self.nodes.len();
            let node = *self.by_path.entry(path.clone()).or_insert(next);
            if node == next {
                self.nodes.push(Node {
                    path,
                    count: 0,
                    counted: None,
                    filed: None,
                });
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
