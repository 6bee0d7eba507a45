//! Undated reports that match a query except for a range of dates.

use tantivy::DocId;

use crate::query::DateRange;

use super::clause::{Clause, ClauseKind, Filter, MetadataField};
use super::docs::{intersect, subtract, unite};
use super::lookup::ClauseReader;
use super::matching::SegmentMatch;
use super::plan::Plan;

/// The undated reports of a segment that match everything but the dates, in order.
#[derive(Default)]
pub struct Undated(Vec<DocId>);

impl Undated {
    /// Finds them; `found` must not be filtered by `dates` yet. They are the undated reports that ranges in the query
    /// exclude, and those that `dates` will exclude.
    pub fn of(
        found: &mut SegmentMatch,
        plan: &Plan,
        reader: &ClauseReader<'_>,
        dates: &DateRange,
    ) -> tantivy::Result<Undated> {
        if !has_date_filter(plan, dates) {
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

    /// Keeps only those that are also in `docs`.
    pub fn keep(&mut self, docs: &[DocId]) {
        self.0 = intersect(&self.0, docs);
    }

    /// Removes those that are in `docs`.
    pub fn leave_out(&mut self, docs: &[DocId]) {
        self.0 = subtract(&self.0, docs);
    }

    /// Returns their number.
    pub fn len(&self) -> u64 {
        self.0.len() as u64
    }
}

/// Returns whether any range of dates is required.
pub fn has_date_filter(plan: &Plan, dates: &DateRange) -> bool {
    is_filtered(dates) || plan.clauses.iter().any(is_range)
}

fn is_filtered(dates: &DateRange) -> bool {
    dates.since.is_some() || dates.until.is_some()
}

/// Returns whether a clause is a required range of dates; below a NOT, undated reports are not excluded.
fn is_range(clause: &Clause) -> bool {
    clause.shows && matches!(clause.kind, ClauseKind::Filter(Filter::Dates(..)))
}
