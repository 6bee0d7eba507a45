//! The buckets of passages: facet values that the passage mentions; the date and fields of its report.

use tantivy::DocId;

use super::super::clause::Filing;
use super::super::lookup::InPassage;
use super::super::searcher::Searcher;
use super::assignment::Assignment;
use super::bucket_reader::BucketReader;
use super::buckets::Buckets;
use super::dimension::{Dimension, Level};
use super::facet_column::FacetColumn;
use super::mentions::Mentions;
use super::selection::Selection;

impl Searcher {
    /// Assigns passages, in order by segment, to their values of a dimension. Of a facet with [`Filing::Main`], these
    /// are the mentioned values that are main topics of the report.
    pub(super) fn assign_passages(
        &self,
        dimension: &Dimension,
        filing: Filing,
        passages: &[Vec<InPassage>],
    ) -> tantivy::Result<Assignment> {
        let mut assignment = Assignment::default();
        let mut of_reports = BucketReader::new(self, dimension, filing);
        for (segment, passages) in passages.iter().enumerate() {
            if passages.is_empty() {
                continue;
            }
            match dimension {
                Dimension::Facet { name, below, level } => {
                    let mut selection = Selection::new(below, *level);
                    let of_facet = (name.as_str(), filing);
                    self.assign_named(
                        of_facet,
                        segment,
                        passages,
                        &mut selection,
                        &mut assignment,
                    )?;
                }
                Dimension::Date(_) | Dimension::Field(_) => {
                    let docs = passages.iter().map(|passage| passage.doc);
                    of_reports.append(segment, docs, &mut assignment)?;
                }
            }
        }
        Ok(assignment)
    }

    fn assign_named(
        &self,
        (facet, filing): (&str, Filing),
        segment: usize,
        passages: &[InPassage],
        selection: &mut Selection<'_>,
        assignment: &mut Assignment,
    ) -> tantivy::Result<()> {
        let buckets = assignment.buckets_mut();
        let mentions = Mentions::read(self, segment, facet, passages, selection, buckets)?;
        let mut main = match filing {
            Filing::All => None,
            Filing::Main => Some(MainValues::open(self, segment, facet)?),
        };
        let mut named = Vec::new();
        for (n, passage) in passages.iter().enumerate() {
            assignment.add(|buckets, values| {
                named.clear();
                named.extend_from_slice(mentions.of(n));
                if let Some(main) = &mut main {
                    let main = main.of(passage.doc, buckets);
                    named.retain(|bucket| main.contains(bucket));
                }
                selection.select(&named, buckets, values);
                Ok(())
            })?;
        }
        Ok(())
    }
}

/// The main topics of the reports of a segment, and their ancestors.
struct MainValues<'a> {
    column: FacetColumn<'a>,
    selection: Selection<'a>,
    doc: Option<DocId>,
    values: Vec<u32>,
}

impl<'a> MainValues<'a> {
    fn open(
        searcher: &'a Searcher,
        segment: usize,
        facet: &str,
    ) -> tantivy::Result<MainValues<'a>> {
        Ok(MainValues {
            column: FacetColumn::open(searcher, segment, facet, Filing::Main)?,
            selection: Selection::new(&[], Level::All),
            doc: None,
            values: Vec::new(),
        })
    }

    fn of(&mut self, doc: DocId, buckets: &mut Buckets) -> &[u32] {
        if self.doc != Some(doc) {
            self.doc = Some(doc);
            self.values.clear();
            self.column
                .append(doc, buckets, &mut self.selection, &mut self.values);
        }
        &self.values
    }
}
