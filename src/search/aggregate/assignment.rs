//! Assignments: the buckets of each counted unit (a report or a passage) in a dimension.

use tantivy::DocId;

use super::super::clause::Filing;
use super::super::searcher::Searcher;
use super::bucket_reader::BucketReader;
use super::buckets::Buckets;
use super::dimension::Dimension;

/// The buckets of units, numbered from 0 in the order in which they were added.
#[derive(Default)]
pub struct Assignment {
    buckets: Buckets,
    /// The buckets of all units, concatenated.
    values: Vec<u32>,
    /// The end of each unit in `values`.
    ends: Vec<usize>,
}

impl Assignment {
    /// Adds a unit; `append` appends its buckets, each once.
    pub fn add(
        &mut self,
        append: impl FnOnce(&mut Buckets, &mut Vec<u32>) -> tantivy::Result<()>,
    ) -> tantivy::Result<()> {
        append(&mut self.buckets, &mut self.values)?;
        self.ends.push(self.values.len());
        Ok(())
    }

    /// Yields the buckets of each unit.
    pub fn units(&self) -> impl Iterator<Item = &[u32]> {
        let mut start = 0;
        self.ends.iter().map(move |&end| {
            let values = &self.values[start..end];
            start = end;
            values
        })
    }

    /// Returns all buckets, to add to them before units are added.
    pub fn buckets_mut(&mut self) -> &mut Buckets {
        &mut self.buckets
    }

    /// Returns how many units are in no bucket.
    pub fn without(&self) -> u64 {
        self.units().filter(|values| values.is_empty()).count() as u64
    }

    /// Returns how many units there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns how many units are in each bucket.
    pub fn totals(&self) -> Vec<u64> {
        let mut totals = vec![0; self.buckets.len()];
        for &bucket in &self.values {
            totals[bucket as usize] += 1;
        }
        totals
    }

    /// Returns all buckets.
    pub fn buckets(&self) -> &Buckets {
        &self.buckets
    }
}

impl Searcher {
    /// Assigns reports, in order by segment, to their values of a dimension.
    pub(in super::super) fn assign_reports(
        &self,
        dimension: &Dimension,
        filing: Filing,
        docs: &[Vec<DocId>],
    ) -> tantivy::Result<Assignment> {
        let mut reader = BucketReader::new(self, dimension, filing);
        let mut assignment = Assignment::default();
        for (segment, docs) in docs.iter().enumerate() {
            if !docs.is_empty() {
                reader.append(segment, docs.iter().copied(), &mut assignment)?;
            }
        }
        Ok(assignment)
    }
}
