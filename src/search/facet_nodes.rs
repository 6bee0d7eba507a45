//! The facet values of an index as numbered nodes, for counting.
//!
//! The ordinals of every segment's columns are resolved to nodes once per searcher. After that, counting a report takes a few
//! additions per value, and never reads a dictionary.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use rapidhash::fast::RandomState;
use tantivy::fastfield::FacetReader;
use tantivy::{DocId, SegmentReader};

use crate::facet_path;
use crate::response::FacetValue;

use super::clause::Filing;
use super::searcher::Searcher;

/// In place of a node: none.
const NONE: u32 = u32::MAX;

/// All values of all facets, as shown, and the values above them.
pub struct FacetNodes {
    paths: Vec<String>,
    /// The node of the value above each, which has a lower number; [`NONE`] at the top.
    parents: Vec<u32>,
    /// The facet of each node, by its position in the schema.
    facets: Vec<u32>,
    segments: Vec<SegmentNodes>,
}

/// The node of each ordinal of a segment's columns; [`NONE`] for facets that are not in the schema.
#[derive(Default)]
struct SegmentNodes {
    all: Vec<u32>,
    main: Vec<u32>,
}

/// A facet value.
pub struct Node<'a> {
    /// Its facet, by its position in the schema.
    pub facet: usize,
    /// Its path.
    pub path: &'a str,
    /// The node of the value above it.
    pub parent: Option<usize>,
}

/// How many reports have each value or one below it.
pub struct NodeCounts(Vec<u64>);

impl FacetNodes {
    /// Reads the dictionaries of all segments.
    pub fn read(searcher: &Searcher) -> tantivy::Result<FacetNodes> {
        let mut builder = Builder {
            searcher,
            nodes: FacetNodes {
                paths: Vec::new(),
                parents: Vec::new(),
                facets: Vec::new(),
                segments: Vec::new(),
            },
            by_path: HashMap::default(),
            by_term: HashMap::default(),
        };
        for segment in searcher.segments() {
            let nodes = SegmentNodes {
                all: builder.column(segment, Filing::All)?,
                main: builder.column(segment, Filing::Main)?,
            };
            builder.nodes.segments.push(nodes);
        }
        Ok(builder.nodes)
    }

    /// Returns the path of the value that an ordinal of a segment's column stands for, as shown, if it is of this facet
    /// (its position in the schema).
    pub fn path(&self, segment: usize, filing: Filing, ordinal: u64, facet: usize) -> Option<&str> {
        let node = self.segments[segment].of(filing)[ordinal as usize] as usize;
        let is_of_facet = self
            .facets
            .get(node)
            .is_some_and(|&of| of as usize == facet);
        is_of_facet.then(|| self.paths[node].as_str())
    }

    /// Returns the path of a node.
    pub fn path_of(&self, node: usize) -> &str {
        &self.paths[node]
    }

    /// Yields all values by number; the value above another one comes first.
    pub fn iter(&self) -> impl Iterator<Item = Node<'_>> {
        let parents = self.parents.iter().zip(&self.facets);
        let nodes = self.paths.iter().zip(parents);
        nodes.map(|(path, (&parent, &facet))| Node {
            facet: facet as usize,
            path,
            parent: (parent != NONE).then_some(parent as usize),
        })
    }

    /// Returns the documents of a segment, deleted ones too, with a selected value that has no value of the document below
    /// it.
    pub fn docs_with_leaf(
        &self,
        searcher: &Searcher,
        segment: usize,
        selected: &[bool],
    ) -> tantivy::Result<Vec<DocId>> {
        let reader = Filing::All.reader(searcher.segment(segment), searcher.fields())?;
        let of_ordinal = &self.segments[segment].all;
        let is_selected = |node: u32| selected.get(node as usize) == Some(&true);
        let mut nodes = Vec::new();
        let mut docs = Vec::new();
        for doc in 0..searcher.segment(segment).max_doc() {
            nodes.clear();
            nodes.extend(
                reader
                    .facet_ords(doc)
                    .map(|ordinal| of_ordinal[ordinal as usize]),
            );
            let is_leaf = |node: u32| !nodes.iter().any(|&other| self.is_below(other, node));
            if nodes.iter().any(|&node| is_selected(node) && is_leaf(node)) {
                docs.push(doc);
            }
        }
        Ok(docs)
    }

    /// Returns whether a node is below another.
    fn is_below(&self, node: u32, other: u32) -> bool {
        let parent = |node: u32| self.parents.get(node as usize).copied();
        std::iter::successors(parent(node), |&above| parent(above)).any(|above| above == other)
    }

    /// Counts the values of `docs`, which are sorted by segment; all facets at once.
    pub fn count(
        &self,
        searcher: &Searcher,
        docs: &[Vec<DocId>],
        filing: Filing,
    ) -> tantivy::Result<NodeCounts> {
        let mut counts = vec![0u64; self.paths.len()];
        // For each node, the last report that had it.
        let mut seen = vec![0u32; self.paths.len()];
        let mut shown = Shown::new(self, searcher, filing);
        let mut unit = 0;
        for (number, (docs, nodes)) in docs.iter().zip(&self.segments).enumerate() {
            if docs.is_empty() {
                continue;
            }
            let segment = searcher.segment(number);
            let reader = filing.reader(segment, searcher.fields())?;
            let of_ordinal = nodes.of(filing);
            shown.open(segment, &nodes.all)?;
            for &doc in docs {
                unit += 1;
                shown.read(doc, unit);
                for ordinal in reader.facet_ords(doc) {
                    let mut node = of_ordinal[ordinal as usize];
                    // If a node was seen, so were those above it.
                    while node != NONE && seen[node as usize] != unit {
                        seen[node as usize] = unit;
                        counts[node as usize] += u64::from(shown.has(node, unit));
                        node = self.parents[node as usize];
                    }
                }
            }
        }
        Ok(NodeCounts(counts))
    }

    /// Returns the counted values of a facet (its position in the schema) as a tree: at each level most reports first,
    /// then by path.
    pub fn tree(&self, facet: usize, counts: &NodeCounts) -> Vec<FacetValue> {
        let counted = |&node: &u32| {
            self.facets[node as usize] as usize == facet && counts.0[node as usize] > 0
        };
        let mut nodes: Vec<u32> = (0..self.paths.len() as u32).filter(counted).collect();
        nodes.sort_unstable_by_key(|&node| {
            let count = counts.0[node as usize];
            (
                self.parents[node as usize],
                Reverse(count),
                &self.paths[node as usize],
            )
        });
        self.below(NONE, &nodes, counts)
    }

    /// Builds the tree of the values directly below `parent`; `nodes` are sorted by parent.
    fn below(&self, parent: u32, nodes: &[u32], counts: &NodeCounts) -> Vec<FacetValue> {
        let start = nodes.partition_point(|&node| self.parents[node as usize] < parent);
        let of_parent = nodes[start..].iter();
        let of_parent = of_parent.take_while(|&&node| self.parents[node as usize] == parent);
        of_parent
            .map(|&node| FacetValue {
                path: self.paths[node as usize].clone(),
                count: counts.0[node as usize],
                children: self.below(node, nodes, counts),
            })
            .collect()
    }
}

impl SegmentNodes {
    fn of(&self, filing: Filing) -> &[u32] {
        match filing {
            Filing::All => &self.all,
            Filing::Main => &self.main,
        }
    }
}

/// With [`Filing::Main`] and renamed values: the values that each report is shown with. A main topic can result from several
/// values below it; if these are shown elsewhere, it does not count.
struct Shown<'a> {
    searcher: &'a Searcher,
    parents: &'a [u32],
    /// For each node, the last report that is shown with it; `None` if every value counts.
    seen: Option<Vec<u32>>,
    segment: Option<(FacetReader, &'a [u32])>,
}

impl<'a> Shown<'a> {
    fn new(nodes: &'a FacetNodes, searcher: &'a Searcher, filing: Filing) -> Shown<'a> {
        let mut facets = searcher.facets().iter();
        let is_renamed = facets.any(|facet| !searcher.renames().is_empty(&facet.name));
        let is_limited = filing == Filing::Main && is_renamed;
        Shown {
            searcher,
            parents: &nodes.parents,
            seen: is_limited.then(|| vec![0; nodes.paths.len()]),
            segment: None,
        }
    }

    fn open(&mut self, segment: &SegmentReader, nodes: &'a [u32]) -> tantivy::Result<()> {
        if self.seen.is_some() {
            self.segment = Some((Filing::All.reader(segment, self.searcher.fields())?, nodes));
        }
        Ok(())
    }

    fn read(&mut self, doc: DocId, unit: u32) {
        let (Some(seen), Some((reader, of_ordinal))) = (&mut self.seen, &self.segment) else {
            return;
        };
        for ordinal in reader.facet_ords(doc) {
            let mut node = of_ordinal[ordinal as usize];
            while node != NONE && seen[node as usize] != unit {
                seen[node as usize] = unit;
                node = self.parents[node as usize];
            }
        }
    }

    fn has(&self, node: u32, unit: u32) -> bool {
        self.seen
            .as_ref()
            .is_none_or(|seen| seen[node as usize] == unit)
    }
}

struct Builder<'a> {
    searcher: &'a Searcher,
    nodes: FacetNodes,
    by_path: HashMap<(u32, String), u32, RandomState>,
    /// The node of each term: most segments have the same.
    by_term: HashMap<Vec<u8>, u32, RandomState>,
}

impl Builder<'_> {
    /// Returns the node of each ordinal of a column.
    fn column(&mut self, segment: &SegmentReader, filing: Filing) -> tantivy::Result<Vec<u32>> {
        let reader = filing.reader(segment, self.searcher.fields())?;
        let mut of_ordinal = Vec::with_capacity(reader.num_facets());
        let mut terms = reader.facet_dict().stream()?;
        while terms.advance() {
            let node = match self.by_term.get(terms.key()) {
                Some(&node) => node,
                None => {
                    let node = self.node_of_term(terms.key());
                    self.by_term.insert(terms.key().to_vec(), node);
                    node
                }
            };
            of_ordinal.push(node);
        }
        Ok(of_ordinal)
    }

    /// Returns the node of a term, adding it and those above it if they are new.
    fn node_of_term(&mut self, term: &[u8]) -> u32 {
        let term = String::from_utf8_lossy(term);
        let Some((name, names)) = term.split_once('\0') else {
            return NONE;
        };
        let mut facets = self.searcher.facets().iter();
        let Some(facet) = facets.position(|facet| facet.name == name) else {
            return NONE;
        };
        let path = facet_path::join(&names.split('\0').collect::<Vec<&str>>());
        let shown = self.searcher.renames().shown(name, &path);
        let mut node = NONE;
        for names in 1..=facet_path::depth(&shown) {
            let end = facet_path::top_end(&shown, names);
            node = self.node(facet as u32, &shown[..end], node);
        }
        node
    }

    fn node(&mut self, facet: u32, path: &str, parent: u32) -> u32 {
        let nodes = &mut self.nodes;
        match self.by_path.entry((facet, path.to_owned())) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(vacant) => {
                let node = nodes.paths.len() as u32;
                nodes.paths.push(path.to_owned());
                nodes.parents.push(parent);
                nodes.facets.push(facet);
                *vacant.insert(node)
            }
        }
    }
}
