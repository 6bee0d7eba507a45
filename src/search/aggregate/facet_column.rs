//! The facet values of the reports of one segment, as buckets.
//!
//! Each ordinal of the column is resolved once per request to the buckets of its value and ancestors; after that, a report
//! costs a few additions.

use tantivy::DocId;
use tantivy::fastfield::FacetReader;

use super::super::clause::Filing;
use super::super::facet_nodes::FacetNodes;
use super::super::searcher::Searcher;
use super::buckets::Buckets;
use super::selection::Selection;

/// The values of one facet in one segment.
pub struct FacetColumn<'a> {
    nodes: &'a FacetNodes,
    /// The position of the facet in the schema.
    facet: usize,
    segment: usize,
    values: Ordinals,
    /// With [`Filing::Main`] and renamed values: all values. A main value counts only where any value of the report is
    /// shown.
    all: Option<Ordinals>,
    /// Buffers for the buckets of the current report: those of `values`, and in `shown` those of `all`.
    own: Vec<u32>,
    shown: Vec<u32>,
}

/// A column of values.
struct Ordinals {
    filing: Filing,
    reader: FacetReader,
    /// For each ordinal, the buckets of its value and ancestors that may be selected, shortest first; empty for another
    /// facet; `None` if not resolved yet.
    buckets: Vec<Option<Box<[u32]>>>,
}

impl<'a> FacetColumn<'a> {
    /// Opens the values of `facet` selected by `filing`.
    pub fn open(
        searcher: &'a Searcher,
        segment: usize,
        facet: &str,
        filing: Filing,
    ) -> tantivy::Result<FacetColumn<'a>> {
        let open = |filing: Filing| Ordinals::open(searcher, segment, filing);
        let mut facets = searcher.facets().iter();
        let number = facets.position(|known| known.name == facet);
        let all = match filing {
            Filing::Main if !searcher.renames().is_empty(facet) => Some(open(Filing::All)?),
            Filing::Main | Filing::All => None,
        };
        Ok(FacetColumn {
            nodes: searcher.facet_nodes()?,
            facet: number.unwrap_or(usize::MAX),
            segment,
            values: open(filing)?,
            all,
            own: Vec::new(),
            shown: Vec::new(),
        })
    }

    /// Appends the selected buckets of a report, each once.
    pub fn append(
        &mut self,
        doc: DocId,
        buckets: &mut Buckets,
        selection: &mut Selection<'_>,
        out: &mut Vec<u32>,
    ) {
        let (nodes, segment, facet) = (self.nodes, self.segment, self.facet);
        let path = |filing, ordinal| nodes.path(segment, filing, ordinal, facet);
        self.own.clear();
        self.values
            .append(&path, doc, buckets, selection, &mut self.own);
        if let Some(all) = &mut self.all {
            self.shown.clear();
            all.append(&path, doc, buckets, selection, &mut self.shown);
            self.own.retain(|bucket| self.shown.contains(bucket));
        }
        selection.select(&self.own, buckets, out);
    }
}

impl Ordinals {
    fn open(searcher: &Searcher, segment: usize, filing: Filing) -> tantivy::Result<Ordinals> {
        let reader = filing.reader(searcher.segment(segment), searcher.fields())?;
        let buckets = vec![None; reader.num_facets()];
        Ok(Ordinals {
            filing,
            reader,
            buckets,
        })
    }

    /// Appends the buckets of all values of a report and their ancestors that may be selected, with repetitions. `path`
    /// returns the path of an ordinal; `None` if it is of another facet.
    fn append<'p>(
        &mut self,
        path: &dyn Fn(Filing, u64) -> Option<&'p str>,
        doc: DocId,
        buckets: &mut Buckets,
        selection: &mut Selection<'_>,
        out: &mut Vec<u32>,
    ) {
        for ordinal in self.reader.facet_ords(doc) {
            let known = &mut self.buckets[ordinal as usize];
            if known.is_none() {
                let path = path(self.filing, ordinal);
                let mut of_value = path.map_or(Vec::new(), |path| buckets.of_path(path));
                // Only buckets that can be counted are kept.
                of_value.retain(|&bucket| selection.may_pick(bucket, buckets));
                *known = Some(of_value.into());
            }
            out.extend(known.iter().flat_map(|buckets| buckets.iter().copied()));
        }
    }
}
