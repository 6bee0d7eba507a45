//! Matching: the reports of a segment that match a plan, and where each of its clauses counts.
//!
//! A plan is evaluated on reports. A [`Node::Passage`] is evaluated on passages by the same rules; it matches the
//! reports of the passages found.

use std::cell::OnceCell;
use std::collections::HashMap;

use tantivy::DocId;

use super::clause::{Clause, Posting};
use super::docs::{intersect, subtract, unite};
use super::lookup::{ClauseReader, InPassage};
use super::plan::{Node, Plan};
use super::posting_lists::filed;

/// The matches of a plan in one segment.
pub struct SegmentMatch {
    /// The reports, in order.
    pub docs: Vec<DocId>,
    /// The plan's clauses, with patterns rewritten to the terms of this segment.
    pub clauses: Vec<Clause>,
    /// The posting list of each clause.
    pub postings: Vec<Vec<Posting>>,
    root: Evaluated<DocId>,
    /// The number of clauses of the query itself; those after them were added.
    n_query_clauses: usize,
}

/// Where a clause counts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Counting {
    /// The reports, in order.
    pub docs: Vec<DocId>,
    /// The passages of them in which it counts, in order; `None`: all.
    pub passages: Option<Vec<InPassage>>,
}

/// A node with its matches.
struct Evaluated<T> {
    found: Vec<T>,
    /// The children whose matches count where the node matches; none for a NOT.
    parts: Vec<Evaluated<T>>,
    of: Of,
}

/// What a node gets its matches from.
enum Of {
    /// From its children, or from nothing that counts.
    Parts,
    Clause(usize),
    Passages(Box<Evaluated<InPassage>>),
}

impl SegmentMatch {
    /// Matches a plan against a segment.
    pub fn find(plan: &Plan, reader: &ClauseReader<'_>) -> tantivy::Result<SegmentMatch> {
        let mut postings = Vec::with_capacity(plan.clauses.len());
        let mut clauses = Vec::with_capacity(plan.clauses.len());
        for clause in &plan.clauses {
            let clause = reader.rewritten(clause)?;
            postings.push(reader.postings(&clause)?);
            clauses.push(clause);
        }
        let level = Reports {
            clauses: &clauses,
            postings: &postings,
            reader,
            all: OnceCell::new(),
        };
        let root = evaluate(&plan.root, &level)?;
        let docs = root.found.clone();
        Ok(SegmentMatch {
            docs,
            clauses,
            postings,
            root,
            n_query_clauses: plan.n_query_clauses,
        })
    }

    /// Returns the reports that would match if the clauses selected by `is_other` matched exactly `docs`.
    pub fn found_with(
        &mut self,
        plan: &Plan,
        reader: &ClauseReader<'_>,
        is_other: impl Fn(&Clause) -> bool,
        docs: &[DocId],
    ) -> tantivy::Result<Vec<DocId>> {
        let mut own = Vec::new();
        for (clause, postings) in self.clauses.iter().zip(&mut self.postings) {
            if is_other(clause) {
                own.push(std::mem::replace(postings, filed(docs.to_vec())));
            }
        }
        let level = Reports {
            clauses: &self.clauses,
            postings: &self.postings,
            reader,
            all: OnceCell::new(),
        };
        let found = evaluate(&plan.root, &level).map(|root| root.found);
        let mut own = own.into_iter();
        for (clause, postings) in self.clauses.iter().zip(&mut self.postings) {
            if is_other(clause)
                && let Some(own) = own.next()
            {
                *postings = own;
            }
        }
        found
    }

    /// Keeps only the reports that are also in `docs`.
    pub fn keep(&mut self, docs: &[DocId]) {
        self.docs = intersect(&self.docs, docs);
    }

    /// Removes the reports that are in `docs`.
    pub fn leave_out(&mut self, docs: &[DocId]) {
        self.docs = subtract(&self.docs, docs);
    }

    /// Returns for each clause where in the matching reports it counts. A clause of an OR branch that does not match,
    /// or below a NOT, counts nowhere; an added clause counts wherever it occurs.
    pub fn counting(&self) -> Vec<Counting> {
        let mut counting = vec![Counting::default(); self.postings.len()];
        visit_matches(&self.root, &self.docs, &mut |of, docs| match of {
            Of::Parts => {}
            Of::Clause(clause) => {
                counting[*clause] = Counting {
                    docs,
                    passages: None,
                };
            }
            Of::Passages(root) => {
                let mut held = root.found.clone();
                held.retain(|passage| docs.binary_search(&passage.doc).is_ok());
                visit_matches(root, &held, &mut |of, passages| {
                    if let Of::Clause(clause) = of {
                        counting[*clause] = Counting {
                            docs: reports_of(&passages),
                            passages: Some(passages),
                        };
                    }
                });
            }
        });
        for (counting, postings) in counting
            .iter_mut()
            .zip(&self.postings)
            .skip(self.n_query_clauses)
        {
            let docs: Vec<DocId> = postings.iter().map(|posting| posting.doc).collect();
            counting.docs = intersect(&docs, &self.docs);
        }
        counting
    }
}

/// Visits each node with those items of `holding` that it and the nodes above it match.
fn visit_matches<T: Copy + Ord>(
    node: &Evaluated<T>,
    holding: &[T],
    counts: &mut dyn FnMut(&Of, Vec<T>),
) {
    let here = intersect(&node.found, holding);
    for part in &node.parts {
        visit_matches(part, &here, counts);
    }
    counts(&node.of, here);
}

fn reports_of(passages: &[InPassage]) -> Vec<DocId> {
    let mut docs: Vec<DocId> = passages.iter().map(|passage| passage.doc).collect();
    docs.dedup();
    docs
}

/// The items on which nodes are evaluated: reports or passages.
trait Level {
    type Item: Copy + Ord;

    /// Returns the items that a clause matches, in order.
    fn clause(&self, clause: usize) -> Vec<Self::Item>;

    /// Returns all items, in order.
    fn all(&self) -> tantivy::Result<&[Self::Item]>;

    /// Evaluates the content of a [`Node::Passage`].
    fn within_passage(&self, node: &Node) -> tantivy::Result<Evaluated<Self::Item>>;
}

/// The reports of a segment.
struct Reports<'a> {
    clauses: &'a [Clause],
    postings: &'a [Vec<Posting>],
    reader: &'a ClauseReader<'a>,
    all: OnceCell<Vec<DocId>>,
}

impl Level for Reports<'_> {
    type Item = DocId;

    fn clause(&self, clause: usize) -> Vec<DocId> {
        self.postings[clause]
            .iter()
            .map(|posting| posting.doc)
            .collect()
    }

    fn all(&self) -> tantivy::Result<&[DocId]> {
        if self.all.get().is_none() {
            let reports = self.reader.filters().reports()?;
            self.all.get_or_init(|| reports);
        }
        Ok(self.all.get().map_or(&[], Vec::as_slice))
    }

    fn within_passage(&self, node: &Node) -> tantivy::Result<Evaluated<DocId>> {
        let docs = match self.candidates(node) {
            Some(docs) => docs,
            None => self.all()?.to_vec(),
        };
        let mut clauses = Vec::new();
        clauses_of(node, &mut clauses);
        let mut passages = HashMap::new();
        for clause in clauses {
            let found = self.reader.passages(&self.clauses[clause], &docs)?;
            passages.insert(clause, found);
        }
        let level = Passages {
            reader: self.reader,
            docs,
            passages,
            all: OnceCell::new(),
        };
        let root = evaluate(node, &level)?;
        Ok(Evaluated {
            found: reports_of(&root.found),
            parts: Vec::new(),
            of: Of::Passages(Box::new(root)),
        })
    }
}

impl Reports<'_> {
    /// Returns the reports that can have a passage that matches `node`; `None`: any report can.
    fn candidates(&self, node: &Node) -> Option<Vec<DocId>> {
        match node {
            Node::Clause(clause) => Some(self.clause(*clause)),
            Node::All(nodes) => nodes
                .iter()
                .filter_map(|node| self.candidates(node))
                .reduce(|all, docs| intersect(&all, &docs)),
            Node::Any(nodes) => {
                let lists: Option<Vec<_>> =
                    nodes.iter().map(|node| self.candidates(node)).collect();
                Some(union(&lists?))
            }
            Node::Everything | Node::Not(_) | Node::Passage(_) => None,
        }
    }
}

/// The passages of some reports of a segment.
struct Passages<'a> {
    reader: &'a ClauseReader<'a>,
    docs: Vec<DocId>,
    /// The passages that each clause matches.
    passages: HashMap<usize, Vec<InPassage>>,
    all: OnceCell<Vec<InPassage>>,
}

impl Level for Passages<'_> {
    type Item = InPassage;

    fn clause(&self, clause: usize) -> Vec<InPassage> {
        self.passages.get(&clause).cloned().unwrap_or_default()
    }

    fn all(&self) -> tantivy::Result<&[InPassage]> {
        if self.all.get().is_none() {
            let passages = self.reader.all_passages(&self.docs)?;
            self.all.get_or_init(|| passages);
        }
        Ok(self.all.get().map_or(&[], Vec::as_slice))
    }

    fn within_passage(&self, node: &Node) -> tantivy::Result<Evaluated<InPassage>> {
        evaluate(node, self) // a passage within a passage is the same one
    }
}

/// Collects the clauses below a node.
fn clauses_of(node: &Node, into: &mut Vec<usize>) {
    match node {
        Node::Everything => {}
        Node::Clause(clause) => into.push(*clause),
        Node::All(nodes) | Node::Any(nodes) => nodes.iter().for_each(|node| clauses_of(node, into)),
        Node::Not(inner) | Node::Passage(inner) => clauses_of(inner, into),
    }
}

fn evaluate<L: Level>(node: &Node, level: &L) -> tantivy::Result<Evaluated<L::Item>> {
    let alone = |found| Evaluated {
        found,
        parts: Vec::new(),
        of: Of::Parts,
    };
    Ok(match node {
        Node::Everything => alone(level.all()?.to_vec()),
        Node::Clause(clause) => Evaluated {
            found: level.clause(*clause),
            parts: Vec::new(),
            of: Of::Clause(*clause),
        },
        Node::Passage(inner) => level.within_passage(inner)?,
        Node::Not(inner) => {
            let without = evaluate(inner, level)?;
            alone(subtract(level.all()?, &without.found))
        }
        Node::Any(nodes) => {
            let mut parts = Vec::with_capacity(nodes.len());
            for node in nodes {
                parts.push(evaluate(node, level)?);
            }
            let lists: Vec<&[L::Item]> = parts.iter().map(|part| &part.found[..]).collect();
            Evaluated {
                found: union(&lists),
                parts,
                of: Of::Parts,
            }
        }
        Node::All(nodes) => {
            let mut parts = Vec::with_capacity(nodes.len());
            let mut without = Vec::new();
            for node in nodes {
                match node {
                    Node::Not(inner) => without = unite(&without, &evaluate(inner, level)?.found),
                    Node::Everything
                    | Node::Clause(_)
                    | Node::All(_)
                    | Node::Any(_)
                    | Node::Passage(_) => parts.push(evaluate(node, level)?),
                }
            }
            let mut by_size: Vec<&Evaluated<L::Item>> = parts.iter().collect();
            by_size.sort_by_key(|part| part.found.len());
            let found = match by_size.split_first() {
                None => level.all()?.to_vec(),
                Some((smallest, others)) => {
                    let start = smallest.found.clone();
                    others
                        .iter()
                        .fold(start, |found, part| intersect(&found, &part.found))
                }
            };
            Evaluated {
                found: subtract(&found, &without),
                parts,
                of: Of::Parts,
            }
        }
    })
}

/// Unites lists pairwise, so that each item is copied about log n times.
fn union<T: Copy + Ord>(lists: &[impl AsRef<[T]>]) -> Vec<T> {
    match lists {
        [] => Vec::new(),
        [one] => one.as_ref().to_vec(),
        _ => {
            let (left, right) = lists.split_at(lists.len() / 2);
            unite(&union(left), &union(right))
        }
    }
}
