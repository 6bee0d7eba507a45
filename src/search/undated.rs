//! Reports without a date that a range of dates leaves out: how many match otherwise.

use tantivy::DocId;

use crate::query::DateRange;

use super::clause::{Clause, ClauseKind, Filter, MetadataField};
use super::docs::{intersect, subtract, unite};
use super::lookup::ClauseReader;
use super::matching::SegmentMatch;
use super::plan::Plan;

/// The reports of a segment that match but for their dates, which they lack; in order.
#[derive(Default)]
pub struct Undated(Vec<DocId>);

impl Undated {
    /// Finds them, with `found` as it is before `dates` are applied: reports that ranges within the
    /// query leave out, and those that `dates` will.
    pub fn of(
        found: &mut SegmentMatch,
        plan: &Plan,
        reader: &ClauseReader<'_>,
        dates: &DateRange,
    ) -> tantivy::Result<Undated> {
        if !asks_for_dates(plan, dates) {
            return Ok(Undated::default());
        }
        let filters = reader.filters();
        let undated = subtract(&filters.reports()?, &filters.has(MetadataField::Date)?);
        if undated.is_empty() {
            return Ok(Undated::default());
        }
        let here = intersect(&found.docs, &undated);
        let mut all = match is_filtered(dates) {
            true => here.clone(),
            false => Vec::new(),
        };
        if plan.clauses.iter().any(is_range) {
            let otherwise = found.found_with(plan, reader, is_range, &undated)?;
            let left_out = subtract(&intersect(&otherwise, &undated), &here);
            all = unite(&all, &left_out);
        }
        Ok(Undated(all))
    }

    /// Keeps only those that are in `docs`, too.
    pub fn keep(&mut self, docs: &[DocId]) {
        self.0 = intersect(&self.0, docs);
    }

    /// Leaves out those that are in `docs`.
    pub fn leave_out(&mut self, docs: &[DocId]) {
        self.0 = subtract(&self.0, docs);
    }

    /// Returns how many they are.
    pub fn len(&self) -> u64 {
        self.0.len() as u64
    }
}

/// Returns whether any range of dates must hold.
pub fn asks_for_dates(plan: &Plan, dates: &DateRange) -> bool {
    is_filtered(dates) || plan.clauses.iter().any(is_range)
}

fn is_filtered(dates: &DateRange) -> bool {
    dates.since.is_some() || dates.until.is_some()
}

/// Whether a clause is a range that must hold; below a NOT, undated reports are not left out.
fn is_range(clause: &Clause) -> bool {
    clause.shows && matches!(clause.kind, ClauseKind::Filter(Filter::Dates(..)))
}
