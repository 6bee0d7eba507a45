//! Aggregates: counts over many reports, by what they have values of.
//!
//! A [`Dimension`] is read segment by segment (`bucket_reader`) from columns into an `assignment`, so that a count costs a
//! few additions for each report and no stored text is read. What a query finds (`matched`) is counted over
//! time (`timeline`), by one dimension (`facets`), or by two at once (`crosstab`), of reports or of passages (`mentions`).

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
mod positions;
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
