//! Cross-tables: counts by two dimensions at once.

use crate::response::counting::CountUnit;
use crate::response::crosstab::{Axis, AxisValue, Cell, Crosstab};

use super::super::error::SearchError;
use super::super::request::Request;
use super::super::searcher::Searcher;
use super::assignment::Assignment;
use super::dimension::Dimension;
use super::log_likelihood::Occurrence2x2;
use super::matched::{MatchedReports, unit};
use super::ranking::most_frequent;

/// The maximum number of cells of a table; the most frequent rows are kept.
const MOST_CELLS: usize = 4_000_000;

/// A request for a cross-table.
#[derive(Debug, Clone, PartialEq)]
pub struct CrosstabRequest {
    /// The query, and which reports it searches.
    pub request: Request,
    /// The dimension of the rows.
    pub rows: Dimension,
    /// The dimension of the columns.
    pub columns: Dimension,
    /// Whether passages are counted rather than reports or stories.
    pub within: Within,
    /// The maximum number of values of each dimension, the most frequent; `None`: all. All periods are listed anyway.
    pub top: Option<usize>,
}

/// The unit within which two values occur together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// In a report.
    Reports,
    /// In a passage in which any clause of the query matches. Facet values are those that the passage mentions.
    Passages,
}

impl Searcher {
    /// Counts the matches of a query by two dimensions.
    ///
    /// # Errors
    /// Those of [`Searcher::search`].
    pub fn crosstab(&self, request: &CrosstabRequest) -> Result<Crosstab, SearchError> {
        self.unharmed(|| {
            let found = self.matched_reports(&request.request)?;
            self.crosstab_of(request, found)
                .map_err(|error| self.engine_error(error))
        })
    }

    fn crosstab_of(
        &self,
        request: &CrosstabRequest,
        found: MatchedReports,
    ) -> tantivy::Result<Crosstab> {
        let filing = request.request.filing;
        let (rows, columns) = match request.within {
            Within::Reports => (
                self.assign_reports(&request.rows, filing, &found.docs)?,
                self.assign_reports(&request.columns, filing, &found.docs)?,
            ),
            Within::Passages => {
                let passages = self.matched_passages(&found)?;
                (
                    self.assign_passages(&request.rows, filing, &passages)?,
                    self.assign_passages(&request.columns, filing, &passages)?,
                )
            }
        };
        let unit = match request.within {
            Within::Reports => unit(request.request.count),
            Within::Passages => CountUnit::Passages,
        };
        let mut columns = Shown::of(columns, &request.columns, request.top, MOST_CELLS);
        let most_rows = MOST_CELLS / columns.axis.values.len().max(1);
        let mut rows = Shown::of(rows, &request.rows, request.top, most_rows);
        for (shown, dimension) in [(&mut rows, &request.rows), (&mut columns, &request.columns)] {
            let values = shown.axis.values.iter().map(|value| value.value.as_str());
            let labels = self.labels_of(dimension, &values.collect::<Vec<&str>>());
            for (value, label) in shown.axis.values.iter_mut().zip(labels) {
                value.label = label;
            }
        }
        let total = rows.assignment.len() as u64;
        Ok(Crosstab {
            unit,
            query: found.query,
            total,
            cells: cells(&rows, &columns, total),
            rows: rows.axis,
            columns: columns.axis,
        })
    }
}

/// A dimension with the values that are shown.
struct Shown {
    assignment: Assignment,
    axis: Axis,
    /// For each bucket, its index among the shown values.
    at: Vec<Option<u32>>,
}

impl Shown {
    fn of(assignment: Assignment, dimension: &Dimension, top: Option<usize>, most: usize) -> Shown {
        let (buckets, totals) = (assignment.buckets(), assignment.totals());
        let top = match dimension {
            Dimension::Date(_) => most,
            Dimension::Facet { .. } | Dimension::Field(_) => top.unwrap_or(most).min(most),
        };
        let (mut shown, more) = most_frequent(buckets, &totals, Some(top));
        if let Dimension::Date(_) = dimension {
            shown.sort_by(|&a, &b| buckets.key(a).cmp(buckets.key(b)));
        }
        let mut at = vec![None; totals.len()];
        let mut values = Vec::with_capacity(shown.len());
        for &bucket in &shown {
            at[bucket as usize] = Some(values.len() as u32);
            values.push(AxisValue {
                value: buckets.key(bucket).to_owned(),
                label: String::new(),
                count: totals[bucket as usize],
            });
        }
        let axis = Axis {
            by: dimension.to_string(),
            values,
            more,
            without: assignment.without(),
        };
        Shown {
            assignment,
            axis,
            at,
        }
    }
}

/// Counts the units of each pair of shown values.
fn cells(rows: &Shown, columns: &Shown, total: u64) -> Vec<Vec<Cell>> {
    let width = columns.axis.values.len();
    let mut counts = vec![0u32; rows.axis.values.len() * width];
    let mut here: Vec<usize> = Vec::new();
    let units = rows.assignment.units().zip(columns.assignment.units());
    for (of_rows, of_columns) in units {
        here.clear();
        let shown = |&bucket: &u32| columns.at[bucket as usize];
        here.extend(of_columns.iter().filter_map(shown).map(|at| at as usize));
        if here.is_empty() {
            continue;
        }
        for &bucket in of_rows {
            if let Some(row) = rows.at[bucket as usize] {
                let row = row as usize * width;
                here.iter().for_each(|column| counts[row + column] += 1);
            }
        }
    }
    let cell = |count: u32, row: &AxisValue, column: &AxisValue| {
        let occurrence = Occurrence2x2 {
            both: u64::from(count),
            first: row.count,
            second: column.count,
            total,
        };
        occurrence.cell()
    };
    let of_row = |(n, row): (usize, &AxisValue)| {
        let counts = &counts[n * width..(n + 1) * width];
        let columns = counts.iter().zip(&columns.axis.values);
        columns
            .map(|(&count, column)| cell(count, row, column))
            .collect()
    };
    rows.axis.values.iter().enumerate().map(of_row).collect()
}
