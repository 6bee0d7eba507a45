//! Matching: which reports of a segment a plan finds, and in which of them each leaf counts.

use tantivy::{DocId, SegmentReader};

use crate::index::fields::Fields;

use super::docs::{intersect, subtract, unite};
use super::leaf::{Entry, LeafReader};
use super::plan::{Node, Plan};

/// What a plan finds in one segment.
pub struct SegmentMatch {
    /// The reports, in order.
    pub docs: Vec<DocId>,
    /// For each leaf, all it stands in.
    pub entries: Vec<Vec<Entry>>,
    root: Evaluated,
    /// How many leaves the query asks for.
    asked: usize,
}

/// A node with the reports it finds.
struct Evaluated {
    docs: Vec<DocId>,
    /// The parts whose finds count where the node holds; none below a NOT.
    parts: Vec<Evaluated>,
    leaf: Option<usize>,
}

impl SegmentMatch {
    /// Looks a plan up.
    pub fn find(
        plan: &Plan,
        segment: &SegmentReader,
        fields: Fields,
    ) -> tantivy::Result<SegmentMatch> {
        let reader = LeafReader::new(segment, fields);
        let mut entries = Vec::with_capacity(plan.leaves.len());
        for leaf in &plan.leaves {
            entries.push(reader.entries(leaf)?);
        }
        let root = evaluate(&plan.root, &entries, &reader)?;
        let docs = root.docs.clone();
        Ok(SegmentMatch {
            docs,
            entries,
            root,
            asked: plan.asked,
        })
    }

    /// Keeps only the reports that are in `docs`, too.
    pub fn keep(&mut self, docs: &[DocId]) {
        self.docs = intersect(&self.docs, docs);
    }

    /// Leaves out the reports that are in `docs`.
    pub fn leave_out(&mut self, docs: &[DocId]) {
        self.docs = subtract(&self.docs, docs);
    }

    /// Returns for each leaf the found reports in which it counts: a leaf of an OR branch that
    /// fails, or below a NOT, counts nowhere; one that was added, wherever it stands.
    pub fn counting(&self) -> Vec<Vec<DocId>> {
        let mut counting = vec![Vec::new(); self.entries.len()];
        count(&self.root, &self.docs, &mut counting);
        for (counting, entries) in counting.iter_mut().zip(&self.entries).skip(self.asked) {
            let docs: Vec<DocId> = entries.iter().map(|entry| entry.doc).collect();
            *counting = intersect(&docs, &self.docs);
        }
        counting
    }
}

fn count(node: &Evaluated, holding: &[DocId], counting: &mut [Vec<DocId>]) {
    let here = intersect(&node.docs, holding);
    for part in &node.parts {
        count(part, &here, counting);
    }
    if let Some(leaf) = node.leaf {
        counting[leaf] = here;
    }
}

fn evaluate(
    node: &Node,
    entries: &[Vec<Entry>],
    reader: &LeafReader<'_>,
) -> tantivy::Result<Evaluated> {
    let alone = |docs| Evaluated {
        docs,
        parts: Vec::new(),
        leaf: None,
    };
    Ok(match node {
        Node::Everything => alone(reader.reports()?),
        Node::Leaf(leaf) => Evaluated {
            docs: entries[*leaf].iter().map(|entry| entry.doc).collect(),
            parts: Vec::new(),
            leaf: Some(*leaf),
        },
        Node::Not(inner) => {
            let without = evaluate(inner, entries, reader)?;
            alone(subtract(&reader.reports()?, &without.docs))
        }
        Node::Any(nodes) => {
            let mut parts = Vec::with_capacity(nodes.len());
            for node in nodes {
                parts.push(evaluate(node, entries, reader)?);
            }
            Evaluated {
                docs: union(&parts),
                parts,
                leaf: None,
            }
        }
        Node::All(nodes) => {
            let mut parts = Vec::with_capacity(nodes.len());
            let mut without = Vec::new();
            for node in nodes {
                match node {
                    Node::Not(inner) => {
                        without = unite(&without, &evaluate(inner, entries, reader)?.docs);
                    }
                    Node::Everything | Node::Leaf(_) | Node::All(_) | Node::Any(_) => {
                        parts.push(evaluate(node, entries, reader)?);
                    }
                }
            }
            let mut by_size: Vec<&Evaluated> = parts.iter().collect();
            by_size.sort_by_key(|part| part.docs.len());
            let docs = match by_size.split_first() {
                None => reader.reports()?,
                Some((smallest, others)) => {
                    let start = smallest.docs.clone();
                    others
                        .iter()
                        .fold(start, |docs, part| intersect(&docs, &part.docs))
                }
            };
            Evaluated {
                docs: subtract(&docs, &without),
                parts,
                leaf: None,
            }
        }
    })
}

/// Unites lists two by two, so that each document is handled about log n times.
fn union(parts: &[Evaluated]) -> Vec<DocId> {
    match parts {
        [] => Vec::new(),
        [one] => one.docs.clone(),
        _ => {
            let (left, right) = parts.split_at(parts.len() / 2);
            unite(&union(left), &union(right))
        }
    }
}
