//! Facet tables: the values of dimensions with their counts.

use std::collections::HashMap;

use crate::facet_path;
use crate::response::facets::{CountedValue, FacetTable, FacetTables};

use super::super::error::SearchError;
use super::super::filed_paths::key;
use super::super::request::Request;
use super::super::searcher::Searcher;
use super::assignment::Assignment;
use super::buckets::Buckets;
use super::dimension::{Dimension, Level};
use super::matched::{MatchedReports, unit};
use super::ranking::most_frequent;
use super::selection::Selection;

/// A request for facet tables.
#[derive(Debug, Clone, PartialEq)]
pub struct FacetsRequest {
    /// The query, and which reports it searches.
    pub request: Request,
    /// The dimensions, one for each table.
    pub dimensions: Vec<Dimension>,
    /// Only values whose name contains this, whatever its case and accents; of a path, its last name.
    pub matching: Option<String>,
    /// The maximum number of values of each dimension, the most frequent; `None`: all. All periods are listed anyway.
    pub top: Option<usize>,
    /// Whether to look up the positions of places.
    pub positions: bool,
}

impl Searcher {
    /// Counts the values of dimensions. A filter by values of a facet does not change the counts of its other values.
    ///
    /// # Errors
    /// Those of [`Searcher::search`].
    pub fn facet_tables(&self, request: &FacetsRequest) -> Result<FacetTables, SearchError> {
        self.unharmed(|| {
            let found = self.matched_reports(&request.request)?;
            let mut tables = Vec::with_capacity(request.dimensions.len());
            for dimension in &request.dimensions {
                tables.push(self.facet_table(request, dimension, &found)?);
            }
            Ok(FacetTables {
                unit: unit(request.request.count),
                query: found.query,
                tables,
            })
        })
    }

    fn facet_table(
        &self,
        request: &FacetsRequest,
        dimension: &Dimension,
        found: &MatchedReports,
    ) -> Result<FacetTable, SearchError> {
        let filing = request.request.filing;
        let assign = |dimension: &Dimension, docs: &[Vec<u32>]| {
            let assignment = self.assign_reports(dimension, filing, docs);
            assignment.map_err(|error| self.engine_error(error))
        };
        match dimension {
            Dimension::Facet { name, below, level } => {
                let docs = self.docs_of_facet(&found.matched, name, request.request.count)?;
                let all = Dimension::Facet {
                    name: name.clone(),
                    below: Vec::new(),
                    level: Level::All,
                };
                let all = assign(&all, &docs)?;
                let tree = Tree::of(&all);
                let counts = Counts::picked(&all, Selection::new(below, *level));
                let restricted = below.iter().filter_map(|path| tree.value(path));
                let below: Vec<CountedValue> = restricted.collect();
                let of_value = |value: &str| tree.value(value);
                let mut table = table(request, dimension, counts, below, &of_value);
                if request.positions {
                    for value in &mut table.values {
                        value.position = self.position_of(name, &value.value)?;
                    }
                }
                Ok(table)
            }
            Dimension::Date(_) | Dimension::Field(_) => {
                let own = assign(dimension, &found.docs)?;
                let counts = Counts::of(&own);
                Ok(table(request, dimension, counts, Vec::new(), &|_| None))
            }
        }
    }
}

/// All values of a facet, including ancestors.
struct Tree {
    /// For each path its count, and the number of its children with a count.
    nodes: HashMap<String, (u64, usize)>,
}

impl Tree {
    fn of(all: &Assignment) -> Tree {
        let (buckets, totals) = (all.buckets(), all.totals());
        let mut children = vec![0; totals.len()];
        let counted = (0..totals.len() as u32).filter(|&bucket| totals[bucket as usize] > 0);
        for parent in counted.clone().filter_map(|bucket| buckets.parent(bucket)) {
            children[parent as usize] += 1;
        }
        let node = |bucket: u32| {
            let of_node = (totals[bucket as usize], children[bucket as usize]);
            (buckets.key(bucket).to_owned(), of_node)
        };
        Tree {
            nodes: counted.map(node).collect(),
        }
    }

    fn value(&self, path: &str) -> Option<CountedValue> {
        let &(count, children) = self.nodes.get(path)?;
        Some(CountedValue {
            value: path.to_owned(),
            count,
            children: Some(children),
            position: None,
        })
    }
}

/// The number of units in each bucket.
struct Counts<'a> {
    buckets: &'a Buckets,
    totals: Vec<u64>,
    units: u64,
    /// The number of units in no bucket.
    without: u64,
}

impl<'a> Counts<'a> {
    fn of(assignment: &'a Assignment) -> Counts<'a> {
        Counts {
            buckets: assignment.buckets(),
            totals: assignment.totals(),
            units: assignment.len() as u64,
            without: assignment.without(),
        }
    }

    /// Counts the selected values of an assignment of all values of a facet.
    fn picked(all: &'a Assignment, mut selection: Selection<'_>) -> Counts<'a> {
        let buckets = all.buckets();
        let mut totals = vec![0; buckets.len()];
        let mut without = 0;
        let mut picked = Vec::new();
        for of_unit in all.units() {
            picked.clear();
            selection.select(of_unit, buckets, &mut picked);
            without += u64::from(picked.is_empty());
            picked
                .iter()
                .for_each(|&bucket| totals[bucket as usize] += 1);
        }
        Counts {
            buckets,
            totals,
            units: all.len() as u64,
            without,
        }
    }
}

/// Builds the table of the requested values; `node` returns the value of a facet at a path.
fn table(
    request: &FacetsRequest,
    dimension: &Dimension,
    counts: Counts<'_>,
    below: Vec<CountedValue>,
    node: &dyn Fn(&str) -> Option<CountedValue>,
) -> FacetTable {
    let Counts {
        buckets,
        mut totals,
        units,
        without,
    } = counts;
    if let Some(matching) = &request.matching {
        let wanted = key(matching);
        for (value, total) in buckets.keys().zip(&mut totals) {
            if !name_has(value, &wanted) {
                *total = 0;
            }
        }
    }
    let (name, top, is_tree) = match dimension {
        Dimension::Facet { name, level, .. } => {
            let is_tree =
                matches!(level, Level::All | Level::UpTo(_)) && request.matching.is_none();
            (name.clone(), request.top, is_tree)
        }
        Dimension::Field(_) => (dimension.to_string(), request.top, false),
        Dimension::Date(_) => ("date".to_owned(), None, false),
    };
    let (mut shown, more) = most_frequent(buckets, &totals, top);
    if is_tree {
        shown = in_tree_order(buckets, &shown);
    }
    if let Dimension::Date(_) = dimension {
        shown.sort_by(|&a, &b| buckets.key(a).cmp(buckets.key(b)));
    }
    let value = |bucket: u32| {
        let value = buckets.key(bucket);
        CountedValue {
            value: value.to_owned(),
            count: totals[bucket as usize],
            children: node(value).and_then(|value| value.children),
            position: None,
        }
    };
    FacetTable {
        by: dimension.to_string(),
        name,
        total: units,
        values: shown.into_iter().map(value).collect(),
        more,
        without,
        below,
    }
}

fn name_has(value: &str, wanted: &str) -> bool {
    let name = match value.starts_with('/') {
        true => facet_path::last_name(value),
        false => value.to_owned(),
    };
    key(&name).contains(wanted)
}

/// Sorts buckets in depth-first order, each below its nearest ancestor among `shown`; siblings keep their order.
fn in_tree_order(buckets: &Buckets, shown: &[u32]) -> Vec<u32> {
    let is_shown: std::collections::HashSet<u32> = shown.iter().copied().collect();
    let mut below: HashMap<Option<u32>, Vec<u32>> = HashMap::new();
    for &bucket in shown {
        let mut above = buckets.parent(bucket);
        while let Some(parent) = above.filter(|parent| !is_shown.contains(parent)) {
            above = buckets.parent(parent);
        }
        below.entry(above).or_default().push(bucket);
    }
    let mut ordered = Vec::with_capacity(shown.len());
    let mut open: Vec<u32> = below.remove(&None).unwrap_or_default();
    open.reverse();
    while let Some(bucket) = open.pop() {
        ordered.push(bucket);
        let children = below.remove(&Some(bucket)).unwrap_or_default();
        open.extend(children.into_iter().rev());
    }
    ordered
}
