//! Aggregates: counts of reports and passages by the values of dimensions.
//!
//! The values of a [`Dimension`] are read from columns, segment by segment (`bucket_reader`), into an `assignment`, so
//! that counting costs a few additions for each report and no stored text is read. The matches of a query (`matched`)
//! are counted over time (`timeline`), by one dimension (`facets`), or by two (`crosstab`), for reports or for passages
//! (`mentions`).

mod assignment;
mod bucket_reader;
mod buckets;
mod crosstab;
mod dimension;
mod facet_column;
mod facets;
mod log_likelihood;
mod matched;
mod matched_passages;
mod mentions;
mod overview;
mod passage_assignment;
mod period_column;
mod query_counts;
mod ranking;
mod selection;
mod significant_words;
mod text_column;
mod timeline;
mod together;

pub use crosstab::{CrosstabRequest, Within};
pub use dimension::{Dimension, DimensionField, Level};
pub use facets::FacetsRequest;
pub use timeline::TimelineRequest;
pub use together::TogetherRequest;
