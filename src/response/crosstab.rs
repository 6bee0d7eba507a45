//! Cross-tables: counts by two dimensions at once.

use super::counting::{CountUnit, CountedQuery};
use super::timeline::share;

/// Counts of units (reports, passages or stories) by two dimensions.
#[derive(Debug, Clone, PartialEq)]
pub struct Crosstab {
    /// The unit of the counts.
    pub unit: CountUnit,
    /// The query whose matches are counted.
    pub query: CountedQuery,
    /// How many units there are, with or without values.
    pub total: u64,
    /// The dimension of the rows.
    pub rows: Axis,
    /// The dimension of the columns.
    pub columns: Axis,
    /// For each row, a cell for each column.
    pub cells: Vec<Vec<Cell>>,
}

/// One of the two dimensions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Axis {
    /// The [dimension](crate::search::Dimension) as written in a request.
    pub by: String,
    /// Its values: periods in order, others by descending count, ties by value.
    pub values: Vec<AxisValue>,
    /// How many further values are not listed.
    pub more: usize,
    /// The number of units without a value.
    pub without: u64,
}

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AxisValue {
    /// A path, a period, or the value of a field.
    pub value: String,
    /// Its display name, which no other value of the axis has.
    pub label: String,
    /// The margin: how many units have this value. A unit may have several values.
    pub count: u64,
}

/// A pair of values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// How many units have both.
    pub count: u64,
    /// How many would have both if the values were independent.
    pub expected: f64,
    /// The ratio of `count` to `expected`.
    pub lift: f64,
    /// The log-likelihood ratio of Dunning (1993), negative if `count` is below `expected`.
    pub g2: f64,
}

impl Cell {
    /// Critical value of the log-likelihood ratio at p = 0.001: chi squared with one degree of freedom.
    pub const SIGNIFICANT: f64 = 10.83;
}

impl Crosstab {
    /// Returns a cell as a share of its row; `None` if the row is empty.
    pub fn row_share(&self, row: usize, column: usize) -> Option<f64> {
        share(self.cells[row][column].count, self.rows.values[row].count)
    }

    /// Returns a cell as a share of its column; `None` if the column is empty.
    pub fn column_share(&self, row: usize, column: usize) -> Option<f64> {
        let whole = self.columns.values[column].count;
        share(self.cells[row][column].count, whole)
    }
}
