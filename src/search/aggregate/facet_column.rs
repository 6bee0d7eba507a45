//! The facet values of the reports of one segment, as buckets.
//!
//! Each ordinal of the column is resolved once to the buckets of its value and ancestors; after that, a report costs a
//! few additions.

use tantivy::fastfield::FacetReader;
use tantivy::schema::{Facet, Field};
use tantivy::{DocId, SegmentReader};

use crate::facet_path;

use super::super::clause::Filing;
use super::super::searcher::Searcher;
use super::buckets::Buckets;
use super::selection::Selection;

/// The values of one facet in one segment.
pub struct FacetColumn<'a> {
    searcher: &'a Searcher,
    facet: &'a str,
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
    reader: FacetReader,
    /// For each ordinal, the buckets of its value and ancestors that may be selected, shortest first; empty for another
    /// facet; `None` if not resolved yet.
    buckets: Vec<Option<Box<[u32]>>>,
}

impl<'a> FacetColumn<'a> {
    /// Opens the values of `facet` selected by `filing`.
    pub fn open(
        searcher: &'a Searcher,
        segment: &SegmentReader,
        facet: &'a str,
        filing: Filing,
    ) -> tantivy::Result<FacetColumn<'a>> {
        let open = |filing: Filing| Ordinals::open(segment, filing.field(searcher.fields()));
        let all = match filing {
            Filing::Main if !searcher.renames().is_empty(facet) => Some(open(Filing::All)?),
            Filing::Main | Filing::All => None,
        };
        Ok(FacetColumn {
            searcher,
            facet,
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
    ) -> tantivy::Result<()> {
        let (searcher, facet) = (self.searcher, self.facet);
        self.own.clear();
        self.values
            .append((searcher, facet), doc, buckets, selection, &mut self.own)?;
        if let Some(all) = &mut self.all {
            self.shown.clear();
            all.append((searcher, facet), doc, buckets, selection, &mut self.shown)?;
            self.own.retain(|bucket| self.shown.contains(bucket));
        }
        selection.select(&self.own, buckets, out);
        Ok(())
    }
}

impl Ordinals {
    fn open(segment: &SegmentReader, field: Field) -> tantivy::Result<Ordinals> {
        let reader = segment.facet_reader(segment.schema().get_field_name(field))?;
        let buckets = vec![None; reader.num_facets()];
        Ok(Ordinals { reader, buckets })
    }

    /// Appends the buckets of all values of a report and their ancestors that may be selected, with repetitions.
    fn append(
        &mut self,
        (searcher, facet): (&Searcher, &str),
        doc: DocId,
        buckets: &mut Buckets,
        selection: &mut Selection<'_>,
        out: &mut Vec<u32>,
    ) -> tantivy::Result<()> {
        for ordinal in self.reader.facet_ords(doc) {
            let known = &mut self.buckets[ordinal as usize];
            if known.is_none() {
                let mut value = Facet::root();
                self.reader.facet_from_ord(ordinal, &mut value)?;
                let mut of_value = match value.to_path().split_first() {
                    Some((first, names)) if *first == facet => {
                        let path = facet_path::join(names);
                        buckets.of_path(&searcher.renames().shown(facet, &path))
                    }
                    Some(_) | None => Vec::new(),
                };
                // Only buckets that can be counted are kept.
                of_value.retain(|&bucket| selection.may_pick(bucket, buckets));
                *known = Some(of_value.into());
            }
            out.extend(known.iter().flat_map(|buckets| buckets.iter().copied()));
        }
        Ok(())
    }
}
