//! Query execution: matching, ranking, passage selection, highlighting and counting.
//!
//! A [`Request`] is planned (`plan`: the only place that decides what each operator matches and highlights), matched
//! segment by segment (`lookup`, `matching`), ranked in two stages (`rank`, `hits`) and read for display (`read`,
//! `marks`). `values` resolves facet values and `counts` counts them; `aggregate` counts the matching reports over
//! time and by other dimensions.

mod acronyms;
mod across;
mod aggregate;
mod answer;
mod body_offsets;
mod clause;

mod completions;
mod compounds;
mod docs;
mod duplicates;
mod error;
mod expand;
mod explain;
mod facet_nodes;
mod filed_paths;
mod filters;
mod fuzzy;
mod hit_places;
mod hits;
mod index_statistics;
mod labels;
mod languages;
mod large;
mod layout;
mod like;
mod lookup;
mod marks;
mod matchers;
mod matching;
mod near;
mod near_duplicates;
mod passages;
mod pattern;
mod phrases;
mod plan;
mod positions;
mod posting_lists;
mod postings;
mod rank;
mod read;
mod renamed;
mod report_cache;
mod request;
mod request_text;
mod resolved_filters;
mod scope;
mod searcher;
mod significant;
mod source_file;
mod sources;
mod spellings;
mod statistics;
mod stories;
mod suggest;
mod terms;
mod undated;
mod unknown;
mod value_completion;
mod values;
mod weigh;
mod weights;
mod whole;
mod within;

pub use aggregate::{
    CrosstabRequest, Dimension, DimensionField, FacetsRequest, Level, TimelineRequest,
    TogetherRequest, Within,
};
pub use clause::Filing;
pub use error::SearchError;
pub use labels::in_order as values_in_order;
pub use request::{Across, Count, FacetFilter, Request, Sort, Unit, WordsRule};
pub use request_text::{FilterError, FilterText, saved_name};
pub use searcher::Searcher;
pub use source_file::SourceFile;
pub use sources::sources;
pub use statistics::Statistics;

#[cfg(test)]
mod tests;
