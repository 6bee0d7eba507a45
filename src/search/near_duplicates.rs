//! Finds near duplicates by locality-sensitive hashing, without comparing all pairs of signatures.
//!
//! Only texts whose signatures share a band are compared. The result depends only on the set of signatures and ids, not
//! on the order of documents, on segments or on earlier states of the index.

use tantivy::columnar::Column;
use tantivy::{DocAddress, Searcher};

use crate::analysis::minhash::{self, BANDS_PER_VALUE, Signature, VALUES};
use crate::index::fields::Fields;

/// Up to this many texts with a common band are compared pairwise ...
const FEW: usize = 16;
/// ... of more, all are compared with this many of them.
const HUBS: usize = 8;

/// The signatures of the living reports of an index, read from its columns on demand.
pub struct Signatures {
    segments: Vec<SegmentColumns>,
    nodes: Vec<Node>,
}

struct SegmentColumns {
    signature: Column<u64>,
    id_hash: Column<u64>,
}

/// A living report with a signature.
#[derive(Debug, Clone, Copy)]
struct Node {
    address: DocAddress,
    /// The row of its first value in the signature column.
    row: u32,
}

impl Signatures {
    /// Opens the signatures of an index.
    pub fn open(searcher: &Searcher, fields: Fields) -> tantivy::Result<Signatures> {
        let name = |field| searcher.schema().get_field_name(field);
        let (mut segments, mut nodes) = (Vec::new(), Vec::new());
        for (ord, segment) in searcher.segment_readers().iter().enumerate() {
            let columns = segment.fast_fields();
            let signature = columns.u64(name(fields.signature))?;
            for doc in segment.doc_ids_alive() {
                let rows = signature.index.value_row_ids(doc);
                if rows.len() == VALUES {
                    nodes.push(Node {
                        address: DocAddress::new(ord as u32, doc),
                        row: rows.start,
                    });
                }
            }
            let id_hash = columns.u64(name(fields.id_hash))?;
            segments.push(SegmentColumns { signature, id_hash });
        }
        Ok(Signatures { segments, nodes })
    }

    /// Returns the connected components of near duplicates with more than one report.
    pub fn components(&self) -> Vec<Vec<DocAddress>> {
        let mut components = Components::new(self.nodes.len());
        let mut table = Table::for_keys(self.nodes.len());
        let mut values = Vec::with_capacity(self.nodes.len());
        for n in 0..VALUES {
            values.clear();
            values.extend(self.nodes.iter().map(|node| self.value(node, n)));
            for band in 0..BANDS_PER_VALUE {
                let shared = table.shared(&values, band);
                for sharing in shared.chunk_by(|(a, _), (b, _)| a == b) {
                    let sharing = sharing.iter().map(|&(_, node)| node);
                    self.join(sharing.collect(), &mut components);
                }
            }
        }
        let mut joined = components.joined();
        joined.sort_unstable();
        let sets = joined.chunk_by(|(a, _), (b, _)| a == b);
        let address = |&(_, node): &(u32, u32)| self.nodes[node as usize].address;
        sets.map(|set| set.iter().map(address).collect()).collect()
    }

    /// Joins the near duplicates among `sharing`, which have a common band.
    fn join(&self, mut sharing: Vec<u32>, components: &mut Components) {
        if sharing.len() <= FEW {
            for (i, &a) in sharing.iter().enumerate() {
                for &b in &sharing[i + 1..] {
                    self.compare(a, b, components);
                }
            }
            return;
        }
        for _ in 0..HUBS {
            let Some(&hub) = sharing.iter().min_by_key(|&&node| self.id_hash(node)) else {
                return;
            };
            sharing.retain(|&node| node != hub && !self.compare(hub, node, components));
        }
    }

    /// Joins two nodes if they are near duplicates. Returns whether they are in the same component.
    fn compare(&self, a: u32, b: u32, components: &mut Components) -> bool {
        if components.root(a) == components.root(b) {
            return true;
        }
        let (of_a, of_b) = (self.of_node(a), self.of_node(b));
        let is_near = of_a.is_near_duplicate_of(&of_b);
        if is_near {
            components.join(a, b);
        }
        is_near
    }

    /// Returns the signature of a report; `None` if it has none.
    pub fn of_report(&self, report: DocAddress) -> Option<Signature> {
        let column = &self.segments[report.segment_ord as usize].signature;
        let values: Vec<u64> = column.values_for_doc(report.doc_id).collect();
        values.try_into().ok().map(Signature::unpack)
    }

    fn of_node(&self, node: u32) -> Signature {
        let node = &self.nodes[node as usize];
        Signature::unpack(std::array::from_fn(|n| self.value(node, n)))
    }

    fn value(&self, node: &Node, n: usize) -> u64 {
        let segment = &self.segments[node.address.segment_ord as usize];
        segment.signature.values.get_val(node.row + n as u32)
    }

    fn id_hash(&self, node: u32) -> Option<u64> {
        let address = self.nodes[node as usize].address;
        let segment = &self.segments[address.segment_ord as usize];
        segment.id_hash.first(address.doc_id)
    }
}

/// A hash table of nodes by a band of their signatures. A slot holds the number of a node plus one, or 0.
struct Table(Vec<u32>);

impl Table {
    fn for_keys(n: usize) -> Table {
        Table(vec![0; (2 * n + 1).next_power_of_two()])
    }

    /// Returns the nodes that share a band with others, with the band, sorted. `values` are the signature values of the
    /// nodes that contain the band.
    fn shared(&mut self, values: &[u64], band: usize) -> Vec<(u32, u32)> {
        self.0.fill(0);
        let mask = self.0.len() - 1;
        let mut shared = Vec::new();
        for (node, &value) in (0..).zip(values) {
            let key = minhash::band(value, band);
            let mut at = key.wrapping_mul(0x9e37_79b1) as usize & mask;
            loop {
                let Some(first) = self.0[at].checked_sub(1) else {
                    self.0[at] = node + 1;
                    break;
                };
                if minhash::band(values[first as usize], band) == key {
                    shared.extend([(key, first), (key, node)]);
                    break;
                }
                at = (at + 1) & mask;
            }
        }
        shared.sort_unstable();
        shared.dedup();
        shared
    }
}

/// A union-find forest: the parent of each node.
struct Components(Vec<u32>);

impl Components {
    fn new(n: usize) -> Components {
        Components((0..n as u32).collect())
    }

    fn root(&mut self, mut node: u32) -> u32 {
        loop {
            let above = self.0[node as usize];
            if above == node {
                return node;
            }
            let next = self.0[above as usize];
            self.0[node as usize] = next;
            node = next;
        }
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b) as usize] = a.min(b);
    }

    /// Returns the nodes that are joined with others, each with the root of its component.
    fn joined(&mut self) -> Vec<(u32, u32)> {
        let mut joined = Vec::new();
        let mut with_root = vec![false; self.0.len()];
        for node in 0..self.0.len() as u32 {
            let root = self.root(node);
            if root != node {
                joined.push((root, node));
                with_root[root as usize] = true;
            }
        }
        let roots = (0..).zip(with_root).filter(|&(_, is_root)| is_root);
        joined.extend(roots.map(|(root, _)| (root, root)));
        joined
    }
}
