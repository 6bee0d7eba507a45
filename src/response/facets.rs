//! Values of dimensions with their counts, one dimension beside the other.

use super::counting::{CountUnit, CountedQuery};
use super::timeline::share;

/// Counts of reports, or stories, by several dimensions, each on its own.
#[derive(Debug, Clone, PartialEq)]
pub struct FacetTables {
    /// What is counted.
    pub unit: CountUnit,
    /// Of what it is counted.
    pub query: CountedQuery,
    /// A table for each dimension, in the order of the request.
    pub tables: Vec<FacetTable>,
}

/// The values of one dimension.
#[derive(Debug, Clone, PartialEq)]
pub struct FacetTable {
    /// As a [dimension](crate::search::Dimension) is written.
    pub by: String,
    /// Its name: `area`, `date`, `source`.
    pub name: String,
    /// Of what the values are counted; more than the query finds if a filter by this facet is set, as that leaves the
    /// counts of its other values.
    pub total: u64,
    /// Values of one level: those with the highest counts first, equals by value; of several levels, each below its parent
    /// in this order; periods in theirs.
    pub values: Vec<CountedValue>,
    /// How many other values there are.
    pub more: usize,
    /// How many reports have none of the values, shown or not.
    pub without: u64,
    /// The values that the dimension is restricted to (`area=Haiti`), as far as any report is there.
    pub below: Vec<CountedValue>,
}

/// A value and how many have it.
#[derive(Debug, Clone, PartialEq)]
pub struct CountedValue {
    /// A path, a period, or what a field has.
    pub value: String,
    /// How many have it.
    pub count: u64,
    /// How many values of a facet stand right below it; `None` if it is no facet's.
    pub children: Option<usize>,
    /// Where the place is that the value stands for; `None` if that is unknown or was not requested.
    pub position: Option<Position>,
}

/// A position on the earth, in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
}

impl FacetTable {
    /// Returns a count as a share of all; `None` of nothing.
    pub fn share(&self, value: &CountedValue) -> Option<f64> {
        share(value.count, self.total)
    }
}
