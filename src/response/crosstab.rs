//! A cross-table: counts by two dimensions at once.

use super::counting::{CountUnit, CountedQuery};
use super::timeline::share;

/// Counts of units, which are reports, passages or stories, by two dimensions.
#[derive(Debug, Clone, PartialEq)]
pub struct Crosstab {
    /// What is counted.
    pub unit: CountUnit,
    /// Of what it is counted.
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
    /// As a [dimension](crate::search::Dimension) is written.
    pub by: String,
    /// Its values: periods in order, of others the most frequent first, equals by value.
    pub values: Vec<AxisValue>,
    /// How many other values units have.
    pub more: usize,
    /// How many units have no value.
    pub without: u64,
}

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AxisValue {
    /// A path, a period, or what a field has.
    pub value: String,
    /// How many units have it: the margin. A unit may have several values.
    pub count: u64,
}

/// Two values together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// How many units have both.
    pub count: u64,
    /// How many would have both by chance.
    pub expected: f64,
    /// How many times as many have both as by chance.
    pub lift: f64,
    /// The log-likelihood ratio of Dunning (1993), negative if fewer have both than by chance.
    pub g2: f64,
}

impl Cell {
    /// What the log-likelihood ratio exceeds by chance in one of 1,000 cases: chi squared with one degree of freedom.
    pub const SIGNIFICANT: f64 = 10.83;
}

impl Crosstab {
    /// Returns a cell as a share of its row; `None` of an empty one.
    pub fn row_share(&self, row: usize, column: usize) -> Option<f64> {
        share(self.cells[row][column].count, self.rows.values[row].count)
    }

    /// Returns a cell as a share of its column; `None` of an empty one.
    pub fn column_share(&self, row: usize, column: usize) -> Option<f64> {
        let whole = self.columns.values[column].count;
        share(self.cells[row][column].count, whole)
    }
}
