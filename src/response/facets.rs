//! Facet tables: the values of one or several dimensions with their counts.

use super::counting::{CountUnit, CountedQuery};
use super::timeline::share;

/// Counts of reports or stories by several dimensions, each separately.
#[derive(Debug, Clone, PartialEq)]
pub struct FacetTables {
    /// The unit of the counts.
    pub unit: CountUnit,
    /// The query whose matches are counted.
    pub query: CountedQuery,
    /// A table for each dimension, in the order of the request.
    pub tables: Vec<FacetTable>,
}

/// The values of one dimension.
#[derive(Debug, Clone, PartialEq)]
pub struct FacetTable {
    /// The [dimension](crate::search::Dimension) as written in a request.
    pub by: String,
    /// Its name: `area`, `date`, `source`.
    pub name: String,
    /// How many reports or stories are counted. With a filter by this facet, more than the query finds: the filter is
    /// ignored here, so that the facet's other values keep their counts.
    pub total: u64,
    /// Values by descending count, ties by value. With several levels, children follow their parent in this order. Periods
    /// are in chronological order.
    pub values: Vec<CountedValue>,
    /// How many further values are not listed.
    pub more: usize,
    /// How many reports have none of the values, listed or not.
    pub without: u64,
    /// The values that the dimension is restricted to (`area=Haiti`), if any report has them.
    pub below: Vec<CountedValue>,
}

/// A value with its count.
#[derive(Debug, Clone, PartialEq)]
pub struct CountedValue {
    /// A path, a period, or the value of a field.
    pub value: String,
    /// How many reports or stories have it.
    pub count: u64,
    /// How many child values it has; `None` if it is not a facet value.
    pub children: Option<usize>,
    /// The position of a place; `None` if unknown or not requested.
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
    /// Returns a count as a share of the total; `None` if the total is 0.
    pub fn share(&self, value: &CountedValue) -> Option<f64> {
        share(value.count, self.total)
    }
}
